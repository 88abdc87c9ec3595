/* sight.c - what an account may read, for statements. */
#include "access/sight.h"

#include "access/role.h"

enum err sight_get(struct ctx *c, struct sight *out)
{
	bool all;

	TRY(may_see_all(c, &all));
	*out = (struct sight){all, powers_allowing(c->mem, ACT_READ)};
	return OK;
}
