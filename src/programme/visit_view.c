/* visit_view.c - visits as people see them. */
#include "programme/visit.h"

#include "access/sight.h"
#include "calls/view.h"
#include "org/unit.h"
#include "programme/task.h"
#include "programme/visit_row.h"

#include <string.h>

static const struct {
	const char *state, *label;
} states[] = {
	{"planned", N_("Planned")},
	{"done", N_("Concluded")},
	{"cancelled", N_("Cancelled")},
};

const char *visit_state_label(const char *state)
{
	for (size_t i = 0; i < COUNT(states); i++)
		if (!strcmp(states[i].state, state))
			return states[i].label;
	return state;
}

static void map_state(struct ctx *c, struct val *v, const char *state)
{
	map_s(v, "state", state);
	map_s(v, "state_label", tr(c, visit_state_label(state)));
}

/* ---- one ---- */

static enum err team_view(struct ctx *c, int64_t visit, struct val *to)
{
	struct val *list = val_list(c->mem);
	const char *lead = NULL, *name = NULL;
	struct visit_member_row *m;
	size_t n;

	TRY(sql_visit_members(c, visit, &m, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "person", m[i].code);
		map_s(v, "name", m[i].name);
		map_b(v, "leads", m[i].leads);
		list_v(list, v);
		if (m[i].leads) {
			lead = m[i].code;
			name = m[i].name;
		}
	}
	map_s(to, "lead", lead);
	map_s(to, "lead_name", name);
	map_v(to, "team", list);
	return OK;
}

static struct val *task_part(struct ctx *c, const struct finding_row *f)
{
	bool open = f->state && !strcmp(f->state, "open");
	struct val *v;

	if (!f->task)
		return NULL;
	v = val_map(c->mem);
	map_i(v, "task", f->task);
	map_s(v, "unit", f->unit);
	map_s(v, "state", f->state);
	map_s(v, "state_label", tr(c, task_state_label(f->state)));
	map_i(v, "progress", f->progress.value);
	map_day(v, "due", f->task_due.value);
	map_b(v, "late", open && f->task_due.value < c->today);
	return v;
}

static struct val *finding_view(struct ctx *c, const struct finding_row *f)
{
	struct val *v = val_map(c->mem), *task = task_part(c, f);

	map_i(v, "finding", f->id);
	map_s(v, "what", f->what);
	map_s(v, "what_label", tr(c, finding_label(f->what)));
	map_s(v, "words", f->words);
	if (f->due.set)
		map_day(v, "due", f->due.value);
	else
		map_s(v, "due", NULL);
	if (task)
		map_v(v, "task", task);
	else
		map_s(v, "task", NULL);
	return v;
}

static enum err findings_view(struct ctx *c, const struct visit_row *row,
			      struct val *to)
{
	bool shown = visit_inside(row) || !strcmp(row->state, "done");
	struct val *list = val_list(c->mem);
	int64_t follow_ups = 0, done = 0;
	struct finding_row *f;
	size_t n;

	if (!shown) {
		map_s(to, "findings", NULL);
		return OK;
	}
	TRY(sql_findings(c, row->id, &f, &n));
	for (size_t i = 0; i < n; i++) {
		list_v(list, finding_view(c, &f[i]));
		follow_ups += !strcmp(f[i].what, "follow-up");
		done += f[i].state && !strcmp(f[i].state, "done");
	}
	map_v(to, "findings", list);
	map_i(to, "follow_ups", follow_ups);
	map_i(to, "follow_ups_done", done);
	return OK;
}

static enum err allowed(struct ctx *c, enum err e, bool *yes)
{
	*yes = e == OK;
	if (e == ERR_DENIED || e == ERR_MISSING) {
		ctx_forget(c);
		return OK;
	}
	return e;
}

static enum err may_view(struct ctx *c, const struct visit_row *row,
			 struct val *to)
{
	bool open = !strcmp(row->state, "planned"), plan, note;
	struct val *v = val_map(c->mem);

	TRY(allowed(c, visit_may_plan(c, row), &plan));
	TRY(allowed(c, visit_may_note(c, row), &note));
	map_b(v, "change", open && plan);
	map_b(v, "find", open && note);
	map_b(v, "conclude", open && plan && row->day <= c->today);
	map_v(to, "may", v);
	return OK;
}

enum err visit_view(struct ctx *c, int64_t id, struct val **view)
{
	struct val *v = *view = val_map(c->mem);
	struct visit_row r;

	TRY(visit_get(c, id, &r));
	map_i(v, "visit", r.id);
	map_s(v, "unit", r.code);
	map_s(v, "unit_name", r.name);
	map_s(v, "to", r.to_code);
	map_s(v, "to_name", r.to_name);
	map_s(v, "subject", r.subject);
	map_day(v, "from", r.day);
	map_day(v, "until", r.until);
	map_i(v, "year", r.year);
	map_s(v, "body", r.body_code);
	map_s(v, "body_name", r.body_name);
	if (r.document)
		map_i(v, "document", r.document);
	else
		map_s(v, "document", NULL);
	map_s(v, "symbol", r.symbol);
	map_state(c, v, r.state);
	map_s(v, "words", r.words);
	TRY(team_view(c, id, v));
	TRY(findings_view(c, &r, v));
	map_instant(v, "at", r.at);
	map_s(v, "by", r.by);
	return may_view(c, &r, v);
}

/* ---- many ---- */

static void item_view(struct ctx *c, const struct visit_item *i,
		      struct val *list)
{
	bool shown = i->inside || !strcmp(i->state, "done");
	struct val *v = val_map(c->mem);

	map_i(v, "visit", i->id);
	map_s(v, "unit", i->code);
	map_s(v, "unit_name", i->name);
	map_s(v, "to", i->to_code);
	map_s(v, "to_name", i->to_name);
	map_s(v, "subject", i->subject);
	map_day(v, "from", i->day);
	map_day(v, "until", i->until);
	map_i(v, "year", i->year);
	map_state(c, v, i->state);
	map_s(v, "lead", i->lead);
	map_s(v, "lead_name", i->lead_name);
	map_i(v, "team", i->team);
	if (shown) {
		map_i(v, "findings", i->findings);
		map_i(v, "follow_ups", i->follow_ups);
		map_i(v, "follow_ups_done", i->done);
	} else {
		map_s(v, "findings", NULL);
	}
	list_v(list, v);
}

static enum err unit_id(struct ctx *c, const char *code, int64_t *id)
{
	struct unit u;

	*id = 0;
	if (!code)
		return OK;
	TRY(unit_get(c, code, c->today, &u));
	*id = u.id;
	return OK;
}

enum err visit_list(struct ctx *c, const struct visit_ask *ask,
		    struct val **view)
{
	struct visit_item *item;
	int64_t unit, to;
	struct sight s;
	size_t n;

	TRY(unit_id(c, ask->unit, &unit));
	TRY(unit_id(c, ask->to, &to));
	TRY(sight_get(c, ACT_FOLLOW, &s));
	TRY(sql_visit_items(c, unit, to, ask->year, s.all, c->account, c->today,
			    s.powers, &item, &n));
	*view = val_list(c->mem);
	for (size_t i = 0; i < n; i++)
		item_view(c, &item[i], *view);
	return OK;
}
