/* test_key.c - a store takes as many forms as keys can tell apart. */
#include "store.h"

#include "base/period.h"
#include "gen/sql_returns.h"
#include "returns/form.h"
#include "calls/key.h"

static const char file[] =
	"{\"code\":\"A\",\"title\":\"A\",\"period\":\"year\",\"answers\":\"a\","
	"\"indicators\":[{\"code\":\"n\",\"title\":\"N\",\"type\":\"count\"}]}";

static int setup(void **state)
{
	*state = test_store(":memory:");
	return 0;
}

static int teardown(void **state)
{
	test_close(*state);
	return 0;
}

/* All numbers of forms but the last. */
static enum err fill(struct ctx *c, void *arg)
{
	struct form_id made = {0};

	(void)arg;
	c->journalled = true; /* rows by hand, which no act made */
	for (int i = 1; i < KEY_FORMS; i++)
		TRY(sql_form_add(c, arena_printf(c->mem, "F%d", i), PERIOD_YEAR,
				 &made));
	assert_int_equal(made.id, KEY_FORMS - 1);
	assert_int_equal(key_unit(key_of(made.id, 1, 2)), 1);
	assert_int_equal(key_period(key_of(made.id, 1, 2)), 2);
	return OK;
}

static enum err import(struct ctx *c, void *arg)
{
	struct val *view;

	(void)arg;
	return form_import(c, (struct blob){file, strlen(file)}, &view);
}

static void one_form_too_many(void **state)
{
	struct ctx *c = *state;

	assert_int_equal(run_unit(c, DB_WRITE, fill, NULL), OK);
	assert_int_equal(run_unit(c, DB_WRITE, import, NULL), ERR_INVALID);
	assert_non_null(strstr(c->why, "2047"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_form_too_many, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
