/* restate.c - where the units of one day stand on the tree of another. */
#include "returns/restate.h"

#include "db/memo.h"

#include <assert.h>
#include <string.h>

static const char *first_code(const struct tree *t, const struct group *g)
{
	return t->unit[g->target[0]].code;
}

static struct parts *parts_new(struct arena *mem, int32_t room)
{
	struct parts *p = arena_alloc(mem, sizeof(*p));

	p->group = arena_array(mem, (size_t)room, sizeof(*p->group));
	return p;
}

static struct parts *whole(struct restate *r, int32_t unit)
{
	struct parts *p = parts_new(r->mem, 1);

	p->n = 1;
	p->group[0] =
		(struct group){1, 1, 1, arena_alloc(r->mem, sizeof(int32_t))};
	p->group[0].target[0] = unit;
	return p;
}

/* Adds a target to a sorted set that has room for it. */
static void set_add(const struct tree *t, struct group *g, int32_t unit)
{
	int32_t i = g->n;

	for (int32_t k = 0; k < g->n; k++)
		if (g->target[k] == unit)
			return;
	while (i > 0 &&
	       strcmp(t->unit[g->target[i - 1]].code, t->unit[unit].code) > 0) {
		g->target[i] = g->target[i - 1];
		i--;
	}
	g->target[i] = unit;
	g->n++;
}

static bool same_set(const struct group *a, const struct group *b)
{
	return a->n == b->n &&
	       !memcmp(a->target, b->target, (size_t)a->n * sizeof(*a->target));
}

/* a/b * c/d in lowest terms; false when it does not fit in 64 bits. */
static bool share_times(int64_t num, int64_t den, struct group *g)
{
	int128 n = (int128)num * g->num, d = (int128)den * g->den;
	int128 div = i128_gcd(n, d);

	g->num = (int64_t)(n / div);
	g->den = (int64_t)(d / div);
	return n / div <= INT64_MAX && d / div <= INT64_MAX;
}

static bool share_plus(struct group *to, const struct group *more)
{
	int128 n = (int128)to->num * more->den + (int128)more->num * to->den;
	int128 d = (int128)to->den * more->den, div = i128_gcd(n, d);

	to->num = (int64_t)(n / div);
	to->den = (int64_t)(d / div);
	return n / div <= INT64_MAX && d / div <= INT64_MAX;
}

/* All targets in one group. */
static struct group join(struct arena *mem, const struct tree *tree,
			 const struct parts *p)
{
	struct group g = {.num = 1, .den = 1};
	int32_t room = 0;

	if (p->n == 1)
		return p->group[0];

	for (int32_t i = 0; i < p->n; i++)
		room += p->group[i].n;
	g.target = arena_array(mem, (size_t)room, sizeof(*g.target));
	for (int32_t i = 0; i < p->n; i++)
		for (int32_t k = 0; k < p->group[i].n; k++)
			set_add(tree, &g, p->group[i].target[k]);
	return g;
}

/* One group of all targets: shares unknown. */
static struct parts *blur(struct restate *r, const struct parts *p)
{
	struct parts *out = parts_new(r->mem, 1);

	out->group[0] = join(r->mem, r->tree, p);
	out->n = out->group[0].n ? 1 : 0;
	return out;
}

/* Adds a group, joining it with one of the same targets. */
static bool group_add(struct parts *p, struct group g)
{
	for (int32_t i = 0; i < p->n; i++)
		if (same_set(&p->group[i], &g))
			return share_plus(&p->group[i], &g);
	p->group[p->n++] = g;
	return true;
}

static struct parts *forward(struct restate *r, int32_t unit);

/* The parts of a unit divided among `u->outs` successors. Where a share
 * is unknown, or has become too fine for 64 bits, all go into one group. */
static struct parts *through_links(struct restate *r, const struct tree_unit *u)
{
	const struct tree_link *link = &r->tree->link[u->out];
	struct parts *all, **next;
	int32_t room = 0;
	bool known = true;

	next = arena_array(r->mem, (size_t)u->outs, sizeof(*next));
	for (int32_t i = 0; i < u->outs; i++) {
		next[i] = forward(r, link[i].into);
		room += next[i]->n;
	}
	all = parts_new(r->mem, room);
	for (int32_t i = 0; i < u->outs; i++) {
		bool sure = u->outs == 1 || link[i].den;

		for (int32_t k = 0; k < next[i]->n; k++) {
			struct group g = next[i]->group[k];

			if (sure && u->outs > 1)
				sure = share_times(link[i].num, link[i].den,
						   &g);
			known = known && sure;
			if (!known)
				all->group[all->n++] = g;
			else
				known = group_add(all, g);
		}
	}
	return known ? all : blur(r, all);
}

static bool alive(const struct tree *t, int32_t unit, int64_t day)
{
	return t->unit[unit].since <= day && day <= t->unit[unit].until;
}

static struct parts *forward(struct restate *r, int32_t unit)
{
	const struct tree_unit *u = &r->tree->unit[unit];
	const struct tree_fact *last;

	if (r->parts[unit])
		return r->parts[unit];
	if (alive(r->tree, unit, r->to)) {
		r->parts[unit] = whole(r, unit);
	} else if (u->outs) {
		r->parts[unit] = through_links(r, u);
	} else {
		last = tree_fact_at(r->tree, unit, u->until);
		r->parts[unit] = last->parent < 0 ? parts_new(r->mem, 0)
						  : forward(r, last->parent);
	}
	return r->parts[unit];
}

/* What a unit was made of, from day `upper` back to r->to: those merged
 * into it, and what it was before: itself, or, where it began without
 * predecessors, its nearest ancestor. */
static struct parts *backward(struct restate *r, int32_t unit, int64_t upper)
{
	const struct tree *t = r->tree;
	const struct tree_unit *u = &t->unit[unit];
	bool was = u->since <= r->to, born_of = false;
	struct parts *all = parts_new(r->mem, u->ins + 1), *own;
	const struct tree_fact *first = &t->fact[u->fact];

	if (upper >= u->until && r->made_of[unit])
		return r->made_of[unit];
	for (int32_t i = 0; i < u->ins; i++) {
		const struct tree_link *l = &t->link[t->by_into[u->in + i]];
		struct parts *p;

		if (l->day <= r->to || l->day > upper)
			continue;
		p = backward(r, l->from, l->day - 1);
		if (p->n)
			all->group[all->n++] = p->group[0];
		born_of = born_of || l->day == u->since;
	}
	own = parts_new(r->mem, 0);
	if (was)
		own = whole(r, unit);
	else if (!born_of && first->parent >= 0)
		own = backward(r, first->parent, u->since);
	if (own->n)
		all->group[all->n++] = own->group[0];
	all = blur(r, all);
	if (upper >= u->until)
		r->made_of[unit] = all;
	return all;
}

static struct restate *compute(struct arena *mem, const struct tree *tree,
			       int64_t from, int64_t to)
{
	struct restate *r = arena_alloc(mem, sizeof(*r));

	*r = (struct restate){.mem = mem, .tree = tree, .from = from, .to = to};
	r->parts = arena_array(mem, (size_t)tree->n, sizeof(*r->parts));
	r->made_of = arena_array(mem, (size_t)tree->n, sizeof(*r->made_of));
	r->whole = arena_array(mem, (size_t)tree->n, sizeof(*r->whole));
	for (int32_t u = 0; u < tree->n; u++) {
		if (!alive(tree, u, from))
			continue;
		r->parts[u] = to >= from ? forward(r, u) : backward(r, u, from);
		r->whole[u] = join(mem, tree, r->parts[u]);
	}
	return r;
}

enum err restate(struct ctx *c, const struct tree *tree, int64_t from,
		 int64_t to, const struct restate **out)
{
	struct memo_key key = {"restate", tree->generation,
			       tree_stretch(tree, from),
			       tree_stretch(tree, to)};
	struct restate *r;
	struct arena *kept;

	if (!tree->generation || c->db->lends) {
		*out = compute(c->mem, tree, from, to);
		return OK;
	}
	*out = memo_find(c->db, key);
	if (*out)
		return OK;
	kept = arena_new();
	r = compute(kept, tree, from, to);
	memo_keep(c->db, key, r, kept);
	*out = r;
	return OK;
}

/* a / b rounded down; b > 0. */
static int128 floor_div(int128 a, int128 b)
{
	return a / b - (a % b < 0);
}

void restate_divide(const struct tree *tree, const struct parts *p, int128 v,
		    int128 *part)
{
	int128 left = v;

	for (int32_t i = 0; i < p->n; i++) {
		const struct group *g = &p->group[i];

		part[i] = floor_div(v * g->num, g->den);
		left -= part[i];
	}
	assert(left >= 0 && left <= p->n);
	/* One more for the largest remainders. A part is below its exact
	 * share by its remainder, and above it once it got one more. */
	while (left-- > 0) {
		int32_t best = -1;
		int128 most = 0, best_den = 1;

		for (int32_t i = 0; i < p->n; i++) {
			const struct group *g = &p->group[i];
			int128 rest = v * g->num - part[i] * g->den;
			int128 sign;

			if (rest <= 0)
				continue;
			sign = best < 0 ? 1 : rest * best_den - most * g->den;
			if (sign < 0 ||
			    (sign == 0 &&
			     strcmp(first_code(tree, g),
				    first_code(tree, &p->group[best])) > 0))
				continue;
			best = i;
			most = rest;
			best_den = g->den;
		}
		assert(best >= 0);
		part[best]++;
	}
}

int32_t restate_meet(const struct tree_day *d, const struct group *g)
{
	int32_t meet = g->target[0];

	for (int32_t i = 1; i < g->n && meet >= 0; i++) {
		int32_t other = g->target[i];

		while (meet != other && meet >= 0 && other >= 0) {
			if (d->depth[meet] >= d->depth[other])
				meet = d->parent[meet];
			else
				other = d->parent[other];
		}
		if (other < 0)
			meet = -1;
	}
	return meet;
}
