/* zone.c - time zones, inherited down the tree. */
#include "org/zone.h"

#include "access/role.h"
#include "base/day.h"
#include "core/journal.h"
#include "core/setting.h"
#include "gen/sql_org.h"
#include "org/unit.h"

enum err zone_of(struct ctx *c, int64_t unit, int64_t day, const char **zone)
{
	struct unit_zone z;
	enum err e = sql_unit_zone(c, unit, day, &z);

	if (e == ERR_MISSING)
		return setting_get(c, "timezone", TIMEZONE_DEFAULT, zone);
	*zone = z.timezone;
	return e;
}

enum err zone_ends(struct ctx *c, const struct tree *tree,
		   const struct tree_day *at, int64_t day, int64_t **end)
{
	struct zoned_unit *own;
	const char *store;
	int64_t top, *out;
	size_t n;

	TRY(setting_get(c, "timezone", TIMEZONE_DEFAULT, &store));
	TRY(sql_unit_zones(c, &own, &n));
	*end = out = arena_array(c->mem, (size_t)tree->n, sizeof(*out));
	top = tz_day_end(store, day);
	for (size_t i = 0; i < n; i++) {
		int32_t u = tree_by_id(tree, own[i].unit);

		if (u >= 0)
			out[u] = tz_day_end(own[i].timezone, day);
	}
	for (int32_t i = 0; i < at->alive; i++) {
		int32_t u = at->order[i], above = at->parent[u];

		if (!out[u])
			out[u] = above < 0 ? top : out[above];
	}
	return OK;
}

enum err zone_set(struct ctx *c, const char *unit, const char *zone)
{
	struct val *v = val_map(c->mem);
	struct own_zone own;
	struct unit u;

	TRY(unit_get(c, unit, c->today, &u));
	TRY(may(c, ACT_ORGANISE, u.id));
	if (zone && !tz_known(zone))
		return fail(c, ERR_INVALID, "timezone",
			    N_("There is no time zone %s; write one as "
			       "Asia/Ho_Chi_Minh."),
			    zone);
	TRY(sql_unit_own_zone(c, u.id, &own));
	TRY(sql_unit_zone_set(c, u.id, zone));
	map_s(v, "before", own.timezone);
	map_s(v, "after", zone);
	return journal_add(c, "unit.timezone", u.code, v);
}
