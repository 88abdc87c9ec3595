/* address.c - whom a call addresses, and in which role. */
#include "calls/address.h"

#include "calls/coverage.h"
#include "calls/key.h"
#include "gen/sql_calls.h"
#include "org/zone.h"

#include <assert.h>
#include <stdlib.h>

#define AT_ONCE 4096 /* rows between two words about progress */

enum err address_begin(struct ctx *c, const struct tree *tree, int64_t day,
		       int64_t under, const char *kind,
		       struct address_tree *out)
{
	int32_t u = tree_by_id(tree, under);
	struct tree_day *d;

	*out = (struct address_tree){.tree = tree, .under = -1};
	out->kind = tree_kind_find(tree, kind);
	if (out->kind < 0)
		return fail(c, ERR_MISSING, "to",
			    N_("There is no kind of units \"%s\"."), kind);
	TRY(tree_at(c, tree, day, &d));
	out->day = d;
	if (u >= 0 && d->depth[u] >= 0)
		out->under = u;
	out->has = arena_array(c->mem, (size_t)tree->n, sizeof(*out->has));
	for (int32_t i = d->alive - 1; i >= 0; i--) {
		int32_t at = d->order[i], above = d->parent[at];

		if (above >= 0 && (out->has[at] || d->kind[at] == out->kind))
			out->has[above] = true;
	}
	return OK;
}

static void add(const struct address_tree *t, int32_t unit, int32_t checker,
		struct address *a, size_t *n)
{
	if (t->day->kind[unit] == t->kind)
		a[(*n)++] = (struct address){unit, checker, ANSWERS};
}

static void add_tier(const struct address_tree *t, int32_t unit,
		     struct address *a, size_t *n)
{
	const int32_t *kid = t->day->order + t->day->first[unit];

	for (int32_t i = 0; i < t->day->children[unit]; i++) {
		add(t, kid[i], unit, a, n);
		if (t->has[kid[i]])
			a[(*n)++] = (struct address){kid[i], unit, RELAYS};
	}
}

void address_tier(struct ctx *c, const struct address_tree *t, int32_t unit,
		  struct address **out, size_t *n)
{
	size_t most = (size_t)t->day->children[unit] * 2;

	*out = arena_array(c->mem, most, sizeof(**out));
	*n = 0;
	add_tier(t, unit, *out, n);
}

void address_all(struct ctx *c, const struct address_tree *t, bool stepwise,
		 struct address **out, size_t *n)
{
	const struct tree_day *d = t->day;
	size_t most = stepwise ? (size_t)d->children[t->under] * 2 + 1
			       : (size_t)d->alive;
	bool *in = arena_array(c->mem, (size_t)t->tree->n, sizeof(*in));

	*out = arena_array(c->mem, most, sizeof(**out));
	*n = 0;
	if (stepwise) {
		add(t, t->under, t->under, *out, n);
		add_tier(t, t->under, *out, n);
		return;
	}
	for (int32_t i = 0; i < d->alive; i++) {
		int32_t u = d->order[i], above = d->parent[u];

		in[u] = u == t->under || (above >= 0 && in[above]);
		if (in[u])
			add(t, u, t->under, *out, n);
	}
}

static bool is_below(const struct address_tree *t, int32_t unit)
{
	while (unit >= 0 && unit != t->under)
		unit = t->day->depth[unit] < 0 ? -1 : t->day->parent[unit];
	return unit >= 0;
}

enum err address_list(struct ctx *c, const struct address_tree *t,
		      const int64_t *unit, size_t units, struct address **out,
		      size_t *n)
{
	bool *has = arena_array(c->mem, (size_t)t->tree->n, sizeof(*has));

	*out = arena_array(c->mem, units, sizeof(**out));
	*n = 0;
	for (size_t i = 0; i < units; i++) {
		int32_t u = tree_by_id(t->tree, unit[i]);

		if (u < 0 || !is_below(t, u))
			return fail(c, ERR_INVALID, "to",
				    N_("%s is not below %s on that day."),
				    u < 0 ? "?" : t->tree->unit[u].code,
				    t->tree->unit[t->under].code);
		if (!has[u])
			(*out)[(*n)++] = (struct address){u, t->under, ANSWERS};
		has[u] = true;
	}
	return OK;
}

enum err address_rivals(struct ctx *c, const struct address_tree *t,
			int64_t form, int64_t period, const struct address *to,
			size_t n)
{
	bool *asked = arena_array(c->mem, (size_t)t->tree->n, sizeof(*asked));
	struct call_rival *rival;
	int64_t other = 0, units = 0;
	size_t rivals;

	if (!period)
		return OK;
	for (size_t i = 0; i < n; i++)
		asked[to[i].unit] |= to[i].role == ANSWERS;
	TRY(sql_call_rivals(c, form, period, &rival, &rivals));
	for (size_t i = 0; i < rivals; i++) {
		if (!asked[tree_by_id(t->tree, rival[i].unit)])
			continue;
		other = other ? other : rival[i].call;
		units++;
	}
	if (units == 0)
		return OK;
	if (!form)
		return fail(c, ERR_CONFLICT, NULL,
			    trn(c,
				N_("%lld unit is asked for its plan of that "
				   "year already, by call %lld."),
				N_("%lld units are asked for their plans of "
				   "that year already, as by call %lld."),
				units),
			    (long long)units, (long long)other);
	return fail(c, ERR_CONFLICT, NULL,
		    trn(c,
			N_("%lld unit is asked for the same return already, "
			   "by call %lld."),
			N_("%lld units are asked for the same return already, "
			   "as by call %lld."),
			units),
		    (long long)units, (long long)other);
}

/* What units gave before they were asked; `a` stands by unit. */
static enum err begin_given(struct ctx *c, const struct call *k,
			    struct assignment *a, size_t n)
{
	struct assignment_begun *row;
	struct call_given *given;
	size_t found, at = 0;
	int64_t low = a[0].unit, high = a[0].unit;

	for (size_t i = 0; i < n; i++) {
		low = a[i].unit < low ? a[i].unit : low;
		high = a[i].unit > high ? a[i].unit : high;
	}
	TRY(call_given(c, k, low, high, &given, &found));
	if (found == 0)
		return OK;
	row = arena_array(c->mem, found, sizeof(*row));
	for (size_t i = 0; i < found; i++) {
		while (at < n &&
		       (a[at].unit < given[i].unit ||
			(a[at].unit == given[i].unit && a[at].role != ANSWERS)))
			at++;
		assert(at < n && a[at].unit == given[i].unit);
		a[at].state = given[i].state;
		row[i] = (struct assignment_begun){k->id, given[i].unit,
						   state_name(given[i].state)};
	}
	return sql_assignment_begin(c, row, found);
}

static int by_unit(const void *x, const void *y)
{
	const struct assignment *a = x, *b = y;

	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	return (int)a->role - (int)b->role;
}

enum err assignments_insert(
	struct ctx *c, const struct call *k, struct assignment *a, size_t n,
	void (*progress)(void *arg, int64_t done, int64_t of), void *arg)
{
	struct assignment_new *row = arena_array(c->mem, n, sizeof(*row));

	if (n == 0)
		return OK;
	qsort(a, n, sizeof(*a), by_unit);
	for (size_t i = 0; i < n; i++) {
		if (k->form && a[i].role == ANSWERS)
			a[i].key = key_of(k->form, a[i].unit, k->period);
		row[i] = (struct assignment_new){
			.call = k->id,
			.unit = a[i].unit,
			.role = a[i].role,
			.key = a[i].key,
			.state = state_name(a[i].state),
			.due = a[i].due,
			.checker = a[i].checker,
			.now = c->now,
			.account = c->account,
			.note = a[i].note,
			.passed = a[i].passed,
			.from_ = a[i].from,
		};
	}
	for (size_t i = 0; i < n; i += AT_ONCE) {
		size_t now = n - i < AT_ONCE ? n - i : AT_ONCE;

		TRY(sql_assignment_put(c, row + i, now));
		if (progress)
			progress(arg, (int64_t)(i + now), (int64_t)n);
	}
	return begin_given(c, k, a, n);
}

static enum err count_new(struct ctx *c, const struct call *k,
			  const struct assignment *a, size_t n)
{
	struct coverage_change *ch = arena_array(c->mem, n, sizeof(*ch));

	for (size_t i = 0; i < n; i++)
		ch[i] = (struct coverage_change){
			.unit = a[i].unit,
			.role = a[i].role,
			.from = -1,
			.to = (int)a[i].state,
			.due_to = a[i].due,
		};
	return coverage_apply(c, k->id, call_base(k), k->day, ch, n);
}

enum err address_leave_rivals(struct ctx *c, const struct address_tree *t,
			      int64_t form, int64_t period, struct address *to,
			      size_t *n)
{
	bool *asked = arena_array(c->mem, (size_t)t->tree->n, sizeof(*asked));
	struct call_rival *rival;
	size_t rivals, kept = 0;

	if (!form)
		return OK;
	TRY(sql_call_rivals(c, form, period, &rival, &rivals));
	for (size_t i = 0; i < rivals; i++)
		asked[tree_by_id(t->tree, rival[i].unit)] = true;
	for (size_t i = 0; i < *n; i++)
		if (to[i].role != ANSWERS || !asked[to[i].unit])
			to[kept++] = to[i];
	*n = kept;
	return OK;
}

enum err address_send(struct ctx *c, const struct call *k,
		      const struct address_tree *t, const struct address *to,
		      size_t n, int64_t due, progress_fn progress, void *arg)
{
	struct assignment *a = arena_array(c->mem, n, sizeof(*a));
	const struct tree_unit *unit = t->tree->unit;
	int64_t *end;

	TRY(zone_ends(c, t->tree, t->day, due, &end));
	for (size_t i = 0; i < n; i++)
		a[i] = (struct assignment){
			.call = k->id,
			.unit = unit[to[i].unit].id,
			.role = to[i].role,
			.state = DELIVERED,
			.due = end[to[i].unit],
			.checker = unit[to[i].checker].id,
			.note = "",
		};
	TRY(assignments_insert(c, k, a, n, progress, arg));
	return count_new(c, k, a, n);
}
