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
	ACT_CONSULT,  /* read registered documents and their files */
	ACT_REGISTER, /* enter, number, correct and recall documents */
	ACT_FOLLOW,   /* read programmes, tasks and visits */
	ACT_PLAN,     /* make programmes, tasks and visits; close a year */
	ACT_OPERATE,  /* settings of the store */
};

/* A role, and the acts it allows: a set of 1 << enum act. */
struct role {
	const char *name;  /* "secretary" */
	const char *label; /* for people, marked N_() */
	unsigned acts;
};

/* "accept": the word for an act in lists and documents; and what it means,
 * for people, marked N_(). */
const char *act_name(enum act act);
const char *act_means(enum act act);
bool act_find(const char *name, enum act *act);
extern const size_t acts_count;

/* Whether an act is of the whole store, and not of one unit: may_all() asks
 * for it. */
bool act_of_store(enum act act);

/* "all", "returns", "people" and the other areas of the work. */
extern const char *const areas[];
extern const size_t areas_count;
bool area_known(const char *area);

/* For people, marked N_(); the name itself where there is no such area. */
const char *area_label(const char *area);

/* The acts that a role allows in an area, as a set of 1 << enum act; none
 * for a role or area that this program does not know. */
unsigned role_acts(const char *role, const char *area);

/* The rights that allow an act, as statements look for authority.power in
 * them: ",head/all,head/returns,reporter/all,". */
const char *powers_allowing(struct arena *mem, enum act act);

/* The same of whoever acts in `c`: none where c->acts, the limit of a token,
 * leaves the act out. */
const char *powers_mine(const struct ctx *c, enum act act);

extern const struct role roles[];
extern const size_t roles_count;

/* NULL where there is none of that name. */
const struct role *role_find(const char *name);

/**
 * OK when whoever acts in `c` may do `act` at `unit`: the operator always,
 * an account by a right on the whole store, at the unit, or at one above
 * it. A unit that ceased lies where it lay on its last day, one to come
 * where it will begin. A token (c->acts) allows no more than its own list.
 *
 * For an act that changes something, and for ACT_KNOW and ACT_AUDIT, c->seat
 * and c->behalf then say by which right: a grant of one's own before a seat,
 * that before standing in for somebody; of several the oldest.
 *
 * ERR_MISSING  may not even ACT_SEE it: the same answer as for no such unit
 * ERR_DENIED   sees it, but may not do this
 */
enum err may(struct ctx *c, enum act act, int64_t unit) MUST;

/* All acts that may() allows there, as a set of 1 << enum act. */
enum err may_what(struct ctx *c, int64_t unit, unsigned *acts) MUST;

/* The same for things that belong to no unit (forms, settings): a right on
 * the whole store or at a top unit gives it; ACT_SEE and ACT_READ a right
 * anywhere. ERR_DENIED otherwise. */
enum err may_all(struct ctx *c, enum act act) MUST;

/* OK where any right at all gives it, wherever that is. ERR_DENIED. */
enum err may_any(struct ctx *c, enum act act) MUST;

/* Whether c holds no right at all: it never had one, or all have ended. */
enum err may_nothing(struct ctx *c, bool *yes) MUST;

/* Whether `act` is allowed at every unit (operator, a right on the whole
 * store, or one at each top): lists pass it to their statement to spare the
 * walk. */
enum err may_everywhere(struct ctx *c, enum act act, bool *all) MUST;

/* Whether any right of whoever acts allows it, wherever. */
enum err may_anywhere(struct ctx *c, enum act act, bool *yes) MUST;

/* The code of the unit to show first: of the first one with a right to
 * ACT_READ, else of the only top unit where it is in sight; NULL: none of
 * these. */
enum err role_home(struct ctx *c, const char **code) MUST;

/* The tables, untranslated: {"roles":[{"role","label","acts":[…]}],
 * "acts":[{"act","means","areas":[…],"store"}],"areas":[{"area","means"}]};
 * store: as act_of_store(). */
struct val *roles_view(struct arena *mem);

#endif
