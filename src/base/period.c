/* period.c - the numbers of periods, their words and their days. */
#include "base/period.h"

#include "base/day.h"

#include <assert.h>
#include <string.h>

#define NUMBER_BITS 17
#define YEAR_FIRST  1900
#define YEAR_LAST   9998

static const struct {
	const char *name;
	char letter; /* between the year and the number; 0: none */
	int64_t per_year;
} kinds[] = {
	[PERIOD_YEAR] = {N_("year"), 0, 1},
	[PERIOD_HALF] = {N_("half"), 'H', 2},
	[PERIOD_QUARTER] = {N_("quarter"), 'Q', 4},
	[PERIOD_MONTH] = {N_("month"), 0, 12},
};

static int64_t kind_of(int64_t period)
{
	return period >> NUMBER_BITS;
}

static int64_t number_of(int64_t period)
{
	return period & ((1 << NUMBER_BITS) - 1);
}

/* The period of a kind by its year and its number in the year, from 0. */
static int64_t make(enum period_kind kind, int64_t year, int64_t i)
{
	int64_t number = (year - YEAR_FIRST) * kinds[kind].per_year + i;

	return ((int64_t)kind << NUMBER_BITS) + number;
}

bool period_valid(int64_t period)
{
	int64_t kind = kind_of(period);

	return kind >= PERIOD_YEAR && kind <= PERIOD_MONTH &&
	       number_of(period) <
		       (YEAR_LAST - YEAR_FIRST + 1) * kinds[kind].per_year;
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

/* What stands behind the year: "", "-H1", "-Q1" or "-01". */
static bool part_parse(const char *s, enum period_kind *kind, int64_t *i)
{
	size_t n = strlen(s);

	*i = 1;
	*kind = PERIOD_YEAR;
	if (n == 0)
		return true;
	if (n != 3 || s[0] != '-')
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
	    !part_parse(s + 4, &kind, &i))
		return false;
	if (year < YEAR_FIRST || year > YEAR_LAST || i < 1 ||
	    i > kinds[kind].per_year)
		return false;
	*period = make(kind, year, i - 1);
	return true;
}

/* The year a period begins in, and the month of it, from 0. */
static void begin(int64_t period, int64_t *year, int64_t *month)
{
	int64_t per_year = kinds[period_kind(period)].per_year;

	*year = YEAR_FIRST + number_of(period) / per_year;
	*month = number_of(period) % per_year * (12 / per_year);
}

char *period_text(int64_t period, char to[12])
{
	enum period_kind kind = period_kind(period);
	int64_t i = number_of(period) % kinds[kind].per_year + 1;
	int64_t year, month;
	char *p = to;

	begin(period, &year, &month);
	for (int64_t unit = 1000; unit > 0; unit /= 10)
		*p++ = (char)('0' + year / unit % 10);
	if (kind != PERIOD_YEAR) {
		*p++ = '-';
		*p++ = kinds[kind].letter ? kinds[kind].letter
					  : (char)('0' + i / 10);
		*p++ = (char)('0' + i % 10);
	}
	*p = '\0';
	return to;
}

int64_t period_first_day(int64_t period)
{
	int64_t year, month;

	begin(period, &year, &month);
	return day_of(year, month + 1, 1);
}

int64_t period_last_day(int64_t period)
{
	int64_t year, month;

	begin(period, &year, &month);
	month += 12 / kinds[period_kind(period)].per_year;
	return day_of(year + month / 12, month % 12 + 1, 1) - 1;
}

int64_t period_of(enum period_kind kind, int64_t day)
{
	int64_t year, month, mday;

	day_civil(day, &year, &month, &mday);
	assert(year >= YEAR_FIRST && day <= DAY_MAX);
	if (year > YEAR_LAST)
		return make(kind, YEAR_LAST, kinds[kind].per_year - 1);
	return make(kind, year, (month - 1) * kinds[kind].per_year / 12);
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
	int64_t have = kinds[period_kind(range)].per_year;
	int64_t want = kinds[base].per_year;
	int64_t each = want / have;

	if (want % have != 0)
		return false;
	*first = make(base, YEAR_FIRST, number_of(range) * each);
	*last = *first + each - 1;
	return true;
}
