/* tree.c - where one begins: the tree level by level, the way to the own
 * unit. */
#include "access/right.h"
#include "base/day.h"
#include "base/show.h"
#include "web/pages/people_words.h"
#include "web/pages/words.h"

#include <string.h>

/* What stands in store for whoever comes first. */
static enum err page_first(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem), *none;
	bool all, nothing;

	TRY(may_nothing(q->c, &nothing));
	if (nothing) {
		TRY(right_none_view(q->c, &none));
		map_v(v, "none", none);
	} else {
		map_s(v, "none", NULL);
	}
	TRY(may_everywhere(q->c, ACT_SEE, &all));
	map_s(v, "title", tr(q->c, N_("Welcome")));
	map_b(v, "all", all);
	return page(q, p, "org/first", v);
}

/* GET / */
enum err page_home(struct req *q, struct reply *p)
{
	struct val *tree;
	const char *code;

	TRY(role_home(q->c, &code));
	if (code)
		return see_other(q, p, "/desk");
	TRY(tree_view(q->c, NULL, q->c->today, &tree));
	if (val_get(tree, "units")->first)
		return see_other(q, p, "/tree");
	return page_first(q, p);
}

/* GET /figures */
enum err page_figures_home(struct req *q, struct reply *p)
{
	const char *code;

	TRY(role_home(q->c, &code));
	if (!code)
		return see_other(q, p, "/");
	return see_other(q, p, "/units/%s/figures", code);
}

/* "34 × province, 3,321 × commune" */
static const char *below_words(struct req *q, const struct val *below)
{
	struct buf b = {.mem = q->c->mem};

	buf_str(&b, "");
	for (const struct val *k = below->first; k; k = k->next)
		buf_printf(
			&b, "%s%s × %s", b.len ? ", " : "",
			decimal_show(q->c->mem, val_int(k, "n"), 0, q->c->lang),
			kind_label(q->c, val_text(k, "kind")));
	return b.s;
}

static void level_words(struct req *q, struct val *units)
{
	for (struct val *u = units->first; u; u = u->next) {
		const struct val *below = val_get(u, "below");

		map_s(u, "kind_label", kind_label(q->c, val_text(u, "kind")));
		map_b(u, "more", below->first != NULL);
		map_s(u, "below_words", below_words(q, below));
	}
}

/* GET /tree, /tree/{code}, and the same under /api/ */
enum err page_tree(struct req *q, struct reply *p)
{
	const struct val *unit;
	struct val *v, *units;
	int64_t at;

	TRY(query_day(q, "at", q->c->today, &at));
	TRY(tree_view(q->c, q->code, at, &v));
	if (q->api)
		return json(q, p, v);
	unit = val_get(v, "unit");
	units = val_member(v, "units");
	level_words(q, units);
	map_s(v, "title",
	      q->code ? val_text(unit, "name") : tr(q->c, N_("Units")));
	map_s(v, "kind_label",
	      q->code ? kind_label(q->c, val_text(unit, "kind")) : NULL);
	map_day_shown(q, v, "at_shown", at);
	map_s(v, "at_input", day_input(q, at));
	map_b(v, "past", at != q->c->today);
	map_b(v, "some", units->first != NULL);
	map_s(v, "here", q->code ? q->code : "");
	return page(q, p, "org/tree", v);
}
