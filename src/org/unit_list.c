/* unit_list.c - many units: the list, and the file to take away. */
#include "org/unit.h"

#include "access/sight.h"
#include "base/csv.h"
#include "gen/sql_org.h"
#include "org/view.h"

#include <stdlib.h>
#include <string.h>

/* Units as they were read (siblings by name), and where each belongs. */
struct items {
	struct unit_item *item;
	size_t n;
	int32_t *by_id;	 /* places of the items, by id */
	int32_t *parent; /* place of the parent; -1: not among these */
	int32_t *order;	 /* parents before children, siblings by name */
};

static int by_id(const void *a, const void *b, void *arg)
{
	const struct unit_item *item = arg;
	int64_t x = item[*(const int32_t *)a].id;
	int64_t y = item[*(const int32_t *)b].id;

	return (x > y) - (x < y);
}

static int32_t place_of(const struct items *s, int64_t id)
{
	size_t lo = 0, hi = s->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->item[s->by_id[mid]].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < s->n && s->item[s->by_id[lo]].id == id ? s->by_id[lo] : -1;
}

/* Depth first. `next` strings siblings together from `first`; a stack is
 * not needed, for the way back up is known. */
static void put_in_order(struct items *s, struct arena *mem)
{
	int32_t *first = arena_array(mem, s->n + 1, sizeof(*first));
	int32_t *next = arena_array(mem, s->n, sizeof(*next));
	int32_t at, end = 0, tops = (int32_t)s->n;

	for (int32_t i = 0; i <= tops; i++)
		first[i] = -1;
	for (int32_t i = tops - 1; i >= 0; i--) {
		int32_t p = s->parent[i] < 0 ? tops : s->parent[i];

		next[i] = first[p];
		first[p] = i;
	}
	for (at = first[tops]; at >= 0;) {
		s->order[end++] = at;
		if (first[at] >= 0) {
			at = first[at];
			continue;
		}
		while (at >= 0 && next[at] < 0)
			at = s->parent[at];
		at = at < 0 ? -1 : next[at];
	}
}

static enum err read_items(struct ctx *c, int64_t under, int64_t at,
			   struct items *s)
{
	struct sight sight;

	TRY(sight_get(c, ACT_SEE, &sight));
	TRY(sql_unit_items(c, under, at, sight.all, c->account, c->today,
			   sight.powers, &s->item, &s->n));
	s->by_id = arena_array(c->mem, s->n, sizeof(*s->by_id));
	s->parent = arena_array(c->mem, s->n, sizeof(*s->parent));
	s->order = arena_array(c->mem, s->n, sizeof(*s->order));
	for (size_t i = 0; i < s->n; i++)
		s->by_id[i] = (int32_t)i;
	qsort_r(s->by_id, s->n, sizeof(*s->by_id), by_id, s->item);
	for (size_t i = 0; i < s->n; i++)
		s->parent[i] = place_of(s, s->item[i].parent);
	put_in_order(s, c->mem);
	return OK;
}

static enum err read_asked(struct ctx *c, const struct unit_ask *ask,
			   struct items *s)
{
	struct unit under = {0};
	struct kind_id kind;

	if (ask->under)
		TRY(unit_get(c, ask->under, ask->at, &under));
	if (ask->kind && sql_kind_find(c, ask->kind, &kind) == ERR_MISSING)
		return fail(c, ERR_MISSING, "kind", N_("There is no kind %s."),
			    ask->kind);
	return read_items(c, under.id, ask->at, s);
}

static bool wanted(const struct unit_ask *ask, const struct unit_item *u)
{
	return !ask->kind || !strcmp(ask->kind, u->kind);
}

enum err unit_list(struct ctx *c, const struct unit_ask *ask, struct val **out)
{
	struct val *list = val_list(c->mem);
	struct items s;

	TRY(read_asked(c, ask, &s));
	for (size_t i = 0; i < s.n; i++) {
		const struct unit_item *u = &s.item[s.order[i]];
		struct val *v;

		if (!wanted(ask, u))
			continue;
		v = val_map(c->mem);
		map_s(v, "code", u->code);
		map_s(v, "name", u->name);
		map_s(v, "kind", u->kind);
		map_s(v, "parent", u->parent_code);
		map_day(v, "from", u->since);
		map_day(v, "until", u->until);
		list_v(list, v);
	}
	*out = list;
	return OK;
}

enum err unit_count(struct ctx *c, const struct unit_ask *ask, int64_t *n)
{
	struct items s;

	*n = 0;
	TRY(read_asked(c, ask, &s));
	for (size_t i = 0; i < s.n; i++)
		*n += wanted(ask, &s.item[i]);
	return OK;
}

static void csv_day(struct buf *out, int64_t day, bool last)
{
	char text[11];

	csv_cell(out, day == DAY_MAX ? "" : day_iso(day, text), last);
}

enum err unit_export(struct ctx *c, int64_t at, struct buf *out)
{
	struct items s;

	TRY(read_items(c, 0, at, &s));
	buf_str(out, "code,name,kind,parent,from,until\n");
	for (size_t i = 0; i < s.n; i++) {
		struct unit_item *u = &s.item[s.order[i]];
		int32_t over = s.parent[s.order[i]];

		/* the parent was before, so its life is cut already */
		if (over >= 0 && u->since < s.item[over].since)
			u->since = s.item[over].since;
		if (over >= 0 && u->until > s.item[over].until)
			u->until = s.item[over].until;
		csv_cell(out, u->code, false);
		csv_cell(out, u->name, false);
		csv_cell(out, u->kind, false);
		csv_cell(out, over < 0 ? "" : u->parent_code, false);
		csv_day(out, u->since, false);
		csv_day(out, u->until, true);
	}
	return OK;
}
