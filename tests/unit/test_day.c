/* test_day.c - civil days, instants, and where days end. */
#include "base/day.h"

#include "unit.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#define TZ_LENGTH 32
#define LONG_NAME "Asia/Ho_Chi_Minh_" TEN TEN TEN TEN TEN
#define TEN	  "xxxxxxxxxx"

static int64_t instant(const char *s)
{
	int64_t at = 0;

	if (!instant_parse(s, &at))
		fail_msg("not an instant: %s", s);
	return at;
}

static int64_t day(const char *s)
{
	int64_t d = 0;

	if (!day_parse(s, &d))
		fail_msg("not a day: %s", s);
	return d;
}

/* The C library counts days by its own rule. */
static void counts_every_day(void **state)
{
	(void)state;
	for (int64_t d = DAY_MIN; d <= DAY_MAX; d++) {
		time_t at = (time_t)d * 86400;
		int64_t year, month, mday;
		struct tm tm;

		gmtime_r(&at, &tm);
		day_civil(d, &year, &month, &mday);
		if (year != tm.tm_year + 1900 || month != tm.tm_mon + 1 ||
		    mday != tm.tm_mday || day_of(year, month, mday) != d)
			fail_msg("day %lld", (long long)d);
	}
	assert_int_equal(day_of(1900, 1, 1), DAY_MIN);
	assert_int_equal(day_of(9999, 12, 31), DAY_MAX);
	assert_int_equal(day_of(1970, 1, 1), 0);
}

static void counts_days_long_ago(void **state)
{
	int64_t year, month, mday, first = day_of(1, 1, 1);

	(void)state;
	assert_int_equal(first, -719162);
	day_civil(first, &year, &month, &mday);
	assert_int_equal(year, 1);
	assert_int_equal(month, 1);
	assert_int_equal(mday, 1);
	day_civil(first - 366, &year, &month, &mday);
	assert_int_equal(year, 0);
	day_civil(first - 367, &year, &month, &mday);
	assert_int_equal(year, -1);
	assert_int_equal(month, 12);
	assert_int_equal(mday, 31);
}

static void reads_both_forms(void **state)
{
	(void)state;
	assert_int_equal(day("2025-07-01"), day_of(2025, 7, 1));
	assert_int_equal(day("01/07/2025"), day_of(2025, 7, 1));
	assert_int_equal(day("1/7/2025"), day_of(2025, 7, 1));
	assert_int_equal(day("01/7/2025"), day_of(2025, 7, 1));
	assert_int_equal(day("29/02/2024"), day_of(2024, 2, 29));
	assert_int_equal(day("2000-02-29"), day_of(2000, 2, 29));
	assert_int_equal(day("1900-01-01"), DAY_MIN);
	assert_int_equal(day("9999-12-31"), DAY_MAX);
}

static void refuses_what_is_no_day(void **state)
{
	static const char *const bad[] = {
		"",	      "2025",		"2025-07",
		"2025-7-1",   "2025-07-01 ",	" 2025-07-01",
		"2025-13-01", "2025-00-01",	"2025-04-31",
		"2025-02-29", "1900-02-29",	"2100-02-29",
		"2025-07-00", "1899-12-31",	"10000-01-01",
		"0000-01-01", "2025/07/01",	"2025-07/01",
		"07-01-2025", "32/01/2025",	"31/13/2025",
		"00/01/2025", "001/01/2025",	"01/001/2025",
		"01/01/25",   "01/01/20255",	"01//2025",
		"/01/2025",   "-025-01-01",	"2025-07-01T",
		"2025-07-0x", "２０２５-07-01", "29/02/2023",
		"01/01/1899",
	};
	int64_t d;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		if (day_parse(bad[i], &d))
			fail_msg("taken for a day: %s", bad[i]);
}

static void writes_days(void **state)
{
	char to[11];

	(void)state;
	assert_string_equal(day_iso(DAY_MIN, to), "1900-01-01");
	assert_string_equal(day_iso(DAY_MAX, to), "9999-12-31");
	assert_string_equal(day_iso(-1, to), "1969-12-31");
}

static void reads_and_writes_instants(void **state)
{
	char to[21];

	(void)state;
	assert_int_equal(instant("1970-01-01"), 0);
	assert_int_equal(instant("2025-07-01T08:30:00Z"), 1751358600);
	assert_int_equal(instant("2025-07-01T08:30:00+07:00"),
			 1751358600 - 7 * 3600);
	assert_int_equal(instant("2025-07-01T08:30:00-03:30"),
			 1751358600 + 3 * 3600 + 1800);
	assert_string_equal(instant_iso(1751358600, to),
			    "2025-07-01T08:30:00Z");
	assert_string_equal(instant_iso(-1, to), "1969-12-31T23:59:59Z");
	assert_string_equal(instant_iso(instant("9999-12-31T23:59:59Z"), to),
			    "9999-12-31T23:59:59Z");
}

static void refuses_what_is_no_instant(void **state)
{
	static const char *const bad[] = {
		"",
		"now",
		"2025-07-01T",
		"2025-07-01T08:30",
		"2025-07-01T08:30:00",
		"2025-07-01 08:30:00Z",
		"2025-07-01T24:00:00Z",
		"2025-07-01T08:60:00Z",
		"2025-07-01T08:30:60Z",
		"2025-07-01T08:30:00z",
		"2025-07-01T08:30:00+0700",
		"2025-07-01T08:30:00+15:00",
		"2025-07-01T08:30:00+07:60",
		"2025-07-01T08:30:00ZZ",
		"2025-07-01T8:30:00Z",
		"01/07/2025T08:30:00Z",
		"01/07/2025",
		"1900-01-01T00:00:00+07:00",
		"9999-12-31T23:59:59-01:00",
	};
	int64_t at;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		if (instant_parse(bad[i], &at))
			fail_msg("taken for an instant: %s", bad[i]);
}

static void knows_zones(void **state)
{
	static const char *const good[] = {"Asia/Ho_Chi_Minh", "Asia/Saigon",
					   "UTC", "Europe/Paris",
					   "America/St_Johns"};
	static const char *const bad[] = {
		"",
		"Asia",
		"Asia/Hanoi?",
		"GMT+7",
		"Etc/Unknown",
		"a b",
		"Hà Nội",
		"../../etc/passwd",
		"Asia/Ho_Chi_Minh ",
		LONG_NAME,
	};

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		if (!tz_known(good[i]))
			fail_msg("not known: %s", good[i]);
	for (size_t i = 0; i < COUNT(bad); i++)
		if (tz_known(bad[i]))
			fail_msg("known: %s", bad[i]);
}

static void tells_the_civil_day(void **state)
{
	(void)state;
	assert_int_equal(
		tz_day("Asia/Ho_Chi_Minh", instant("2025-06-30T16:59:59Z")),
		day("2025-06-30"));
	assert_int_equal(
		tz_day("Asia/Ho_Chi_Minh", instant("2025-06-30T17:00:00Z")),
		day("2025-07-01"));
	assert_int_equal(tz_day("UTC", -1), -1);
	assert_int_equal(tz_offset("Asia/Ho_Chi_Minh", instant("2025-06-30")),
			 7 * 3600);
	assert_int_equal(tz_offset("Europe/Paris", instant("2025-06-30")),
			 2 * 3600);
	assert_int_equal(tz_offset("Europe/Paris", instant("2025-12-30")),
			 3600);
	assert_int_equal(tz_offset("Asia/Kathmandu", instant("2025-12-30")),
			 5 * 3600 + 45 * 60);
}

/* The day's last second, and the first that is no more of it. */
static void ends_days(void **state)
{
	static const struct {
		const char *tz, *day, *end;
	} want[] = {
		{"Asia/Ho_Chi_Minh", "2025-06-30", "2025-06-30T17:00:00Z"},
		{"UTC", "2024-02-29", "2024-03-01T00:00:00Z"},
		/* 23 and 25 hours, changing at 2 and 3 o'clock */
		{"Europe/Paris", "2025-03-30", "2025-03-30T22:00:00Z"},
		{"Europe/Paris", "2025-03-29", "2025-03-29T23:00:00Z"},
		{"Europe/Paris", "2025-10-26", "2025-10-26T23:00:00Z"},
		{"America/New_York", "2025-03-09", "2025-03-10T04:00:00Z"},
		/* midnight is skipped: 0:00 becomes 1:00 */
		{"America/Sao_Paulo", "2017-10-14", "2017-10-15T03:00:00Z"},
		/* put back at midnight: 23:00 comes twice */
		{"America/Sao_Paulo", "2018-02-17", "2018-02-18T03:00:00Z"},
		/* put back at 0:01, so that the day begins twice */
		{"America/St_Johns", "2010-11-06", "2010-11-07T03:30:00Z"},
		/* half an hour of summer time */
		{"Australia/Lord_Howe", "2025-04-06", "2025-04-06T13:30:00Z"},
		/* 30 December 2011 was left out */
		{"Pacific/Apia", "2011-12-29", "2011-12-30T10:00:00Z"},
		{"Pacific/Kiritimati", "2025-01-01", "2025-01-01T10:00:00Z"},
		{"Asia/Ho_Chi_Minh", "1900-01-01", "1900-01-01T16:53:30Z"},
		{"Asia/Ho_Chi_Minh", "9999-12-30", "9999-12-30T17:00:00Z"},
	};
	char to[21];

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		int64_t d = day(want[i].day);
		int64_t end = tz_day_end(want[i].tz, d);

		assert_string_equal(instant_iso(end, to), want[i].end);
		assert_true(tz_day(want[i].tz, end) > d);
		assert_int_equal(tz_day(want[i].tz, end - 1), d);
	}
}

/* Days follow each other without gap in zones with every kind of change. */
static void days_tile_time(void **state)
{
	static const char *const tz[] = {"Asia/Ho_Chi_Minh", "Europe/Paris",
					 "America/Sao_Paulo", "Africa/Cairo",
					 "Asia/Amman"};

	(void)state;
	for (size_t i = 0; i < COUNT(tz); i++) {
		int64_t end = tz_day_end(tz[i], day("2009-12-31"));

		for (int64_t d = day("2010-01-01"); d < day("2020-01-01");
		     d++) {
			assert_int_equal(tz_day(tz[i], end), d);
			end = tz_day_end(tz[i], d);
			assert_int_equal(tz_day(tz[i], end - 1), d);
		}
	}
}

static void *ask_zones(void *arg)
{
	const char *tz = arg;
	int64_t wrong = 0;

	for (int i = 0; i < 2000; i++) {
		const char *other = i % 3 ? tz : "Asia/Ho_Chi_Minh";
		int64_t at = instant("2025-07-01");

		wrong += tz_offset(other, at) !=
			 (strcmp(other, "UTC") ? 7 * 3600 : 0);
	}
	return wrong ? arg : NULL;
}

static void threads_do_not_meet(void **state)
{
	static char tz[][TZ_LENGTH] = {"UTC", "Asia/Bangkok", "UTC",
				       "Asia/Ho_Chi_Minh"};
	pthread_t thread[COUNT(tz)];

	(void)state;
	for (size_t i = 0; i < COUNT(tz); i++)
		assert_int_equal(
			pthread_create(&thread[i], NULL, ask_zones, tz[i]), 0);
	for (size_t i = 0; i < COUNT(tz); i++) {
		void *wrong;

		pthread_join(thread[i], &wrong);
		assert_null(wrong);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_every_day),
		cmocka_unit_test(counts_days_long_ago),
		cmocka_unit_test(reads_both_forms),
		cmocka_unit_test(refuses_what_is_no_day),
		cmocka_unit_test(writes_days),
		cmocka_unit_test(reads_and_writes_instants),
		cmocka_unit_test(refuses_what_is_no_instant),
		cmocka_unit_test(knows_zones),
		cmocka_unit_test(tells_the_civil_day),
		cmocka_unit_test(ends_days),
		cmocka_unit_test(days_tile_time),
		cmocka_unit_test(threads_do_not_meet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
