/* task.h - what a unit sets itself to do in a year.
 *
 * A task is in sight of who may ACT_FOLLOW at the unit of its programme, or
 * at a unit that has it; and of who has it, or sits today on a body that has
 * it. To all others it is ERR_MISSING, as if it were not there. */
#ifndef PROGRAMME_TASK_H
#define PROGRAMME_TASK_H

#include "core/attachment.h"
#include "programme/holder.h"
#include "programme/programme.h"

#define TASK_PLACE   "task" /* of attachments; owner: the task */
#define SUBJECT_MOST 500    /* characters */
#define TEXT_MOST    10000  /* the same, of all other texts */

/* A task as it is kept. */
struct task {
	int64_t id, programme, unit, year;
	int64_t start, due; /* days */
	int64_t progress;   /* in hundredths; 100: done */
	int64_t document, finding, came_from;
	int64_t repeats; /* the first of its row; 0: it is that, or alone */
	int64_t call;	 /* by which units are or were asked, or 0 */
	bool asks;	 /* that call is not withdrawn */
	int64_t rev;	 /* grows with each change */
	const char *code, *unit_name; /* of the programme's unit */
	const char *subject, *detail, *result, *group, *conclusion;
	const char *every; /* "", "week", "month", "quarter", "year" */
	const char *state; /* "open", "done", "dropped", "carried" */
	const char *by;	   /* login of who made it, or NULL */
	int64_t at;
	bool mine; /* c has it, or sits on a body that has it */
};

/* ERR_MISSING: there is none, or it is not in sight. */
enum err task_get(struct ctx *c, int64_t id, struct task *out) MUST;

/* The same, to be changed, and its programme with it.
 * ERR_CONFLICT  the programme is closed; or (`base` above 0) the task is no
 *               longer what it was at that `rev` */
enum err task_hold(struct ctx *c, int64_t id, int64_t base, struct task *out,
		   struct programme *p) MUST;

/* What is given of a task. Of an edit NULL, and what is not set, stays. */
struct task_given {
	const char *subject, *detail, *result;
	const char *group;	   /* made where there is none; "": none */
	const char *document;	   /* as document_ref() takes it; "": none */
	const char *conclusion;	   /* in words, of which it was born */
	struct opt_int start, due; /* days; start: today, or else due */
	bool give;		   /* `holders` are said; of an edit: all */
	struct holders_given holders;
};

struct task_new {
	const char *unit;
	int64_t year;	   /* 0: that of its due day */
	const char *every; /* "" or "week", "month", "quarter", "year" */
	int64_t until;	   /* day; 0: the last of the year */
	int64_t finding;   /* it follows from; 0 */
	struct task_given given;
};

/**
 * Adds a task, and the later ones of its row where it comes again `every` so
 * often: each a task of its own, until `until`, which lies within the year.
 * Units that get it, other than its own, are asked by a call; people are
 * told. *id: the first one's. Needs DB_WRITE.
 *
 * ERR_INVALID   no subject; a text is too long; due before start; `every` is
 *               no such word; as holders_find() and call_issue()
 * ERR_CONFLICT  the programme is closed
 * ERR_MISSING   no such unit, document, holder
 * ERR_DENIED    may not ACT_PLAN there; or ACT_CALL, where units are asked
 */
enum err task_add(struct ctx *c, const struct task_new *in, int64_t *id) MUST;

/**
 * Changes a task, and (`later`) all open ones after it in its row: their days
 * move by as many days as its own. What is asked of units follows: another
 * due day, units that come and go.
 *
 * base          rev of the task that whoever asks has seen; 0: any
 * ERR_CONFLICT  as task_hold(); it was dropped or carried over
 * others        as task_add()
 */
enum err task_edit(struct ctx *c, int64_t id, int64_t base,
		   const struct task_given *in, bool later) MUST;

/* A word about how a task goes on. */
struct task_word {
	int64_t progress; /* in hundredths; 100: it is done; -1: as it was */
	const char *words;
	int64_t base; /* as of task_edit() */
};

/**
 * Says how far a task is; what was added as evidence belongs to this word.
 * *version: its number.
 *
 * ERR_INVALID   no such progress; neither words nor progress nor evidence
 * ERR_CONFLICT  as task_hold(); it is not open
 * ERR_DENIED    may neither ACT_ANSWER nor ACT_PLAN at its unit, nor has it
 */
enum err task_report(struct ctx *c, int64_t id, const struct task_word *w,
		     int64_t *version) MUST;

/**
 * What a unit that has a task says of it: progress 100 hands it in to be
 * checked by the unit whose programme it is. Kept with the call by which the
 * unit was asked.
 *
 * ERR_CONFLICT  no other unit has it; others as reply_find(), reply_put()
 */
enum err task_unit_report(struct ctx *c, int64_t id, const char *unit,
			  const struct task_word *w, int64_t *version) MUST;

/* Keeps a file as evidence of a unit's next report. */
enum err task_unit_attach(struct ctx *c, int64_t id, const char *unit,
			  const struct file_in *file, int64_t *attachment) MUST;

/* Accepts what units said is done: of one (code), or (NULL) of all; *n: how
 * many. As reply_accept(). */
enum err task_unit_accept(struct ctx *c, int64_t id, const char *unit,
			  int64_t *n) MUST;

/* Back to the unit, for a reason. As reply_send_back(). */
enum err task_unit_send_back(struct ctx *c, int64_t id, const char *unit,
			     const char *reason) MUST;

/* Keeps a file, looked at before, as evidence of the next report. ERR_* as
 * task_report() and attachment_add(). */
enum err task_attach(struct ctx *c, int64_t id, const struct file_in *file,
		     int64_t *attachment) MUST;

/* It is not to be done, for a reason; what is asked of units is withdrawn.
 * ERR_CONFLICT: it is not open. ERR_DENIED: may not ACT_PLAN. */
enum err task_drop(struct ctx *c, int64_t id, int64_t base,
		   const char *reason) MUST;

/* It is to be done after all, as far as it was before. ERR_CONFLICT: it is
 * open, or carried over. */
enum err task_reopen(struct ctx *c, int64_t id, int64_t base,
		     const char *reason) MUST;

/* ---- reading ---- */

/**
 * All of a task: {"task","rev","unit","unit_name","year","group","subject",
 * "detail","result","start","due","progress","state","late","every",
 * "conclusion","document":{…} or null,"finding","came_from","went_to",
 * "repeats":[{"task","due","state","progress"}],"holders":[…],
 * "call":{"call","open","asked","done","late","units":[{"unit","name","state",
 * "note","progress","words","at"}]} or null,
 * "words":[{"version","progress","state","words","at","by","files":[…]}],
 * "draft":[files],"at","by","may":{"edit","report"}}
 */
enum err task_view(struct ctx *c, int64_t id, struct val **out) MUST;

/* Which tasks a list holds. One of unit, holder and document is given; none:
 * those that the account itself has. */
struct task_ask {
	const char *unit; /* whose programme */
	const struct programme *of; /* the same, found already; or NULL */
	int64_t year;	  /* of a unit; 0: that of today */
	const char *holder;
	const char *document; /* that they were born of */
	const char *state;    /* "": all; "late": open and past due */
	const char *group;    /* NULL: all; "": those in none */
	const char *find;     /* words of the subject; "": all */
	const char *after;    /* the `next` of the page before; "": the first */
	int64_t limit;	      /* at most so many */
};

/**
 * {"unit","unit_name","year","today","tasks":[{"task","subject","unit",
 * "unit_name","year","group","start","due","progress","state","late",
 * "lead":{"kind","code","name"} or null,"holders","asked","answered"}],
 * "next"}: by due day. unit to today are null without a unit. holders: how
 * many; asked, answered: units asked by its call, and how many of them are
 * done.
 *
 * ERR_INVALID  no such state or page
 * ERR_MISSING  no such unit, holder, document
 */
enum err task_list(struct ctx *c, const struct task_ask *ask,
		   struct val **out) MUST;

/* The state for people, marked N_(): "Done", or within a sentence "done".
 * "late" too. */
const char *task_state_label(const char *state);
const char *task_state_word(const char *state);

/* Whether it is one of these, or "late". */
bool task_state_known(const char *state);

/* sight_get(ACT_FOLLOW). ERR_DENIED: of a token that does not allow it. */
struct sight;
enum err task_sight(struct ctx *c, struct sight *out) MUST;

/* ---- for what else makes and ends tasks ---- */

/* Writes how a task stands from now on, as version *version of its words;
 * asks nobody whether it may, writes no journal. The task is held. */
enum err task_set(struct ctx *c, const struct task *t, const char *state,
		  int64_t progress, const char *words, int64_t *version) MUST;

#endif
