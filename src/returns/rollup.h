/* rollup.h - keeps the rows that figures are read from: of each unit what
 * all units strictly below it gave, right in the transaction that accepts. */
#ifndef RETURNS_ROLLUP_H
#define RETURNS_ROLLUP_H

#include "org/tree.h"
#include "returns/form.h"
#include "returns/vector.h"

/* One unit's return that begins to count, changes, or ceases to. */
struct rollup_change {
	int64_t unit;			/* id, alive on the period's last day */
	bool asked;			/* its kind has to answer */
	const struct values *old, *now; /* NULL: none */
};

/**
 * Carries changes of one form and base period to all units above, each
 * shared ancestor once, from the leaves to the root: on PostgreSQL every
 * writer locks the rows in that order. `accepted` must be written before.
 * The caller holds the tree (tree_hold()).
 *
 * ERR_INVALID  a sum would not fit in 64 bits; the message names where
 */
enum err rollup_apply(struct ctx *c, const struct form *f, int64_t period,
		      const struct rollup_change *change, size_t n) MUST;

/* Recomputes the rows of the units marked, from their children, deepest
 * first; units that are no longer in the tree lose theirs. */
enum err rollup_refresh(struct ctx *c, const struct form *f, int64_t period,
			const struct tree *tree, const struct tree_day *day,
			const bool *mark) MUST;

/* Makes all rows of a form and period new from the accepted returns. */
enum err rollup_rebuild(struct ctx *c, const struct form *f, int64_t period,
			const struct tree *tree,
			const struct tree_day *day) MUST;

#endif
