/* unit_tree.c - the tree level by level, and finding in it. */
#include "org/unit.h"

#include "access/sight.h"
#include "base/text.h"
#include "gen/sql_org.h"
#include "org/view.h"

#include <string.h>

/* The counts of one child; all come by unit. */
static struct val *below_view(struct ctx *c, const struct unit_below *below,
			      size_t n, int64_t unit)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++) {
		struct val *v;

		if (below[i].unit != unit)
			continue;
		v = val_map(c->mem);
		map_s(v, "kind", below[i].kind);
		map_i(v, "n", below[i].n);
		list_v(list, v);
	}
	return list;
}

static struct val *level_view(struct ctx *c, const struct unit_child *u,
			      const struct unit_below *below, size_t n)
{
	struct val *v = val_map(c->mem);

	map_s(v, "code", u->code);
	map_s(v, "name", u->name);
	map_s(v, "kind", u->kind);
	map_day(v, "from", u->since);
	map_day(v, "until", u->until);
	map_v(v, "below", below_view(c, below, n, u->id));
	return v;
}

static enum err tops_view(struct ctx *c, int64_t at, struct val *list)
{
	struct unit_below *below;
	struct unit_child *top;
	size_t n, counts;
	struct sight s;

	TRY(sight_get(c, ACT_SEE, &s));
	TRY(sql_unit_tops(c, at, s.all, c->account, c->today, s.powers, &top,
			  &n));
	for (size_t i = 0; i < n; i++) {
		TRY(sql_unit_below_one(c, top[i].id, at, &below, &counts));
		list_v(list, level_view(c, &top[i], below, counts));
	}
	return OK;
}

static enum err children_view(struct ctx *c, const struct unit *u,
			      struct val *list)
{
	struct unit_below *below;
	struct unit_child *child;
	size_t n, counts;
	struct sight s;

	TRY(sight_get(c, ACT_SEE, &s));
	TRY(sql_unit_children(c, u->id, u->day, s.all, c->account, c->today,
			      s.powers, &child, &n));
	TRY(sql_unit_below(c, u->id, u->day, &below, &counts));
	for (size_t i = 0; i < n; i++)
		list_v(list, level_view(c, &child[i], below, counts));
	return OK;
}

enum err tree_view(struct ctx *c, const char *code, int64_t at,
		   struct val **out)
{
	struct val *v = val_map(c->mem), *list = val_list(c->mem);
	struct val *head = NULL;
	struct unit u;

	if (code) {
		TRY(unit_get(c, code, at, &u));
		TRY(unit_head_view(c, &u, &head));
		TRY(children_view(c, &u, list));
	} else {
		TRY(tops_view(c, at, list));
	}
	map_day(v, "at", at);
	if (head)
		map_v(v, "unit", head);
	else
		map_s(v, "unit", NULL);
	map_v(v, "units", list);
	*out = v;
	return OK;
}

/* For LIKE ... ESCAPE '\': a blank matches anything between two words. */
static const char *like(struct arena *mem, const char *before,
			const char *folded)
{
	struct buf b = {.mem = mem};

	buf_str(&b, before);
	for (const char *s = folded; *s; s++) {
		if (strchr("\\%_", *s))
			buf_str(&b, "\\");
		buf_add(&b, *s == ' ' ? "%" : s, 1);
	}
	buf_str(&b, "%");
	return b.s;
}

enum err unit_search(struct ctx *c, const char *words, int64_t at,
		     int64_t limit, struct val **out)
{
	const char *folded = text_fold(c->mem, words);
	struct val *list = val_list(c->mem);
	struct unit_found *found;
	struct sight s;
	size_t n;

	*out = list;
	if (!*folded)
		return OK;
	TRY(sight_get(c, ACT_SEE, &s));
	TRY(sql_unit_search(c, like(c->mem, "%", folded),
			    like(c->mem, "", folded), at, limit, s.all,
			    c->account, c->today, s.powers, &found, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "code", found[i].code);
		map_s(v, "name", found[i].name);
		map_s(v, "kind", found[i].kind);
		map_s(v, "path", found[i].path);
		list_v(list, v);
	}
	return OK;
}
