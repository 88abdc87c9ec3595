/* check.c - what was handed in, for who checks it and who gave it: one
 * return beside its last period, and the many that wait. */
#include "web/pages/entry.h"
#include "web/pages/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- one return ---- */

static const char *said(const struct entry *e)
{
	static const struct {
		const char *done, *says;
	} known[] = {
		{"submit", N_("Handed in. It now waits for who checks it.")},
		{"accept", N_("Accepted: it counts at every tier above.")},
		{"send-back", N_("Sent back, with your reasons.")},
		{"void", N_("Voided: it no longer counts.")},
		{"approve", N_("Approved: it now waits for who checks it.")},
		{"refuse", N_("Given back to who wrote it, with your "
			      "reason.")},
	};
	const char *done = query(e->q, "done", "");
	struct req *q = e->q;

	if (!strcmp(done, "submit") &&
	    !strcmp(val_text(e->view, "version_state"), "waiting"))
		return tr(q->c, N_("Handed in. It now waits for the approval "
				   "of your unit's head."));
	for (size_t i = 0; i < COUNT(known); i++)
		if (!strcmp(done, known[i].done))
			return tr(q->c, known[i].says);
	return NULL;
}

static struct val *versions(const struct entry *e)
{
	struct ctx *c = e->q->c;
	struct val *list = val_list(c->mem);

	for (const struct val *from = val_get(e->view, "versions")->first; from;
	     from = from->next) {
		struct val *v = val_map(c->mem);
		const char *by = val_text(from, "sent_by");

		map_i(v, "number", val_int(from, "version"));
		map_s(v, "label", val_text(from, "state_label"));
		map_s(v, "sent", val_text(from, "sent_shown"));
		map_s(v, "by", *by ? by : tr(c, N_("the operator")));
		map_b(v, "here",
		      val_int(from, "version") == val_int(e->view, "showing"));
		list_v(list, v);
	}
	return list;
}

/* Reasons for what no rule finds any more. */
static struct val *reasons(const struct entry *e)
{
	struct val *list = val_list(e->q->c->mem);

	for (const struct val *w = val_get(e->view, "whys")->first; w;
	     w = w->next) {
		struct val *v = val_map(e->q->c->mem);

		if (entry_found(e, val_text(w, "rule")))
			continue;
		map_s(v, "reason", val_text(w, "why"));
		list_v(list, v);
	}
	return list;
}

static struct val *remarks(const struct entry *e)
{
	struct val *list = val_list(e->q->c->mem);

	for (const struct val *r = val_get(e->view, "remarks")->first; r;
	     r = r->next) {
		struct val *v = val_map(e->q->c->mem);

		map_s(v, "at",
		      *val_text(r, "code") ? val_text(r, "code") : NULL);
		map_s(v, "why", val_text(r, "why"));
		list_v(list, v);
	}
	return list;
}

static enum err show_check(struct entry *e, struct reply *p)
{
	static const char *const acts[] = {"check", "void", "approve",
					   "correct"};
	struct val *v = val_map(e->q->c->mem);

	entry_head(e, v);
	map_s(v, "trouble", e->trouble);
	map_s(v, "done", e->done);
	for (size_t i = 0; i < COUNT(acts); i++)
		map_b(v, arena_printf(e->q->c->mem, "may_%s", acts[i]),
		      entry_may(e, acts[i]));
	map_i(v, "columns", entry_may(e, "check") ? 6 : 5);
	map_v(v, "groups", entry_groups(e));
	map_v(v, "history", versions(e));
	map_v(v, "whys", reasons(e));
	map_v(v, "remarks", remarks(e));
	map_b(v, "returned", val_get(e->view, "remarks")->first != NULL);
	map_s(v, "note", val_text(e->view, "note"));
	map_i(v, "showing", val_int(e->view, "showing"));
	map_b(v, "some",
	      val_int(e->view, "showing") || val_int(e->view, "rev"));
	history_show(v, e->past);
	map_s(v, "reason", e->sent ? form(e->q, "r.", "") : "");
	return page(e->q, p, "returns/check", v);
}

/* The version in the address; else the newest that was handed in. */
static enum err look(struct ctx *c, void *arg)
{
	struct entry *e = arg;
	int64_t version;

	TRY(query_int(e->q, "version", 0, 1, 1000000, &version));
	TRY(entry_find(e->q, c, ACT_READ, &e->at));
	TRY(answer_view(c, &e->at, version, &e->view));
	if (version || val_int(e->view, "showing") ||
	    !val_int(e->view, "version"))
		return OK;
	return answer_view(c, &e->at, val_int(e->view, "version"), &e->view);
}

/* GET /check/{code} and /api/check/{code} */
enum err page_check(struct req *q, struct reply *p)
{
	struct entry e = {.q = q};

	TRY(look(q->c, &e));
	e.done = said(&e);
	if (!q->api)
		TRY(history_get(
			q, "return",
			arena_printf(q->c->mem, "%lld", (long long)e.at.key),
			&e.past));
	return q->api ? json(q, p, e.view) : show_check(&e, p);
}

/* ---- what is done about it ---- */

/* "r.A1": why that indicator goes back; "r.": the whole. In JSON a list
 * "remarks" of {"code","why"}, or one "reason". */
static size_t read_remarks(struct req *q, struct remark *out)
{
	size_t n = 0;

	for (size_t i = 0; i < q->form.n; i++) {
		const struct field *f = &q->form.at[i];
		char key[48];

		if (!strncmp(f->name, "r.", 2) && *f->value)
			out[n++] = (struct remark){f->name + 2, f->value};
		snprintf(key, sizeof(key), "remarks.%zu.why", i);
		if (!fields_get(&q->form, key))
			continue;
		out[n].why = fields_get(&q->form, key);
		snprintf(key, sizeof(key), "remarks.%zu.code", i);
		out[n].code = form(q, key, "");
		n++;
	}
	if (*form(q, "reason", ""))
		out[n++] = (struct remark){"", form(q, "reason", "")};
	return n;
}

struct deed {
	struct entry *e;
	const char *what;
};

static enum err send_back(struct ctx *c, struct entry *e, int64_t version)
{
	struct req *q = e->q;
	struct remark *r = arena_array(c->mem, q->form.n * 2 + 1, sizeof(*r));

	return answer_send_back(c, &e->at, version, r, read_remarks(q, r));
}

static const char *reason(const struct entry *e)
{
	return form(e->q, "r.", form(e->q, "reason", ""));
}

static enum err act(struct ctx *c, void *arg)
{
	static const struct {
		const char *name;
		enum act act;
	} known[] = {
		{"accept", ACT_ACCEPT},	 {"send-back", ACT_ACCEPT},
		{"void", ACT_ACCEPT},	 {"approve", ACT_APPROVE},
		{"refuse", ACT_APPROVE}, {"correct", ACT_ANSWER},
	};
	struct deed *d = arg;
	struct entry *e = d->e;
	int64_t version = strtoll(form(e->q, "version", "0"), NULL, 10);
	size_t i = 0;

	while (i < COUNT(known) && strcmp(known[i].name, d->what))
		i++;
	if (i == COUNT(known))
		return refuse(e->q, 400,
			      N_("This address takes no such request."));
	TRY(entry_find(e->q, c, known[i].act, &e->at));
	switch (i) {
	case 0: return answer_accept(c, &e->at, version);
	case 1: return send_back(c, e, version);
	case 2: return answer_void(c, &e->at, reason(e));
	case 3: return answer_approve(c, &e->at);
	case 4: return answer_refuse(c, &e->at, reason(e));
	default: return answer_correct(c, &e->at);
	}
}

/* POST /check/{code} */
enum err post_check(struct req *q, struct reply *p)
{
	struct entry e = {.q = q, .sent = &q->form};
	struct deed d = {&e, form(q, "do", "")};
	enum err was = run_unit(q->c, DB_WRITE, act, &d);
	bool entry = !strcmp(d.what, "correct");

	if (was == OK)
		return see_other(q, p, "%s&done=%s",
				 entry_at(&e, entry ? "entry" : "check"),
				 d.what);
	if (was != ERR_INVALID && was != ERR_CONFLICT)
		return was;
	e.trouble = q->c->why;
	p->status = err_status(was);
	p->e = was;
	p->why = q->c->why;
	ctx_forget(q->c);
	TRY(run_unit(q->c, DB_READ, look, &e));
	return show_check(&e, p);
}

static enum err look_newest(struct ctx *c, void *arg)
{
	struct entry *e = arg;

	TRY(entry_find(e->q, c, ACT_READ, &e->at));
	return answer_view(c, &e->at, 0, &e->view);
}

/* POST /api/check/{code}/accept and the others: the last word of the
 * address says what. */
enum err api_check_act(struct req *q, struct reply *p)
{
	struct entry e = {.q = q};
	struct deed d = {&e, strrchr(q->path, '/') + 1};

	/* apart: whoever waits for the counts of the top waits for no view */
	TRY(run_unit(q->c, DB_WRITE, act, &d));
	TRY(run_unit(q->c, DB_READ, look_newest, &e));
	return json(q, p, e.view);
}
