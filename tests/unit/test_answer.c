/* test_answer.c - what an act on a return costs: the queue of a checker and
 * the acts at a deadline take a number of statements that does not grow. */
#include "org/unit.h"
#include "returns/answer.h"
#include "returns/response.h"
#include "returns/review.h"
#include "store.h"

#define BRANCHES 150

static const char form_file[] =
	"{\"code\":\"R\",\"title\":\"R\",\"period\":\"month\","
	"\"answers\":\"branch\",\"indicators\":["
	"{\"code\":\"n\",\"title\":\"N\",\"type\":\"count\"},"
	"{\"code\":\"w\",\"title\":\"W\",\"type\":\"count\"}],"
	"\"rules\":[{\"check\":\"w <= n\",\"level\":\"warning\"},"
	"{\"check\":\"change(n) within 50 %\",\"level\":\"warning\"}]}";

static struct blob blob_of(const char *s)
{
	return (struct blob){s, strlen(s)};
}

static enum err take_month(struct ctx *c, const char *month, bool accept)
{
	struct response_file file = {
		.form = "R", .period = month, .accept = accept};
	struct buf b = {.mem = c->mem};
	struct val *view;

	buf_str(&b, "unit,n,w\n");
	for (int i = 0; i < BRANCHES; i++)
		buf_printf(&b, "B%d,%d,3\n", i, 100 + i);
	file.csv = (struct blob){b.s, b.len};
	return response_import(c, &file, &view);
}

static enum err fill(struct ctx *c, void *arg)
{
	struct buf b = {.mem = c->mem};
	struct unit_imported made;
	struct val *view;

	(void)arg;
	buf_str(&b, "code,name,kind,parent,from,until\n"
		    "T,Top,federation,,2020-01-01,\n");
	for (int i = 0; i < BRANCHES; i++)
		buf_printf(&b, "B%d,Branch,branch,T,,\n", i);
	TRY(unit_import(c, (struct blob){b.s, b.len}, NULL, &made));
	TRY(form_import(c, blob_of(form_file), &view));
	TRY(take_month(c, "2025-01", true));
	return take_month(c, "2025-02", false);
}

static int setup(void **state)
{
	struct ctx *c = *state = test_store("sqlite::memory:");

	if (run_unit(c, DB_WRITE, fill, NULL) != OK)
		fail_msg("%s", c->why);
	return 0;
}

static int teardown(void **state)
{
	test_close(*state);
	return 0;
}

/* The statements of one unit of work. */
static int64_t cost(struct ctx *c, enum db_mode mode, work_fn fn)
{
	int64_t before = c->db->statements;

	if (run_unit(c, mode, fn, NULL) != OK)
		fail_msg("%s", c->why);
	return c->db->statements - before;
}

static enum err look(struct ctx *c, void *arg)
{
	struct val *view;
	int n = 0;

	(void)arg;
	TRY(review_view(c, 0, 0, REVIEW_LIMIT, &view));
	for (const struct val *v = val_get(view, "returns")->first; v;
	     v = v->next)
		n++;
	assert_int_equal(n, BRANCHES);
	assert_int_equal(val_int(view, "total"), BRANCHES);
	return OK;
}

static void test_queue(void **state)
{
	assert_in_range(cost(*state, DB_READ, look), 1, 12);
}

static enum err find(struct ctx *c, enum act act, struct place *at)
{
	return place_find(c, "B7", "R", "2025-03", act, at);
}

static enum err save(struct ctx *c, void *arg)
{
	static const struct typed cell[] = {{.code = "n", .value = "100"},
					    {.code = "w", .value = "4"}};
	struct place at;
	struct val *view;

	(void)arg;
	TRY(find(c, ACT_ANSWER, &at));
	return draft_save(c, &at, 0, cell, COUNT(cell), &view);
}

static enum err submit(struct ctx *c, void *arg)
{
	struct place at;
	struct val *view;

	(void)arg;
	TRY(find(c, ACT_ANSWER, &at));
	return answer_submit(c, &at, NULL, &view);
}

static enum err accept(struct ctx *c, void *arg)
{
	struct place at;

	(void)arg;
	TRY(find(c, ACT_ACCEPT, &at));
	return answer_accept(c, &at, 0);
}

static enum err show(struct ctx *c, void *arg)
{
	struct place at;
	struct val *view;

	(void)arg;
	TRY(find(c, ACT_READ, &at));
	return answer_view(c, &at, 0, &view);
}

static void test_acts(void **state)
{
	int64_t saved = cost(*state, DB_WRITE, save);
	int64_t shown = cost(*state, DB_READ, show);
	int64_t submitted = cost(*state, DB_WRITE, submit);
	int64_t accepted = cost(*state, DB_WRITE, accept);

	assert_in_range(saved, 1, 20);
	assert_in_range(shown, 1, 20);
	assert_in_range(submitted, 1, 24);
	assert_in_range(accepted, 1, 26);
}

static enum err accept_clean(struct ctx *c, void *arg)
{
	int64_t done;

	(void)arg;
	TRY(review_accept(c, 0, NULL, 0, &done));
	assert_int_equal(done, BRANCHES);
	return OK;
}

/* Rows written one by one in a prepared statement count each. */
static void test_accept_clean(void **state)
{
	int64_t n = cost(*state, DB_WRITE, accept_clean);

	assert_in_range(n, 1, 5 * BRANCHES);
}

#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_STORE(test_queue),
		IN_STORE(test_acts),
		IN_STORE(test_accept_clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
