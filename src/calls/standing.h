/* standing.h - calls that are issued again for every period. */
#ifndef CALLS_STANDING_H
#define CALLS_STANDING_H

#include "calls/call.h"
#include "core/clockwork.h"

#define STANDING_DAYS 366

struct standing_ask {
	const char *what;
	int64_t form;
	int64_t first; /* the first period asked for */
	const char *under, *kind;
	bool stepwise;
	int64_t due_after; /* days after the period's last day, 0 to 366 */
	int64_t ahead;	   /* issued so many days before the period ends */
};

/* As call_issue(); *id: its number. Issues nothing yet. ERR_INVALID also:
 * more than STANDING_DAYS days. */
enum err standing_add(struct ctx *c, const struct standing_ask *ask,
		      int64_t *id) MUST;

/* It asks for no further period. ERR_CONFLICT: it ended before. */
enum err standing_end(struct ctx *c, int64_t id) MUST;

/* [{"standing","what","title","form","period","issuer","kind","relay",
 * "due_after","ahead","next","calls","ended"}] of issuers in sight; period:
 * the first; title: of what it asks for next. */
enum err standing_list_view(struct ctx *c, struct val **view) MUST;

/**
 * Issues at most one call that is due by today in its issuer's time zone: the
 * scheduler calls it until *id is 0. Periods missed while nothing ran are
 * issued one after the other; none twice, whoever else does the same. A
 * period for which nobody is to be asked (no unit of the kind is there, the
 * form does not ask it, all are asked already) is passed over; whom another
 * call asks already is left to it. Where the issuer ceased, the one unit
 * that took over issues; where that is not one, the standing call ends.
 * Needs DB_WRITE.
 */
enum err standing_run(struct ctx *c, int64_t *id) MUST;

/* A chore: one call a turn. */
enum err standing_chore(struct ctx *c, struct turn *t) MUST;

#endif
