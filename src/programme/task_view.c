/* task_view.c - all of one task, as people and programs read it. */
#include "access/sight.h"
#include "base/day.h"
#include "calls/call.h"
#include "calls/view.h"
#include "gen/sql_programme.h"
#include "programme/fields.h"

#include <assert.h>
#include <string.h>

static const struct {
	const char *state, *label, *word;
} states[] = {
	{"open", N_("Open"), N_("open")},
	{"late", N_("Late"), N_("late")},
	{"done", N_("Done"), N_("done")},
	{"dropped", N_("Dropped"), N_("dropped")},
	{"carried", N_("Carried over"), N_("carried over to another year")},
};

static size_t state_at(const char *state)
{
	size_t i = 0;

	while (i < COUNT(states) && strcmp(states[i].state, state))
		i++;
	return i;
}

bool task_state_known(const char *state)
{
	return state_at(state) < COUNT(states);
}

const char *task_state_label(const char *state)
{
	assert(task_state_known(state));
	return states[state_at(state)].label;
}

const char *task_state_word(const char *state)
{
	assert(task_state_known(state));
	return states[state_at(state)].word;
}

static enum err document(struct ctx *c, const struct task *t, struct val *v)
{
	struct task_document d;
	struct sight s;
	struct val *to;

	if (!t->document) {
		map_s(v, "document", NULL);
		return OK;
	}
	TRY(sight_get(c, ACT_CONSULT, &s));
	TRY(sql_task_document(c, t->document, s.all, c->account, c->today,
			      s.powers, &d));
	to = val_map(c->mem);
	map_i(to, "document", d.id);
	map_s(to, "symbol", d.symbol);
	map_s(to, "kind", d.kind);
	map_day(to, "day", d.day);
	map_s(to, "subject", d.subject);
	map_s(to, "state", d.state);
	map_v(v, "document", to);
	return OK;
}

static enum err row_of(struct ctx *c, const struct task *t, struct val *v)
{
	struct val *list = val_list(c->mem);
	struct task_in_row *row;
	size_t n;

	map_v(v, "repeats", list);
	if (!*t->every)
		return OK;
	TRY(sql_task_row_of(c, t->repeats ? t->repeats : t->id, DAY_MIN, &row,
			    &n));
	for (size_t i = 0; i < n; i++) {
		struct val *one = val_map(c->mem);

		map_i(one, "task", row[i].id);
		map_day(one, "due", row[i].due);
		map_s(one, "state", row[i].state);
		map_i(one, "progress", row[i].progress);
		list_v(list, one);
	}
	return OK;
}

static struct val *unit_view(struct ctx *c, const struct task_unit *u)
{
	struct val *v = val_map(c->mem);

	map_s(v, "unit", u->code);
	map_s(v, "name", u->name);
	map_s(v, "state", u->state);
	map_s(v, "note", u->note);
	if (u->progress.set)
		map_i(v, "progress", u->progress.value);
	else
		map_s(v, "progress", NULL);
	map_s(v, "words", u->words ? u->words : "");
	map_instant(v, "at", u->changed_at);
	return v;
}

static enum err asked(struct ctx *c, const struct task *t, struct val *v)
{
	struct val *to, *list;
	struct task_asked count;
	struct task_unit *unit;
	struct sight s;
	size_t n;

	if (!t->call) {
		map_s(v, "call", NULL);
		return OK;
	}
	TRY(task_sight(c, &s));
	TRY(sql_task_asked(c, t->call, c->now, &count));
	TRY(sql_task_units(c, t->call, CALL_SHOWN, s.all, c->account, c->today,
			   s.powers, &unit, &n));
	to = val_map(c->mem);
	list = val_list(c->mem);
	map_i(to, "call", t->call);
	map_b(to, "open", t->asks);
	map_i(to, "asked", count.asked);
	map_i(to, "done", count.done);
	map_i(to, "late", count.late);
	for (size_t i = 0; i < n; i++)
		list_v(list, unit_view(c, &unit[i]));
	map_v(to, "units", list);
	map_v(v, "call", to);
	return OK;
}

static enum err words(struct ctx *c, const struct task *t, struct val *v)
{
	struct val *list = val_list(c->mem), *files;
	struct task_word_row *row;
	size_t n;

	TRY(sql_task_words(c, t->id, &row, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *one = val_map(c->mem);

		map_i(one, "version", row[i].version);
		map_i(one, "progress", row[i].progress);
		map_s(one, "state", row[i].state);
		map_s(one, "words", row[i].words);
		map_instant(one, "at", row[i].at);
		map_s(one, "by", row[i].by_);
		files = val_list(c->mem);
		if (row[i].files)
			TRY(attachment_view(c, TASK_PLACE, t->id,
					    row[i].version, &files));
		map_v(one, "files", files);
		list_v(list, one);
	}
	map_v(v, "words", list);
	return OK;
}

static enum err allowed(struct ctx *c, const struct task *t, struct val *v)
{
	struct val *may = val_map(c->mem), *draft;
	bool edit, report;

	TRY(task_may(c, t, &edit, &report));
	map_b(may, "edit", edit);
	map_b(may, "report", report);
	map_v(v, "may", may);
	draft = val_list(c->mem);
	if (report)
		TRY(attachment_view(c, TASK_PLACE, t->id, 0, &draft));
	map_v(v, "draft", draft);
	return OK;
}

static void number(struct val *v, const char *key, int64_t id)
{
	if (id)
		map_i(v, key, id);
	else
		map_s(v, key, NULL);
}

static enum err plain(struct ctx *c, const struct task *t, struct val *v)
{
	int64_t today;

	TRY(unit_today(c, t->unit, &today));
	map_i(v, "task", t->id);
	map_i(v, "rev", t->rev);
	map_s(v, "unit", t->code);
	map_s(v, "unit_name", t->unit_name);
	map_i(v, "year", t->year);
	map_s(v, "group", *t->group ? t->group : NULL);
	map_s(v, "subject", t->subject);
	map_s(v, "detail", t->detail);
	map_s(v, "result", t->result);
	map_day(v, "start", t->start);
	map_day(v, "due", t->due);
	map_i(v, "progress", t->progress);
	map_s(v, "state", t->state);
	map_b(v, "late", !strcmp(t->state, "open") && t->due < today);
	map_s(v, "every", *t->every ? t->every : NULL);
	map_s(v, "conclusion", t->conclusion);
	number(v, "finding", t->finding);
	number(v, "came_from", t->came_from);
	return OK;
}

enum err task_view(struct ctx *c, int64_t id, struct val **out)
{
	struct val *v = *out = val_map(c->mem);
	struct task_id went = {0};
	struct holder *h;
	struct task t;
	size_t n;
	enum err e;

	TRY(task_get(c, id, &t));
	TRY(plain(c, &t, v));
	e = sql_task_went_to(c, id, &went);
	if (e != ERR_MISSING)
		TRY(e);
	number(v, "went_to", went.id);
	TRY(document(c, &t, v));
	TRY(row_of(c, &t, v));
	TRY(holders_of(c, id, &h, &n));
	map_v(v, "holders", holders_view(c, h, n));
	TRY(asked(c, &t, v));
	TRY(words(c, &t, v));
	TRY(allowed(c, &t, v));
	map_instant(v, "at", t.at);
	map_s(v, "by", t.by);
	return OK;
}
