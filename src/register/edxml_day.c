/* edxml_day.c - days and times as edXML has them in the wild. */
#include "base/day.h"
#include "register/edxml.h"

#include <stdio.h>
#include <string.h>

#define VIETNAM (7 * 3600) /* seconds before UTC, all the year */

/* Takes from `min` to `max` digits off *s. */
static bool digits(const char **s, int min, int max, int64_t *value)
{
	int n = 0;

	*value = 0;
	for (; n < max && **s >= '0' && **s <= '9'; n++, (*s)++)
		*value = *value * 10 + (**s - '0');
	return n >= min && !(**s >= '0' && **s <= '9');
}

static bool take(const char **s, char what)
{
	if (**s != what)
		return false;
	(*s)++;
	return true;
}

/* 2014/02/28 or 28/02/2014, divided by / or -. */
static bool take_day(const char **s, int64_t *day)
{
	int64_t year, month, mday, *first = &year, *last = &mday;
	bool turned = strspn(*s, "0123456789") <= 2;
	char iso[40], by;

	if (turned) {
		first = &mday;
		last = &year;
	}
	if (!digits(s, turned ? 1 : 4, turned ? 2 : 4, first))
		return false;
	by = **s;
	if ((by != '/' && by != '-') || !take(s, by) ||
	    !digits(s, 1, 2, &month) || !take(s, by) ||
	    !digits(s, turned ? 4 : 1, turned ? 4 : 2, last))
		return false;
	snprintf(iso, sizeof(iso), "%04lld-%02lld-%02lld", (long long)year,
		 (long long)month, (long long)mday);
	return day_parse(iso, day);
}

/* "Z", "+07:00", "+0700" or "+07". */
static bool take_zone(const char **s, int64_t *offset)
{
	int64_t sign = **s == '-' ? -1 : 1, both, minute = 0;
	size_t n;

	*offset = 0;
	if (take(s, 'Z'))
		return true;
	if (!take(s, '+') && !take(s, '-'))
		return false;
	n = strspn(*s, "0123456789");
	if ((n != 2 && n != 4) || !digits(s, 2, 4, &both))
		return false;
	if (n == 4) {
		minute = both % 100;
		both /= 100;
	} else if (take(s, ':') && !digits(s, 2, 2, &minute)) {
		return false;
	}
	*offset = sign * (both * 3600 + minute * 60);
	return both <= 14 && minute < 60;
}

/* "08:30", "08:30:00", "08:30:00.123"; in seconds. */
static bool take_clock(const char **s, int64_t *time)
{
	int64_t hour, minute, second = 0;

	if (!digits(s, 1, 2, &hour) || !take(s, ':') ||
	    !digits(s, 2, 2, &minute))
		return false;
	if (take(s, ':') && !digits(s, 2, 2, &second))
		return false;
	if (take(s, '.')) {
		size_t n = strspn(*s, "0123456789");

		if (n == 0 || n > 9)
			return false;
		*s += n;
	}
	*time = hour * 3600 + minute * 60 + second;
	return hour < 24 && minute < 60 && second < 60;
}

static bool parse(const char *s, int64_t *day, int64_t *at)
{
	int64_t time = 0, offset = VIETNAM;

	if (!take_day(&s, day))
		return false;
	if (*s == 'T' || *s == ' ') {
		s++;
		if (!take_clock(&s, &time))
			return false;
		if (*s && !take_zone(&s, &offset))
			return false;
	} else if (*s && !take_zone(&s, &offset)) {
		return false; /* xsd:date may have a zone */
	}
	*at = *day * 86400 + time - offset;
	return !*s;
}

bool edxml_day(const char *s, int64_t *day)
{
	int64_t at;

	return parse(s, day, &at);
}

bool edxml_time(const char *s, int64_t *at)
{
	int64_t day;

	return parse(s, &day, at);
}
