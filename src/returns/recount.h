/* recount.h - figures added up from the single returns: on another tree
 * than their own, or, for "last", over a range of periods. What stands
 * still in the roll-ups is read there instead. */
#ifndef RETURNS_RECOUNT_H
#define RETURNS_RECOUNT_H

#include "returns/form.h"
#include "returns/restate.h"

/* What one unit contributes: by slot. NULL: it was expected and gave
 * nothing. */
struct given {
	bool expected, gave;
	struct tally *t; /* by slot; count 0: not given */
	int64_t *when;	 /* by slot, for "last": the period it is from */
};

/* One unit's place in the result. */
struct node {
	int32_t unit; /* index in the tree */
	int64_t expected, accepted;
	struct tally *t; /* by slot; for RULE_NONE what is its own */
	int64_t *units;	 /* by slot: units that gave */
	bool *split;	 /* by slot: not divisible here */
};

struct recount {
	const struct form *form;
	const struct tree *tree;
	const struct tree_day *to; /* the tree that figures are asked on */
	const struct restate *restate;
	int64_t from;	   /* the day whose units gave */
	struct node *node; /* the unit asked for, then its children */
	int32_t n;
	int32_t *place;	     /* by unit: the child's node that holds it, 0 for
			      * the unit asked for itself, -1 outside of it */
	struct given *given; /* by unit */
};

/* Called with every contribution to node 0, for lineage: the slot's part
 * of what `unit` gave. share.den 0: unknown, `part` not divisible here. */
typedef enum err (*recount_fn)(void *arg, int32_t unit, struct share share,
			       struct tally part);

/**
 * Sets a recount up: figures of `unit` (and its children on the tree of
 * `to`) from what units alive on `from` gave.
 *
 * ERR_MISSING  the unit is not in the tree of `to`
 */
enum err recount_begin(struct ctx *c, const struct form *f,
		       const struct tree *tree, int64_t from, int64_t to,
		       int32_t unit, bool children, struct recount *out) MUST;

/* Which nodes hold just the units that they held on the day itself, each
 * wholly: there the roll-ups tell the figure. True: all of them. */
enum err recount_unmoved(struct ctx *c, const struct recount *r, bool *unmoved,
			 bool *all) MUST;

/* Fills `given` with the accepted returns of a base period. */
enum err recount_period(struct ctx *c, struct recount *r, int64_t period) MUST;

/* Fills `given` for the rule "last": what each unit alive at the end of
 * first..last (base periods) last gave of each indicator in between. */
enum err recount_last(struct ctx *c, struct recount *r, int64_t first,
		      int64_t last) MUST;

/* Adds everything given to the nodes. With `fn`, of slot `slot` only, and
 * tells it every contribution to the first node. */
enum err recount_run(struct ctx *c, struct recount *r, int32_t slot,
		     recount_fn fn, void *arg) MUST;

#endif
