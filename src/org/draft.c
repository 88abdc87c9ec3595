/* draft.c - changes a tree in memory. */
#include "org/draft.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Room for one more of `n` things of `size` bytes. */
static void *grown(struct arena *mem, void *old, int32_t n, int32_t *cap,
		   size_t size)
{
	void *more;

	if (n < *cap)
		return old;
	*cap = n * 2 + 64;
	more = arena_array(mem, (size_t)*cap, size);
	if (n)
		memcpy(more, old, (size_t)n * size);
	return more;
}

struct draft *draft_new(struct arena *mem, const struct tree *base)
{
	struct draft *d = arena_alloc(mem, sizeof(*d));

	d->mem = mem;
	d->base = base;
	d->n = d->n_cap = base->n;
	d->kinds = d->kinds_cap = base->kinds;
	d->links = d->links_cap = base->links;
	d->kind = base->kind;
	d->unit = arena_array(mem, (size_t)d->n, sizeof(*d->unit));
	for (int32_t u = 0; u < d->n; u++)
		d->unit[u] = (struct draft_unit){
			.id = base->unit[u].id,
			.code = base->unit[u].code,
			.since = base->unit[u].since,
			.until = base->unit[u].until,
			.fact = &base->fact[base->unit[u].fact],
			.facts = base->unit[u].facts,
		};
	d->link = arena_array(mem, (size_t)d->links, sizeof(*d->link));
	if (d->links)
		memcpy(d->link, base->link,
		       (size_t)d->links * sizeof(*d->link));
	return d;
}

int32_t draft_kind(struct draft *d, const char *code)
{
	for (int32_t i = 0; i < d->kinds; i++)
		if (!strcmp(d->kind[i].code, code))
			return i;
	d->kind = grown(d->mem, d->kind, d->kinds, &d->kinds_cap,
			sizeof(*d->kind));
	d->kind[d->kinds] = (struct tree_kind){.code = code};
	return d->kinds++;
}

int32_t draft_add(struct draft *d, const char *code, struct tree_fact f)
{
	struct tree_fact *fact = arena_alloc(d->mem, sizeof(*fact));
	int64_t id = d->n ? d->unit[d->n - 1].id + 1 : 1;

	*fact = f;
	d->unit = grown(d->mem, d->unit, d->n, &d->n_cap, sizeof(*d->unit));
	d->unit[d->n] = (struct draft_unit){.id = id,
					    .code = code,
					    .since = f.since,
					    .until = f.until,
					    .fact = fact,
					    .facts = 1};
	return d->n++;
}

const struct tree_fact *draft_fact_at(const struct draft *d, int32_t u,
				      int64_t day)
{
	const struct draft_unit *x = &d->unit[u];

	for (int32_t i = 0; i < x->facts; i++)
		if (x->fact[i].since <= day && day <= x->fact[i].until)
			return &x->fact[i];
	return NULL;
}

/* Copies the facts that begin before `day`, the last one ending the day
 * before, with room for one more; the base's own stay as they are. */
static void cut(struct draft *d, struct draft_unit *x, int64_t day)
{
	struct tree_fact *fact =
		arena_array(d->mem, (size_t)x->facts + 1, sizeof(*fact));
	int32_t n = 0;

	while (n < x->facts && x->fact[n].since < day) {
		fact[n] = x->fact[n];
		n++;
	}
	if (n && fact[n - 1].until >= day)
		fact[n - 1].until = day - 1;
	x->fact = fact;
	x->facts = n;
}

static bool same(const struct tree_fact *a, const struct tree_fact *b)
{
	return a->parent == b->parent && a->kind == b->kind &&
	       !strcmp(a->name, b->name);
}

/* What does not differ from what went before is no new fact, so that a
 * history has just one form. */
void draft_set(struct draft *d, int32_t u, struct tree_fact f)
{
	struct draft_unit *x = &d->unit[u];

	assert(x->since <= f.since && f.since <= x->until + 1);
	cut(d, x, f.since);
	x->until = f.until;
	if (x->facts && same(&x->fact[x->facts - 1], &f))
		x->fact[x->facts - 1].until = f.until;
	else
		x->fact[x->facts++] = f;
}

void draft_end(struct draft *d, int32_t u, int64_t last)
{
	struct draft_unit *x = &d->unit[u];

	assert(x->since <= last && last <= x->until);
	cut(d, x, last + 1);
	x->until = last;
}

void draft_link(struct draft *d, struct tree_link k)
{
	d->link = grown(d->mem, d->link, d->links, &d->links_cap,
			sizeof(*d->link));
	d->link[d->links++] = k;
}

void draft_unlink(struct draft *d, int32_t from)
{
	/* links of the base are sorted, and a unit ceases once: those of
	 * `from` stand together */
	const struct tree_unit *u = &d->base->unit[from];

	assert(from < d->base->n);
	for (int32_t i = 0; i < u->outs; i++)
		d->link[u->out + i].from = -1;
}

static int by_from(const void *a, const void *b)
{
	const struct tree_link *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->into > y->into) - (x->into < y->into);
}

static void put_links(const struct draft *d, const int32_t *place,
		      struct tree *t)
{
	t->link = arena_array(d->mem, (size_t)d->links, sizeof(*t->link));
	t->by_into = arena_array(d->mem, (size_t)d->links, sizeof(*t->by_into));
	for (int32_t i = 0; i < d->links; i++) {
		struct tree_link k = d->link[i];

		if (k.from < 0 || place[k.from] < 0 || place[k.into] < 0)
			continue;
		k.from = place[k.from];
		k.into = place[k.into];
		t->link[t->links++] = k;
	}
	qsort(t->link, (size_t)t->links, sizeof(*t->link), by_from);
}

static void put_unit(const struct draft_unit *x, const int32_t *place,
		     struct tree *t)
{
	t->unit[t->n++] = (struct tree_unit){
		.id = x->id,
		.code = x->code,
		.since = x->since,
		.until = x->until,
		.fact = t->facts,
		.facts = x->facts,
	};
	for (int32_t i = 0; i < x->facts; i++) {
		struct tree_fact f = x->fact[i];

		f.parent = f.parent < 0 ? -1 : place[f.parent];
		t->fact[t->facts++] = f;
	}
}

struct tree *draft_tree(const struct draft *d)
{
	struct tree *t = arena_alloc(d->mem, sizeof(*t));
	int32_t *place = arena_array(d->mem, (size_t)d->n, sizeof(*place));
	int32_t n = 0, facts = 0;

	for (int32_t u = 0; u < d->n; u++) {
		place[u] = d->unit[u].gone ? -1 : n++;
		facts += d->unit[u].gone ? 0 : d->unit[u].facts;
	}
	t->kinds = d->kinds;
	t->kind = d->kind;
	t->unit = arena_array(d->mem, (size_t)n, sizeof(*t->unit));
	t->by_code = arena_array(d->mem, (size_t)n, sizeof(*t->by_code));
	t->fact = arena_array(d->mem, (size_t)facts, sizeof(*t->fact));
	for (int32_t u = 0; u < d->n; u++)
		if (!d->unit[u].gone)
			put_unit(&d->unit[u], place, t);
	put_links(d, place, t);
	tree_index(d->mem, t);
	return t;
}
