/* test_pace.c - shares of the threads, and of the room for files. */
#include "web/pace.h"

#include "unit.h"

static void work_is_counted_and_leaks(void **state)
{
	const int64_t s = 1000000, saved = PACE_SAVED / 1000000;
	int64_t now = 1000 * s;

	(void)state;
	assert_false(pace_over(7, "192.0.2.1", now));
	pace_used(7, "192.0.2.1", now, saved * s);
	assert_false(pace_over(7, "192.0.2.1", now));
	pace_used(7, "192.0.2.1", now, 2 * s);
	assert_true(pace_over(7, "192.0.2.1", now));
	/* whatever the address; others are not meant */
	assert_true(pace_over(7, "192.0.2.2", now));
	assert_false(pace_over(8, "192.0.2.1", now));
	assert_false(pace_over(0, "192.0.2.1", now));
	assert_true(pace_over(7, "192.0.2.1", now + s));
	assert_false(pace_over(7, "192.0.2.1", now + 2 * s));
	/* nothing is saved up beyond that */
	now += 1000 * s;
	pace_used(7, "192.0.2.1", now, (saved + 1) * s);
	assert_true(pace_over(7, "192.0.2.1", now));
}

static void strangers_are_counted_by_address(void **state)
{
	(void)state;
	pace_used(0, "192.0.2.9", 5, PACE_SAVED + 1000);
	assert_true(pace_over(0, "192.0.2.9", 5));
	assert_false(pace_over(0, "192.0.2.10", 5));
}

static void places_are_limited_by_account(void **state)
{
	int place[PLACES];

	(void)state;
	for (int i = 0; i < PLACES; i++) {
		place[i] = place_take();
		assert_true(place[i] >= 0);
		assert_int_equal(place_admit(place[i], i < 6 ? 1 : i),
				 i < PLACES_OWN || i >= 6);
	}
	assert_true(place_take() < 0);
	for (int i = 0; i < 6; i++)
		place_free(place[i]);
	place[0] = place_take();
	assert_true(place[0] >= 0);
	assert_true(place_admit(place[0], 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(work_is_counted_and_leaks),
		cmocka_unit_test(strangers_are_counted_by_address),
		cmocka_unit_test(places_are_limited_by_account),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
