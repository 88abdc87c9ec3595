/* sight.h - what lists give to their statements, so that they hold just
 * what the account may see. */
#ifndef ACCESS_SIGHT_H
#define ACCESS_SIGHT_H

#include "access/role.h"

/* A statement that uses a part of sight.sql takes all, account (c->account),
 * today (c->today) and powers. */
struct sight {
	int64_t all;	    /* 1: every unit, no need to look */
	const char *powers; /* that allow the act */
};

/* Where `act` is allowed: ACT_SEE for units, ACT_READ for what they gave. */
enum err sight_get(struct ctx *c, enum act act, struct sight *out) MUST;

#endif
