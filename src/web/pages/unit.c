/* unit.c - the page of a unit: where it stands, its figures of a period
 * beside the last, its children, what is missing, how it went. */
#include "base/day.h"
#include "base/show.h"
#include "base/text.h"
#include "web/chart.h"
#include "web/pages/history.h"
#include "web/pages/people_words.h"
#include "web/pages/words.h"

#include <string.h>

#define CARDS	6
#define LONG	9 /* letters that fit a card in large type */
#define MISSING 5 /* of the children with something missing, named */

/* ---- figures ---- */

static void card_words(struct req *q, const struct glance *g, int32_t slot,
		       struct val *v)
{
	const struct indicator *in = &g->form->slot[slot];
	const struct figure *now = &g->now->of[slot];
	const struct figure *then = g->then ? &g->then->of[slot] : NULL;
	const char *why = NULL, *change = NULL;

	if (then)
		change = figure_change(q->c, &g->ask, slot, now, then, &why);
	map_s(v, "indicator", in->code);
	map_s(v, "title", form_text(q->c, in->title));
	map_s(v, "label", form_text(q->c, in->unit));
	map_s(v, "shown", figure_shown(q->c, &g->ask, slot, now));
	map_b(v, "long", utf8_length(val_text(v, "shown")) > LONG);
	map_b(v, "split", !now->divisible);
	map_s(v, "then", then ? figure_shown(q->c, &g->ask, slot, then) : "–");
	map_s(v, "change", change);
	map_s(v, "why", why);
	map_n(q, v, "units", now->units);
	map_n(q, v, "of", now->units + now->missing);
}

static struct val *cards(struct req *q, const struct glance *g)
{
	struct val *list = val_list(q->c->mem);

	int32_t shown = 0;

	for (int32_t i = 0; i < g->form->n && shown < CARDS; i++) {
		const struct indicator *in = &g->form->slot[g->form->order[i]];
		struct val *v;

		if (in->parent >= 0 || in->type == TYPE_TEXT)
			continue;
		v = val_map(q->c->mem);
		card_words(q, g, g->form->order[i], v);
		list_v(list, v);
		shown++;
	}
	return list;
}

/* ---- children ---- */

/* Icon and words: shape and text tell the state, not only the colour. */
static void state_words(struct req *q, const struct figures *f, struct val *v)
{
	struct ctx *c = q->c;
	const char *state, *words;

	if (f->expected == 0) {
		state = "waived";
		words = tr(c, N_("Nothing asked"));
	} else if (f->accepted >= f->expected) {
		state = "accepted";
		words = f->expected == 1 ? tr(c, N_("Given"))
					 : tr(c, N_("All given"));
	} else if (f->accepted == 0) {
		state = "delivered";
		words = f->expected == 1 ? tr(c, N_("Not given yet"))
					 : tr(c, N_("None given yet"));
	} else {
		state = "submitted";
		words = arena_printf(c->mem, tr(c, N_("%lld of %lld given")),
				     (long long)f->accepted,
				     (long long)f->expected);
	}
	map_s(v, "state", state);
	map_s(v, "state_words", words);
}

/* What part of the whole a child's figure is; NULL where that means
 * nothing: of means, of extremes, of what may be negative. */
static const char *part_of(struct ctx *c, const struct glance *g,
			   const struct figure *f)
{
	const struct figure *all = &g->now->of[g->key];

	if (g->form->slot[g->key].tree != RULE_SUM || !f->value.given ||
	    !all->value.given || all->value.num <= 0 || f->value.num < 0 ||
	    f->value.num > all->value.num)
		return NULL;
	return arena_printf(
		c->mem, "%d%%",
		(int)decimal_div(f->value.num * 100, all->value.num, 0));
}

static struct val *children(struct req *q, const struct glance *g)
{
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < g->children; i++) {
		const struct glance_child *k = &g->child[i];
		const struct figure *now = &k->now.of[g->key];
		struct val *v = val_map(q->c->mem);

		map_s(v, "code", k->now.code);
		map_s(v, "name", k->now.name);
		state_words(q, &k->now, v);
		map_s(v, "shown", figure_shown(q->c, &g->ask, g->key, now));
		map_b(v, "given", now->value.given);
		map_s(v, "then",
		      k->then.of ? figure_shown(q->c, &g->ask, g->key,
						&k->then.of[g->key])
				 : "–");
		map_s(v, "part", part_of(q->c, g, now));
		list_v(list, v);
	}
	return list;
}

static struct val *missing(struct req *q, const struct glance *g)
{
	struct val *list = val_list(q->c->mem);
	int n = 0;

	for (size_t i = 0; i < g->children && n < MISSING; i++) {
		const struct figures *f = &g->child[i].now;
		struct val *v = val_map(q->c->mem);

		if (f->accepted >= f->expected)
			continue;
		map_s(v, "code", f->code);
		map_s(v, "name", f->name);
		state_words(q, f, v);
		list_v(list, v);
		n++;
	}
	return list;
}

/* ---- over time ---- */

static const char *chart_desc(struct req *q, const struct glance *g)
{
	const struct glance_point *first = NULL, *last = NULL;
	struct ctx *c = q->c;

	for (size_t i = 0; i < g->points; i++) {
		const struct glance_point *p = &g->point[i];

		if (!p->f.of || !p->f.of[g->key].value.given)
			continue;
		first = first ? first : p;
		last = p;
	}
	if (!first)
		return tr(c, N_("Nothing was given in these periods."));
	return arena_printf(
		c->mem, tr(c, N_("From %s in %s to %s in %s.")),
		figure_shown(c, &g->ask, g->key, &first->f.of[g->key]),
		show_period(c->mem, first->period, c->lang),
		figure_shown(c, &g->ask, g->key, &last->f.of[g->key]),
		show_period(c->mem, last->period, c->lang));
}

static struct val *chart_rows(struct req *q, const struct glance *g)
{
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < g->points; i++) {
		const struct glance_point *p = &g->point[i];
		const struct figure *f = p->f.of ? &p->f.of[g->key] : NULL;
		struct val *v = val_map(q->c->mem);

		map_s(v, "label",
		      show_period_short(q->c->mem, p->period, q->c->lang));
		map_s(v, "shown",
		      f ? figure_shown(q->c, &g->ask, g->key, f) : "–");
		map_n(q, v, "units", f ? f->units : 0);
		map_n(q, v, "of", f ? f->units + f->missing : 0);
		list_v(list, v);
	}
	return list;
}

static struct val *chart(struct req *q, const struct glance *g)
{
	struct chart_bar bar[GLANCE_POINTS] = {0};
	int scale = g->form->slot[g->key].scale;
	struct val *v;

	for (size_t i = 0; i < g->points; i++) {
		const struct glance_point *p = &g->point[i];

		bar[i].label =
			show_period_short(q->c->mem, p->period, q->c->lang);
		if (!p->f.of)
			continue;
		bar[i].given = figure_number(&g->ask, g->key, &p->f.of[g->key],
					     &bar[i].n, &scale);
		bar[i].whole = p->f.of[g->key].missing == 0;
	}
	v = chart_view(q->c, bar, g->points, scale);
	map_s(v, "chart_title", form_title(q->c, g->form, g->key));
	map_s(v, "chart_desc", chart_desc(q, g));
	map_v(v, "rows", chart_rows(q, g));
	return v;
}

/* ---- what it was, and whose it took over ---- */

static struct val *facts(struct req *q, const struct unit_story *s)
{
	struct val *list = val_list(q->c->mem);

	for (size_t i = s->facts; s->facts > 1 && i-- > 0;) {
		const struct unit_fact *f = &s->fact[i];
		struct val *v = val_map(q->c->mem);

		map_day_shown(q, v, "since", f->since);
		map_day_shown(q, v, "until", f->until);
		map_s(v, "name", f->name);
		map_s(v, "kind", kind_label(q->c, f->kind_code));
		map_s(v, "parent_name", f->parent_name);
		list_v(list, v);
	}
	return list;
}

static struct val *one_kin(struct req *q, const struct unit_kin *k, bool first)
{
	struct val *v = val_map(q->c->mem);

	map_s(v, "code", k->code);
	map_s(v, "name", k->name);
	map_b(v, "first", first);
	map_b(v, "whole", k->share.num == k->share.den && k->share.den);
	map_s(v, "share", share_text(q->c->mem, k->share));
	return v;
}

/* Those of one reorganisation together. */
static struct val *kin(struct req *q, const struct unit_kin *k, size_t n)
{
	struct val *list = val_list(q->c->mem), *units = NULL;

	for (size_t i = 0; i < n; i++) {
		bool first = i == 0 ||
			     k[i].reorganisation != k[i - 1].reorganisation;
		struct val *v = val_map(q->c->mem);

		if (first) {
			units = val_list(q->c->mem);
			map_day_shown(q, v, "on", k[i].day);
			map_i(v, "reorganisation", k[i].reorganisation);
			map_v(v, "units", units);
			list_v(list, v);
		}
		list_v(units, one_kin(q, &k[i], first));
	}
	return list;
}

/* ---- together ---- */

static void figure_words(struct req *q, const struct glance *g, struct val *v)
{
	struct ctx *c = q->c;
	const char *before = period_before(q, g->ask.period);

	map_n(q, v, "accepted", g->now->accepted);
	map_n(q, v, "expected", g->now->expected);
	map_n(q, v, "absent", g->now->expected - g->now->accepted);
	map_b(v, "partial", g->now->accepted < g->now->expected);
	map_i(v, "asked", form_asks(g->form));
	map_s(v, "before_shown", show_first(c->mem, before));
	map_v(v, "cards", cards(q, g));
	map_b(v, "parent_of", g->children_all > 0);
	map_n(q, v, "kids", g->children_all);
	map_b(v, "more", (int64_t)g->children < g->children_all);
	map_v(v, "children", children(q, g));
	map_v(v, "missing", missing(q, g));
	map_s(v, "key", g->form->slot[g->key].code);
	map_s(v, "key_title", form_title(c, g->form, g->key));
	map_s(v, "key_label", form_text(c, g->form->slot[g->key].unit));
	map_s(v, "key_shown",
	      figure_shown(c, &g->ask, g->key, &g->now->of[g->key]));
	map_s(v, "key_then",
	      g->then ? figure_shown(c, &g->ask, g->key, &g->then->of[g->key])
		      : "–");
	map_v(v, "chart", chart(q, g));
}

/* GET /units/{code} */
enum err page_unit(struct req *q, struct reply *p)
{
	struct unit_story story;
	struct glance g;
	struct unit u;
	struct val *v;

	TRY(choose_filled(q, &u, &story, &g));
	TRY(unit_words(q, &u, &v));
	context_words(q, &u, &g, "", v);
	map_b(v, "ceased", u.until < q->c->today);
	map_b(v, "coming", u.since > q->c->today);
	map_b(v, "figured", g.now != NULL);
	map_s(v, "trouble", g.why);
	map_b(v, "formless", g.choice && !g.form);
	map_b(v, "empty", g.form && !g.ask.period);
	if (g.now)
		figure_words(q, &g, v);
	map_v(v, "facts", facts(q, &story));
	map_b(v, "taken_over", story.intos > 0);
	map_v(v, "from_units", kin(q, story.from, story.froms));
	map_v(v, "into_units", kin(q, story.into, story.intos));
	TRY(bodies_of_unit(q, &u, v));
	TRY(history_add(q, v, "unit", u.code));
	return page(q, p, "org/unit", v);
}

/* GET /api/units/{code} */
enum err api_unit(struct req *q, struct reply *p)
{
	struct val *v;
	int64_t at;

	TRY(query_day(q, "at", q->c->today, &at));
	TRY(unit_view(q->c, q->code, at, &v));
	return json(q, p, v);
}
