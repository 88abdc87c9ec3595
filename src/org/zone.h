/* zone.h - the time zone of a unit: its own, or that of the nearest unit
 * above that has one, or the store's. */
#ifndef ORG_ZONE_H
#define ORG_ZONE_H

#include "org/tree.h"

/* As it stands on `day`. */
enum err zone_of(struct ctx *c, int64_t unit, int64_t day,
		 const char **zone) MUST;

/* By unit of `tree` the instant at which `day` ends where the unit is, as
 * the tree stands on `at`; 0 where it is not alive. */
enum err zone_ends(struct ctx *c, const struct tree *tree,
		   const struct tree_day *at, int64_t day, int64_t **end) MUST;

/**
 * Gives a unit (code) a time zone of its own; NULL: again that of its
 * parent. What is due already stays due when it was.
 *
 * ERR_INVALID  no such time zone
 * ERR_MISSING, ERR_DENIED  as may(ACT_ORGANISE) there
 */
enum err zone_set(struct ctx *c, const char *unit, const char *zone) MUST;

#endif
