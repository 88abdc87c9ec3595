/* figure_view.c - figures, series, lineage and what is missing, as views. */
#include "returns/figure.h"

#include "base/day.h"
#include "base/text.h"
#include "gen/sql_returns.h"
#include "calls/key.h"
#include "returns/recount.h"
#include "returns/vector.h"

#include <string.h>

#define POINTS_MAX 600 /* of a series: fifty years of months */

/* A ratio's num and den are at the scales of its parts, all others' num is
 * at the indicator's, and den a count. */
static void put_value(struct ctx *c, struct val *v, const struct figure_ask *a,
		      int32_t slot, const struct figure *f)
{
	const struct form *form = a->form;
	const struct indicator *in = &form->slot[slot];
	bool ratio = in->type == TYPE_RATIO, given;
	int num_scale = ratio ? form->slot[in->of[0]].scale : in->scale;
	int den_scale = ratio ? form->slot[in->of[1]].scale : 0;
	int scale;
	int128 n;

	given = figure_number(a, slot, f, &n, &scale);
	map_s(v, "value", given ? decimal_text(c->mem, n, scale) : NULL);
	map_s(v, "shown", figure_shown(c, a, slot, f));
	if (!figure_fraction(a, slot))
		return;
	map_s(v, "num",
	      given ? decimal_text(c->mem, f->value.num, num_scale) : NULL);
	map_s(v, "den",
	      given ? decimal_text(c->mem, f->value.den, den_scale) : NULL);
}

struct val *figure_one_view(struct ctx *c, const struct figure_ask *a,
			    const struct figures *f, int32_t slot)
{
	const struct indicator *in = &a->form->slot[slot];
	const struct figure *fig = &f->of[slot];
	struct val *v = val_map(c->mem);

	map_s(v, "indicator", in->code);
	put_value(c, v, a, slot, fig);
	map_i(v, "units", fig->units);
	map_i(v, "missing", fig->missing);
	map_b(v, "divisible", fig->divisible);
	map_s(v, "title", form_title(c, a->form, slot));
	map_s(v, "label", form_text(c, in->unit));
	return v;
}

static struct val *unit_figures(struct ctx *c, const struct figure_ask *a,
				const struct figures *f)
{
	struct val *v = val_map(c->mem), *list = val_list(c->mem), *p;
	char period[12];

	map_s(v, "unit", f->code);
	map_s(v, "name", f->name);
	map_s(v, "form", a->form->code);
	map_s(v, "period", arena_text(c->mem, period_text(a->period, period)));
	map_s(v, "tree", a->tree);
	map_i(v, "expected", f->expected);
	map_i(v, "accepted", f->accepted);
	if (a->first != a->last) {
		p = val_map(c->mem);
		map_i(p, "given", f->given);
		map_i(p, "of", a->last - a->first + 1);
		map_v(v, "periods", p);
	}
	for (int32_t i = 0; i < a->form->n; i++) {
		int32_t slot = a->form->order[i];

		if (a->only < 0 || a->only == slot)
			list_v(list, figure_one_view(c, a, f, slot));
	}
	if (a->only >= 0 && !a->form->slot[a->only].asked)
		list_v(list, figure_one_view(c, a, f, a->only));
	map_v(v, "figures", list);
	return v;
}

enum err figure_view(struct ctx *c, const struct figure_query *q,
		     struct val **view)
{
	struct figure_ask a;
	struct figures *f;
	struct val *kids;
	size_t n;

	TRY(figure_ask(c, q, &a));
	TRY(figure_get(c, &a, &f, &n));
	*view = unit_figures(c, &a, &f[0]);
	if (!q->children)
		return OK;
	kids = val_list(c->mem);
	for (size_t i = 1; i < n; i++)
		list_v(kids, unit_figures(c, &a, &f[i]));
	map_v(*view, "children", kids);
	return OK;
}

static struct val *point(struct ctx *c, const struct figure_ask *a,
			 const struct figures *f)
{
	const struct figure *fig = &f->of[a->only];
	struct val *v = val_map(c->mem);
	char period[12];

	map_s(v, "period", arena_text(c->mem, period_text(a->period, period)));
	put_value(c, v, a, a->only, fig);
	map_i(v, "units", fig->units);
	map_i(v, "expected", f->expected);
	map_i(v, "missing", fig->missing);
	map_b(v, "divisible", fig->divisible);
	return v;
}

/* A range, or another tree: each point is a question of its own. A period
 * in which the unit was not in the tree has no point. */
static enum err add_point(struct ctx *c, struct figure_ask *a, int64_t period,
			  struct val *list)
{
	struct figures *f;
	size_t n;

	a->period = period;
	TRY(figure_of_period(c, a, period, &f, &n));
	if (f)
		list_v(list, point(c, a, &f[0]));
	return OK;
}

/* Base periods as reported: all at once. */
static enum err add_points(struct ctx *c, struct figure_ask *a, int64_t last,
			   struct val *list)
{
	struct figure_ask one = *a;
	struct figures *f;

	a->last = last;
	TRY(figure_each(c, a, &f));
	for (int64_t p = a->first; p <= last; p++) {
		one.period = one.first = one.last = p;
		if (f[p - a->first].code)
			list_v(list, point(c, &one, &f[p - a->first]));
	}
	return OK;
}

enum err series_view(struct ctx *c, const struct figure_query *q,
		     const char *to, struct val **view)
{
	struct val *list = val_list(c->mem);
	struct figure_ask a;
	int64_t last;

	TRY(figure_ask(c, q, &a));
	if (!period_parse(to, &last) || last < a.period ||
	    period_kind(last) != period_kind(a.period) ||
	    last - a.period >= POINTS_MAX)
		return fail(c, ERR_INVALID, "to",
			    N_("Not a period of the same kind as %s, from it "
			       "on, %d in a row at most: %s"),
			    q->period, POINTS_MAX, to);
	*view = val_map(c->mem);
	map_s(*view, "unit", a.code);
	map_s(*view, "form", a.form->code);
	map_s(*view, "indicator", q->indicator);
	map_s(*view, "tree", a.tree);
	map_s(*view, "title", form_title(c, a.form, a.only));
	map_s(*view, "label", form_text(c, a.form->slot[a.only].unit));
	if (!a.restated && period_kind(last) == a.form->period)
		TRY(add_points(c, &a, last, list));
	else
		for (int64_t p = a.period; p <= last; p++)
			TRY(add_point(c, &a, p, list));
	map_v(*view, "points", list);
	return OK;
}
