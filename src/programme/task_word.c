/* task_word.c - how a task goes on: reports, dropped, opened again. */
#include "base/text.h"
#include "core/journal.h"
#include "gen/sql_programme.h"
#include "programme/fields.h"
#include "programme/task_call.h"

#include <string.h>

#define DONE 100 /* hundredths */

enum err task_set(struct ctx *c, const struct task *t, const char *state,
		  int64_t progress, const char *words, int64_t *version)
{
	const bool done = !strcmp(state, "done");
	struct task_version made;
	int64_t today;

	TRY(unit_today(c, t->unit, &today));
	TRY(sql_task_stand(c, t->id, state, progress,
			   (struct opt_int){done, today}, c->now));
	TRY(sql_task_word_put(c, t->id, progress, state, words, c->now,
			      c->account, &made));
	*version = made.version;
	return OK;
}

/* Who has it; else as the unit's roles allow. */
static enum err may_report(struct ctx *c, const struct task *t)
{
	const unsigned either = 1u << ACT_ANSWER | 1u << ACT_PLAN;

	if (t->mine && (!c->acts || c->acts & either))
		return OK;
	if (programme_may(c, ACT_ANSWER, t->unit) == OK)
		return OK;
	ctx_forget(c);
	return programme_may(c, ACT_PLAN, t->unit);
}

static enum err allows(struct ctx *c, enum err e, bool *yes)
{
	*yes = e == OK;
	if (e != ERR_DENIED)
		return e;
	ctx_forget(c);
	return OK;
}

enum err task_may(struct ctx *c, const struct task *t, bool *edit, bool *report)
{
	struct programme_row p;

	*edit = *report = false;
	TRY(sql_programme_one(c, t->programme, c->today, &p));
	if (p.closed_at.set)
		return OK;
	TRY(allows(c, programme_may(c, ACT_PLAN, t->unit), edit));
	return allows(c, may_report(c, t), report);
}

static enum err must_be_open(struct ctx *c, const struct task *t)
{
	if (!strcmp(t->state, "open"))
		return OK;
	return fail(c, ERR_CONFLICT, NULL,
		    N_("Nothing can be reported on this task: it is %s. Open "
		       "it again first."),
		    tr(c, task_state_word(t->state)));
}

static enum err record(struct ctx *c, const char *act, const struct task *t,
		       const char *state, int64_t progress, int64_t version)
{
	struct val *v = val_map(c->mem);

	map_s(v, "before", t->state);
	map_s(v, "after", state);
	map_i(v, "progress", progress);
	map_i(v, "version", version);
	return task_record(c, act, t->id, v);
}

static enum err evidence(struct ctx *c, int64_t task, size_t *n)
{
	struct attachment *a;

	return attachment_list(c, TASK_PLACE, task, 0, &a, n);
}

enum err task_report(struct ctx *c, int64_t id, const struct task_word *w,
		     int64_t *version)
{
	const char *words = w->words, *state;
	int64_t progress = w->progress;
	struct programme p;
	struct task t;
	size_t files;

	TRY(task_hold(c, id, w->base, &t, &p));
	TRY(may_report(c, &t));
	TRY(must_be_open(c, &t));
	TRY(task_text(c, "words", &words));
	TRY(evidence(c, id, &files));
	if (progress < -1 || progress > DONE)
		return fail(c, ERR_INVALID, "progress",
			    N_("Progress is a number from 0 to 100."));
	if (progress < 0 && !*words && !files)
		return fail(c, ERR_INVALID, "words",
			    N_("Say how far it is, or how it goes on."));
	if (progress < 0)
		progress = t.progress;
	state = progress == DONE ? "done" : "open";
	TRY(task_set(c, &t, state, progress, words, version));
	if (files)
		TRY(attachment_hand_in(c, TASK_PLACE, id, *version));
	return record(c, "task.report", &t, state, progress, *version);
}

enum err task_attach(struct ctx *c, int64_t id, const struct file_in *file,
		     int64_t *attachment)
{
	struct programme p;
	struct task t;

	TRY(task_hold(c, id, 0, &t, &p));
	TRY(may_report(c, &t));
	TRY(must_be_open(c, &t));
	return attachment_add(c, TASK_PLACE, id, file, attachment);
}

static enum err reason(struct ctx *c, const char **words)
{
	TRY(task_text(c, "reason", words));
	if (!**words)
		return fail(c, ERR_INVALID, "reason", N_("Say why."));
	return OK;
}

enum err task_drop(struct ctx *c, int64_t id, int64_t base, const char *why)
{
	struct programme p;
	int64_t version;
	struct task t;

	TRY(task_hold(c, id, base, &t, &p));
	TRY(programme_may(c, ACT_PLAN, t.unit));
	TRY(must_be_open(c, &t));
	TRY(reason(c, &why));
	TRY(task_set(c, &t, "dropped", t.progress, why, &version));
	TRY(task_call_end(c, &t, why));
	return record(c, "task.drop", &t, "dropped", t.progress, version);
}

enum err task_reopen(struct ctx *c, int64_t id, int64_t base, const char *why)
{
	struct task_progress before = {0};
	struct programme p;
	struct holder *h;
	int64_t version;
	struct task t;
	enum err e;
	size_t n;

	TRY(task_hold(c, id, base, &t, &p));
	TRY(programme_may(c, ACT_PLAN, t.unit));
	if (!strcmp(t.state, "open") || !strcmp(t.state, "carried"))
		return fail(c, ERR_CONFLICT, NULL,
			    N_("This task cannot be opened again: it is %s."),
			    tr(c, task_state_word(t.state)));
	TRY(reason(c, &why));
	e = sql_task_before(c, id, &before);
	if (e != ERR_MISSING)
		TRY(e);
	TRY(task_set(c, &t, "open", before.progress, why, &version));
	TRY(holders_of(c, id, &h, &n));
	TRY(task_call_follow(c, &t, t.due, h, n, h, n));
	return record(c, "task.reopen", &t, "open", before.progress, version);
}
