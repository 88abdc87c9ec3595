/* calls.c - the calls: all, one, and what is done with one. */
#include "base/day.h"
#include "base/show.h"
#include "calls/call.h"
#include "calls/coverage.h"
#include "calls/remind.h"
#include "web/bar.h"
#include "web/pages/history.h"
#include "web/pages/words.h"

#include <string.h>

/* ---- all ---- */

static void call_words(struct req *q, struct val *v)
{
	struct ctx *c = q->c;
	const struct val *counts = val_get(v, "counts");

	map_iso_shown(q, v, "due_shown", val_get(v, "due"));
	map_s(v, "kind_shown", kind_label(c, val_text(v, "kind")));
	map_b(v, "open", !strcmp(val_text(v, "state"), "open"));
	map_b(v, "counted", counts != NULL);
	if (!counts)
		return;
	map_bar(q, v, counts, val_get(v, "late_of"), false);
	map_s(v, "words",
	      arena_printf(c->mem,
			   tr(c, N_("%lld/%lld accepted · %lld submitted · "
				    "%lld late")),
			   (long long)val_int(counts, "accepted"),
			   (long long)val_int(v, "expected"),
			   (long long)val_int(counts, "submitted"),
			   (long long)val_int(v, "late")));
}

/* GET /calls */
enum err page_calls(struct req *q, struct reply *p)
{
	struct ctx *c = q->c;
	const char *state = query(q, "state", "open");
	struct val *v = val_map(c->mem), *list;

	TRY(call_list_view(c, query(q, "unit", NULL), state, &list));
	if (q->api)
		return json(q, p, list);
	for (struct val *k = list->first; k; k = k->next)
		call_words(q, k);
	map_s(v, "title", tr(c, N_("Calls")));
	map_b(v, "all", !strcmp(state, "all"));
	map_b(v, "any", list->first != NULL);
	map_v(v, "calls", list);
	return page(q, p, "calls/list", v);
}

/* ---- one ---- */

/* What the reader may do, each by what may() says of it. */
static enum err add_rights(struct req *q, const struct call *k, struct val *v)
{
	enum err e = may(q->c, ACT_CALL, k->issuer);

	if (e != OK && e != ERR_DENIED && e != ERR_MISSING)
		return e;
	map_b(v, "may_change", e == OK && k->open);
	return OK;
}

static void assignment_words(struct req *q, struct val *a)
{
	enum state s;

	map_s(a, "state_shown",
	      state_read(val_text(a, "state"), &s) ? tr(q->c, state_label(s))
						   : "");
	map_b(a, "relays", !strcmp(val_text(a, "role"), "relays"));
	map_s(a, "icon",
	      !strcmp(val_text(a, "state"), "sent-back")
		      ? "returned"
		      : val_text(a, "state"));
}

static void words_of_call(struct req *q, struct val *v)
{
	call_words(q, v);
	for (struct val *a = val_get(v, "assignments")->first; a; a = a->next)
		assignment_words(q, a);
	for (struct val *t = val_get(v, "taken_over")->first; t; t = t->next)
		map_iso_shown(q, t, "on_shown", val_get(t, "on"));
	map_b(v, "any_taken_over", val_get(v, "taken_over")->first != NULL);
	map_b(v, "stepwise", !strcmp(val_text(v, "relay"), "stepwise"));
}

/* The part of one unit in a stepwise call: what it may do next. */
static enum err add_part(struct req *q, const struct call *k, const char *unit,
			 struct val *v)
{
	struct assignment a;
	struct val *part;
	struct unit u;
	enum err e;

	if (!unit) {
		map_s(v, "part", NULL);
		return OK;
	}
	TRY(unit_get(q->c, unit, k->day, &u));
	e = assignment_of_unit(q->c, k->id, u.id, RELAYS, &a);
	if (e == ERR_MISSING)
		map_s(v, "part", NULL);
	if (e != OK)
		return e == ERR_MISSING ? OK : e;
	part = val_map(q->c->mem);
	map_s(part, "part_code", u.code);
	map_s(part, "part_name", u.name);
	map_s(part, "part_state", tr(q->c, state_label(a.state)));
	map_b(part, "may_pass", (STATES_OWED & 1u << a.state) != 0);
	map_b(part, "may_take", a.state == SUBMITTED);
	map_s(part, "part_note", *a.note ? a.note : NULL);
	map_v(v, "part", part);
	return OK;
}

/* GET /calls/{id} */
enum err page_call(struct req *q, struct reply *p)
{
	const char *unit = query(q, "unit", NULL);
	struct call k;
	struct val *v;

	TRY(call_get(q->c, q->id, &k));
	TRY(call_view(q->c, q->id, NULL, &v));
	if (q->api)
		return json(q, p, v);
	words_of_call(q, v);
	TRY(add_rights(q, &k, v));
	TRY(add_part(q, &k, unit, v));
	TRY(history_add_id(q, v, "call", q->id));
	return page(q, p, "calls/call", v);
}

/* ---- acts ---- */

struct acting {
	struct req *q;
	int64_t call;
	const char *unit; /* NULL: the whole call */
	int64_t n;
};

static const char *reason(const struct acting *a)
{
	return form(a->q, "reason", "");
}

static enum err due_of(const struct acting *a, bool needed, int64_t *due)
{
	const char *s = form(a->q, "due", NULL);

	*due = 0;
	if ((s || needed) && !day_parse(s ? s : "", due))
		return fail(a->q->c, ERR_INVALID, "due",
			    N_("Say by which day it is due, as 31/12/2026."));
	return OK;
}

static enum err act_extend(struct ctx *c, struct acting *a)
{
	int64_t due;

	TRY(due_of(a, true, &due));
	return call_extend(c, a->call, a->unit, due, &a->n);
}

static enum err act_withdraw(struct ctx *c, struct acting *a)
{
	return call_withdraw(c, a->call, a->unit, reason(a), &a->n);
}

static enum err act_waive(struct ctx *c, struct acting *a)
{
	return call_waive(c, a->call, a->unit, reason(a));
}

static enum err act_resume(struct ctx *c, struct acting *a)
{
	return call_resume(c, a->call, a->unit);
}

static enum err act_acknowledge(struct ctx *c, struct acting *a)
{
	return call_acknowledge(c, a->call, a->unit);
}

static enum err act_pass_on(struct ctx *c, struct acting *a)
{
	int64_t due;

	TRY(due_of(a, false, &due));
	return call_pass_on(c, a->call, a->unit, due, &a->n);
}

static enum err act_send_up(struct ctx *c, struct acting *a)
{
	return call_send_up(c, a->call, a->unit, reason(a),
			    *form(a->q, "incomplete", "") != '\0');
}

static enum err act_take(struct ctx *c, struct acting *a)
{
	return call_take(c, a->call, a->unit);
}

static enum err act_send_back(struct ctx *c, struct acting *a)
{
	return call_send_back(c, a->call, a->unit, reason(a));
}

static enum err act_remind(struct ctx *c, struct acting *a)
{
	int64_t people;

	return remind_by_hand(c, a->call, a->unit, form(a->q, "words", ""),
			      &a->n, &people);
}

static const struct {
	const char *name; /* the last word of the address */
	bool of_unit;	  /* of one unit, which must be named */
	enum err (*fn)(struct ctx *c, struct acting *a);
} acts[] = {
	{"extend", false, act_extend},
	{"withdraw", false, act_withdraw},
	{"waive", true, act_waive},
	{"resume", true, act_resume},
	{"acknowledge", true, act_acknowledge},
	{"pass-on", true, act_pass_on},
	{"send-up", true, act_send_up},
	{"take", true, act_take},
	{"send-back", true, act_send_back},
	{"remind", false, act_remind},
};

/* POST /calls/{id}/ACT: back to where it was asked for. */
enum err post_call(struct req *q, struct reply *p)
{
	struct acting a = {q, q->id, form(q, "unit", NULL), 0};
	const char *name = strrchr(q->path, '/') + 1;

	for (size_t i = 0; i < COUNT(acts); i++) {
		if (strcmp(acts[i].name, name))
			continue;
		if (acts[i].of_unit && !a.unit)
			return fail(q->c, ERR_INVALID, "unit",
				    N_("Say which unit."));
		TRY(acts[i].fn(q->c, &a));
		break;
	}
	if (!strcmp(name, "remind"))
		return see_other(q, p, "/calls/%lld/coverage?reminded=%lld%s%s",
				 (long long)q->id, (long long)a.n,
				 a.unit ? "&unit=" : "", a.unit ? a.unit : "");
	if (a.unit)
		return see_other(q, p, "/calls/%lld?unit=%s", (long long)q->id,
				 a.unit);
	return see_other(q, p, "/calls/%lld", (long long)q->id);
}
