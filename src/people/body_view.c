/* body_view.c - bodies as people see them: one on a day, a list. */
#include "access/sight.h"
#include "base/day.h"
#include "gen/sql_people.h"
#include "org/unit.h"
#include "org/view.h"
#include "people/body.h"
#include "people/lineup.h"

#include <string.h>

enum err body_get(struct ctx *c, const char *code, struct body *out)
{
	struct body_row b;
	enum err e = sql_body_one(c, code, c->today, &b);

	if (e == OK)
		e = may(c, ACT_SEE, b.unit);
	if (e == ERR_MISSING)
		return fail(c, e, "body", N_("There is no body %s."), code);
	TRY(e);
	*out = (struct body){
		.id = b.id,
		.unit = b.unit,
		.since = b.since,
		.until = b.until,
		.unit_until = b.unit_until,
		.code = b.code,
		.kind = b.kind,
		.name = b.name,
		.unit_code = b.unit_code,
		.unit_name = b.unit_name,
	};
	return OK;
}

enum err body_base(struct ctx *c, const struct body *b, int64_t *base)
{
	struct body_act_row *did;
	size_t n;

	TRY(sql_body_changes(c, b->id, &did, &n));
	*base = n ? did[n - 1].id : 0;
	return OK;
}

static struct val *seat_view(struct ctx *c, const struct body *b,
			     const struct seated *s)
{
	struct val *v = val_map(c->mem);
	bool held = s->person != 0;

	map_s(v, "seat", s->kind);
	map_s(v, "label", lineup_label(c, s->vi, s->en));
	map_i(v, "n", s->n);
	map_s(v, "duties", s->duties);
	map_s(v, "role", s->role);
	map_s(v, "area", s->role ? s->area : NULL);
	map_s(v, "person", s->code);
	map_s(v, "name", s->name);
	map_day(v, "since", held ? s->since.value : DAY_MAX);
	map_day(v, "until",
		held && s->until.value < b->until ? s->until.value : b->until);
	map_s(v, "decision", s->decision);
	map_b(v, "left", s->left);
	return v;
}

static struct val *moves_view(struct ctx *c, const struct lineup_move *m,
			      size_t n, int64_t change, int64_t comes)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++) {
		struct val *v;

		if (m[i].change != change || m[i].comes != comes)
			continue;
		v = val_map(c->mem);
		map_s(v, "seat", m[i].kind);
		map_s(v, "label", lineup_label(c, m[i].vi, m[i].en));
		map_s(v, "person", m[i].code);
		map_s(v, "name", m[i].name);
		list_v(list, v);
	}
	return list;
}

/* The latest first; and what the rules and the line-up of the day are by. */
static enum err add_changes(struct ctx *c, const struct body *b, int64_t at,
			    struct val *v)
{
	const char *rules = NULL, *rules_by = NULL, *by = NULL;
	struct val *list = val_list(c->mem);
	struct lineup_move *m;
	struct body_act_row *did;
	size_t n, moves;

	TRY(sql_body_changes(c, b->id, &did, &n));
	TRY(sql_lineup_moves(c, b->id, &m, &moves));
	for (size_t i = 0; i < n; i++) {
		if (did[i].day > at)
			continue;
		if (did[i].rules) {
			rules = did[i].rules;
			rules_by = did[i].decision;
		}
		if (strcmp(did[i].what, "rules") != 0)
			by = did[i].decision;
	}
	for (size_t i = n; i-- > 0;) {
		struct val *o = val_map(c->mem);
		char text[21];

		map_i(o, "change", did[i].id);
		map_day(o, "on", did[i].day);
		map_s(o, "what", did[i].what);
		map_s(o, "decision", did[i].decision);
		map_s(o, "at",
		      arena_text(c->mem, instant_iso(did[i].at, text)));
		map_s(o, "by", did[i].login);
		map_v(o, "comes", moves_view(c, m, moves, did[i].id, 1));
		map_v(o, "goes", moves_view(c, m, moves, did[i].id, 0));
		list_v(list, o);
	}
	map_i(v, "base", n ? did[n - 1].id : 0);
	map_s(v, "rules", rules);
	map_s(v, "rules_decision", rules_by);
	map_s(v, "decision", by);
	map_v(v, "changes", list);
	return OK;
}

static enum err add_successors(struct ctx *c, const struct body *b,
			       struct val *v)
{
	struct val *list = val_list(c->mem);
	struct body_successor *to;
	struct sight s;
	size_t n = 0;

	TRY(sight_get(c, ACT_SEE, &s));
	if (b->unit_until != DAY_MAX && b->until == b->unit_until)
		TRY(sql_body_successors(c, b->unit, s.all, c->account, c->today,
					s.powers, &to, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *o = val_map(c->mem);

		map_s(o, "code", to[i].code);
		map_s(o, "name", to[i].name);
		list_v(list, o);
	}
	map_v(v, "successors", list);
	return OK;
}

/* Whether the reader may do that at the unit of the body. */
static enum err add_may(struct ctx *c, const struct body *b, enum act act,
			const char *key, struct val *v)
{
	enum err e = may(c, act, b->unit);

	map_b(v, key, e == OK);
	return e == ERR_DENIED ? OK : e;
}

enum err body_view(struct ctx *c, const char *code, int64_t at,
		   struct val **out)
{
	struct val *v = val_map(c->mem), *seats = val_list(c->mem);
	struct seated *s;
	struct body b;
	size_t n = 0;
	bool alive;

	TRY(body_get(c, code, &b));
	alive = at >= b.since && at <= b.until;
	if (alive)
		TRY(sql_lineup(c, b.id, at, &s, &n));
	for (size_t i = 0; i < n; i++)
		list_v(seats, seat_view(c, &b, &s[i]));
	map_s(v, "code", b.code);
	map_s(v, "name", b.name);
	map_s(v, "kind", b.kind);
	map_s(v, "unit", b.unit_code);
	map_s(v, "unit_name", b.unit_name);
	map_day(v, "from", b.since);
	map_day(v, "until", b.until);
	map_day(v, "at", at);
	map_b(v, "alive", alive);
	map_v(v, "seats", seats);
	TRY(add_may(c, &b, ACT_PEOPLE, "may_change", v));
	TRY(add_may(c, &b, ACT_KNOW, "may_know", v));
	TRY(add_changes(c, &b, at, v));
	TRY(add_successors(c, &b, v));
	*out = v;
	return OK;
}

static struct val *list_view(struct ctx *c, const struct body_item *b, size_t n)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "code", b[i].code);
		map_s(v, "name", b[i].name);
		map_s(v, "kind", b[i].kind);
		map_s(v, "unit", b[i].unit);
		map_s(v, "unit_name", b[i].unit_name);
		map_day(v, "from", b[i].since);
		map_day(v, "until", b[i].until);
		map_i(v, "seats", b[i].seats);
		map_i(v, "filled", b[i].filled);
		list_v(list, v);
	}
	return list;
}

enum err body_list(struct ctx *c, const struct body_ask *ask, struct val **out)
{
	struct unit u = {.id = 0};
	struct body_item *b;
	struct sight s;
	size_t n;

	if (ask->unit)
		TRY(unit_get(c, ask->unit, ask->at, &u));
	TRY(sight_get(c, ACT_SEE, &s));
	TRY(sql_body_items(c, u.id, ask->below, ask->at, s.all, c->account,
			   c->today, s.powers, &b, &n));
	*out = list_view(c, b, n);
	return OK;
}

enum err body_list_of(struct ctx *c, int64_t unit, int64_t at, struct val **out)
{
	struct body_item *b;
	size_t n;

	TRY(sql_body_items(c, unit, false, at, true, c->account, c->today, "",
			   &b, &n));
	*out = list_view(c, b, n);
	return OK;
}

enum err body_of_unit(struct ctx *c, int64_t unit, const char **what)
{
	struct body_name *b;
	size_t n;

	*what = NULL;
	TRY(sql_body_of_unit(c, unit, &b, &n));
	if (n)
		*what = b[0].name;
	return OK;
}
