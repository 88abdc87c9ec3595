/* follow.c - calls follow the tree: when it changes on the day that a call
 * counts on, who left is withdrawn and who came in is asked. */
#include "calls/act.h"
#include "calls/address.h"
#include "calls/coverage.h"
#include "calls/key.h"
#include "gen/sql_calls.h"
#include "org/zone.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Where a change concerns more units, all of a call are read. */
#define NEAR 1000

/* What a unit of the new tree is to have of the call. */
struct want {
	bool role[2];	    /* by role_in_call */
	int32_t checker[2]; /* units */
	bool had[2];	    /* it has, or had it taken from it by hand */
};

/* One call that follows. */
struct follow {
	struct ctx *c;
	struct call call;
	bool rival;		 /* another call asks for the same returns */
	bool leaving;		 /* who left is withdrawn, and no more */
	const struct tree *tree; /* as it is now */
	struct address_tree to;
	struct tree_day *was; /* the same day before */
	bool *moved;	      /* by unit: it, or what is above, changed */
	bool lost;  /* units that were there are not: an undone reorganisation
		     * takes what is asked of those it had made with it */
	bool whole; /* `a` holds all; else those of units `near` */
	bool *near; /* by unit: what happened may concern it */
	struct assignment *a; /* by unit (id), then role */
	size_t n;
	struct want *want; /* by unit */
	struct assignment_now *put;
	size_t puts;
	bool *revived; /* by assignment */
	struct assignment *fresh;
	size_t freshes, withdrawn;
};

static int64_t above_id(const struct tree *t, const struct tree_day *d,
			int32_t u)
{
	return d->parent[u] < 0 ? 0 : t->unit[d->parent[u]].id;
}

/* Whether the tree of the call's day is another one; fills f->moved. */
static bool has_changed(struct follow *f, const struct tree *before)
{
	const struct tree_day *is = f->to.day, *was = f->was;
	int32_t stayed = 0;
	bool any = false;

	for (int32_t i = 0; i < is->alive; i++) {
		int32_t u = is->order[i];
		int32_t old = tree_by_id(before, f->tree->unit[u].id);
		int32_t up = is->parent[u];
		bool same = old >= 0 && was->depth[old] >= 0;

		stayed += same;
		same = same &&
		       above_id(before, was, old) == above_id(f->tree, is, u) &&
		       before->kind[was->kind[old]].id ==
			       f->tree->kind[is->kind[u]].id;
		any = any || !same;
		f->moved[u] = !same || (up >= 0 && f->moved[up]);
	}
	f->lost = stayed != was->alive;
	return any || f->lost;
}

/* Marks the units that what happened may concern: those that moved, and who
 * they took over from; those that are gone. -1: one of these is no unit any
 * more, nor are its assignments there. */
static int32_t mark_near(struct follow *f, const struct tree *before)
{
	const struct tree *t = f->tree;
	int32_t n = 0;

	for (int32_t u = 0; u < t->n; u++) {
		f->near[u] = f->near[u] || f->moved[u];
		for (int32_t i = 0; f->moved[u] && i < t->unit[u].ins; i++)
			f->near[t->link[t->by_into[t->unit[u].in + i]].from] =
				true;
	}
	for (int32_t old = 0; old < before->n; old++) {
		int32_t u = tree_by_id(t, before->unit[old].id);

		if (f->was->depth[old] < 0)
			continue;
		if (u < 0)
			return -1;
		f->near[u] = f->near[u] || f->to.day->depth[u] < 0;
	}
	for (int32_t u = 0; u < t->n; u++)
		n += f->near[u];
	return n;
}

/* Where few units are concerned, only these are looked at. */
static void find_near(struct follow *f, const struct tree *before)
{
	int32_t under = tree_by_id(before, f->call.under), n;

	f->near = arena_array(f->c->mem, (size_t)f->tree->n, sizeof(*f->near));
	n = mark_near(f, before);
	f->whole = f->call.stepwise || f->call.listed || f->rival ||
		   f->to.under < 0 || under < 0 || f->was->depth[under] < 0 ||
		   n < 0 || n > NEAR;
}

/* Nobody changes them meanwhile: whoever would holds the tree. */
static enum err fetch(struct follow *f, struct assignment **out, size_t *n)
{
	size_t found = 0;

	if (f->whole)
		return assignments_of_call(f->c, f->call.id, out, n);
	*out = arena_array(f->c->mem, NEAR, sizeof(**out));
	for (int32_t u = 0; u < f->tree->n; u++) {
		enum err e = ERR_MISSING;

		if (f->near[u])
			e = assignment_of_unit(f->c, f->call.id,
					       f->tree->unit[u].id, ANSWERS,
					       *out + found);
		if (e == ERR_MISSING)
			continue;
		TRY(e);
		found++;
	}
	*n = found;
	return OK;
}

static void want(struct follow *f, const struct address *to)
{
	struct want *w = &f->want[to->unit];

	w->role[to->role] = true;
	w->checker[to->role] = to->checker;
}

/* By unit: whether it has passed the call on, or one that it took over
 * from had. */
static bool *find_passed(struct follow *f)
{
	bool *passed =
		arena_array(f->c->mem, (size_t)f->tree->n, sizeof(*passed));

	for (size_t i = 0; i < f->n; i++) {
		int32_t u = tree_by_id(f->tree, f->a[i].unit);
		const struct tree_unit *x = &f->tree->unit[u];

		if (!f->a[i].passed)
			continue;
		passed[u] = true;
		for (int32_t k = 0; k < x->outs; k++)
			passed[f->tree->link[x->out + k].into] = true;
	}
	return passed;
}

/* Stepwise: down from the issuer, as far as it was passed on. */
static void want_steps(struct follow *f)
{
	const struct tree_day *d = f->to.day;
	bool *passed = find_passed(f);
	struct address *to;
	size_t n;

	address_all(f->c, &f->to, true, &to, &n);
	for (size_t i = 0; i < n; i++)
		want(f, &to[i]);
	for (int32_t i = 0; i < d->alive; i++) {
		int32_t u = d->order[i];

		if (!f->want[u].role[RELAYS] || !passed[u])
			continue;
		address_tier(f->c, &f->to, u, &to, &n);
		for (size_t k = 0; k < n; k++)
			want(f, &to[k]);
	}
}

/* Of a list, and where what was addressed is no longer there: those asked
 * stay asked, or who took over from them. */
static void want_same(struct follow *f)
{
	const struct tree_day *d = f->to.day;

	for (size_t i = 0; i < f->n; i++) {
		const struct assignment *a = &f->a[i];
		int32_t u = tree_by_id(f->tree, a->unit);
		int32_t checker = tree_by_id(f->tree, a->checker);
		const struct tree_unit *x = &f->tree->unit[u];

		if (a->state == WITHDRAWN && !a->gone)
			continue;
		if (checker < 0) /* an undone reorganisation had made it */
			checker = tree_by_id(f->tree, f->call.under);
		if (d->depth[u] >= 0)
			want(f, &(struct address){u, checker, a->role});
		for (int32_t k = 0; d->depth[u] < 0 && k < x->outs; k++) {
			int32_t into = f->tree->link[x->out + k].into;

			if (d->depth[into] >= 0 &&
			    (a->role == RELAYS || f->call.listed ||
			     d->kind[into] == f->to.kind))
				want(f,
				     &(struct address){into, checker, a->role});
		}
	}
}

static void find_wanted(struct follow *f)
{
	struct address *to;
	size_t n;

	f->want = arena_array(f->c->mem, (size_t)f->tree->n, sizeof(*f->want));
	if (f->to.under < 0 || f->call.listed) {
		want_same(f);
	} else if (f->call.stepwise) {
		want_steps(f);
	} else {
		address_all(f->c, &f->to, false, &to, &n);
		for (size_t i = 0; i < n; i++)
			want(f, &to[i]);
	}
}

/* Whom another call asks for the same return is left to it. */
static enum err leave_rivals(struct follow *f)
{
	struct call_rival *rival;
	size_t n;

	if (!f->call.form)
		return OK;
	TRY(sql_call_rivals(f->c, f->call.form, f->call.period, &rival, &n));
	for (size_t i = 0; i < n; i++) {
		int32_t u = tree_by_id(f->tree, rival[i].unit);

		if (rival[i].call != f->call.id && u >= 0)
			f->want[u].role[ANSWERS] = false;
	}
	return OK;
}

/* "B and C took over": for whoever looks at what was withdrawn. */
static const char *why_gone(struct follow *f, int32_t u)
{
	const struct tree_unit *x = &f->tree->unit[u];
	struct buf b = {.mem = f->c->mem};

	if (f->to.day->depth[u] >= 0 || x->outs == 0)
		return tr(f->c, N_("The tree changed: the unit is no longer "
				   "one of those that are asked."));
	for (int32_t k = 0; k < x->outs; k++)
		buf_printf(&b, "%s%s", k ? ", " : "",
			   f->tree->unit[f->tree->link[x->out + k].into].code);
	return arena_printf(f->c->mem, tr(f->c, N_("Taken over by: %s")), b.s);
}

static void put(struct follow *f, const struct assignment *a)
{
	f->put[f->puts++] = (struct assignment_now){
		.id = a->id,
		.state = state_name(a->state),
		.due = a->due,
		.checker = a->checker,
		.now = f->c->now,
		.account = f->c->account,
		.note = a->note,
		.gone = a->gone,
		.from_ = a->from,
	};
}

/* One that is there: it stays, leaves or comes back. */
static enum err follow_one(struct follow *f, size_t i)
{
	struct assignment a = f->a[i];
	int32_t u = tree_by_id(f->tree, a.unit);
	struct want *w = &f->want[u];
	bool wanted = w->role[a.role];
	int64_t checker = 0;

	w->had[a.role] = true;
	if (wanted && f->leaving)
		return OK;
	if (wanted)
		checker = f->tree->unit[w->checker[a.role]].id;
	if (!wanted) {
		if (a.state == WITHDRAWN || a.state == ACCEPTED)
			return OK;
		a.gone = state_name(a.state);
		a.state = WITHDRAWN;
		a.note = why_gone(f, u);
		f->withdrawn++;
	} else if (a.gone) {
		if (!state_read(a.gone, &a.state))
			return ERR_BROKEN;
		a.gone = NULL;
		a.note = "";
		a.checker = checker;
		f->revived[i] = true;
	} else if (a.state == WITHDRAWN || a.checker == checker) {
		return OK;
	} else {
		a.checker = checker;
	}
	put(f, &a);
	return OK;
}

static int by_place(const void *x, const void *y)
{
	const struct assignment *a = x, *b = y;

	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	return (int)a->role - (int)b->role;
}

/* What a new one has from those whose duty it takes over. */
static enum err inherit(struct follow *f, int32_t u, struct assignment *to)
{
	const struct tree *t = f->tree;

	for (int32_t i = 0; i < t->unit[u].ins; i++) {
		int32_t from = t->link[t->by_into[t->unit[u].in + i]].from;
		struct assignment key = {.unit = t->unit[from].id,
					 .role = to->role};
		const struct assignment *a =
			bsearch(&key, f->a, f->n, sizeof(*f->a), by_place);
		enum state before;

		if (!a || (a->state == WITHDRAWN && !a->gone))
			continue;
		before = a->state;
		if (a->gone && !state_read(a->gone, &before))
			return ERR_BROKEN;
		if (before != DELIVERED && before != WAIVED)
			to->state = ACKNOWLEDGED;
		if (!to->from || a->due > to->due)
			to->due = a->due;
		to->passed = to->passed || a->passed;
		to->from = to->from ? to->from : a->id;
	}
	return OK;
}

static enum err find_fresh(struct follow *f)
{
	size_t most = (size_t)f->to.day->alive * 2;
	int64_t *end;

	TRY(zone_ends(f->c, f->tree, f->to.day, f->call.due, &end));
	f->fresh = arena_array(f->c->mem, most, sizeof(*f->fresh));
	for (int32_t u = 0; u < f->tree->n; u++) {
		for (int role = 0; role < 2; role++) {
			const struct want *w = &f->want[u];
			struct assignment *a = &f->fresh[f->freshes];

			if (!w->role[role] || w->had[role] ||
			    (!f->whole && !f->near[u]))
				continue;
			*a = (struct assignment){
				.call = f->call.id,
				.unit = f->tree->unit[u].id,
				.role = (enum role_in_call)role,
				.state = DELIVERED,
				.due = end[u],
				.checker = f->tree->unit[w->checker[role]].id,
				.note = "",
			};
			TRY(inherit(f, u, a));
			f->freshes++;
		}
	}
	return OK;
}

/* Who came back may have answered meanwhile. */
static enum err revive_given(struct follow *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct assignment *a = &f->a[i];
		struct assignment_begun row = {f->call.id, a->unit, NULL};
		struct call_given *given;
		size_t n;

		if (!f->revived[i] || a->role != ANSWERS)
			continue;
		TRY(call_given(f->c, &f->call, a->unit, a->unit, &given, &n));
		if (n == 0)
			continue;
		row.state = state_name(given[0].state);
		TRY(sql_assignment_begin(f->c, &row, 1));
	}
	return OK;
}

static bool any_moved(const struct follow *f)
{
	for (size_t i = 0; i < f->n; i++) {
		int32_t u = tree_by_id(f->tree, f->a[i].unit);

		if (f->to.day->depth[u] < 0 || f->moved[u])
			return true;
	}
	return false;
}

static enum err record(struct follow *f)
{
	struct val *v = val_map(f->c->mem);

	map_i(v, "withdrawn", (int64_t)f->withdrawn);
	map_i(v, "asked", (int64_t)f->freshes);
	return call_record(f->c, "call.follow", &f->call, v);
}

static enum err follow_open(struct follow *f)
{
	f->put = arena_array(f->c->mem, f->n, sizeof(*f->put));
	f->revived = arena_array(f->c->mem, f->n, sizeof(*f->revived));
	find_wanted(f);
	if (f->rival && !f->leaving)
		TRY(leave_rivals(f));
	for (size_t i = 0; i < f->n; i++)
		TRY(follow_one(f, i));
	if (!f->leaving)
		TRY(find_fresh(f));
	TRY(sql_assignment_set(f->c, f->put, f->puts));
	TRY(revive_given(f));
	TRY(assignments_insert(f->c, &f->call, f->fresh, f->freshes, NULL,
			       NULL));
	return f->puts + f->freshes > 0 ? record(f) : OK;
}

static enum err follow_call(struct follow *f, const struct tree *before)
{
	struct ctx *c = f->c;
	struct assignment *now;
	size_t n;

	TRY(address_begin(c, f->tree, f->call.day, f->call.under,
			  f->call.kind_code, &f->to));
	TRY(tree_at(c, before, f->call.day, &f->was));
	f->moved = arena_array(c->mem, (size_t)f->tree->n, sizeof(*f->moved));
	if (!has_changed(f, before))
		return OK;
	find_near(f, before);
	TRY(fetch(f, &f->a, &f->n));
	if (f->call.open)
		TRY(follow_open(f));
	if (f->puts + f->freshes == 0 && !f->lost && !any_moved(f))
		return OK;
	if (f->whole)
		return coverage_rebuild(c, f->call.id);
	TRY(coverage_on(c, before, f->was, f->a, f->n, -1));
	TRY(fetch(f, &now, &n));
	return coverage_on(c, f->tree, f->to.day, now, n, 1);
}

static enum err follow_row(struct ctx *c, const struct call_from *row,
			   const struct tree *before, const struct tree *after,
			   bool rival, bool leaving)
{
	struct arena_mark m = arena_mark(c->mem);
	struct follow f = {
		.c = c, .tree = after, .rival = rival, .leaving = leaving};

	f.call = (struct call){
		.id = row->id,
		.what = row->what,
		.issuer = row->under,
		.under = row->under,
		.kind_code = row->kind,
		.form = row->form,
		.period = row->period,
		.about = row->about,
		.listed = row->listed,
		.day = row->day,
		.due = row->due,
		.stepwise = !strcmp(row->relay, "stepwise"),
		.open = !strcmp(row->state, "open"),
	};
	TRY(follow_call(&f, before));
	arena_rewind(c->mem, m);
	return OK;
}

/* Whether another call asks for the same: returns, or plans (form 0). */
static bool has_rival(const struct call_from *row, size_t n, size_t i)
{
	for (size_t k = 0; k < n && row[i].period; k++)
		if (k != i && row[k].form == row[i].form &&
		    row[k].period == row[i].period)
			return true;
	return false;
}

enum err calls_follow(struct ctx *c, const struct tree *before,
		      const struct tree *after, int64_t day)
{
	struct call_from *row;
	struct calls_lock got;
	size_t n;

	TRY(sql_calls_lock(c, &got));
	TRY(sql_calls_from(c, day, &row, &n));
	/* who goes over from one call to another leaves the first before the
	 * other may ask */
	for (size_t i = 0; i < n; i++)
		if (has_rival(row, n, i))
			TRY(follow_row(c, &row[i], before, after, true, true));
	for (size_t i = 0; i < n; i++)
		TRY(follow_row(c, &row[i], before, after, has_rival(row, n, i),
			       false));
	return OK;
}
