/* person.c - people: who they are, to which unit they belong. */
#include "people/person.h"

#include "gen/sql_people.h"

enum err person_find(struct ctx *c, const char *code, int64_t *id)
{
	struct person_id p;
	enum err e = sql_person_find(c, code, &p);

	if (e == ERR_MISSING)
		return fail(c, e, "person", N_("There is no person %s."), code);
	TRY(e);
	*id = p.id;
	return OK;
}
