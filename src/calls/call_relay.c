/* call_relay.c - stepwise calls: a tier in between passes a call on, sees
 * its part, and sends it up. */
#include "access/role.h"
#include "calls/act.h"
#include "calls/address.h"
#include "calls/reply.h"
#include "calls/view.h"
#include "gen/sql_calls.h"
#include "org/zone.h"

/* A relay that is acted on. */
struct relay {
	struct call call;
	struct assignment a;
};

static enum err relay_find(struct ctx *c, int64_t call, const char *unit,
			   struct relay *r)
{
	int64_t id;
	enum err e;

	TRY(tree_hold(c));
	TRY(call_get_open(c, call, &r->call));
	TRY(call_unit_find(c, &r->call, unit, &id));
	e = assignment_of_unit(c, call, id, RELAYS, &r->a);
	if (e == ERR_MISSING)
		return fail(c, ERR_MISSING, "unit",
			    N_("Call %lld is not to be passed on by %s."),
			    (long long)call, unit);
	return e;
}

static enum err relay_record(struct ctx *c, const char *act,
			     const struct relay *r, const char *unit,
			     struct val *v)
{
	map_s(v, "unit", unit);
	return call_record(c, act, &r->call, v);
}

/* The due day of those below: not after the unit's own. */
static enum err due_below(struct ctx *c, const struct relay *r, int64_t *due)
{
	const char *zone;

	TRY(zone_of(c, r->a.unit, r->a.day, &zone));
	if (*due == 0)
		*due = tz_day(zone, r->a.due - 1);
	if (tz_day_end(zone, *due) > r->a.due)
		return fail(c, ERR_INVALID, "due",
			    N_("That is later than the unit's own due day."));
	return call_due_check(c, r->a.unit, r->a.day, *due);
}

/* One that was withdrawn when its unit left the tree is asked again. */
static enum err ask_again(struct ctx *c, const struct relay *r,
			  const struct assignment *a, int64_t due)
{
	struct assignment_change ch = {*a, *a};

	if (!state_read(a->gone, &ch.now.state))
		return ERR_BROKEN;
	ch.now.gone = NULL;
	ch.now.note = "";
	ch.now.due = due;
	ch.now.checker = r->a.unit;
	return assignments_change(c, &ch, 1);
}

/* Leaves those out that have the call already. *again: how many had it
 * before they left. */
static enum err drop_known(struct ctx *c, const struct relay *r,
			   const struct address_tree *t, int64_t due,
			   struct address *to, size_t *n, size_t *again)
{
	size_t kept = 0;
	int64_t *end;

	*again = 0;
	TRY(zone_ends(c, t->tree, t->day, due, &end));
	for (size_t i = 0; i < *n; i++) {
		struct assignment a;
		enum err e = assignment_of_unit(c, r->call.id,
						t->tree->unit[to[i].unit].id,
						to[i].role, &a);

		if (e == ERR_MISSING) {
			to[kept++] = to[i];
			continue;
		}
		TRY(e);
		if (!a.gone)
			continue;
		TRY(ask_again(c, r, &a, end[to[i].unit]));
		++*again;
	}
	*n = kept;
	return OK;
}

static enum err pass_on(struct ctx *c, const struct relay *r, int64_t due,
			size_t *sent)
{
	struct address_tree t;
	struct address *to;
	struct tree *tree;
	size_t n, again;

	TRY(tree_load(c, &tree));
	TRY(address_begin(c, tree, r->a.day, r->call.under, r->call.kind_code,
			  &t));
	address_tier(c, &t, tree_by_id(tree, r->a.unit), &to, &n);
	TRY(drop_known(c, r, &t, due, to, &n, &again));
	*sent = n + again;
	if (*sent == 0)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("The call was passed on to everybody below "
			       "already."));
	TRY(address_rivals(c, &t, r->call.form, r->call.period, to, n));
	return address_send(c, &r->call, &t, to, n, due, NULL, NULL);
}

enum err call_pass_on(struct ctx *c, int64_t call, const char *unit,
		      int64_t due, int64_t *n)
{
	struct val *v = val_map(c->mem);
	struct calls_lock got;
	struct relay r;
	size_t sent;

	TRY(sql_calls_lock(c, &got));
	TRY(relay_find(c, call, unit, &r));
	TRY(may_for(c, ACT_CALL, r.a.unit));
	if (!(STATES_OWED & 1u << r.a.state))
		return fail(c, ERR_CONFLICT, "state",
			    N_("This cannot be done now: its state is "
			       "\"%s\"."),
			    tr(c, state_label(r.a.state)));
	TRY(due_below(c, &r, &due));
	TRY(pass_on(c, &r, due, &sent));
	if (r.a.state == DELIVERED)
		TRY(assignment_step(c, &r.a, STEP_ACKNOWLEDGE, ""));
	TRY(sql_assignment_passed(c, r.a.id));
	*n = (int64_t)sent;
	map_day(v, "due", due);
	map_i(v, "units", *n);
	return relay_record(c, "call.pass-on", &r, unit, v);
}

/* Whether the unit's part is complete. */
static enum err check_part(struct ctx *c, const struct relay *r)
{
	struct coverage k;
	int64_t open, all = 0;

	TRY(coverage_below(c, &r->call, r->a.unit, &k));
	for (int i = 0; i < STATES; i++)
		all += k.n[i];
	if (all == 0)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("The call was not passed on yet."));
	open = k.n[DELIVERED] + k.n[ACKNOWLEDGED] + k.n[SENT_BACK];
	if (open + k.n[SUBMITTED] == 0)
		return OK;
	return fail(c, ERR_CONFLICT, NULL,
		    N_("The part is not complete: %lld below still owe, %lld "
		       "wait to be checked."),
		    (long long)open, (long long)k.n[SUBMITTED]);
}

enum err call_send_up(struct ctx *c, int64_t call, const char *unit,
		      const char *note, bool incomplete)
{
	struct val *v = val_map(c->mem);
	struct relay r;

	TRY(call_reason(c, &note));
	TRY(relay_find(c, call, unit, &r));
	TRY(may_for(c, ACT_CALL, r.a.unit));
	if (r.a.state == ACCEPTED)
		return fail(c, ERR_CONFLICT, "state",
			    N_("What the unit sent up was accepted already."));
	if (!incomplete)
		TRY(check_part(c, &r));
	TRY(assignment_step(c, &r.a, STEP_SUBMIT, note));
	TRY(reply_mark(c, &r.call, &r.a, STEP_SUBMIT, note));
	map_s(v, "note", note);
	map_b(v, "incomplete", incomplete);
	return relay_record(c, "call.send-up", &r, unit, v);
}

/* The word of the tier above on what was sent up. */
static enum err answer_relay(struct ctx *c, int64_t call, const char *unit,
			     enum step step, const char *act, const char *note)
{
	struct val *v = val_map(c->mem);
	struct relay r;

	TRY(relay_find(c, call, unit, &r));
	TRY(assignment_may(c, &r.a, step));
	if (r.a.state != SUBMITTED)
		return fail(c, ERR_CONFLICT, "state",
			    N_("%s has not sent up its part."), unit);
	TRY(assignment_step(c, &r.a, step, note));
	TRY(reply_mark(c, &r.call, &r.a, step, note));
	if (*note)
		map_s(v, "reason", note);
	return relay_record(c, act, &r, unit, v);
}

enum err call_take(struct ctx *c, int64_t call, const char *unit)
{
	return answer_relay(c, call, unit, STEP_ACCEPT, "call.accept", "");
}

enum err call_send_back(struct ctx *c, int64_t call, const char *unit,
			const char *reason)
{
	TRY(call_reason(c, &reason));
	return answer_relay(c, call, unit, STEP_SEND_BACK, "call.send-back",
			    reason);
}
