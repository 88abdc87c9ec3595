/* test_err.c - every error has a name of its own and a status. */
#include "base/err.h"

#include "unit.h"

#include <string.h>

static void each_has_a_name_and_a_status(void **state)
{
	(void)state;
	for (int i = OK; i <= ERR_SCHEMA; i++) {
		assert_true(strlen(err_name((enum err)i)) > 0);
		for (int j = OK; j < i; j++)
			assert_string_not_equal(err_name((enum err)i),
						err_name((enum err)j));
		if (i != OK)
			assert_in_range(err_status((enum err)i), 400, 599);
	}
	assert_int_equal(err_status(OK), 200);
}

static enum err twice(enum err first, int *reached)
{
	TRY(first);
	++*reached;
	return ERR_FULL;
}

static void try_passes_up(void **state)
{
	int reached = 0;

	(void)state;
	assert_int_equal(twice(ERR_BUSY, &reached), ERR_BUSY);
	assert_int_equal(reached, 0);
	assert_int_equal(twice(OK, &reached), ERR_FULL);
	assert_int_equal(reached, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_has_a_name_and_a_status),
		cmocka_unit_test(try_passes_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
