/* state.h - the states of an assignment, and the steps between them. One
 * table in state.c drives the code; docs/states.md is made from it. */
#ifndef CALLS_STATE_H
#define CALLS_STATE_H

#include "access/role.h"

enum state {
	DELIVERED,
	ACKNOWLEDGED,
	SUBMITTED,
	SENT_BACK,
	ACCEPTED,
	WAIVED,
	WITHDRAWN,
};

#define STATES 7

/* Of STATES: still owed by the unit. */
#define STATES_OWED (1u << DELIVERED | 1u << ACKNOWLEDGED | 1u << SENT_BACK)
/* Counted as expected: all but waived and withdrawn. */
#define STATES_LIVE (STATES_OWED | 1u << SUBMITTED | 1u << ACCEPTED)

enum step {
	STEP_ACKNOWLEDGE,
	STEP_SUBMIT,
	STEP_SEND_BACK,
	STEP_ACCEPT,
	STEP_VOID,
	STEP_WAIVE,
	STEP_RESUME,
	STEP_WITHDRAW,
};

#define STEPS 8

struct step_rule {
	const char *name;  /* "send-back": of commands and of the journal */
	unsigned from;	   /* a set of 1 << enum state */
	unsigned stays;	   /* of these: those that it leaves as they are */
	enum state to;	   /* what the others become */
	enum act act;	   /* who may */
	bool by_checker;   /* at whose unit: the checker's, or the unit's own */
	bool needs_reason; /* it must say why */
	const char *label; /* for people, marked N_() */
	const char *does;  /* one sentence, marked N_() */
};

extern const struct step_rule step_rules[STEPS];

/* "sent-back": of JSON, commands and the database. */
const char *state_name(enum state s);
/* What people read, marked N_(). */
const char *state_label(enum state s);
/* False: there is none of that name. */
bool state_read(const char *name, enum state *s) MUST;

/**
 * What becomes of an assignment in state `from`.
 * ERR_CONFLICT  the step does not lead on from there; the message says in
 *               which state it is
 */
enum err state_after(struct ctx *c, enum step step, enum state from,
		     enum state *to) MUST;

/* The table, for docs/states.md: {"states":[{"state","label","means"}],
 * "steps":[{"step","from","stays","to","may","at","reason","does"}]}. */
struct val *states_view(struct arena *mem);

#endif
