/* programme.h - what the pages of programmes, tasks and visits say alike. */
#ifndef WEB_PAGES_PROGRAMME_H
#define WEB_PAGES_PROGRAMME_H

#include "programme/task.h"
#include "web/web.h"

/* What the templates of tasks in lists show of one, beside what task_list()
 * gives; `today` where its unit is. */
void task_shown(struct req *q, struct val *task, int64_t today);

/* A state: its words and its shape, as "state_label" and "shape". */
void task_state_words(struct req *q, struct val *v, const char *state,
		      bool late);

/* How far off a due day is: "late", "left" or neither; "when" in words. */
void map_when(struct req *q, struct val *v, int64_t due, int64_t today,
	      bool open);

/* The states to choose from. */
struct val *task_states(struct req *q, const char *chosen);

/* What the template programme/task_fields shows of a task that is there, or
 * what was sent instead. */
void task_form_words(struct req *q, struct val *task);

/* What that form sends: as task_form_given(), its rows of holders as they
 * were chosen, the first one leads. */
enum err task_form_typed(struct req *q, struct task_given *out) MUST;

/* Whether c may ACT_PLAN at a unit (id). */
enum err may_plan(struct ctx *c, int64_t unit, bool *yes) MUST;

/* What the template programme/head shows; `view` is "list", "board" …, or ""
 * on a page beside them. */
enum err programme_head(struct req *q, const struct programme *p,
			const char *view, struct val *v) MUST;

/* Finds the programme in the address: {code} and ?year=. */
enum err programme_asked(struct req *q, enum act act, struct programme *p) MUST;

/* ?view=calendar and ?view=timeline of a programme. */
enum err show_month(struct req *q, struct reply *p,
		    const struct programme *of) MUST;
enum err show_timeline(struct req *q, struct reply *p,
		       const struct programme *of) MUST;

#endif
