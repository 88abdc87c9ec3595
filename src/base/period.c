/* period.c - the numbers of periods, their words and their days. */
#include "base/period.h"

#include "base/day.h"

#include <assert.h>
#include <string.h>

#define NUMBER_BITS 17
#define YEAR_FIRST  1900
#define YEAR_LAST   9998
#define WEEK_LAST   4400 /* the last year whose weeks fit the bits */
#define THURSDAY    3	 /* days after the first of a week */
#define SCHOOL	    9	 /* the month that a school year begins with */

/* 1900 begins with a Monday, so its first day is that of its first week. */
static const struct {
	const char *name;
	char letter;	  /* between the year and the number; 0: none */
	int64_t per_year; /* 0: weeks, of which years have 52 or 53 */
	int64_t month;	  /* that the first of a year begins with */
	int64_t last;	  /* year */
} kinds[] = {
	[PERIOD_YEAR] = {N_("year"), 0, 1, 1, YEAR_LAST},
	[PERIOD_HALF] = {N_("half"), 'H', 2, 1, YEAR_LAST},
	[PERIOD_QUARTER] = {N_("quarter"), 'Q', 4, 1, YEAR_LAST},
	[PERIOD_MONTH] = {N_("month"), 0, 12, 1, YEAR_LAST},
	[PERIOD_WEEK] = {N_("week"), 'W', 0, 0, WEEK_LAST},
	[PERIOD_SCHOOL] = {N_("school-year"), 0, 1, SCHOOL, YEAR_LAST},
};

static int64_t kind_of(int64_t period)
{
	return period >> NUMBER_BITS;
}

static int64_t number_of(int64_t period)
{
	return period & ((1 << NUMBER_BITS) - 1);
}

static int64_t of_number(enum period_kind kind, int64_t number)
{
	return ((int64_t)kind << NUMBER_BITS) + number;
}

/* How many weeks have their Thursday before `day`: the number of the first
 * one that does not. */
static int64_t weeks_before(int64_t day)
{
	int64_t days = day - DAY_MIN - THURSDAY;

	return days <= 0 ? 0 : (days + 6) / 7;
}

/* How many periods of a kind there are before those of `year`. */
static int64_t numbers_before(enum period_kind kind, int64_t year)
{
	if (kind == PERIOD_WEEK)
		return weeks_before(day_of(year, 1, 1));
	return (year - YEAR_FIRST) * kinds[kind].per_year;
}

bool period_valid(int64_t period)
{
	int64_t kind = kind_of(period);

	return kind >= PERIOD_YEAR && kind < (int64_t)COUNT(kinds) &&
	       number_of(period) < numbers_before((enum period_kind)kind,
						  kinds[kind].last + 1);
}

enum period_kind period_kind(int64_t period)
{
	assert(period_valid(period));
	return (enum period_kind)kind_of(period);
}

/* Reads `n` digits; what is no digit makes it false. */
static bool digits(const char *s, size_t n, int64_t *value)
{
	*value = 0;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*value = *value * 10 + (s[i] - '0');
	}
	return true;
}

/* What stands behind the year: "", "-H1", "-Q1", "-01", "-W05", or the next
 * year of a school year. */
static bool part_parse(const char *s, int64_t year, enum period_kind *kind,
		       int64_t *i)
{
	size_t n = strlen(s);
	int64_t next;

	*i = 1;
	*kind = PERIOD_YEAR;
	if (n == 0)
		return true;
	if (s[0] != '-')
		return false;
	if (n == 5) {
		*kind = PERIOD_SCHOOL;
		return digits(s + 1, 4, &next) && next == year + 1;
	}
	if (n == 4) {
		*kind = PERIOD_WEEK;
		return s[1] == 'W' && digits(s + 2, 2, i);
	}
	if (n != 3)
		return false;
	if (s[1] == 'H' || s[1] == 'Q') {
		*kind = s[1] == 'H' ? PERIOD_HALF : PERIOD_QUARTER;
		return digits(s + 2, 1, i);
	}
	*kind = PERIOD_MONTH;
	return digits(s + 1, 2, i);
}

bool period_parse(const char *s, int64_t *period)
{
	enum period_kind kind;
	int64_t year, i;

	if (strlen(s) < 4 || !digits(s, 4, &year) ||
	    !part_parse(s + 4, year, &kind, &i))
		return false;
	if (year < YEAR_FIRST || year > kinds[kind].last || i < 1 ||
	    i > numbers_before(kind, year + 1) - numbers_before(kind, year))
		return false;
	*period = of_number(kind, numbers_before(kind, year) + i - 1);
	return true;
}

void period_place(int64_t period, int64_t *year, int64_t *number)
{
	enum period_kind kind = period_kind(period);
	int64_t n = number_of(period), month, mday;

	if (kind == PERIOD_WEEK)
		day_civil(DAY_MIN + n * 7 + THURSDAY, year, &month, &mday);
	else
		*year = YEAR_FIRST + n / kinds[kind].per_year;
	*number = n - numbers_before(kind, *year) + 1;
}

static char *put_digits(char *to, int64_t n, int64_t unit)
{
	for (; unit > 0; unit /= 10)
		*to++ = (char)('0' + n / unit % 10);
	return to;
}

char *period_text(int64_t period, char to[12])
{
	enum period_kind kind = period_kind(period);
	int64_t year, i;
	char *p;

	period_place(period, &year, &i);
	p = put_digits(to, year, 1000);
	if (kind != PERIOD_YEAR)
		*p++ = '-';
	if (kinds[kind].letter)
		*p++ = kinds[kind].letter;
	if (kind == PERIOD_SCHOOL)
		p = put_digits(p, year + 1, 1000);
	else if (kind == PERIOD_MONTH || kind == PERIOD_WEEK)
		p = put_digits(p, i, 10);
	else if (kind != PERIOD_YEAR)
		p = put_digits(p, i, 1);
	*p = '\0';
	return to;
}

/* The first day of the period of a kind that has this number; it may be one
 * after the last. */
static int64_t first_day(enum period_kind kind, int64_t number)
{
	int64_t month;

	if (kind == PERIOD_WEEK)
		return DAY_MIN + number * 7;
	month = number * (12 / kinds[kind].per_year) + kinds[kind].month - 1;
	return day_of(YEAR_FIRST + month / 12, month % 12 + 1, 1);
}

int64_t period_first_day(int64_t period)
{
	return first_day(period_kind(period), number_of(period));
}

int64_t period_last_day(int64_t period)
{
	return first_day(period_kind(period), number_of(period) + 1) - 1;
}

int64_t period_of(enum period_kind kind, int64_t day)
{
	int64_t year, month, mday, number, end;

	assert(day >= DAY_MIN && day <= DAY_MAX);
	day_civil(day, &year, &month, &mday);
	month += (year - YEAR_FIRST) * 12 - kinds[kind].month;
	if (kind == PERIOD_WEEK)
		number = (day - DAY_MIN) / 7;
	else
		number = month < 0 ? 0 : month * kinds[kind].per_year / 12;
	end = numbers_before(kind, kinds[kind].last + 1);
	return of_number(kind, number < end ? number : end - 1);
}

int64_t period_around(enum period_kind kind, int64_t part)
{
	int64_t day = period_first_day(part);

	return period_of(kind, period_kind(part) == PERIOD_WEEK ? day + THURSDAY
								: day);
}

const char *period_kind_name(enum period_kind kind)
{
	return kinds[kind].name;
}

bool period_kind_parse(const char *s, enum period_kind *kind)
{
	for (size_t i = PERIOD_YEAR; i < COUNT(kinds); i++) {
		if (!strcmp(kinds[i].name, s)) {
			*kind = (enum period_kind)i;
			return true;
		}
	}
	return false;
}

bool period_split(int64_t range, enum period_kind base, int64_t *first,
		  int64_t *last)
{
	enum period_kind kind = period_kind(range);
	int64_t from = period_first_day(range);
	int64_t to = period_last_day(range);

	*first = *last = range;
	if (kind == base)
		return true;
	if (base == PERIOD_WEEK) {
		*first = of_number(base, weeks_before(from));
		*last = of_number(base, weeks_before(to + 1) - 1);
		return to <= period_last_day(period_of(base, DAY_MAX));
	}
	*first = period_of(base, from);
	*last = period_of(base, to);
	return period_first_day(*first) == from && period_last_day(*last) == to;
}
