/* body.h - bodies: a committee, secretariat, jury, working group or helper
 * team at a unit; founded, re-formed and ended by decisions.
 *
 * What an account may not see is left out, or ERR_MISSING when it was asked
 * for. A body ends with its unit at the latest. */
#ifndef PEOPLE_BODY_H
#define PEOPLE_BODY_H

#include "core/ctx.h"

/* A kind of body. */
struct body_kind {
	const char *code;  /* "committee" */
	const char *label; /* for people, marked N_() */
};

extern const struct body_kind body_kinds[];
extern const size_t body_kinds_count;

/* "Committee" in c->lang; the code itself where none is known by it. */
const char *body_kind_label(const struct ctx *c, const char *code);

struct body {
	int64_t id, unit;
	int64_t since, until; /* by decision, or with its unit */
	int64_t unit_until;
	const char *code, *kind, *name, *unit_code, *unit_name;
};

/* One seat of a line-up, as somebody asks for it. */
struct place {
	int64_t line;	    /* in the file or form, for faults */
	const char *kind;   /* of seat: "head" */
	const char *person; /* code; "": nobody sits on it */
	const char *duties; /* NULL: as they were */
	const char *role;   /* "": as it was, of a new seat that of the table
			     * in lineup.c; "-": none */
	const char *area;   /* "": as it was, of a new role "all" */
};

/* Reads a line-up: columns seat, person and, where they are wanted, duties,
 * role, area. ERR_INVALID: faults by line and column. */
enum err lineup_read(struct ctx *c, struct blob file, struct place **out,
		     size_t *n) MUST;

/* A decision about a body, and what it says. */
struct body_act {
	const char *body; /* code */
	const char *decision;
	int64_t day;	   /* from which on it holds; past or future */
	int64_t base;	   /* the change that whoever asks has seen; 0: any */
	const char *rules; /* NULL: none, or as they were */
	const struct place *place;
	size_t places;
};

/* A body that is founded. */
struct body_new {
	const char *unit, *kind, *name;
};

/**
 * Founds a body with its line-up, which may be empty. Journalled, as all
 * that follow.
 *
 * *report: {"body","name","unit","on","decision","what","stays","comes",
 * "goes","warnings":[{"line","why"}],"rows":[{"seat","label","fate",
 * "old","old_name","new","new_name","duties","old_duties","role","area"}]},
 * row by row a seat; fate: stays, comes, goes, changes (of hands), vacant
 * or, of a vacant seat that is no more, dropped; old and new: codes of
 * persons.
 *
 * ERR_INVALID   the unit is not there on that day; faults by line: no such
 *               seat, person, role or area, somebody twice on one kind of
 *               seat
 * ERR_CONFLICT  there is a body of that code
 * ERR_MISSING   no such unit
 * ERR_DENIED    may not ACT_PEOPLE at the unit; or a seat carries a role and
 *               it may not ACT_ACCOUNT there
 */
enum err body_create(struct ctx *c, const struct body_act *act,
		     const struct body_new *made, struct val **report) MUST;

/**
 * Gives a body another line-up, all of it, from a day on: seats that stay
 * keep their holder and since when; holders that go sit until the day
 * before. *report as of body_create().
 *
 * ERR_CONFLICT  it was re-formed or ended on that day or later; or meanwhile
 *               (`base`)
 * ERR_INVALID   the day lies before the body's first or after its last, or
 *               nothing would change; else as body_create()
 * ERR_MISSING   no such body
 */
enum err body_reform(struct ctx *c, const struct body_act *act,
		     struct val **report) MUST;

/* Gives it other rules from a day on: errors as of body_reform(). */
enum err body_set_rules(struct ctx *c, const struct body_act *act) MUST;

/* Ends it: the day before is its last. Errors as of body_reform(). */
enum err body_end(struct ctx *c, const struct body_act *act) MUST;

/**
 * Takes the latest change of a body back, as if it had never been; its only
 * one: the body. *what: "found", "reform", "rules" or "end". `base` as of
 * struct body_act.
 *
 * ERR_CONFLICT  somebody acted by a right of a seat that it gave
 */
enum err body_undo(struct ctx *c, const char *code, int64_t base,
		   const char **what) MUST;

/* ---- what there is ---- */

/* Finds a body that c may see. ERR_MISSING: none. */
enum err body_get(struct ctx *c, const char *code, struct body *out) MUST;

/* The number of its latest change. */
enum err body_base(struct ctx *c, const struct body *b, int64_t *base) MUST;

/**
 * A body on a day: {"code","name","kind","unit","unit_name","from","until",
 * "at","alive","may_change","may_know","base","rules","rules_decision","decision","seats":[{"seat",
 * "label","n","duties","role","area","person","name","since","until",
 * "decision","left"}],"changes":[{"change","on","what","decision","at","by",
 * "comes":[{"seat","label","person","name"}],"goes":[…]}],"successors":[
 * {"code","name"}]}. `alive`: whether it was there that day; left: its
 * holder belongs to no unit that day. successors: of its unit, where it
 * ended with it.
 */
enum err body_view(struct ctx *c, const char *code, int64_t at,
		   struct val **out) MUST;

/* Which bodies a list holds. */
struct body_ask {
	const char *unit; /* NULL: of all */
	bool below;	  /* also of units under it that day */
	int64_t at;
};

/* [{"code","name","kind","unit","unit_name","from","until","seats",
 * "filled"}], by unit. */
enum err body_list(struct ctx *c, const struct body_ask *ask,
		   struct val **out) MUST;

/* The same of one unit that the reader sees, and none below it. */
enum err body_list_of(struct ctx *c, int64_t unit, int64_t at,
		      struct val **out) MUST;

/* Whether the unit has or had a body, so that it cannot be as if it had
 * never been: *what names one, or is NULL. */
enum err body_of_unit(struct ctx *c, int64_t unit, const char **what) MUST;

#endif
