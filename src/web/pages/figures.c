/* figures.c - the table of indicators by children, as a page and a file. */
#include "base/show.h"
#include "web/grid.h"
#include "web/pages/words.h"

#include <string.h>

#define ROWS 100 /* children on one page */

/* What one page of the table shows. */
struct pivot {
	struct unit unit;
	struct glance g;
	struct figures *now, *then; /* the unit, then its children */
	size_t n, before;	    /* how many of each; before 0: none */
	bool change;		    /* against the period before */
	size_t first, last;	    /* children on this page, from 1 */
};

static const struct figures *same(const struct pivot *t, size_t i)
{
	for (size_t k = 0; k < t->before; k++)
		if (t->then[k].id == t->now[i].id)
			return &t->then[k];
	return NULL;
}

static enum err read_pivot(struct req *q, struct pivot *t)
{
	int64_t at;

	TRY(query_int(q, "page", 1, 1, 1000000, &at));
	TRY(choose(q, &t->unit, &t->g));
	if (!t->g.ask.period)
		return OK;
	t->g.ask.children = true;
	TRY(figure_get(q->c, &t->g.ask, &t->now, &t->n));
	t->change = !strcmp(query(q, "show", ""), "change");
	if (t->change)
		TRY(figure_of_period(q->c, &t->g.ask, t->g.ask.period - 1,
				     &t->then, &t->before));
	t->first = (size_t)(at - 1) * ROWS + 1;
	t->last = t->first + ROWS - 1;
	if (t->last > t->n - 1)
		t->last = t->n - 1;
	return OK;
}

/* ---- the page ---- */

static struct val *cell(struct req *q, const struct pivot *t, size_t i,
			int32_t slot)
{
	const struct figure *now = &t->now[i].of[slot];
	const struct figures *then = t->change ? same(t, i) : NULL;
	struct val *v = val_map(q->c->mem);
	const char *why = NULL, *text;

	text = figure_shown(q->c, &t->g.ask, slot, now);
	if (t->change && then)
		text = figure_change(q->c, &t->g.ask, slot, now,
				     &then->of[slot], &why);
	else if (t->change)
		text = NULL;
	map_s(v, "at", t->now[i].code);
	map_s(v, "indicator", t->g.form->slot[slot].code);
	map_s(v, "shown", text ? text : "–");
	map_b(v, "given", now->value.given && text != NULL);
	map_s(v, "why", why);
	map_b(v, "sum", i == 0);
	return v;
}

static struct val *head(struct req *q, const char *name, const char *unit,
			const char *code)
{
	struct val *v = val_map(q->c->mem);

	map_s(v, "name", name);
	map_s(v, "label", unit);
	map_s(v, "at", code);
	return v;
}

static struct val *indicator_head(struct req *q, const struct pivot *t,
				  int32_t slot)
{
	const struct indicator *in = &t->g.form->slot[slot];

	return head(q, form_title(q->c, t->g.form, slot),
		    form_text(q->c, in->unit), NULL);
}

/* The unit itself comes first: "Total". */
static struct val *unit_head(struct req *q, const struct pivot *t, size_t i)
{
	const struct figures *f = &t->now[i];
	struct val *v;

	if (i == 0)
		return head(q, tr(q->c, N_("The whole unit")), NULL, NULL);
	v = head(q, f->name, NULL, f->code);
	if (f->accepted < f->expected)
		v = head(q, f->name,
			 arena_printf(q->c->mem, "%lld/%lld",
				      (long long)f->accepted,
				      (long long)f->expected),
			 f->code);
	return v;
}

/* The place in t->now of the i-th unit shown. */
static size_t place(const struct pivot *t, size_t i)
{
	return i == 0 ? 0 : t->first + i - 1;
}

static void rows_by_unit(struct req *q, const struct pivot *t, size_t units,
			 struct val *heads, struct val *rows)
{
	const struct form *f = t->g.form;

	for (int32_t k = 0; k < f->n; k++)
		list_v(heads, indicator_head(q, t, f->order[k]));
	for (size_t i = 0; i < units; i++) {
		struct val *v = unit_head(q, t, place(t, i));
		struct val *cells = val_list(q->c->mem);

		for (int32_t k = 0; k < f->n; k++)
			list_v(cells, cell(q, t, place(t, i), f->order[k]));
		map_v(v, "cells", cells);
		map_b(v, "total", i == 0);
		list_v(rows, v);
	}
}

static void rows_by_indicator(struct req *q, const struct pivot *t,
			      size_t units, struct val *heads, struct val *rows)
{
	const struct form *f = t->g.form;

	for (size_t i = 0; i < units; i++)
		list_v(heads, unit_head(q, t, place(t, i)));
	for (int32_t k = 0; k < f->n; k++) {
		struct val *v = indicator_head(q, t, f->order[k]);
		struct val *cells = val_list(q->c->mem);

		for (size_t i = 0; i < units; i++)
			list_v(cells, cell(q, t, place(t, i), f->order[k]));
		map_v(v, "cells", cells);
		map_b(v, "total", false);
		list_v(rows, v);
	}
}

static void table_words(struct req *q, const struct pivot *t, struct val *v)
{
	struct val *heads = val_list(q->c->mem), *rows = val_list(q->c->mem);
	int64_t page = (int64_t)(t->first - 1) / ROWS + 1;
	size_t units = t->last + 1 >= t->first ? t->last - t->first + 2 : 1;
	bool long_one = units > (size_t)t->g.form->n;

	if (long_one) /* the longer side runs down the page */
		rows_by_unit(q, t, units, heads, rows);
	else
		rows_by_indicator(q, t, units, heads, rows);
	map_v(v, "heads", heads);
	map_v(v, "rows", rows);
	map_s(v, "corner",
	      long_one ? tr(q->c, N_("Unit")) : tr(q->c, N_("Indicator")));
	map_b(v, "first_is_total", !long_one);
	map_n(q, v, "accepted", t->now[0].accepted);
	map_n(q, v, "expected", t->now[0].expected);
	map_b(v, "change", t->change);
	map_n(q, v, "first", (int64_t)t->first);
	map_n(q, v, "last", (int64_t)t->last);
	map_n(q, v, "all", (int64_t)t->n - 1);
	map_b(v, "paged", t->n - 1 > ROWS);
	map_i(v, "earlier", page - 1);
	map_i(v, "later", t->last < t->n - 1 ? page + 1 : 0);
	map_s(v, "before_shown", period_before(q, t->g.ask.period));
}

/* The same shape as `tierwork figure --json`. */
static enum err json_figures(struct req *q, struct reply *p,
			     const struct glance *g)
{
	struct figure_query ask = {
		.unit = q->code,
		.form = g->ask.form ? g->ask.form->code : NULL,
		.indicator = query(q, "indicator", NULL),
		.tree = g->ask.tree,
		.children = !strcmp(query(q, "by", ""), "children"),
	};
	struct val *v;
	char word[12];

	if (!g->ask.period)
		return fail(q->c, ERR_MISSING, NULL,
			    N_("Nothing was given yet."));
	ask.period = period_text(g->ask.period, word);
	TRY(figure_view(q->c, &ask, &v));
	return json(q, p, v);
}

/* GET /units/{code}/figures and /api/units/{code}/figures */
enum err page_figures(struct req *q, struct reply *p)
{
	struct pivot t = {0};
	struct val *v;

	if (q->api) {
		TRY(choose(q, &t.unit, &t.g));
		return json_figures(q, p, &t.g);
	}
	TRY(read_pivot(q, &t));
	TRY(unit_words(q, &t.unit, &v));
	context_words(q, &t.unit, &t.g, "/figures", v);
	map_b(v, "figured", t.g.ask.period != 0);
	if (t.g.ask.period)
		table_words(q, &t, v);
	return page(q, p, "returns/figures", v);
}

/* ---- the file ---- */

static void unit_row(struct req *q, struct grid *to, const struct pivot *t,
		     size_t i)
{
	const struct figures *f = &t->now[i];
	const struct form *form = t->g.form;

	grid_text(to, f->code);
	grid_text(to, f->name);
	grid_int(to, f->accepted);
	grid_int(to, f->expected);
	for (int32_t k = 0; k < form->n; k++) {
		int32_t slot = form->order[k];
		int scale;
		int128 n;

		grid_number(to, figure_number(&t->g.ask, slot, &f->of[slot], &n,
					      &scale)
					? decimal_text(q->c->mem, n, scale)
					: "");
	}
	grid_row(to);
}

/* GET /units/{code}/figures.csv and .xlsx: the unit, then its children. */
enum err page_figures_table(struct req *q, struct reply *p)
{
	struct pivot t = {0};
	struct grid *to;
	char word[12];

	TRY(read_pivot(q, &t));
	if (!t.g.ask.period)
		return fail(q->c, ERR_MISSING, NULL,
			    N_("Nothing was given yet."));
	to = grid_begin(q, p);
	grid_text(to, "unit");
	grid_text(to, "name");
	grid_text(to, "accepted");
	grid_text(to, "expected");
	for (int32_t k = 0; k < t.g.form->n; k++)
		grid_text(to, t.g.form->slot[t.g.form->order[k]].code);
	grid_row(to);
	for (size_t i = 0; i < t.n; i++)
		unit_row(q, to, &t, i);
	return grid_end(to, "%s-%s-%s", t.unit.code, t.g.form->code,
			period_text(t.g.ask.period, word));
}
