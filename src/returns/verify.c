/* verify.c - recomputes every roll-up from scratch and compares. */
#include "returns/verify.h"

#include "access/role.h"
#include "calls/coverage.h"
#include "calls/key.h"
#include "calls/reply.h"
#include "core/attachment.h"
#include "core/journal.h"
#include "gen/sql_returns.h"
#include "org/count.h"
#include "people/member_count.h"
#include "returns/form.h"
#include "returns/vector.h"

#include <string.h>

/* What one unit's row should say. */
struct count {
	int64_t accepted, unasked;
	struct tally *t; /* NULL: there should be no row */
	bool seen;
};

/* One period of one form. */
struct sheet {
	int64_t period;
	struct form *form;
	struct tree_day *day;
	struct count *count; /* by unit */
};

struct check {
	struct ctx *c;
	const struct tree *tree;
	struct form *form; /* newest version: the slots */
	struct sheet *sheet;
	size_t sheets;
	struct count nowhere; /* what tops gave: no row holds it */
	int64_t returns, rollups;
};

static struct sheet *sheet_of(const struct check *k, int64_t period)
{
	size_t low = 0, high = k->sheets;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (k->sheet[mid].period < period)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == k->sheets || k->sheet[low].period != period)
		return NULL;
	return &k->sheet[low];
}

static struct count *count_at(struct check *k, struct sheet *t, int32_t unit)
{
	struct count *n = &t->count[unit];

	if (!n->t)
		n->t = arena_array(k->c->mem, (size_t)k->form->slots,
				   sizeof(*n->t));
	return n;
}

static enum err differs(const struct check *k, int64_t id, const char *how)
{
	int32_t u = tree_by_id(k->tree, key_unit(id));
	char period[12];

	return fail(k->c, ERR_CONFLICT, NULL,
		    N_("Form %s, period %s, unit %s: %s."), k->form->code,
		    period_text(key_period(id), period),
		    u < 0 ? "?" : k->tree->unit[u].code, how);
}

/* A return counts at the unit directly above; the rest is added up once
 * all are read. */
static enum err take_return(void *arg, const struct accepted_stored *row)
{
	struct check *k = arg;
	struct sheet *t = sheet_of(k, key_period(row->id));
	int32_t u = tree_by_id(k->tree, key_unit(row->id)), above;
	struct count *n;

	k->returns++;
	if (!t)
		return differs(k, row->id,
			       tr(k->c, N_("a return of a period that the "
					   "form is not known to have")));
	if (u < 0 || t->day->depth[u] < 0)
		return differs(k, row->id,
			       tr(k->c, N_("a return of a unit that was not "
					   "in the tree")));
	above = t->day->parent[u];
	n = above < 0 ? &k->nowhere : count_at(k, t, above);
	if (!values_add(row->values_, k->form->tree, n->t, k->form->slots))
		return differs(k, row->id,
			       tr(k->c, N_("a return that cannot be read")));
	n->accepted++;
	n->unasked +=
		!form_answered_by(t->form, k->tree->kind[t->day->kind[u]].id);
	return OK;
}

static void add_up(struct check *k, struct sheet *t)
{
	for (int32_t i = t->day->alive - 1; i >= 0; i--) {
		int32_t u = t->day->order[i], above = t->day->parent[u];
		struct count *from = &t->count[u], *to;

		if (!from->t || above < 0)
			continue;
		to = count_at(k, t, above);
		to->accepted += from->accepted;
		to->unasked += from->unasked;
		for (int32_t s = 0; s < k->form->slots; s++)
			tally_add(k->form->tree[s], &to->t[s], from->t[s]);
	}
}

static bool same(const struct check *k, const struct count *n,
		 const struct rollup_stored *row, struct tally *t)
{
	size_t size = (size_t)k->form->slots * sizeof(*t);

	memset(t, 0, size);
	if (!tallies_add(row->values_, k->form->tree, t, k->form->slots) ||
	    row->accepted != n->accepted || row->unasked != n->unasked)
		return false;
	for (int32_t s = 0; s < k->form->slots; s++)
		if (t[s].count != n->t[s].count || t[s].v != n->t[s].v)
			return false;
	return true;
}

static enum err take_rollup(void *arg, const struct rollup_stored *row)
{
	struct check *k = arg;
	struct sheet *t = sheet_of(k, key_period(row->id));
	int32_t u = tree_by_id(k->tree, key_unit(row->id));
	struct arena_mark m = arena_mark(k->c->mem);
	struct count *n = t && u >= 0 ? &t->count[u] : NULL;
	struct tally *kept;
	bool good;

	k->rollups++;
	if (!n || !n->t)
		return differs(k, row->id,
			       tr(k->c, N_("a roll-up of nothing is kept")));
	kept = arena_array(k->c->mem, (size_t)k->form->slots, sizeof(*kept));
	good = same(k, n, row, kept);
	arena_rewind(k->c->mem, m);
	n->seen = true;
	return good ? OK
		    : differs(k, row->id,
			      tr(k->c, N_("the roll-up that is kept is not "
					  "what the returns add up to")));
}

static enum err open_sheets(struct check *k)
{
	struct form_period_row *row;
	struct ctx *c = k->c;

	TRY(sql_form_period_list(c, k->form->id, &row, &k->sheets));
	k->sheet = arena_array(c->mem, k->sheets, sizeof(*k->sheet));
	for (size_t i = 0; i < k->sheets; i++) {
		struct sheet *t = &k->sheet[i];

		t->period = row[i].period;
		TRY(form_load_id(c, k->form->id, t->period, &t->form));
		TRY(tree_at(c, k->tree, period_last_day(t->period), &t->day));
		t->count = arena_array(c->mem, (size_t)k->tree->n,
				       sizeof(*t->count));
	}
	return OK;
}

static enum err check_form(struct check *k)
{
	int64_t low = key_of(k->form->id, 0, 0);
	int64_t high = low + ((int64_t)1 << KEY_FORM_SHIFT) - 1;
	struct ctx *c = k->c;

	k->nowhere = (struct count){0};
	k->nowhere.t = arena_array(c->mem, (size_t)k->form->slots,
				   sizeof(*k->nowhere.t));
	TRY(open_sheets(k));
	TRY(sql_accepted_all(c, low, high, take_return, k));
	for (size_t i = 0; i < k->sheets; i++)
		add_up(k, &k->sheet[i]);
	TRY(sql_rollup_all(c, low, high, take_rollup, k));
	for (size_t i = 0; i < k->sheets; i++)
		for (int32_t u = 0; u < k->tree->n; u++)
			if (k->sheet[i].count[u].t &&
			    !k->sheet[i].count[u].seen)
				return differs(
					k,
					key_of(k->form->id, k->tree->unit[u].id,
					       k->sheet[i].period),
					tr(c, N_("the roll-up is missing")));
	return OK;
}

/* What is asked: accepted is what has an accepted return, and nothing
 * else. */
static enum err verify_calls(struct ctx *c, int64_t *counts)
{
	struct call_odd odd;
	int64_t replies;
	enum err e;

	TRY(coverage_verify(c, counts));
	TRY(reply_verify(c, &replies));
	e = sql_call_odd(c, &odd);
	if (e == ERR_MISSING)
		return OK;
	TRY(e);
	return fail(c, ERR_CONFLICT, NULL,
		    N_("Call %lld has unit %s as \"%s\", which is not what its "
		       "return says."),
		    (long long)odd.call, odd.unit, odd.state);
}

enum err verify(struct ctx *c, struct val **view)
{
	struct check k = {.c = c};
	struct form_item *form;
	struct tree *tree;
	struct journal_counts journal;
	int64_t counts, files, members;
	bool all;
	size_t n;

	TRY(may_everywhere(c, ACT_READ, &all));
	if (!all)
		return fail(c, ERR_DENIED, NULL,
			    N_("Only who sees every unit can verify the "
			       "store."));
	TRY(journal_verify(c, &journal));
	TRY(tree_load(c, &tree));
	k.tree = tree;
	TRY(count_verify(c, tree));
	TRY(members_verify(c, tree, &members));
	TRY(sql_form_list(c, &form, &n));
	for (size_t i = 0; i < n; i++) {
		struct arena_mark m = arena_mark(c->mem);

		TRY(form_load(c, form[i].code, 0, &k.form));
		TRY(check_form(&k));
		arena_rewind(c->mem, m);
	}
	TRY(verify_calls(c, &counts));
	TRY(files_verify(c, &files));
	*view = val_map(c->mem);
	map_i(*view, "entries", journal.entries);
	map_i(*view, "lanes", journal.lanes);
	map_i(*view, "seals", journal.seals);
	map_i(*view, "returns", k.returns);
	map_i(*view, "rollups", k.rollups);
	map_i(*view, "coverage", counts);
	map_i(*view, "files", files);
	map_i(*view, "members", members);
	return OK;
}
