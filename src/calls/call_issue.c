/* call_issue.c - issues a call. */
#include "access/role.h"
#include "calls/address.h"
#include "core/journal.h"
#include "gen/sql_calls.h"
#include "org/unit.h"
#include "org/view.h"
#include "org/zone.h"

#include <inttypes.h>
#include <string.h>

/* A call that is being issued. */
struct issue {
	struct ctx *c;
	const struct call_ask *ask;
	struct call call;
	struct address_tree tree;
	struct address *to;
	size_t n;
};

static enum err check_due(const struct issue *i)
{
	const char *zone;

	TRY(zone_of(i->c, i->call.under, i->ask->day, &zone));
	if (i->ask->due >= tz_day(zone, i->c->now))
		return OK;
	return fail(i->c, ERR_INVALID, "due",
		    N_("The due day lies in the past."));
}

static enum err find_under(struct issue *i)
{
	struct ctx *c = i->c;
	struct unit u;

	TRY(unit_get(c, i->ask->under, i->ask->day, &u));
	TRY(may(c, ACT_CALL, u.id));
	if (u.day != i->ask->day)
		return fail(c, ERR_INVALID, "under",
			    N_("%s is not in the tree of that day."), u.code);
	i->call.issuer = i->call.under = u.id;
	i->call.under_code = u.code;
	return OK;
}

/* Nobody is asked twice for one return. */
static enum err check_rivals(const struct issue *i)
{
	const struct tree *t = i->tree.tree;
	struct ctx *c = i->c;
	struct call_rival *rival;
	int64_t other = 0, units = 0;
	bool *asked;
	size_t n;

	if (!i->ask->form)
		return OK;
	asked = arena_array(c->mem, (size_t)t->n, sizeof(*asked));
	for (size_t k = 0; k < i->n; k++)
		asked[i->to[k].unit] |= i->to[k].role == ANSWERS;
	TRY(sql_call_rivals(c, i->ask->form, i->ask->period, &rival, &n));
	for (size_t k = 0; k < n; k++) {
		if (!asked[tree_by_id(t, rival[k].unit)])
			continue;
		other = other ? other : rival[k].call;
		units++;
	}
	if (units == 0)
		return OK;
	return fail(c, ERR_CONFLICT, NULL,
		    trn(c,
			N_("%lld unit is asked for the same return already, "
			   "by call %lld."),
			N_("%lld units are asked for the same return already, "
			   "as by call %lld."),
			units),
		    (long long)units, (long long)other);
}

static enum err find_addressed(struct issue *i)
{
	struct ctx *c = i->c;
	struct tree *tree;

	TRY(tree_load(c, &tree));
	TRY(address_begin(c, tree, i->ask->day, i->call.under, i->ask->kind,
			  &i->tree));
	i->call.kind = tree->kind[i->tree.kind].id;
	address_all(c, &i->tree, i->ask->stepwise, &i->to, &i->n);
	if (i->n == 0)
		return fail(c, ERR_INVALID, "to",
			    N_("There is no %s at or below %s on that day."),
			    i->ask->kind, i->call.under_code);
	return check_rivals(i);
}

static enum err put_call(struct issue *i)
{
	const struct call_ask *a = i->ask;
	struct call *k = &i->call;
	struct call_id id;

	k->what = a->what;
	k->form = a->form;
	k->period = a->period;
	k->day = a->day;
	k->due = a->due;
	k->stepwise = a->stepwise;
	TRY(sql_call_put(i->c, k->what, k->issuer, k->under, k->kind, k->form,
			 k->period, k->day, k->stepwise ? "stepwise" : "direct",
			 k->due, a->note ? a->note : "", a->standing, i->c->now,
			 i->c->account, &id));
	k->id = id.id;
	return OK;
}

static enum err put_assignments(struct issue *i)
{
	struct assignment *a = arena_array(i->c->mem, i->n, sizeof(*a));
	const struct tree_unit *unit = i->tree.tree->unit;
	int64_t *end;

	TRY(address_due(i->c, &i->tree, i->ask->due, &end));
	for (size_t k = 0; k < i->n; k++)
		a[k] = (struct assignment){
			.call = i->call.id,
			.unit = unit[i->to[k].unit].id,
			.role = i->to[k].role,
			.state = DELIVERED,
			.due = end[i->to[k].unit],
			.checker = unit[i->to[k].checker].id,
			.note = "",
		};
	TRY(assignments_insert(i->c, &i->call, a, i->n, i->ask->progress,
			       i->ask->arg));
	return assignments_count(i->c, &i->call, a, i->n);
}

static enum err record(const struct issue *i)
{
	struct ctx *c = i->c;
	struct val *v = val_map(c->mem);
	const struct call_kind *kind;

	TRY(call_kind_of(i->call.what, &kind));
	map_s(v, "what", i->call.what);
	TRY(kind->describe(c, i->call.form, i->call.period, v));
	map_s(v, "under", i->call.under_code);
	map_s(v, "to", i->ask->kind);
	map_s(v, "relay", i->call.stepwise ? "stepwise" : "direct");
	map_day(v, "due", i->call.due);
	map_i(v, "units", (int64_t)i->n);
	return journal_add(c, "call.issue",
			   arena_printf(c->mem, "%" PRId64, i->call.id), v);
}

enum err call_issue(struct ctx *c, const struct call_ask *ask,
		    struct call_issued *out)
{
	struct calls_lock got;
	struct issue i = {.c = c, .ask = ask};

	TRY(tree_hold(c));
	TRY(sql_calls_lock(c, &got));
	TRY(find_under(&i));
	TRY(check_due(&i));
	TRY(find_addressed(&i));
	TRY(put_call(&i));
	TRY(put_assignments(&i));
	*out = (struct call_issued){i.call.id, (int64_t)i.n};
	return record(&i);
}
