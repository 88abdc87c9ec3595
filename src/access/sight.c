/* sight.c - where an account may do what, for statements. */
#include "access/sight.h"

enum err sight_get(struct ctx *c, enum act act, struct sight *out)
{
	bool all;

	TRY(may_everywhere(c, act, &all));
	*out = (struct sight){all, powers_mine(c, act)};
	return OK;
}
