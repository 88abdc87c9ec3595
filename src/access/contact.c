/* contact.c - whom to ask at a unit. */
#include "access/contact.h"

#include "access/role.h"
#include "gen/sql_access.h"

/* A list of texts as JSON, which both databases can read. */
static const char *as_json(struct arena *mem, const char *const *s, size_t n)
{
	struct val *list = val_list(mem);
	struct buf b = {.mem = mem};

	for (size_t i = 0; i < n; i++)
		list_s(list, s[i]);
	val_json(list, &b);
	return b.s;
}

enum err contact_list(struct ctx *c, const char *const *units, size_t n,
		      struct contact **out, size_t *found)
{
	struct contact_row *row;

	TRY(sql_contact_list(c, as_json(c->mem, units, n), c->today, c->now,
			     powers_allowing(c->mem, ACT_ANSWER), &row, found));
	*out = arena_array(c->mem, *found, sizeof(**out));
	for (size_t i = 0; i < *found; i++)
		(*out)[i] = (struct contact){row[i].unit, row[i].login,
					     row[i].email};
	return OK;
}
