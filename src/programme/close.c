/* close.c - a year is closed in one act. */
#include "programme/close.h"

#include "base/day.h"
#include "calls/call.h"
#include "core/journal.h"
#include "gen/sql_programme.h"
#include "org/view.h"
#include "programme/again.h"
#include "programme/figures.h"
#include "programme/repeat.h"

#include <string.h>

struct closing {
	struct ctx *c;
	struct programme p, next;
	int64_t due; /* of all that is carried over; 0: a year later */
	struct close_task *task;
	size_t n;
	struct close_pair *pair;
	size_t pairs;
	struct again *again;
	size_t agains;
	struct programme_count count;
	int64_t visits;
	bool counted;
};

static enum err begin(struct closing *k, const char *unit, int64_t year)
{
	struct ctx *c = k->c;

	TRY(programme_find(c, ACT_PLAN, unit, year, &k->p));
	if (!k->p.id)
		return fail(c, ERR_CONFLICT, "year",
			    N_("%s has no programme for %lld."), k->p.code,
			    (long long)k->p.year);
	if (k->p.today < day_of(k->p.year, 1, 1))
		return fail(c, ERR_CONFLICT, "year",
			    N_("%lld has not begun yet; its programme cannot "
			       "be closed."),
			    (long long)k->p.year);
	TRY(programme_hold_id(c, k->p.id, &k->p));
	if (k->due && (k->due < day_of(k->p.year + 1, 1, 1) ||
		       k->due > day_of(k->p.year + 1, 12, 31)))
		return fail(c, ERR_INVALID, "due",
			    N_("What is carried over is due within %lld."),
			    (long long)k->p.year + 1);
	TRY(programme_hold(c, k->p.code, k->p.year + 1, &k->next));
	return sql_close_tasks(c, k->p.id, &k->task, &k->n);
}

/* ---- what is open goes on ---- */

static int64_t later(const struct closing *k, int64_t day)
{
	if (day > day_of(k->p.year, 12, 31))
		return day;
	return k->due ? k->due : repeat_day(repeat_find("year"), day, 1);
}

/* What comes again goes on as its next row does; all else by itself. Both
 * lists are by due day. */
static enum err carry(struct closing *k)
{
	struct close_carried *row = arena_array(k->c->mem, k->n, sizeof(*row));
	int64_t first = day_of(k->next.year, 1, 1), from = k->p.id,
		to = k->next.id, groups;
	struct ctx *c = k->c;
	size_t n = 0, at = 0;

	TRY(sql_group_copy(c, from, to, &groups));
	TRY(again_all(c, &k->p, &k->next, false, &k->again, &k->agains));
	TRY(sql_close_link(c, from, to));
	TRY(sql_close_pairs(c, from, to, &k->pair, &k->pairs));
	for (size_t i = 0; i < k->n; i++) {
		const struct close_task *t = &k->task[i];
		bool linked = at < k->pairs && k->pair[at].old == t->id;

		at += linked;
		if (linked || strcmp(t->state, "open"))
			continue;
		row[n++] = (struct close_carried){
			.task = t->id,
			.to_ = k->next.id,
			.start = t->start > first ? t->start : first,
			.due = later(k, t->due),
			.now = c->now,
			.account = c->account,
		};
	}
	if (n == 0)
		return OK;
	TRY(sql_close_carry(c, row, n));
	TRY(sql_close_holders(c, from, to));
	return sql_close_pairs(c, from, to, &k->pair, &k->pairs);
}

/* Units that were asked answer the same call, until the new due day; but of
 * what comes again they are asked anew. */
static enum err move_call(struct closing *k, const struct close_pair *p)
{
	struct close_call_due *is;
	struct ctx *c = k->c;
	int64_t changed;
	size_t n;

	TRY(sql_close_call_due(c, p->call, &is, &n));
	if (p->new_call && n && is[0].open)
		return call_withdraw(c, p->call, NULL,
				     tr(c, N_("The year was closed; it comes "
					      "again in the next one.")),
				     &changed);
	if (p->new_call)
		return OK;
	TRY(sql_close_call_off(c, p->old));
	TRY(sql_close_call_on(c, p->new, p->call));
	TRY(sql_close_call_about(c, p->call, p->new));
	if (n == 0 || !is[0].open || is[0].owed == 0 || p->due < k->next.today)
		return OK;
	return call_extend(c, p->call, NULL, p->due, &changed);
}

static enum err move_calls(struct closing *k)
{
	for (size_t i = 0; i < k->pairs; i++)
		if (k->pair[i].call)
			TRY(move_call(k, &k->pair[i]));
	return OK;
}

static enum err end(struct closing *k)
{
	struct ctx *c = k->c;
	int64_t changed;

	TRY(sql_close_words(c, k->p.id, "open", "carried", "", c->now,
			    c->account));
	TRY(sql_close_state(c, k->p.id, "open", "carried", c->now, &changed));
	TRY(sql_close_visits(c, k->p.id, k->next.id, &k->visits));
	TRY(programme_count(c, &k->p, &k->count));
	TRY(figures_put(c, &k->p, &k->count, &k->counted));
	return sql_close_programme(c, k->p.id, (struct opt_int){true, c->now});
}

/* ---- what is told ---- */

static bool is_late(const struct closing *k, const struct close_task *t)
{
	if (!strcmp(t->state, "done"))
		return t->done_day.value > t->due;
	return !strcmp(t->state, "open") && t->due <= day_of(k->p.year, 12, 31);
}

static struct val *fate(struct closing *k, int64_t task, const char *subject,
			const char *what)
{
	struct val *v = val_map(k->c->mem);

	map_i(v, "task", task);
	map_s(v, "subject", subject);
	map_s(v, "fate", what);
	return v;
}

static struct val *fates(struct closing *k)
{
	struct val *list = val_list(k->c->mem);
	size_t at = 0;

	for (size_t i = 0; i < k->n; i++) {
		const struct close_task *t = &k->task[i];
		bool open = !strcmp(t->state, "open");
		struct val *v =
			fate(k, t->id, t->subject, open ? "carried" : t->state);

		map_day(v, "due", t->due);
		if (open) {
			map_i(v, "new", k->pair[at].new);
			map_day(v, "new_due", k->pair[at].due);
			at++;
		}
		map_b(v, "late", is_late(k, t));
		list_v(list, v);
	}
	for (size_t i = 0; i < k->agains; i++) {
		const struct again *a = &k->again[i];
		struct val *v = fate(k, a->from, a->subject, "again");

		map_i(v, "new", a->task);
		map_day(v, "new_due", a->due);
		map_i(v, "tasks", a->tasks);
		list_v(list, v);
	}
	return list;
}

static void map_figures(const struct closing *k, struct val *v)
{
	map_i(v, "year", k->p.year);
	map_i(v, "tasks", k->count.tasks);
	map_i(v, "done", k->count.done);
	map_i(v, "late", k->count.late);
	map_i(v, "carried", k->count.carried);
	map_i(v, "dropped", k->count.dropped);
}

enum err programme_close(struct ctx *c, const char *unit, int64_t year,
			 int64_t due, struct val **view)
{
	struct val *v = val_map(c->mem), *detail = val_map(c->mem);
	struct closing k = {.c = c, .due = due};

	TRY(begin(&k, unit, year));
	TRY(carry(&k));
	TRY(move_calls(&k));
	TRY(end(&k));
	map_s(v, "unit", k.p.code);
	map_s(v, "unit_name", k.p.name);
	map_i(v, "next", k.next.year);
	map_figures(&k, v);
	map_i(v, "visits", k.visits);
	map_b(v, "counted", k.counted);
	map_v(v, "fates", fates(&k));
	*view = v;
	map_figures(&k, detail);
	map_i(detail, "again", (int64_t)k.agains);
	return journal_add(c, "programme.close", k.p.code, detail);
}
