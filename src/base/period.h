/* period.h - the stretches of time that returns are for.
 *
 * A period is one whole number that sorts by kind, then by time:
 * kind * 2^17 + number of that kind since 1900, so that it fits 20 bits and
 * the periods of one kind follow each other without gaps.
 *
 * A week is one of ISO 8601, Monday to Sunday; it belongs to the month, the
 * year and whatever else its Thursday is in. A school year begins with
 * September. */
#ifndef BASE_PERIOD_H
#define BASE_PERIOD_H

#include "base/err.h"

enum period_kind {
	PERIOD_YEAR = 1, /* 2026 */
	PERIOD_HALF,	 /* 2026-H1 */
	PERIOD_QUARTER,	 /* 2026-Q1 */
	PERIOD_MONTH,	 /* 2026-01 */
	PERIOD_WEEK,	 /* 2026-W05 */
	PERIOD_SCHOOL,	 /* 2025-2026 */
};

#define PERIOD_BITS 20

/* Reads "2026", "2026-H1", "2026-Q1", "2026-01", "2026-W05" or "2025-2026";
 * years 1900 to 9998, of weeks to 4400. */
bool period_parse(const char *s, int64_t *period) MUST;
/* Writes the same form; room for 12 bytes. */
char *period_text(int64_t period, char to[12]);
/* Every other function asserts this of the periods it is given. */
bool period_valid(int64_t period) MUST;

enum period_kind period_kind(int64_t period);
int64_t period_first_day(int64_t period);
int64_t period_last_day(int64_t period);
/* The period of `kind` that holds `day`, from DAY_MIN to DAY_MAX: the first
 * or the last one there is for a day before or after them. */
int64_t period_of(enum period_kind kind, int64_t day);
/* The period of `kind` that `part` belongs to: of a week, its Thursday. */
int64_t period_around(enum period_kind kind, int64_t part);

/* The year that a period begins in (of a week, that it belongs to), and its
 * number there, from 1: 2026-W05 is 2026, 5. */
void period_place(int64_t period, int64_t *year, int64_t *number);

/* "year", "half", "quarter", "month", "week", "school-year": the words of a
 * form's file. */
const char *period_kind_name(enum period_kind kind);
bool period_kind_parse(const char *s, enum period_kind *kind) MUST;

/* Whether `range` is a whole number of periods of kind `base` (a period is
 * a range of itself), and then its first and last. Weeks make up whatever
 * is longer: those that belong to it. */
bool period_split(int64_t range, enum period_kind base, int64_t *first,
		  int64_t *last) MUST;

#endif
