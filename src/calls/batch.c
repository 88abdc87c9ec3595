/* batch.c - many assignments of a call that change together. */
#include "calls/batch.h"

#include "calls/act.h"
#include "gen/sql_calls.h"

/* By unit: it is at or below `unit` on the call's day. */
static bool *subtree(struct batch *b, int64_t unit)
{
	bool *in = arena_array(b->c->mem, (size_t)b->tree->n, sizeof(*in));
	int32_t top = tree_by_id(b->tree, unit);

	in[top] = true;
	for (int32_t i = 0; i < b->day->alive; i++) {
		int32_t u = b->day->order[i], above = b->day->parent[u];

		in[u] = in[u] || (above >= 0 && in[above]);
	}
	return in;
}

/* Those of b->call at or below a unit. */
static enum err fill(struct ctx *c, const char *unit, unsigned states,
		     struct batch *b)
{
	struct assignment *a;
	struct tree *tree;
	bool *in = NULL;
	int64_t id;
	size_t n;

	TRY(tree_load(c, &tree));
	b->tree = tree;
	TRY(tree_at(c, tree, b->call.day, &b->day));
	if (unit) {
		TRY(call_unit_find(c, &b->call, unit, &id));
		in = subtree(b, id);
	}
	TRY(assignments_lock(c, b->call.id));
	TRY(assignments_of_call(c, b->call.id, &a, &n));
	b->change = arena_array(c->mem, n, sizeof(*b->change));
	for (size_t i = 0; i < n; i++)
		if (states & 1u << a[i].state &&
		    (!in || in[tree_by_id(tree, a[i].unit)]))
			b->change[b->n++] =
				(struct assignment_change){a[i], a[i]};
	return OK;
}

static enum err hold(struct ctx *c, struct batch *b)
{
	struct calls_lock got;

	*b = (struct batch){.c = c};
	TRY(tree_hold(c));
	return sql_calls_lock(c, &got);
}

enum err batch_begin(struct ctx *c, int64_t call, const char *unit,
		     unsigned states, struct batch *b)
{
	TRY(hold(c, b));
	TRY(call_get_open(c, call, &b->call));
	return fill(c, unit, states, b);
}

enum err batch_begin_unseen(struct ctx *c, int64_t call, unsigned states,
			    struct batch *b)
{
	TRY(hold(c, b));
	TRY(call_get_unseen(c, call, &b->call));
	return fill(c, NULL, states, b);
}
