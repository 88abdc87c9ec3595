/* store.c - writes the difference of two trees. */
#include "org/store.h"

#include "base/text.h"
#include "gen/sql_org.h"
#include "org/count.h"

#include <assert.h>
#include <string.h>

/* A unit that is not the same in both trees: its index in each, or -1. */
struct change {
	int32_t was, is;
};

struct storing {
	struct ctx *c;
	const struct tree *before;
	struct tree *after;
	struct change *change;
	size_t n;
	size_t facts; /* of all these units, in both trees */
};

static int64_t parent_id(const struct tree *t, const struct tree_fact *f)
{
	return f->parent < 0 ? 0 : t->unit[f->parent].id;
}

/* Whether both say the same, whatever the days. */
static bool same_words(const struct storing *s, const struct tree_fact *was,
		       const struct tree_fact *is)
{
	return was->kind == is->kind &&
	       parent_id(s->before, was) == parent_id(s->after, is) &&
	       (was->name == is->name || !strcmp(was->name, is->name));
}

static bool same_unit(const struct storing *s, const struct tree_unit *was,
		      const struct tree_unit *is)
{
	if (was->until != is->until || was->facts != is->facts)
		return false;
	for (int32_t i = 0; i < was->facts; i++) {
		const struct tree_fact *f = &s->before->fact[was->fact + i];
		const struct tree_fact *g = &s->after->fact[is->fact + i];

		if (f->since != g->since || f->until != g->until ||
		    !same_words(s, f, g))
			return false;
	}
	return true;
}

/* Walks both trees by id: calls it a change where units are not the same.
 * Fills `to`, where given; returns how many. */
static size_t compare(struct storing *s, struct change *to)
{
	const struct tree *b = s->before, *a = s->after;
	int32_t i = 0, k = 0;
	size_t n = 0;

	while (i < b->n || k < a->n) {
		bool old = k == a->n ||
			   (i < b->n && b->unit[i].id < a->unit[k].id);
		bool new = i == b->n ||
			   (k < a->n && a->unit[k].id < b->unit[i].id);

		if (old || new || !same_unit(s, &b->unit[i], &a->unit[k])) {
			if (to)
				to[n] = (struct change){new ? -1 : i,
							old ? -1 : k};
			n++;
		}
		i += !new;
		k += !old;
	}
	return n;
}

static void find_changes(struct storing *s)
{
	s->n = compare(s, NULL);
	s->change = arena_array(s->c->mem, s->n, sizeof(*s->change));
	(void)compare(s, s->change);
	for (size_t i = 0; i < s->n; i++) {
		struct change x = s->change[i];

		if (x.was >= 0)
			s->facts += (size_t)s->before->unit[x.was].facts;
		if (x.is >= 0)
			s->facts += (size_t)s->after->unit[x.is].facts;
	}
}

static enum err store_kinds(struct storing *s)
{
	for (int32_t i = 0; i < s->after->kinds; i++) {
		struct tree_kind *k = &s->after->kind[i];
		struct kind_id made;

		if (k->id)
			continue;
		TRY(sql_kind_add(s->c, k->code, &made));
		k->id = made.id;
	}
	return OK;
}

static enum err store_units(struct storing *s)
{
	struct unit_row *add = arena_array(s->c->mem, s->n, sizeof(*add));
	struct unit_end *end = arena_array(s->c->mem, s->n, sizeof(*end));
	size_t adds = 0, ends = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct change x = s->change[i];
		const struct tree_unit *u;

		if (x.is < 0)
			continue;
		u = &s->after->unit[x.is];
		if (x.was < 0)
			add[adds++] = (struct unit_row){u->id, u->code,
							u->since, u->until};
		else if (s->before->unit[x.was].until != u->until)
			end[ends++] = (struct unit_end){u->id, u->until};
	}
	TRY(sql_unit_add(s->c, add, adds));
	return sql_unit_end(s->c, end, ends);
}

/* The fact of unit u that begins on that day; NULL: none. */
static const struct tree_fact *begins(const struct tree *t, int32_t u,
				      int64_t since)
{
	const struct tree_fact *f = u < 0 ? NULL : tree_fact_at(t, u, since);

	return f && f->since == since ? f : NULL;
}

/* Facts that are no longer, or end on another day. */
static enum err trim_facts(struct storing *s)
{
	struct fact_drop *drop =
		arena_array(s->c->mem, s->facts, sizeof(*drop));
	struct fact_end *end = arena_array(s->c->mem, s->facts, sizeof(*end));
	size_t drops = 0, ends = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct change x = s->change[i];
		const struct tree_unit *u;

		if (x.was < 0)
			continue;
		u = &s->before->unit[x.was];
		for (int32_t k = 0; k < u->facts; k++) {
			const struct tree_fact *f =
				&s->before->fact[u->fact + k];
			const struct tree_fact *g =
				begins(s->after, x.is, f->since);

			if (!g || !same_words(s, f, g))
				drop[drops++] =
					(struct fact_drop){u->id, f->since};
			else if (f->until != g->until)
				end[ends++] = (struct fact_end){u->id, f->since,
								g->until};
		}
	}
	TRY(sql_fact_drop(s->c, drop, drops));
	return sql_fact_end(s->c, end, ends);
}

static struct fact_row fact_row(const struct storing *s,
				const struct tree_unit *u,
				const struct tree_fact *f)
{
	struct arena *mem = s->c->mem;
	struct sort_key key = text_sort_key(mem, f->name);

	return (struct fact_row){
		.unit = u->id,
		.since = f->since,
		.until = f->until,
		.parent = parent_id(s->after, f),
		.kind = s->after->kind[f->kind].id,
		.name = f->name,
		.folded = text_fold(
			mem, arena_printf(mem, "%s %s", f->name, u->code)),
		.sort = {key.data, key.size},
	};
}

static enum err add_facts(struct storing *s)
{
	struct fact_row *add = arena_array(s->c->mem, s->facts, sizeof(*add));
	size_t adds = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct change x = s->change[i];
		const struct tree_unit *u;

		if (x.is < 0)
			continue;
		u = &s->after->unit[x.is];
		for (int32_t k = 0; k < u->facts; k++) {
			const struct tree_fact *f =
				&s->after->fact[u->fact + k];
			const struct tree_fact *was =
				begins(s->before, x.was, f->since);

			if (!was || !same_words(s, was, f))
				add[adds++] = fact_row(s, u, f);
		}
	}
	return sql_fact_add(s->c, add, adds);
}

static int by_ids(const struct storing *s, const struct tree_link *was,
		  const struct tree_link *is)
{
	const struct tree_unit *b = s->before->unit, *a = s->after->unit;
	int64_t from = b[was->from].id - a[is->from].id;
	int64_t into = b[was->into].id - a[is->into].id;

	return from ? (from > 0) - (from < 0) : (into > 0) - (into < 0);
}

static struct link_row link_row(const struct tree *t, const struct tree_link *k,
				int64_t reorganisation)
{
	return (struct link_row){
		.unit = t->unit[k->from].id,
		.into_ = t->unit[k->into].id,
		.day = k->day,
		.reorganisation = reorganisation,
		.num = {k->den != 0, k->num},
		.den = {k->den != 0, k->den},
	};
}

static enum err store_links(struct storing *s, int64_t reorganisation)
{
	const struct tree *b = s->before, *a = s->after;
	struct link_drop *drop =
		arena_array(s->c->mem, (size_t)b->links, sizeof(*drop));
	struct link_row *put =
		arena_array(s->c->mem, (size_t)a->links, sizeof(*put));
	size_t drops = 0, puts = 0;
	int32_t i = 0, k = 0;

	while (i < b->links || k < a->links) {
		const struct tree_link *was = &b->link[i], *is = &a->link[k];
		int order = i == b->links   ? 1
			    : k == a->links ? -1
					    : by_ids(s, was, is);

		if (order < 0)
			drop[drops++] = (struct link_drop){
				b->unit[was->from].id, b->unit[was->into].id};
		else if (order > 0 || was->num != is->num ||
			 was->den != is->den)
			put[puts++] = link_row(a, is, reorganisation);
		i += order <= 0;
		k += order >= 0;
	}
	assert(puts == 0 || reorganisation != 0);
	TRY(sql_link_drop(s->c, drop, drops));
	return sql_link_put(s->c, put, puts);
}

static enum err drop_units(struct storing *s)
{
	struct unit_drop *drop = arena_array(s->c->mem, s->n, sizeof(*drop));
	size_t drops = 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->change[i].is < 0)
			drop[drops++].id = s->before->unit[s->change[i].was].id;
	return sql_unit_drop(s->c, drop, drops);
}

enum err tree_store(struct ctx *c, const struct tree *before,
		    struct tree *after, int64_t reorganisation)
{
	struct storing s = {.c = c, .before = before, .after = after};

	find_changes(&s);
	TRY(store_kinds(&s));
	TRY(store_units(&s));
	TRY(trim_facts(&s));
	TRY(add_facts(&s));
	TRY(store_links(&s, reorganisation));
	TRY(count_store(c, before, after));
	TRY(drop_units(&s));
	return sql_tree_changed(c);
}
