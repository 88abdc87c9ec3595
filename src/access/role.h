/* role.h - who may do what where: a role, at a unit and all below it, in an
 * area of the work; granted, held through a seat, or standing in for
 * somebody (the view `authority`). */
#ifndef ACCESS_ROLE_H
#define ACCESS_ROLE_H

#include "core/ctx.h"

/* What can be asked; in which area of the work each lies is in role.c. */
enum act {
	ACT_SEE,      /* see that units are there, and how they stand */
	ACT_READ,     /* see figures, returns and calls */
	ACT_KNOW,     /* see who people are: contacts, memberships */
	ACT_AUDIT,    /* read the journal, accounts and their rights */
	ACT_ANSWER,   /* hand in returns of the subtree */
	ACT_APPROVE,  /* approve what the own unit hands in */
	ACT_ACCEPT,   /* accept, send back */
	ACT_CALL,     /* ask units for something; remind, waive, withdraw */
	ACT_FORM,     /* make forms */
	ACT_PEOPLE,   /* keep persons, memberships, bodies and their seats */
	ACT_ORGANISE, /* import units, reorganise */
	ACT_ACCOUNT,  /* make accounts, give roles */
	ACT_OPERATE,  /* settings of the store */
};

/* A role, and the acts it allows: a set of 1 << enum act. */
struct role {
	const char *name;  /* "secretary" */
	const char *label; /* for people, marked N_() */
	unsigned acts;
};

/* "accept": the word for an act in lists and documents. */
const char *act_name(enum act act);

/* "all", "returns", "people", "units", "accounts": the areas of the work. */
extern const char *const areas[];
extern const size_t areas_count;

/* The rights that allow an act, as statements look for authority.power in
 * them: ",head/all,head/returns,reporter/all,". */
const char *powers_allowing(struct arena *mem, enum act act);

extern const struct role roles[];
extern const size_t roles_count;

/**
 * OK when whoever acts in `c` may do `act` at `unit`: the operator always,
 * an account by a grant on the whole store, on the unit, or on one above
 * it. A unit that ceased lies where it lay on its last day, one to come
 * where it will begin.
 *
 * ERR_MISSING  may not even see it: the same answer as for no such unit
 * ERR_DENIED   sees it, but may not do this
 */
enum err may(struct ctx *c, enum act act, int64_t unit) MUST;

/* The same for things that belong to no unit (forms, settings): a grant on
 * the whole store or at a top unit gives it; ACT_READ is open to every
 * account. ERR_DENIED otherwise. */
enum err may_all(struct ctx *c, enum act act) MUST;

/* Whether every unit is in sight (operator, a grant on the whole store, or
 * one at each top): lists pass it to their statement to spare the walk. */
enum err may_see_all(struct ctx *c, bool *all) MUST;

/* The code of the unit to show first: of the first one granted to read, else
 * of the only top unit where it is in sight; NULL: none of these. */
enum err role_home(struct ctx *c, const char **code) MUST;

/**
 * Gives an account a role at the unit of that code (NULL: on the whole
 * store) until the end of the day `until`; giving it again moves that day.
 * Journalled.
 *
 * ERR_INVALID  no such role, or `until` lies before today
 * ERR_MISSING  no such account or unit
 * else as may(ACT_ACCOUNT) at that unit, or may_all() for the whole store
 */
enum err role_give(struct ctx *c, int64_t account, const char *role,
		   const char *unit, int64_t until) MUST;

#endif
