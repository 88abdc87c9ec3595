/* programme_year.c - the year of a programme: asked for and handed in, begun
 * from the year before, closed. */
#include "web/pages/programme.h"

#include "base/day.h"
#include "programme/again.h"
#include "programme/close.h"
#include "programme/figures.h"
#include "programme/plan.h"
#include "web/pages/call_form.h"
#include "web/pages/task_form.h"
#include "web/pages/words.h"

#include <string.h>

struct yearly {
	struct req *q;
	int64_t year;
	struct val *view; /* what closing comes to */
};

static void fate_words(struct req *q, struct val *view)
{
	static const struct {
		const char *fate, *words;
	} known[] = {
		{"done", N_("done")},
		{"dropped", N_("dropped")},
		{"carried", N_("goes on next year")},
		{"again", N_("begins anew next year")},
	};

	for (struct val *f = val_member(view, "fates")->first; f; f = f->next) {
		for (size_t i = 0; i < COUNT(known); i++)
			if (!strcmp(known[i].fate, val_text(f, "fate")))
				map_s(f, "fate_words",
				      tr(q->c, known[i].words));
		map_iso_shown(q, f, "due_shown", val_get(f, "due"));
		map_iso_shown(q, f, "new_due_shown", val_get(f, "new_due"));
	}
}

static void plan_words(struct req *q, struct val *v)
{
	struct val *plan = val_member(v, "plan");

	map_b(v, "planned", plan->kind == VAL_MAP);
	if (plan->kind == VAL_MAP)
		map_instant_shown(q, plan, "due_shown", val_text(plan, "due"));
}

static enum err show_year(struct req *q, struct reply *p, int status,
			  const char *trouble, struct val *outcome)
{
	struct programme of;
	struct val *v;
	int64_t year;

	TRY(query_int(q, "year", 0, YEAR_MIN, YEAR_MAX, &year));
	if (q->method == POST)
		TRY(task_form_number(q, "year", 0, &year));
	TRY(programme_find(q->c, ACT_FOLLOW, q->code, year, &of));
	TRY(programme_view(q->c, q->code, of.year, &v));
	if (q->api)
		return json(q, p, v);
	TRY(programme_head(q, &of, "year", v));
	plan_words(q, v);
	map_b(v, "some_children", val_get(v, "children")->first != NULL);
	map_s(v, "trouble", trouble);
	map_s(v, "sent_words", form(q, "words", ""));
	map_s(v, "sent_to", form(q, "to", ""));
	map_s(v, "sent_due", form(q, "due", ""));
	if (outcome) {
		fate_words(q, outcome);
		map_v(v, "outcome", outcome);
	} else {
		map_s(v, "outcome", NULL);
	}
	p->status = status;
	return page(q, p, "programme/year", v);
}

/* GET /programme/{code}/year and /api/programme/{code} */
enum err page_programme_year(struct req *q, struct reply *p)
{
	return show_year(q, p, 200, NULL, NULL);
}

/* ---- what is done ---- */

static enum err close_year(struct ctx *c, void *arg)
{
	struct yearly *w = arg;

	return programme_close(c, w->q->code, w->year, 0, &w->view);
}

static enum err reopen_year(struct ctx *c, void *arg)
{
	struct yearly *w = arg;
	int64_t n;

	return programme_reopen(c, w->q->code, w->year, form(w->q, "words", ""),
				&n);
}

static enum err start_year(struct ctx *c, void *arg)
{
	struct yearly *w = arg;

	return programme_start(c, w->q->code, w->year, w->year - 1,
			       *form(w->q, "repeat", "") != '\0', &w->view);
}

static enum err submit_plan(struct ctx *c, void *arg)
{
	struct yearly *w = arg;

	return plan_submit(c, w->q->code, w->year, form(w->q, "words", ""),
			   &w->view);
}

static enum err ask_plans(struct ctx *c, void *arg)
{
	struct yearly *w = arg;
	struct call_ask ask = {
		.under = w->q->code,
		.kind = form(w->q, "to", ""),
		.note = form(w->q, "words", ""),
	};
	struct call_issued issued;

	if (!day_parse(form(w->q, "due", ""), &ask.due))
		return fail(c, ERR_INVALID, "due",
			    N_("Say by which day it is due, as 31/12/2026."));
	return plan_ask(c, w->year, &ask, &issued);
}

/* By the last word of the address. */
static const struct {
	const char *act;
	enum err (*fn)(struct ctx *c, void *arg);
} acts[] = {
	{"/close", close_year}, {"/reopen", reopen_year},
	{"/start", start_year}, {"/submit", submit_plan},
	{"/ask", ask_plans},
};

/* POST /programme/{code}/close and the like */
enum err post_programme(struct req *q, struct reply *p)
{
	const char *act = strrchr(q->path, '/');
	const bool check = !strcmp(form(q, "do", ""), "check");
	struct yearly w = {.q = q};
	enum err e = task_form_number(q, "year", 0, &w.year);
	size_t i = 0;

	while (i + 1 < COUNT(acts) && strcmp(acts[i].act, act))
		i++;
	if (e == OK && check && acts[i].fn == close_year) {
		e = run_dry(q->c, close_year, &w);
		if (e == OK)
			return show_year(q, p, 200, NULL, w.view);
	} else if (e == OK) {
		e = run_unit(q->c, DB_WRITE, acts[i].fn, &w);
	}
	if (call_shown_again(q, e))
		return show_year(q, p, err_status(e), q->c->why, NULL);
	TRY(e);
	return see_other(q, p, "/programme/%s/year?year=%lld", q->code,
			 (long long)w.year);
}
