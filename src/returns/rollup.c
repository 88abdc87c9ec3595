/* rollup.c - keeps the rows that figures are read from. */
#include "returns/rollup.h"

#include "calls/key.h"
#include "gen/sql_returns.h"
#include "org/ancestors.h"

#include <assert.h>
#include <string.h>

/* One ancestor, and what the changes below it come to. */
struct spot {
	int64_t unit;		    /* id */
	int64_t accepted, unasked;  /* differences */
	struct tally *plus, *minus; /* by slot */
};

/* A row as it is kept. */
struct row {
	int64_t accepted, unasked;
	struct tally *t;
};

static void spot_add(const struct form *f, struct spot *s,
		     const struct rollup_change *ch)
{
	int64_t more = (ch->now != NULL) - (ch->old != NULL);

	s->accepted += more;
	s->unasked += ch->asked ? 0 : more;
	if (ch->now)
		values_tally(ch->now, f->tree, s->plus);
	if (ch->old)
		values_tally(ch->old, f->tree, s->minus);
}

/* What the changes come to at each unit above, in the order in which their
 * rows are locked. */
static enum err find_spots(struct ctx *c, const struct form *f, int64_t day,
			   const struct rollup_change *ch, size_t n,
			   struct spot **out, size_t *spots)
{
	int64_t *unit = arena_array(c->mem, n, sizeof(*unit));
	size_t slots = (size_t)f->slots;
	struct ancestors up;
	struct spot *s;

	for (size_t i = 0; i < n; i++)
		unit[i] = ch[i].unit;
	TRY(ancestors_of(c, unit, n, day, &up));
	s = arena_array(c->mem, up.n, sizeof(*s));
	for (size_t i = 0; i < up.n; i++) {
		s[i].unit = up.all[i].unit;
		s[i].plus = arena_array(c->mem, slots, sizeof(*s[i].plus));
		s[i].minus = arena_array(c->mem, slots, sizeof(*s[i].minus));
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = up.first[i]; k < up.first[i + 1]; k++)
			spot_add(f, &s[up.place[k]], &ch[i]);
	*out = s;
	*spots = up.n;
	return OK;
}

static struct row row_new(struct ctx *c, const struct form *f)
{
	struct row r = {0};

	r.t = arena_array(c->mem, (size_t)f->slots, sizeof(*r.t));
	return r;
}

static enum err too_large(struct ctx *c, const struct form *f, int32_t slot,
			  int64_t unit)
{
	struct figure_unit_code u;

	TRY(sql_figure_unit_code(c, unit, &u));
	return fail(
		c, ERR_INVALID, f->slot[slot].code,
		N_("The sum of %s at %s would be too large to keep "
		   "exactly; nothing was changed. Look for a wrong number."),
		f->slot[slot].code, u.code);
}

static enum err row_write(struct ctx *c, const struct form *f, int64_t id,
			  const struct row *r)
{
	struct blob packed;
	int32_t bad;

	assert(r->accepted >= 0 && r->unasked >= 0);
	if (r->accepted == 0)
		return sql_rollup_drop(c, id);
	if (!tallies_pack(c->mem, r->t, f->slots, &packed, &bad))
		return too_large(c, f, bad, key_unit(id));
	return sql_rollup_put(c, id, r->accepted, r->unasked, packed);
}

/* The row, locked until the transaction ends. A row that is not there yet
 * is made first: two who make it at once must not both think it empty. */
static enum err row_lock(struct ctx *c, const struct form *f, int64_t id,
			 struct row *out)
{
	struct rollup_row row;
	enum err e = sql_rollup_get(c, id, &row);

	*out = row_new(c, f);
	if (e == ERR_MISSING) {
		struct blob empty;
		int32_t bad;
		bool fits =
			tallies_pack(c->mem, out->t, f->slots, &empty, &bad);

		assert(fits);
		TRY(sql_rollup_make(c, id, empty));
		e = sql_rollup_get(c, id, &row);
	}
	TRY(e);
	out->accepted = row.accepted;
	out->unasked = row.unasked;
	if (!tallies_add(row.values_, f->tree, out->t, f->slots))
		return ERR_BROKEN;
	return OK;
}

/* What the children of a unit come to: their own returns, and their rows. */
static enum err from_children(struct ctx *c, const struct form *f,
			      int64_t period, int64_t unit, struct row *out)
{
	int64_t base = key_of(f->id, 0, period);
	struct rollup_child *kid;
	size_t n;

	*out = row_new(c, f);
	TRY(sql_rollup_children(c, unit, base, period_last_day(period), &kid,
				&n));
	for (size_t i = 0; i < n; i++) {
		bool asked = form_answered_by(f, kid[i].kind);

		if (kid[i].own.data &&
		    !values_add(kid[i].own, f->tree, out->t, f->slots))
			return ERR_BROKEN;
		if (kid[i].below.data &&
		    !tallies_add(kid[i].below, f->tree, out->t, f->slots))
			return ERR_BROKEN;
		out->accepted +=
			kid[i].accepted.value + (kid[i].own.data != NULL);
		out->unasked +=
			kid[i].unasked.value + (kid[i].own.data && !asked);
	}
	return OK;
}

/* Whether the extreme may have left, so that only the children know. */
static bool extreme_left(enum rule tree, struct tally now, struct tally minus)
{
	if (minus.count == 0)
		return false;
	return (tree == RULE_MIN && minus.v <= now.v) ||
	       (tree == RULE_MAX && minus.v >= now.v);
}

/* False when the row has to come from the children. */
static bool row_change(const struct form *f, struct row *r,
		       const struct spot *s)
{
	for (int32_t i = 0; i < f->slots; i++) {
		struct tally *t = &r->t[i];

		if (extreme_left(f->tree[i], *t, s->minus[i]))
			return false;
		t->count -= s->minus[i].count;
		if (f->tree[i] == RULE_SUM || f->tree[i] == RULE_MEAN)
			t->v -= s->minus[i].v;
		if (t->count == 0)
			t->v = 0;
		tally_add(f->tree[i], t, s->plus[i]);
	}
	r->accepted += s->accepted;
	r->unasked += s->unasked;
	return true;
}

enum err rollup_apply(struct ctx *c, const struct form *f, int64_t period,
		      const struct rollup_change *change, size_t n)
{
	int64_t day = period_last_day(period);
	struct spot *s;
	size_t spots;

	TRY(find_spots(c, f, day, change, n, &s, &spots));
	for (size_t i = 0; i < spots; i++) {
		int64_t id = key_of(f->id, s[i].unit, period);
		struct row r;

		TRY(row_lock(c, f, id, &r));
		if (!row_change(f, &r, &s[i]))
			TRY(from_children(c, f, period, s[i].unit, &r));
		TRY(row_write(c, f, id, &r));
	}
	return OK;
}

enum err rollup_refresh(struct ctx *c, const struct form *f, int64_t period,
			const struct tree *tree, const struct tree_day *day,
			const bool *mark)
{
	struct row r;

	for (int32_t u = 0; u < tree->n; u++)
		if (mark[u] && day->depth[u] < 0)
			TRY(sql_rollup_drop(
				c, key_of(f->id, tree->unit[u].id, period)));
	for (int32_t i = day->alive - 1; i >= 0; i--) {
		int32_t u = day->order[i];
		int64_t id = tree->unit[u].id;

		if (!mark[u])
			continue;
		TRY(from_children(c, f, period, id, &r));
		TRY(row_write(c, f, key_of(f->id, id, period), &r));
	}
	return OK;
}

enum err rollup_rebuild(struct ctx *c, const struct form *f, int64_t period,
			const struct tree *tree, const struct tree_day *day)
{
	bool *mark = arena_array(c->mem, (size_t)tree->n, sizeof(*mark));

	for (int32_t u = 0; u < tree->n; u++)
		mark[u] = day->depth[u] < 0 || day->children[u] > 0;
	return rollup_refresh(c, f, period, tree, day, mark);
}
