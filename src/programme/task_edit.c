/* task_edit.c - changes a task, and those of its row. */
#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "gen/sql_programme.h"
#include "org/view.h"
#include "programme/fields.h"
#include "programme/task_call.h"

#include <string.h>

struct editing {
	struct ctx *c;
	struct task was; /* the one that was asked for */
	struct programme p;
	struct task_fields f;
	struct holder *old; /* of that one */
	size_t olds;
};

static enum err put_fields(const struct editing *e, int64_t id, int64_t start,
			   int64_t due)
{
	const struct task_fields *f = &e->f;

	return sql_task_change(e->c, id, f->group, f->subject, f->words,
			       f->detail, f->result, start, due, f->document,
			       f->conclusion, e->c->now);
}

/* Who has it from now on: as was said, or as before. */
static enum err put_holders(const struct editing *e, const struct task *t,
			    int64_t due)
{
	struct ctx *c = e->c;
	const struct holder *now;
	struct holder *old;
	size_t n, olds;

	TRY(holders_of(c, t->id, &old, &olds));
	now = e->f.give ? e->f.holder : old;
	n = e->f.give ? e->f.holders : olds;
	if (e->f.give) {
		TRY(holders_drop(c, t->id));
		TRY(holders_put(c, &t->id, 1, now, n));
	}
	return task_call_follow(c, t, due, now, n, old, olds);
}

/* A later one of the row: its days move as those of this one did. */
static enum err put_later(const struct editing *e, int64_t id, int64_t start,
			  int64_t due)
{
	struct task t;

	start += e->f.start - e->was.start;
	due += e->f.due - e->was.due;
	if (due < start)
		start = due;
	TRY(task_get(e->c, id, &t));
	TRY(put_fields(e, id, start, due));
	return put_holders(e, &t, due);
}

static enum err put_row(const struct editing *e, int64_t *n)
{
	int64_t first = e->was.repeats ? e->was.repeats : e->was.id;
	struct task_in_row *row;
	size_t rows;

	TRY(sql_task_row_of(e->c, first, e->was.due, &row, &rows));
	for (size_t i = 0; i < rows; i++) {
		if (row[i].id == e->was.id || strcmp(row[i].state, "open"))
			continue;
		TRY(put_later(e, row[i].id, row[i].start, row[i].due));
		++*n;
	}
	return OK;
}

static void change_day(struct val *v, const char *field, int64_t was,
		       int64_t now)
{
	char a[11], b[11];

	journal_change(v, field, arena_text(v->mem, day_iso(was, a)),
		       arena_text(v->mem, day_iso(now, b)));
}

static struct val *detail(const struct editing *e)
{
	const struct task *was = &e->was;
	const struct task_fields *f = &e->f;
	struct val *v = val_map(e->c->mem);

	journal_change(v, "subject", was->subject, f->subject);
	journal_change(v, "detail", was->detail, f->detail);
	journal_change(v, "result", was->result, f->result);
	journal_change(v, "conclusion", was->conclusion, f->conclusion);
	change_day(v, "start", was->start, f->start);
	change_day(v, "due", was->due, f->due);
	if (f->give)
		map_v(v, "holders", holders_note(e->c, f->holder, f->holders));
	return v;
}

enum err task_edit(struct ctx *c, int64_t id, int64_t base,
		   const struct task_given *in, bool later)
{
	struct editing e = {.c = c};
	struct val *v;
	int64_t n = 1;

	TRY(task_hold(c, id, base, &e.was, &e.p));
	TRY(programme_may(c, ACT_PLAN, e.was.unit));
	if (strcmp(e.was.state, "open"))
		return fail(c, ERR_CONFLICT, NULL,
			    N_("This task is not open; open it again before "
			       "you change it."));
	TRY(task_fields(c, &e.p, in, &e.was, &e.f));
	TRY(holders_of(c, id, &e.old, &e.olds));
	if (later)
		TRY(put_row(&e, &n));
	TRY(put_fields(&e, id, e.f.start, e.f.due));
	TRY(put_holders(&e, &e.was, e.f.due));
	if (e.f.give)
		TRY(holders_tell(c, id, e.f.subject, e.f.due, e.f.holder,
				 e.f.holders, e.old, e.olds));
	v = detail(&e);
	if (later)
		map_i(v, "tasks", n);
	return task_record(c, "task.edit", id, v);
}
