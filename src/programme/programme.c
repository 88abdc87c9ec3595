/* programme.c - the work of a unit in a year, in groups of tasks. */
#include "programme/programme.h"

#include "base/day.h"
#include "base/text.h"
#include "calls/assignment.h"
#include "core/journal.h"
#include "gen/sql_programme.h"
#include "org/unit.h"
#include "org/zone.h"

#include <string.h>

#define NAME_MOST 200 /* characters */

enum err unit_today(struct ctx *c, int64_t unit, int64_t *day)
{
	const char *zone;

	TRY(zone_of(c, unit, c->today, &zone));
	*day = tz_day(zone, c->now);
	return OK;
}

enum err programme_may(struct ctx *c, enum act act, int64_t unit)
{
	enum err e = may_for(c, act, unit);

	if (e != ERR_MISSING)
		return e;
	return fail(c, ERR_DENIED, NULL,
		    N_("Your roles do not allow this. Ask the administrator "
		       "of the unit."));
}

static enum err fill(struct ctx *c, const struct programme_row *r,
		     struct programme *out)
{
	*out = (struct programme){
		.id = r->id,
		.unit = r->unit,
		.year = r->year,
		.open = !r->closed_at.set,
		.code = r->code,
		.name = r->name,
	};
	return unit_today(c, r->unit, &out->today);
}

enum err programme_find(struct ctx *c, enum act act, const char *unit,
			int64_t year, struct programme *out)
{
	struct programme_row row;
	struct unit u;
	enum err e;

	TRY(unit_get(c, unit, c->today, &u));
	TRY(may_for(c, act, u.id));
	*out = (struct programme){
		.unit = u.id, .open = true, .code = u.code, .name = u.name};
	TRY(unit_today(c, u.id, &out->today));
	if (year == 0)
		day_civil(out->today, &year, &(int64_t){0}, &(int64_t){0});
	if (year < YEAR_MIN || year > YEAR_MAX)
		return fail(c, ERR_INVALID, "year",
			    N_("%lld is no year of a programme."),
			    (long long)year);
	out->year = year;
	e = sql_programme_at(c, u.id, year, c->today, &row);
	if (e == ERR_MISSING)
		return OK;
	TRY(e);
	out->id = row.id;
	out->open = !row.closed_at.set;
	return OK;
}

static enum err hold(struct ctx *c, int64_t id, struct programme *out)
{
	struct programme_held held;
	struct programme_row row;

	TRY(sql_programme_hold(c, id, &held));
	TRY(sql_programme_one(c, id, c->today, &row));
	TRY(fill(c, &row, out));
	if (!out->open)
		return fail(c, ERR_CONFLICT, "year",
			    N_("The programme of %s for %lld is closed."),
			    out->name, (long long)out->year);
	return OK;
}

enum err programme_hold_id(struct ctx *c, int64_t id, struct programme *out)
{
	return hold(c, id, out);
}

enum err programme_hold(struct ctx *c, const char *unit, int64_t year,
			struct programme *out)
{
	struct programme_row row;

	TRY(programme_find(c, ACT_PLAN, unit, year, out));
	if (!out->id) {
		TRY(sql_programme_put(c, out->unit, out->year, c->now,
				      c->account));
		TRY(sql_programme_at(c, out->unit, out->year, c->today, &row));
		out->id = row.id;
	}
	return hold(c, out->id, out);
}

/* ---- groups ---- */

static enum err group_find(struct ctx *c, int64_t programme, const char *name,
			   int64_t *id)
{
	struct task_group_name *g;
	size_t n;

	*id = 0;
	TRY(sql_task_group_names(c, programme, &g, &n));
	for (size_t i = 0; i < n && !*id; i++)
		if (!strcmp(g[i].name, name))
			*id = g[i].id;
	return OK;
}

static enum err group_name(struct ctx *c, const char **name)
{
	*name = text_tidy(c->mem, *name);
	if (utf8_length(*name) > NAME_MOST)
		return fail(c, ERR_INVALID, "group",
			    N_("The name of a group has at most %d "
			       "characters."),
			    NAME_MOST);
	return OK;
}

enum err group_hold(struct ctx *c, const struct programme *p, const char *name,
		    int64_t *id)
{
	struct task_group_id made;

	*id = 0;
	TRY(group_name(c, &name));
	if (!*name)
		return OK;
	TRY(group_find(c, p->id, name, id));
	if (*id)
		return OK;
	TRY(sql_task_group_put(c, p->id, name, &made));
	*id = made.id;
	return OK;
}

/* A name that no other group (id) has. */
static enum err free_name(struct ctx *c, const struct programme *p, int64_t id,
			  const char **name)
{
	int64_t other;

	TRY(group_name(c, name));
	if (!**name)
		return fail(c, ERR_INVALID, "name",
			    N_("A group needs a name."));
	TRY(group_find(c, p->id, *name, &other));
	if (other && other != id)
		return fail(c, ERR_CONFLICT, "name",
			    N_("There is a group %s already."), *name);
	return OK;
}

enum err group_add(struct ctx *c, const char *unit, int64_t year,
		   const char *name)
{
	struct val *v = val_map(c->mem);
	struct task_group_id made;
	struct programme p;

	TRY(programme_hold(c, unit, year, &p));
	TRY(free_name(c, &p, 0, &name));
	TRY(sql_task_group_put(c, p.id, name, &made));
	map_i(v, "year", p.year);
	map_s(v, "name", name);
	return journal_add(c, "group.add", p.code, v);
}

/* Twice, as no two groups may have one place even for a moment. */
static enum err group_move(struct ctx *c, const struct programme *p, int64_t id,
			   int64_t place)
{
	struct task_group_name *g;
	struct task_group_at *at;
	size_t n, to = 0;

	TRY(sql_task_group_names(c, p->id, &g, &n));
	at = arena_array(c->mem, n, sizeof(*at));
	for (size_t i = 0; i < n; i++) {
		if (g[i].id == id)
			continue;
		to += to + 1 == (size_t)place;
		at[to++].id = g[i].id;
	}
	for (size_t i = 0; i < n; i++) {
		if (!at[i].id)
			at[i].id = id;
		at[i].n = -1 - (int64_t)i;
	}
	TRY(sql_task_group_place(c, at, n));
	for (size_t i = 0; i < n; i++)
		at[i].n = (int64_t)i + 1;
	return sql_task_group_place(c, at, n);
}

enum err group_edit(struct ctx *c, const char *unit, int64_t year,
		    const char *group, const char *name, int64_t place)
{
	struct val *v = val_map(c->mem);
	struct programme p;
	int64_t id;

	TRY(programme_find(c, ACT_PLAN, unit, year, &p));
	TRY(group_name(c, &group));
	if (p.id)
		TRY(programme_hold_id(c, p.id, &p));
	TRY(group_find(c, p.id, group, &id));
	if (!id)
		return fail(c, ERR_MISSING, "group",
			    N_("There is no group %s."), group);
	map_i(v, "year", p.year);
	map_s(v, "group", group);
	if (name) {
		TRY(free_name(c, &p, id, &name));
		TRY(sql_task_group_name(c, id, name));
	}
	map_s(v, "name", name);
	if (place > 0)
		TRY(group_move(c, &p, id, place));
	map_i(v, "place", place);
	return journal_add(c, "group.edit", p.code, v);
}

enum err group_names(struct ctx *c, const struct programme *p,
		     const char ***name, size_t *n)
{
	struct task_group_name *g;

	TRY(sql_task_group_names(c, p->id, &g, n));
	*name = arena_array(c->mem, *n, sizeof(**name));
	for (size_t i = 0; i < *n; i++)
		(*name)[i] = g[i].name;
	return OK;
}

enum err group_list(struct ctx *c, const char *unit, int64_t year,
		    struct val **out)
{
	struct task_group_row *g;
	struct programme p;
	size_t n;

	TRY(programme_find(c, ACT_FOLLOW, unit, year, &p));
	TRY(sql_task_groups(c, p.id, &g, &n));
	*out = val_list(c->mem);
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_i(v, "group", g[i].id);
		map_s(v, "name", g[i].name);
		map_i(v, "place", g[i].n);
		map_i(v, "tasks", g[i].tasks);
		list_v(*out, v);
	}
	return OK;
}
