/* restate.h - where the units of one day stand on the tree of another day:
 * forward through successor links, backward through predecessors. */
#ifndef RETURNS_RESTATE_H
#define RETURNS_RESTATE_H

#include "base/decimal.h"
#include "org/tree.h"

/* A part of what a unit gave. With one target it belongs there; with
 * several it is exact only at their lowest common ancestor and above. */
struct group {
	int64_t num, den; /* the share of the whole, in lowest terms */
	int32_t n;
	int32_t *target; /* indexes of units alive on the day `to`, sorted
			    by code */
};

/* All of it; the shares add up to 1. n 0: nothing on that tree takes over
 * (the top itself was closed). */
struct parts {
	int32_t n;
	struct group *group;
};

struct restate {
	struct arena *mem;
	const struct tree *tree;
	int64_t from, to;
	struct parts **parts; /* by unit; of those alive on `from` */
	struct group *whole;  /* by unit: all targets in one group; n 0: none */
	struct parts **made_of; /* by unit that ceased: so that a long chain of
				 * divisions and mergers is walked once */
};

/**
 * Where every unit alive on the day `from` stands on the tree of `to`,
 * either way.
 *
 * Forward, a unit that ceased goes to its successors, each with its share;
 * a unit without successors to those of its nearest ancestor. Backward, a
 * unit made of several goes to all of them with shares unknown, one
 * without predecessors to its nearest ancestor that was there.
 */
enum err restate(struct ctx *c, const struct tree *tree, int64_t from,
		 int64_t to, const struct restate **out) MUST;

/**
 * Divides v among the groups by their shares, by largest remainder, so that
 * the parts add up to v; on a tie the group whose first target comes first
 * by code. part has room for p->n.
 */
void restate_divide(const struct tree *tree, const struct parts *p, int128 v,
		    int128 *part);

/* The lowest unit on a tree that holds all targets; -1: there is none. */
int32_t restate_meet(const struct tree_day *d, const struct group *g);

#endif
