/* coverage.h - how many of the assigned units under a unit are in which
 * state. Kept as roll-ups are: a row for every unit above, of what lies
 * strictly below it, right in the transaction that changes a state. */
#ifndef CALLS_COVERAGE_H
#define CALLS_COVERAGE_H

#include "calls/assignment.h"
#include "org/tree.h"

/* One assignment that comes into being (from < 0), changes its state or its
 * due instant. */
struct coverage_change {
	int64_t unit; /* id, alive on the call's day */
	enum role_in_call role;
	int from, to; /* enum state; from < 0: is new */
	int64_t due_from, due_to;
};

/**
 * Carries changes of one call to all units above, each shared ancestor once,
 * from the leaves to the root. `base` and `day` as of struct assignment. The
 * caller holds the tree (tree_hold()).
 */
enum err coverage_apply(struct ctx *c, int64_t call, int64_t base, int64_t day,
			const struct coverage_change *change, size_t n) MUST;

/* Makes all rows of a call new from its assignments, on the tree as it is
 * now written. */
enum err coverage_rebuild(struct ctx *c, int64_t call) MUST;

/* Counts assignments of one call `sign` times more at every unit above them
 * on a tree that is at hand, whichever is written. */
enum err coverage_on(struct ctx *c, const struct tree *tree,
		     const struct tree_day *day, const struct assignment *a,
		     size_t n, int64_t sign) MUST;

/* Recounts every row of coverage from the assignments. ERR_CONFLICT, and
 * c->why naming the first that differs. *n: rows. */
enum err coverage_verify(struct ctx *c, int64_t *n) MUST;

#define DUE_SOON_DEFAULT "3" /* days; the setting due-soon */

/* What lies at or below one unit. */
struct coverage {
	int64_t n[STATES];     /* all assignments */
	int64_t relay[STATES]; /* of these, of units that pass it on */
	int64_t late, due_soon;
	int64_t late_of[STATES]; /* `late`, by state */
};

/**
 * {"call","unit","counts":{"delivered","acknowledged","submitted",
 * "sent-back","accepted","waived","withdrawn"},"late","late_of",
 * "due_soon","relay_counts":{…},"children":[…]}: counts at or below the unit
 * (code; NULL: the issuer's) on the tree of the call's day; children, when
 * asked for, each
 * {"unit","name","counts","late","due_soon","relay": state or null,
 * "answers": state or null}.
 *
 * ERR_MISSING  no such call or unit, or not in sight
 */
enum err coverage_view(struct ctx *c, int64_t call, const char *unit,
		       bool children, struct val **view) MUST;

/**
 * Who owes: assignments at or below the unit in a state of `states` (a set
 * of 1 << enum state), `late` those only whose day is over. Descends only
 * where a row says that there are any; at most `limit`, from the
 * `offset`th on, ordered as the tree is.
 *
 * [{"assignment","unit","name","kind","under","under_name","state","due",
 * "late","note","changed_at"}]
 */
enum err coverage_owing(struct ctx *c, int64_t call, const char *unit,
			unsigned states, bool late, int64_t offset,
			int64_t limit, struct val **view) MUST;

#endif
