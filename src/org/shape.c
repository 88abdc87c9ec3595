/* shape.c - finds orphans and circles in a changed tree. */
#include "org/shape.h"

#include <stdlib.h>

void shape_orphans(const struct draft *d, int64_t day, orphan_fn fn, void *arg)
{
	for (int32_t u = 0; u < d->n; u++) {
		const struct draft_unit *x = &d->unit[u], *p;

		for (int32_t i = 0; !x->gone && i < x->facts; i++) {
			const struct tree_fact *f = &x->fact[i];
			int64_t since = f->since > day ? f->since : day;

			if (f->until < day || f->parent < 0)
				continue;
			p = &d->unit[f->parent];
			if (p->gone || p->since > since || p->until < f->until)
				fn(arg, u, f);
		}
	}
}

static int by_day(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The days from `day` on at which anything begins, `day` the first. */
static int64_t *days_from(const struct draft *d, int64_t day, size_t *n)
{
	int64_t *list;
	size_t all = 1, kept = 1;

	for (int32_t u = 0; u < d->n; u++)
		for (int32_t i = 0; i < d->unit[u].facts; i++)
			all += d->unit[u].fact[i].since > day;
	list = arena_array(d->mem, all, sizeof(*list));
	list[0] = day;
	all = 1;
	for (int32_t u = 0; u < d->n; u++)
		for (int32_t i = 0; i < d->unit[u].facts; i++)
			if (d->unit[u].fact[i].since > day)
				list[all++] = d->unit[u].fact[i].since;
	qsort(list, all, sizeof(*list), by_day);
	for (size_t i = 1; i < all; i++)
		if (list[i] != list[kept - 1])
			list[kept++] = list[i];
	*n = kept;
	return list;
}

struct walk {
	const struct draft *d;
	int64_t day;
	int64_t stamp; /* of the walk under way */
	int64_t *seen; /* by unit: the walk that came by last */
	bool *told;
	cycle_fn fn;
	void *arg;
};

static int32_t above(const struct walk *w, int32_t u)
{
	const struct tree_fact *f = draft_fact_at(w->d, u, w->day);

	return f ? f->parent : -1;
}

static const char *way_round(const struct walk *w, int32_t u)
{
	struct buf b = {.mem = w->d->mem};
	int32_t at = u, steps = 0;

	do {
		buf_printf(&b, "%s › ", w->d->unit[at].code);
		at = above(w, at);
	} while (at != u && ++steps < 20);
	buf_str(&b, at == u ? w->d->unit[u].code : "…");
	return b.s;
}

static void tell_circle(struct walk *w, int32_t u)
{
	int32_t at = u;

	do {
		if (!w->told[at])
			w->fn(w->arg, at, way_round(w, at));
		w->told[at] = true;
		at = above(w, at);
	} while (at != u);
}

void shape_cycles(const struct draft *d, int64_t day, const int32_t *units,
		  int32_t n, cycle_fn fn, void *arg)
{
	struct walk w = {.d = d, .fn = fn, .arg = arg};
	size_t days;
	int64_t *list = days_from(d, day, &days);

	w.seen = arena_array(d->mem, (size_t)d->n, sizeof(*w.seen));
	w.told = arena_array(d->mem, (size_t)d->n, sizeof(*w.told));
	for (size_t i = 0; i < days; i++) {
		int64_t first = w.stamp; /* stamps up to it are of other days */

		w.day = list[i];
		for (int32_t k = 0; k < n; k++) {
			int32_t u = units[k];

			w.stamp++;
			for (; u >= 0 && w.seen[u] <= first; u = above(&w, u))
				w.seen[u] = w.stamp;
			if (u >= 0 && w.seen[u] == w.stamp)
				tell_circle(&w, u);
		}
	}
}
