/* show.h - days, instants and periods as people read them, in "vi" or "en".
 * What comes out lives in `mem`. */
#ifndef BASE_SHOW_H
#define BASE_SHOW_H

#include "base/arena.h"

/* "14/07/2026"; "14 Jul 2026". */
const char *show_day(struct arena *mem, int64_t day, const char *lang);

/* "14/07/2026 15:04"; "14 Jul 2026 15:04"; in that time zone. */
const char *show_instant(struct arena *mem, int64_t at, const char *tz,
			 const char *lang);

/* "quý II/2026", "tháng 7/2026", "tuần 5 năm 2026", "năm học 2025–2026";
 * "Q2 2026", "July 2026", "week 5 of 2026", "school year 2025–2026". Within
 * a sentence: it begins small. */
const char *show_period(struct arena *mem, int64_t period, const char *lang);

/* For the foot of a chart: "II/26", "07/26", "2026"; "Q2 26", "Jul 26". */
const char *show_period_short(struct arena *mem, int64_t period,
			      const char *lang);

/* The first letter of a sentence: "quý II" is "Quý II". ASCII only. */
const char *show_first(struct arena *mem, const char *s);

#endif
