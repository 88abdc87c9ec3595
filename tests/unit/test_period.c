/* test_period.c - periods, their days, and ranges of them. */
#include "base/period.h"

#include "base/day.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

static int64_t period(const char *s)
{
	int64_t p = 0;

	if (!period_parse(s, &p))
		fail_msg("not a period: %s", s);
	return p;
}

static void reads_and_writes(void **state)
{
	static const struct {
		const char *text;
		enum period_kind kind;
		const char *first, *last;
	} want[] = {
		{"2026", PERIOD_YEAR, "2026-01-01", "2026-12-31"},
		{"1900", PERIOD_YEAR, "1900-01-01", "1900-12-31"},
		{"9998", PERIOD_YEAR, "9998-01-01", "9998-12-31"},
		{"2026-H1", PERIOD_HALF, "2026-01-01", "2026-06-30"},
		{"2026-H2", PERIOD_HALF, "2026-07-01", "2026-12-31"},
		{"2026-Q1", PERIOD_QUARTER, "2026-01-01", "2026-03-31"},
		{"2026-Q2", PERIOD_QUARTER, "2026-04-01", "2026-06-30"},
		{"2026-Q3", PERIOD_QUARTER, "2026-07-01", "2026-09-30"},
		{"2026-Q4", PERIOD_QUARTER, "2026-10-01", "2026-12-31"},
		{"2024-02", PERIOD_MONTH, "2024-02-01", "2024-02-29"},
		{"2025-02", PERIOD_MONTH, "2025-02-01", "2025-02-28"},
		{"1900-02", PERIOD_MONTH, "1900-02-01", "1900-02-28"},
		{"2000-02", PERIOD_MONTH, "2000-02-01", "2000-02-29"},
		{"9998-12", PERIOD_MONTH, "9998-12-01", "9998-12-31"},
		{"1900-W01", PERIOD_WEEK, "1900-01-01", "1900-01-07"},
		{"2026-W01", PERIOD_WEEK, "2025-12-29", "2026-01-04"},
		{"2026-W05", PERIOD_WEEK, "2026-01-26", "2026-02-01"},
		{"2026-W53", PERIOD_WEEK, "2026-12-28", "2027-01-03"},
		{"2024-W52", PERIOD_WEEK, "2024-12-23", "2024-12-29"},
		{"2025-W01", PERIOD_WEEK, "2024-12-30", "2025-01-05"},
		{"2020-W53", PERIOD_WEEK, "2020-12-28", "2021-01-03"},
		{"4400-W52", PERIOD_WEEK, "4400-12-25", "4400-12-31"},
		{"1900-1901", PERIOD_SCHOOL, "1900-09-01", "1901-08-31"},
		{"2025-2026", PERIOD_SCHOOL, "2025-09-01", "2026-08-31"},
		{"9998-9999", PERIOD_SCHOOL, "9998-09-01", "9999-08-31"},
	};
	char to[12], day[11];

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		int64_t p = period(want[i].text);

		assert_true(period_valid(p));
		assert_true(p > 0 && p < 1 << PERIOD_BITS);
		assert_int_equal(period_kind(p), want[i].kind);
		assert_string_equal(period_text(p, to), want[i].text);
		assert_string_equal(day_iso(period_first_day(p), day),
				    want[i].first);
		assert_string_equal(day_iso(period_last_day(p), day),
				    want[i].last);
	}
}

static void refuses(void **state)
{
	static const char *const bad[] = {
		"",	     "202",	   "20260",	"2026-",     "2026-1",
		"2026-00",   "2026-13",	   "2026-H0",	"2026-H3",   "2026-Q0",
		"2026-Q5",   "2026-h1",	   "2026-q1",	"2026-H",    "2026-H11",
		"2026-001",  "2026-1a",	   "1899",	"9999",	     "9999-01",
		" 2026",     "2026 ",	   "2026-W5",	"2025-2027", "-026",
		"2026/01",   "2026Q1",	   "2026-QQ",	"+2026",     "2025-W53",
		"2026-W00",  "2026-w05",   "2026-W005", "4401-W01",  "2026-W5a",
		"2025-2025", "9999-10000", "2025-26",	"2026X2027",
	};
	int64_t p;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		if (period_parse(bad[i], &p))
			fail_msg("taken for a period: %s", bad[i]);
}

static void knows_valid_numbers(void **state)
{
	char to[12];
	int64_t seen = 0;

	(void)state;
	for (int64_t p = -10; p < 1 << PERIOD_BITS; p++) {
		if (!period_valid(p))
			continue;
		seen++;
		assert_int_equal(period(period_text(p, to)), p);
	}
	/* 2501 years are 130,496 weeks, 1900-01-01 being a Monday */
	assert_int_equal(seen,
			 (9998 - 1900 + 1) * (1 + 2 + 4 + 12 + 1) + 130496);
	assert_false(period_valid(INT64_MIN));
	assert_false(period_valid(INT64_MAX));
	assert_false(period_valid((int64_t)1 << 40));
}

/* Each day is in the one period of a kind that period_of() says, and the
 * periods of a kind follow each other. */
static void tiles_time(void **state)
{
	(void)state;
	for (int k = PERIOD_YEAR; k <= PERIOD_SCHOOL; k++) {
		enum period_kind kind = (enum period_kind)k;
		int64_t p = period_of(kind, DAY_MIN);
		int64_t end = period_last_day(period_of(kind, DAY_MAX));

		for (int64_t d = period_first_day(p); d <= end; d++) {
			if (d > period_last_day(p))
				p++;
			if (period_of(kind, d) != p ||
			    period_first_day(p) > d || period_last_day(p) < d)
				fail_msg("kind %d, day %lld", k, (long long)d);
		}
		assert_true(period_valid(p));
		assert_false(period_valid(p + 1));
		assert_int_equal(period_of(kind, end + 1), p);
		assert_int_equal(period_of(kind, DAY_MAX), p);
	}
}

static void splits(void **state)
{
	static const struct {
		const char *range;
		enum period_kind base;
		const char *first, *last;
	} want[] = {
		{"2026", PERIOD_YEAR, "2026", "2026"},
		{"2026", PERIOD_HALF, "2026-H1", "2026-H2"},
		{"2026", PERIOD_QUARTER, "2026-Q1", "2026-Q4"},
		{"2026", PERIOD_MONTH, "2026-01", "2026-12"},
		{"2026-H2", PERIOD_HALF, "2026-H2", "2026-H2"},
		{"2026-H2", PERIOD_QUARTER, "2026-Q3", "2026-Q4"},
		{"2026-H1", PERIOD_MONTH, "2026-01", "2026-06"},
		{"2026-Q4", PERIOD_QUARTER, "2026-Q4", "2026-Q4"},
		{"2026-Q4", PERIOD_MONTH, "2026-10", "2026-12"},
		{"2026-07", PERIOD_MONTH, "2026-07", "2026-07"},
		{"1900", PERIOD_MONTH, "1900-01", "1900-12"},
		{"9998", PERIOD_MONTH, "9998-01", "9998-12"},
		{"2025-2026", PERIOD_SCHOOL, "2025-2026", "2025-2026"},
		{"2025-2026", PERIOD_MONTH, "2025-09", "2026-08"},
		{"2025-2026", PERIOD_WEEK, "2025-W36", "2026-W35"},
		{"2026", PERIOD_WEEK, "2026-W01", "2026-W53"},
		{"2025", PERIOD_WEEK, "2025-W01", "2025-W52"},
		{"1900", PERIOD_WEEK, "1900-W01", "1900-W52"},
		{"2026-Q1", PERIOD_WEEK, "2026-W01", "2026-W13"},
		{"2026-02", PERIOD_WEEK, "2026-W06", "2026-W09"},
		{"2026-W07", PERIOD_WEEK, "2026-W07", "2026-W07"},
	};
	int64_t first, last;
	char to[12];

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		assert_true(period_split(period(want[i].range), want[i].base,
					 &first, &last));
		assert_string_equal(period_text(first, to), want[i].first);
		assert_string_equal(period_text(last, to), want[i].last);
	}
}

static void does_not_split_finer_ones(void **state)
{
	int64_t first, last;

	(void)state;
	assert_false(
		period_split(period("2026-H1"), PERIOD_YEAR, &first, &last));
	assert_false(
		period_split(period("2026-Q1"), PERIOD_HALF, &first, &last));
	assert_false(
		period_split(period("2026-01"), PERIOD_YEAR, &first, &last));
	assert_false(
		period_split(period("2026-01"), PERIOD_QUARTER, &first, &last));
	assert_false(period_split(period("2025-2026"), PERIOD_QUARTER, &first,
				  &last));
	assert_false(
		period_split(period("2026"), PERIOD_SCHOOL, &first, &last));
	assert_false(
		period_split(period("2026-W05"), PERIOD_MONTH, &first, &last));
	assert_false(period_split(period("5000"), PERIOD_WEEK, &first, &last));
	assert_false(period_split(period("4520"), PERIOD_WEEK, &first, &last));
	assert_false(
		period_split(period("9998-9999"), PERIOD_MONTH, &first, &last));
}

/* Every week belongs to one month, by its Thursday, and is one of those that
 * the month is split into. */
static void weeks_belong(void **state)
{
	int64_t end = period("2100-W52"), first, last;

	(void)state;
	for (int64_t w = period("1900-W01"); w <= end; w++) {
		int64_t month = period_around(PERIOD_MONTH, w);

		assert_true(period_split(month, PERIOD_WEEK, &first, &last));
		assert_true(first <= w && w <= last);
		assert_true(last - first == 3 || last - first == 4);
	}
	assert_int_equal(period_around(PERIOD_YEAR, period("2025-W01")),
			 period("2025"));
	assert_int_equal(period_around(PERIOD_SCHOOL, period("2026-08")),
			 period("2025-2026"));
}

static void names_kinds(void **state)
{
	static const char *const bad[] = {"", "Month", "months", "weeks",
					  "school"};
	enum period_kind kind;

	(void)state;
	for (int k = PERIOD_YEAR; k <= PERIOD_SCHOOL; k++) {
		assert_true(period_kind_parse(
			period_kind_name((enum period_kind)k), &kind));
		assert_int_equal(kind, k);
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(period_kind_parse(bad[i], &kind));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_and_writes),
		cmocka_unit_test(refuses),
		cmocka_unit_test(knows_valid_numbers),
		cmocka_unit_test(tiles_time),
		cmocka_unit_test(splits),
		cmocka_unit_test(does_not_split_finer_ones),
		cmocka_unit_test(weeks_belong),
		cmocka_unit_test(names_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
