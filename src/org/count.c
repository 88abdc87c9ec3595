/* count.c - counts the units of each kind below each unit. */
#include "org/count.h"

#include "org/roll.h"

#include <stdlib.h>

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

/* A unit counts at its parent and above, not at itself. */
static void count_facts(struct roll *r, const struct tree *t)
{
	int32_t *list = arena_array(r->mem, (size_t)t->facts, sizeof(*list));
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
		roll_add(r, t, f->parent, f->kind, f->since, f->until, same);
	}
}

void count_all(struct arena *mem, const struct tree *t, struct count_row **out,
	       size_t *n)
{
	struct roll r = {.mem = mem};
	struct count_row *row;

	count_facts(&r, t);
	roll_sum(&r);
	row = arena_array(mem, r.n, sizeof(*row));
	for (size_t i = 0; i < r.n; i++) {
		const struct roll_step *s = &r.step[i], *last = s - 1;

		row[i] = (struct count_row){s->unit, t->kind[s->key].id, s->day,
					    s->n};
		if (i > 0 && last->unit == s->unit && last->key == s->key)
			row[i].n += row[i - 1].n;
	}
	*out = row;
	*n = r.n;
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
