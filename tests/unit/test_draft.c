/* test_draft.c - a tree changed in memory keeps one form, and shows where it
 * would be none. */
#include "unit.h"

#include "base/day.h"
#include "org/shape.h"

#include <string.h>

static const struct tree empty = {.generation = 7};

static struct tree_fact fact(int64_t since, int64_t until, int32_t parent,
			     const char *name)
{
	return (struct tree_fact){since, until, parent, 0, name};
}

/* T over H and I; A below H. All from day 100 on. */
static struct draft *example(struct arena *mem)
{
	struct draft *d = draft_new(mem, &empty);

	assert_int_equal(draft_kind(d, "unit"), 0);
	assert_int_equal(draft_add(d, "T", fact(100, DAY_MAX, -1, "T")), 0);
	assert_int_equal(draft_add(d, "H", fact(100, DAY_MAX, 0, "H")), 1);
	assert_int_equal(draft_add(d, "I", fact(100, DAY_MAX, 0, "I")), 2);
	assert_int_equal(draft_add(d, "A", fact(100, DAY_MAX, 1, "A")), 3);
	return d;
}

static void test_tree(void **state)
{
	struct tree *t = draft_tree(example(*state));

	assert_int_equal(t->generation, 0);
	assert_int_equal(t->n, 4);
	assert_int_equal(tree_find(t, "I"), 2);
	assert_int_equal(tree_find(t, "Z"), -1);
	assert_int_equal(tree_by_id(t, 4), 3);
	assert_int_equal(tree_by_id(t, 9), -1);
	assert_int_equal(tree_kind_find(t, "unit"), 0);
	assert_int_equal(tree_kind_find(t, "other"), -1);
	assert_null(tree_fact_at(t, 3, 99));
	assert_int_equal(tree_fact_at(t, 3, 100)->parent, 1);
}

static void test_set(void **state)
{
	struct draft *d = example(*state);

	draft_set(d, 3, fact(200, DAY_MAX, 2, "A"));
	draft_set(d, 3, fact(300, DAY_MAX, 2, "B"));
	assert_int_equal(d->unit[3].facts, 3);
	assert_int_equal(d->unit[3].fact[1].until, 299);
	assert_int_equal(draft_fact_at(d, 3, 199)->parent, 1);
	assert_int_equal(draft_fact_at(d, 3, 200)->parent, 2);
	/* saying what was said before adds nothing */
	draft_set(d, 3, fact(300, DAY_MAX, 2, "A"));
	assert_int_equal(d->unit[3].facts, 2);
	draft_set(d, 3, fact(200, DAY_MAX, 1, "A"));
	assert_int_equal(d->unit[3].facts, 1);
	assert_int_equal(d->unit[3].fact[0].until, DAY_MAX);
	/* from the first day on: in place of it */
	draft_set(d, 3, fact(100, DAY_MAX, 2, "C"));
	assert_int_equal(d->unit[3].facts, 1);
	assert_string_equal(d->unit[3].fact[0].name, "C");
}

static void test_end(void **state)
{
	struct draft *d = example(*state);

	draft_set(d, 3, fact(200, DAY_MAX, 2, "A"));
	draft_end(d, 3, 249);
	assert_int_equal(d->unit[3].until, 249);
	assert_null(draft_fact_at(d, 3, 250));
	draft_end(d, 3, 199);
	assert_int_equal(d->unit[3].facts, 1);
	/* and back to life, as undoing does */
	draft_set(d, 3, fact(200, DAY_MAX, 2, "A"));
	assert_int_equal(d->unit[3].facts, 2);
	assert_int_equal(d->unit[3].until, DAY_MAX);
}

static void test_links(void **state)
{
	struct tree *t;
	struct draft *d = example(*state);

	draft_link(d, (struct tree_link){3, 2, 200, 1, 2});
	draft_link(d, (struct tree_link){3, 1, 200, 1, 2});
	draft_link(d, (struct tree_link){1, 2, 300, 1, 1});
	t = draft_tree(d);
	assert_int_equal(t->links, 3);
	assert_int_equal(t->unit[3].outs, 2);
	assert_int_equal(t->link[t->unit[3].out].into, 1);
	assert_int_equal(t->unit[2].ins, 2);
	assert_int_equal(t->link[t->by_into[t->unit[2].in]].from, 1);
	assert_int_equal(t->link[t->by_into[t->unit[2].in + 1]].from, 3);

	/* what is gone takes its links along, and others move up */
	d = draft_new(*state, t);
	draft_unlink(d, 3);
	d->unit[1].gone = true;
	t = draft_tree(d);
	assert_int_equal(t->n, 3);
	assert_int_equal(t->links, 0);
	assert_int_equal(tree_find(t, "A"), 2);
	assert_int_equal(t->unit[2].id, 4);
	assert_int_equal(tree_by_id(t, 4), 2);
}

static void test_day(void **state)
{
	struct ctx c = {.mem = *state};
	struct draft *d = example(*state);
	struct tree_day *at;
	struct tree *t;

	draft_set(d, 3, fact(200, DAY_MAX, 2, "A"));
	draft_end(d, 1, 299);
	t = draft_tree(d);
	assert_int_equal(tree_at(&c, t, 200, &at), OK);
	assert_int_equal(at->alive, 4);
	assert_int_equal(at->parent[3], 2);
	assert_int_equal(at->depth[3], 2);
	assert_int_equal(at->children[0], 2);
	assert_int_equal(at->order[at->first[0]], 1);
	assert_int_equal(at->order[at->first[2]], 3);
	assert_int_equal(tree_at(&c, t, 300, &at), OK);
	assert_int_equal(at->alive, 3);
	assert_int_equal(at->depth[1], -1);
	assert_int_equal(at->kind[1], -1);
	assert_int_equal(t->brks, 3);
	assert_int_equal(t->brk[0], 100);
	assert_int_equal(t->brk[1], 200);
	assert_int_equal(t->brk[2], 300);
	assert_int_equal(tree_stretch(t, 99), 0);
	assert_int_equal(tree_stretch(t, 100), tree_stretch(t, 199));
	assert_int_equal(tree_stretch(t, 300), 3);
}

/* What shape_orphans() and shape_cycles() told, as "A B". */
struct told {
	char codes[64];
	const struct draft *d;
};

static void tell(struct told *t, int32_t u)
{
	strncat(t->codes, t->d->unit[u].code, 8);
}

static void orphan(void *arg, int32_t u, const struct tree_fact *f)
{
	(void)f;
	tell(arg, u);
}

static void circle(void *arg, int32_t u, const char *way)
{
	assert_non_null(strstr(way, " › "));
	tell(arg, u);
}

static void test_orphans(void **state)
{
	struct draft *d = example(*state);
	struct told t = {.d = d};

	shape_orphans(d, 0, orphan, &t);
	assert_string_equal(t.codes, "");
	draft_end(d, 1, 299);
	shape_orphans(d, 300, orphan, &t);
	assert_string_equal(t.codes, "A");
	draft_set(d, 3, fact(300, DAY_MAX, 2, "A"));
	t.codes[0] = '\0';
	shape_orphans(d, 300, orphan, &t);
	assert_string_equal(t.codes, "");
	d->unit[2].gone = true;
	shape_orphans(d, 300, orphan, &t);
	assert_string_equal(t.codes, "A");
}

static void test_cycles(void **state)
{
	struct draft *d = example(*state);
	struct told t = {.d = d};
	const int32_t all[] = {0, 1, 2, 3};

	shape_cycles(d, 100, all, 4, circle, &t);
	assert_string_equal(t.codes, "");
	/* on a later day only, and each told once */
	draft_set(d, 1, fact(300, DAY_MAX, 3, "H"));
	draft_set(d, 2, fact(400, DAY_MAX, 2, "I"));
	shape_cycles(d, 200, all + 1, 2, circle, &t);
	assert_string_equal(t.codes, "HAI");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(test_tree),   IN_ARENA(test_set),
		IN_ARENA(test_end),    IN_ARENA(test_links),
		IN_ARENA(test_day),    IN_ARENA(test_orphans),
		IN_ARENA(test_cycles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
