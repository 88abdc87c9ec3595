/* assignment.h - one addressed unit's copy of a call, and its way through
 * the states. All who change a state come here: coverage follows in the
 * same transaction. */
#ifndef CALLS_ASSIGNMENT_H
#define CALLS_ASSIGNMENT_H

#include "calls/state.h"

enum role_in_call { ANSWERS, RELAYS };

struct assignment {
	int64_t id, call, unit; /* unit: id */
	enum role_in_call role;
	int64_t key; /* of the return (key.h); 0: none */
	enum state state;
	int64_t due;	 /* the instant at which its last day ends */
	int64_t checker; /* id of the unit whose people accept */
	int64_t day;	 /* of the call: whose tree counts */
	int64_t base;	 /* call_base() of its call */
	const char *note;
	int64_t changed_at;
	bool passed;	  /* a relay has passed the call on */
	const char *gone; /* its state before its unit left the tree that the
			   * call addresses; NULL: it did not */
	int64_t from;	  /* id of the one whose duty it took over; 0 */
};

/* The live assignment (not withdrawn) that asks for a return.
 * ERR_MISSING  nobody asked for it; no message is set */
enum err assignment_of_key(struct ctx *c, int64_t key,
			   struct assignment *out) MUST;

/* All of a call, by unit (id), then role. */
enum err assignments_of_call(struct ctx *c, int64_t call,
			     struct assignment **out, size_t *n) MUST;

/* That of a unit (id) in a call. ERR_MISSING: it has none in that role. */
enum err assignment_of_unit(struct ctx *c, int64_t call, int64_t unit,
			    enum role_in_call role,
			    struct assignment *out) MUST;

/**
 * Takes one step; *a follows, and coverage at every tier above. Asks nobody
 * whether it is allowed, writes no journal: its caller does.
 *
 * note  the reason or covering note; "" for none
 * ERR_CONFLICT  the state does not allow the step
 */
enum err assignment_step(struct ctx *c, struct assignment *a, enum step step,
			 const char *note) MUST;

/**
 * The same step for all of `keys` that anybody asked for and whose state
 * allows it: the others stay. For imports of many returns of one form and
 * period.
 */
enum err assignments_step(struct ctx *c, const int64_t *keys, size_t n,
			  enum step step) MUST;

/* One that changes: its row as it was read, and as it is to be. */
struct assignment_change {
	struct assignment was, now;
};

/* Nobody else changes those of the call until the transaction ends. */
enum err assignments_lock(struct ctx *c, int64_t call) MUST;

/* Writes what many become, and coverage at every tier above. They are all of
 * one call, read after assignments_lock(). */
enum err assignments_change(struct ctx *c, const struct assignment_change *ch,
			    size_t n) MUST;

/* OK when c may take the step for this assignment: step_rules[step].act at
 * its checker or its unit (or, for what a unit does itself, at a successor
 * of a unit that ceased). Else as may(). */
enum err assignment_may(struct ctx *c, const struct assignment *a,
			enum step step) MUST;

/* may() at the unit, or at one that took over from it once it ceased: as
 * ERR_MISSING and ERR_DENIED of may(). */
enum err may_for(struct ctx *c, enum act act, int64_t unit) MUST;

#endif
