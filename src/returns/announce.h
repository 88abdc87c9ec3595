/* announce.h - tells who has to do with a return what became of it. */
#ifndef RETURNS_ANNOUNCE_H
#define RETURNS_ANNOUNCE_H

#include "returns/place.h"

enum announcement {
	ANNOUNCE_SUBMITTED, /* to who checks: something waits, in one notice */
	ANNOUNCE_WAITS,	    /* to the unit's head */
	ANNOUNCE_ACCEPTED,  /* this and the others: to the unit */
	ANNOUNCE_SENT_BACK,
	ANNOUNCE_REFUSED,
	ANNOUNCE_VOIDED,
};

/* One return. */
struct announced {
	const struct form *form;
	int64_t period, unit;	 /* unit: id */
	const char *code, *name; /* of the unit */
	int64_t call, checker;	 /* 0: nobody asked for it */
};

/* `words`: the reasons, "" for none. Call it after the step, which has the
 * rows that many share, and before the entry of the journal. */
enum err announce(struct ctx *c, enum announcement what,
		  const struct announced *of, const char *words) MUST;

enum err announce_place(struct ctx *c, enum announcement what,
			const struct place *at, const char *words) MUST;

#endif
