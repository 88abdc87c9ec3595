/* tree.c - reads the tree through time, and cuts days out of it. */
#include "org/tree.h"

#include "base/day.h"
#include "db/memo.h"
#include "gen/sql_org.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* What tree_load() fills, and how much it has room for. */
struct loading {
	struct ctx *c;
	struct tree *t;
	struct tree_size size;
	int32_t at; /* unit of the last fact or link */
};

static enum err add_unit(void *arg, const struct tree_unit_row *r)
{
	struct loading *l = arg;
	struct tree *t = l->t;

	if (t->n == l->size.units)
		return ERR_BUSY;
	t->unit[t->n++] = (struct tree_unit){
		.id = r->id,
		.code = arena_text(l->c->mem, r->code),
		.since = r->since,
		.until = r->until,
	};
	return OK;
}

static enum err add_kind(void *arg, const struct tree_kind_row *r)
{
	struct loading *l = arg;
	struct tree *t = l->t;

	if (t->kinds == l->size.kinds)
		return ERR_BUSY;
	t->kind[t->kinds++] = (struct tree_kind){
		.id = r->id, .code = arena_text(l->c->mem, r->code)};
	return OK;
}

static int32_t kind_by_id(const struct tree *t, int64_t id)
{
	for (int32_t i = 0; i < t->kinds; i++)
		if (t->kind[i].id == id)
			return i;
	return -1;
}

/* Goes on to the unit of a row; rows come by unit. */
static struct tree_unit *next_unit(struct loading *l, int64_t id)
{
	struct tree *t = l->t;

	while (l->at < t->n && t->unit[l->at].id < id)
		l->at++;
	if (l->at == t->n || t->unit[l->at].id != id)
		return NULL;
	return &t->unit[l->at];
}

static enum err add_fact(void *arg, const struct tree_fact_row *r)
{
	struct loading *l = arg;
	struct tree *t = l->t;
	struct tree_unit *u = next_unit(l, r->unit);
	struct tree_fact f = {
		.since = r->since,
		.until = r->until,
		.parent = r->parent ? tree_by_id(t, r->parent) : -1,
		.kind = kind_by_id(t, r->kind),
		.name = arena_text(l->c->mem, r->name),
	};

	if (!u || t->facts == l->size.facts || f.kind < 0 ||
	    (r->parent && f.parent < 0))
		return ERR_BUSY;
	if (u->facts++ == 0)
		u->fact = t->facts;
	t->fact[t->facts++] = f;
	return OK;
}

static enum err add_link(void *arg, const struct tree_link_row *r)
{
	struct loading *l = arg;
	struct tree *t = l->t;
	const struct tree_unit *u = next_unit(l, r->unit);
	struct tree_link k = {
		.from = l->at,
		.into = tree_by_id(t, r->into_),
		.day = r->day,
		.num = r->num.value,
		.den = r->den.value,
	};

	if (!u || t->links == l->size.links || k.into < 0)
		return ERR_BUSY;
	t->link[t->links++] = k;
	return OK;
}

/* Links come by from, then into: filling by into keeps that order. */
static void index_links(struct tree *t)
{
	int32_t at = 0;

	for (int32_t i = t->links - 1; i >= 0; i--) {
		t->unit[t->link[i].from].out = i;
		t->unit[t->link[i].from].outs++;
		t->unit[t->link[i].into].ins++;
	}
	for (int32_t u = 0; u < t->n; u++) {
		t->unit[u].in = at;
		at += t->unit[u].ins;
		t->unit[u].ins = 0;
	}
	for (int32_t i = 0; i < t->links; i++) {
		struct tree_unit *u = &t->unit[t->link[i].into];

		t->by_into[u->in + u->ins++] = i;
	}
}

static int by_code(const void *a, const void *b, void *arg)
{
	const struct tree_unit *unit = arg;

	return strcmp(unit[*(const int32_t *)a].code,
		      unit[*(const int32_t *)b].code);
}

static void index_codes(struct tree *t)
{
	for (int32_t u = 0; u < t->n; u++)
		t->by_code[u] = u;
	qsort_r(t->by_code, (size_t)t->n, sizeof(*t->by_code), by_code,
		t->unit);
}

static int by_day(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void find_breaks(struct arena *mem, struct tree *t)
{
	int64_t *d = arena_array(mem, (size_t)t->facts * 2, sizeof(*d));
	size_t end = 0, kept = 0;

	/* most facts begin when the one before did */
	for (int32_t i = 0; i < t->facts; i++) {
		const struct tree_fact *f = &t->fact[i];

		if (end == 0 || d[end - 1] != f->since)
			d[end++] = f->since;
		if (f->until < DAY_MAX)
			d[end++] = f->until + 1;
	}
	qsort(d, end, sizeof(*d), by_day);
	for (size_t i = 0; i < end; i++)
		if (kept == 0 || d[kept - 1] != d[i])
			d[kept++] = d[i];
	t->brk = d;
	t->brks = kept;
}

void tree_index(struct arena *mem, struct tree *t)
{
	find_breaks(mem, t);
	index_links(t);
	index_codes(t);
}

static struct tree *tree_new(struct arena *mem, const struct tree_size *s)
{
	struct tree *t = arena_alloc(mem, sizeof(*t));

	t->generation = s->generation;
	t->unit = arena_array(mem, (size_t)s->units, sizeof(*t->unit));
	t->by_code = arena_array(mem, (size_t)s->units, sizeof(*t->by_code));
	t->kind = arena_array(mem, (size_t)s->kinds, sizeof(*t->kind));
	t->fact = arena_array(mem, (size_t)s->facts, sizeof(*t->fact));
	t->link = arena_array(mem, (size_t)s->links, sizeof(*t->link));
	t->by_into = arena_array(mem, (size_t)s->links, sizeof(*t->by_into));
	return t;
}

/* Reads the whole tree into c->mem. */
static enum err read_tree(struct ctx *c, struct tree **out)
{
	struct loading l = {.c = c};

	TRY(sql_tree_size(c, &l.size));
	assert(l.size.units < INT32_MAX && l.size.facts < INT32_MAX &&
	       l.size.links < INT32_MAX);
	l.t = tree_new(c->mem, &l.size);
	TRY(sql_tree_kinds(c, add_kind, &l));
	TRY(sql_tree_units(c, add_unit, &l));
	TRY(sql_tree_facts(c, add_fact, &l));
	l.at = 0;
	TRY(sql_tree_links(c, add_link, &l));
	tree_index(c->mem, l.t);
	*out = l.t;
	return OK;
}

enum err tree_load(struct ctx *c, struct tree **out)
{
	struct memo_key key = {.what = "tree"};
	struct arena *own = c->mem, *kept;
	struct tree_generation now;
	enum err e;

	if (c->db->lends)
		return read_tree(c, out);
	TRY(sql_tree_generation(c, &now));
	key.a = now.generation;
	*out = memo_find(c->db, key);
	if (*out)
		return OK;
	kept = c->mem = arena_new();
	e = read_tree(c, out);
	c->mem = own;
	memo_keep(c->db, key, *out, kept);
	return e;
}

enum err tree_hold(struct ctx *c)
{
	struct tree_lock got;

	return sql_tree_hold(c, &got);
}

enum err tree_lock(struct ctx *c)
{
	struct tree_lock got;

	return sql_tree_lock(c, &got);
}

int32_t tree_find(const struct tree *t, const char *code)
{
	int32_t lo = 0, hi = t->n;

	while (lo < hi) {
		int32_t mid = lo + (hi - lo) / 2;
		int cmp = strcmp(t->unit[t->by_code[mid]].code, code);

		if (cmp == 0)
			return t->by_code[mid];
		if (cmp < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return -1;
}

int32_t tree_by_id(const struct tree *t, int64_t id)
{
	int32_t lo = 0, hi = t->n;

	/* ids are mostly given one after the other */
	if (t->n && id >= t->unit[0].id && id - t->unit[0].id < t->n &&
	    t->unit[id - t->unit[0].id].id == id)
		return (int32_t)(id - t->unit[0].id);
	while (lo < hi) {
		int32_t mid = lo + (hi - lo) / 2;

		if (t->unit[mid].id == id)
			return mid;
		if (t->unit[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return -1;
}

int32_t tree_kind_find(const struct tree *t, const char *code)
{
	for (int32_t i = 0; i < t->kinds; i++)
		if (!strcmp(t->kind[i].code, code))
			return i;
	return -1;
}

const struct tree_fact *tree_fact_at(const struct tree *t, int32_t u,
				     int64_t day)
{
	const struct tree_fact *f = &t->fact[t->unit[u].fact];

	for (int32_t i = 0; i < t->unit[u].facts; i++)
		if (f[i].since <= day && day <= f[i].until)
			return &f[i];
	return NULL;
}

/* Parents and kinds of that day; and in `children` how many each has. */
static void cut_day(const struct tree *t, struct tree_day *d)
{
	for (int32_t u = 0; u < t->n; u++) {
		const struct tree_fact *f = tree_fact_at(t, u, d->day);

		d->parent[u] = f ? f->parent : -1;
		d->kind[u] = f ? f->kind : -1;
		d->depth[u] = -1;
		d->alive += f != NULL;
		if (f && f->parent >= 0)
			d->children[f->parent]++;
	}
}

/* Breadth first, so that siblings stand side by side: `list` holds the
 * children of each unit, from start[u]. */
static void set_order(const struct tree *t, struct tree_day *d,
		      struct arena *mem)
{
	int32_t *start = arena_array(mem, (size_t)t->n + 1, sizeof(*start));
	int32_t *list = arena_array(mem, (size_t)t->n, sizeof(*list));
	int32_t end = 0;

	for (int32_t u = 0; u < t->n; u++)
		start[u + 1] = start[u] + d->children[u];
	for (int32_t u = t->n - 1; u >= 0; u--)
		if (d->parent[u] >= 0)
			list[--start[d->parent[u] + 1]] = u;
	for (int32_t u = 0; u < t->n; u++)
		if (d->kind[u] >= 0 && d->parent[u] < 0) {
			d->depth[u] = 0;
			d->order[end++] = u;
		}
	for (int32_t i = 0; i < end; i++) {
		int32_t u = d->order[i];

		d->first[u] = end;
		for (int32_t k = 0; k < d->children[u]; k++) {
			int32_t child = list[start[u + 1] + k];

			d->depth[child] = d->depth[u] + 1;
			d->order[end++] = child;
		}
	}
	assert(end == d->alive);
}

static struct tree_day *cut(struct arena *mem, const struct tree *t,
			    int64_t day)
{
	struct tree_day *d = arena_alloc(mem, sizeof(*d));
	size_t n = (size_t)t->n;

	d->day = day;
	d->parent = arena_array(mem, n, sizeof(*d->parent));
	d->kind = arena_array(mem, n, sizeof(*d->kind));
	d->depth = arena_array(mem, n, sizeof(*d->depth));
	d->order = arena_array(mem, n, sizeof(*d->order));
	d->first = arena_array(mem, n, sizeof(*d->first));
	d->children = arena_array(mem, n, sizeof(*d->children));
	cut_day(t, d);
	set_order(t, d, mem);
	return d;
}

int tree_tier(const struct tree *t, int32_t u, int64_t day)
{
	const struct tree_fact *f = tree_fact_at(t, u, day);
	int tier = 1;

	while (f && f->parent >= 0 && tier <= TIERS_MAX) {
		f = tree_fact_at(t, f->parent, day);
		tier++;
	}
	return tier;
}

int64_t tree_stretch(const struct tree *t, int64_t day)
{
	size_t low = 0, high = t->brks;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (t->brk[mid] <= day)
			low = mid + 1;
		else
			high = mid;
	}
	return (int64_t)low;
}

enum err tree_at(struct ctx *c, const struct tree *t, int64_t day,
		 struct tree_day **out)
{
	struct memo_key key = {"tree day", t->generation, tree_stretch(t, day),
			       0};
	struct arena *kept;

	if (!t->generation || c->db->lends) {
		*out = cut(c->mem, t, day);
		return OK;
	}
	*out = memo_find(c->db, key);
	if (*out)
		return OK;
	kept = arena_new();
	*out = cut(kept, t, day);
	memo_keep(c->db, key, *out, kept);
	return OK;
}
