/* test_random.c - the system's chance. */
#include "base/random.h"

#include "unit.h"

#include <string.h>

static void stays_below(void **state)
{
	int seen[7] = {0};

	(void)state;
	for (int i = 0; i < 7000; i++) {
		int64_t n = random_below(7);

		assert_in_range(n, 0, 6);
		seen[n]++;
	}
	for (int i = 0; i < 7; i++)
		assert_in_range(seen[i], 500, 1500);
	assert_int_equal(random_below(1), 0);
	for (int i = 0; i < 100; i++)
		assert_true(random_below(INT64_MAX) >= 0);
}

static void fills_bytes(void **state)
{
	unsigned char a[32] = {0}, b[32] = {0}, zero[32] = {0};

	(void)state;
	random_bytes(a, sizeof(a));
	random_bytes(b, sizeof(b));
	assert_memory_not_equal(a, zero, sizeof(a));
	assert_memory_not_equal(a, b, sizeof(a));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stays_below),
		cmocka_unit_test(fills_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
