/* test_form_kept.c - a form that an earlier program took is read, though a
 * new file like it would be refused. */
#include "returns/form.h"

#include "gen/sql_returns.h"
#include "store.h"

static const char file[] =
	"{\"code\":\"O\",\"title\":\"Old\",\"period\":\"month\",\"note\":1,"
	"\"answers\":\"branch\",\"indicators\":[{\"code\":\"a\","
	"\"title\":\"A\",\"type\":\"count\",\"colour\":\"red\"}]}";

static enum err put_old(struct ctx *c, void *arg)
{
	struct form_id form;

	(void)arg;
	c->journalled = true; /* rows by hand, which no act made */
	TRY(sql_form_add(c, "O", PERIOD_MONTH, &form));
	TRY(sql_form_version_add(c, form.id, 1, 0, c->now, file));
	return sql_indicator_add(c, form.id, 0, "a", "count", 0, "sum", "sum",
				 (struct opt_int){0}, (struct opt_int){0});
}

static enum err load_old(struct ctx *c, void *arg)
{
	return form_load(c, "O", 0, arg);
}

static enum err import_again(struct ctx *c, void *arg)
{
	struct blob again = {file, sizeof(file) - 1};

	return form_import(c, again, arg);
}

static void an_old_form_is_read(void **state)
{
	struct ctx *c = *state;
	struct form *f = NULL;
	struct val *view;

	assert_int_equal(run_unit(c, DB_WRITE, put_old, NULL), OK);
	assert_int_equal(run_unit(c, DB_READ, load_old, &f), OK);
	assert_int_equal(f->n, 1);
	assert_string_equal(form_title(c, f, 0), "A");
	assert_int_equal(c->fault_count, 0);
	assert_int_equal(run_unit(c, DB_WRITE, import_again, &view),
			 ERR_INVALID);
	assert_int_equal(c->fault_count, 2);
}

static int setup(void **state)
{
	*state = test_store("sqlite::memory:");
	return 0;
}

static int teardown(void **state)
{
	test_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_old_form_is_read, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
