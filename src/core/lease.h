/* lease.h - one leader among several servers: a row that says who, and until
 * when at the latest. */
#ifndef CORE_LEASE_H
#define CORE_LEASE_H

#include "core/ctx.h"

/**
 * Takes the lease, or takes it again, for `length` s from c->now on.
 *
 * *held: whether it is ours now. It is, where nobody has it, where its time
 * is over, or where it runs for more than twice as long: that is what a clock
 * put back leaves behind. All who ask for one name ask for the same length.
 *
 * Two may believe for a moment that they hold it, when their clocks differ:
 * what is done under it must do no harm twice. Needs DB_WRITE.
 */
enum err lease_take(struct ctx *c, const char *name, const char *holder,
		    int64_t length, bool *held) MUST;

/* Gives it up, so that another need not wait; fine when it is not ours. */
enum err lease_drop(struct ctx *c, const char *name, const char *holder) MUST;

#endif
