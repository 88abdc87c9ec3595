/* ancestors.h - what stands above units on a day: for rows that are kept at
 * every tier above what they count. */
#ifndef ORG_ANCESTORS_H
#define ORG_ANCESTORS_H

#include "core/ctx.h"

struct ancestor {
	int64_t unit; /* id */
	int64_t depth;
};

struct ancestors {
	/* Each once, children before parents: the deepest first, in one
	 * depth by id. All who lock rows in this order do not wait for each
	 * other in a circle. */
	struct ancestor *all;
	size_t n;
	/* Of the i-th unit asked for, the nearest first: the places in `all`
	 * from place[first[i]] on, up to place[first[i + 1]]. */
	size_t *first, *place;
};

/* Those of n units (ids); a unit that is not alive on the day has none. The
 * caller holds the tree (tree_hold()). */
enum err ancestors_of(struct ctx *c, const int64_t *unit, size_t n, int64_t day,
		      struct ancestors *out) MUST;

#endif
