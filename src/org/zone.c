/* zone.c - time zones, inherited down the tree. */
#include "org/zone.h"

#include "base/day.h"
#include "core/setting.h"
#include "gen/sql_org.h"

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
