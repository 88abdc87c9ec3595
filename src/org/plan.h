/* plan.h - what the operations of a reorganisation make of the tree, and
 * whether they may. */
#ifndef ORG_PLAN_H
#define ORG_PLAN_H

#include "org/draft.h"
#include "org/op.h"
#include "org/reorganise.h"

/* Which operation (its place + 1) says what of one unit; 0: none. */
struct fate {
	int32_t create, rename, retype, move;
	int32_t end; /* of a split the first part */
	bool doubt;  /* something of it was refused: say no more about it */
};

struct plan {
	struct ctx *c;
	const struct tree *before;
	struct draft *draft;
	int64_t day;
	const struct reorganise_hooks *hooks;
	struct op *op;
	size_t n;
	int32_t *unit, *into; /* by operation: index in the draft; -1: none */
	int32_t *next;	      /* by operation: a further part, + 1 */
	struct fate *fate;    /* by unit of the draft */
	int32_t *made;	      /* places of the creates, by code */
	size_t mades;
};

/**
 * Checks all operations against the tree and makes the draft of what would
 * come of them; gives merges and undivided splits the share 1.
 *
 * ERR_INVALID  every fault by line, as reorganise_apply() has them
 * ERR_DENIED   as there
 */
enum err plan_make(struct plan *p) MUST;

#endif
