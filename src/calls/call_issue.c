/* call_issue.c - issues a call. */
#include "access/role.h"
#include "calls/act.h"
#include "calls/address.h"
#include "gen/sql_calls.h"
#include "org/unit.h"
#include "org/view.h"

#include <assert.h>

/* A call that is being issued. */
struct issue {
	struct ctx *c;
	const struct call_ask *ask;
	struct call call;
	struct address_tree tree;
	const char *kind; /* of units addressed; of a list the issuer's own */
	struct address *to;
	size_t n;
};

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
	i->kind = i->ask->listed ? u.kind_code : i->ask->kind;
	return OK;
}

static enum err find_addressed(struct issue *i)
{
	struct ctx *c = i->c;
	struct tree *tree;

	TRY(tree_load(c, &tree));
	TRY(address_begin(c, tree, i->ask->day, i->call.under, i->kind,
			  &i->tree));
	i->call.kind = tree->kind[i->tree.kind].id;
	if (i->ask->listed)
		return address_list(c, &i->tree, i->ask->list, i->ask->listed,
				    &i->to, &i->n);
	address_all(c, &i->tree, i->ask->stepwise, &i->to, &i->n);
	if (i->ask->standing)
		return address_leave_rivals(c, &i->tree, i->ask->form,
					    i->ask->period, i->to, &i->n);
	if (i->n == 0)
		return fail(c, ERR_INVALID, "to",
			    N_("There is no %s at or below %s on that day."),
			    i->ask->kind, i->call.under_code);
	return address_rivals(c, &i->tree, i->ask->form, i->ask->period, i->to,
			      i->n);
}

static enum err put_call(struct issue *i)
{
	const struct call_ask *a = i->ask;
	struct call *k = &i->call;
	struct call_id id;

	k->what = a->what;
	k->form = a->form;
	k->period = a->period;
	k->about = a->about;
	k->expect = a->expect ? a->expect : "";
	k->listed = a->listed > 0;
	k->day = a->day;
	k->due = a->due;
	k->stepwise = a->stepwise;
	TRY(sql_call_put(i->c, k->what, k->issuer, k->under, k->kind, k->form,
			 k->period, k->about, k->expect, k->listed, k->day,
			 k->stepwise ? "stepwise" : "direct", k->due,
			 a->note ? a->note : "", a->standing, i->c->now,
			 i->c->account, &id));
	k->id = id.id;
	return OK;
}

static enum err record(const struct issue *i)
{
	struct ctx *c = i->c;
	struct val *v = val_map(c->mem);
	struct call_topic topic = call_topic(&i->call);
	const struct call_kind *kind;

	TRY(call_kind_of(i->call.what, &kind));
	map_s(v, "what", i->call.what);
	TRY(kind->describe(c, &topic, v));
	map_s(v, "under", i->call.under_code);
	map_s(v, "to", i->call.listed ? NULL : i->ask->kind);
	if (*i->call.expect)
		map_s(v, "expect", i->call.expect);
	map_s(v, "relay", i->call.stepwise ? "stepwise" : "direct");
	map_day(v, "due", i->call.due);
	map_i(v, "units", (int64_t)i->n);
	return call_record(c, "call.issue", &i->call, v);
}

enum err call_issue(struct ctx *c, const struct call_ask *ask,
		    struct call_issued *out)
{
	struct calls_lock got;
	struct issue i = {.c = c, .ask = ask};

	assert(!ask->listed || !ask->stepwise);
	*out = (struct call_issued){0};
	TRY(tree_hold(c));
	TRY(sql_calls_lock(c, &got));
	TRY(find_under(&i));
	if (!ask->standing)
		TRY(call_due_check(c, i.call.under, ask->day, ask->due));
	TRY(find_addressed(&i));
	if (i.n == 0)
		return OK;
	TRY(put_call(&i));
	TRY(address_send(c, &i.call, &i.tree, i.to, i.n, ask->due,
			 ask->progress, ask->arg));
	*out = (struct call_issued){i.call.id, (int64_t)i.n};
	return record(&i);
}
