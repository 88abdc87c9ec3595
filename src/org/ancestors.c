/* ancestors.c - what stands above units on a day. */
#include "org/ancestors.h"

#include "gen/sql_org.h"
#include "org/tree.h"

#include <assert.h>
#include <stdlib.h>

/* Up to so many units their ancestors are asked of the database one by
 * one; for more the tree is read. */
#define FEW 32

/* An ancestor and where it was found, before they are put in order. */
struct found {
	struct ancestor a;
	size_t at;
};

struct search {
	struct ancestors *out;
	struct found *found;
	size_t n, cap;
	size_t *hash; /* places + 1 in `found`; its size is a power of two */
	size_t mask;
	size_t places;
};

static void search_init(struct ctx *c, struct search *s, size_t units,
			size_t most)
{
	size_t size = 64;

	while (size < most * 2)
		size *= 2;
	s->cap = most;
	s->found = arena_array(c->mem, most, sizeof(*s->found));
	s->hash = arena_array(c->mem, size, sizeof(*s->hash));
	s->mask = size - 1;
	s->out->first = arena_array(c->mem, units + 1, sizeof(*s->out->first));
}

static size_t place_of(struct search *s, int64_t unit, int64_t depth)
{
	size_t h = (size_t)unit * 11400714819323198485u >> 20 & s->mask;

	while (s->hash[h] && s->found[s->hash[h] - 1].a.unit != unit)
		h = (h + 1) & s->mask;
	if (s->hash[h])
		return s->hash[h] - 1;
	assert(s->n < s->cap);
	s->found[s->n] = (struct found){{unit, depth}, s->n};
	s->hash[h] = s->n + 1;
	return s->n++;
}

static enum err few(struct ctx *c, const int64_t *unit, size_t n, int64_t day,
		    struct search *s)
{
	struct ancestors *out = s->out;

	search_init(c, s, n, n * TIERS_MAX);
	out->place = arena_array(c->mem, n * TIERS_MAX, sizeof(*out->place));
	for (size_t i = 0; i < n; i++) {
		struct unit_step *step;
		size_t steps;

		TRY(sql_unit_way_up(c, unit[i], day, &step, &steps));
		assert(steps < TIERS_MAX);
		for (size_t k = 0; k < steps; k++)
			out->place[s->places++] = place_of(
				s, step[k].unit, (int64_t)(steps - k - 1));
		out->first[i + 1] = s->places;
	}
	return OK;
}

static enum err many(struct ctx *c, const int64_t *unit, size_t n, int64_t day,
		     struct search *s)
{
	struct ancestors *out = s->out;
	struct tree_day *d;
	struct tree *t;
	size_t all = 0;

	TRY(tree_load(c, &t));
	TRY(tree_at(c, t, day, &d));
	search_init(c, s, n, (size_t)t->n);
	for (size_t i = 0; i < n; i++) {
		int32_t depth = d->depth[tree_by_id(t, unit[i])];

		all += depth > 0 ? (size_t)depth : 0;
	}
	out->place = arena_array(c->mem, all, sizeof(*out->place));
	for (size_t i = 0; i < n; i++) {
		int32_t u = d->parent[tree_by_id(t, unit[i])];

		for (; u >= 0; u = d->parent[u])
			out->place[s->places++] =
				place_of(s, t->unit[u].id, d->depth[u]);
		out->first[i + 1] = s->places;
	}
	return OK;
}

static int deepest_first(const void *a, const void *b)
{
	const struct ancestor *x = &((const struct found *)a)->a;
	const struct ancestor *y = &((const struct found *)b)->a;

	if (x->depth != y->depth)
		return x->depth < y->depth ? 1 : -1;
	return (x->unit > y->unit) - (x->unit < y->unit);
}

enum err ancestors_of(struct ctx *c, const int64_t *unit, size_t n, int64_t day,
		      struct ancestors *out)
{
	struct search s = {.out = out};
	size_t *now;

	*out = (struct ancestors){0};
	TRY(n <= FEW ? few(c, unit, n, day, &s) : many(c, unit, n, day, &s));
	if (s.n > 0)
		qsort(s.found, s.n, sizeof(*s.found), deepest_first);
	out->n = s.n;
	out->all = arena_array(c->mem, s.n, sizeof(*out->all));
	now = arena_array(c->mem, s.n, sizeof(*now));
	for (size_t i = 0; i < s.n; i++) {
		out->all[i] = s.found[i].a;
		now[s.found[i].at] = i;
	}
	for (size_t i = 0; i < s.places; i++)
		out->place[i] = now[out->place[i]];
	return OK;
}
