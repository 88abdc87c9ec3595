/* test_show.c - days, instants and periods as people read them. */
#include "base/show.h"

#include "base/day.h"
#include "base/period.h"

#include "unit.h"

static void days(void **state)
{
	int64_t day = day_of(2026, 7, 4);

	assert_string_equal(show_day(*state, day, "vi"), "04/07/2026");
	assert_string_equal(show_day(*state, day, "en"), "4 Jul 2026");
}

/* 20:30 UTC is the next day in Hà Nội. */
static void instants(void **state)
{
	int64_t at = day_of(2026, 7, 4) * 86400 + 20 * 3600 + 30 * 60;

	assert_string_equal(show_instant(*state, at, "Asia/Ho_Chi_Minh", "vi"),
			    "05/07/2026 03:30");
	assert_string_equal(show_instant(*state, at, "UTC", "en"),
			    "4 Jul 2026 20:30");
	assert_string_equal(show_instant(*state, -60, "UTC", "en"),
			    "31 Dec 1969 23:59");
}

static void periods(void **state)
{
	static const struct {
		const char *period, *vi, *en, *short_vi, *short_en;
	} want[] = {
		{"2026", "năm 2026", "2026", "2026", "2026"},
		{"2026-H1", "6 tháng đầu năm 2026", "H1 2026", "đầu 26",
		 "H1 26"},
		{"2026-H2", "6 tháng cuối năm 2026", "H2 2026", "cuối 26",
		 "H2 26"},
		{"2026-Q4", "quý IV/2026", "Q4 2026", "IV/26", "Q4 26"},
		{"2005-03", "tháng 3/2005", "March 2005", "03/05", "Mar 05"},
		{"2026-W05", "tuần 5 năm 2026", "week 5 of 2026", "tuần 5/26",
		 "W5 26"},
		{"2025-W01", "tuần 1 năm 2025", "week 1 of 2025", "tuần 1/25",
		 "W1 25"},
		{"2025-2026", "năm học 2025–2026", "school year 2025–2026",
		 "2025–26", "2025–26"},
	};

	for (size_t i = 0; i < COUNT(want); i++) {
		int64_t p = 0;

		assert_true(period_parse(want[i].period, &p));
		assert_string_equal(show_period(*state, p, "vi"), want[i].vi);
		assert_string_equal(show_period(*state, p, "en"), want[i].en);
		assert_string_equal(show_period_short(*state, p, "vi"),
				    want[i].short_vi);
		assert_string_equal(show_period_short(*state, p, "en"),
				    want[i].short_en);
	}
}

static void first_letters(void **state)
{
	assert_string_equal(show_first(*state, "quý II/2026"), "Quý II/2026");
	assert_string_equal(show_first(*state, "2026"), "2026");
	assert_string_equal(show_first(*state, ""), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(days),
		IN_ARENA(instants),
		IN_ARENA(periods),
		IN_ARENA(first_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
