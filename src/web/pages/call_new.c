/* call_new.c - issuing a call: the form, and what is sent. */
#include "base/day.h"
#include "desk/desk.h"
#include "returns/ask.h"
#include "web/long.h"
#include "web/pages/call_form.h"

#include <string.h>

/* More units than this are asked by work that can be left. */
#define LONG_FROM 2000

static enum err show_form(struct req *q, struct reply *p, int status,
			  const char *trouble)
{
	struct ctx *c = q->c;
	struct val *v = val_map(c->mem);
	char day[11];

	TRY(call_choices(q, v));
	map_s(v, "title", tr(c, N_("Issue a call")));
	map_s(v, "trouble", trouble);
	map_s(v, "period", call_chosen(q, "period", ""));
	map_s(v, "due", call_chosen(q, "due", ""));
	map_s(v, "today", arena_text(c->mem, day_iso(c->today, day)));
	map_s(v, "note", call_chosen(q, "note", ""));
	p->status = status;
	return page(q, p, "calls/new", v);
}

/* GET /calls/new */
enum err page_call_new(struct req *q, struct reply *p)
{
	return show_form(q, p, 200, NULL);
}

/* ---- what is sent ---- */

struct sending {
	const struct fields *form;
	struct long_work *work; /* NULL: nobody waits for news */
	struct call_issued issued;
};

static const char *sent(const struct fields *f, const char *name)
{
	const char *s = fields_get(f, name);

	return s ? s : "";
}

static enum err issue(struct ctx *c, void *arg)
{
	struct sending *s = arg;
	struct call_ask ask = {
		.under = sent(s->form, "under"),
		.kind = sent(s->form, "to"),
		.note = sent(s->form, "note"),
		.stepwise = !strcmp(sent(s->form, "relay"), "stepwise"),
		.progress = s->work ? long_progress : NULL,
		.arg = s->work,
	};

	if (!day_parse(sent(s->form, "due"), &ask.due))
		return fail(c, ERR_INVALID, "due",
			    N_("Say by which day it is due, as 31/12/2026."));
	return return_ask(c, sent(s->form, "form"), sent(s->form, "period"),
			  &ask, &s->issued);
}

static enum err issue_long(struct ctx *c, struct long_work *w,
			   const struct fields *form, const char **href)
{
	struct sending s = {.form = form, .work = w};

	TRY(issue(c, &s));
	*href = arena_printf(c->mem, "/calls/%lld", (long long)s.issued.id);
	return OK;
}

static enum err size_of(struct ctx *c, void *arg)
{
	struct sending *s = arg;

	return desk_addressed(c, sent(s->form, "under"), sent(s->form, "to"),
			      &s->issued.asked);
}

/* POST /calls */
enum err post_call_new(struct req *q, struct reply *p)
{
	struct sending s = {.form = &q->form};
	enum err e;

	TRY(run_unit(q->c, DB_READ, size_of, &s));
	if (s.issued.asked > LONG_FROM)
		return long_begin(q, p, tr(q->c, N_("Issuing the call")),
				  issue_long);
	e = run_unit(q->c, DB_WRITE, issue, &s);
	if (call_shown_again(q, e))
		return show_form(q, p, err_status(e), q->c->why);
	TRY(e);
	return see_other(q, p, "/calls/%lld", (long long)s.issued.id);
}
