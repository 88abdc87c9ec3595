/* sight.c - what an account may read, for statements. */
#include "access/sight.h"

#include "access/role.h"

enum err sight_get(struct ctx *c, struct sight *out)
{
	struct buf b = {.mem = c->mem};
	bool all;

	TRY(may_see_all(c, &all));
	buf_str(&b, ",");
	for (size_t i = 0; i < roles_count; i++)
		if (roles[i].acts & (1u << ACT_READ))
			buf_printf(&b, "%s,", roles[i].name);
	*out = (struct sight){all, b.s};
	return OK;
}
