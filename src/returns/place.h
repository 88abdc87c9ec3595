/* place.h - one return, found by the words of its address: what every act
 * on a single return begins with, and what they end with. */
#ifndef RETURNS_PLACE_H
#define RETURNS_PLACE_H

#include "calls/assignment.h"
#include "returns/form.h"

struct place {
	const struct form *form; /* in the version for the period */
	int64_t unit;		 /* id */
	const char *code, *name; /* of the unit, on the period's last day */
	int64_t kind;		 /* id */
	int64_t period, day;	 /* day: the period's last */
	int64_t key;
	bool gone;     /* it was not in the tree on that day: only ACT_READ
			* finds it, for the sake of what was typed */
	bool answers;  /* its kind answers the form */
	bool approval; /* its head approves what it hands in */
	bool called;   /* `a` holds the live assignment */
	struct assignment a;
};

/**
 * Finds a return and sees that c may do `act` for it: at the unit, or at one
 * that took over from it (may_for()). For ACT_ACCEPT and ACT_APPROVE only
 * sight is asked for: whose word counts, the act itself asks. All but
 * ACT_READ hold the tree and wait for others who act on the same return, and
 * need DB_WRITE.
 *
 * ERR_MISSING  no such unit, form, or not in sight
 * ERR_INVALID  the period is not the form's
 * ERR_CONFLICT the unit is not alive on the period's last day (the message
 *              says who took over), or for ACT_ANSWER of a kind that does
 *              not answer
 */
enum err place_find(struct ctx *c, const char *unit, const char *form,
		    const char *period, enum act act, struct place *out) MUST;

/* The same with form and period at hand. */
enum err place_of(struct ctx *c, const struct form *f, const char *unit,
		  int64_t period, enum act act, struct place *out) MUST;

/* ERR_CONFLICT  the unit need not answer: it was waived, or the call
 * withdrawn; the message says why */
enum err place_may_answer(struct ctx *c, const struct place *at) MUST;

/* OK: c may accept or send back what comes in here: ACT_ACCEPT at the
 * assignment's checker, else at the unit. ERR_DENIED */
enum err place_may_check(struct ctx *c, const struct place *at) MUST;

/* The same for a unit (id) that checks. */
enum err checker_may(struct ctx *c, int64_t checker) MUST;

/* Takes the step where anybody asked for the return, as
 * assignment_step(). */
enum err place_step(struct ctx *c, struct place *at, enum step step,
		    const char *note) MUST;

/* Who begins to answer has seen what is asked: acknowledges it, with its
 * entry in the journal, where it was only delivered. */
enum err place_acknowledge(struct ctx *c, struct place *at) MUST;

/* One entry of the journal about a version of this return; `detail` NULL, or
 * a map with more. */
enum err place_record(struct ctx *c, const struct place *at, const char *act,
		      int64_t version, struct val *detail) MUST;

#endif
