/* batch.h - many assignments of a call that change together. */
#ifndef CALLS_BATCH_H
#define CALLS_BATCH_H

#include "calls/call.h"

struct batch {
	struct ctx *c;
	struct call call;
	const struct tree *tree;
	struct tree_day *day;		  /* of the call */
	struct assignment_change *change; /* `now` is as `was` */
	size_t n;
};

/**
 * Those at or below a unit (code; NULL: all) in a state of `states`, of a
 * call that is open. Nobody else changes them until the transaction ends;
 * assignments_change() writes what they become.
 *
 * ERR_MISSING   no such call or unit, or not in sight
 * ERR_CONFLICT  the call was withdrawn
 */
enum err batch_begin(struct ctx *c, int64_t call, const char *unit,
		     unsigned states, struct batch *b) MUST;

/* The same of a whole call, in sight or not. */
enum err batch_begin_unseen(struct ctx *c, int64_t call, unsigned states,
			    struct batch *b) MUST;

#endif
