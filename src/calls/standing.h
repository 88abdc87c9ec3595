/* standing.h - calls that are issued again for every period. */
#ifndef CALLS_STANDING_H
#define CALLS_STANDING_H

#include "calls/call.h"

struct standing_ask {
	const char *what;
	int64_t form;
	int64_t first; /* the first period asked for */
	const char *under, *kind;
	bool stepwise;
	int64_t due_after; /* days after the period's last day, 0 to 366 */
	int64_t ahead;	   /* issued so many days before the period ends */
};

/* As call_issue(); *id: its number. Issues nothing yet. */
enum err standing_add(struct ctx *c, const struct standing_ask *ask,
		      int64_t *id) MUST;

/* It asks for no further period. ERR_CONFLICT: it ended before. */
enum err standing_end(struct ctx *c, int64_t id) MUST;

enum err standing_list_view(struct ctx *c, struct val **view) MUST;

/**
 * Issues at most one call that is due by today in its issuer's time zone: the
 * scheduler calls it until *id is 0. Periods missed while nothing ran are
 * issued one after the other; none twice, whoever else does the same.
 */
enum err standing_run(struct ctx *c, int64_t *id) MUST;

#endif
