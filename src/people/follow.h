/* follow.h - people follow the tree. */
#ifndef PEOPLE_FOLLOW_H
#define PEOPLE_FOLLOW_H

#include "org/tree.h"

/**
 * For reorganise_hooks.after: who belonged to a unit that went wholly into
 * another goes on there; who belonged to one that was divided or closed waits
 * to be placed; what is undone leaves no trace. The numbers of members follow
 * the new tree.
 *
 * ERR_CONFLICT  somebody joined a unit that would not be there, or not any
 *               more, and that nobody takes over from; c->why says who
 */
enum err people_follow(struct ctx *c, const struct tree *before,
		       const struct tree *after) MUST;

#endif
