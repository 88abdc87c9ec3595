/* task_reply.c - what units that have a task say of it, and their checker. */
#include "calls/reply.h"
#include "gen/sql_programme.h"
#include "programme/task.h"

/* The call of a task in sight. */
static enum err call_of(struct ctx *c, int64_t id, int64_t *call)
{
	struct task t;

	TRY(task_get(c, id, &t));
	*call = t.call;
	if (t.call)
		return OK;
	return fail(c, ERR_CONFLICT, "unit", N_("No other unit has task %lld."),
		    (long long)id);
}

static enum err part_of(struct ctx *c, int64_t id, const char *unit,
			struct reply_part *p)
{
	int64_t call;

	TRY(call_of(c, id, &call));
	return reply_find(c, call, unit, p);
}

enum err task_unit_report(struct ctx *c, int64_t id, const char *unit,
			  const struct task_word *w, int64_t *version)
{
	const struct reply_said r = {
		.progress = {w->progress >= 0, w->progress},
		.words = w->words,
		.done = w->progress == 100,
	};
	struct reply_part p;

	if (w->progress < -1 || w->progress > 100)
		return fail(c, ERR_INVALID, "progress",
			    N_("Progress is a number from 0 to 100."));
	TRY(part_of(c, id, unit, &p));
	return reply_put(c, &p, &r, version);
}

enum err task_unit_attach(struct ctx *c, int64_t id, const char *unit,
			  const struct file_in *file, int64_t *attachment)
{
	struct reply_part p;

	TRY(part_of(c, id, unit, &p));
	return reply_attach(c, &p, file, attachment);
}

enum err task_unit_accept(struct ctx *c, int64_t id, const char *unit,
			  int64_t *n)
{
	int64_t call;

	TRY(call_of(c, id, &call));
	return reply_accept(c, call, unit, n);
}

enum err task_unit_send_back(struct ctx *c, int64_t id, const char *unit,
			     const char *reason)
{
	struct reply_part p;

	TRY(part_of(c, id, unit, &p));
	return reply_send_back(c, &p, reason);
}
