/* count.c - counts the units of each kind below each unit. */
#include "org/count.h"

#include "base/day.h"

#include <stdlib.h>

/* From `day` on `n` more (or less) units of `kind` are below `unit`. */
struct step {
	int32_t unit, kind;
	int64_t day;
	int32_t n;
};

struct counting {
	struct arena *mem;
	const struct tree *t;
	struct step *step;
	size_t n, cap;
};

static void step_add(struct counting *w, struct step s)
{
	if (w->n == w->cap) {
		size_t cap = w->cap ? w->cap * 2 : 1024;
		struct step *more = arena_array(w->mem, cap, sizeof(*more));

		for (size_t i = 0; i < w->n; i++)
			more[i] = w->step[i];
		w->step = more;
		w->cap = cap;
	}
	w->step[w->n++] = s;
}

static int64_t later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* `n` units of `kind` are children of `unit` over [since, until]: they
 * count there and above, wherever it stands in that time. */
static void count_up(struct counting *w, int32_t unit, int32_t kind,
		     int64_t since, int64_t until, int32_t n)
{
	const struct tree_unit *u = &w->t->unit[unit];

	step_add(w, (struct step){unit, kind, since, n});
	if (until < DAY_MAX)
		step_add(w, (struct step){unit, kind, until + 1, -n});
	for (int32_t i = 0; i < u->facts; i++) {
		const struct tree_fact *f = &w->t->fact[u->fact + i];

		if (f->parent >= 0 && f->since <= until && since <= f->until)
			count_up(w, f->parent, kind, later(since, f->since),
				 earlier(until, f->until), n);
	}
}

static int compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Alike facts side by side: siblings of one kind over the same days. */
static int by_place(const void *a, const void *b, void *arg)
{
	const struct tree_fact *fact = arg;
	const struct tree_fact *x = &fact[*(const int32_t *)a];
	const struct tree_fact *y = &fact[*(const int32_t *)b];
	int order = compare(x->parent, y->parent);

	if (order == 0)
		order = compare(x->kind, y->kind);
	if (order == 0)
		order = compare(x->since, y->since);
	return order ? order : compare(x->until, y->until);
}

static void count_facts(struct counting *w)
{
	const struct tree *t = w->t;
	int32_t *list = arena_array(w->mem, (size_t)t->facts, sizeof(*list));
	int32_t n = 0, same;

	for (int32_t i = 0; i < t->facts; i++)
		if (t->fact[i].parent >= 0)
			list[n++] = i;
	qsort_r(list, (size_t)n, sizeof(*list), by_place, t->fact);
	for (int32_t i = 0; i < n; i += same) {
		const struct tree_fact *f = &t->fact[list[i]];

		for (same = 1; i + same < n; same++)
			if (by_place(&list[i], &list[i + same], t->fact))
				break;
		count_up(w, f->parent, f->kind, f->since, f->until, same);
	}
}

static int by_step(const void *a, const void *b)
{
	const struct step *x = a, *y = b;
	int order = compare(x->unit, y->unit);

	if (order == 0)
		order = compare(x->kind, y->kind);
	return order ? order : compare(x->day, y->day);
}

void count_all(struct arena *mem, const struct tree *t, struct count_row **out,
	       size_t *n)
{
	struct counting w = {.mem = mem, .t = t};
	struct count_row *row;
	size_t kept = 0;

	count_facts(&w);
	if (w.n > 0)
		qsort(w.step, w.n, sizeof(*w.step), by_step);
	row = arena_array(mem, w.n, sizeof(*row));
	for (size_t i = 0; i < w.n;) {
		struct step s = w.step[i];
		struct count_row *last = kept ? &row[kept - 1] : NULL;
		struct count_row now = {.unit = t->unit[s.unit].id,
					.kind = t->kind[s.kind].id,
					.day = s.day};

		if (last && last->unit == now.unit && last->kind == now.kind)
			now.n = last->n;
		else
			last = NULL;
		for (; i < w.n && by_step(&w.step[i], &s) == 0; i++)
			now.n += w.step[i].n;
		if (now.n != (last ? last->n : 0))
			row[kept++] = now;
	}
	*out = row;
	*n = kept;
}

static int by_key(const struct count_row *x, const struct count_row *y)
{
	int order = compare(x->unit, y->unit);

	if (order == 0)
		order = compare(x->kind, y->kind);
	return order ? order : compare(x->day, y->day);
}

static int by_row(const void *a, const void *b)
{
	return by_key(a, b);
}

enum err count_store(struct ctx *c, const struct tree *before,
		     const struct tree *after)
{
	struct count_row *was, *is, *put;
	struct count_key *drop;
	size_t i = 0, k = 0, was_n, is_n, puts = 0, drops = 0;

	count_all(c->mem, before, &was, &was_n);
	count_all(c->mem, after, &is, &is_n);
	/* a new kind stands last in its tree, but ids are its order here */
	qsort(was, was_n, sizeof(*was), by_row);
	qsort(is, is_n, sizeof(*is), by_row);
	put = arena_array(c->mem, is_n, sizeof(*put));
	drop = arena_array(c->mem, was_n, sizeof(*drop));
	while (i < was_n || k < is_n) {
		int order = i == was_n	? 1
			    : k == is_n ? -1
					: by_key(&was[i], &is[k]);

		if (order < 0)
			drop[drops++] = (struct count_key){
				was[i].unit, was[i].kind, was[i].day};
		else if (order > 0 || was[i].n != is[k].n)
			put[puts++] = is[k];
		i += order <= 0;
		k += order >= 0;
	}
	TRY(sql_count_drop(c, drop, drops));
	return sql_count_put(c, put, puts);
}

/* A walk along the table beside what it must hold. */
struct walk {
	struct ctx *c;
	const struct tree *tree;
	const struct count_row *row;
	size_t n, at;
};

static enum err differs(const struct walk *w, int64_t unit)
{
	int32_t u = tree_by_id(w->tree, unit);

	return fail(w->c, ERR_CONFLICT, NULL,
		    N_("The number of units kept below %s is not what the "
		       "tree holds."),
		    u < 0 ? "?" : w->tree->unit[u].code);
}

static enum err compare_row(void *arg, const struct count_row *row)
{
	struct walk *w = arg;
	const struct count_row *want = &w->row[w->at];

	if (w->at == w->n || by_key(row, want) || row->n != want->n)
		return differs(w, row->unit);
	w->at++;
	return OK;
}

enum err count_verify(struct ctx *c, const struct tree *t)
{
	struct walk w = {.c = c, .tree = t};
	struct count_row *row;

	count_all(c->mem, t, &row, &w.n);
	qsort(row, w.n, sizeof(*row), by_row);
	w.row = row;
	TRY(sql_count_stored(c, compare_row, &w));
	return w.at == w.n ? OK : differs(&w, w.row[w.at].unit);
}
