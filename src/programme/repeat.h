/* repeat.h - tasks that come again every week, month, quarter or year. */
#ifndef PROGRAMME_REPEAT_H
#define PROGRAMME_REPEAT_H

#include "base/err.h"

/* How often, and its word for people, marked N_(). */
struct repeat {
	const char *every; /* "month" */
	const char *label;
	int64_t days, months; /* one of them is 0 */
};

extern const struct repeat repeats[];
extern const size_t repeats_count;

/* NULL: there is no such word. */
const struct repeat *repeat_find(const char *every);

/* The day `n` times later: of months the same day, or the last of a month
 * that has none such. Up to the year 9999. */
int64_t repeat_day(const struct repeat *r, int64_t day, int64_t n);

#endif
