/* day.h - civil days, counted from 1 January 1970, and time zones. */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include "base/err.h"

#define DAY_MIN (-25567) /* 1900-01-01 */
#define DAY_MAX 2932896	 /* 9999-12-31: "no end" in every `until` */

/* The day of a civil date; asserts that there is such a date (years 1 to
 * 9999). */
int64_t day_of(int64_t year, int64_t month, int64_t day);
void day_civil(int64_t day, int64_t *year, int64_t *month, int64_t *mday);

/* Reads 2025-07-01, or 01/07/2025 as people write it (also 1/7/2025);
 * exactly one of the two forms, no blanks, between DAY_MIN and DAY_MAX. */
bool day_parse(const char *s, int64_t *day) MUST;

/* Writes 2025-07-01 and a NUL to `to`, which has room for 11 bytes. */
char *day_iso(int64_t day, char to[11]);

/* Reads 2025-07-01T08:30:00Z (or with +07:00), or a date alone: midnight
 * UTC. In seconds since 1970 UTC. */
bool instant_parse(const char *s, int64_t *at) MUST;
/* Writes 2025-07-01T08:30:00Z; room for 21 bytes. */
char *instant_iso(int64_t at, char to[21]);

/* Whether ICU knows `tz`, as Asia/Ho_Chi_Minh. The functions below assert
 * that it is short and ASCII, and take one that is not known for UTC. */
bool tz_known(const char *tz) MUST;
/* The civil day of an instant in `tz`. */
int64_t tz_day(const char *tz, int64_t at);
/* The instant at which `day` ends in `tz` (the next day begins; for good,
 * where the clock is put back over midnight). */
int64_t tz_day_end(const char *tz, int64_t day);
/* Seconds to add to UTC to get the civil time of `at` in `tz`. */
int64_t tz_offset(const char *tz, int64_t at);

#endif
