/* day.c - civil days, instants and time zones. */
#include "base/day.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#define DAY_SECONDS 86400
#define TZ_ROOM	    64

/* Days of 400 years, and of the years from 0000-03-01 to 1970-01-01. */
#define ERA_DAYS   146097
#define EPOCH_DAYS 719468

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t month_days(int64_t year, int64_t month)
{
	static const char days[] = {31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

static bool civil_valid(int64_t year, int64_t month, int64_t day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 &&
	       day >= 1 && day <= month_days(year, month);
}

/* Years are counted from March, so that the leap day comes last. */
int64_t day_of(int64_t year, int64_t month, int64_t day)
{
	int64_t y = month > 2 ? year : year - 1;
	int64_t m = (month + 9) % 12;

	assert(civil_valid(year, month, day));
	return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day -
	       1 - EPOCH_DAYS;
}

void day_civil(int64_t day, int64_t *year, int64_t *month, int64_t *mday)
{
	int64_t n = day + EPOCH_DAYS;
	int64_t era = floor_div(n, ERA_DAYS);
	int64_t d = n - era * ERA_DAYS;
	int64_t y = (d - d / 1460 + d / 36524 - d / (ERA_DAYS - 1)) / 365;
	int64_t in_year = d - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * in_year + 2) / 153;

	*mday = in_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = y + era * 400 + (*month <= 2);
}

/* Takes from `min` to `max` digits off *s. */
static bool digits_take(const char **s, int min, int max, int64_t *value)
{
	int n = 0;

	*value = 0;
	for (; n < max && **s >= '0' && **s <= '9'; n++, (*s)++)
		*value = *value * 10 + (**s - '0');
	return n >= min;
}

static bool char_take(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

static bool day_make(int64_t year, int64_t month, int64_t mday, int64_t *day)
{
	if (year < 1900 || !civil_valid(year, month, mday))
		return false;
	*day = day_of(year, month, mday);
	return true;
}

static bool iso_take(const char **s, int64_t *day)
{
	int64_t year, month, mday;

	return digits_take(s, 4, 4, &year) && char_take(s, '-') &&
	       digits_take(s, 2, 2, &month) && char_take(s, '-') &&
	       digits_take(s, 2, 2, &mday) && day_make(year, month, mday, day);
}

static bool slash_take(const char **s, int64_t *day)
{
	int64_t year, month, mday;

	return digits_take(s, 1, 2, &mday) && char_take(s, '/') &&
	       digits_take(s, 1, 2, &month) && char_take(s, '/') &&
	       digits_take(s, 4, 4, &year) && day_make(year, month, mday, day);
}

bool day_parse(const char *s, int64_t *day)
{
	bool slash = strchr(s, '/') != NULL;

	return (slash ? slash_take(&s, day) : iso_take(&s, day)) && !*s;
}

/* Writes `n` digits and the byte `end`. */
static char *digits_put(char *to, int n, int64_t value, char end)
{
	for (int i = n - 1; i >= 0; i--, value /= 10)
		to[i] = (char)('0' + value % 10);
	to[n] = end;
	return to + n + 1;
}

char *day_iso(int64_t day, char to[11])
{
	int64_t year, month, mday;
	char *p = to;

	assert(day >= DAY_MIN && day <= DAY_MAX);
	day_civil(day, &year, &month, &mday);
	p = digits_put(p, 4, year, '-');
	p = digits_put(p, 2, month, '-');
	digits_put(p, 2, mday, '\0');
	return to;
}

/* "Z", "+07:00" or "-03:30", as the seconds that it stands before UTC. */
static bool zone_take(const char **s, int64_t *offset)
{
	int64_t hour, minute, sign = **s == '-' ? -1 : 1;

	*offset = 0;
	if (char_take(s, 'Z'))
		return true;
	if (!char_take(s, '+') && !char_take(s, '-'))
		return false;
	if (!digits_take(s, 2, 2, &hour) || !char_take(s, ':') ||
	    !digits_take(s, 2, 2, &minute) || hour > 14 || minute > 59)
		return false;
	*offset = sign * (hour * 3600 + minute * 60);
	return true;
}

bool instant_parse(const char *s, int64_t *at)
{
	int64_t day, hour, minute, second, offset;

	if (!iso_take(&s, &day))
		return false;
	*at = day * DAY_SECONDS;
	if (!*s)
		return true;
	if (!char_take(&s, 'T') || !digits_take(&s, 2, 2, &hour) ||
	    !char_take(&s, ':') || !digits_take(&s, 2, 2, &minute) ||
	    !char_take(&s, ':') || !digits_take(&s, 2, 2, &second) ||
	    !zone_take(&s, &offset) || *s)
		return false;
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	*at += hour * 3600 + minute * 60 + second - offset;
	day = floor_div(*at, DAY_SECONDS);
	return day >= DAY_MIN && day <= DAY_MAX;
}

char *instant_iso(int64_t at, char to[21])
{
	int64_t day = floor_div(at, DAY_SECONDS);
	int64_t second = at - day * DAY_SECONDS;
	char *p = to + 11;

	day_iso(day, to);
	to[10] = 'T';
	p = digits_put(p, 2, second / 3600, ':');
	p = digits_put(p, 2, second / 60 % 60, ':');
	p = digits_put(p, 2, second % 60, 'Z');
	*p = '\0';
	return to;
}

/* The name as ICU wants it; false when it cannot be one. */
static bool tz_name(const char *tz, UChar to[TZ_ROOM])
{
	size_t n = strlen(tz);

	if (n == 0 || n >= TZ_ROOM)
		return false;
	for (size_t i = 0; i < n; i++)
		if (tz[i] <= ' ' || tz[i] > '~')
			return false;
	u_uastrncpy(to, tz, TZ_ROOM);
	return true;
}

bool tz_known(const char *tz)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar name[TZ_ROOM], canonical[TZ_ROOM];
	UBool is_system = false;

	if (!tz_name(tz, name) || !strcmp(tz, "Etc/Unknown"))
		return false;
	ucal_getCanonicalTimeZoneID(name, -1, canonical, TZ_ROOM, &is_system,
				    &status);
	return U_SUCCESS(status) && is_system;
}

/* The calendar of the zone last asked for; opening one costs far more than
 * asking it. ICU's calendars belong to one thread. */
static _Thread_local struct {
	char tz[TZ_ROOM];
	UCalendar *calendar;
} zone;

static pthread_once_t zone_once = PTHREAD_ONCE_INIT;
static pthread_key_t zone_key; /* closes the calendar as its thread ends */

static void zone_close(void *calendar)
{
	ucal_close(calendar);
}

static void zone_setup(void)
{
	int e = pthread_key_create(&zone_key, zone_close);

	assert(e == 0);
	(void)e;
}

static UCalendar *zone_open(const char *tz)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar name[TZ_ROOM];
	bool fine;

	if (zone.calendar && !strcmp(zone.tz, tz))
		return zone.calendar;
	fine = tz_name(tz, name);
	assert(fine);
	(void)pthread_once(&zone_once, zone_setup);
	if (zone.calendar)
		ucal_close(zone.calendar);
	zone.calendar = ucal_open(name, -1, "en", UCAL_GREGORIAN, &status);
	assert(U_SUCCESS(status));
	pthread_setspecific(zone_key, zone.calendar);
	memcpy(zone.tz, tz, strlen(tz) + 1);
	return zone.calendar;
}

int64_t tz_offset(const char *tz, int64_t at)
{
	UCalendar *calendar = zone_open(tz);
	UErrorCode status = U_ZERO_ERROR;
	int64_t ms;

	ucal_setMillis(calendar, (double)at * 1000, &status);
	ms = ucal_get(calendar, UCAL_ZONE_OFFSET, &status);
	ms += ucal_get(calendar, UCAL_DST_OFFSET, &status);
	assert(U_SUCCESS(status));
	return ms / 1000;
}

int64_t tz_day(const char *tz, int64_t at)
{
	return floor_div(at + tz_offset(tz, at), DAY_SECONDS);
}

/* Midnight is taken off by the offsets of the days before and after it.
 * Where they differ the end is searched between the two, for a clock put
 * forward may skip midnight (and once a whole day); one put back over
 * midnight ends the day for good at the second. */
int64_t tz_day_end(const char *tz, int64_t day)
{
	int64_t midnight = (day + 1) * DAY_SECONDS;
	int64_t before = tz_offset(tz, midnight - DAY_SECONDS);
	int64_t after = tz_offset(tz, midnight + DAY_SECONDS);
	int64_t low = midnight - (before > after ? before : after) - 1;
	int64_t high = midnight - (before > after ? after : before);

	while (high - low > 1) {
		int64_t mid = low + (high - low) / 2;

		if (tz_day(tz, mid) <= day)
			low = mid;
		else
			high = mid;
	}
	return high;
}
