/* glance.c - one unit at a glance, in as few statements as may be: the page
 * that is asked for most. */
#include "returns/glance.h"

#include "base/day.h"
#include "calls/key.h"
#include "gen/sql_returns.h"
#include "returns/expected.h"

#include <string.h>

#define SPAN 14 /* periods read at once: the chart, and some to choose */

/* What was read for it. */
struct look {
	struct ctx *c;
	const struct unit *unit;
	const struct unit_story *story;
	struct span_row *span;
	size_t spans;
	struct count_step *step;
	size_t steps;
};

/* ---- which form, which period ---- */

/* How well a form suits a unit where nobody said which. */
static int suits(const struct unit *u, const struct form_choice *f)
{
	return (f->newest > 0) * 2 + form_answered_by(f->form, u->kind);
}

static enum err choose_form(struct look *l, const char *code, struct glance *g)
{
	const struct form_choice *best = NULL;

	TRY(form_choices(l->c, &g->choice, &g->choices));
	for (size_t i = 0; i < g->choices; i++) {
		const struct form_choice *f = &g->choice[i];

		if (code ? !strcmp(f->form->code, code)
			 : !best || suits(l->unit, f) > suits(l->unit, best))
			best = f;
	}
	if (code && !best)
		return fail(l->c, ERR_MISSING, "form",
			    N_("There is no form %s."), code);
	g->form = best ? best->form : NULL;
	return OK;
}

static int64_t newest_of(const struct glance *g)
{
	for (size_t i = 0; i < g->choices; i++)
		if (g->choice[i].form == g->form)
			return g->choice[i].newest;
	return 0;
}

static enum err read_span(struct look *l, const struct glance *g, int64_t to)
{
	int64_t from = to - SPAN + 1;

	return sql_glance_span(l->c, g->form->id,
			       key_of(g->form->id, l->unit->id, 0), from, to,
			       &l->span, &l->spans);
}

/* The last base period at whose end the unit lives, not after `newest`. */
static int64_t last_lived(const struct unit *u, int64_t newest)
{
	int64_t p;

	if (u->until >= period_last_day(newest))
		return newest;
	p = period_of(period_kind(newest), u->until);
	return period_last_day(p) > u->until ? p - 1 : p;
}

/* *tree: what to read it on, where nobody said. */
static enum err choose_period(struct look *l, struct glance *g,
			      const struct glance_query *q, int64_t *period,
			      const char **tree)
{
	int64_t newest = newest_of(g), first, last, asked;
	bool known = q->period && *q->period;
	struct form *f;

	if (known)
		TRY(form_period(l->c, q->period, &asked));
	if (known && q->exact)
		TRY(form_load(l->c, g->form->code, asked, &f));
	known = known && period_split(asked, g->form->period, &first, &last);
	*period = known ? asked : 0;
	if (newest == 0)
		return OK;
	if (!known)
		last = last_lived(l->unit, newest);
	TRY(read_span(l, g, last));
	for (size_t i = 0; i < l->spans && !*period; i++) {
		int64_t p = l->span[i].period;

		if (p <= last && period_last_day(p) >= l->unit->since)
			*period = p;
	}
	if (!*period) {
		*period = newest;
		*tree = "today";
	}
	if (!known && *period != last)
		TRY(read_span(l, g, *period));
	g->periods = l->spans;
	g->period = arena_array(l->c->mem, l->spans, sizeof(*g->period));
	for (size_t i = 0; i < l->spans; i++)
		g->period[i] = l->span[i].period;
	return OK;
}

/* ---- as reported, of a base period ---- */

static int64_t kind_on(const struct unit_story *s, int64_t day)
{
	for (size_t i = 0; i < s->facts; i++)
		if (s->fact[i].since <= day && day <= s->fact[i].until)
			return s->fact[i].kind;
	return 0;
}

/* The version that is for the period. */
static int64_t version_on(const struct look *l, int64_t period)
{
	int64_t version = 0;

	for (size_t i = 0; i < l->steps; i++)
		if (l->step[i].first <= period)
			version = l->step[i].version;
	return version;
}

/* How many units below are asked by a version on a day, and the kinds that
 * it asks into f->answers. */
static int64_t asked_on(const struct look *l, int64_t version, int64_t day,
			struct form *f)
{
	int64_t asked = 0, now = 0;

	f->answers = arena_array(l->c->mem, l->steps, sizeof(*f->answers));
	f->answers_n = 0;
	for (size_t i = 0; i < l->steps; i++) {
		const struct count_step *s = &l->step[i];

		if (s->version != version)
			continue;
		if (f->answers_n == 0 ||
		    f->answers[f->answers_n - 1] != s->kind) {
			f->answers[f->answers_n++] = s->kind;
			asked += now;
			now = 0;
		}
		if (s->day.set && s->day.value <= day)
			now = s->n.value;
	}
	return asked + now;
}

static enum err self_on(const struct look *l, const struct glance *g,
			int64_t period, struct figures *out)
{
	int64_t day = period_last_day(period);
	int64_t kind = kind_on(l->story, day), unasked = 0;
	struct opt_int owing = {0}, assigned = {0};
	struct form form = *g->form;
	struct node_row row = {
		.unit = l->unit->id,
		.code = l->unit->code,
		.name = l->unit->name,
		.kind = {kind != 0, kind},
	};

	if (kind == 0)
		return OK;
	for (size_t i = 0; i < l->spans; i++) {
		if (l->span[i].period != period)
			continue;
		row.own = l->span[i].own;
		row.accepted = l->span[i].accepted;
		row.below = l->span[i].below;
		unasked = l->span[i].unasked.value;
		owing = l->span[i].missing;
		assigned = l->span[i].assigned;
	}
	expected_put(&row, asked_on(l, version_on(l, period), day, &form),
		     unasked, owing, assigned);
	return figure_of_row(l->c, &g->ask, &form, &row, out);
}

static enum err add_child(struct ctx *c, struct glance *g,
			  const struct child_row *from, struct glance_child *to)
{
	struct node_row row = {
		.unit = from->unit,
		.code = from->code,
		.name = from->name,
		.kind = {true, from->kind},
		.own = from->own,
		.accepted = from->accepted,
		.below = from->below,
		.missing = from->missing,
		.assigned = from->assigned,
	};

	TRY(figure_of_row(c, &g->ask, g->form, &row, &to->now));
	if (!from->own_before.data && !from->below_before.data)
		return OK;
	row.own = from->own_before;
	row.below = from->below_before;
	return figure_of_row(c, &g->ask, g->form, &row, &to->then);
}

static enum err children(struct ctx *c, struct glance *g)
{
	const struct figure_ask *a = &g->ask;
	struct child_row *row;
	size_t n;

	TRY(sql_glance_children(c, a->unit, key_of(a->form->id, 0, a->period),
				key_of(a->form->id, 0, a->period - 1), a->day,
				a->form->id, a->form->version, GLANCE_CHILDREN,
				&row, &n));
	g->children = n;
	g->children_all = n ? row[0].total : 0;
	g->child = arena_array(c->mem, n, sizeof(*g->child));
	for (size_t i = 0; i < n; i++)
		TRY(add_child(c, g, &row[i], &g->child[i]));
	return OK;
}

static enum err reported(struct look *l, struct glance *g)
{
	struct glance_point *p = g->point;
	size_t n = g->points;

	TRY(sql_glance_counts(l->c, g->form->id, l->unit->id, &l->step,
			      &l->steps));
	for (size_t i = 0; i < n; i++)
		TRY(self_on(l, g, p[i].period, &p[i].f));
	if (!p[n - 1].f.of)
		return fail(l->c, ERR_MISSING, "unit",
			    N_("%s was not in the tree of that period."),
			    l->unit->name);
	g->now = &p[n - 1].f;
	g->then = n > 1 && p[n - 2].f.of ? &p[n - 2].f : NULL;
	return children(l->c, g);
}

/* ---- restated, or of a range of periods ---- */

static const struct figures *find(const struct figures *f, size_t n,
				  int64_t unit)
{
	for (size_t i = 1; i < n; i++)
		if (f[i].id == unit)
			return &f[i];
	return NULL;
}

static enum err computed(struct look *l, struct glance *g)
{
	struct figure_ask a = g->ask;
	struct figures *now, *then;
	size_t n, before;

	a.children = true;
	TRY(figure_get(l->c, &a, &now, &n));
	TRY(figure_of_period(l->c, &a, a.period - 1, &then, &before));
	g->now = &now[0];
	g->then = then;
	g->children_all = (int64_t)n - 1;
	g->children = n - 1 < GLANCE_CHILDREN ? n - 1 : GLANCE_CHILDREN;
	g->child = arena_array(l->c->mem, g->children, sizeof(*g->child));
	for (size_t i = 0; i < g->children; i++) {
		const struct figures *old = find(then, before, now[i + 1].id);

		g->child[i].now = now[i + 1];
		if (old)
			g->child[i].then = *old;
	}
	a.children = false;
	for (size_t i = 0; i + 2 < g->points; i++) {
		TRY(figure_of_period(l->c, &a, g->point[i].period, &then, &n));
		if (then)
			g->point[i].f = then[0];
	}
	if (g->then)
		g->point[g->points - 2].f = *g->then;
	g->point[g->points - 1].f = *g->now;
	return OK;
}

/* ---- together ---- */

/* What a page shows first: text does not add up. */
static int32_t first_number(const struct form *f)
{
	for (int32_t i = 0; i < f->n; i++)
		if (f->slot[f->order[i]].type != TYPE_TEXT)
			return f->order[i];
	return f->n ? f->order[0] : 0;
}

static enum err choose(struct look *l, const struct glance_query *q,
		       struct glance *g)
{
	struct figure_query ask = {.unit = l->unit->code};
	const char *tree = "reported";
	int64_t period;
	int32_t slot;
	struct form *f;
	char word[12];

	TRY(choose_form(l, q->form, g));
	if (!g->form)
		return OK;
	TRY(choose_period(l, g, q, &period, &tree));
	if (!period)
		return OK;
	TRY(form_load_other(l->c, g->form, period, &f));
	g->form = f;
	g->key = first_number(f);
	slot = q->indicator ? form_slot(f, q->indicator) : -1;
	if (slot >= 0)
		g->key = slot;
	else if (q->exact && q->indicator && *q->indicator)
		ask.indicator = q->indicator; /* which is refused below */
	ask.form = f->code;
	ask.period = arena_text(l->c->mem, period_text(period, word));
	ask.tree = q->tree ? q->tree : tree;
	TRY(figure_ask_of(l->c, &ask, l->unit->id, f, &g->ask));
	g->form = g->ask.form;
	return OK;
}

static enum err fill(struct look *l, struct glance *g)
{
	bool range = g->ask.first != g->ask.last;
	bool month = period_kind(g->ask.period) == PERIOD_MONTH;
	enum err e;

	g->points = range || g->ask.restated ? 4 : month ? GLANCE_POINTS : 8;
	while (!period_valid(g->ask.period - (int64_t)g->points + 1))
		g->points--;
	g->point = arena_array(l->c->mem, g->points, sizeof(*g->point));
	for (size_t i = 0; i < g->points; i++)
		g->point[i].period =
			g->ask.period - (int64_t)(g->points - 1 - i);
	e = range || g->ask.restated ? computed(l, g) : reported(l, g);
	if (e != ERR_MISSING)
		return e;
	g->why = l->c->why;
	ctx_forget(l->c);
	return OK;
}

enum err glance_choose(struct ctx *c, const struct unit *u,
		       const struct glance_query *q, struct glance *out)
{
	struct look l = {.c = c, .unit = u};

	*out = (struct glance){0};
	return choose(&l, q, out);
}

enum err glance_get(struct ctx *c, const struct unit *u,
		    const struct unit_story *story,
		    const struct glance_query *q, struct glance *out)
{
	struct look l = {.c = c, .unit = u, .story = story};

	*out = (struct glance){0};
	TRY(choose(&l, q, out));
	return out->ask.period ? fill(&l, out) : OK;
}
