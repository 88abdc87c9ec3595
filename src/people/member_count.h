/* member_count.h - how many people belong to a unit or to one below it, day
 * by day: kept, so that it is one look. */
#ifndef PEOPLE_MEMBER_COUNT_H
#define PEOPLE_MEMBER_COUNT_H

#include "org/roll.h"

/* Brings the table up by what a change adds and takes away. Whoever calls
 * holds the lock of memberships_begin(). */
enum err member_count_change(struct ctx *c, struct roll *r) MUST;

/* Counts again, and looks whether every stay is where the tree takes it.
 * ERR_CONFLICT  it differs; c->why names the first unit or person where it
 *               does. *n: memberships read. */
enum err members_verify(struct ctx *c, const struct tree *t, int64_t *n) MUST;

#endif
