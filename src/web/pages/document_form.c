/* document_form.c - the form by which a document comes into a book: with the
 * next number, or with the symbol that it bears. */
#include "access/role.h"
#include "base/day.h"
#include "org/unit.h"
#include "web/pages/call_form.h"
#include "web/pages/documents.h"
#include "web/pages/words.h"

#include <stdlib.h>
#include <string.h>

static const char *const texts[] = {"number", "drafter",    "subject", "issuer",
				    "signer", "capacity",   "place",   "pages",
				    "due",    "carries_out"};

static enum err show_form(struct req *q, struct reply *p, int status,
			  const char *trouble)
{
	struct ctx *c = q->c;
	bool in = !strcmp(call_chosen(q, "book", "out"), "in");
	struct val *v = val_map(c->mem), *list;
	struct unit u;
	char day[11];

	TRY(unit_get(c, call_chosen(q, "unit", ""), c->today, &u));
	TRY(may(c, ACT_REGISTER, u.id));
	map_s(v, "title",
	      in ? tr(c, N_("Enter a document that came"))
		 : tr(c, N_("Register a document of the unit")));
	map_s(v, "unit", u.code);
	map_s(v, "unit_name", u.name);
	map_s(v, "book", in ? "in" : "out");
	map_s(v, "book_shown",
	      in ? tr(c, N_("Incoming book")) : tr(c, N_("Outgoing book")));
	map_b(v, "is_in", in);
	map_b(v, "is_out", !in);
	map_s(v, "trouble", trouble);
	for (size_t i = 0; i < COUNT(texts); i++)
		map_s(v, texts[i], call_chosen(q, texts[i], ""));
	map_b(v, "bad_number",
	      trouble && c->field && !strcmp(c->field, "number"));
	map_b(v, "bad_subject",
	      trouble && c->field && !strcmp(c->field, "subject"));
	map_s(v, "day",
	      call_chosen(q, "day",
			  arena_text(c->mem, day_iso(c->today, day))));
	TRY(kind_choices(q, call_chosen(q, "kind", "CV"), &list));
	map_v(v, "kinds", list);
	list = val_list(c->mem);
	for (size_t i = 0; i < urgencies_count; i++)
		list_v(list,
		       choice(c, urgencies[i].name, tr(c, urgencies[i].label),
			      call_chosen(q, "urgency", "normal")));
	map_v(v, "urgencies", list);
	p->status = status;
	return page(q, p, "register/new", v);
}

/* GET /documents/new?unit=&book= */
enum err page_document_new(struct req *q, struct reply *p)
{
	return show_form(q, p, 200, NULL);
}

struct entering {
	struct req *q;
	struct document_new in;
	struct document_added out;
	const char *carries_out;
};

/* A day of the form, or `otherwise` where it was left empty. */
static enum err read_day(struct req *q, const char *name, int64_t *day)
{
	const char *s = form(q, name, NULL);

	if (!s || day_parse(s, day))
		return OK;
	return fail(q->c, ERR_INVALID, name, N_("No such day: %s."), s);
}

static enum err read_form(struct entering *e)
{
	struct req *q = e->q;
	const char *pages = form(q, "pages", NULL);
	int64_t due = 0;
	char *end;

	e->in = (struct document_new){
		.unit = form(q, "unit", ""),
		.number = form(q, "number", NULL),
		.kind = form(q, "kind", ""),
		.day = q->c->today,
		.subject = form(q, "subject", ""),
		.signer = form(q, "signer", NULL),
		.capacity = form(q, "capacity", NULL),
		.urgency = form(q, "urgency", NULL),
		.place = form(q, "place", NULL),
		.drafter = form(q, "drafter", NULL),
	};
	TRY(read_day(q, "day", &e->in.day));
	TRY(read_day(q, "due", &due));
	if (form(q, "due", NULL))
		e->in.due = (struct opt_int){.set = true, .value = due};
	if (pages) {
		e->in.pages = (struct opt_int){true, strtoll(pages, &end, 10)};
		if (*end)
			return fail(q->c, ERR_INVALID, "pages",
				    N_("Pages are a whole number."));
	}
	e->carries_out = form(q, "carries_out", NULL);
	if (e->carries_out) {
		e->in.carries_out = &e->carries_out;
		e->in.carried = 1;
	}
	return OK;
}

/* The issuer of what came: a unit where its code was given, else a name. */
static enum err read_issuer(struct ctx *c, struct entering *e)
{
	const char *issuer = form(e->q, "issuer", NULL);
	struct unit u;
	enum err err;

	if (strcmp(form(e->q, "book", "out"), "in") != 0)
		return OK;
	if (!issuer)
		return fail(c, ERR_INVALID, "issuer",
			    N_("Say who issued the document."));
	err = unit_get(c, issuer, c->today, &u);
	if (err == OK)
		e->in.issuer = issuer;
	else if (err == ERR_MISSING)
		e->in.issuer_name = issuer;
	else
		return err;
	ctx_forget(c);
	return OK;
}

static enum err enter(struct ctx *c, void *arg)
{
	struct entering *e = arg;

	TRY(read_issuer(c, e));
	if (e->in.number || e->in.issuer || e->in.issuer_name)
		return document_add(c, &e->in, &e->out);
	return document_register(c, &e->in, &e->out);
}

/* POST /documents and /api/documents */
enum err post_document_new(struct req *q, struct reply *p)
{
	struct entering e = {.q = q};
	enum err err = read_form(&e);

	if (err == OK)
		err = take_files(q, &e.in.file, &e.in.files);
	if (err == OK)
		err = run_unit(q->c, DB_WRITE, enter, &e);
	if (call_shown_again(q, err))
		return show_form(q, p, err_status(err), q->c->why);
	TRY(err);
	return see_other(q, p, "/documents/%lld", (long long)e.out.id);
}
