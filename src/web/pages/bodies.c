/* bodies.c - the bodies of a day; one of them, with its line-up, rules and
 * history. */
#include "people/body.h"

#include "access/role.h"
#include "base/day.h"
#include "base/show.h"
#include "web/pages/history.h"
#include "web/pages/people_words.h"
#include "web/pages/words.h"

#include <string.h>

/* ---- all of a day ---- */

static void list_words(struct req *q, struct val *list)
{
	for (struct val *b = list->first; b; b = b->next) {
		map_s(b, "kind_label",
		      body_kind_label(q->c, val_text(b, "kind")));
		map_iso_shown(q, b, "from_shown", val_get(b, "from"));
		map_iso_shown(q, b, "until_shown", val_get(b, "until"));
	}
}

/* Whether the reader founds bodies at that unit, or else at the own one. */
static enum err may_found(struct ctx *c, const char *unit, const char **at)
{
	bool yes = false;

	*at = unit;
	if (!unit)
		TRY(role_home(c, at));
	if (*at)
		TRY(may_at(c, ACT_PEOPLE, *at, &yes));
	*at = yes ? *at : NULL;
	return OK;
}

/* GET /bodies and /api/bodies */
enum err page_bodies(struct req *q, struct reply *p)
{
	struct body_ask ask = {.unit = query(q, "unit", NULL), .below = true};
	struct val *v = val_map(q->c->mem), *list;
	const char *found_at;

	TRY(query_day(q, "at", q->c->today, &ask.at));
	TRY(body_list(q->c, &ask, &list));
	if (q->api)
		return json(q, p, list);
	TRY(may_found(q->c, ask.unit, &found_at));
	list_words(q, list);
	map_s(v, "title", tr(q->c, N_("Bodies")));
	map_s(v, "found_at", found_at);
	map_s(v, "unit", ask.unit ? ask.unit : "");
	map_s(v, "at_input", day_input(q, ask.at));
	map_day_shown(q, v, "at_shown", ask.at);
	map_b(v, "some", list->first != NULL);
	map_v(v, "bodies", list);
	return page(q, p, "people/bodies", v);
}

enum err bodies_of_unit(struct req *q, const struct unit *u, struct val *v)
{
	struct val *list;

	TRY(body_list_of(q->c, u->id, u->day, &list));
	list_words(q, list);
	map_b(v, "has_bodies", list->first != NULL);
	map_v(v, "bodies", list);
	return OK;
}

/* ---- one ---- */

static const char *change_words(const struct ctx *c, const char *what)
{
	static const struct {
		const char *what, *words;
	} known[] = {
		{"found", N_("Founded")},
		{"reform", N_("Re-formed")},
		{"rules", N_("Other rules")},
		{"end", N_("Ended")},
	};

	for (size_t i = 0; i < COUNT(known); i++)
		if (!strcmp(known[i].what, what))
			return tr(c, known[i].words);
	return what;
}

static void story_words(struct req *q, struct val *changes)
{
	for (struct val *o = changes->first; o; o = o->next) {
		map_iso_shown(q, o, "on_shown", val_get(o, "on"));
		map_s(o, "words", change_words(q->c, val_text(o, "what")));
		map_instant_shown(q, o, "at_shown", val_text(o, "at"));
		map_b(o, "moved",
		      val_get(o, "comes")->first || val_get(o, "goes")->first);
	}
}

static void seat_words(struct req *q, struct val *seats)
{
	for (struct val *s = seats->first; s; s = s->next) {
		map_iso_shown(q, s, "since_shown", val_get(s, "since"));
		map_s(s, "role_label", role_label(q->c, val_text(s, "role")));
		map_b(s, "held", val_true(val_get(s, "person")));
	}
}

/* What the acts on the page begin with, or what was sent. */
static void act_words(struct req *q, struct val *v, const char *trouble)
{
	bool sent = q->method == POST;

	map_s(v, "trouble", trouble);
	map_s(v, "sent_decision", sent ? form(q, "decision", "") : "");
	map_s(v, "sent_on", sent ? form(q, "on", "") : "");
	map_s(v, "sent_rules",
	      sent ? form(q, "rules", "") : val_text(v, "rules"));
	map_b(v, "at_rules", sent && strstr(q->path, "/rules"));
	map_b(v, "at_end", sent && strstr(q->path, "/end"));
}

static enum err show_body(struct req *q, struct reply *p, int status,
			  const char *trouble)
{
	const struct val *changes;
	struct val *v;
	int64_t at;

	TRY(query_day(q, "at", q->c->today, &at));
	TRY(body_view(q->c, q->code, at, &v));
	if (q->api)
		return json(q, p, v);
	changes = val_get(v, "changes");
	map_s(v, "title", val_text(v, "name"));
	map_s(v, "kind_label", body_kind_label(q->c, val_text(v, "kind")));
	map_iso_shown(q, v, "from_shown", val_get(v, "from"));
	map_iso_shown(q, v, "until_shown", val_get(v, "until"));
	map_day_shown(q, v, "at_shown", at);
	map_s(v, "at_input", day_input(q, at));
	map_b(v, "past", at != q->c->today);
	map_b(v, "some_seats", val_get(v, "seats")->first != NULL);
	map_b(v, "passed_on", val_get(v, "successors")->first != NULL);
	map_s(v, "latest",
	      changes->first ? val_text(changes->first, "decision") : NULL);
	seat_words(q, val_member(v, "seats"));
	story_words(q, val_member(v, "changes"));
	act_words(q, v, trouble);
	if (status == 200)
		TRY(history_add(q, v, "body", q->code));
	else /* this is no unit of work */
		history_show(v, NULL);
	p->status = status;
	return page(q, p, "people/body", v);
}

/* GET /bodies/{code} and /api/bodies/{code} */
enum err page_body(struct req *q, struct reply *p)
{
	return show_body(q, p, 200, NULL);
}

/* ---- decisions that need no line-up ---- */

static enum err act(struct ctx *c, void *arg)
{
	const struct req *q = arg;
	const char *rules = fields_get(&q->form, "rules"), *what;
	struct body_act ask = {
		.body = q->code,
		.decision = form(q, "decision", ""),
		.rules = rules ? text_lines(c->mem, rules) : NULL,
	};
	const char *last = strrchr(q->path, '/') + 1;

	TRY(form_base(q, &ask.base));
	if (!strcmp(last, "undo"))
		return body_undo(c, q->code, ask.base, &what);
	TRY(form_on(q, &ask.day));
	return strcmp(last, "end") ? body_set_rules(c, &ask)
				   : body_end(c, &ask);
}

/* POST /bodies/{code}/rules, /end and /undo */
enum err post_body(struct req *q, struct reply *p)
{
	enum err e = run_unit(q->c, DB_WRITE, act, q);

	if (shown_again(q, e))
		return show_body(q, p, err_status(e), q->c->why);
	TRY(e);
	if (body_view(q->c, q->code, q->c->today, &(struct val *){NULL}) != OK)
		return see_other(q, p, "/bodies"); /* a founding taken back */
	return see_other(q, p, "/bodies/%s", q->code);
}
