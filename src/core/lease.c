/* lease.c - one leader among several servers. */
#include "core/lease.h"

#include "gen/sql_core.h"

enum err lease_take(struct ctx *c, const char *name, const char *holder,
		    int64_t length, bool *held)
{
	int64_t changed;

	/* twice the length: clocks of two machines differ a little */
	TRY(sql_lease_take(c, name, holder, c->now, c->now + length,
			   c->now + 2 * length, &changed));
	*held = changed > 0;
	return OK;
}

enum err lease_drop(struct ctx *c, const char *name, const char *holder)
{
	return sql_lease_drop(c, name, holder);
}
