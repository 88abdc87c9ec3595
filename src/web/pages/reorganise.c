/* reorganise.c - the reorganisations, and what each did. */
#include "org/reorganise.h"

#include "base/day.h"
#include "base/show.h"
#include "core/setting.h"
#include "web/pages/history.h"
#include "web/pages/words.h"

#include <string.h>

#define ROWS 200 /* of one page */
#define PAIR 40	 /* operations that still fit side by side */

/* What an operation is called, and whether it hands something on. */
static const struct op_words {
	const char *op, *label, *tag;
	bool link;
} ops[] = {
	{"merge", N_("Merged"), N_("merged"), true},
	{"split", N_("Divided"), N_("divided"), true},
	{"create", N_("Created"), N_("new"), false},
	{"rename", N_("Renamed"), N_("new name"), false},
	{"retype", N_("Of another kind"), N_("new kind"), false},
	{"move", N_("Moved"), N_("moved"), false},
	{"close", N_("Closed"), N_("closed"), false},
};

static const struct op_words *words_of(const struct val *op)
{
	for (size_t i = 0; i < COUNT(ops); i++)
		if (!strcmp(ops[i].op, val_text(op, "op")))
			return &ops[i];
	return &ops[0];
}

static enum err when(struct req *q, struct val *v, const char *key,
		     const char *iso)
{
	const char *zone;
	int64_t at;

	TRY(setting_get(q->c, "timezone", TIMEZONE_DEFAULT, &zone));
	map_s(v, key,
	      instant_parse(iso, &at)
		      ? show_instant(q->c->mem, at, zone, q->c->lang)
		      : iso);
	return OK;
}

/* GET /reorganisations and /api/reorganisations */
enum err page_reorganisations(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem), *list;

	TRY(reorganisation_list_view(q->c, &list));
	if (q->api)
		return json(q, p, list);
	for (struct val *r = list->first; r; r = r->next) {
		map_iso_shown(q, r, "on_shown", val_get(r, "on"));
		map_n(q, r, "operations_shown", val_int(r, "operations"));
	}
	map_s(v, "title", tr(q->c, N_("Reorganisations")));
	map_v(v, "list", list);
	return page(q, p, "org/reorganisations", v);
}

/* ---- one ---- */

static const char *name_of(const struct val *op)
{
	const char *now = val_text(op, "name");

	return *now ? now : val_text(op, "old_name");
}

/* One line of a table: who, which part, into what. */
static struct val *row_view(struct req *q, const struct val *op)
{
	const struct op_words *w = words_of(op);
	struct val *v = val_map(q->c->mem);
	const char *share = val_text(op, "share");
	const char *was = val_text(op, "old_name");
	const char *into = val_text(op, "into_name");

	map_s(v, "code", val_text(op, "code"));
	map_s(v, "label", tr(q->c, w->label));
	map_s(v, "was", *was ? was : name_of(op));
	map_s(v, "name", name_of(op));
	map_s(v, "into", val_text(op, "into"));
	map_s(v, "into_name", *into ? into : val_text(op, "into"));
	map_b(v, "whole", !strcmp(share, "1"));
	map_s(v, "share", *share ? share : NULL);
	map_b(v, "renamed", !strcmp(w->op, "rename"));
	map_b(v, "moved", !strcmp(w->op, "move"));
	map_b(v, "retyped", !strcmp(w->op, "retype"));
	map_b(v, "created", !strcmp(w->op, "create"));
	map_b(v, "closed", !strcmp(w->op, "close"));
	map_s(v, "old_parent", val_text(op, "old_parent"));
	map_s(v, "parent", val_text(op, "parent"));
	map_s(v, "old_kind", kind_label(q->c, val_text(op, "old_kind")));
	map_s(v, "kind", kind_label(q->c, val_text(op, "kind")));
	return v;
}

/* Whom a count of operations is a filter link to. */
static struct val *legend(struct req *q, const struct val *counts,
			  const char *only)
{
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < COUNT(ops); i++) {
		struct val *v = val_map(q->c->mem);
		int64_t n = val_int(counts, ops[i].op);

		if (n == 0)
			continue;
		map_s(v, "op", ops[i].op);
		map_s(v, "label", tr(q->c, ops[i].label));
		map_s(v, "n", decimal_show(q->c->mem, n, 0, q->c->lang));
		map_b(v, "current", !strcmp(only, ops[i].op));
		list_v(list, v);
	}
	return list;
}

/* A unit on one side of "before and after", once. */
static void side(struct req *q, struct val *list, const char *code,
		 const char *name, const char *tag, bool gone, bool fresh)
{
	struct val *v;

	for (const struct val *u = list->first; u; u = u->next)
		if (!strcmp(val_text(u, "code"), code))
			return;
	v = val_map(q->c->mem);
	map_s(v, "code", code);
	map_s(v, "name", name);
	map_s(v, "tag", tr(q->c, tag));
	map_b(v, "gone", gone);
	map_b(v, "fresh", fresh);
	list_v(list, v);
}

static void pair(struct req *q, const struct val *list, struct val *v)
{
	struct val *before = val_list(q->c->mem), *after = val_list(q->c->mem);

	for (const struct val *op = list->first; op; op = op->next) {
		const struct op_words *w = words_of(op);
		const char *code = val_text(op, "code");
		bool ends = w->link || !strcmp(w->op, "close");
		bool begins = !strcmp(w->op, "create");
		const char *was = val_text(op, "old_name");

		if (!begins)
			side(q, before, code, *was ? was : name_of(op), w->tag,
			     ends, false);
		if (!ends)
			side(q, after, code, name_of(op), w->tag, false,
			     begins);
		else if (w->link)
			side(q, after, val_text(op, "into"),
			     val_text(op, "into_name"), N_("takes over"), false,
			     false);
	}
	map_v(v, "before", before);
	map_v(v, "after", after);
}

/* The operations of one page: what hands something on first. */
static int64_t rows(struct req *q, const struct val *list, const char *only,
		    int64_t skip, struct val *links, struct val *others)
{
	int64_t seen = 0;

	for (int link = 1; link >= 0; link--) {
		for (const struct val *op = list->first; op; op = op->next) {
			if (words_of(op)->link != (link == 1) ||
			    (*only && strcmp(only, val_text(op, "op"))))
				continue;
			if (seen >= skip && seen < skip + ROWS)
				list_v(link ? links : others, row_view(q, op));
			seen++;
		}
	}
	return seen;
}

static enum err page_one(struct req *q, struct reply *p, struct val *v)
{
	const struct val *list = val_get(v, "ops");
	struct val *links = val_list(q->c->mem), *others = val_list(q->c->mem);
	const char *only = query(q, "op", "");
	int64_t at, all;
	bool small;

	TRY(query_int(q, "page", 1, 1, 1000000, &at));
	all = rows(q, list, only, (at - 1) * ROWS, links, others);
	small = val_int(v, "operations") <= PAIR && !*only;
	map_iso_shown(q, v, "on_shown", val_get(v, "on"));
	map_s(v, "title",
	      arena_printf(q->c->mem, tr(q->c, N_("Reorganisation of %s")),
			   val_text(v, "on_shown")));
	TRY(when(q, v, "at_shown", val_text(v, "at")));
	map_v(v, "legend", legend(q, val_get(v, "counts"), only));
	map_s(v, "only", only);
	map_b(v, "small", small);
	if (small)
		pair(q, list, v);
	map_b(v, "some_links", links->first != NULL);
	map_b(v, "some_others", others->first != NULL);
	map_v(v, "links", links);
	map_v(v, "others", others);
	map_n(q, v, "first", (at - 1) * ROWS + 1);
	map_n(q, v, "last", all < at * ROWS ? all : at * ROWS);
	map_n(q, v, "all", all);
	map_n(q, v, "operations_shown", val_int(v, "operations"));
	map_b(v, "paged", all > ROWS);
	map_i(v, "earlier", at - 1);
	map_i(v, "later", all > at * ROWS ? at + 1 : 0);
	TRY(history_add_id(q, v, "reorganisation", q->id));
	return page(q, p, "org/reorganisation", v);
}

/* GET /reorganisations/{id} and /api/reorganisations/{id} */
enum err page_reorganisation(struct req *q, struct reply *p)
{
	struct val *v;

	TRY(reorganisation_view(q->c, q->id, &v));
	return q->api ? json(q, p, v) : page_one(q, p, v);
}
