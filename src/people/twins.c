/* twins.c - who was probably found twice. */
#include "people/person.h"

#include "access/sight.h"

#define PAIRS 100

static struct val *side(struct arena *mem, const char *code, const char *name,
			const char *unit, const char *email, const char *phone)
{
	struct val *v = val_map(mem);

	map_s(v, "code", code);
	map_s(v, "name", name);
	map_s(v, "unit", unit);
	map_s(v, "email", email);
	map_s(v, "phone", phone);
	return v;
}

enum err person_twins(struct ctx *c, struct val **out)
{
	struct twin_row *t;
	struct sight s;
	size_t n;

	TRY(sight_get(c, ACT_KNOW, &s));
	TRY(sql_person_twins(c, PAIRS, s.all, c->account, c->today, s.powers,
			     &t, &n));
	*out = val_list(c->mem);
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_v(v, "a",
		      side(c->mem, t[i].code, t[i].name, t[i].unit, t[i].email,
			   t[i].phone));
		map_v(v, "b",
		      side(c->mem, t[i].code_b, t[i].name_b, t[i].unit_b,
			   t[i].email_b, t[i].phone_b));
		list_v(*out, v);
	}
	return OK;
}
