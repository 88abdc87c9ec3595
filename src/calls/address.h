/* address.h - whom a call addresses, and in which role. */
#ifndef CALLS_ADDRESS_H
#define CALLS_ADDRESS_H

#include "calls/call.h"

/* A unit that is to have an assignment. Units by their place in the tree. */
struct address {
	int32_t unit, checker;
	enum role_in_call role;
};

/* The tree that a call addresses. */
struct address_tree {
	const struct tree *tree;
	struct tree_day *day;
	int32_t under, kind;
	bool *has; /* by unit: one of `kind` is strictly below */
};

/* ERR_MISSING: there is no such kind; `under` -1 where that is not alive. */
enum err address_begin(struct ctx *c, const struct tree *tree, int64_t day,
		       int64_t under, const char *kind,
		       struct address_tree *out) MUST;

/* Direct: all of the kind at or below `under`, which checks them. Stepwise:
 * `under` itself where it is of the kind, and the first tier below it. */
void address_all(struct ctx *c, const struct address_tree *t, bool stepwise,
		 struct address **out, size_t *n);

/**
 * Those of a list (ids), each once; `under` checks them.
 *
 * ERR_INVALID  one is not at or below `under` on that day
 */
enum err address_list(struct ctx *c, const struct address_tree *t,
		      const int64_t *unit, size_t units, struct address **out,
		      size_t *n) MUST;

/* Stepwise: the tier directly below a unit that passes the call on. It
 * checks them. */
void address_tier(struct ctx *c, const struct address_tree *t, int32_t unit,
		  struct address **out, size_t *n);

/* ERR_CONFLICT: some of those that are to answer are asked for the same
 * return already; the message says how many, and by which call. */
enum err address_rivals(struct ctx *c, const struct address_tree *t,
			int64_t form, int64_t period, const struct address *to,
			size_t n) MUST;

/* Leaves them out instead. */
enum err address_leave_rivals(struct ctx *c, const struct address_tree *t,
			      int64_t form, int64_t period, struct address *to,
			      size_t *n) MUST;

/* Gives each its assignment, due on `due` where it is, and counts it at
 * every tier above. */
enum err address_send(struct ctx *c, const struct call *k,
		      const struct address_tree *t, const struct address *to,
		      size_t n, int64_t due, progress_fn progress,
		      void *arg) MUST;

/**
 * Writes new assignments of a call: unit, role, state, due, checker, note
 * and from of each. What a unit gave already shows in its state at once.
 * Coverage does not follow: the caller counts them.
 *
 * progress  told how many are written; NULL: nobody asks
 * ERR_CONFLICT  a unit is asked for the same return already
 */
enum err assignments_insert(
	struct ctx *c, const struct call *k, struct assignment *a, size_t n,
	void (*progress)(void *arg, int64_t done, int64_t of), void *arg) MUST;

#endif
