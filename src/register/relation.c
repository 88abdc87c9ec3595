/* relation.c - how documents hang together. */
#include "register/relation.h"

#include "access/sight.h"
#include "core/journal.h"
#include "gen/sql_register.h"

#include <inttypes.h>
#include <string.h>

const struct relation_word relation_words[] = {
	[RELATION_CARRIES_OUT] = {"carries-out", N_("carries out"),
				  N_("is carried out by")},
	[RELATION_AMENDS] = {"amends", N_("amends"), N_("is amended by")},
	[RELATION_REPLACES] = {"replaces", N_("replaces"),
			       N_("is replaced by")},
	[RELATION_REVOKES] = {"revokes", N_("revokes"), N_("is revoked by")},
	[RELATION_ANSWERS] = {"answers", N_("answers"), N_("is answered by")},
};

const size_t relations_count = COUNT(relation_words);

enum err relation_find(struct ctx *c, const char *name, enum relation *out)
{
	for (size_t i = 0; i < relations_count; i++) {
		*out = (enum relation)i;
		if (!strcmp(relation_words[i].name, name))
			return OK;
	}
	return fail(c, ERR_INVALID, "relation",
		    N_("One document carries-out, amends, replaces, revokes or "
		       "answers another; \"%s\" is none of these."),
		    name);
}

/* Names in the database: one of the table. */
static const char *label_of(struct ctx *c, const char *name, bool outward)
{
	for (size_t i = 0; i < relations_count; i++)
		if (!strcmp(relation_words[i].name, name))
			return tr(c, outward ? relation_words[i].says
					     : relation_words[i].said_of);
	return name;
}

/* ---- noting ---- */

static enum err check_cycle(struct ctx *c, int64_t from, int64_t to)
{
	struct relation_above above;
	struct relation_lock got;

	TRY(sql_relation_lock(c, &got));
	TRY(sql_relation_above(c, from, to, &above));
	if (above.n == 0)
		return OK;
	return fail(c, ERR_CONFLICT, "relation",
		    N_("Document %lld is carried out by document %lld already, "
		       "itself or by way of others; it cannot carry that out "
		       "as well."),
		    (long long)from, (long long)to);
}

enum err relation_put(struct ctx *c, int64_t from, enum relation what,
		      int64_t to)
{
	int64_t changed;

	if (from == to)
		return fail(c, ERR_INVALID, "relation",
			    N_("A document has no relation to itself."));
	if (what == RELATION_CARRIES_OUT)
		TRY(check_cycle(c, from, to));
	return sql_relation_put(c, from, relation_words[what].name, to, c->now,
				c->account, &changed);
}

enum err relation_add(struct ctx *c, int64_t from, enum relation what,
		      const char *to)
{
	struct document other;

	TRY(document_ref(c, to, &other));
	return relation_put(c, from, what, other.id);
}

static enum err find_both(struct ctx *c, const char *from, const char *to,
			  struct document *one, struct document *other)
{
	TRY(document_ref(c, from, one));
	TRY(document_ref(c, to, other));
	return document_may_change(c, one);
}

static enum err tell(struct ctx *c, const char *act,
		     const struct document *from, enum relation what,
		     const struct document *to)
{
	struct val *v = val_map(c->mem);

	map_s(v, "what", relation_words[what].name);
	map_i(v, "other", to->id);
	return journal_add(c, act, arena_printf(c->mem, "%" PRId64, from->id),
			   v);
}

enum err document_relate(struct ctx *c, const char *from, enum relation what,
			 const char *to)
{
	struct document one, other;

	TRY(find_both(c, from, to, &one, &other));
	TRY(relation_put(c, one.id, what, other.id));
	return tell(c, "document.relate", &one, what, &other);
}

enum err document_unrelate(struct ctx *c, const char *from, enum relation what,
			   const char *to)
{
	struct document one, other;
	int64_t changed;

	TRY(find_both(c, from, to, &one, &other));
	TRY(sql_relation_drop(c, one.id, relation_words[what].name, other.id,
			      &changed));
	if (changed == 0)
		return fail(c, ERR_MISSING, "relation",
			    N_("That relation was not noted."));
	return tell(c, "document.unrelate", &one, what, &other);
}

/* ---- reading ---- */

enum err relation_add_near(struct ctx *c, int64_t document, struct val *to)
{
	struct val *list = val_list(c->mem);
	struct relation_near *r;
	int64_t unseen = 0;
	struct sight s;
	size_t n;

	TRY(sight_get(c, ACT_CONSULT, &s));
	TRY(sql_relations_near(c, document, s.all, c->account, c->today,
			       s.powers, &r, &n));
	for (size_t i = 0; i < n; i++) {
		struct document d;
		struct val *v;

		unseen += !r[i].seen;
		if (!r[i].seen)
			continue;
		TRY(document_get(c, r[i].document, &d));
		v = document_brief(c, &d);
		map_s(v, "what", r[i].what);
		map_s(v, "label", label_of(c, r[i].what, r[i].outward));
		map_s(v, "way", r[i].outward ? "to" : "from");
		list_v(list, v);
	}
	map_v(to, "relations", list);
	map_i(to, "unseen", unseen);
	return OK;
}

/* A picture in the making. */
struct web {
	struct ctx *c;
	const struct relation_node *node;
	size_t n;
	struct val *nodes, *edges;
	int64_t column[2 * RELATION_DEPTH + 1]; /* used so far, by depth */
	int64_t unseen;
};

static bool is_drawn(const struct web *w, int64_t document)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->node[i].document == document)
			return w->node[i].seen;
	return false;
}

static enum err draw_node(struct web *w, const struct relation_node *node)
{
	struct document d;
	struct val *v;

	TRY(document_get(w->c, node->document, &d));
	v = document_brief(w->c, &d);
	map_i(v, "depth", node->depth);
	map_i(v, "column", w->column[node->depth + RELATION_DEPTH]++);
	list_v(w->nodes, v);
	return OK;
}

static enum err draw_edges(struct web *w, const struct relation_node *node)
{
	struct relation_edge *edge;
	size_t n;

	TRY(sql_relations_from(w->c, node->document, &edge, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v;

		if (!is_drawn(w, edge[i].document))
			continue;
		v = val_map(w->c->mem);
		map_i(v, "from", node->document);
		map_i(v, "to", edge[i].document);
		map_s(v, "what", edge[i].what);
		map_s(v, "label", label_of(w->c, edge[i].what, true));
		list_v(w->edges, v);
	}
	return OK;
}

enum err document_relations(struct ctx *c, int64_t document, struct val **out)
{
	struct web w = {.c = c};
	struct relation_node *node;
	struct document d;
	struct sight s;
	size_t n;

	TRY(document_get(c, document, &d));
	TRY(sight_get(c, ACT_CONSULT, &s));
	TRY(sql_relations_all(c, document, RELATION_DEPTH, RELATION_MOST + 1,
			      s.all, c->account, c->today, s.powers, &node,
			      &n));
	w.node = node;
	w.n = n > RELATION_MOST ? RELATION_MOST : n;
	w.nodes = val_list(c->mem);
	w.edges = val_list(c->mem);
	for (size_t i = 0; i < w.n; i++) {
		w.unseen += !node[i].seen;
		if (!node[i].seen)
			continue;
		TRY(draw_node(&w, &node[i]));
		TRY(draw_edges(&w, &node[i]));
	}
	*out = val_map(c->mem);
	map_i(*out, "document", document);
	map_v(*out, "nodes", w.nodes);
	map_v(*out, "edges", w.edges);
	map_i(*out, "unseen", w.unseen);
	map_b(*out, "more", n > RELATION_MOST);
	return OK;
}
