/* returns.c - where a figure comes from, who is missing. */
#include "base/day.h"
#include "base/show.h"
#include "calls/state.h"
#include "core/setting.h"
#include "web/grid.h"
#include "web/pages/words.h"

#include <string.h>

#define ROWS 200 /* of one page */

/* One page of a long list. */
struct part {
	int64_t page, first, last, all;
};

static enum err part_of(struct req *q, struct part *t)
{
	TRY(query_int(q, "page", 1, 1, 1000000, &t->page));
	t->first = (t->page - 1) * ROWS + 1;
	t->last = t->page * ROWS;
	return OK;
}

/* A copy of the list with just what is on the page. */
static struct val *part_list(struct req *q, struct part *t,
			     const struct val *list)
{
	struct val *out = val_list(q->c->mem);

	t->all = 0;
	for (const struct val *m = list->first; m; m = m->next) {
		struct val *v;

		if (++t->all < t->first || t->all > t->last)
			continue;
		v = val_map(q->c->mem);
		*v = *m;
		v->next = NULL;
		list_v(out, v);
	}
	if (t->last > t->all)
		t->last = t->all;
	return out;
}

static void part_words(struct req *q, const struct part *t, struct val *v)
{
	map_n(q, v, "first", t->first);
	map_n(q, v, "last", t->last);
	map_n(q, v, "all", t->all);
	map_b(v, "paged", t->all > ROWS);
	map_i(v, "earlier", t->page - 1);
	map_i(v, "later", t->last < t->all ? t->page + 1 : 0);
}

static enum err nothing_yet(struct req *q)
{
	return fail(q->c, ERR_MISSING, NULL, N_("Nothing was given yet."));
}

/* What the address asks, the rest chosen as on the unit's page. */
static enum err query_of(struct req *q, struct unit *u, struct glance *g,
			 struct figure_query *out)
{
	char word[12];

	TRY(choose(q, u, g));
	if (!g->ask.period)
		return nothing_yet(q);
	*out = (struct figure_query){
		.unit = u->code,
		.form = g->ask.form->code,
		.period =
			arena_text(q->c->mem, period_text(g->ask.period, word)),
		.indicator = g->form->slot[g->key].code,
		.tree = g->ask.tree,
	};
	return OK;
}

/* ---- lineage ---- */

/* A ratio has no returns of its own: its page leads to its two parts. */
static enum err ratio_words(struct req *q, const struct glance *g,
			    struct val *v)
{
	const struct indicator *in = &g->form->slot[g->key];
	struct val *list = val_list(q->c->mem);
	struct figures *f;
	size_t n;

	TRY(figure_get(q->c, &g->ask, &f, &n));
	map_s(v, "label", form_text(q->c, in->unit));
	map_s(v, "shown", figure_shown(q->c, &g->ask, g->key, &f->of[g->key]));
	for (int i = 0; i < 2; i++) {
		int32_t slot = in->of[i];
		const struct indicator *part = &g->form->slot[slot];
		struct val *one = val_map(q->c->mem);

		map_s(one, "indicator", part->code);
		map_s(one, "title", form_title(q->c, g->form, slot));
		map_s(one, "shown",
		      figure_shown(q->c, &g->ask, slot, &f->of[slot]));
		list_v(list, one);
	}
	map_v(v, "parts", list);
	return OK;
}

/* The words of the lines on this page only. */
static enum err line_words(struct req *q, struct val *list)
{
	const char *zone;

	TRY(setting_get(q->c, "timezone", TIMEZONE_DEFAULT, &zone));
	for (struct val *r = list->first; r; r = r->next) {
		const char *share = val_text(r, "share");
		int64_t at, period;

		map_s(r, "when",
		      instant_parse(val_text(r, "accepted_at"), &at)
			      ? show_instant(q->c->mem, at, zone, q->c->lang)
			      : "");
		map_s(r, "who",
		      *val_text(r, "accepted_by")
			      ? val_text(r, "accepted_by")
			      : tr(q->c, N_("the operator")));
		map_b(r, "whole", !strcmp(share, "1"));
		if (period_parse(val_text(r, "period"), &period))
			map_period(q, r, "period_words", period);
		else
			map_s(r, "period_words", val_text(r, "period"));
	}
	return OK;
}

static enum err lineage_words(struct req *q, struct val *v,
			      const struct val *view)
{
	struct val *list;
	struct part t;

	TRY(part_of(q, &t));
	list = part_list(q, &t, val_get(view, "returns"));
	TRY(line_words(q, list));
	map_s(v, "shown", val_text(view, "shown"));
	map_s(v, "label",
	      *val_text(view, "label") ? val_text(view, "label") : NULL);
	map_b(v, "divisible", val_true(val_get(view, "divisible")));
	map_n(q, v, "units", val_int(view, "units"));
	map_n(q, v, "of", val_int(view, "units") + val_int(view, "missing"));
	map_b(v, "partial", val_int(view, "missing") > 0);
	map_n(q, v, "absent", val_int(view, "missing"));
	map_v(v, "returns", list);
	part_words(q, &t, v);
	return OK;
}

/* GET /units/{code}/lineage and /api/units/{code}/lineage */
enum err page_lineage(struct req *q, struct reply *p)
{
	struct figure_query ask;
	struct val *v, *view;
	struct glance g;
	struct unit u;
	bool ratio;

	TRY(query_of(q, &u, &g, &ask));
	ratio = g.form->slot[g.key].type == TYPE_RATIO;
	if (!ratio || q->api)
		TRY(lineage_view(q->c, &ask, &view));
	if (q->api)
		return json(q, p, view);
	TRY(unit_words(q, &u, &v));
	context_words(q, &u, &g, "/lineage", v);
	map_s(v, "indicator", g.form->slot[g.key].code);
	map_s(v, "indicator_title", form_title(q->c, g.form, g.key));
	map_b(v, "ratio", ratio);
	if (ratio)
		TRY(ratio_words(q, &g, v));
	else
		TRY(lineage_words(q, v, view));
	return page(q, p, "returns/lineage", v);
}

/* GET /units/{code}/lineage.csv and .xlsx */
enum err page_lineage_table(struct req *q, struct reply *p)
{
	struct figure_query ask;
	struct grid *t;
	struct val *view;
	struct glance g;
	struct unit u;

	TRY(query_of(q, &u, &g, &ask));
	TRY(lineage_view(q->c, &ask, &view));
	t = grid_begin(q, p);
	grid_head(t, "unit,name,period,version,value,share,accepted_by,"
		     "accepted_at");
	for (const struct val *r = val_get(view, "returns")->first; r;
	     r = r->next) {
		grid_text(t, val_text(r, "unit"));
		grid_text(t, val_text(r, "name"));
		grid_text(t, val_text(r, "period"));
		grid_int(t, val_int(r, "version"));
		grid_number(t, val_text(r, "value"));
		grid_text(t, val_text(r, "share"));
		grid_text(t, val_text(r, "accepted_by"));
		grid_text(t, val_text(r, "accepted_at"));
		grid_row(t);
	}
	return grid_end(t, "%s-%s-%s-%s", u.code, ask.form, ask.indicator,
			ask.period);
}

/* ---- who is missing ---- */

static enum err missing_of(struct req *q, struct unit *u, struct glance *g,
			   struct val **view)
{
	struct figure_query ask;

	TRY(query_of(q, u, g, &ask));
	ask.indicator = NULL;
	ask.tree = g->ask.tree = "reported";
	g->ask.restated = false;
	g->ask.day = period_last_day(g->ask.last);
	return missing_view(q->c, &ask, view);
}

/* How far one is who was called upon: lateness comes first. */
static void missing_words(struct req *q, struct val *m)
{
	const char *shape = NULL, *words = NULL;
	enum state s;

	if (state_read(val_text(m, "state"), &s)) {
		shape = s == SENT_BACK ? "returned" : state_name(s);
		words = tr(q->c, state_label(s));
	}
	if (val_true(val_get(m, "late"))) {
		shape = "late";
		words = arena_printf(q->c->mem, tr(q->c, N_("%s, late")),
				     words);
	}
	map_s(m, "shape", shape);
	map_s(m, "words", words);
	map_s(m, "kind_words", kind_label(q->c, val_text(m, "kind")));
}

/* GET /units/{code}/missing and /api/units/{code}/missing */
enum err page_missing(struct req *q, struct reply *p)
{
	struct val *v, *view, *list;
	struct glance g;
	struct unit u;
	struct part t;

	TRY(missing_of(q, &u, &g, &view));
	if (q->api)
		return json(q, p, view);
	TRY(part_of(q, &t));
	TRY(unit_words(q, &u, &v));
	context_words(q, &u, &g, "/missing", v);
	list = part_list(q, &t, val_get(view, "missing"));
	for (struct val *m = list->first; m; m = m->next)
		missing_words(q, m);
	map_n(q, v, "expected", val_int(view, "expected"));
	map_b(v, "some", list->first != NULL);
	map_b(v, "called", list->first && val_get(list->first, "state"));
	map_v(v, "missing", list);
	part_words(q, &t, v);
	return page(q, p, "returns/missing", v);
}

/* GET /units/{code}/missing.csv and .xlsx */
enum err page_missing_table(struct req *q, struct reply *p)
{
	struct grid *t;
	struct val *view;
	struct glance g;
	struct unit u;

	TRY(missing_of(q, &u, &g, &view));
	t = grid_begin(q, p);
	grid_head(t, "unit,name,kind,state,late");
	for (const struct val *m = val_get(view, "missing")->first; m;
	     m = m->next) {
		grid_text(t, val_text(m, "unit"));
		grid_text(t, val_text(m, "name"));
		grid_text(t, val_text(m, "kind"));
		grid_text(t, val_text(m, "state"));
		grid_text(t, val_true(val_get(m, "late")) ? "late" : "");
		grid_row(t);
	}
	return grid_end(t, "%s-%s-%s-missing", u.code, val_text(view, "form"),
			val_text(view, "period"));
}

/* GET /api/units/{code}/series?form=&indicator=&from=&to= */
enum err api_series(struct req *q, struct reply *p)
{
	struct figure_query ask = {
		.unit = q->code,
		.form = query(q, "form", ""),
		.indicator = query(q, "indicator", ""),
		.period = query(q, "from", ""),
		.tree = query(q, "tree", NULL),
	};
	struct val *v;

	TRY(series_view(q->c, &ask, query(q, "to", ""), &v));
	return json(q, p, v);
}
