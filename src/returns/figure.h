/* figure.h - figures of a unit: its value, and beside it how many units
 * gave it, how many were expected, how many are missing (docs/figures.md). */
#ifndef RETURNS_FIGURE_H
#define RETURNS_FIGURE_H

#include "org/tree.h"
#include "returns/form.h"

/* What is asked, in words from outside. */
struct figure_query {
	const char *unit;      /* code */
	const char *form;      /* code */
	const char *period;    /* base period, or a range of them */
	const char *indicator; /* code; NULL: all of the form's version */
	const char *tree;      /* "reported", "today" or a date; NULL:
				* "reported" */
	bool children;	       /* also those of its children on that tree */
};

/* The same, understood. */
struct figure_ask {
	struct form *form;	 /* in the version of the last base period */
	int64_t period;		 /* what was asked */
	int64_t first, last;	 /* its base periods */
	int64_t unit;		 /* id */
	const char *code, *tree; /* as asked */
	bool restated;
	int64_t day;  /* of the tree: restated, or of `last` */
	int32_t only; /* slot, or -1 */
	bool children;
};

/**
 * Understands a query and checks the right to read the unit.
 *
 * ERR_INVALID  no period or date, or not one of the form's
 * ERR_MISSING  no such unit, form or indicator, or not visible
 */
enum err figure_ask(struct ctx *c, const struct figure_query *q,
		    struct figure_ask *out) MUST;

/* The same for a unit that the reader may see, and the form at hand. */
enum err figure_ask_of(struct ctx *c, const struct figure_query *q,
		       int64_t unit, struct form *f,
		       struct figure_ask *out) MUST;

/* One exact figure. */
struct figure {
	struct ratio value;
	int64_t units, missing;
	bool divisible;
};

/* All figures of one unit, by slot. */
struct figures {
	int64_t id;
	const char *code, *name;
	int64_t expected, accepted;
	int64_t given; /* of the base periods, in how many anything was */
	struct figure *of;
};

/**
 * Computes the figures: of the unit itself, then, where asked, of its
 * children in the order of their names.
 *
 * ERR_MISSING  the unit is not in that tree
 */
enum err figure_get(struct ctx *c, const struct figure_ask *ask,
		    struct figures **out, size_t *n) MUST;

/* The same of another period, beside this one or in a row with it: *out NULL
 * where there is none such, where the form does not reach back to it, or the
 * unit was not in that tree. */
enum err figure_of_period(struct ctx *c, const struct figure_ask *like,
			  int64_t period, struct figures **out, size_t *n) MUST;

/* As reported, the unit itself in each base period ask->first..last by
 * itself: by period - first; code NULL where it was not in the tree. */
enum err figure_each(struct ctx *c, const struct figure_ask *ask,
		     struct figures **out) MUST;
/* What one row of the roll-ups says, as reported for one base period; `f`
 * is the form in the version for it. */
struct node_row;
enum err figure_of_row(struct ctx *c, const struct figure_ask *ask,
		       const struct form *f, const struct node_row *row,
		       struct figures *out) MUST;

/* Whether it is a mean or a ratio, and not a number of its own scale. */
bool figure_fraction(const struct figure_ask *ask, int32_t slot);

/* The number that a figure is printed as, at *scale decimals. */
bool figure_number(const struct figure_ask *ask, int32_t slot,
		   const struct figure *f, int128 *n, int *scale) MUST;

/* What people read of it: "1.234,5", "–" where nothing was given, "∤" where
 * it is not divisible. */
const char *figure_shown(struct ctx *c, const struct figure_ask *ask,
			 int32_t slot, const struct figure *f);

/**
 * How it changed since the period before: "+470 (+2.6%)", without the share
 * for a ratio or a mean. NULL where the two cannot be compared; then *why
 * says why in a few words, or is NULL as well: one of the two is not there.
 */
const char *figure_change(struct ctx *c, const struct figure_ask *ask,
			  int32_t slot, const struct figure *now,
			  const struct figure *then, const char **why);

/* One figure as a view: {"indicator","value","units","missing",
 * "divisible"}, for a mean or ratio "num" and "den"; for pages "title",
 * "label" (its unit of measure) and "shown". A value is a decimal at the
 * indicator's scale (+ 2 for a mean or a ratio), rounded half to even. */
struct val *figure_one_view(struct ctx *c, const struct figure_ask *ask,
			    const struct figures *f, int32_t slot);

/**
 * {"unit","form","period","tree","expected","accepted","figures":[
 * {"indicator","value","units","missing","divisible"}]}; a range also
 * "periods":{"given","of"}; with children the same of each in "children".
 * For pages also "name".
 */
enum err figure_view(struct ctx *c, const struct figure_query *q,
		     struct val **view) MUST;

/* {"unit","form","indicator","tree","points":[{"period","value","units",
 * "expected","missing","divisible"}]} from period to period, of one kind:
 * base periods, or ranges of them. */
enum err series_view(struct ctx *c, const struct figure_query *q,
		     const char *to, struct val **view) MUST;

/* The returns that make one figure; their values add up to it by its
 * rules. {"unit","form","indicator","period","tree","value","returns":[
 * {"unit","name","period","version","value","share","accepted_by",
 * "accepted_at"}]}; share null: unknown, not divisible here. */
enum err lineage_view(struct ctx *c, const struct figure_query *q,
		      struct val **view) MUST;

/* Who was expected for a base period and has no accepted return:
 * {"unit","form","period","expected","missing":[{"unit","name","kind"}]}.
 * Walks only where accepted < expected. */
enum err missing_view(struct ctx *c, const struct figure_query *q,
		      struct val **view) MUST;

#endif
