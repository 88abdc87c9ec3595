/* task_call.h - units that are asked to do a task: by a call, as for all that
 * units are asked for. */
#ifndef PROGRAMME_TASK_CALL_H
#define PROGRAMME_TASK_CALL_H

#include "calls/call.h"
#include "programme/task.h"

extern const struct call_kind task_call_kind;

/* Whether a holder is a unit that is asked by a call: all but the one whose
 * programme (unit, id) the task stands in. */
bool task_asks(int64_t unit, const struct holder *h);

/**
 * Brings what units are asked in line with a task: those of its holders that
 * were not among `old` are asked, by a call that is issued where there is
 * none; who is a holder no longer is asked no longer; and the due day of all
 * follows. Of a new task `t->call` is 0 and `old` none; t->due is the old due
 * day.
 *
 * ERR_*  as call_issue() and call_extend()
 */
enum err task_call_follow(struct ctx *c, const struct task *t, int64_t due,
			  const struct holder *now, size_t n,
			  const struct holder *old, size_t n_old) MUST;

/* Takes back what units are still asked, if anything. */
enum err task_call_end(struct ctx *c, const struct task *t,
		       const char *reason) MUST;

#endif
