/* coverage.c - who has answered a call, and who is late. */
#include "calls/coverage.h"
#include "access/contact.h"
#include "base/day.h"
#include "base/show.h"
#include "calls/call.h"
#include "calls/map.h"
#include "calls/remind.h"
#include "core/setting.h"
#include "web/bar.h"
#include "web/grid.h"
#include "web/pages/words.h"

#include <string.h>

#define LISTED	 50	/* of those who owe, a page */
#define CSV_MOST 100000 /* rows of a list to keep */

/* In the order of the legend; the last is none of the states. */
static const struct {
	const char *name;
	unsigned states;
	bool late;
	const char *icon;
} filters[] = {
	{"accepted", 1u << ACCEPTED, false, "accepted"},
	{"submitted", 1u << SUBMITTED, false, "submitted"},
	{"sent-back", 1u << SENT_BACK, false, "returned"},
	{"acknowledged", 1u << ACKNOWLEDGED, false, "acknowledged"},
	{"delivered", 1u << DELIVERED, false, "delivered"},
	{"waived", 1u << WAIVED, false, "waived"},
	{"late", STATES_OWED, true, "late"},
};

static const char *filter_label(struct ctx *c, size_t i)
{
	enum state s;

	return filters[i].late			 ? tr(c, N_("Late"))
	       : state_read(filters[i].name, &s) ? tr(c, state_label(s))
						 : "";
}

/* Which of filters[] was asked for; without one, who is late, else who owes
 * at all. */
static size_t filter_of(struct req *q, const struct val *v)
{
	const char *name =
		query(q, "state", val_int(v, "late") ? "late" : "delivered");

	for (size_t i = 0; i < COUNT(filters); i++)
		if (!strcmp(filters[i].name, name))
			return i;
	return COUNT(filters) - 1;
}

static int64_t count_of(const struct val *v, size_t filter)
{
	return filters[filter].late
		       ? val_int(v, "late")
		       : val_int(val_get(v, "counts"), filters[filter].name);
}

static void add_legend(struct req *q, size_t chosen, struct val *v)
{
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < COUNT(filters); i++) {
		struct val *one = val_map(q->c->mem);

		map_s(one, "state", filters[i].name);
		map_s(one, "icon", filters[i].icon);
		map_s(one, "label", filter_label(q->c, i));
		map_n(q, one, "n", count_of(v, i));
		map_b(one, "current", i == chosen);
		list_v(list, one);
	}
	map_v(v, "legend", list);
}

static void child_words(struct req *q, struct val *v)
{
	map_bar(q, v, val_get(v, "counts"), val_get(v, "late_of"), false);
	for (size_t i = 0; i < COUNT(filters); i++) {
		const char *key = arena_printf(
			q->c->mem, "n_%s",
			strcmp(filters[i].name, "sent-back") ? filters[i].name
							     : "sent_back");

		if (count_of(v, i))
			map_n(q, v, key, count_of(v, i));
		else
			map_s(v, key, NULL);
	}
	map_n(q, v, "n_expected", val_int(v, "expected"));
}

/* ---- who owes ---- */

static enum err add_contacts(struct req *q, struct val *list, size_t n)
{
	const char **codes = arena_array(q->c->mem, n, sizeof(*codes));
	struct contact *who;
	size_t found, i = 0;

	for (const struct val *v = list->first; v; v = v->next)
		codes[i++] = val_text(v, "unit");
	TRY(contact_list(q->c, codes, n, "", &who, &found));
	for (struct val *v = list->first; v; v = v->next) {
		const struct contact *of =
			contact_of(who, found, val_text(v, "unit"), &n);
		struct buf b = {.mem = q->c->mem};

		buf_str(&b, "");
		for (i = 0; i < n; i++)
			buf_printf(&b, "%s%s", b.len ? ", " : "",
				   of[i].email ? of[i].email : of[i].login);
		map_s(v, "contact", b.s);
	}
	return OK;
}

/* When they were last reminded, in words. */
static enum err add_reminders(struct req *q, const char *tz, struct val *list,
			      size_t n)
{
	struct ctx *c = q->c;
	int64_t *id = arena_array(c->mem, n, sizeof(*id));
	struct remind_last *last;
	size_t found, i = 0;

	for (const struct val *v = list->first; v; v = v->next)
		id[i++] = val_int(v, "assignment");
	TRY(remind_last(c, id, n, &last, &found));
	for (struct val *v = list->first; v; v = v->next) {
		const struct remind_last *l = NULL;

		for (i = 0; i < found && !l; i++)
			if (last[i].assignment == val_int(v, "assignment"))
				l = &last[i];
		map_s(v, "reminded",
		      l ? arena_printf(
				  c->mem, tr(c, N_("%s, %lld times")),
				  show_day(c->mem, tz_day(tz, l->at), c->lang),
				  (long long)l->n)
			: "–");
	}
	return OK;
}

static enum err owing(struct req *q, const struct val *cover, size_t filter,
		      int64_t most, struct val **list)
{
	size_t n = 0;

	TRY(coverage_owing(q->c, q->id, val_text(cover, "unit"),
			   filters[filter].states, filters[filter].late, 0,
			   most, list));
	for (const struct val *v = (*list)->first; v; v = v->next)
		n++;
	return add_contacts(q, *list, n);
}

static void owing_words(struct req *q, const char *tz, struct val *v)
{
	struct ctx *c = q->c;
	int64_t due;
	enum state s;

	map_s(v, "icon",
	      !strcmp(val_text(v, "state"), "sent-back")
		      ? "returned"
		      : val_text(v, "state"));
	map_s(v, "state_shown",
	      state_read(val_text(v, "state"), &s) ? tr(c, state_label(s))
						   : "");
	map_s(v, "due_shown",
	      instant_parse(val_text(v, "due"), &due)
		      ? show_day(c->mem, tz_day(tz, due - 1), c->lang)
		      : "");
}

static enum err add_owing(struct req *q, size_t filter, struct val *v)
{
	struct val *list;
	const char *tz;
	size_t n = 0;

	TRY(setting_get(q->c, "timezone", TIMEZONE_DEFAULT, &tz));
	TRY(owing(q, v, filter, LISTED, &list));
	for (struct val *o = list->first; o; o = o->next, n++)
		owing_words(q, tz, o);
	TRY(add_reminders(q, tz, list, n));
	map_s(v, "list_title",
	      arena_printf(q->c->mem, "%s: %lld", filter_label(q->c, filter),
			   (long long)count_of(v, filter)));
	map_s(v, "list_state", filters[filter].name);
	map_b(v, "any_listed", list->first != NULL);
	map_b(v, "more", count_of(v, filter) > LISTED);
	map_b(v, "may_remind",
	      (filters[filter].states & STATES_OWED) != 0 &&
		      list->first != NULL);
	map_v(v, "listed", list);
	return OK;
}

/* ---- the map ---- */

#define MAP_ROW 28 /* px */

static const char *milli(struct ctx *c, int64_t n)
{
	return arena_printf(c->mem, "%lld.%03lld%%", (long long)(n / 1000),
			    (long long)(n % 1000));
}

static void cell_words(struct req *q, struct val *v)
{
	const char *name = val_text(v, "state");
	struct ctx *c = q->c;
	enum state s;

	map_s(v, "left", milli(c, val_int(v, "x")));
	map_s(v, "wide", milli(c, val_int(v, "width")));
	map_i(v, "top", val_int(v, "tier") == 1 ? 0 : MAP_ROW);
	map_s(v, "words",
	      arena_printf(c->mem, "%s: %s", val_text(v, "name"),
			   state_read(name, &s) ? tr(c, state_label(s))
						: tr(c, N_("Late"))));
	map_b(v, "solid",
	      !strcmp(name, "accepted") || !strcmp(name, "submitted") ||
		      !strcmp(name, "delivered"));
	map_s(v, "pattern", !strcmp(name, "sent-back") ? "returned" : name);
}

static enum err add_map(struct req *q, struct val *v)
{
	struct val *map;
	bool deep = false;

	TRY(coverage_map(q->c, q->id, val_text(v, "unit"), &map));
	for (struct val *o = ((struct val *)val_get(map, "cells"))->first; o;
	     o = o->next) {
		cell_words(q, o);
		deep = deep || val_int(o, "tier") == 2;
	}
	map_b(v, "mapped", deep);
	map_v(v, "map", map);
	return OK;
}

/* GET /api/calls/{id}/map */
enum err api_call_map(struct req *q, struct reply *p)
{
	struct val *v;

	TRY(coverage_map(q->c, q->id, query(q, "unit", NULL), &v));
	return json(q, p, v);
}

/* ---- the pages ---- */

static enum err look(struct req *q, struct call *k, struct val **v)
{
	TRY(call_get(q->c, q->id, k));
	return coverage_view(q->c, q->id, query(q, "unit", NULL), true, v);
}

static enum err add_path(struct req *q, const struct call *k, struct val *v)
{
	struct val *head, *path = val_list(q->c->mem);
	struct unit u;

	TRY(unit_get(q->c, val_text(v, "unit"), k->day, &u));
	TRY(unit_head_view(q->c, &u, &head));
	for (const struct val *p = val_get(head, "path")->first; p;
	     p = p->next) {
		struct val *one;

		if (!val_true(val_get(p, "seen")))
			continue;
		one = val_map(q->c->mem);
		map_s(one, "code", val_text(p, "code"));
		map_s(one, "name", val_text(p, "name"));
		list_v(path, one);
	}
	map_v(v, "path", path);
	return OK;
}

/* GET /calls/{id}/coverage */
enum err page_coverage(struct req *q, struct reply *p)
{
	struct ctx *c = q->c;
	const char *title;
	struct call_topic topic;
	struct call k;
	size_t filter;
	struct val *v;

	TRY(look(q, &k, &v));
	if (q->api)
		return json(q, p, v);
	topic = call_topic(&k);
	TRY(call_title(c, &topic, &title));
	filter = filter_of(q, v);
	map_s(v, "title", tr(c, N_("Who has answered?")));
	map_s(v, "call_title", title);
	map_s(v, "due_shown", show_day(c->mem, k.due, c->lang));
	map_s(v, "kind_shown", kind_label(c, k.kind_code));
	map_s(v, "issuer_name", k.issuer_name);
	map_n(q, v, "n_accepted", count_of(v, 0));
	map_n(q, v, "n_expected", val_int(v, "expected"));
	map_bar(q, v, val_get(v, "counts"), val_get(v, "late_of"), true);
	add_legend(q, filter, v);
	for (struct val *o = val_get(v, "children")->first; o; o = o->next)
		child_words(q, o);
	map_b(v, "parent_of", val_get(v, "children")->first != NULL);
	TRY(add_path(q, &k, v));
	TRY(add_map(q, v));
	map_s(v, "reminded", query(q, "reminded", NULL));
	TRY(add_owing(q, filter, v));
	return page(q, p, "calls/coverage", v);
}

/* GET /calls/{id}/coverage.csv and .xlsx */
enum err page_coverage_table(struct req *q, struct reply *p)
{
	struct grid *t;
	struct call k;
	struct val *v;

	TRY(look(q, &k, &v));
	t = grid_begin(q, p);
	grid_head(t, "unit,name,delivered,acknowledged,submitted,sent-back,"
		     "accepted,waived,withdrawn,late,due_soon");
	for (const struct val *o = val_get(v, "children")->first; o;
	     o = o->next) {
		grid_text(t, val_text(o, "unit"));
		grid_text(t, val_text(o, "name"));
		for (int s = 0; s < STATES; s++)
			grid_int(t, val_int(val_get(o, "counts"),
					    state_name((enum state)s)));
		grid_int(t, val_int(o, "late"));
		grid_int(t, val_int(o, "due_soon"));
		grid_row(t);
	}
	return grid_end(t, "call-%lld-%s", (long long)q->id,
			val_text(v, "unit"));
}

/* GET /calls/{id}/owing.csv and .xlsx: those in a state, whom to ask, until
 * when. */
enum err page_owing_table(struct req *q, struct reply *p)
{
	static const char *const texts[] = {"unit",	  "name",  "under",
					    "under_name", "state", "due"};
	struct val *v, *list;
	struct grid *t;
	struct call k;
	size_t filter;

	TRY(look(q, &k, &v));
	filter = filter_of(q, v);
	TRY(owing(q, v, filter, CSV_MOST, &list));
	t = grid_begin(q, p);
	grid_head(t, "unit,name,under,under_name,state,due,late,contact");
	for (const struct val *o = list->first; o; o = o->next) {
		for (size_t i = 0; i < COUNT(texts); i++)
			grid_text(t, val_text(o, texts[i]));
		grid_text(t, val_true(val_get(o, "late")) ? "late" : "");
		grid_text(t, val_text(o, "contact"));
		grid_row(t);
	}
	return grid_end(t, "call-%lld-%s", (long long)q->id,
			filters[filter].name);
}
