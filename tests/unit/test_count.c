/* test_count.c - the counts that are kept agree with counting, on random
 * trees through time. */
#include "unit.h"

#include "base/day.h"
#include "org/count.h"
#include "org/draft.h"

static const struct tree empty;

static uint64_t seed;

static int64_t below(int64_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)((seed >> 33) % (uint64_t)n);
}

/* Units of three kinds; a unit's parent is always an earlier one, so that
 * no move can make a circle; the first is alive for ever. */
static struct draft *random_tree(struct arena *mem, int32_t units)
{
	struct draft *d = draft_new(mem, &empty);

	(void)draft_kind(d, "a");
	(void)draft_kind(d, "b");
	(void)draft_kind(d, "c");
	(void)draft_add(d, "u", (struct tree_fact){0, DAY_MAX, -1, 0, "u"});
	for (int32_t u = 1; u < units; u++) {
		int32_t parent = (int32_t)below(u);
		const struct draft_unit *p = &d->unit[parent];
		int64_t since = p->since + below(50);
		int64_t until = p->until;

		if (since > until)
			since = until;
		if (below(3) == 0 && since + 40 < until)
			until = since + below(40);
		(void)draft_add(d, "u",
				(struct tree_fact){since, until, parent,
						   (int32_t)below(3), "u"});
	}
	return d;
}

/* Moves and retypes, where the new parent lives long enough. */
static void shake(struct draft *d, int32_t times)
{
	while (times-- > 0) {
		int32_t u = 1 + (int32_t)below(d->n - 1);
		int32_t parent = (int32_t)below(u);
		struct draft_unit *x = &d->unit[u], *p = &d->unit[parent];
		int64_t day = x->since + below(60);

		if (day > x->until || p->since > day || p->until < x->until)
			continue;
		draft_set(d, u,
			  (struct tree_fact){day, x->until, parent,
					     (int32_t)below(3), "u"});
	}
}

/* By the rows, how many of a kind are below a unit on a day. */
static int64_t looked_up(const struct count_row *row, size_t n, int64_t unit,
			 int64_t kind, int64_t day)
{
	int64_t found = 0;

	for (size_t i = 0; i < n; i++)
		if (row[i].unit == unit && row[i].kind == kind &&
		    row[i].day <= day)
			found = row[i].n;
	return found;
}

static int64_t counted(const struct tree *t, const struct tree_day *at,
		       int32_t unit, int32_t kind)
{
	int64_t n = 0;

	for (int32_t u = 0; u < t->n; u++) {
		int32_t up = u;

		if (at->kind[u] != kind)
			continue;
		while ((up = at->parent[up]) >= 0)
			n += up == unit;
	}
	return n;
}

static void compare(struct arena *mem, struct tree *t)
{
	struct ctx c = {.mem = mem};
	struct count_row *row;
	size_t n;

	for (int32_t k = 0; k < t->kinds; k++)
		t->kind[k].id = k + 1;
	count_all(mem, t, &row, &n);
	for (size_t i = 1; i < n; i++)
		assert_true(row[i - 1].unit < row[i].unit ||
			    row[i - 1].kind < row[i].kind ||
			    (row[i - 1].day < row[i].day &&
			     row[i - 1].n != row[i].n));
	for (int64_t day = 0; day < 200; day += 7) {
		struct tree_day *at;

		assert_int_equal(tree_at(&c, t, day, &at), OK);
		for (int32_t u = 0; u < t->n; u++)
			for (int32_t k = 0; k < t->kinds; k++)
				assert_int_equal(counted(t, at, u, k),
						 looked_up(row, n,
							   t->unit[u].id,
							   t->kind[k].id, day));
	}
}

static void test_random(void **state)
{
	for (uint64_t s = 1; s <= 30; s++) {
		struct draft *d;

		seed = s;
		d = random_tree(*state, 40);
		shake(d, 60);
		compare(*state, draft_tree(d));
		arena_reset(*state);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {IN_ARENA(test_random)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
