/* follow.c - people follow the tree: when units cease or come back, stays at
 * them are led again, and members count where their units then stand. */
#include "people/follow.h"

#include "base/day.h"
#include "people/membership.h"

#include <stdlib.h>
#include <string.h>

struct follow {
	struct ctx *c;
	const struct tree *before, *after;
	/* by unit of each: it stands, or stood, elsewhere at some time */
	bool *was_moved, *is_moved;
	struct memberships m;
	struct membership *row; /* of stays that may lead elsewhere */
	size_t rows, cap;
};

static int64_t parent_id(const struct tree *t, const struct tree_fact *f)
{
	return f->parent < 0 ? 0 : t->unit[f->parent].id;
}

static bool same_place(const struct follow *f, int32_t was, int32_t is)
{
	const struct tree_unit *x = &f->before->unit[was];
	const struct tree_unit *y = &f->after->unit[is];

	if (x->facts != y->facts)
		return false;
	for (int32_t i = 0; i < x->facts; i++) {
		const struct tree_fact *a = &f->before->fact[x->fact + i];
		const struct tree_fact *b = &f->after->fact[y->fact + i];

		if (a->since != b->since || a->until != b->until ||
		    parent_id(f->before, a) != parent_id(f->after, b))
			return false;
	}
	return true;
}

/* Whether any of what a unit ever stood below has moved. */
static bool below_moved(const struct tree *t, int32_t u, const bool *moved)
{
	const struct tree_unit *x = &t->unit[u];

	for (int32_t i = 0; i < x->facts; i++) {
		int32_t parent = t->fact[x->fact + i].parent;

		if (parent >= 0 && moved[parent])
			return true;
	}
	return false;
}

/* A tier further down; whether there was anything to mark. */
static bool mark_below(const struct follow *f)
{
	bool any = false;

	for (int32_t is = 0; is < f->after->n; is++) {
		int32_t was = tree_by_id(f->before, f->after->unit[is].id);
		bool moved =
			below_moved(f->after, is, f->is_moved) ||
			(was >= 0 && below_moved(f->before, was, f->was_moved));

		if (!moved || f->is_moved[is])
			continue;
		f->is_moved[is] = any = true;
		if (was >= 0)
			f->was_moved[was] = true;
	}
	return any;
}

static void mark_moved(struct follow *f)
{
	for (int32_t was = 0; was < f->before->n; was++) {
		int32_t is = tree_by_id(f->after, f->before->unit[was].id);

		f->was_moved[was] = is < 0 || !same_place(f, was, is);
		if (is >= 0)
			f->is_moved[is] = f->was_moved[was];
	}
	while (mark_below(f))
		;
}

static void count_own(struct follow *f, const struct member_step *s)
{
	int32_t was = tree_by_id(f->before, s->unit);
	int32_t is = tree_by_id(f->after, s->unit);

	if (was < 0 || !f->was_moved[was])
		return;
	roll_add(&f->m.roll, f->before, was, 0, s->day, DAY_MAX, -s->n);
	if (is >= 0)
		roll_add(&f->m.roll, f->after, is, 0, s->day, DAY_MAX, s->n);
}

static enum err take_step(void *arg, const struct member_step *s)
{
	count_own(arg, s);
	return OK;
}

#define FEW 1000 /* units: for more of them all is read at once */

/* Those whose units moved count elsewhere, and no longer where they did. */
static enum err count_moved(struct follow *f)
{
	int32_t moved = 0;

	for (int32_t u = 0; u < f->before->n; u++)
		moved += f->was_moved[u];
	if (moved > FEW)
		return sql_member_steps(f->c, take_step, f);
	for (int32_t u = 0; u < f->before->n; u++) {
		struct member_step *s;
		size_t n;

		if (!f->was_moved[u])
			continue;
		TRY(sql_member_steps_of(f->c, f->before->unit[u].id, &s, &n));
		for (size_t i = 0; i < n; i++)
			count_own(f, &s[i]);
	}
	return OK;
}

/* Whether a unit ends on another day, or somebody else takes over. */
static bool leads_elsewhere(const struct follow *f, int32_t was)
{
	const struct tree_unit *x = &f->before->unit[was], *y;
	int32_t is = tree_by_id(f->after, x->id);

	if (is < 0)
		return true;
	y = &f->after->unit[is];
	if (x->until != y->until || x->outs != y->outs)
		return true;
	for (int32_t i = 0; i < x->outs; i++) {
		int32_t a = f->before->link[x->out + i].into;
		int32_t b = f->after->link[y->out + i].into;

		if (f->before->unit[a].id != f->after->unit[b].id)
			return true;
	}
	return false;
}

static void gather(struct follow *f, const struct membership *row, size_t n)
{
	if (f->rows + n > f->cap) {
		size_t cap = (f->rows + n) * 2;
		struct membership *more =
			arena_array(f->c->mem, cap, sizeof(*more));

		if (f->rows)
			memcpy(more, f->row, f->rows * sizeof(*more));
		f->row = more;
		f->cap = cap;
	}
	if (n)
		memcpy(f->row + f->rows, row, n * sizeof(*row));
	f->rows += n;
}

static int by_person(const void *a, const void *b)
{
	const struct membership *x = a, *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return (x->since > y->since) - (x->since < y->since);
}

/* Those units, and where they led to until now: there a stay may be that
 * began when its unit was no more. */
static bool *find_units(struct follow *f)
{
	const struct tree *t = f->before;
	bool *look = arena_array(f->c->mem, (size_t)t->n, sizeof(*look));

	for (int32_t u = 0; u < t->n; u++) {
		if (look[u] || !leads_elsewhere(f, u))
			continue;
		look[u] = true;
		for (int32_t at = u; t->unit[at].outs == 1;) {
			at = t->link[t->unit[at].out].into;
			look[at] = true;
		}
	}
	return look;
}

/* Each row once, by person and time. */
static enum err find_rows(struct follow *f)
{
	bool *look = find_units(f);
	struct membership *row;
	size_t n, kept = 0;

	for (int32_t u = 0; u < f->before->n; u++) {
		if (!look[u])
			continue;
		TRY(sql_membership_touching(f->c, f->before->unit[u].id, &row,
					    &n));
		gather(f, row, n);
	}
	if (f->rows)
		qsort(f->row, f->rows, sizeof(*f->row), by_person);
	for (size_t i = 0; i < f->rows; i++)
		if (i == 0 || by_person(&f->row[i], &f->row[i - 1]))
			f->row[kept++] = f->row[i];
	f->rows = kept;
	return OK;
}

static enum err no_place(struct follow *f, const struct stay *s)
{
	int32_t u = tree_by_id(f->before, s->unit);
	struct person_code p;
	char day[11];

	TRY(sql_person_code(f->c, s->person, &p));
	return fail(f->c, ERR_CONFLICT, NULL,
		    N_("%s belongs to %s from %s on, when that would not be "
		       "there, and nobody would take over from it; move such "
		       "people first."),
		    p.code, u < 0 ? "?" : f->before->unit[u].code,
		    day_iso(s->since, day));
}

static enum err lead_again(struct follow *f)
{
	size_t stays, rows;
	struct stay *s = stays_of(f->c->mem, f->row, f->rows, &stays);

	for (size_t i = 0; i < f->rows; i++)
		memberships_drop(&f->m, &f->row[i]);
	for (size_t i = 0; i < stays; i++) {
		TRY(memberships_add(&f->m, &s[i], &rows));
		if (rows == 0)
			return no_place(f, &s[i]);
	}
	return OK;
}

/* Units that are gone took their counts with them. */
static void forget_gone(struct follow *f)
{
	struct roll *r = &f->m.roll;
	size_t kept = 0;

	for (size_t i = 0; i < r->n; i++)
		if (tree_by_id(f->after, r->step[i].unit) >= 0)
			r->step[kept++] = r->step[i];
	r->n = kept;
}

enum err people_follow(struct ctx *c, const struct tree *before,
		       const struct tree *after)
{
	struct follow f = {.c = c, .before = before, .after = after};

	f.was_moved = arena_array(c->mem, (size_t)before->n, sizeof(bool));
	f.is_moved = arena_array(c->mem, (size_t)after->n, sizeof(bool));
	TRY(memberships_begin_on(c, after, &f.m));
	mark_moved(&f);
	TRY(count_moved(&f));
	TRY(find_rows(&f));
	TRY(lead_again(&f));
	forget_gone(&f);
	return memberships_end(&f.m);
}
