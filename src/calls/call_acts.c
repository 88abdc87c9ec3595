/* call_acts.c - what is done to a call once it is issued: extended,
 * withdrawn; and to one unit's part in it: waived, asked again, seen. */
#include "access/role.h"
#include "base/text.h"
#include "calls/act.h"
#include "calls/batch.h"
#include "calls/reply.h"
#include "core/journal.h"
#include "gen/sql_calls.h"
#include "gen/sql_org.h"
#include "org/unit.h"
#include "org/view.h"
#include "org/zone.h"

#include <inttypes.h>

enum err call_record(struct ctx *c, const char *act, const struct call *k,
		     struct val *detail)
{
	return journal_add(c, act, arena_printf(c->mem, "%" PRId64, k->id),
			   detail);
}

enum err call_get_open(struct ctx *c, int64_t id, struct call *out)
{
	TRY(call_get(c, id, out));
	if (out->open)
		return OK;
	return fail(c, ERR_CONFLICT, NULL, N_("Call %lld was withdrawn."),
		    (long long)id);
}

enum err call_unit_find(struct ctx *c, const struct call *k, const char *code,
			int64_t *unit)
{
	struct unit_now now;
	enum err e = sql_unit_one(c, code, k->day, &now);

	if (e == OK)
		e = may_for(c, ACT_READ, now.id);
	if (e == ERR_MISSING)
		return fail(c, ERR_MISSING, "unit", N_("There is no unit %s."),
			    code);
	*unit = now.id;
	return e;
}

enum err call_reason(struct ctx *c, const char **reason)
{
	*reason = text_tidy(c->mem, *reason);
	if (!**reason || utf8_length(*reason) > REASON_MAX)
		return fail(c, ERR_INVALID, "reason",
			    N_("Say why, in at most %d characters."),
			    REASON_MAX);
	return OK;
}

/* What a unit has in a call: its answer, or else what it passes on. */
static enum err find_part(struct ctx *c, const struct call *k, const char *code,
			  struct assignment *a)
{
	int64_t unit;
	enum err e;

	TRY(call_unit_find(c, k, code, &unit));
	e = assignment_of_unit(c, k->id, unit, ANSWERS, a);
	if (e == ERR_MISSING)
		e = assignment_of_unit(c, k->id, unit, RELAYS, a);
	if (e == ERR_MISSING)
		return fail(c, e, "unit", N_("Call %lld does not ask %s."),
			    (long long)k->id, code);
	return e;
}

/* Whoever may call at the issuer, or checks all of them. */
static enum err batch_may(struct batch *b, const char *unit)
{
	struct ctx *c = b->c;
	enum err e = may(c, ACT_CALL, b->call.issuer);
	int64_t asked = 0;

	if (e == OK || !unit || b->n == 0)
		return e;
	for (size_t i = 0; i < b->n; i++) {
		if (b->change[i].was.checker == asked)
			continue;
		asked = b->change[i].was.checker;
		e = assignment_may(c, &b->change[i].was, STEP_WITHDRAW);
		if (e != OK)
			return e;
	}
	return OK;
}

static struct val *batch_detail(const struct batch *b, const char *unit)
{
	struct val *v = val_map(b->c->mem);

	map_s(v, "unit", unit ? unit : b->call.under_code);
	map_i(v, "count", (int64_t)b->n);
	return v;
}

/* Whether what a unit passes on is given the same day by this act. */
static bool is_relay_of(const struct batch *b, int64_t unit)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->change[i].was.unit == unit &&
		    b->change[i].was.role == RELAYS)
			return true;
	return false;
}

/* A tier between gives nobody longer than it has itself. */
static enum err check_own_due(struct batch *b, const struct assignment *a,
			      int64_t due)
{
	struct assignment relay;
	enum err e;

	if (a->checker == b->call.issuer || is_relay_of(b, a->checker))
		return OK;
	e = assignment_of_unit(b->c, a->call, a->checker, RELAYS, &relay);
	if (e == ERR_MISSING || (e == OK && due <= relay.due))
		return OK;
	TRY(e);
	return fail(b->c, ERR_INVALID, "due",
		    N_("That is later than what the unit above has itself."));
}

static enum err set_due(struct batch *b, int64_t due, bool some)
{
	int64_t *end, checked = 0;

	TRY(zone_ends(b->c, b->tree, b->day, due, &end));
	for (size_t i = 0; i < b->n; i++) {
		struct assignment_change *ch = &b->change[i];
		int64_t at = end[tree_by_id(b->tree, ch->was.unit)];

		if (some && ch->was.checker != checked)
			TRY(check_own_due(b, &ch->was, at));
		checked = ch->was.checker;
		ch->now.due = at ? at : ch->was.due;
	}
	return OK;
}

enum err call_extend(struct ctx *c, int64_t call, const char *unit, int64_t due,
		     int64_t *n)
{
	const unsigned open = STATES_OWED | 1u << SUBMITTED;
	struct batch b;
	struct val *v;

	TRY(batch_begin(c, call, unit, open, &b));
	TRY(batch_may(&b, unit));
	TRY(call_due_check(c, b.call.under, b.call.day, due));
	TRY(set_due(&b, due, unit != NULL));
	if (!unit)
		TRY(sql_call_due(c, call, due));
	TRY(assignments_change(c, b.change, b.n));
	*n = (int64_t)b.n;
	v = batch_detail(&b, unit);
	map_day(v, "before", b.call.due);
	map_day(v, "after", due);
	return call_record(c, "call.extend", &b.call, v);
}

static enum err withdraw(struct batch *b, const char *unit, const char *reason)
{
	struct ctx *c = b->c;
	struct val *v;

	for (size_t i = 0; i < b->n; i++) {
		struct assignment *a = &b->change[i].now;

		TRY(state_after(c, STEP_WITHDRAW, a->state, &a->state));
		a->note = reason;
	}
	TRY(assignments_change(c, b->change, b->n));
	if (!unit)
		TRY(sql_call_withdraw(c, b->call.id, reason));
	v = batch_detail(b, unit);
	map_s(v, "reason", reason);
	return call_record(c, "call.withdraw", &b->call, v);
}

enum err call_withdraw(struct ctx *c, int64_t call, const char *unit,
		       const char *reason, int64_t *n)
{
	struct batch b;

	TRY(call_reason(c, &reason));
	TRY(batch_begin(c, call, unit, step_rules[STEP_WITHDRAW].from, &b));
	TRY(batch_may(&b, unit));
	*n = (int64_t)b.n;
	return withdraw(&b, unit, reason);
}

enum err call_news(struct ctx *c, const char *what, int64_t about)
{
	return sql_calls_told(c, what, about);
}

enum err call_withdraw_about(struct ctx *c, const char *what, int64_t about,
			     const char *reason, int64_t *n)
{
	const unsigned unfinished =
		step_rules[STEP_WITHDRAW].from & ~(1u << ACCEPTED);
	struct call_number *call;
	size_t calls;

	*n = 0;
	TRY(call_reason(c, &reason));
	TRY(call_news(c, what, about));
	TRY(sql_calls_about(c, what, about, &call, &calls));
	for (size_t i = 0; i < calls; i++) {
		struct batch b;

		TRY(batch_begin_unseen(c, call[i].id, unfinished, &b));
		TRY(withdraw(&b, NULL, reason));
		*n += (int64_t)b.n;
	}
	return OK;
}

/* A step of one unit's part, with its entry in the journal. */
static enum err step_one(struct ctx *c, const char *act, const struct call *k,
			 struct assignment *a, enum step step, const char *unit,
			 const char *note)
{
	struct val *v = val_map(c->mem);

	TRY(assignment_may(c, a, step));
	map_s(v, "unit", unit);
	map_s(v, "before", state_name(a->state));
	TRY(assignment_step(c, a, step, note));
	map_s(v, "after", state_name(a->state));
	if (*note)
		map_s(v, "note", note);
	return call_record(c, act, k, v);
}

enum err call_waive(struct ctx *c, int64_t call, const char *unit,
		    const char *reason)
{
	struct assignment a;
	struct call k;

	TRY(call_reason(c, &reason));
	TRY(tree_hold(c));
	TRY(call_get_open(c, call, &k));
	TRY(find_part(c, &k, unit, &a));
	return step_one(c, "call.waive", &k, &a, STEP_WAIVE, unit, reason);
}

/* It may have answered before it was waived. */
static enum err resume_given(struct ctx *c, const struct call *k,
			     const struct assignment *a)
{
	struct assignment_change ch = {*a, *a};
	struct call_given *given;
	size_t n;

	if (a->role != ANSWERS)
		return OK;
	TRY(call_given(c, k, a->unit, a->unit, &given, &n));
	if (n == 0)
		return OK;
	ch.now.state = given[0].state;
	return assignments_change(c, &ch, 1);
}

enum err call_resume(struct ctx *c, int64_t call, const char *unit)
{
	struct assignment a;
	struct call k;

	TRY(tree_hold(c));
	TRY(call_get_open(c, call, &k));
	TRY(find_part(c, &k, unit, &a));
	TRY(assignment_may(c, &a, STEP_RESUME));
	TRY(step_one(c, "call.resume", &k, &a, STEP_RESUME, unit, ""));
	return resume_given(c, &k, &a);
}

enum err call_acknowledge(struct ctx *c, int64_t call, const char *unit)
{
	struct assignment a;
	struct call k;

	TRY(tree_hold(c));
	TRY(call_get_open(c, call, &k));
	TRY(find_part(c, &k, unit, &a));
	if (!k.form && a.role == ANSWERS)
		return reply_seen(c, &(struct reply_part){k, a, unit});
	TRY(assignment_may(c, &a, STEP_ACKNOWLEDGE));
	if (a.state == ACKNOWLEDGED)
		return OK;
	return step_one(c, "call.acknowledge", &k, &a, STEP_ACKNOWLEDGE, unit,
			"");
}

enum err call_due_check(struct ctx *c, int64_t unit, int64_t day, int64_t due)
{
	const char *zone;

	TRY(zone_of(c, unit, day, &zone));
	if (due >= tz_day(zone, c->now))
		return OK;
	return fail(c, ERR_INVALID, "due", N_("The due day lies in the past."));
}
