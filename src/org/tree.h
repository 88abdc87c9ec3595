/* tree.h - the whole tree through time in memory: for checks, imports,
 * restated figures and recounts. Single pages ask the database instead. */
#ifndef ORG_TREE_H
#define ORG_TREE_H

#include "core/ctx.h"

#define TIERS_MAX 50 /* from a top, which is the first, down */

/* Units, kinds and facts are known by their place in the arrays (an index);
 * -1 is none. Ids of the database are in `id`. */
struct tree_fact {
	int64_t since, until;
	int32_t parent; /* index of a unit; -1: the top */
	int32_t kind;	/* index of a kind */
	const char *name;
};

struct tree_link {
	int32_t from, into; /* indexes of units */
	int64_t day;
	int64_t num, den; /* den 0: share unknown */
};

struct tree_unit {
	int64_t id;
	const char *code;
	int64_t since, until;
	int32_t fact, facts; /* its facts: fact .. fact + facts - 1, by time */
	int32_t out, outs;   /* its links out: out .. out + outs - 1 */
	int32_t in, ins;     /* into it: places in `by_into` */
};

struct tree_kind {
	int64_t id;
	const char *code;
};

struct tree {
	/* of the counter "tree" when it was read; 0: of no store */
	int64_t generation;
	int32_t n, kinds, facts, links;
	struct tree_unit *unit; /* by id */
	struct tree_kind *kind;
	struct tree_fact *fact;
	struct tree_link *link; /* by from, then into */
	int32_t *by_into;	/* indexes of links, by into, then from */
	int32_t *by_code;	/* indexes of units, by code (strcmp) */
	/* days at which anything changes, ascending: between two of them
	 * every day has the same tree */
	int64_t *brk;
	size_t brks;
};

/**
 * Reads it all; what it makes lives in c->mem.
 *
 * In a transaction that writes, tree_hold() or tree_lock() comes first:
 * without it the tree may change between two statements on PostgreSQL.
 *
 * ERR_BUSY  it did change; the unit of work may be rerun
 */
enum err tree_load(struct ctx *c, struct tree **out) MUST;

/* Fills by_code, by_into, brk and where the links of each unit stand, for a
 * tree made otherwise than by tree_load(): all else is filled and in order. */
void tree_index(struct arena *mem, struct tree *t);

/* The tree stands still until the transaction ends: for acts that rely on
 * it (accepting returns). Many may hold it at once. */
enum err tree_hold(struct ctx *c) MUST;

/* Alone with the tree until the transaction ends: for acts that change it.
 * Waits for all who hold it. */
enum err tree_lock(struct ctx *c) MUST;

/* -1 where there is none. Codes compare byte by byte. */
int32_t tree_find(const struct tree *t, const char *code);
int32_t tree_by_id(const struct tree *t, int64_t id);
int32_t tree_kind_find(const struct tree *t, const char *code);

/* The fact of unit u on `day`, or NULL when it is not alive then. */
const struct tree_fact *tree_fact_at(const struct tree *t, int32_t u,
				     int64_t day);

/* In which tier unit u stands on `day`: 1 is a top. Looks no further than
 * TIERS_MAX + 1, which is too deep. */
int tree_tier(const struct tree *t, int32_t u, int64_t day);

/* The tree on one day, cut out for many questions. Arrays by unit index. */
struct tree_day {
	int64_t day;
	int32_t *parent; /* -1: the top, or not alive */
	int32_t *kind;	 /* -1: not alive */
	int32_t *depth;	 /* the top is 0; -1: not alive */
	int32_t alive;	 /* how many */
	int32_t *order;	 /* the alive ones, every parent before its children;
			  * first the tops, and the children of one unit side
			  * by side, by index */
	int32_t *first, *children; /* the children of u:
				    * order[first[u]] .. + children[u] - 1 */
};

enum err tree_at(struct ctx *c, const struct tree *t, int64_t day,
		 struct tree_day **out) MUST;

/* Which stretch of equal days a day lies in: days of one number have the
 * same tree. */
int64_t tree_stretch(const struct tree *t, int64_t day);

#endif
