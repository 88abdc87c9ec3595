/* sight.h - what lists give to their statements, so that they hold just
 * what the account may read. */
#ifndef ACCESS_SIGHT_H
#define ACCESS_SIGHT_H

#include "core/ctx.h"

/* A statement that uses a part of sight.sql takes all, account (c->account),
 * today (c->today) and readers. */
struct sight {
	int64_t all;	     /* 1: every unit, no need to look */
	const char *readers; /* powers_allowing(ACT_READ) */
};

enum err sight_get(struct ctx *c, struct sight *out) MUST;

#endif
