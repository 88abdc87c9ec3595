/* task_list.c - tasks by due day, page by page. */
#include "access/sight.h"
#include "base/day.h"
#include "gen/sql_programme.h"
#include "org/view.h"
#include "people/words.h"
#include "programme/fields.h"
#include "register/document.h"

#include <stdlib.h>
#include <string.h>

#define NO_GROUP_ASKED (-1)

struct listing {
	struct ctx *c;
	const struct task_ask *ask;
	struct programme p; /* of a unit */
	const char *state;  /* "": all */
	int64_t before;	    /* due before that day */
	int64_t after_due, after_id, group, finds;
	const char *word[NAME_WORDS];
	int64_t most; /* rows to read: one more than the page */
	struct task_item *item;
	size_t n;
	int64_t zone_unit, zone_today; /* the own day of one unit */
};

static enum err no_page(struct ctx *c)
{
	return fail(c, ERR_INVALID, "after",
		    N_("There is no such page; begin with the first."));
}

/* "20453.12": due day and number of the last one of the page before. */
static enum err read_after(struct listing *l)
{
	const char *s = l->ask->after;
	char *end;

	l->after_due = INT64_MIN;
	if (!s || !*s)
		return OK;
	l->after_due = strtoll(s, &end, 10);
	if (end == s || *end != '.')
		return no_page(l->c);
	s = end + 1;
	l->after_id = strtoll(s, &end, 10);
	return end == s || *end ? no_page(l->c) : OK;
}

static const char *next_after(struct arena *mem, const struct task_item *t)
{
	return arena_printf(mem, "%lld.%lld", (long long)t->due,
			    (long long)t->id);
}

static enum err read_state(struct listing *l)
{
	const char *state = l->ask->state ? l->ask->state : "";
	const bool late = !strcmp(state, "late");

	l->before = INT64_MAX;
	l->state = late ? "open" : state;
	if (late)
		l->before = l->p.unit ? l->p.today : l->c->today;
	if (*state && !task_state_known(state))
		return fail(l->c, ERR_INVALID, "state",
			    N_("A task is open, late, done, dropped or "
			       "carried, not %s."),
			    state);
	return OK;
}

static enum err read_group(struct listing *l)
{
	struct task_group_name *g;
	size_t n;

	l->group = NO_GROUP_ASKED;
	if (!l->ask->group)
		return OK;
	l->group = 0;
	if (!*l->ask->group)
		return OK;
	TRY(sql_task_group_names(l->c, l->p.id, &g, &n));
	for (size_t i = 0; i < n; i++)
		if (!strcmp(g[i].name, l->ask->group))
			l->group = g[i].id;
	if (l->group)
		return OK;
	return fail(l->c, ERR_MISSING, "group", N_("There is no group %s."),
		    l->ask->group);
}

static enum err read_filters(struct listing *l)
{
	const char *find = l->ask->find ? l->ask->find : "";

	TRY(read_after(l));
	TRY(read_state(l));
	TRY(read_group(l));
	name_patterns(l->c->mem, find, l->word);
	l->finds = strcmp(l->word[0], "%") != 0;
	l->most = l->ask->limit + 1;
	return OK;
}

static enum err read_programme(struct listing *l)
{
	const char *const *w = l->word;

	if (l->ask->of)
		l->p = *l->ask->of;
	else
		TRY(programme_find(l->c, ACT_FOLLOW, l->ask->unit,
				   l->ask->year, &l->p));
	TRY(read_filters(l));
	return sql_task_page(l->c, l->p.id, l->after_due, l->after_id,
			     l->before, l->state, l->group, l->finds, w[0],
			     w[1], w[2], w[3], w[4], l->most, &l->item, &l->n);
}

/* Whose tasks; none: those of the person whose account it is. */
static enum err read_holder(struct listing *l, struct holder *h)
{
	struct ctx *c = l->c;
	struct holders_given given = {&l->ask->holder, 1, ""};
	struct task_person me;
	enum err e;
	struct holder *found;
	size_t n;

	*h = (struct holder){0};
	if (l->ask->holder) {
		TRY(holders_find(c, 0, &given, &found, &n));
		*h = *found;
		return OK;
	}
	e = sql_task_person(c, c->account, &me);
	if (e == ERR_MISSING)
		return OK;
	TRY(e);
	h->person = me.person;
	return OK;
}

static enum err read_held(struct listing *l)
{
	struct ctx *c = l->c;
	const char *const *w = l->word;
	struct holder h;
	struct sight s;

	TRY(read_filters(l));
	TRY(read_holder(l, &h));
	TRY(task_sight(c, &s));
	return sql_task_page_held(c, h.person, h.body, h.unit, !l->ask->holder,
				  l->after_due, l->after_id, l->before,
				  l->state, l->group, l->finds, w[0], w[1],
				  w[2], w[3], w[4], l->most, s.all, c->account,
				  c->today, s.powers, &l->item, &l->n);
}

static enum err read_born(struct listing *l)
{
	struct ctx *c = l->c;
	const char *const *w = l->word;
	struct document d;
	struct sight s;

	TRY(read_filters(l));
	TRY(document_ref(c, l->ask->document, &d));
	TRY(task_sight(c, &s));
	return sql_task_page_document(
		c, d.id, l->after_due, l->after_id, l->before, l->state,
		l->group, l->finds, w[0], w[1], w[2], w[3], w[4], l->most,
		s.all, c->account, c->today, s.powers, &l->item, &l->n);
}

static enum err read_tasks(struct listing *l)
{
	if (l->ask->unit || l->ask->of)
		return read_programme(l);
	return l->ask->document ? read_born(l) : read_held(l);
}

static struct val *lead_view(struct ctx *c, const struct task_item *t)
{
	const struct holder h = {
		.unit = t->h_unit, .body = t->h_body, .person = t->h_person};
	struct val *v;

	if (!t->holders)
		return NULL;
	v = val_map(c->mem);
	map_s(v, "kind", holder_kind(&h));
	map_s(v, "code", t->h_code);
	map_s(v, "name", t->h_name);
	return v;
}

/* The day where the task's unit is; lists are of few units. */
static enum err today_of(struct listing *l, int64_t unit, int64_t *today)
{
	if (l->zone_unit != unit)
		TRY(unit_today(l->c, unit, &l->zone_today));
	l->zone_unit = unit;
	*today = l->zone_today;
	return OK;
}

static enum err item_view(struct listing *l, const struct task_item *t,
			  struct val *list)
{
	struct ctx *c = l->c;
	struct val *v = val_map(c->mem), *lead = lead_view(c, t);
	int64_t today;

	TRY(today_of(l, t->unit, &today));
	map_i(v, "task", t->id);
	map_s(v, "subject", t->subject);
	map_s(v, "unit", t->code);
	map_s(v, "unit_name", t->unit_name);
	map_i(v, "year", t->year);
	map_s(v, "group", t->group_);
	map_day(v, "start", t->start);
	map_day(v, "due", t->due);
	map_i(v, "progress", t->progress);
	map_s(v, "state", t->state);
	map_b(v, "late", !strcmp(t->state, "open") && t->due < today);
	if (lead)
		map_v(v, "lead", lead);
	else
		map_s(v, "lead", NULL);
	map_i(v, "holders", t->holders);
	map_i(v, "asked", t->asked.value);
	map_i(v, "answered", t->answered.value);
	list_v(list, v);
	return OK;
}

static void head_view(struct listing *l, struct val *v)
{
	const struct programme *p = &l->p;

	map_s(v, "unit", p->code);
	map_s(v, "unit_name", p->name);
	if (p->unit) {
		map_i(v, "year", p->year);
		map_day(v, "today", p->today);
	} else {
		map_s(v, "year", NULL);
		map_s(v, "today", NULL);
	}
}

enum err task_list(struct ctx *c, const struct task_ask *ask, struct val **out)
{
	struct listing l = {.c = c, .ask = ask};
	struct val *v = *out = val_map(c->mem), *list = val_list(c->mem);
	size_t shown;

	TRY(read_tasks(&l));
	if (l.p.unit) {
		l.zone_unit = l.p.unit;
		l.zone_today = l.p.today;
	}
	shown = l.n > (size_t)ask->limit ? (size_t)ask->limit : l.n;
	head_view(&l, v);
	for (size_t i = 0; i < shown; i++)
		TRY(item_view(&l, &l.item[i], list));
	map_v(v, "tasks", list);
	map_s(v, "next",
	      shown < l.n ? next_after(c->mem, &l.item[shown - 1]) : NULL);
	return OK;
}
