/* lineage.c - which returns of which units make a figure. */
#include "base/day.h"
#include "calls/key.h"
#include "gen/sql_returns.h"
#include "returns/figure.h"
#include "returns/recount.h"

#include <string.h>

/* One recount on the way to a list of returns. */
struct trace {
	struct ctx *c;
	const struct figure_ask *ask;
	struct recount r;
	struct lineage_row **row; /* by base period, each sorted by unit's id */
	size_t *rows;
	int64_t period; /* in hand; 0: each unit's own, by "last" */
	struct val *list;
};

static const struct lineage_row *row_of(const struct trace *t, int32_t unit,
					int64_t period)
{
	int64_t id = t->r.tree->unit[unit].id, p = period - t->ask->first;
	const struct lineage_row *row = t->row[p];
	size_t low = 0, high = t->rows[p];

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (row[mid].unit < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->rows[p] && row[low].unit == id ? &row[low] : NULL;
}

/* A value as the unit gave it: at the indicator's scale, never as a mean. */
static void put_value(const struct trace *t, struct val *v, bool given,
		      int128 value)
{
	int scale = t->ask->form->slot[t->ask->only].scale;
	struct ctx *c = t->c;

	map_s(v, "value", given ? decimal_text(c->mem, value, scale) : NULL);
	map_s(v, "shown",
	      given ? decimal_show(c->mem, value, scale, c->lang) : "∤");
}

static struct val *line(const struct trace *t, int32_t unit, int64_t period)
{
	const struct tree *tree = t->r.tree;
	const struct tree_unit *u = &tree->unit[unit];
	const struct tree_fact *f =
		tree_fact_at(tree, unit, period_last_day(period));
	const struct lineage_row *row = row_of(t, unit, period);
	struct val *v = val_map(t->c->mem);
	char text[12], at[21];

	if (!f)
		f = &tree->fact[u->fact + u->facts - 1];
	map_s(v, "unit", u->code);
	map_s(v, "name", f->name);
	map_s(v, "period", arena_text(t->c->mem, period_text(period, text)));
	map_i(v, "version", row ? row->version : 0);
	map_s(v, "accepted_by", row ? row->accepted_by : NULL);
	map_s(v, "accepted_at",
	      row ? arena_text(t->c->mem, instant_iso(row->accepted_at, at))
		  : NULL);
	return v;
}

/* What a merged unit inherits comes from the returns of those it was
 * merged of, who may have inherited it in turn. */
static void add_sources(const struct trace *t, int32_t unit, struct val *list)
{
	const struct tree *tree = t->r.tree;
	const struct tree_unit *u = &tree->unit[unit];

	for (int32_t i = 0; i < u->ins; i++) {
		const struct tree_link *l =
			&tree->link[tree->by_into[u->in + i]];
		int32_t from = l->from;
		const struct given *g = &t->r.given[from];
		struct val *v;

		if (l->day > t->r.from)
			continue;
		if (!g->when || !g->when[t->ask->only]) {
			add_sources(t, from, list);
			continue;
		}
		v = line(t, from, g->when[t->ask->only]);
		put_value(t, v, true, g->t[t->ask->only].v);
		list_v(list, v);
	}
}

static enum err add_line(void *arg, int32_t unit, struct share share,
			 struct tally part)
{
	struct trace *t = arg;
	const struct given *g = &t->r.given[unit];
	int64_t period = t->period;
	bool own = true;
	struct val *v;

	if (!period) {
		own = g->when && g->when[t->ask->only];
		period = own ? g->when[t->ask->only] : t->ask->last;
	}
	v = line(t, unit, period);
	put_value(t, v, share.den != 0, part.v);
	map_s(v, "share", share.den ? share_text(t->c->mem, share) : NULL);
	if (!own) {
		struct val *sources = val_list(t->c->mem);

		add_sources(t, unit, sources);
		map_v(v, "inherited", sources);
	}
	list_v(t->list, v);
	return OK;
}

static enum err trace_one(struct trace *t, struct tree *tree, int64_t from,
			  int64_t to)
{
	const struct figure_ask *a = t->ask;
	struct ctx *c = t->c;
	enum err e = recount_begin(c, a->form, tree, from, to,
				   tree_by_id(tree, a->unit), false, &t->r);

	if (e == ERR_MISSING && !a->restated)
		return OK; /* not in the tree of this period */
	TRY(e);
	if (t->period)
		TRY(recount_period(c, &t->r, t->period));
	else
		TRY(recount_last(c, &t->r, a->first, a->last));
	return recount_run(c, &t->r, a->only, add_line, t);
}

static enum err trace_all(struct trace *t, struct tree *tree)
{
	const struct figure_ask *a = t->ask;
	bool last = a->form->slot[a->only].time == RULE_LAST;
	size_t n = (size_t)(a->last - a->first + 1);

	t->row = arena_array(t->c->mem, n, sizeof(*t->row));
	t->rows = arena_array(t->c->mem, n, sizeof(*t->rows));
	for (size_t i = 0; i < n; i++)
		TRY(sql_lineage_accepted(
			t->c, key_of(a->form->id, 0, a->first + (int64_t)i),
			&t->row[i], &t->rows[i]));
	if (last && n > 1)
		return trace_one(t, tree, period_last_day(a->last), a->day);
	for (int64_t p = a->first; p <= a->last; p++) {
		int64_t day = period_last_day(p);

		t->period = p;
		TRY(trace_one(t, tree, day, a->restated ? a->day : day));
	}
	return OK;
}

enum err lineage_view(struct ctx *c, const struct figure_query *q,
		      struct val **view)
{
	struct figure_ask a;
	struct trace t = {.c = c, .ask = &a, .list = val_list(c->mem)};
	struct figures *f;
	struct tree *tree;
	size_t n;

	TRY(figure_ask(c, q, &a));
	if (a.only < 0)
		return fail(c, ERR_INVALID, "indicator",
			    N_("Lineage is of one indicator: say which."));
	if (a.form->slot[a.only].type == TYPE_RATIO)
		return fail(c, ERR_INVALID, "indicator",
			    N_("%s is a ratio: ask for the lineage of its "
			       "parts %s and %s."),
			    a.form->slot[a.only].code,
			    a.form->slot[a.form->slot[a.only].of[0]].code,
			    a.form->slot[a.form->slot[a.only].of[1]].code);
	a.children = false;
	TRY(figure_get(c, &a, &f, &n));
	TRY(tree_load(c, &tree));
	TRY(trace_all(&t, tree));
	c->why = c->field = NULL;
	*view = figure_one_view(c, &a, &f[0], a.only);
	map_s(*view, "unit", a.code);
	map_s(*view, "name", f[0].name);
	map_s(*view, "form", a.form->code);
	map_s(*view, "period", q->period);
	map_s(*view, "tree", a.tree);
	map_i(*view, "expected", f[0].expected);
	map_v(*view, "returns", t.list);
	return OK;
}
