/* test_vector.c - returns and roll-ups come out of their bytes as they went
 * in, also from a form that has grown, and never from broken bytes. */
#include "returns/vector.h"

#include "unit.h"

#include <string.h>

static const int64_t numbers[] = {0,   1,    -1,      63,	 64,	   -64,
				  -65, 8191, 1 << 20, INT64_MAX, INT64_MIN};

static struct values *some(struct arena *mem, int32_t n)
{
	struct values *v = values_new(mem, n);

	for (int32_t i = 0; i < n; i++) {
		v->given[i] = i % 3 != 1;
		v->v[i] = numbers[(size_t)i % COUNT(numbers)];
	}
	return v;
}

static void returns_come_back(void **state)
{
	struct arena *mem = *state;

	for (int32_t n = 0; n < 70; n++) {
		struct values *in = some(mem, n);
		struct values *out = values_new(mem, n + 5); /* has grown */
		struct blob b = values_pack(mem, in);

		out->given[n] = true; /* of an earlier row */
		assert_true(values_unpack(b, out));
		for (int32_t i = 0; i < n; i++) {
			assert_int_equal(out->given[i], in->given[i]);
			if (in->given[i])
				assert_true(out->v[i] == in->v[i]);
		}
		assert_false(out->given[n]);
	}
}

static void a_form_does_not_shrink(void **state)
{
	struct arena *mem = *state;
	struct blob b = values_pack(mem, some(mem, 9));

	assert_false(values_unpack(b, values_new(mem, 8)));
}

static void broken_bytes_are_refused(void **state)
{
	struct arena *mem = *state;
	struct blob b = values_pack(mem, some(mem, 20));
	struct values *out = values_new(mem, 20);
	char *longer = arena_copy(mem, b.data, b.size);

	for (size_t n = 0; n < b.size; n++)
		assert_false(values_unpack((struct blob){b.data, n}, out));
	assert_false(values_unpack((struct blob){longer, b.size + 1}, out));
	longer[0] = 2; /* another version of the format */
	assert_false(values_unpack((struct blob){longer, b.size}, out));
}

static void roll_ups_come_back(void **state)
{
	static const enum rule rule[] = {RULE_SUM, RULE_MEAN, RULE_MIN,
					 RULE_MAX, RULE_NONE, RULE_SUM};
	struct tally in[] = {{3, INT64_MAX}, {2, -7}, {1, INT64_MIN},
			     {200, 5},	     {1, 0},  {0, 0}};
	struct tally out[COUNT(rule)] = {{0}};
	struct arena *mem = *state;
	struct blob b;
	int32_t bad;

	assert_true(tallies_pack(mem, in, COUNT(rule), &b, &bad));
	assert_true(tallies_add(b, rule, out, COUNT(rule)));
	for (size_t i = 0; i < COUNT(rule); i++)
		assert_true(out[i].count == in[i].count && out[i].v == in[i].v);
	/* a second time: sums double, extremes stay */
	assert_true(tallies_add(b, rule, out, COUNT(rule)));
	assert_true(out[0].v == (int128)INT64_MAX * 2 && out[0].count == 6);
	assert_true(out[2].v == INT64_MIN && out[3].v == 5);
	assert_false(tallies_add(b, rule, out, COUNT(rule) - 1));
}

static void too_large_a_sum_is_not_packed(void **state)
{
	struct tally t[] = {{1, 1}, {2, (int128)INT64_MAX + 1}};
	struct arena *mem = *state;
	struct blob b;
	int32_t bad = -1;

	assert_false(tallies_pack(mem, t, COUNT(t), &b, &bad));
	assert_int_equal(bad, 1);
	t[1].v = (int128)INT64_MIN - 1;
	assert_false(tallies_pack(mem, t, COUNT(t), &b, &bad));
	t[1].v = INT64_MIN;
	assert_true(tallies_pack(mem, t, COUNT(t), &b, &bad));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(returns_come_back),
		IN_ARENA(a_form_does_not_shrink),
		IN_ARENA(broken_bytes_are_refused),
		IN_ARENA(roll_ups_come_back),
		IN_ARENA(too_large_a_sum_is_not_packed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
