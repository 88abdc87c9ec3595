/* draft.h - a changed tree in the making: what an import, a reorganisation
 * or its undoing would leave, before anything is written. */
#ifndef ORG_DRAFT_H
#define ORG_DRAFT_H

#include "org/tree.h"

/* Indexes are those of `base`; what is added comes behind. */
struct draft_unit {
	int64_t id;
	const char *code;
	int64_t since, until;
	int32_t facts;
	struct tree_fact *fact; /* without gaps from since to until */
	bool gone;		/* as if it had never been */
};

struct draft {
	struct arena *mem;
	const struct tree *base;
	int32_t n, kinds, links;
	int32_t n_cap, kinds_cap, links_cap;
	struct draft_unit *unit;
	struct tree_kind *kind; /* a new one has id 0 until it is stored */
	struct tree_link *link; /* in any order; from -1: gone */
};

struct draft *draft_new(struct arena *mem, const struct tree *base);

/* The index of a kind; makes it where there is none. */
int32_t draft_kind(struct draft *d, const char *code);

/* A new unit, alive over [f.since, f.until]; its index. */
int32_t draft_add(struct draft *d, const char *code, struct tree_fact f);

/* What is said of unit u on `day`; NULL when it is not alive then. */
const struct tree_fact *draft_fact_at(const struct draft *d, int32_t u,
				      int64_t day);

/* From f.since on u is what f says, to f.until, which becomes its last day.
 * What was said of it later is forgotten. */
void draft_set(struct draft *d, int32_t u, struct tree_fact f);

/* `last`, a day of its life, becomes the last of it. */
void draft_end(struct draft *d, int32_t u, int64_t last);

void draft_link(struct draft *d, struct tree_link k);
void draft_unlink(struct draft *d, int32_t from);

/* The tree as it would be. Without units that are gone, indexes stay. */
struct tree *draft_tree(const struct draft *d);

#endif
