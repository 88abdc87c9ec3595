/* body_form.c - founding a body and re-forming it: the line-up in rows, the
 * old and the new side by side before it is done. */
#include "access/role.h"
#include "base/day.h"
#include "org/unit.h"
#include "people/seat.h"
#include "web/pages/people_words.h"
#include "web/pages/words.h"

#include <string.h>

#define ROWS_MOST 200 /* of one line-up */
#define ROWS_FREE 3   /* empty ones below those that are there */
#define CHOICES	  300 /* people to choose from */

/* ---- what was sent ---- */

static const char *sent(const struct req *q, size_t row, const char *name)
{
	return fields_get(&q->form,
			  arena_printf(q->c->mem, "places.%zu.%s", row, name));
}

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

/* Rows that name neither a seat nor a person are none. What stands before a
 * blank is the person's code: a list to choose from may add the name. */
static size_t read_places(const struct req *q, struct place *to)
{
	size_t n = 0;

	for (size_t i = 0; i < ROWS_MOST; i++) {
		const char *kind = or_empty(sent(q, i, "seat"));
		const char *person = or_empty(sent(q, i, "person"));

		if (!*kind && !*person)
			continue;
		to[n++] = (struct place){
			.line = (int64_t)i + 1,
			.kind = kind,
			.person = arena_copy(q->c->mem, person,
					     strcspn(person, " ")),
			.duties = sent(q, i, "duties"),
			.role = or_empty(sent(q, i, "role")),
			.area = or_empty(sent(q, i, "area")),
		};
	}
	return n;
}

struct sending {
	struct req *q;
	struct place place[ROWS_MOST];
	struct body_act act;
	struct val *report;
};

static enum err decide(struct ctx *c, void *arg)
{
	struct sending *s = arg;
	const struct req *q = s->q;
	const char *rules = form(q, "rules", NULL);

	s->act = (struct body_act){
		.body = q->code ? q->code : form(q, "code", ""),
		.decision = form(q, "decision", ""),
		.rules = rules ? text_lines(c->mem, rules) : NULL,
		.place = s->place,
		.places = read_places(q, s->place),
	};
	TRY(form_on(q, &s->act.day));
	TRY(form_base(q, &s->act.base));
	if (q->code)
		return body_reform(c, &s->act, &s->report);
	return body_create(c, &s->act,
			   &(struct body_new){
				   .unit = form(q, "unit", ""),
				   .kind = form(q, "kind", ""),
				   .name = form(q, "name", ""),
			   },
			   &s->report);
}

/* ---- the form ---- */

/* One row as it stands: of the line-up, as sent, or empty. */
struct row {
	size_t n;
	const char *seat, *person, *duties, *role, *area;
	bool old; /* the body has that seat */
};

struct filling {
	struct req *q;
	struct val *kinds, *people, *rows;
	const struct val *body; /* NULL: a new one */
	bool roles;		/* the reader may give roles there */
};

static struct val *seat_options(const struct filling *f, const char *chosen)
{
	struct val *list = val_list(f->q->c->mem);

	for (const struct val *k = f->kinds->first; k; k = k->next)
		list_v(list, choice(f->q->c, val_text(k, "code"),
				    val_text(k, "label"), chosen));
	return list;
}

static struct val *role_options(const struct filling *f, const struct row *r)
{
	struct val *list = val_list(f->q->c->mem);

	if (!r->old)
		list_v(list, choice(f->q->c, "", tr(f->q->c, N_("as usual")),
				    r->role));
	list_v(list, choice(f->q->c, "-", tr(f->q->c, N_("no role")), r->role));
	for (size_t i = 0; i < roles_count; i++)
		list_v(list, choice(f->q->c, roles[i].name,
				    tr(f->q->c, roles[i].label), r->role));
	return list;
}

static struct val *area_options(const struct filling *f, const struct row *r)
{
	static const char *const labels[] = {
		N_("everything"), N_("returns"),  N_("people"),
		N_("units"),	  N_("accounts"),
	};
	struct val *list = val_list(f->q->c->mem);

	for (size_t i = 0; i < areas_count && i < COUNT(labels); i++)
		list_v(list, choice(f->q->c, areas[i], tr(f->q->c, labels[i]),
				    *r->area ? r->area : areas[0]));
	return list;
}

static const char *name_in(const struct val *list, const char *key,
			   const char *code)
{
	for (const struct val *p = list ? list->first : NULL; p; p = p->next)
		if (*code && !strcmp(val_text(p, key), code))
			return val_text(p, "name");
	return NULL;
}

static const char *name_of(const struct filling *f, const char *code)
{
	const char *name = name_in(f->people, "code", code);

	if (!name && f->body)
		name = name_in(val_get(f->body, "seats"), "person", code);
	return name;
}

static const char *fault_of(const struct ctx *c, size_t row)
{
	for (const struct fault *f = c->faults; f; f = f->next)
		if (f->line == (int64_t)row + 1)
			return f->why;
	return NULL;
}

static void add_row(struct filling *f, const struct row *r)
{
	struct ctx *c = f->q->c;
	struct val *v = val_map(c->mem);

	map_i(v, "n", (int64_t)r->n);
	map_i(v, "number", (int64_t)r->n + 1);
	map_s(v, "person", r->person);
	map_s(v, "name", name_of(f, r->person));
	map_s(v, "duties", r->duties);
	map_s(v, "role", r->role);
	map_s(v, "role_label", role_label(c, r->role));
	map_s(v, "area", r->area);
	map_b(v, "old", r->old);
	map_s(v, "fault", fault_of(c, r->n));
	map_v(v, "seats", seat_options(f, r->seat));
	map_b(v, "may_role", f->roles);
	if (f->roles) {
		map_v(v, "roles", role_options(f, r));
		map_v(v, "areas", area_options(f, r));
	}
	list_v(f->rows, v);
}

static void add_free(struct filling *f, size_t from, size_t n)
{
	for (size_t i = from; i < from + n && i < ROWS_MOST; i++)
		add_row(f, &(struct row){i, "", "", "", f->roles ? "" : "-", "",
					 false});
}

/* The rows as they were sent, all of them. */
static void rows_sent(struct filling *f)
{
	const struct req *q = f->q;
	size_t n = 0, used = 0;

	for (; n < ROWS_MOST && sent(q, n, "seat"); n++) {
		struct row r = {
			.n = n,
			.seat = or_empty(sent(q, n, "seat")),
			.person = or_empty(sent(q, n, "person")),
			.duties = or_empty(sent(q, n, "duties")),
			.role = or_empty(sent(q, n, "role")),
			.area = or_empty(sent(q, n, "area")),
			.old = sent(q, n, "old"),
		};

		if (*r.seat || *r.person)
			used = n + 1;
		add_row(f, &r);
	}
	add_free(f, n,
		 !strcmp(form(q, "do", ""), "add") || n < used + ROWS_FREE
			 ? ROWS_FREE
			 : 0);
}

/* The rows of the line-up that there is. */
static void rows_there(struct filling *f)
{
	size_t n = 0;

	for (const struct val *s = val_get(f->body, "seats")->first;
	     s && n < ROWS_MOST; s = s->next, n++) {
		const char *role = val_text(s, "role");

		add_row(f, &(struct row){
				   .n = n,
				   .seat = val_text(s, "seat"),
				   .person = val_text(s, "person"),
				   .duties = val_text(s, "duties"),
				   .role = *role ? role : "-",
				   .area = val_text(s, "area"),
				   .old = true,
			   });
	}
	add_free(f, n, ROWS_FREE);
}

/* A few usual seats, to begin with. */
static void rows_usual(struct filling *f)
{
	static const char *const seats[] = {"head", "deputy", "secretary",
					    "member", "member"};
	size_t n = 0;

	for (; n < COUNT(seats); n++)
		add_row(f, &(struct row){n, seats[n], "", "",
					 f->roles ? "" : "-", "", false});
	add_free(f, n, ROWS_FREE);
}

/* ---- the page ---- */

static void report_words(struct req *q, struct val *report)
{
	static const struct {
		const char *fate, *words;
	} known[] = {
		{"stays", N_("stays")},	  {"comes", N_("comes")},
		{"goes", N_("goes")},	  {"changes", N_("changes hands")},
		{"vacant", N_("vacant")}, {"dropped", N_("dropped")},
	};

	for (struct val *r = val_member(report, "rows")->first; r;
	     r = r->next) {
		const char *old = val_text(r, "old_duties");

		for (size_t i = 0; i < COUNT(known); i++)
			if (!strcmp(known[i].fate, val_text(r, "fate")))
				map_s(r, "fate_words",
				      tr(q->c, known[i].words));
		map_b(r, "goes",
		      *val_text(r, "old") && strcmp(val_text(r, "old"),
						    val_text(r, "new")) != 0);
		map_b(r, "comes",
		      *val_text(r, "new") && strcmp(val_text(r, "old"),
						    val_text(r, "new")) != 0);
		map_b(r, "other_duties",
		      *old && strcmp(old, val_text(r, "duties")) != 0);
		map_s(r, "role_label", role_label(q->c, val_text(r, "role")));
	}
	map_iso_shown(q, report, "on_shown", val_get(report, "on"));
	map_b(report, "warned", val_get(report, "warnings")->first != NULL);
}

static struct val *kind_options(struct ctx *c, const char *chosen)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < body_kinds_count; i++)
		list_v(list, choice(c, body_kinds[i].code,
				    tr(c, body_kinds[i].label), chosen));
	return list;
}

/* Of a new body: what it is to be. */
static enum err new_words(struct req *q, struct val *v)
{
	const char *unit =
		q->method == POST ? form(q, "unit", "") : query(q, "unit", "");
	const char *home = NULL;

	if (!*unit)
		TRY(role_home(q->c, &home));
	map_s(v, "title", tr(q->c, N_("Found a body")));
	map_s(v, "unit", home ? home : unit);
	map_s(v, "code", form(q, "code", ""));
	map_s(v, "name", form(q, "name", ""));
	map_s(v, "rules", form(q, "rules", ""));
	map_v(v, "kinds", kind_options(q->c, form(q, "kind", "committee")));
	return OK;
}

/* What the reader may do where, and who can be chosen. */
static enum err fill_choices(struct filling *f, const char *unit)
{
	struct ctx *c = f->q->c;
	struct unit u;
	enum err e;

	f->people = val_list(c->mem);
	f->rows = val_list(c->mem);
	TRY(seat_kind_list(c, &f->kinds));
	if (!*unit)
		return OK;
	e = unit_get(c, unit, c->today, &u);
	if (e == OK)
		e = may(c, ACT_PEOPLE, u.id);
	if (e == OK)
		e = seat_people(c, u.id, c->today, CHOICES, &f->people);
	if (e == OK)
		e = may(c, ACT_ACCOUNT, u.id);
	f->roles = e == OK;
	return e == ERR_MISSING || e == ERR_DENIED ? OK : e;
}

/* The line-up that a decision follows on: the latest that is registered. */
static enum err latest(struct req *q, struct val **body)
{
	int64_t at = q->c->today, day;

	TRY(body_view(q->c, q->code, at, body));
	for (const struct val *o = val_get(*body, "changes")->first; o;
	     o = o->next)
		if (day_parse(val_text(o, "on"), &day) && day > at)
			at = day;
	return at == q->c->today ? OK : body_view(q->c, q->code, at, body);
}

static enum err show_form(struct req *q, struct reply *p, int status,
			  const char *trouble, struct val *report)
{
	struct val *v = val_map(q->c->mem), *body = NULL;
	struct filling f = {.q = q};
	bool again = q->method == POST;

	if (q->code) {
		TRY(latest(q, &body));
		f.body = body;
		map_s(v, "title", val_text(body, "name"));
		map_s(v, "code", q->code);
		map_s(v, "unit", val_text(body, "unit"));
		map_s(v, "base",
		      again ? form(q, "base", "0")
			    : arena_printf(q->c->mem, "%lld",
					   (long long)val_int(body, "base")));
	} else {
		TRY(new_words(q, v));
	}
	TRY(fill_choices(&f, val_text(v, "unit")));
	if (again)
		rows_sent(&f);
	else if (body)
		rows_there(&f);
	else
		rows_usual(&f);
	if (report)
		report_words(q, report);
	map_s(v, "trouble", trouble);
	map_s(v, "decision", form(q, "decision", ""));
	map_s(v, "on", form(q, "on", ""));
	map_b(v, "fresh", !q->code);
	map_v(v, "report", report ? report : val_list(q->c->mem));
	map_v(v, "people", f.people);
	map_v(v, "rows", f.rows);
	p->status = status;
	return page(q, p, "people/body_form", v);
}

/* GET /bodies/new and /bodies/{code}/reform */
enum err page_body_form(struct req *q, struct reply *p)
{
	struct body b;

	if (q->code) {
		TRY(body_get(q->c, q->code, &b));
		TRY(may(q->c, ACT_PEOPLE, b.unit));
	}
	return show_form(q, p, 200, NULL, NULL);
}

/* POST /bodies and /bodies/{code}/reform, and the same under /api/ */
enum err post_body_form(struct req *q, struct reply *p)
{
	struct sending *s = arena_alloc(q->c->mem, sizeof(*s));
	const char *what = form(q, "do", "do");
	enum err e;

	s->q = q;
	if (!strcmp(what, "add") && !q->api)
		return show_form(q, p, 200, NULL, NULL);
	if (!strcmp(what, "check")) {
		e = run_dry(q->c, decide, s);
		if (e == OK)
			return q->api ? json(q, p, s->report)
				      : show_form(q, p, 200, NULL, s->report);
	} else {
		e = run_unit(q->c, DB_WRITE, decide, s);
	}
	if (shown_again(q, e))
		return show_form(q, p, err_status(e), q->c->why, NULL);
	TRY(e);
	return see_other(q, p, "/bodies/%s?at=%s", s->act.body,
			 val_text(s->report, "on"));
}
