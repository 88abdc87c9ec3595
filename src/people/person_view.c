/* person_view.c - one person, as people see it. */
#include "people/person.h"

#include "base/day.h"
#include "org/view.h"
#include "people/seat.h"

#include <string.h>

static void map_id(struct val *v, const char *key, int64_t id)
{
	if (id)
		map_i(v, key, id);
	else
		map_s(v, key, NULL);
}

static struct val *history(struct ctx *c, const struct person_past *past,
			   size_t n)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "unit", past[i].code);
		map_s(v, "name", past[i].name);
		map_day(v, "from", past[i].since);
		map_day(v, "until", past[i].until);
		map_id(v, "carried", past[i].came_by);
		map_id(v, "ended", past[i].cut_by);
		list_v(list, v);
	}
	return list;
}

/* To which unit, and as what, on the day. */
static void place(struct val *v, const struct person_past *past, size_t n,
		  int64_t at)
{
	const struct person_past *now = NULL, *last = NULL;
	const char *state = "none";

	for (size_t i = 0; i < n; i++) {
		if (past[i].since <= at)
			last = &past[i];
		if (past[i].since <= at && at <= past[i].until)
			now = &past[i];
	}
	if (now)
		state = "member";
	else if (last)
		state = last->ends >= at ? "to-place" : "left";
	else if (n > 0)
		state = "to-come";
	map_s(v, "unit", now ? now->code : NULL);
	map_s(v, "unit_name", now ? now->name : NULL);
	if (now) {
		map_day(v, "since", now->since);
		map_day(v, "until", now->until);
	} else {
		map_s(v, "since", NULL);
		map_s(v, "until", NULL);
	}
	map_s(v, "state", state);
}

static enum err codes(struct ctx *c, int64_t id, struct val **out)
{
	struct person_code *code;
	size_t n;

	*out = val_list(c->mem);
	TRY(sql_person_codes(c, id, &code, &n));
	for (size_t i = 0; i < n; i++)
		list_s(*out, code[i].code);
	return OK;
}

static enum err may_change(struct ctx *c, const struct person *p, bool *out)
{
	enum err e =
		p->home ? may(c, ACT_PEOPLE, p->home) : may_all(c, ACT_PEOPLE);

	*out = e == OK;
	ctx_forget(c);
	return e == ERR_DENIED ? OK : e;
}

enum err person_view(struct ctx *c, const char *code, int64_t at,
		     struct val **out)
{
	struct val *v = val_map(c->mem), *can = val_map(c->mem), *list;
	struct person_account account = {0};
	struct person_past *past;
	struct person p;
	bool change;
	size_t n;
	enum err e;

	TRY(person_reach(c, code, ACT_KNOW, &p));
	TRY(sql_person_history(c, p.id, &past, &n));
	e = sql_person_account(c, p.id, &account);
	if (e != OK && e != ERR_MISSING)
		return e;
	map_s(v, "code", p.code);
	map_s(v, "name", p.name);
	map_s(v, "email", p.email);
	map_s(v, "phone", p.phone);
	place(v, past, n, at);
	map_s(v, "account", account.login);
	TRY(codes(c, p.id, &list));
	map_v(v, "codes", list);
	TRY(may_change(c, &p, &change));
	map_b(can, "change", change);
	map_v(v, "may", can);
	map_v(v, "history", history(c, past, n));
	TRY(seat_story(c, p.id, &list));
	map_v(v, "seats", list);
	*out = v;
	return OK;
}
