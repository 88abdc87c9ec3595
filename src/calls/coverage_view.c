/* coverage_view.c - coverage as people see it: how far everybody at or below
 * a unit is, child by child, and who still owes. */
#include "access/role.h"
#include "calls/call.h"
#include "calls/coverage.h"
#include "calls/key.h"
#include "calls/view.h"
#include "core/setting.h"
#include "gen/sql_calls.h"
#include "org/unit.h"

#include <assert.h>
#include <stdlib.h>

#define DAY_SECONDS 86400

/* What one look at a call needs. */
struct look {
	struct ctx *c;
	struct call call;
	int64_t base;	 /* key of the return without its unit; 0 */
	int64_t soon;	 /* until this instant a due day is near */
	unsigned wanted; /* of coverage_owing(): a set of states */
	bool late;	 /* of them only those */
};

/* A unit, what it has itself, and what lies at or below it. */
struct node {
	int64_t unit;
	const char *code, *name, *kind;
	const struct coverage_own *own[2]; /* by role; NULL: none */
	struct coverage sum;
	int64_t wanted; /* how many coverage_owing() is after */
};

static bool is_wanted(const struct look *l, enum state state, int64_t due)
{
	return l->wanted & 1u << state &&
	       (!l->late || (STATES_OWED & 1u << state && due <= l->c->now));
}

static void add(const struct look *l, struct node *to, enum state state,
		int64_t role, int64_t due, int64_t n)
{
	struct coverage *k = &to->sum;

	k->n[state] += n;
	if (role == RELAYS)
		k->relay[state] += n;
	if (is_wanted(l, state, due))
		to->wanted += n;
	if (!(STATES_OWED & 1u << state))
		return;
	if (due <= l->c->now) {
		k->late += n;
		k->late_of[state] += n;
	} else if (due <= l->soon) {
		k->due_soon += n;
	}
}

static void add_below(const struct look *l, struct node *to,
		      const struct coverage_sum *s)
{
	const int64_t n[STATES] = {
		[DELIVERED] = s->delivered, [ACKNOWLEDGED] = s->acknowledged,
		[SUBMITTED] = s->submitted, [SENT_BACK] = s->sent_back,
		[ACCEPTED] = s->accepted,   [WAIVED] = s->waived,
		[WITHDRAWN] = s->withdrawn,
	};

	for (int i = 0; i < STATES; i++)
		add(l, to, (enum state)i, s->role, s->due, n[i]);
}

static enum err add_own(const struct look *l, struct node *to,
			const struct coverage_own *own)
{
	enum state state;

	if (!state_read(own->state, &state))
		return ERR_BROKEN;
	to->own[own->role != ANSWERS] = own;
	add(l, to, state, own->role, own->due, 1);
	return OK;
}

static enum err look_begin(struct ctx *c, const struct call *call,
			   struct look *l)
{
	const char *days;

	*l = (struct look){.c = c, .call = *call, .base = call_base(call)};
	TRY(setting_get(c, "due-soon", DUE_SOON_DEFAULT, &days));
	l->soon = c->now + strtol(days, NULL, 10) * DAY_SECONDS;
	return OK;
}

/* Fills to->own and to->sum of to->unit. */
static enum err sum_up(const struct look *l, struct node *to)
{
	struct coverage_own *own;
	struct coverage_sum *sum;
	size_t n;

	TRY(sql_coverage_own(l->c, l->call.id, to->unit, &own, &n));
	for (size_t i = 0; i < n; i++)
		TRY(add_own(l, to, &own[i]));
	TRY(sql_coverage_at(l->c, l->base + (to->unit << KEY_UNIT_SHIFT),
			    l->call.id, &sum, &n));
	for (size_t i = 0; i < n; i++)
		add_below(l, to, &sum[i]);
	return OK;
}

/* The children of a unit on the call's day that have part in it, by name. */
static enum err kids_of(const struct look *l, int64_t unit, struct node **out,
			size_t *n)
{
	struct coverage_kid *row;
	struct coverage_own *own;
	size_t rows, owns, at = 0, end = 0, kept = 0;
	struct node *kid;

	TRY(sql_coverage_kids(l->c, l->base, l->call.id, unit, l->call.day,
			      &row, &rows));
	TRY(sql_coverage_kids_own(l->c, l->call.id, unit, l->call.day, &own,
				  &owns));
	kid = arena_array(l->c->mem, rows, sizeof(*kid));
	for (size_t i = 0; i < rows; i++) {
		const struct coverage_kid *r = &row[i];

		if (i == 0 || r->unit != row[i - 1].unit)
			kid[end++] = (struct node){.unit = r->unit,
						   .code = r->code,
						   .name = r->name,
						   .kind = r->kind};
		add_below(l, &kid[end - 1],
			  &(struct coverage_sum){
				  0, 0, r->role, r->due, r->delivered,
				  r->acknowledged, r->submitted, r->sent_back,
				  r->accepted, r->waived, r->withdrawn});
	}
	for (size_t i = 0; i < end; i++) {
		int64_t parts = 0;

		for (; at < owns && own[at].unit == kid[i].unit; at++)
			TRY(add_own(l, &kid[i], &own[at]));
		for (int k = 0; k < STATES; k++)
			parts += kid[i].sum.n[k];
		if (parts > 0)
			kid[kept++] = kid[i];
	}
	assert(at == owns);
	*out = kid;
	*n = kept;
	return OK;
}

static void map_counts(struct val *v, const char *key, const int64_t *n)
{
	struct val *counts = val_map(v->mem);

	for (int i = 0; i < STATES; i++)
		map_i(counts, state_name((enum state)i), n[i]);
	map_v(v, key, counts);
}

static void map_coverage(struct val *v, const struct coverage *k)
{
	int64_t live = 0;

	for (int i = 0; i < STATES; i++)
		if (STATES_LIVE & 1u << i)
			live += k->n[i];
	map_counts(v, "counts", k->n);
	map_i(v, "expected", live);
	map_i(v, "late", k->late);
	map_counts(v, "late_of", k->late_of);
	map_i(v, "due_soon", k->due_soon);
}

static void map_state(struct val *v, const char *key,
		      const struct coverage_own *own)
{
	map_s(v, key, own ? own->state : NULL);
}

static struct val *kids_view(struct ctx *c, const struct node *kid, size_t n)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "unit", kid[i].code);
		map_s(v, "name", kid[i].name);
		map_s(v, "kind", kid[i].kind);
		map_coverage(v, &kid[i].sum);
		map_state(v, "relay", kid[i].own[RELAYS]);
		map_state(v, "answers", kid[i].own[ANSWERS]);
		list_v(list, v);
	}
	return list;
}

/* The unit asked for, or the issuer, as on the call's day. */
static enum err find_node(const struct look *l, const char *code,
			  struct node *to)
{
	struct unit u;

	TRY(unit_for(l->c, ACT_READ, code ? code : l->call.issuer_code,
		     l->call.day, &u));
	*to = (struct node){.unit = u.id,
			    .code = u.code,
			    .name = u.name,
			    .kind = u.kind_code};
	return OK;
}

enum err coverage_view(struct ctx *c, int64_t call, const char *unit,
		       bool children, struct val **view)
{
	struct val *v = val_map(c->mem);
	struct node at, *kid;
	struct call k;
	struct look l;
	size_t n;

	TRY(call_get(c, call, &k));
	TRY(look_begin(c, &k, &l));
	TRY(find_node(&l, unit, &at));
	TRY(sum_up(&l, &at));
	map_i(v, "call", call);
	map_s(v, "unit", at.code);
	map_s(v, "name", at.name);
	map_coverage(v, &at.sum);
	map_counts(v, "relay_counts", at.sum.relay);
	map_state(v, "relay", at.own[RELAYS]);
	map_state(v, "answers", at.own[ANSWERS]);
	if (children) {
		TRY(kids_of(&l, at.unit, &kid, &n));
		map_v(v, "children", kids_view(c, kid, n));
	}
	*view = v;
	return OK;
}

enum err call_counts(struct ctx *c, const struct call *k, int64_t unit,
		     struct val *to)
{
	struct node at = {.unit = unit};
	struct look l;

	TRY(look_begin(c, k, &l));
	TRY(sum_up(&l, &at));
	map_coverage(to, &at.sum);
	return OK;
}

enum err coverage_below(struct ctx *c, const struct call *k, int64_t unit,
			struct coverage *out)
{
	struct node at = {.unit = unit};
	struct coverage_sum *sum;
	struct look l;
	size_t n;

	TRY(look_begin(c, k, &l));
	TRY(sql_coverage_at(c, l.base + (unit << KEY_UNIT_SHIFT), k->id, &sum,
			    &n));
	for (size_t i = 0; i < n; i++)
		add_below(&l, &at, &sum[i]);
	*out = at.sum;
	return OK;
}

/* How far a list of who owes has come. */
struct owing {
	const struct look *l;
	int64_t skip, left;
	struct val *list;
};

static void tell(struct owing *o, const struct node *at,
		 const struct coverage_own *own, const char *above,
		 const char *above_name)
{
	struct ctx *c = o->l->c;
	struct val *v = val_map(c->mem);
	bool late = false;
	enum state state;

	if (state_read(own->state, &state))
		late = STATES_OWED & 1u << state && own->due <= c->now;
	map_i(v, "assignment", own->id);
	map_s(v, "unit", at->code);
	map_s(v, "name", at->name);
	map_s(v, "kind", at->kind);
	map_s(v, "under", above);
	map_s(v, "under_name", above_name);
	map_s(v, "state", own->state);
	map_b(v, "relay", own->role != ANSWERS);
	map_instant(v, "due", own->due);
	map_b(v, "late", late);
	map_s(v, "note", own->note);
	map_instant(v, "changed_at", own->changed_at);
	list_v(o->list, v);
}

static enum err owing_own(struct owing *o, const struct node *at,
			  const char *above, const char *above_name)
{
	for (int role = 0; role < 2; role++) {
		const struct coverage_own *own = at->own[role];
		enum state state;

		if (!own)
			continue;
		if (!state_read(own->state, &state))
			return ERR_BROKEN;
		if (!is_wanted(o->l, state, own->due) || o->left == 0)
			continue;
		if (o->skip > 0) {
			o->skip--;
			continue;
		}
		o->left--;
		tell(o, at, own, above, above_name);
	}
	return OK;
}

/* How many of those to be shown are its own, and not below it. */
static int64_t own_wanted(const struct look *l, const struct node *at)
{
	int64_t n = 0;

	for (int role = 0; role < 2; role++) {
		enum state state;

		if (at->own[role] && state_read(at->own[role]->state, &state))
			n += is_wanted(l, state, at->own[role]->due);
	}
	return n;
}

/* Goes down only where somebody is that has to be shown. */
static enum err owing_below(struct owing *o, const struct node *at)
{
	struct node *kid;
	size_t n;

	if (at->wanted == own_wanted(o->l, at))
		return OK;
	TRY(kids_of(o->l, at->unit, &kid, &n));
	for (size_t i = 0; i < n && o->left > 0; i++) {
		if (kid[i].wanted <= o->skip) {
			o->skip -= kid[i].wanted;
			continue;
		}
		TRY(owing_own(o, &kid[i], at->code, at->name));
		TRY(owing_below(o, &kid[i]));
	}
	return OK;
}

enum err coverage_owing(struct ctx *c, int64_t call, const char *unit,
			unsigned states, bool late, int64_t offset,
			int64_t limit, struct val **view)
{
	struct coverage_parent above = {NULL, NULL};
	struct owing o = {.skip = offset, .left = limit};
	struct node at;
	struct look l;
	struct call k;
	enum err e;

	TRY(call_get(c, call, &k));
	TRY(look_begin(c, &k, &l));
	l.wanted = states;
	l.late = late;
	o.l = &l;
	*view = o.list = val_list(c->mem);
	TRY(find_node(&l, unit, &at));
	TRY(sum_up(&l, &at));
	e = sql_coverage_parent(c, at.unit, k.day, &above);
	if (e != OK && e != ERR_MISSING)
		return e;
	TRY(owing_own(&o, &at, above.code, above.name));
	return owing_below(&o, &at);
}
