/* glance.h - one unit at a glance: its figures of a period beside the
 * period before, its children, and how the first indicator went. */
#ifndef RETURNS_GLANCE_H
#define RETURNS_GLANCE_H

#include "org/unit.h"
#include "returns/figure.h"

#define GLANCE_CHILDREN 40
#define GLANCE_POINTS	12 /* at most, of months; 8 of what is longer */

/* What the address says; all may be NULL. */
struct glance_query {
	const char *form, *period, *tree, *indicator;
	bool exact; /* asked by a program: nothing else is put in its place */
};

struct glance_child {
	struct figures now, then; /* then.of NULL: there is nothing */
};

struct glance_point {
	int64_t period;
	struct figures f; /* of NULL: there is nothing */
};

struct glance {
	struct form_choice *choice; /* all forms */
	size_t choices;
	int64_t *period; /* for which anything counts, the newest first */
	size_t periods;
	/* Without form there is none yet; with ask.period 0 nothing was
	 * given yet; else `why` or the rest is filled in. */
	const struct form *form;
	struct figure_ask ask;
	const char *why; /* why there are no figures, in c->lang */
	int32_t key;	 /* slot of the indicator shown of children */
	struct figures *now, *then; /* then NULL: not in that tree */
	struct glance_child *child;
	size_t children;
	int64_t children_all;
	struct glance_point *point; /* consecutive, up to the period */
	size_t points;
};

/* Only the choice, of glance_get(): up to `ask` and `key`. */
enum err glance_choose(struct ctx *c, const struct unit *u,
		       const struct glance_query *q, struct glance *out) MUST;

/**
 * Fills *out for a unit that the reader may see (unit_get()).
 *
 * Not said: the first form by code for which anything counts, rather one
 * that the unit itself answers; the newest period with anything in which
 * the unit lived at its end (none: the newest one, on the tree of today);
 * the form's first indicator. Unless `exact`, a period or indicator that is
 * not of the form counts as not said: the form was changed on the page.
 *
 * As reported and of a base period it takes four statements and the form.
 *
 * ERR_MISSING  no such form; `exact`: nor indicator
 * ERR_INVALID  no such tree, or no period; `exact`: none of the form
 */
enum err glance_get(struct ctx *c, const struct unit *u,
		    const struct unit_story *story,
		    const struct glance_query *q, struct glance *out) MUST;

#endif
