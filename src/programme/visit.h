/* visit.h - the inspection programme: visits of a unit to units below it, who
 * goes, what they found, and what follows from it.
 *
 * A visit is in sight of who may ACT_FOLLOW at the unit that makes it, or at
 * the one it is made to, and of its team. What it found is, until it is
 * concluded, for who makes it and the team alone. */
#ifndef PROGRAMME_VISIT_H
#define PROGRAMME_VISIT_H

#include "core/ctx.h"

#define VISIT_TEXT_MOST 4000 /* characters of a conclusion or a finding */
#define VISIT_UNITS	500  /* visited by one act */
#define VISIT_TEAM	50

/* What is said of a visit; of a change NULL and 0 stay as they are. */
struct visit_given {
	const char *subject;
	int64_t day, until;   /* days; until 0: the same */
	const char *document; /* that ordered it, as document_ref() takes it */
	const char *body;     /* whose seats on `day` give the team; "" */
	const char *const *member; /* codes of persons */
	size_t members;
	const char *lead; /* one of the team, or one more; "" */
};

struct visit_new {
	const char *unit;      /* code: it makes the visits */
	const char *const *to; /* codes: one visit to each */
	size_t n;
	int64_t year; /* of the programme; 0: that of the first day */
	struct visit_given given;
};

/**
 * Plans a visit to each of some units strictly below `unit`; their people are
 * told. The team is the named members and those who sit on the body on the
 * first day; who leads is `lead`, or else who heads the body. Journalled.
 *
 * *view: {"visits":[numbers],"warnings":[text]}; a warning names a person who
 * is on another visit on one of the days.
 *
 * ERR_INVALID   no subject, no unit or too many; a unit is not below `unit` on
 *               the first day, or named twice; the last day before the first
 * ERR_CONFLICT  the programme of that year is closed
 * ERR_MISSING   no such unit, body, person, document
 * ERR_DENIED    may not ACT_PLAN at `unit`
 */
enum err visit_add(struct ctx *c, const struct visit_new *in,
		   struct val **view) MUST;

/* Changes a planned visit; a team that is said is all of it. The visited unit
 * is told of other days. *view and errors as of visit_add(); ERR_CONFLICT
 * also: it is concluded or cancelled. */
enum err visit_change(struct ctx *c, int64_t id, const struct visit_given *in,
		      struct val **view) MUST;

/* It is not made, for a reason; the visited unit is told. */
enum err visit_cancel(struct ctx *c, int64_t id, const char *reason) MUST;

/* ---- what it found ---- */

struct visit_found {
	const char *what; /* "strength", "limit", "follow-up" */
	const char *words;
	int64_t due;  /* day of a follow-up; 0: none */
	int64_t line; /* of a file, for faults; 0 */
};

/* Reads a table of findings: what,words,due. ERR_INVALID: faults by line. */
enum err visit_found_read(struct ctx *c, struct blob file,
			  struct visit_found **out, size_t *n) MUST;

/**
 * Notes what was found, by who may ACT_PLAN at the unit that makes the visit,
 * or is of its team. *first: the number of the first.
 *
 * ERR_INVALID   faults: no such kind; no words; a follow-up without a day, or
 *               with one before the visit's; another finding with one
 * ERR_CONFLICT  it is concluded or cancelled
 */
enum err visit_find(struct ctx *c, int64_t id, const struct visit_found *found,
		    size_t n, int64_t *first) MUST;

/* Takes one back. ERR_MISSING: this visit has no such finding. */
enum err visit_unfind(struct ctx *c, int64_t id, int64_t finding) MUST;

/**
 * Ends a visit with its conclusion. The visited unit is told and sees what
 * was found; each follow-up becomes a task of its programme of the year of
 * the due day, which it holds itself. *tasks: how many.
 *
 * ERR_INVALID   no conclusion, or too long
 * ERR_CONFLICT  it is concluded or cancelled; it has not begun; a programme in
 *               which a follow-up falls is closed; the visited unit ceased
 * ERR_DENIED    may not ACT_PLAN at the unit that makes the visit
 */
enum err visit_conclude(struct ctx *c, int64_t id, const char *words,
			int64_t *tasks) MUST;

/* ---- reading ---- */

/**
 * {"visit","unit","unit_name","to","to_name","subject","from","until","year",
 * "body","body_name","document","symbol","state","state_label","words",
 * "lead","lead_name","team":[{"person","name","leads"}],"findings":[{
 * "finding","what","what_label","words","due","task": null or {"task","unit",
 * "state","state_label","progress","due","late"}}] or null where they are not
 * for the reader,"follow_ups","follow_ups_done","at","by","may":{"change",
 * "find","conclude"}}
 */
enum err visit_view(struct ctx *c, int64_t id, struct val **view) MUST;

/* Which visits a list holds: at least one of both. */
struct visit_ask {
	const char *unit; /* that makes them; NULL: whoever */
	const char *to;	  /* that is visited; NULL: whoever */
	int64_t year;	  /* of the programme; 0: any */
};

/* [{"visit","unit","unit_name","to","to_name","subject","from","until","year",
 * "state","state_label","lead","lead_name","team","findings","follow_ups",
 * "follow_ups_done"}], the latest day first; team and findings: how many,
 * findings null where they are not for the reader. */
enum err visit_list(struct ctx *c, const struct visit_ask *ask,
		    struct val **view) MUST;

/* "Planned" …, "Strength" …: for people, marked N_(). */
const char *visit_state_label(const char *state);
const char *finding_label(const char *what);

#endif
