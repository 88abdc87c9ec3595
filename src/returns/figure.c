/* figure.c - figures: read from the roll-ups where they stand, recounted
 * where another tree or the rule "last" asks for it. */
#include "returns/figure.h"

#include "access/role.h"
#include "base/day.h"
#include "base/text.h"
#include "calls/key.h"
#include "gen/sql_returns.h"
#include "returns/expected.h"
#include "returns/recount.h"
#include "returns/stretch.h"
#include "returns/vector.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* What the base periods of a range have given so far, of one unit. */
struct sum {
	struct figures f;
	struct ratio *value; /* by slot */
	int64_t *periods;    /* by slot: in which it was given */
};

/* One figure job: the asked, and the units it is for. */
struct job {
	const struct figure_ask *ask;
	struct form *
		*form;	   /* of each base period, or NULL: form_of_periods() */
	struct tree *tree; /* only where something is recounted */
	struct sum *sum;
	size_t n;
};

static enum err ask_tree(struct ctx *c, const char *word,
			 struct figure_ask *out)
{
	out->tree = word ? word : "reported";
	out->restated = strcmp(out->tree, "reported") != 0;
	out->day = period_last_day(out->last);
	if (!out->restated)
		return OK;
	if (!strcmp(out->tree, "today"))
		out->day = c->today;
	else if (!day_parse(out->tree, &out->day))
		return fail(c, ERR_INVALID, "tree",
			    N_("No tree is called %s: write reported, today "
			       "or a date (2025-07-01)."),
			    out->tree);
	return OK;
}

enum err figure_ask_of(struct ctx *c, const struct figure_query *q,
		       int64_t unit, struct form *f, struct figure_ask *out)
{
	bool whole;

	*out = (struct figure_ask){.code = q->unit,
				   .children = q->children,
				   .unit = unit,
				   .form = f,
				   .only = -1};
	TRY(form_period(c, q->period, &out->period));
	whole = period_split(out->period, f->period, &out->first, &out->last);
	assert(whole);
	if (out->first != out->last)
		TRY(form_of_range(c, f, out->first, out->last, &out->form));
	if (q->indicator)
		out->only = form_slot(f, q->indicator);
	if (q->indicator && out->only < 0)
		return fail(c, ERR_MISSING, "indicator",
			    N_("Form %s has no indicator %s."), q->form,
			    q->indicator);
	return ask_tree(c, q->tree, out);
}

enum err figure_ask(struct ctx *c, const struct figure_query *q,
		    struct figure_ask *out)
{
	struct figure_unit unit;
	enum err e = sql_figure_unit(c, q->unit, &unit);
	struct form *f;
	int64_t period;

	if (e == OK)
		e = may(c, ACT_READ, unit.id);
	if (e == ERR_MISSING)
		return fail(c, e, "unit", N_("There is no unit %s."), q->unit);
	TRY(e);
	TRY(form_period(c, q->period, &period));
	TRY(form_load(c, q->form, period, &f));
	return figure_ask_of(c, q, unit.id, f, out);
}

static void sum_init(struct ctx *c, const struct form *f, struct sum *s)
{
	size_t n = (size_t)f->slots;

	s->f.of = arena_array(c->mem, n, sizeof(*s->f.of));
	s->value = arena_array(c->mem, n, sizeof(*s->value));
	s->periods = arena_array(c->mem, n, sizeof(*s->periods));
	for (size_t i = 0; i < n; i++)
		s->f.of[i].divisible = true;
}

/* One period's figure of one slot into the sum. */
static void add_slot(const struct job *j, struct sum *s, int32_t slot,
		     struct ratio value, int64_t units, bool split)
{
	const struct indicator *in = &j->ask->form->slot[slot];
	bool range = j->ask->first != j->ask->last;

	/* "last" over a range does not follow from its periods */
	if (range && in->time == RULE_LAST)
		return;
	s->f.of[slot].units += units;
	if (split)
		s->f.of[slot].divisible = false;
	period_add(in->tree, in->time, &s->value[slot], &s->periods[slot],
		   value);
}

/* The tallies of what stands in one row: the unit's own return and the
 * roll-up of all below; f is the form of that period. */
static enum err add_row(struct ctx *c, const struct job *j, struct sum *s,
			const struct form *f, const struct node_row *row)
{
	struct tally *t;
	struct values *own;

	if (!row->kind.set)
		return OK;
	t = arena_array(c->mem, (size_t)f->slots, sizeof(*t));
	own = values_new(c->mem, f->slots);
	if (row->own.data && !values_unpack(row->own, own))
		return ERR_BROKEN;
	if (row->below.data && !tallies_add(row->below, f->tree, t, f->slots))
		return ERR_BROKEN;
	values_tally(own, f->tree, t);
	s->f.expected += expected_of(f, row);
	s->f.accepted += row->accepted.value + (row->own.data != NULL);
	s->f.given += row->accepted.value || row->own.data;
	for (int32_t i = 0; i < f->slots; i++) {
		struct ratio v = tally_value(f->tree[i], t[i]);

		if (f->tree[i] == RULE_NONE && own->given[i])
			v = (struct ratio){true, own->v[i], 1};
		add_slot(j, s, i, v, t[i].count, false);
	}
	return OK;
}

static void name_sum(struct sum *s, const struct node_row *row)
{
	s->f.id = row->unit;
	s->f.code = row->code;
	s->f.name = row->name;
}

/* The unit itself, every base period on its own tree. */
static enum err add_self(struct ctx *c, struct job *j, struct sum *s)
{
	const struct figure_ask *a = j->ask;
	bool found = false;
	struct node_row *row;
	size_t n = 1;

	if (a->first == a->last)
		TRY(sql_figure_self(c, a->unit, key_of(a->form->id, 0, a->last),
				    a->day, a->form->id, a->form->version, &row,
				    &n));
	else
		TRY(stretch_rows(c, a->unit, a->first, a->last, j->form, &row));
	n *= (size_t)(a->last - a->first + 1);
	for (size_t i = 0; i < n; i++) {
		if (!row[i].kind.set)
			continue;
		found = true;
		name_sum(s, &row[i]);
		TRY(add_row(c, j, s, j->form[i], &row[i]));
	}
	if (!found)
		return fail(c, ERR_MISSING, "unit",
			    N_("%s was not in the tree of that period."),
			    a->code);
	return OK;
}

/* Makes room for the unit and n - 1 children. */
static void sums_new(struct ctx *c, struct job *j, size_t n)
{
	j->n = n;
	j->sum = arena_array(c->mem, n, sizeof(*j->sum));
	for (size_t i = 0; i < n; i++)
		sum_init(c, j->ask->form, &j->sum[i]);
}

/* As reported: every base period on its own tree; the children are those
 * of the last day. */
static enum err reported(struct ctx *c, struct job *j)
{
	const struct figure_ask *a = j->ask;
	struct sum self = {0};

	sum_init(c, a->form, &self);
	TRY(add_self(c, j, &self));
	for (int64_t p = a->first; p <= a->last && a->children; p++) {
		const struct form *f = j->form[p - a->first];
		struct node_row *row;
		size_t n;

		if (!f)
			continue;
		TRY(sql_figure_children(c, a->unit, a->day, key_of(f->id, 0, p),
					period_last_day(p), f->id, f->version,
					&row, &n));
		if (!j->sum)
			sums_new(c, j, n + 1);
		for (size_t i = 0; i < n; i++) {
			name_sum(&j->sum[i + 1], &row[i]);
			TRY(add_row(c, j, &j->sum[i + 1], f, &row[i]));
		}
	}
	if (!j->sum)
		sums_new(c, j, 1);
	j->sum[0] = self;
	return OK;
}

/* By name, as the tree of that day sorts its children. */
static void name_nodes(const struct job *j, const struct recount *r)
{
	for (size_t i = 0; i < j->n; i++) {
		const struct tree_unit *u = &j->tree->unit[r->node[i].unit];
		const struct tree_fact *f =
			tree_fact_at(j->tree, r->node[i].unit, r->to->day);

		j->sum[i].f.id = u->id;
		j->sum[i].f.code = u->code;
		j->sum[i].f.name = f->name;
	}
}

static enum err begin(struct ctx *c, struct job *j, const struct form *f,
		      int64_t from, struct recount *r)
{
	const struct figure_ask *a = j->ask;

	TRY(recount_begin(c, f, j->tree, from, a->day,
			  tree_by_id(j->tree, a->unit), a->children, r));
	if (j->sum)
		return OK;
	sums_new(c, j, (size_t)r->n);
	name_nodes(j, r);
	return OK;
}

static void add_node(const struct job *j, struct sum *s, const struct node *n)
{
	const struct form *f = j->ask->form;

	s->f.expected += n->expected;
	s->f.accepted += n->accepted;
	s->f.given += n->accepted > 0;
	for (int32_t i = 0; i < f->slots; i++) {
		struct ratio v = tally_value(f->tree[i], n->t[i]);

		if (f->tree[i] == RULE_NONE && n->t[i].count == 1)
			v = (struct ratio){true, n->t[i].v, 1};
		add_slot(j, s, i, v, n->units[i], n->split[i]);
	}
}

/* Which of the units asked for a node of the recount is. */
static struct sum *sum_of(const struct job *j, int64_t id)
{
	for (size_t i = 0; i < j->n; i++)
		if (j->sum[i].f.id == id)
			return &j->sum[i];
	return NULL;
}

/* Figures of the nodes whose units have not moved: from the roll-ups. */
static enum err add_unmoved(struct ctx *c, struct job *j, const struct form *f,
			    int64_t period, const bool *unmoved)
{
	const struct figure_ask *a = j->ask;
	int64_t base = key_of(f->id, 0, period), day = period_last_day(period);
	struct node_row *row;
	size_t n;

	if (unmoved[0]) {
		TRY(sql_figure_self(c, a->unit, base, day, f->id, f->version,
				    &row, &n));
		assert(n == 1);
		TRY(add_row(c, j, &j->sum[0], f, &row[0]));
	}
	if (!a->children)
		return OK;
	TRY(sql_figure_children(c, a->unit, a->day, base, day, f->id,
				f->version, &row, &n));
	for (size_t i = 0; i < n; i++) {
		struct sum *s = sum_of(j, row[i].unit);

		if (s && unmoved[s - j->sum])
			TRY(add_row(c, j, s, f, &row[i]));
	}
	return OK;
}

static enum err restate_period(struct ctx *c, struct job *j,
			       const struct form *f, int64_t period)
{
	bool *unmoved, all;
	struct recount r;

	TRY(begin(c, j, f, period_last_day(period), &r));
	unmoved = arena_array(c->mem, j->n, sizeof(*unmoved));
	TRY(recount_unmoved(c, &r, unmoved, &all));
	TRY(add_unmoved(c, j, f, period, unmoved));
	if (all)
		return OK;
	TRY(recount_period(c, &r, period));
	TRY(recount_run(c, &r, -1, NULL, NULL));
	for (size_t i = 0; i < j->n; i++)
		if (!unmoved[i])
			add_node(j, &j->sum[i], &r.node[i]);
	return OK;
}

static enum err restated(struct ctx *c, struct job *j)
{
	const struct figure_ask *a = j->ask;

	for (int64_t p = a->first; p <= a->last; p++)
		if (j->form[p - a->first])
			TRY(restate_period(c, j, j->form[p - a->first], p));
	return OK;
}

static void take_last(const struct job *j, const struct recount *r,
		      const struct node *n)
{
	const struct form *f = j->ask->form;
	struct sum *s = sum_of(j, r->tree->unit[n->unit].id);

	for (int32_t i = 0; s && i < f->slots; i++) {
		struct figure *to = &s->f.of[i];

		if (f->slot[i].time != RULE_LAST)
			continue;
		s->value[i] = tally_value(f->tree[i], n->t[i]);
		if (f->tree[i] == RULE_NONE && n->t[i].count == 1)
			s->value[i] = (struct ratio){true, n->t[i].v, 1};
		to->units = n->units[i];
		to->missing = n->expected - n->units[i];
		to->divisible = !n->split[i];
	}
}

static bool has_last(const struct form *f)
{
	for (int32_t i = 0; i < f->n; i++)
		if (f->slot[f->order[i]].time == RULE_LAST)
			return true;
	return false;
}

/* "last" over a range: from the single returns, on the tree of the range's
 * last day or on the one asked for. */
static enum err ranged_last(struct ctx *c, struct job *j)
{
	const struct figure_ask *a = j->ask;
	struct recount r;
	enum err e;

	if (!j->tree)
		TRY(tree_load(c, &j->tree));
	e = recount_begin(c, a->form, j->tree, period_last_day(a->last), a->day,
			  tree_by_id(j->tree, a->unit), a->children, &r);
	if (e == ERR_MISSING)
		return OK; /* ceased within the range: no last value */
	TRY(e);
	TRY(recount_last(c, &r, a->first, a->last));
	TRY(recount_run(c, &r, -1, NULL, NULL));
	for (int32_t i = 0; i < r.n; i++)
		take_last(j, &r, &r.node[i]);
	return OK;
}

/* a / b: num at the scale of a, den at that of b, as people added them up.
 * Of a mean its count goes to the other side. */
static enum err divide(struct ctx *c, const struct form *f,
		       const struct indicator *in, struct ratio a,
		       struct ratio b, struct ratio *out)
{
	int128 unused;

	*out = (struct ratio){0};
	if (!a.given || !b.given || b.num == 0)
		return OK;
	out->given = true;
	if (!i128_mul(a.num, b.den, &out->num) ||
	    !i128_mul(b.num, a.den, &out->den) ||
	    !decimal_ratio(out->num, out->den, ratio_scale(f, in), &unused))
		return fail(c, ERR_INVALID, in->code,
			    N_("The ratio %s is too large to write."),
			    in->code);
	return OK;
}

static int64_t min64(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static void finish_slot(const struct job *j, struct sum *s, int32_t slot)
{
	const struct indicator *in = &j->ask->form->slot[slot];
	struct figure *to = &s->f.of[slot];
	bool range = j->ask->first != j->ask->last;

	if (in->type == TYPE_RATIO)
		return;
	to->value = s->value[slot];
	if (range && in->time == RULE_LAST) {
		if (!to->divisible)
			to->value.given = false;
		return;
	}
	to->missing = s->f.expected - to->units;
	if (range)
		to->value = period_value(in->tree, in->time, s->value[slot],
					 s->periods[slot]);
	if (!to->divisible)
		to->value.given = false;
}

/* From its two parts, which are finished. */
static enum err finish_ratio(struct ctx *c, const struct job *j, struct sum *s,
			     int32_t slot)
{
	const struct form *f = j->ask->form;
	const struct indicator *in = &f->slot[slot];
	struct figure *to = &s->f.of[slot];
	const struct figure *a = &s->f.of[in->of[0]], *b = &s->f.of[in->of[1]];

	if (in->type != TYPE_RATIO)
		return OK;
	TRY(divide(c, f, in, a->value, b->value, &to->value));
	to->units = min64(a->units, b->units);
	to->missing = a->units < b->units ? a->missing : b->missing;
	to->divisible = a->divisible && b->divisible;
	return OK;
}

static enum err finish(struct ctx *c, const struct job *j, struct sum *s)
{
	int32_t slots = j->ask->form->slots;

	for (int32_t i = 0; i < slots; i++)
		finish_slot(j, s, i);
	for (int32_t i = 0; i < slots; i++)
		TRY(finish_ratio(c, j, s, i));
	return OK;
}

enum err figure_of_row(struct ctx *c, const struct figure_ask *ask,
		       const struct form *f, const struct node_row *row,
		       struct figures *out)
{
	struct job j = {.ask = ask};
	struct sum s = {0};

	sum_init(c, ask->form, &s);
	name_sum(&s, row);
	TRY(add_row(c, &j, &s, f, row));
	TRY(finish(c, &j, &s));
	*out = s.f;
	return OK;
}

struct child {
	struct sort_key key;
	struct figures f;
};

static int compare_names(const void *a, const void *b)
{
	const struct child *k = a, *l = b;
	size_t n = k->key.size < l->key.size ? k->key.size : l->key.size;
	int d = memcmp(k->key.data, l->key.data, n);

	if (d == 0 && k->key.size != l->key.size)
		return k->key.size < l->key.size ? -1 : 1;
	return d ? d : strcmp(k->f.code, l->f.code);
}

/* A tree in memory knows its units by number; people look for names. */
static void sort_children(struct ctx *c, struct figures *f, size_t n)
{
	struct child *child = arena_array(c->mem, n, sizeof(*child));

	for (size_t i = 0; i < n; i++)
		child[i] =
			(struct child){text_sort_key(c->mem, f[i].name), f[i]};
	if (n > 1)
		qsort(child, n, sizeof(*child), compare_names);
	for (size_t i = 0; i < n; i++)
		f[i] = child[i].f;
}

enum err figure_get(struct ctx *c, const struct figure_ask *ask,
		    struct figures **out, size_t *n)
{
	struct job j = {.ask = ask};

	if (ask->first == ask->last) {
		j.form = arena_alloc(c->mem, sizeof(*j.form));
		j.form[0] = ask->form;
	} else {
		TRY(form_of_periods(c, ask->form, ask->first, ask->last,
				    &j.form));
	}
	if (ask->restated)
		TRY(tree_load(c, &j.tree));
	TRY(ask->restated ? restated(c, &j) : reported(c, &j));
	if (ask->first != ask->last && has_last(ask->form))
		TRY(ranged_last(c, &j));
	*n = j.n;
	*out = arena_array(c->mem, j.n, sizeof(**out));
	for (size_t i = 0; i < j.n; i++) {
		TRY(finish(c, &j, &j.sum[i]));
		(*out)[i] = j.sum[i].f;
	}
	if (ask->restated)
		sort_children(c, *out + 1, *n - 1);
	return OK;
}

enum err figure_each(struct ctx *c, const struct figure_ask *ask,
		     struct figures **out)
{
	size_t n = (size_t)(ask->last - ask->first + 1);
	struct figure_ask one = *ask;
	struct job j = {.ask = &one};
	struct node_row *row;

	one.last = one.first; /* no range: each period for itself */
	*out = arena_array(c->mem, n, sizeof(**out));
	TRY(form_of_periods(c, ask->form, ask->first, ask->last, &j.form));
	TRY(stretch_rows(c, ask->unit, ask->first, ask->last, j.form, &row));
	for (size_t i = 0; i < n; i++)
		if (row[i].kind.set)
			TRY(figure_of_row(c, &one, j.form[i], &row[i],
					  &(*out)[i]));
	return OK;
}

enum err figure_of_period(struct ctx *c, const struct figure_ask *like,
			  int64_t period, struct figures **out, size_t *n)
{
	struct figure_ask a = *like;
	struct form **form;
	enum err e;

	*out = NULL;
	*n = 0;
	if (!period_valid(period) ||
	    !period_split(period, a.form->period, &a.first, &a.last))
		return OK;
	TRY(form_of_periods(c, like->form, a.last, a.last, &form));
	if (!*form)
		return OK;
	TRY(form_of_range(c, *form, a.first, a.last, &a.form));
	a.period = period;
	if (!a.restated)
		a.day = period_last_day(a.last);
	e = figure_get(c, &a, out, n);
	if (e == ERR_MISSING) {
		*out = NULL;
		*n = 0;
		ctx_forget(c);
		return OK;
	}
	return e;
}
