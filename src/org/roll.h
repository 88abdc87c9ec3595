/* roll.h - what lies at units from day to day, added up the tree: for counts
 * that are kept of a unit and all below it, as of any day. */
#ifndef ORG_ROLL_H
#define ORG_ROLL_H

#include "org/tree.h"

/* From `day` on there are n more (or less) of `key` at or below `unit`. */
struct roll_step {
	int64_t unit; /* id */
	int64_t key;  /* what is counted: a kind of unit; 0 */
	int64_t day, n;
};

struct roll {
	struct arena *mem;
	struct roll_step *step;
	size_t n, cap;
};

/* n of `key` lie at unit u (an index) over [since, until]: they count there
 * and at what is above, wherever it stands in that time. */
void roll_add(struct roll *r, const struct tree *t, int32_t u, int64_t key,
	      int64_t since, int64_t until, int64_t n);

/* Puts the steps in order, by unit, key and day; those of one day become one,
 * and those that change nothing go. */
void roll_sum(struct roll *r);

#endif
