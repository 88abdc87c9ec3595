/* roll.c - adds up the tree through time. */
#include "org/roll.h"

#include "base/day.h"

#include <stdlib.h>

static void step_add(struct roll *r, struct roll_step s)
{
	if (r->n == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : 1024;
		struct roll_step *more =
			arena_array(r->mem, cap, sizeof(*more));

		for (size_t i = 0; i < r->n; i++)
			more[i] = r->step[i];
		r->step = more;
		r->cap = cap;
	}
	r->step[r->n++] = s;
}

static int64_t later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

void roll_add(struct roll *r, const struct tree *t, int32_t u, int64_t key,
	      int64_t since, int64_t until, int64_t n)
{
	const struct tree_unit *x = &t->unit[u];

	step_add(r, (struct roll_step){x->id, key, since, n});
	if (until < DAY_MAX)
		step_add(r, (struct roll_step){x->id, key, until + 1, -n});
	for (int32_t i = 0; i < x->facts; i++) {
		const struct tree_fact *f = &t->fact[x->fact + i];

		if (f->parent >= 0 && f->since <= until && since <= f->until)
			roll_add(r, t, f->parent, key, later(since, f->since),
				 earlier(until, f->until), n);
	}
}

static int compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int by_place(const void *a, const void *b)
{
	const struct roll_step *x = a, *y = b;
	int order = compare(x->unit, y->unit);

	if (order == 0)
		order = compare(x->key, y->key);
	return order ? order : compare(x->day, y->day);
}

void roll_sum(struct roll *r)
{
	size_t kept = 0;

	if (r->n > 0)
		qsort(r->step, r->n, sizeof(*r->step), by_place);
	for (size_t i = 0; i < r->n;) {
		struct roll_step s = r->step[i];

		for (s.n = 0; i < r->n && by_place(&r->step[i], &s) == 0; i++)
			s.n += r->step[i].n;
		if (s.n != 0)
			r->step[kept++] = s;
	}
	r->n = kept;
}
