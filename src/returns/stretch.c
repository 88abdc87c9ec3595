/* stretch.c - one unit over many base periods, in few statements. */
#include "returns/stretch.h"

#include "calls/key.h"
#include "returns/expected.h"

/* What is known of the unit, and how far each list was followed: all are
 * in the order of time. */
struct stretch {
	struct stretch_fact *fact;
	struct stretch_count *count; /* by kind, then day */
	struct stretch_own *own;
	struct stretch_below *below;
	struct expected_row *call; /* in no order */
	size_t facts, counts, owns, belows, calls, own_at, below_at;
};

/* How many units of the form's kinds were below the unit on a day. */
static int64_t asked(const struct stretch *s, const struct form *f, int64_t day)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->counts; i++) {
		const struct stretch_count *n = &s->count[i];
		bool newest = i + 1 == s->counts || n[1].kind != n->kind ||
			      n[1].day > day;

		if (n->day <= day && newest && form_answered_by(f, n->kind))
			sum += n->n;
	}
	return sum;
}

static void put_expected(const struct stretch *s, int64_t period, int64_t asked,
			 int64_t unasked, struct node_row *row)
{
	struct opt_int owing = {0}, assigned = {0};

	for (size_t i = 0; i < s->calls; i++) {
		const struct expected_row *call = &s->call[i];

		if (call->period != period)
			continue;
		owing.set |= call->called;
		owing.value += call->missing;
		assigned.value += call->assigned;
	}
	expected_put(row, asked, unasked, owing, assigned);
}

static void put_row(struct stretch *s, const struct form *f, int64_t id,
		    struct node_row *row)
{
	int64_t day = period_last_day(key_period(id)), unasked = 0;

	for (size_t i = 0; i < s->facts; i++) {
		const struct stretch_fact *fact = &s->fact[i];

		if (fact->since > day || fact->until < day)
			continue;
		row->kind = (struct opt_int){true, fact->kind};
		row->code = fact->code;
		row->name = fact->name;
	}
	while (s->own_at < s->owns && s->own[s->own_at].id < id)
		s->own_at++;
	while (s->below_at < s->belows && s->below[s->below_at].id < id)
		s->below_at++;
	if (s->own_at < s->owns && s->own[s->own_at].id == id)
		row->own = s->own[s->own_at].values_;
	if (s->below_at < s->belows && s->below[s->below_at].id == id) {
		const struct stretch_below *b = &s->below[s->below_at];

		row->accepted = (struct opt_int){true, b->accepted};
		row->below = b->values_;
		unasked = b->unasked;
	}
	put_expected(s, key_period(id), asked(s, f, day), unasked, row);
}

enum err stretch_rows(struct ctx *c, int64_t unit, int64_t first, int64_t last,
		      struct form *const *form, struct node_row **out)
{
	size_t n = (size_t)(last - first + 1);
	int64_t form_id = form[n - 1]->id;
	int64_t low = key_of(form_id, unit, first);
	int64_t high = key_of(form_id, unit, last);
	struct stretch s = {0};

	*out = arena_array(c->mem, n, sizeof(**out));
	TRY(sql_stretch_facts(c, unit, &s.fact, &s.facts));
	TRY(sql_stretch_counts(c, unit, &s.count, &s.counts));
	TRY(sql_stretch_accepted(c, low, high, &s.own, &s.owns));
	TRY(sql_stretch_rollups(c, low, high, &s.below, &s.belows));
	TRY(sql_expected_span(c, key_of(form_id, unit, 0), form_id, first, last,
			      &s.call, &s.calls));
	for (size_t i = 0; i < n; i++) {
		(*out)[i].unit = unit;
		if (form[i])
			put_row(&s, form[i], low + (int64_t)i, &(*out)[i]);
	}
	return OK;
}
