/* missing.c - who was expected for a period and has no accepted return. */
#include "base/day.h"
#include "calls/key.h"
#include "returns/expected.h"
#include "returns/figure.h"

#include <string.h>

/* One walk down to those who are missing. */
struct search {
	struct ctx *c;
	const struct figure_ask *ask;
	int64_t base; /* key of the returns without their unit */
	struct val *list;
};

static struct val *add(struct search *s, const char *unit, const char *name,
		       const char *kind)
{
	struct val *v = val_map(s->c->mem);

	map_s(v, "unit", unit);
	map_s(v, "name", name);
	map_s(v, "kind", kind);
	list_v(s->list, v);
	return v;
}

/* ---- where nobody called ---- */

/* The unit that was asked for itself: its kind is one of those that
 * answer. */
static enum err add_self(struct search *s, const struct node_row *row)
{
	struct form_answer *kind;
	size_t n;

	TRY(sql_form_answers_list(s->c, s->ask->form->id, s->ask->form->version,
				  &kind, &n));
	for (size_t i = 0; i < n; i++)
		if (kind[i].kind == row->kind.value)
			add(s, row->code, row->name, kind[i].code);
	return OK;
}

/* The children who gave nothing, and on below those where any is missing. */
static enum err search(struct search *s, int64_t unit)
{
	const struct figure_ask *a = s->ask;
	struct missing_row *row;
	size_t n;

	TRY(sql_missing_children(s->c, unit, s->base, a->day, a->form->id,
				 a->form->version, &row, &n));
	for (size_t i = 0; i < n; i++) {
		if (!row[i].gave && form_answered_by(a->form, row[i].kind))
			add(s, row[i].code, row[i].name, row[i].kind_code);
		if (row[i].below)
			TRY(search(s, row[i].unit));
	}
	return OK;
}

/* ---- where calls say who is asked ---- */

static void add_owing(struct search *s, const struct owing_row *row)
{
	struct val *v;

	if (!row->state)
		return;
	v = add(s, row->code, row->name, row->kind_code);
	map_s(v, "state", row->state);
	map_b(v, "late", row->late && strcmp(row->state, "submitted") != 0);
}

static enum err search_called(struct search *s, int64_t unit)
{
	struct owing_row *row;
	size_t n;

	TRY(sql_owing_children(s->c, unit, s->base, s->ask->day, s->c->now,
			       &row, &n));
	for (size_t i = 0; i < n; i++) {
		add_owing(s, &row[i]);
		if (row[i].below)
			TRY(search_called(s, row[i].unit));
	}
	return OK;
}

static enum err called(struct search *s, const struct node_row *top)
{
	struct owing_row *row;
	size_t n;

	TRY(sql_owing_self(s->c, top->unit, s->base, s->ask->day, s->c->now,
			   &row, &n));
	for (size_t i = 0; i < n; i++)
		add_owing(s, &row[i]);
	return top->missing ? search_called(s, top->unit) : OK;
}

static enum err uncalled(struct search *s, const struct node_row *top)
{
	if (expected_itself(s->ask->form, top) && !top->own.data)
		TRY(add_self(s, top));
	return top->missing ? search(s, top->unit) : OK;
}

enum err missing_view(struct ctx *c, const struct figure_query *q,
		      struct val **view)
{
	struct search s = {.c = c, .list = val_list(c->mem)};
	struct figure_query plain = *q;
	struct figure_ask a;
	struct node_row *row;
	size_t n;

	plain.tree = NULL;
	TRY(figure_ask(c, &plain, &a));
	if (a.first != a.last)
		return fail(c, ERR_INVALID, "period",
			    N_("Who is missing is asked of one base period of "
			       "the form (a %s)."),
			    tr(c, period_kind_name(a.form->period)));
	s.ask = &a;
	s.base = key_of(a.form->id, 0, a.period);
	TRY(sql_figure_self(c, a.unit, s.base, a.day, a.form->id,
			    a.form->version, &row, &n));
	if (n == 0)
		return fail(c, ERR_MISSING, "unit",
			    N_("%s was not in the tree of that period."),
			    a.code);
	TRY(row->assigned.set ? called(&s, row) : uncalled(&s, row));
	*view = val_map(c->mem);
	map_s(*view, "unit", a.code);
	map_s(*view, "name", row->name);
	map_s(*view, "form", a.form->code);
	map_s(*view, "period", q->period);
	map_i(*view, "expected", expected_of(a.form, row));
	map_v(*view, "missing", s.list);
	return OK;
}
