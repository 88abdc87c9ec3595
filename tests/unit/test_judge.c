/* test_judge.c - rules held against returns, and values unlike the past. */
#include "returns/judge.h"

#include "org/unit.h"
#include "returns/form_rules.h"
#include "returns/response.h"
#include "store.h"

static const char form_file[] =
	"{\"code\":\"R\",\"title\":\"R\",\"period\":\"month\","
	"\"answers\":\"branch\",\"indicators\":["
	"{\"code\":\"A1\",\"title\":\"Members\",\"type\":\"count\"},"
	"{\"code\":\"A2\",\"title\":\"Women\",\"type\":\"count\"},"
	"{\"code\":\"A3\",\"title\":\"Fees\",\"type\":\"amount\",\"scale\":2},"
	"{\"code\":\"A-4\",\"title\":\"Note\",\"type\":\"text\"},"
	"{\"code\":\"A5\",\"title\":\"Each\",\"type\":\"ratio\","
	"\"of\":[\"A3\",\"A1\"]}],"
	"\"rules\":["
	"{\"if\":\"last(A1) >= 100\",\"check\":\"change(A1) within 50 %\","
	"\"level\":\"warning\",\"say\":{\"vi\":"
	"\"Thay đổi {change(A1)}: {last(A1)} thành {A1} {{!}\","
	"\"en\":\"Changed by {change(A1)}, from {last(A1)} to {A1}\"}},"
	"{\"check\":\"A2 <= A1\"},"
	"{\"check\":\"A5 <= 20\",\"level\":\"warning\","
	"\"say\":{\"vi\":\"{A5} mỗi người\"}},"
	"{\"check\":\"A1 * A1 * A1 * A1 * A1 < A2\"},"
	"{\"if\":\"given(A2)\",\"check\":\"given([A-4]) or A2 < 1000\"}]}";

static const char units[] = "code,name,kind,parent,from,until\n"
			    "T,Top,federation,,2024-01-01,\n"
			    "B1,Branch,branch,T,,\n";

static struct blob blob_of(const char *s)
{
	return (struct blob){s, strlen(s)};
}

static enum err fill(struct ctx *c, void *arg)
{
	struct unit_imported made;
	struct val *view;

	(void)arg;
	TRY(unit_import(c, blob_of(units), NULL, &made));
	return form_import(c, blob_of(form_file), &view);
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

/* The form, and who and when it is about. */
struct about {
	struct form *f;
	int64_t unit, period;
};

static enum err find(struct ctx *c, struct about *a)
{
	struct unit u;

	TRY(form_period(c, "2026-06", &a->period));
	TRY(form_load(c, "R", a->period, &a->f));
	TRY(unit_get(c, "B1", period_last_day(a->period), &u));
	a->unit = u.id;
	return OK;
}

static struct values *values_of(struct ctx *c, const struct form *f, int64_t a1,
				int64_t a2, int64_t a3)
{
	struct values *v = values_new(c->mem, f->slots);
	const int64_t given[] = {a1, a2, a3};
	static const char *const code[] = {"A1", "A2", "A3"};

	for (size_t i = 0; i < COUNT(code); i++) {
		int32_t s = form_slot(f, code[i]);

		v->given[s] = given[i] >= 0;
		v->v[s] = given[i] >= 0 ? given[i] : 0;
	}
	return v;
}

/* Accepts a month's values, as so many before the one asked about. */
static enum err accept(struct ctx *c, const struct about *a, int64_t before,
		       int64_t a1)
{
	return response_take(c, a->f, a->period - before, "B1",
			     values_of(c, a->f, a1, -1, -1), true);
}

static enum err finds_what_does_not_hold(struct ctx *c, struct about *a)
{
	static const char *const why[] = {"new hall", "", NULL, NULL, NULL};
	struct judgement j;

	TRY(accept(c, a, 1, 100));
	TRY(judge(c, a->f, a->unit, a->period,
		  values_of(c, a->f, 151, 200, 500000), why, &j));
	assert_int_equal(j.n, 4);
	assert_int_equal(j.errors, 2);
	assert_int_equal(j.unexplained, 1);
	assert_int_equal(j.finding[0].rule, 2);
	assert_false(j.finding[0].warning);
	assert_string_equal(j.finding[0].say, "This does not hold: A2 <= A1 "
					      "(A2 = 200, A1 = 151)");
	assert_int_equal(j.finding[0].slots, 2);
	assert_int_equal(j.finding[0].slot[0], form_slot(a->f, "A2"));
	assert_int_equal(j.finding[1].rule, 4);
	assert_int_equal(j.finding[2].rule, 1);
	assert_true(j.finding[2].warning && j.finding[2].explained);
	assert_string_equal(j.finding[2].say,
			    "Changed by +51.0%, from 100 to 151");
	assert_int_equal(j.finding[3].rule, 3);
	assert_false(j.finding[3].explained);
	assert_string_equal(j.finding[3].say, "33.11 mỗi người");
	c->lang = "vi";
	TRY(judge(c, a->f, a->unit, a->period, values_of(c, a->f, 1510, -1, -1),
		  NULL, &j));
	assert_int_equal(j.n, 1);
	assert_string_equal(j.finding[0].say,
			    "Thay đổi +1.410,0%: 100 thành 1.510 {!}");
	return OK;
}

static enum err lets_the_unknown_be(struct ctx *c, struct about *a)
{
	struct judgement j;

	/* no last period, then one with too little for the "if" */
	TRY(judge(c, a->f, a->unit, a->period, values_of(c, a->f, 7, -1, -1),
		  NULL, &j));
	assert_int_equal(j.n, 0);
	TRY(accept(c, a, 1, 99));
	TRY(judge(c, a->f, a->unit, a->period, values_of(c, a->f, 7, -1, -1),
		  NULL, &j));
	assert_int_equal(j.n, 0);
	TRY(judge(c, a->f, a->unit, a->period, values_of(c, a->f, -1, 7, -1),
		  NULL, &j));
	assert_int_equal(j.n, 0);
	return OK;
}

static enum err warns_where_it_cannot_compute(struct ctx *c, struct about *a)
{
	struct judgement j;

	TRY(judge(c, a->f, a->unit, a->period,
		  values_of(c, a->f, INT64_MAX, 5, -1), NULL, &j));
	assert_int_equal(j.n, 1);
	assert_int_equal(j.errors, 0);
	assert_true(j.finding[0].too_large && j.finding[0].warning);
	assert_int_equal(j.finding[0].rule, 4);
	return OK;
}

static enum err compares_with_the_past(struct ctx *c, struct about *a)
{
	struct outlier *o;
	size_t n;

	for (int i = 1; i < OUTLIER_NEEDS; i++)
		TRY(accept(c, a, i, 100 + i));
	TRY(judge_outliers(c, a->f, a->unit, a->period,
			   values_of(c, a->f, 900, 1, 1), &o, &n));
	assert_int_equal(n, 0);
	TRY(accept(c, a, OUTLIER_NEEDS + 10, 120));
	TRY(judge_outliers(c, a->f, a->unit, a->period,
			   values_of(c, a->f, 900, 1, 1), &o, &n));
	assert_int_equal(n, 1);
	assert_int_equal(o->slot, form_slot(a->f, "A1"));
	assert_string_equal(o->say, "unlike the 6 periods before, which went "
				    "from 101 to 120, the middle one 104");
	/* what is too long ago does not count */
	TRY(judge_outliers(c, a->f, a->unit, a->period + OUTLIER_PERIODS,
			   values_of(c, a->f, 900, 1, 1), &o, &n));
	assert_int_equal(n, 0);
	return OK;
}

typedef enum err (*judging_fn)(struct ctx *c, struct about *a);

static enum err in_unit(struct ctx *c, void *arg)
{
	struct about a;

	TRY(find(c, &a));
	return (*(judging_fn *)arg)(c, &a);
}

static void run(void **state, judging_fn fn)
{
	struct ctx *c = *state;

	if (run_unit(c, DB_WRITE, in_unit, &fn) != OK)
		fail_msg("%s", c->why ? c->why : c->db->error);
}

static void test_findings(void **state)
{
	run(state, finds_what_does_not_hold);
}

static void test_unknown(void **state)
{
	run(state, lets_the_unknown_be);
}

static void test_too_large(void **state)
{
	run(state, warns_where_it_cannot_compute);
}

static void test_past(void **state)
{
	run(state, compares_with_the_past);
}

static void measures_distance(void **state)
{
	static const struct {
		int64_t past[8];
		size_t n;
		int64_t least, most; /* that are not far */
	} rows[] = {
		/* median 104.5, MAD 2, a twentieth of the median 5.225 */
		{{101, 102, 103, 104, 105, 106, 107, 120}, 8, 78, 131},
		/* median 1000, MAD 200: 5.189 times that */
		{{700, 800, 900, 1000, 1100, 1200, 1300}, 7, -37, 2037},
		/* always the same: 5 steps, or a quarter */
		{{5, 5, 5, 5, 5, 5}, 6, 0, 10},
		{{0, 0, 0, 0, 0, 0}, 6, -5, 5},
		{{4000, 4000, 4000, 4000, 4000, 4000}, 6, 2963, 5037},
	};
	static const int64_t wide[] = {INT64_MIN, INT64_MIN, 0,
				       0,	  INT64_MAX, INT64_MAX};
	struct outlier o;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const int64_t *past = rows[i].past;

		if (outlier_measure(past, rows[i].n, rows[i].least, &o) ||
		    outlier_measure(past, rows[i].n, rows[i].most, &o) ||
		    !outlier_measure(past, rows[i].n, rows[i].least - 1, &o) ||
		    !outlier_measure(past, rows[i].n, rows[i].most + 1, &o))
			fail_msg("row %zu", i);
		assert_int_equal(o.periods, rows[i].n);
	}
	assert_false(outlier_measure(rows[0].past, 5, 1000000, &o));
	assert_false(outlier_measure(wide, COUNT(wide), INT64_MAX, &o));
	assert_false(outlier_measure(wide, COUNT(wide), INT64_MIN, &o));
}

#define IN_STORE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_STORE(test_findings),
		IN_STORE(test_unknown),
		IN_STORE(test_too_large),
		IN_STORE(test_past),
		cmocka_unit_test(measures_distance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
