/* members.c - numbers of members, by unit and by tier. */
#include "people/members.h"

#include "gen/sql_org.h"
#include "gen/sql_people.h"
#include "org/unit.h"
#include "org/view.h"
#include "people/person.h"

enum err members_count(struct ctx *c, int64_t unit, int64_t at, int64_t *n)
{
	struct people_number found = {0};
	enum err e = sql_members_at(c, unit, at, &found);

	*n = found.n;
	return e == ERR_MISSING ? OK : e;
}

enum err members_in_sight(struct ctx *c, const struct sight *s, int64_t at,
			  int64_t *n)
{
	struct people_number found;

	TRY(sql_members_seen(c, at, c->account, c->today, s->powers, &found));
	*n = found.n;
	return OK;
}

/* Those out of sight count with the unit, but are not told one by one. */
static enum err children(struct ctx *c, const struct unit *u, int64_t at,
			 struct val *v, int64_t *below)
{
	struct val *list = val_list(c->mem);
	struct member_child *child;
	struct sight s;
	size_t n;

	TRY(sight_get(c, ACT_SEE, &s));
	TRY(sql_members_of_children(c, u->id, at, s.all, c->account, c->today,
				    s.powers, &child, &n));
	*below = 0;
	for (size_t i = 0; i < n; i++) {
		struct val *one = val_map(c->mem);

		*below += child[i].n;
		if (!child[i].seen)
			continue;
		map_s(one, "unit", child[i].code);
		map_s(one, "name", child[i].name);
		map_s(one, "kind", child[i].kind);
		map_i(one, "members", child[i].n);
		list_v(list, one);
	}
	if (v)
		map_v(v, "children", list);
	return OK;
}

static enum err tiers(struct ctx *c, const struct unit *u, int64_t at,
		      struct val *v)
{
	struct val *list = val_list(c->mem);
	struct member_tier *tier;
	struct unit_step *up;
	size_t n, above;

	TRY(sql_unit_way_up(c, u->id, at, &up, &above));
	TRY(sql_members_by_tier(c, u->id, at, &tier, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *one = val_map(c->mem);

		map_i(one, "tier", (int64_t)above + tier[i].depth + 1);
		map_s(one, "kind", tier[i].kind);
		map_i(one, "units", tier[i].units);
		map_i(one, "members", tier[i].n);
		list_v(list, one);
	}
	map_v(v, "tiers", list);
	return OK;
}

enum err members_view(struct ctx *c, const char *unit, int64_t at,
		      enum members_by by, struct val **out)
{
	struct val *v = val_map(c->mem);
	int64_t n, below, unplaced;
	struct unit u;

	TRY(unit_get(c, unit, at, &u));
	TRY(members_count(c, u.id, at, &n));
	TRY(people_unplaced(c, u.id, at, &unplaced));
	map_s(v, "unit", u.code);
	map_s(v, "name", u.name);
	map_day(v, "at", at);
	map_i(v, "members", n);
	TRY(children(c, &u, at, NULL, &below));
	map_i(v, "own", n - below);
	map_i(v, "to_place", unplaced);
	if (by == MEMBERS_CHILDREN)
		TRY(children(c, &u, at, v, &below));
	else if (by == MEMBERS_TIER)
		TRY(tiers(c, &u, at, v));
	*out = v;
	return OK;
}
