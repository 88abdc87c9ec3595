/* stay.h - a stay of a person at a unit, and what the tree makes of it. */
#ifndef PEOPLE_STAY_H
#define PEOPLE_STAY_H

#include "org/tree.h"

/* What was said: from a day to another, DAY_MAX for no end. */
struct stay {
	int64_t person;
	int64_t unit; /* id */
	int64_t since, ends;
};

/* A part of it in one unit. */
struct stay_piece {
	int32_t unit; /* index */
	int64_t since, until;
	int32_t from; /* it was carried on from that unit; -1: it was not */
	bool cut;     /* it ends with its unit, before its time */
};

/**
 * A stay follows its unit into the one that takes over from it wholly; where
 * it was divided or closed, it is cut off. None where there is no such unit,
 * or where it had ceased before and nobody took over.
 */
void stay_pieces(struct arena *mem, const struct tree *t, const struct stay *s,
		 struct stay_piece **out, size_t *n);

#endif
