/* test_calls.c - the states of an assignment; coverage held against a
 * recount after every step. */
#include "calls/call.h"
#include "calls/coverage.h"

#include "org/unit.h"
#include "returns/ask.h"
#include "returns/form.h"
#include "store.h"

#include <string.h>

static const char form_file[] =
	"{\"code\":\"R\",\"title\":\"R\",\"period\":\"month\","
	"\"answers\":\"branch\",\"indicators\":["
	"{\"code\":\"A\",\"title\":\"Members\",\"type\":\"count\"}]}";

static struct blob blob_of(const char *s)
{
	return (struct blob){s, strlen(s)};
}

/* Three tiers: a top, REGIONS regions with BRANCHES branches each. */
#define REGIONS	 5
#define BRANCHES 9

static enum err fill(struct ctx *c, void *arg)
{
	struct buf b = {.mem = c->mem};
	struct call_ask ask = {.under = "T", .kind = "branch"};
	struct call_issued *made = arg;
	struct unit_imported units;
	struct val *view;

	buf_str(&b, "code,name,kind,parent,from,until\n"
		    "T,Top,federation,,2024-01-01,\n");
	for (int r = 0; r < REGIONS; r++) {
		buf_printf(&b, "R%d,Region,region,T,,\n", r);
		for (int k = 0; k < BRANCHES; k++)
			buf_printf(&b, "R%dB%d,Branch,branch,R%d,,\n", r, k, r);
	}
	TRY(unit_import(c, blob_of(b.s), NULL, &units));
	TRY(form_import(c, blob_of(form_file), &view));
	ask.due = c->today + 40;
	return return_ask(c, "R", "2026-01", &ask, made);
}

static struct call_issued made;

static int setup(void **state)
{
	struct ctx *c = *state = test_store("sqlite::memory:");

	if (run_unit(c, DB_WRITE, fill, &made) != OK)
		fail_msg("%s", c->why);
	return 0;
}

static int teardown(void **state)
{
	test_close(*state);
	return 0;
}

/* A step leads on from just the states that it names; to what it says. */
static void steps_follow_the_table(void **state)
{
	struct ctx *c = *state;

	for (int step = 0; step < STEPS; step++) {
		const struct step_rule *r = &step_rules[step];

		assert_true((r->stays & r->from) == r->stays);
		for (int from = 0; from < STATES; from++) {
			enum state to = WITHDRAWN;
			enum err e = state_after(c, (enum step)step,
						 (enum state)from, &to);

			if (!(r->from & 1u << from)) {
				assert_int_equal(e, ERR_CONFLICT);
				continue;
			}
			assert_int_equal(e, OK);
			assert_int_equal(
				to, r->stays & 1u << from ? from : (int)r->to);
		}
	}
}

/* Only voiding, waiving nobody and withdrawing end what was accepted; what
 * was withdrawn stays so. */
static void accepted_is_left_by_two_steps(void **state)
{
	struct ctx *c = *state;
	enum state to;

	for (int step = 0; step < STEPS; step++) {
		enum err e = state_after(c, (enum step)step, ACCEPTED, &to);
		bool leaves = e == OK && to != ACCEPTED;

		assert_int_equal(leaves,
				 step == STEP_VOID || step == STEP_WITHDRAW);
		assert_int_equal(
			state_after(c, (enum step)step, WITHDRAWN, &to),
			ERR_CONFLICT);
	}
}

static void names_read_back(void **state)
{
	enum state s;

	(void)state;
	for (int i = 0; i < STATES; i++) {
		assert_true(state_read(state_name((enum state)i), &s));
		assert_int_equal(s, i);
	}
	assert_false(state_read("lost", &s));
}

/* Takes `n` steps, chosen by a fixed rule, each where it is allowed. */
static enum err walk(struct ctx *c, void *arg)
{
	uint64_t dice = 7;
	struct assignment *a;
	int64_t rows;
	size_t n;

	(void)arg;
	c->journalled = true; /* rows by hand, which no act made */
	for (int i = 0; i < 400; i++) {
		struct assignment *one;
		enum step step;

		TRY(assignments_of_call(c, made.id, &a, &n));
		dice = dice * 6364136223846793005u + 1442695040888963407u;
		one = &a[(dice >> 33) % n];
		step = (enum step)((dice >> 20) % STEP_WITHDRAW);
		if (step_rules[step].from & 1u << one->state)
			TRY(assignment_step(c, one, step, "why"));
		if (i % 40 == 0)
			TRY(coverage_verify(c, &rows));
	}
	return coverage_verify(c, &rows);
}

static void coverage_follows_each_step(void **state)
{
	struct ctx *c = *state;

	if (run_unit(c, DB_WRITE, walk, NULL) != OK)
		fail_msg("%s", c->why);
}

/* All at once: submitted, accepted where they can be, a new due day. */
static enum err in_bulk(struct ctx *c, void *arg)
{
	int64_t *key, rows, extended;
	struct assignment *a;
	size_t n;

	(void)arg;
	c->journalled = true; /* rows by hand, which no act made */
	TRY(assignments_of_call(c, made.id, &a, &n));
	key = arena_array(c->mem, n, sizeof(*key));
	for (size_t i = 0; i < n; i++)
		key[i] = a[i].key;
	TRY(assignments_step(c, key, n, STEP_SUBMIT));
	TRY(coverage_verify(c, &rows));
	TRY(call_extend(c, made.id, "R3", c->today + 60, &extended));
	TRY(coverage_verify(c, &rows));
	TRY(assignments_step(c, key, n - 1, STEP_ACCEPT));
	TRY(coverage_verify(c, &rows));
	TRY(assignments_of_call(c, made.id, &a, &n));
	for (size_t i = 0; i + 1 < n; i++)
		assert_true(a[i].state == ACCEPTED || a[i].state == WAIVED);
	return OK;
}

static void coverage_follows_bulk_steps(void **state)
{
	struct ctx *c = *state;

	if (run_unit(c, DB_WRITE, in_bulk, NULL) != OK)
		fail_msg("%s", c->why);
}

/* Damage is found, and named. */
static enum err damage(struct ctx *c, void *arg)
{
	struct coverage_change ch = {.role = ANSWERS, .from = -1};
	struct assignment *a;
	int64_t rows;
	size_t n;

	(void)arg;
	TRY(assignments_of_call(c, made.id, &a, &n));
	ch.unit = a->unit;
	ch.to = DELIVERED;
	ch.due_to = a->due;
	TRY(coverage_apply(c, made.id, a->base, a->day, &ch, 1));
	return coverage_verify(c, &rows);
}

static void damage_is_found(void **state)
{
	struct ctx *c = *state;

	assert_int_equal(run_dry(c, damage, NULL), ERR_CONFLICT);
	assert_non_null(strstr(c->why, "at T is not"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_follow_the_table),
		cmocka_unit_test(accepted_is_left_by_two_steps),
		cmocka_unit_test(names_read_back),
		cmocka_unit_test(coverage_follows_each_step),
		cmocka_unit_test(coverage_follows_bulk_steps),
		cmocka_unit_test(damage_is_found),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
