/* test_rule.c - how tallies and figures add up, rule by rule. */
#include "returns/rule.h"

#include "unit.h"

#include <string.h>

static struct tally of(int64_t count, int64_t v)
{
	return (struct tally){count, v};
}

static void names_are_read_back(void **state)
{
	(void)state;
	for (enum rule r = RULE_NONE; r <= RULE_RATIO; r++) {
		enum rule got;

		assert_true(rule_parse(rule_name(r), &got));
		assert_int_equal(got, r);
	}
	assert_false(rule_parse("median", &(enum rule){RULE_SUM}));
	assert_false(rule_parse("", &(enum rule){RULE_SUM}));
}

static void tallies_add_up(void **state)
{
	static const struct {
		enum rule tree;
		int64_t v; /* of 3, -5 and 4 */
	} want[] = {
		{RULE_SUM, 2}, {RULE_MEAN, 2}, {RULE_MIN, -5},
		{RULE_MAX, 4}, {RULE_NONE, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		struct tally t = {0};

		tally_add(want[i].tree, &t, of(1, 3));
		tally_add(want[i].tree, &t, of(1, -5));
		tally_add(want[i].tree, &t, of(0, 99)); /* nothing given */
		tally_add(want[i].tree, &t, of(1, 4));
		assert_int_equal(t.count, 3);
		assert_true(t.v == want[i].v);
	}
}

static void sums_of_64_bits_do_not_wrap(void **state)
{
	struct tally t = {0};

	(void)state;
	tally_add(RULE_SUM, &t, of(1, INT64_MAX));
	tally_add(RULE_SUM, &t, of(1, INT64_MAX));
	assert_true(t.v == (int128)INT64_MAX * 2);
}

static void values_follow_the_rule(void **state)
{
	struct ratio r = tally_value(RULE_MEAN, of(3, 10));

	(void)state;
	assert_true(r.given && r.num == 10 && r.den == 3);
	r = tally_value(RULE_SUM, of(3, 10));
	assert_true(r.given && r.num == 10 && r.den == 1);
	assert_false(tally_value(RULE_SUM, of(0, 0)).given);
	assert_false(tally_value(RULE_NONE, of(1, 7)).given);
}

/* Two periods of which the second gave nothing, and a third. */
static struct ratio over(enum rule tree, enum rule time, struct tally a,
			 struct tally b)
{
	struct ratio sum = {0};
	int64_t n = 0;

	period_add(tree, time, &sum, &n, tally_value(tree, a));
	period_add(tree, time, &sum, &n, (struct ratio){0});
	period_add(tree, time, &sum, &n, tally_value(tree, b));
	return period_value(tree, time, sum, n);
}

static void periods_add_up(void **state)
{
	static const struct {
		enum rule tree, time;
		int64_t num, den; /* of 10 of 4 units and 7 of 2 */
	} want[] = {
		{RULE_SUM, RULE_SUM, 17, 1},   {RULE_SUM, RULE_MEAN, 17, 2},
		{RULE_SUM, RULE_MIN, 7, 1},    {RULE_SUM, RULE_MAX, 10, 1},
		{RULE_MEAN, RULE_MEAN, 17, 6}, {RULE_MEAN, RULE_MIN, 10, 4},
		{RULE_MEAN, RULE_MAX, 7, 2},   {RULE_MIN, RULE_SUM, 17, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		struct ratio r =
			over(want[i].tree, want[i].time, of(4, 10), of(2, 7));

		assert_true(r.given);
		assert_true(r.num == want[i].num && r.den == want[i].den);
	}
	assert_false(over(RULE_SUM, RULE_NONE, of(1, 1), of(1, 1)).given);
	assert_false(over(RULE_SUM, RULE_SUM, of(0, 0), of(0, 0)).given);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_read_back),
		cmocka_unit_test(tallies_add_up),
		cmocka_unit_test(sums_of_64_bits_do_not_wrap),
		cmocka_unit_test(values_follow_the_rule),
		cmocka_unit_test(periods_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
