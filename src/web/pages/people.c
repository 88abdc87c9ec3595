/* people.c - people: the list, one of them, and what can be done about
 * them. */
#include "access/role.h"
#include "base/csv.h"
#include "base/day.h"
#include "base/show.h"
#include "people/members.h"
#include "people/person.h"
#include "web/grid.h"
#include "web/pages/call_form.h"
#include "web/pages/history.h"
#include "web/pages/words.h"

#include <string.h>

#define PAGE 50	   /* people of one page */
#define MOST 50000 /* of one file */

/* ---- the list ---- */

static const struct {
	const char *state, *label;
} states[] = {
	{"member", N_("who belong there")},
	{"to-place", N_("who wait to be placed: their unit ceased")},
	{"left", N_("who left")},
};

static enum err read_ask(struct req *q, struct person_ask *ask)
{
	const char *unit = query(q, "unit", "");

	*ask = (struct person_ask){
		.unit = q->code ? q->code
			: *unit ? unit
				: NULL,
		.find = query(q, "find", ""),
		.state = query(q, "state", "member"),
		.after = query(q, "after", ""),
		.limit = PAGE,
	};
	return query_day(q, "at", q->c->today, &ask->at);
}

static struct val *state_choices(struct req *q, const char *chosen)
{
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < COUNT(states); i++) {
		struct val *v = val_map(q->c->mem);

		map_s(v, "value", states[i].state);
		map_s(v, "label", tr(q->c, states[i].label));
		map_b(v, "current", !strcmp(states[i].state, chosen));
		list_v(list, v);
	}
	return list;
}

static enum err unit_of(struct req *q, const struct person_ask *ask,
			struct val *v)
{
	struct ctx *c = q->c;
	struct val *members;

	if (!ask->unit) {
		map_s(v, "title", tr(c, N_("People")));
		map_s(v, "unit", "");
		map_s(v, "unit_name", NULL);
		return OK;
	}
	TRY(members_view(c, ask->unit, ask->at, MEMBERS_PLAIN, &members));
	map_s(v, "title",
	      arena_printf(c->mem, tr(c, N_("People of %s")),
			   val_text(members, "name")));
	map_s(v, "unit", ask->unit);
	map_s(v, "unit_name", val_text(members, "name"));
	map_n(q, v, "members", val_int(members, "members"));
	map_n(q, v, "to_place", val_int(members, "to_place"));
	map_b(v, "some_to_place", val_int(members, "to_place") > 0);
	return OK;
}

/* Whether c may add people, here or anywhere. */
static enum err may_add(struct ctx *c, const struct person_ask *ask,
			bool *may_it)
{
	struct unit u;
	enum err e;

	if (ask->unit) {
		TRY(unit_get(c, ask->unit, ask->at, &u));
		e = may(c, ACT_PEOPLE, u.id);
	} else {
		e = may_all(c, ACT_PEOPLE);
	}
	*may_it = e == OK;
	if (e == ERR_DENIED || e == ERR_MISSING)
		ctx_forget(c);
	return e == ERR_DENIED || e == ERR_MISSING ? OK : e;
}

/* GET /people, /units/{code}/people, and /api/people */
enum err page_people(struct req *q, struct reply *p)
{
	struct ctx *c = q->c;
	struct person_ask ask;
	struct val *v = val_map(c->mem), *view, *list;
	const char *next;
	char day[11];
	bool add;

	TRY(read_ask(q, &ask));
	TRY(person_list(c, &ask, &view));
	if (q->api)
		return json(q, p, view);
	TRY(unit_of(q, &ask, v));
	TRY(may_add(c, &ask, &add));
	next = val_text(view, "next");
	list = view->first; /* its people, which go over to the page */
	list->next = NULL;
	for (struct val *m = list->first; m; m = m->next)
		map_iso_shown(q, m, "since_shown", val_get(m, "since"));
	map_v(v, "people", list);
	map_b(v, "some", list->first != NULL);
	map_s(v, "find", ask.find);
	map_s(v, "at", arena_text(c->mem, day_iso(ask.at, day)));
	map_s(v, "at_shown", show_day(c->mem, ask.at, c->lang));
	map_b(v, "today", ask.at == c->today);
	map_s(v, "state", ask.state);
	map_v(v, "states", state_choices(q, ask.state));
	map_b(v, "with_contacts", ask.at == c->today);
	map_b(v, "add", add);
	map_s(v, "next", next);
	map_b(v, "later", *next != '\0');
	map_b(v, "further", *ask.after != '\0');
	return page(q, p, "people/list", v);
}

/* GET /people.csv and .xlsx: the columns of an import */
enum err page_people_table(struct req *q, struct reply *p)
{
	static const char *const columns[] = {"code",  "name",	"unit",
					      "email", "phone", "since"};
	struct person_ask ask;
	struct grid *t;
	struct val *view;

	TRY(read_ask(q, &ask));
	ask.limit = MOST;
	TRY(person_list(q->c, &ask, &view));
	t = grid_begin(q, p);
	grid_head(t, "code,name,unit,email,phone,from");
	for (const struct val *m = val_get(view, "people")->first; m;
	     m = m->next) {
		for (size_t i = 0; i < COUNT(columns); i++)
			grid_text(t, val_text(m, columns[i]));
		grid_row(t);
	}
	return grid_end(t, "people%s%s", ask.unit ? "-" : "",
			ask.unit ? ask.unit : "");
}

/* GET /people.vcf */
enum err page_people_cards(struct req *q, struct reply *p)
{
	struct person_ask ask;

	TRY(read_ask(q, &ask));
	TRY(person_export(q->c, ask.unit, ask.at, true, &p->body));
	if (!p->body.s)
		buf_str(&p->body, "");
	return keep_file(
		q, p, "text/vcard; charset=utf-8",
		ask.unit ? arena_printf(q->c->mem, "people-%s.vcf", ask.unit)
			 : "people.vcf");
}

/* GET /api/units/{code}/members */
enum err api_members(struct req *q, struct reply *p)
{
	const char *by = query(q, "by", "");
	struct val *v;
	int64_t at;

	TRY(query_day(q, "at", q->c->today, &at));
	TRY(members_view(q->c, q->code, at,
			 !strcmp(by, "children") ? MEMBERS_CHILDREN
			 : !strcmp(by, "tier")	 ? MEMBERS_TIER
						 : MEMBERS_PLAIN,
			 &v));
	return json(q, p, v);
}

/* ---- one ---- */

static void history_words(struct req *q, const struct val *list)
{
	for (struct val *m = list->first; m; m = m->next) {
		map_iso_shown(q, m, "from_shown", val_get(m, "from"));
		map_iso_shown(q, m, "until_shown", val_get(m, "until"));
	}
}

static void seat_words(struct req *q, const struct val *list)
{
	for (struct val *m = list->first; m; m = m->next) {
		map_iso_shown(q, m, "since_shown", val_get(m, "since"));
		map_iso_shown(q, m, "until_shown", val_get(m, "until"));
	}
}

static const char *codes_shown(struct ctx *c, const struct val *list)
{
	struct buf b = {.mem = c->mem};

	for (const struct val *m = list->first; m; m = m->next)
		buf_printf(&b, "%s%s", b.len ? ", " : "", m->s);
	return b.s;
}

/* What was typed into a form that is shown again; else what is kept. */
static void typed(struct req *q, struct val *v)
{
	struct ctx *c = q->c;
	char day[11];

	map_s(v, "name_typed", call_chosen(q, "name", val_text(v, "name")));
	map_s(v, "email_typed", call_chosen(q, "email", val_text(v, "email")));
	map_s(v, "phone_typed", call_chosen(q, "phone", val_text(v, "phone")));
	map_s(v, "to", call_chosen(q, "to", ""));
	map_s(v, "on",
	      call_chosen(q, "on", arena_text(c->mem, day_iso(c->today, day))));
}

/* For who may know the person; a refused form is no unit of work. */
static enum err add_told(struct req *q, struct val *v, int status)
{
	int64_t id;
	enum err e = ERR_MISSING;

	if (status == 200)
		e = person_find(q->c, val_text(v, "code"), &id);
	if (e == OK)
		return history_add_id(q, v, "person", id);
	history_show(v, NULL);
	ctx_forget(q->c);
	return e == ERR_MISSING ? OK : e;
}

static enum err show_person(struct req *q, struct reply *p, int status,
			    const char *trouble)
{
	struct ctx *c = q->c;
	struct val *v;
	const char *state;
	int64_t at;

	TRY(query_day(q, "at", c->today, &at));
	TRY(person_view(c, q->code, at, &v));
	if (q->api)
		return json(q, p, v);
	if (q->method == GET && strcmp(q->code, val_text(v, "code")) != 0)
		return see_other(q, p, "/people/%s", val_text(v, "code"));
	state = val_text(v, "state");
	map_s(v, "title", val_text(v, "name"));
	map_s(v, "trouble", trouble);
	map_iso_shown(q, v, "since_shown", val_get(v, "since"));
	map_iso_shown(q, v, "until_shown", val_get(v, "until"));
	map_b(v, "unplaced", !strcmp(state, "to-place"));
	map_b(v, "left", !strcmp(state, "left") || !strcmp(state, "none"));
	map_b(v, "coming", !strcmp(state, "to-come"));
	map_s(v, "codes_shown", codes_shown(c, val_get(v, "codes")));
	map_b(v, "some_history", val_get(v, "history")->first != NULL);
	map_b(v, "some_seats", val_get(v, "seats")->first != NULL);
	map_b(v, "changing", val_true(val_get(val_get(v, "may"), "change")));
	history_words(q, val_get(v, "history"));
	seat_words(q, val_get(v, "seats"));
	typed(q, v);
	TRY(add_told(q, v, status));
	p->status = status;
	return page(q, p, "people/person", v);
}

/* GET /people/{code} and /api/people/{code} */
enum err page_person(struct req *q, struct reply *p)
{
	return show_person(q, p, 200, NULL);
}

static enum err day_of_form(struct req *q, int64_t *day)
{
	if (day_parse(form(q, "on", ""), day))
		return OK;
	return fail(q->c, ERR_INVALID, "on",
		    N_("Say from which day on, as 31/12/2026."));
}

static enum err edit(struct ctx *c, void *arg)
{
	const struct req *q = arg;
	struct person_given in = {
		.name = fields_get(&q->form, "name"),
		.email = fields_get(&q->form, "email"),
		.phone = fields_get(&q->form, "phone"),
	};

	return person_edit(c, q->code, &in);
}

static enum err move(struct ctx *c, void *arg)
{
	struct req *q = arg;
	int64_t day;

	TRY(day_of_form(q, &day));
	return person_move(c, q->code, form(q, "to", ""), day);
}

static enum err leave(struct ctx *c, void *arg)
{
	struct req *q = arg;
	int64_t day;

	TRY(day_of_form(q, &day));
	return person_leave(c, q->code, day);
}

/* By the last word of the address. */
static const struct {
	const char *word;
	work_fn fn;
} acts[] = {{"edit", edit}, {"move", move}, {"leave", leave}};

/* POST /people/{code}/edit, /move, /leave, and under /api/ */
enum err post_person(struct req *q, struct reply *p)
{
	const char *word = strrchr(q->path, '/') + 1;
	enum err e = ERR_MISSING;

	for (size_t i = 0; i < COUNT(acts); i++)
		if (!strcmp(acts[i].word, word))
			e = run_unit(q->c, DB_WRITE, acts[i].fn, q);
	if (call_shown_again(q, e) && e != ERR_DENIED) {
		const char *why = q->c->why;

		return show_person(q, p, err_status(e), why);
	}
	TRY(e);
	return see_other(q, p, "/people/%s", q->code);
}

/* ---- a new one ---- */

static enum err show_new(struct req *q, struct reply *p, int status,
			 const char *trouble)
{
	static const char *const fields[] = {"name", "unit", "email", "phone",
					     "code"};
	struct ctx *c = q->c;
	struct val *v = val_map(c->mem);
	char day[11];

	map_s(v, "title", tr(c, N_("Add a person")));
	map_s(v, "trouble", trouble);
	for (size_t i = 0; i < COUNT(fields); i++)
		map_s(v, fields[i], call_chosen(q, fields[i], ""));
	map_s(v, "from",
	      call_chosen(q, "from",
			  arena_text(c->mem, day_iso(c->today, day))));
	p->status = status;
	return page(q, p, "people/new", v);
}

/* GET /people/new */
enum err page_person_new(struct req *q, struct reply *p)
{
	return show_new(q, p, 200, NULL);
}

struct adding {
	struct req *q;
	const char *code;
};

static enum err add(struct ctx *c, void *arg)
{
	struct adding *a = arg;
	const char *from = form(a->q, "from", "");
	struct person_given in = {
		.code = form(a->q, "code", ""),
		.name = form(a->q, "name", ""),
		.email = form(a->q, "email", ""),
		.phone = form(a->q, "phone", ""),
		.unit = form(a->q, "unit", ""),
		.from = c->today,
	};

	if (*from && !day_parse(from, &in.from))
		return fail(c, ERR_INVALID, "from",
			    N_("Say from which day on, as 31/12/2026."));
	return person_add(c, &in, &a->code);
}

/* POST /people/new and /api/people */
enum err post_person_new(struct req *q, struct reply *p)
{
	struct adding a = {.q = q};
	enum err e = run_unit(q->c, DB_WRITE, add, &a);

	if (call_shown_again(q, e))
		return show_new(q, p, err_status(e), q->c->why);
	TRY(e);
	return see_other(q, p, "/people/%s", a.code);
}
