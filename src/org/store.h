/* store.h - brings the database from one tree to another. */
#ifndef ORG_STORE_H
#define ORG_STORE_H

#include "org/tree.h"

/**
 * Writes just what differs: kinds, units, facts, links, counts; and marks
 * the tree as changed. Gives new kinds of `after` their ids. New links are
 * of `reorganisation` (0: there must be none). The lock of the tree is held.
 */
enum err tree_store(struct ctx *c, const struct tree *before,
		    struct tree *after, int64_t reorganisation) MUST;

#endif
