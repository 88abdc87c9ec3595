/* unit.c - one unit, with where it stands and what became of it. */
#include "org/unit.h"

#include "access/sight.h"
#include "base/day.h"
#include "core/setting.h"
#include "gen/sql_org.h"
#include "org/view.h"

enum err unit_for(struct ctx *c, enum act act, const char *code, int64_t at,
		  struct unit *out)
{
	struct unit_now now;
	enum err e = sql_unit_one(c, code, at, &now);

	if (e == OK)
		e = may(c, act, now.id);
	if (e == ERR_MISSING)
		return fail(c, ERR_MISSING, "unit", N_("There is no unit %s."),
			    code);
	TRY(e);
	*out = (struct unit){
		.id = now.id,
		.since = now.since,
		.until = now.until,
		.day = at < now.since	? now.since
		       : at > now.until ? now.until
					: at,
		.parent = now.parent,
		.kind = now.kind,
		.code = now.code,
		.name = now.name,
		.kind_code = now.kind_code,
	};
	return OK;
}

enum err unit_get(struct ctx *c, const char *code, int64_t at, struct unit *out)
{
	return unit_for(c, ACT_SEE, code, at, out);
}

/* The zone of the nearest unit on the way up that has one. */
static void timezone_of(const struct unit_above *above, size_t n,
			const char **zone)
{
	*zone = NULL;
	for (size_t i = 0; i < n; i++)
		if (above[i].timezone)
			*zone = above[i].timezone;
	if (!*zone)
		*zone = TIMEZONE_DEFAULT;
}

enum err unit_head_view(struct ctx *c, const struct unit *u, struct val **out)
{
	struct val *v = val_map(c->mem), *path = val_list(c->mem);
	struct unit_above *above;
	const char *zone;
	struct sight s;
	size_t n;

	TRY(sight_get(c, ACT_SEE, &s));
	TRY(sql_unit_path(c, u->id, u->day, s.all, c->account, c->today,
			  s.powers, &above, &n));
	timezone_of(above, n, &zone);
	for (size_t i = 0; i + 1 < n; i++) {
		struct val *one = val_map(c->mem);

		map_s(one, "code", above[i].code);
		map_s(one, "name", above[i].name);
		map_b(one, "seen", above[i].seen);
		list_v(path, one);
	}
	map_s(v, "code", u->code);
	map_s(v, "name", u->name);
	map_s(v, "kind", u->kind_code);
	map_s(v, "parent", n > 1 ? above[n - 2].code : NULL);
	map_day(v, "from", u->since);
	map_day(v, "until", u->until);
	map_day(v, "at", u->day);
	map_s(v, "timezone", zone);
	map_i(v, "members", n ? above[n - 1].members : 0);
	map_v(v, "path", path);
	*out = v;
	return OK;
}

static struct val *children_view(struct ctx *c, const struct unit_child *child,
				 size_t n)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "code", child[i].code);
		map_s(v, "name", child[i].name);
		map_s(v, "kind", child[i].kind);
		list_v(list, v);
	}
	return list;
}

static void add_fact(struct unit_story *s, const struct story_row *row)
{
	s->fact[s->facts++] = (struct unit_fact){
		.since = row->since,
		.until = row->until,
		.kind = row->kind,
		.kind_code = row->kind_code,
		.name = row->name,
		.parent = row->parent,
		.parent_name = row->parent_name,
	};
}

static void add_kin(struct unit_kin *kin, size_t *n,
		    const struct story_row *row)
{
	kin[(*n)++] = (struct unit_kin){
		.code = row->code,
		.name = row->name,
		.day = row->since,
		.share = {row->num.value, row->den.value},
		.reorganisation = row->reorganisation,
	};
}

enum err unit_story(struct ctx *c, const struct unit *u, struct unit_story *out)
{
	struct story_row *row;
	struct sight s;
	size_t n;

	TRY(sight_get(c, ACT_SEE, &s));
	TRY(sql_unit_story(c, u->id, s.all, c->account, c->today, s.powers,
			   &row, &n));
	*out = (struct unit_story){
		.fact = arena_array(c->mem, n, sizeof(*out->fact)),
		.from = arena_array(c->mem, n, sizeof(*out->from)),
		.into = arena_array(c->mem, n, sizeof(*out->into)),
	};
	for (size_t i = 0; i < n; i++) {
		if (row[i].what == 0)
			add_fact(out, &row[i]);
		else if (row[i].what == 1)
			add_kin(out->from, &out->froms, &row[i]);
		else
			add_kin(out->into, &out->intos, &row[i]);
	}
	return OK;
}

static struct val *history_view(struct ctx *c, const struct unit_story *s)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < s->facts; i++) {
		struct val *v = val_map(c->mem);

		map_day(v, "from", s->fact[i].since);
		map_day(v, "until", s->fact[i].until);
		map_s(v, "name", s->fact[i].name);
		map_s(v, "kind", s->fact[i].kind_code);
		map_s(v, "parent", s->fact[i].parent);
		list_v(list, v);
	}
	return list;
}

static struct val *kin_view(struct ctx *c, const struct unit_kin *kin, size_t n)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "code", kin[i].code);
		map_s(v, "name", kin[i].name);
		map_s(v, "share", share_text(c->mem, kin[i].share));
		map_day(v, "on", kin[i].day);
		list_v(list, v);
	}
	return list;
}

enum err unit_view(struct ctx *c, const char *code, int64_t at,
		   struct val **out)
{
	struct unit_child *child;
	struct unit_story story;
	struct sight s;
	struct unit u;
	struct val *v;
	size_t n;

	TRY(unit_get(c, code, at, &u));
	TRY(unit_head_view(c, &u, &v));
	TRY(sight_get(c, ACT_SEE, &s));
	TRY(sql_unit_children(c, u.id, u.day, s.all, c->account, c->today,
			      s.powers, &child, &n));
	map_v(v, "children", children_view(c, child, n));
	TRY(unit_story(c, &u, &story));
	map_v(v, "history", history_view(c, &story));
	map_v(v, "predecessors", kin_view(c, story.from, story.froms));
	map_v(v, "successors", kin_view(c, story.into, story.intos));
	*out = v;
	return OK;
}
