/* recount.c - figures added up from the single returns. */
#include "returns/recount.h"

#include "calls/key.h"
#include "gen/sql_returns.h"
#include "returns/vector.h"

#include <assert.h>
#include <string.h>

static void node_init(struct ctx *c, const struct form *f, int32_t unit,
		      struct node *n)
{
	size_t slots = (size_t)f->slots;

	n->unit = unit;
	n->t = arena_array(c->mem, slots, sizeof(*n->t));
	n->units = arena_array(c->mem, slots, sizeof(*n->units));
	n->split = arena_array(c->mem, slots, sizeof(*n->split));
}

/* By unit: the child's node that holds it on a day, 0 for the first node
 * itself and what is in no other, -1 outside. */
static int32_t *places(struct ctx *c, const struct recount *r,
		       const struct tree_day *d)
{
	int32_t *place =
		arena_array(c->mem, (size_t)r->tree->n, sizeof(*place));

	memset(place, -1, (size_t)r->tree->n * sizeof(*place));
	for (int32_t i = 0; i < r->n; i++)
		if (d->depth[r->node[i].unit] >= 0)
			place[r->node[i].unit] = i;
	for (int32_t i = 0; i < d->alive; i++) {
		int32_t u = d->order[i], above = d->parent[u];

		if (above >= 0 && place[u] < 0)
			place[u] = place[above];
	}
	return place;
}

enum err recount_begin(struct ctx *c, const struct form *f,
		       const struct tree *tree, int64_t from, int64_t to,
		       int32_t unit, bool children, struct recount *out)
{
	struct tree_day *day;
	int32_t n;

	TRY(tree_at(c, tree, to, &day));
	if (day->depth[unit] < 0)
		return fail(c, ERR_MISSING, "unit",
			    N_("%s is not in the tree of that day."),
			    tree->unit[unit].code);
	n = children ? day->children[unit] : 0;
	*out = (struct recount){.form = f, .tree = tree, .to = day};
	out->from = from;
	TRY(restate(c, tree, from, to, &out->restate));
	out->n = n + 1;
	out->node = arena_array(c->mem, (size_t)n + 1, sizeof(*out->node));
	node_init(c, f, unit, &out->node[0]);
	for (int32_t i = 0; i < n; i++)
		node_init(c, f, day->order[day->first[unit] + i],
			  &out->node[i + 1]);
	out->place = places(c, out, day);
	out->given = arena_array(c->mem, (size_t)tree->n, sizeof(*out->given));
	return OK;
}

/* Whether one unit stays within its node: `was` its place on the day
 * itself. A unit that others become may no longer tell its own value. */
static void check_move(const struct recount *r, int32_t u, int32_t was,
		       bool *unmoved)
{
	const struct group *all = &r->restate->whole[u];

	for (int32_t i = 0; i < all->n; i++) {
		int32_t to = all->target[i], is = r->place[to];
		bool node = is >= 0 && r->node[is].unit == to && to != u;

		if (is >= 0 && (is != was || node))
			unmoved[is] = false;
		if (is >= 0 && was < 0)
			unmoved[0] = false;
		if (was >= 0 && is != was)
			unmoved[was] = false;
		if (was >= 0 && is < 0)
			unmoved[0] = false;
	}
	if (all->n == 0 && was >= 0)
		unmoved[was] = unmoved[0] = false;
}

/* Whether the nodes stood to each other as they do now: each child below
 * the first node and below none of the others. */
static void check_nodes(const struct recount *r, const struct tree_day *day,
			const int32_t *was, bool *unmoved)
{
	for (int32_t i = 0; i < r->n; i++) {
		int32_t u = r->node[i].unit, above = -1;

		if (day->depth[u] < 0)
			continue;
		for (u = day->parent[u]; u >= 0; u = day->parent[u]) {
			above = was[u];
			if (r->node[above < 0 ? 0 : above].unit != u)
				continue;
			if (above == 0)
				break;
			unmoved[above] = false;
		}
		if (i > 0 && u < 0)
			unmoved[0] = false;
	}
}

enum err recount_unmoved(struct ctx *c, const struct recount *r, bool *unmoved,
			 bool *all)
{
	struct tree_day *day;
	int32_t *was;

	TRY(tree_at(c, r->tree, r->from, &day));
	was = places(c, r, day);
	for (int32_t i = 0; i < r->n; i++)
		unmoved[i] = day->depth[r->node[i].unit] >= 0;
	check_nodes(r, day, was, unmoved);
	for (int32_t i = 0; i < day->alive; i++)
		check_move(r, day->order[i], was[day->order[i]], unmoved);
	*all = true;
	for (int32_t i = 0; i < r->n; i++)
		*all = *all && unmoved[i];
	return OK;
}

struct expect {
	struct recount *r;
	bool called;
};

static enum err expect_unit(void *arg, const struct expected_unit *row)
{
	struct expect *x = arg;

	x->called = true;
	if (row->unit.set)
		x->r->given[tree_by_id(x->r->tree, row->unit.value)].expected =
			true;
	return OK;
}

/* Who was expected for a period: whom open calls ask, or, where nobody
 * called, the answering kinds alive on the day. */
static enum err expect(struct ctx *c, struct recount *r, int64_t period)
{
	struct expect x = {.r = r};

	memset(r->given, 0, (size_t)r->tree->n * sizeof(*r->given));
	TRY(sql_expected_units(c, r->form->id, period, expect_unit, &x));
	if (x.called)
		return OK;
	for (int32_t u = 0; u < r->tree->n; u++) {
		const struct tree_fact *f = tree_fact_at(r->tree, u, r->from);

		r->given[u].expected =
			f &&
			form_answered_by(r->form, r->tree->kind[f->kind].id);
	}
	return OK;
}

/* Walks the accepted returns of a period. */
struct walk {
	struct ctx *c;
	struct recount *r;
	struct values *v;
	bool last; /* only what is not given yet, of slots by "last" */
	int64_t period;
};

static bool takes(const struct walk *w, const struct given *g, int32_t s)
{
	if (!w->v->given[s])
		return false;
	if (!w->last)
		return true;
	return w->r->form->slot[s].time == RULE_LAST && g->t[s].count == 0;
}

static enum err walk_row(void *arg, const struct accepted_values *row)
{
	struct walk *w = arg;
	int32_t u = tree_by_id(w->r->tree, row->unit);
	struct given *g;

	assert(u >= 0);
	g = &w->r->given[u];
	if (w->last && !tree_fact_at(w->r->tree, u, w->r->from) &&
	    w->r->tree->unit[u].outs == 0)
		return OK; /* ceased, and nobody inherits */
	if (!values_unpack(row->values_, w->v))
		return ERR_BROKEN;
	g->gave = g->expected = true;
	if (!g->t)
		g->t = arena_array(w->c->mem, (size_t)w->v->n, sizeof(*g->t));
	if (w->last && !g->when)
		g->when = arena_array(w->c->mem, (size_t)w->v->n,
				      sizeof(*g->when));
	for (int32_t s = 0; s < w->v->n; s++) {
		if (!takes(w, g, s))
			continue;
		g->t[s] = (struct tally){1, w->v->v[s]};
		if (w->last)
			g->when[s] = w->period;
	}
	return OK;
}

enum err recount_period(struct ctx *c, struct recount *r, int64_t period)
{
	struct walk w = {c, r, values_new(c->mem, r->form->slots), false,
			 period};

	TRY(expect(c, r, period));
	return sql_accepted_of_period(c, key_of(r->form->id, 0, period),
				      walk_row, &w);
}

/* Whether a unit began as a merger of whole units and nothing else, so
 * that it can inherit what they last gave. What was merged into it after
 * the day in question changes nothing. */
static bool heir(const struct recount *r, int32_t unit)
{
	const struct tree *t = r->tree;
	const struct tree_unit *u = &t->unit[unit];
	bool any = false;

	for (int32_t i = 0; i < u->ins; i++) {
		const struct tree_link *l = &t->link[t->by_into[u->in + i]];

		if (l->day > r->from)
			continue;
		if (l->day != u->since || t->unit[l->from].outs != 1)
			return false;
		any = true;
	}
	return any;
}

/* The last value of a slot, own or inherited; count 0: none. */
static struct tally inherited(const struct recount *r, int32_t unit, int32_t s)
{
	const struct tree *t = r->tree;
	const struct tree_unit *u = &t->unit[unit];
	struct tally sum = {0};

	if (r->given[unit].t && r->given[unit].t[s].count)
		return r->given[unit].t[s];
	if (!heir(r, unit))
		return sum;
	for (int32_t i = 0; i < u->ins; i++) {
		const struct tree_link *l = &t->link[t->by_into[u->in + i]];
		struct tally one;

		if (l->day > r->from)
			continue;
		one = inherited(r, l->from, s);
		if (one.count == 0)
			return (struct tally){0}; /* never a partial sum */
		tally_add(r->form->tree[s], &sum, one);
		if (r->form->tree[s] == RULE_NONE)
			sum.v = one.v; /* stands where it is the only one */
	}
	return sum;
}

static void inherit(struct ctx *c, struct recount *r, int32_t unit)
{
	struct given *g = &r->given[unit];
	size_t slots = (size_t)r->form->slots;
	struct tally *t = NULL;

	if (!heir(r, unit))
		return;
	for (int32_t s = 0; s < r->form->slots; s++) {
		struct tally one;

		if (r->form->slot[s].time != RULE_LAST)
			continue;
		one = inherited(r, unit, s);
		if (one.count && !t) {
			t = arena_array(c->mem, slots, sizeof(*t));
			if (g->t)
				memcpy(t, g->t, slots * sizeof(*t));
		}
		if (one.count)
			t[s] = one;
	}
	if (!t)
		return;
	g->t = t;
	g->expected = true; /* as who gives without being asked */
}

enum err recount_last(struct ctx *c, struct recount *r, int64_t first,
		      int64_t last)
{
	struct walk w = {c, r, values_new(c->mem, r->form->slots), true, 0};

	TRY(expect(c, r, last));
	for (w.period = last; w.period >= first; w.period--)
		TRY(sql_accepted_of_period(c, key_of(r->form->id, 0, w.period),
					   walk_row, &w));
	for (int32_t u = 0; u < r->tree->n; u++)
		if (tree_fact_at(r->tree, u, r->from))
			inherit(c, r, u);
	return OK;
}

/* One unit's contribution on its way into the nodes. */
struct pour {
	struct recount *r;
	const struct given *g;
	const struct parts *parts;
	struct group all;  /* the parts in one group */
	int128 *part;	   /* by group: its value of the slot in hand */
	struct tally mine; /* of the slot in hand, in node 0 */
	struct share share;
};

static void add_at(struct pour *p, int32_t at, int32_t s, struct tally t)
{
	struct node *n = &p->r->node[at];
	enum rule tree = p->r->form->tree[s];

	tally_add(tree, &n->t[s], t);
}

static void share_sum(struct share *to, const struct group *g)
{
	int128 num = (int128)to->num * g->den + (int128)g->num * to->den;
	int128 den = (int128)to->den * g->den;
	int128 div;

	if (to->den == 0) {
		*to = (struct share){g->num, g->den};
		return;
	}
	div = i128_gcd(num, den);
	*to = (struct share){(int64_t)(num / div), (int64_t)(den / div)};
}

/* A group that meets at `meet`: whole at the nodes that hold that, not
 * divisible at those that hold a target only. */
static void add_group(struct pour *p, const struct group *g, int32_t s,
		      struct tally t)
{
	struct recount *r = p->r;
	int32_t meet = restate_meet(r->to, g);
	int32_t place = meet < 0 ? -1 : r->place[meet];

	if (place >= 0) {
		add_at(p, 0, s, t);
		tally_add(RULE_SUM, &p->mine, t);
		share_sum(&p->share, g);
	}
	if (place > 0) {
		add_at(p, place, s, t);
		return;
	}
	for (int32_t i = 0; g->n > 1 && i < g->n; i++) {
		int32_t to = r->place[g->target[i]];

		if (to >= 0 && place < 0)
			r->node[0].split[s] = true;
		if (to > 0)
			r->node[to].split[s] = true;
	}
}

/* RULE_NONE: a value stands only where one unit wholly became another. */
static void add_own(struct pour *p, int32_t s, struct tally t)
{
	struct recount *r = p->r;
	int32_t u = p->all.target[0], place = r->place[u];

	if (p->all.n > 1) {
		add_group(p, &p->all, s, (struct tally){0});
		p->share = (struct share){0, 0}; /* no part of any figure */
		return;
	}
	if (place >= 0 && r->node[place].unit == u) {
		r->node[place].t[s].count += t.count;
		r->node[place].t[s].v = t.v;
		p->mine = t;
		p->share = (struct share){1, 1};
	}
}

static void add_slot(struct pour *p, int32_t s)
{
	const struct tally *t = &p->g->t[s];

	p->mine = (struct tally){0};
	p->share = (struct share){0, 0};
	if (p->r->form->tree[s] == RULE_NONE) {
		add_own(p, s, *t);
	} else if (p->parts->n == 1 || p->r->form->tree[s] != RULE_SUM) {
		add_group(p, &p->all, s, *t);
	} else {
		restate_divide(p->r->tree, p->parts, t->v, p->part);
		for (int32_t i = 0; i < p->parts->n; i++)
			add_group(p, &p->parts->group[i], s,
				  (struct tally){t->count, p->part[i]});
	}
}

/* The nodes that hold any part of what the unit gives: node 0 and the
 * children marked in `hit`. False: none of it lies here. */
static bool touched(const struct pour *p, bool *hit)
{
	bool any = false;

	memset(hit, 0, (size_t)p->r->n * sizeof(*hit));
	for (int32_t i = 0; i < p->all.n; i++) {
		int32_t place = p->r->place[p->all.target[i]];

		any = any || place >= 0;
		if (place >= 0)
			hit[place] = hit[0] = true;
	}
	return any;
}

static void count_unit(struct pour *p, const bool *hit, int32_t slots)
{
	for (int32_t i = 0; i < p->r->n; i++) {
		struct node *n = &p->r->node[i];

		if (!hit[i])
			continue;
		n->expected += p->g->expected;
		n->accepted += p->g->gave;
		for (int32_t s = 0; p->g->t && s < slots; s++)
			n->units[s] += p->g->t[s].count > 0;
	}
}

static enum err pour_unit(struct pour *p, int32_t unit, int32_t slot,
			  recount_fn fn, void *arg)
{
	int32_t slots = p->r->form->slots;

	for (int32_t s = 0; p->g->t && s < slots; s++) {
		if (p->g->t[s].count == 0 || (slot >= 0 && s != slot))
			continue;
		add_slot(p, s);
		/* under RULE_NONE only a unit's own value is a part */
		if (fn && (p->share.den || p->r->form->tree[s] != RULE_NONE))
			TRY(fn(arg, unit, p->share, p->mine));
	}
	return OK;
}

enum err recount_run(struct ctx *c, struct recount *r, int32_t slot,
		     recount_fn fn, void *arg)
{
	bool *hit = arena_array(c->mem, (size_t)r->n, sizeof(*hit));

	for (int32_t u = 0; u < r->tree->n; u++) {
		struct pour p = {.r = r, .g = &r->given[u]};

		if (!p.g->expected || !tree_fact_at(r->tree, u, r->from))
			continue;
		p.parts = r->restate->parts[u];
		p.all = r->restate->whole[u];
		if (!touched(&p, hit))
			continue;
		p.part = arena_array(c->mem, (size_t)p.parts->n,
				     sizeof(*p.part));
		count_unit(&p, hit, r->form->slots);
		TRY(pour_unit(&p, u, slot, fn, arg));
	}
	return OK;
}
