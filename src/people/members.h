/* members.h - how many people belong to a unit and to all below it, as of
 * any day. */
#ifndef PEOPLE_MEMBERS_H
#define PEOPLE_MEMBERS_H

#include "access/sight.h"

/* At or below a unit (id) on a day. */
enum err members_count(struct ctx *c, int64_t unit, int64_t at,
		       int64_t *n) MUST;

/* At or below the units that `s` gives; some may count twice. */
enum err members_in_sight(struct ctx *c, const struct sight *s, int64_t at,
			  int64_t *n) MUST;

enum members_by { MEMBERS_PLAIN, MEMBERS_CHILDREN, MEMBERS_TIER };

/**
 * {"unit","name","at","members","own","to_place"}: at or below, of the unit
 * itself, and of those whose unit ceased (counted up to 1,000), with, as
 * asked, "children":[{"unit","name","kind","members"}], by name; or "tiers":
 * [{"tier","kind","units","members"}]: by tier (1 is a top) and kind, how many
 * units and how many people of their own.
 *
 * ERR_MISSING, ERR_DENIED  no such unit; may not ACT_READ there
 */
enum err members_view(struct ctx *c, const char *unit, int64_t at,
		      enum members_by by, struct val **out) MUST;

#endif
