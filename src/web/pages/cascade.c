/* cascade.c - how far a document is carried out; the copy of one unit, with
 * what it says and what its checker says to that; who is asked. */
#include "register/cascade.h"

#include "access/role.h"
#include "base/day.h"
#include "base/show.h"
#include "core/setting.h"
#include "org/tree.h"
#include "web/bar.h"
#include "web/pages/call_form.h"
#include "web/pages/documents.h"
#include "web/pages/words.h"

#include <string.h>

#define LISTED 50 /* of those behind a number, a page */

/* "15" of /documents/15, as document_ref() takes it. */
static const char *ref_of(const struct req *q)
{
	return arena_printf(q->c->mem, "%lld", (long long)q->id);
}

/* ---- how far it is ---- */

/* In the order of the legend: the state of an assignment, or what
 * cascade_owing() knows beside. */
static const struct {
	const char *state, *icon, *label;
} filters[] = {
	{"accepted", "accepted", N_("Accepted")},
	{"submitted", "submitted", N_("Submitted")},
	{"sent-back", "returned", N_("Sent back")},
	{"acknowledged", "acknowledged", N_("Acknowledged")},
	{"delivered", "delivered", N_("Delivered")},
	{"waived", "waived", N_("Waived")},
	{"late", "late", N_("Late")},
	{"owed", "delivered", N_("Not carried out yet")},
};

static int64_t count_of(const struct val *v, const char *state)
{
	if (!strcmp(state, "late"))
		return val_int(v, "late");
	if (!strcmp(state, "owed"))
		return val_int(v, "of") - val_int(v, "done");
	return val_int(val_get(v, "counts"), state);
}

static void add_legend(struct req *q, const char *chosen, struct val *v)
{
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < COUNT(filters); i++) {
		struct val *one = val_map(q->c->mem);

		map_s(one, "state", filters[i].state);
		map_s(one, "icon", filters[i].icon);
		map_s(one, "label", tr(q->c, filters[i].label));
		map_n(q, one, "n", count_of(v, filters[i].state));
		map_b(one, "current", !strcmp(filters[i].state, chosen));
		list_v(list, one);
		if (!strcmp(filters[i].state, chosen))
			map_s(v, "list_title",
			      arena_printf(q->c->mem, "%s: %lld",
					   tr(q->c, filters[i].label),
					   (long long)count_of(
						   v, filters[i].state)));
	}
	map_v(v, "legend", list);
}

static void count_words(struct req *q, struct val *v, bool big)
{
	map_bar(q, v, val_get(v, "counts"), val_get(v, "late_of"), big);
	map_n(q, v, "n_done", val_int(v, "done"));
	map_n(q, v, "n_of", val_int(v, "of"));
	map_n(q, v, "n_own", val_int(v, "own"));
	map_n(q, v, "n_late", val_int(v, "late"));
}

static void child_words(struct req *q, struct val *v)
{
	count_words(q, v, false);
	map_n(q, v, "n_acknowledged",
	      val_int(val_get(v, "counts"), "acknowledged"));
	map_n(q, v, "n_delivered", val_int(val_get(v, "counts"), "delivered"));
}

/* The day on which an instant as views have it ends, as people read it. */
static const char *due_shown(struct req *q, const char *iso)
{
	int64_t due;

	return instant_parse(iso, &due)
		       ? show_day(q->c->mem, tz_day(q->timezone, due - 1),
				  q->c->lang)
		       : "";
}

static void owing_words(struct req *q, struct val *v)
{
	struct ctx *c = q->c;
	const char *state = val_text(v, "state");
	int64_t at;
	enum state s;

	map_s(v, "icon", !strcmp(state, "sent-back") ? "returned" : state);
	map_s(v, "state_shown",
	      state_read(state, &s) ? tr(c, state_label(s)) : "");
	map_s(v, "due_shown", due_shown(q, val_text(v, "due")));
	map_s(v, "reminded_shown",
	      instant_parse(val_text(v, "reminded_at"), &at)
		      ? arena_printf(c->mem, tr(c, N_("%s, %lld times")),
				     show_day(c->mem, tz_day(q->timezone, at),
					      c->lang),
				     (long long)val_int(v, "reminded"))
		      : "–");
}

static enum err add_owing(struct req *q, const char *state, struct val *v)
{
	struct cascade_owing_ask ask = {
		.unit = val_text(v, "unit"),
		.state = state,
		.limit = LISTED,
	};
	struct val *view, *list;

	TRY(cascade_owing(q->c, ref_of(q), &ask, &view));
	list = val_member(view, "units");
	for (struct val *o = list->first; o; o = o->next)
		owing_words(q, o);
	map_b(v, "any_listed", list->first != NULL);
	map_b(v, "more", val_int(view, "total") > LISTED);
	list->next = NULL; /* it goes over to the page */
	map_v(v, "listed", list);
	return OK;
}

static enum err show_cascade(struct req *q, struct reply *p, int status,
			     const char *trouble)
{
	struct ctx *c = q->c;
	const char *unit = call_chosen(q, "unit", NULL), *state;
	struct val *v;
	bool leads;

	TRY(cascade_coverage(c, ref_of(q), unit, true, &v));
	if (q->api)
		return json(q, p, v);
	state = query(q, "state", val_int(v, "late") ? "late" : "owed");
	TRY(may_at(c, ACT_CALL, val_text(v, "unit"), &leads));
	change_words(q, v);
	count_words(q, v, true);
	map_n(q, v, "n_submitted", count_of(v, "submitted"));
	add_legend(q, state, v);
	for (struct val *o = val_member(v, "children")->first; o; o = o->next)
		child_words(q, o);
	map_b(v, "parent_of", val_get(v, "children")->first != NULL);
	map_b(v, "below", unit != NULL);
	map_b(v, "may_accept", leads && count_of(v, "submitted") > 0);
	map_b(v, "may_remind", leads && count_of(v, "owed") > 0);
	map_s(v, "trouble", trouble);
	map_s(v, "told",
	      query(q, "accepted", NULL)
		      ? arena_printf(c->mem, tr(c, N_("Accepted: %s units.")),
				     query(q, "accepted", ""))
		      : NULL);
	map_s(v, "title", tr(c, N_("How far it is carried out")));
	map_s(v, "about",
	      arena_printf(c->mem, "%s: %s · %s", val_text(v, "symbol"),
			   val_text(v, "subject"), val_text(v, "name")));
	TRY(add_owing(q, state, v));
	p->status = status;
	return page(q, p, "register/cascade", v);
}

/* GET /documents/{id}/cascade?unit=&state= and its twin under /api/ */
enum err page_cascade(struct req *q, struct reply *p)
{
	return show_cascade(q, p, 200, NULL);
}

struct accepting {
	struct req *q;
	int64_t n;
};

static enum err accept_all(struct ctx *c, void *arg)
{
	struct accepting *a = arg;

	return cascade_accept(c, ref_of(a->q), form(a->q, "unit", NULL), &a->n);
}

/* POST /documents/{id}/cascade/accept and its twin under /api/ */
enum err post_cascade_accept(struct req *q, struct reply *p)
{
	struct accepting a = {.q = q};
	enum err e = run_unit(q->c, DB_WRITE, accept_all, &a);

	if (call_shown_again(q, e))
		return show_cascade(q, p, err_status(e), q->c->why);
	TRY(e);
	return see_other(q, p, "/documents/%lld/cascade?unit=%s&accepted=%lld",
			 (long long)q->id, form(q, "unit", ""), (long long)a.n);
}

/* GET /api/documents/{id}/owing?unit=&state= */
enum err api_cascade_owing(struct req *q, struct reply *p)
{
	struct cascade_owing_ask ask = {
		.unit = query(q, "unit", NULL),
		.state = query(q, "state", NULL),
	};
	struct val *v;

	TRY(query_int(q, "from", 0, 0, INT32_MAX, &ask.offset));
	TRY(query_int(q, "limit", LISTED, 1, 1000, &ask.limit));
	TRY(cascade_owing(q->c, ref_of(q), &ask, &v));
	return json(q, p, v);
}

/* ---- who is asked ---- */

static enum err show_issue(struct req *q, struct reply *p, int status,
			   const char *trouble)
{
	struct ctx *c = q->c;
	struct val *v = val_map(c->mem), *kinds = val_list(c->mem);
	struct val *expects = val_list(c->mem), *relays = val_list(c->mem);
	const char *relay = call_chosen(q, "relay", "direct"), *home;
	struct document d;
	struct tree *tree;

	TRY(document_get(c, q->id, &d));
	TRY(role_home(c, &home));
	TRY(tree_load(c, &tree));
	for (int32_t i = 0; i < tree->kinds; i++)
		list_v(kinds, choice(c, tree->kind[i].code,
				     kind_label(c, tree->kind[i].code),
				     call_chosen(q, "to", "")));
	for (size_t i = 0; i < cascade_expects_count; i++)
		list_v(expects, choice(c, cascade_expects[i].name,
				       tr(c, cascade_expects[i].label),
				       call_chosen(q, "expect", "carry-out")));
	list_v(relays, choice(c, "direct", tr(c, N_("to all at once")), relay));
	list_v(relays, choice(c, "stepwise", tr(c, N_("tier by tier")), relay));
	map_s(v, "title", tr(c, N_("Ask units to carry it out")));
	map_i(v, "document", d.id);
	map_s(v, "symbol", d.symbol);
	map_s(v, "subject", d.subject);
	map_s(v, "trouble", trouble);
	map_s(v, "under", call_chosen(q, "under", home ? home : ""));
	map_s(v, "due", call_chosen(q, "due", ""));
	map_s(v, "note", call_chosen(q, "note", ""));
	map_v(v, "kinds", kinds);
	map_v(v, "expects", expects);
	map_v(v, "relays", relays);
	p->status = status;
	return page(q, p, "register/issue", v);
}

/* GET /documents/{id}/issue */
enum err page_cascade_issue(struct req *q, struct reply *p)
{
	return show_issue(q, p, 200, NULL);
}

struct issuing {
	struct req *q;
	struct call_issued out;
};

static enum err issue(struct ctx *c, void *arg)
{
	struct issuing *i = arg;
	struct req *q = i->q;
	struct call_ask ask = {
		.under = form(q, "under", ""),
		.kind = form(q, "to", ""),
		.expect = form(q, "expect", ""),
		.stepwise = !strcmp(form(q, "relay", ""), "stepwise"),
		.note = form(q, "note", ""),
	};

	if (!day_parse(form(q, "due", ""), &ask.due))
		return fail(c, ERR_INVALID, "due",
			    N_("Say until when, as 31/12/2026."));
	return cascade_issue(c, ref_of(q), &ask, &i->out);
}

/* POST /documents/{id}/issue and its twin under /api/ */
enum err post_cascade_issue(struct req *q, struct reply *p)
{
	struct issuing i = {.q = q};
	enum err e = run_unit(q->c, DB_WRITE, issue, &i);

	if (call_shown_again(q, e))
		return show_issue(q, p, err_status(e), q->c->why);
	TRY(e);
	if (q->api)
		return see_other(q, p, "/calls/%lld", (long long)i.out.id);
	return see_other(q, p, "/documents/%lld/cascade", (long long)q->id);
}
