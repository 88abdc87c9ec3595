/* count.h - how many units of each kind are below each unit, day by day:
 * kept, so that "expected" is one look. */
#ifndef ORG_COUNT_H
#define ORG_COUNT_H

#include "gen/sql_org.h"
#include "org/tree.h"

/**
 * All rows that the table kind_count must hold for a tree: by unit and kind
 * (as they stand in the tree), then by day; from a day on until the next
 * row of the same unit and kind, n units are strictly below.
 */
void count_all(struct arena *mem, const struct tree *t, struct count_row **out,
	       size_t *n);

/* Brings the table from one tree to the other; writes what differs. */
enum err count_store(struct ctx *c, const struct tree *before,
		     const struct tree *after) MUST;

/* Compares the table with what it must hold.
 * ERR_CONFLICT  it differs; c->why names the first unit where it does */
enum err count_verify(struct ctx *c, const struct tree *t) MUST;

#endif
