/* xlsx_cell.c - numbers, days and places of a spreadsheet as text. */
#include "core/xlsx_cell.h"

#include "base/csv.h"
#include "base/day.h"
#include "base/decimal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define KEPT   15 /* digits of a number that mean something */
#define WHOLE  18 /* digits of a whole number that is written out */
#define PLACES 30 /* before or behind the point */
#define STORED 40 /* digits that are read; a double has 17 */

/* 0.d1d2d3... times ten to `power`; d1 is not 0 unless there is no digit. */
struct number {
	bool negative, plain; /* plain: digits alone */
	char digit[STORED + 1];
	int n, power;
};

/* One digit, before or behind the point. */
static void digit_add(struct number *x, char d, bool behind)
{
	if (x->n == 0 && d == '0') {
		x->power -= behind;
		return;
	}
	x->power += !behind;
	if (x->n < STORED)
		x->digit[x->n++] = d;
}

static bool read_power(struct number *x, const char *s)
{
	char *end;
	long n;

	if (!isdigit((unsigned char)s[*s == '-' || *s == '+']))
		return false;
	n = strtol(s, &end, 10);
	if (*end || n > 999 || n < -999)
		return false;
	x->power += (int)n;
	return true;
}

static bool number_read(const char *s, struct number *x)
{
	bool behind = false, some = false;

	*x = (struct number){.plain = true};
	x->negative = *s == '-';
	for (s += *s == '-' || *s == '+'; *s && *s != 'E' && *s != 'e'; s++) {
		if (*s == '.' && !behind) {
			behind = true;
			x->plain = false;
			continue;
		}
		if (!isdigit((unsigned char)*s))
			return false;
		some = true;
		if (x->power > 999 || x->power < -999)
			return false;
		digit_add(x, *s, behind);
	}
	if (!some)
		return false;
	if (!*s)
		return true;
	x->plain = false;
	return read_power(x, s + 1);
}

/* To `n` digits, half up, as spreadsheets show them. */
static void number_round(struct number *x, int n)
{
	bool up = x->n > n && x->digit[n] >= '5';

	x->n = x->n < n ? x->n : n;
	while (up && x->n > 0 && x->digit[x->n - 1] == '9')
		x->n--;
	if (up && x->n > 0) {
		x->digit[x->n - 1]++;
	} else if (up) {
		x->digit[x->n++] = '1';
		x->power++;
	}
	while (x->n > 0 && x->digit[x->n - 1] == '0')
		x->n--;
}

static const char *number_text(struct arena *mem, const struct number *x)
{
	struct buf b = {.mem = mem};

	if (x->n == 0)
		return "0";
	if (x->negative)
		buf_str(&b, "-");
	if (x->power <= 0)
		buf_str(&b, "0");
	for (int i = 0; i < x->power; i++)
		buf_add(&b, i < x->n ? &x->digit[i] : "0", 1);
	if (x->power < x->n)
		buf_str(&b, ".");
	for (int i = x->power; i < x->n; i++)
		buf_add(&b, i >= 0 ? &x->digit[i] : "0", 1);
	return b.s;
}

const char *xlsx_number(struct arena *mem, const char *stored)
{
	struct number x;

	if (!number_read(stored, &x))
		return NULL;
	number_round(&x, x.plain && x.n <= WHOLE ? WHOLE : KEPT);
	if (x.n && (x.power > PLACES || x.power < -PLACES))
		return NULL;
	return number_text(mem, &x);
}

const char *xlsx_day(struct arena *mem, const char *stored, bool from_1904)
{
	const char *text = xlsx_number(mem, stored), *point;
	int64_t day, second = 0, fraction;
	char iso[11];

	if (!text || *text == '-')
		return NULL;
	day = strtoll(text, NULL, 10);
	point = strchr(text, '.');
	if (point &&
	    decimal_parse(arena_printf(mem, "0.%.9s", point + 1), NUMBERS_PLAIN,
			  SCALE_MAX, &fraction) == DECIMAL_OK)
		second = (fraction * 86400 + 500000000) / 1000000000;
	/* Days of 1900 are counted as if it had been a leap year. */
	if (from_1904)
		day -= 24107;
	else
		day -= day < 60 ? 25568 : 25569;
	day += second / 86400;
	second %= 86400;
	if (day < DAY_MIN || day > DAY_MAX)
		return NULL;
	if (second == 0)
		return arena_text(mem, day_iso(day, iso));
	return arena_printf(mem, "%s %02d:%02d:%02d", day_iso(day, iso),
			    (int)(second / 3600), (int)(second / 60 % 60),
			    (int)(second % 60));
}

const char *xlsx_text(struct arena *mem, const char *stored)
{
	static const struct {
		const char *word, *is;
	} words[] = {{"_x005F_", "_"},
		     {"_x000A_", "\n"},
		     {"_x0009_", "\t"},
		     {"_x000D_", ""}};
	struct buf b = {.mem = mem};
	const char *s = stored;

	if (!strstr(s, "_x00"))
		return csv_trim(mem, s);
	while (*s) {
		size_t i = 0;

		while (i < COUNT(words) && strncasecmp(s, words[i].word, 7))
			i++;
		buf_add(&b, i < COUNT(words) ? words[i].is : s,
			i < COUNT(words) ? strlen(words[i].is) : 1);
		s += i < COUNT(words) ? 7 : 1;
	}
	return csv_trim(mem, b.s ? b.s : "");
}

bool xlsx_is_day_format(int64_t id)
{
	return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) ||
	       (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

bool xlsx_is_day(const char *format)
{
	for (const char *s = format; *s; s++) {
		if (*s == '"' || *s == '[') {
			s = strchr(s + 1, *s == '"' ? '"' : ']');
			if (!s)
				return false;
		} else if ((*s == '\\' || *s == '_' || *s == '*') && s[1]) {
			s++;
		} else if (strchr("dDmMyYhHsS", *s)) {
			return true;
		}
	}
	return false;
}

bool xlsx_place(const char *place, int64_t *row, int64_t *column)
{
	const char *s = place;
	char *end;

	for (*column = 0; *s >= 'A' && *s <= 'Z'; s++) {
		if (s - place == 3)
			return false;
		*column = *column * 26 + (*s - 'A' + 1);
	}
	if (s == place || !isdigit((unsigned char)*s) || strlen(s) > 9)
		return false;
	*row = strtoll(s, &end, 10);
	return *row > 0 && !*end;
}

const char *xlsx_place_text(struct arena *mem, int64_t row, int64_t column)
{
	char name[4] = "";
	size_t at = 3;

	for (; column > 0 && at > 0; column = (column - 1) / 26)
		name[--at] = (char)('A' + (column - 1) % 26);
	return arena_printf(mem, "%s%lld", name + at, (long long)row);
}
