/* reopen.c - a year that was closed is opened again. */
#include "programme/close.h"

#include "base/day.h"
#include "calls/act.h"
#include "calls/call.h"
#include "core/journal.h"
#include "gen/sql_programme.h"
#include "programme/figures.h"

struct opening {
	struct ctx *c;
	struct programme p, next;
	int64_t closed_at;
	const char *reason;
	struct reopen_task *task;
	size_t n;
};

static enum err begin(struct opening *o, const char *unit, int64_t year)
{
	struct programme_state state;
	struct programme_held held;
	struct ctx *c = o->c;

	TRY(call_reason(c, &o->reason));
	TRY(programme_find(c, ACT_PLAN, unit, year, &o->p));
	if (o->p.id)
		TRY(sql_programme_hold(c, o->p.id, &held));
	TRY(programme_find(c, ACT_PLAN, unit, year, &o->p));
	if (o->p.open)
		return fail(c, ERR_CONFLICT, "year",
			    N_("The programme of %s for %lld is open."),
			    o->p.code, (long long)o->p.year);
	TRY(programme_hold(c, o->p.code, o->p.year + 1, &o->next));
	TRY(sql_programme_state(c, o->p.id, &state));
	o->closed_at = state.closed_at.value;
	return OK;
}

static enum err check_untouched(struct opening *o)
{
	struct reopen_touched *t;
	size_t n;

	TRY(sql_reopen_touched(o->c, o->p.id, o->next.id, o->closed_at, &t,
			       &n));
	if (n == 0)
		return OK;
	return fail(o->c, ERR_CONFLICT, "year",
		    N_("Task %lld of %lld went on since: %s. A year is opened "
		       "again only while what it carried over is as it was."),
		    (long long)t[0].id, (long long)o->next.year, t[0].subject);
}

/* The call goes back to the task that it was about; what began anew is asked
 * no longer. */
static enum err call_back(struct opening *o, const struct reopen_task *t)
{
	struct close_call_due *is;
	struct ctx *c = o->c;
	int64_t changed;
	size_t n;

	if (t->again) {
		TRY(call_withdraw(c, t->call, NULL, o->reason, &changed));
		return sql_reopen_keep(c, t->id, c->now);
	}
	TRY(sql_close_call_off(c, t->id));
	TRY(sql_close_call_on(c, t->came_from, t->call));
	TRY(sql_close_call_about(c, t->call, t->came_from));
	TRY(sql_close_call_due(c, t->call, &is, &n));
	if (n == 0 || !is[0].open || is[0].owed == 0 ||
	    t->old_due.value < o->p.today)
		return OK;
	return call_extend(c, t->call, NULL, t->old_due.value, &changed);
}

static enum err undo(struct opening *o, int64_t *n)
{
	int64_t from = o->p.id, to = o->next.id, at = o->closed_at, visits;
	struct ctx *c = o->c;

	TRY(sql_reopen_tasks(c, from, to, at, &o->task, &o->n));
	for (size_t i = 0; i < o->n; i++)
		if (o->task[i].call)
			TRY(call_back(o, &o->task[i]));
	TRY(sql_reopen_holders(c, from, to, at));
	TRY(sql_reopen_reminders(c, from, to, at));
	TRY(sql_reopen_rows(c, from, to, at, 0));
	TRY(sql_reopen_rows(c, from, to, at, 1));
	TRY(sql_reopen_unlink(c, from, to));
	TRY(sql_reopen_visits(c, to, from, day_of(o->p.year, 12, 31), &visits));
	TRY(sql_close_words(c, from, "carried", "open", o->reason, c->now,
			    c->account));
	return sql_close_state(c, from, "carried", "open", c->now, n);
}

enum err programme_reopen(struct ctx *c, const char *unit, int64_t year,
			  const char *reason, int64_t *n)
{
	struct opening o = {.c = c, .reason = reason};
	struct val *detail = val_map(c->mem);

	TRY(begin(&o, unit, year));
	TRY(check_untouched(&o));
	TRY(figures_void(c, &o.p));
	TRY(undo(&o, n));
	TRY(sql_close_programme(c, o.p.id, (struct opt_int){0}));
	map_i(detail, "year", o.p.year);
	map_i(detail, "tasks", *n);
	map_s(detail, "reason", o.reason);
	return journal_add(c, "programme.reopen", o.p.code, detail);
}
