/* repeat.c - tasks that come again every week, month, quarter or year. */
#include "programme/repeat.h"

#include "base/day.h"

#include <string.h>

const struct repeat repeats[] = {
	{"week", N_("every week"), 7, 0},
	{"month", N_("every month"), 0, 1},
	{"quarter", N_("every quarter"), 0, 3},
	{"year", N_("every year"), 0, 12},
};

const size_t repeats_count = COUNT(repeats);

const struct repeat *repeat_find(const char *every)
{
	for (size_t i = 0; i < repeats_count; i++)
		if (!strcmp(repeats[i].every, every))
			return &repeats[i];
	return NULL;
}

int64_t repeat_day(const struct repeat *r, int64_t day, int64_t n)
{
	int64_t year, month, mday, first, next;

	if (r->days)
		return day + n * r->days;
	day_civil(day, &year, &month, &mday);
	month += n * r->months - 1;
	year += month / 12;
	month = month % 12 + 1;
	first = day_of(year, month, 1);
	next = day_of(year + month / 12, month % 12 + 1, 1);
	return first + mday - 1 < next ? first + mday - 1 : next - 1;
}
