/* task.c - one task: found, held to be changed, made. */
#include "programme/task.h"

#include "access/sight.h"
#include "base/day.h"
#include "core/journal.h"
#include "gen/sql_programme.h"
#include "org/view.h"
#include "programme/fields.h"
#include "programme/repeat.h"
#include "programme/task_call.h"

#include <inttypes.h>
#include <string.h>

#define REPEATS_MOST 60 /* tasks of one row: every week of a year, and more */

enum err task_sight(struct ctx *c, struct sight *out)
{
	if (c->acts && !(c->acts & 1u << ACT_FOLLOW))
		return fail(c, ERR_DENIED, NULL,
			    N_("This token does not allow it."));
	return sight_get(c, ACT_FOLLOW, out);
}

enum err task_get(struct ctx *c, int64_t id, struct task *out)
{
	struct task_row r;
	struct sight s;
	enum err e;

	TRY(task_sight(c, &s));
	e = sql_task_one(c, id, s.all, c->account, c->today, s.powers, &r);
	if (e == ERR_MISSING)
		return fail(c, e, "task", N_("There is no task %lld."),
			    (long long)id);
	TRY(e);
	*out = (struct task){
		.id = r.id,
		.programme = r.programme,
		.unit = r.unit,
		.year = r.year,
		.start = r.start,
		.due = r.due,
		.progress = r.progress,
		.document = r.document,
		.finding = r.finding,
		.came_from = r.came_from,
		.repeats = r.repeats,
		.call = r.call,
		.asks = r.call_state && !strcmp(r.call_state, "open"),
		.rev = r.rev,
		.code = r.code,
		.unit_name = r.unit_name,
		.subject = r.subject,
		.detail = r.detail,
		.result = r.result,
		.group = r.group_ ? r.group_ : "",
		.conclusion = r.conclusion,
		.every = r.every,
		.state = r.state,
		.by = r.by_,
		.at = r.at,
		.mine = r.mine,
	};
	return OK;
}

enum err task_hold(struct ctx *c, int64_t id, int64_t base, struct task *out,
		   struct programme *p)
{
	struct task_held held;
	enum err e = sql_task_programme_hold(c, id, &held);

	if (e != ERR_MISSING)
		TRY(e);
	TRY(task_get(c, id, out));
	TRY(programme_hold_id(c, out->programme, p));
	if (base && base != out->rev)
		return fail(c, ERR_CONFLICT, "base",
			    N_("Somebody changed this task meanwhile. Look at "
			       "it as it is now, then say again what you "
			       "want."));
	return OK;
}

/* ---- a new one ---- */

struct making {
	struct ctx *c;
	const struct task_new *in;
	struct programme p;
	struct task_fields f;
	const struct repeat *repeat;
	int64_t until;
};

static enum err read_repeat(struct making *m)
{
	struct ctx *c = m->c;
	int64_t last = day_of(m->p.year, 12, 31);

	if (!*m->in->every)
		return OK;
	m->repeat = repeat_find(m->in->every);
	if (!m->repeat)
		return fail(c, ERR_INVALID, "every",
			    N_("A task comes again every week, month, quarter "
			       "or year, not every %s."),
			    m->in->every);
	m->until = m->in->until ? m->in->until : last;
	if (m->until > last)
		return fail(c, ERR_INVALID, "until",
			    N_("A task comes again within the year of its "
			       "programme, until %lld-12-31 at the latest."),
			    (long long)m->p.year);
	return OK;
}

static enum err put_one(struct making *m, int64_t start, int64_t due,
			int64_t first, int64_t *id)
{
	const struct task_fields *f = &m->f;
	struct ctx *c = m->c;
	struct task_id made;

	TRY(sql_task_put(c, m->p.id, m->p.unit, f->group, f->subject, f->words,
			 f->detail, f->result, start, due, 0, "open",
			 (struct opt_int){0}, f->document, f->conclusion,
			 first ? 0 : m->in->finding, 0, m->in->every, first,
			 c->now, c->account, &made));
	*id = made.id;
	TRY(holders_put(c, id, 1, f->holder, f->holders));
	return task_call_follow(c,
				&(struct task){.id = *id,
					       .unit = m->p.unit,
					       .code = m->p.code,
					       .due = due},
				due, f->holder, f->holders, NULL, 0);
}

static enum err put_all(struct making *m, int64_t *id, int64_t *n)
{
	const struct task_fields *f = &m->f;
	int64_t next;

	*n = 1;
	TRY(put_one(m, f->start, f->due, 0, id));
	for (int64_t due; m->repeat && *n < REPEATS_MOST; (*n)++) {
		due = repeat_day(m->repeat, f->due, *n);
		if (due > m->until)
			break;
		TRY(put_one(m, repeat_day(m->repeat, f->start, *n), due, *id,
			    &next));
	}
	return OK;
}

static int64_t year_of(int64_t day)
{
	int64_t year, month, mday;

	day_civil(day, &year, &month, &mday);
	return year;
}

enum err task_add(struct ctx *c, const struct task_new *in, int64_t *id)
{
	struct making m = {.c = c, .in = in};
	struct val *v = val_map(c->mem);
	int64_t year = in->year, n;

	if (!year && in->given.due.set)
		year = year_of(in->given.due.value);
	TRY(programme_hold(c, in->unit, year, &m.p));
	TRY(task_fields(c, &m.p, &in->given, NULL, &m.f));
	TRY(read_repeat(&m));
	TRY(put_all(&m, id, &n));
	TRY(holders_tell(c, *id, m.f.subject, m.f.due, m.f.holder, m.f.holders,
			 NULL, 0));
	map_s(v, "unit", m.p.code);
	map_i(v, "year", m.p.year);
	map_s(v, "subject", m.f.subject);
	map_day(v, "due", m.f.due);
	map_v(v, "holders", holders_note(c, m.f.holder, m.f.holders));
	if (m.repeat)
		map_i(v, "tasks", n);
	return task_record(c, "task.add", *id, v);
}
