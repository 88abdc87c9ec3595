/* grant.h - giving roles and taking them away. */
#ifndef ACCESS_GRANT_H
#define ACCESS_GRANT_H

#include "access/role.h"

/* A role that is given to an account. */
struct grant {
	const char *role;     /* of roles[] */
	const char *area;     /* of areas[]; NULL: "all" */
	const char *unit;     /* code; NULL: the whole store */
	int64_t since, until; /* first and last day; since 0: at once */
};

/**
 * Gives an account a role at a unit and below; giving it again moves its
 * days. Journalled. The account's sessions are renewed.
 *
 * ERR_INVALID   no such role or area, or the last day lies before today or
 *               the first
 * ERR_MISSING   no such account or unit
 * ERR_CONFLICT  it would shorten what the last administrator has
 * else as role_may_give()
 */
enum err role_give(struct ctx *c, int64_t account,
		   const struct grant *grant) MUST;

/**
 * Takes a role away from the day `on` (0: today) on; of `grant` counts role,
 * area and unit. Journalled. The account's sessions are renewed.
 *
 * ERR_MISSING   the account has no such role by a grant; a seat's role ends
 *               with the seat
 * ERR_CONFLICT  the last administrator's, see administrator_keep()
 * else as role_may_give()
 */
enum err role_end(struct ctx *c, int64_t account, const struct grant *grant,
		  int64_t on) MUST;

/**
 * Whether c may give that role in that area at a unit (id; 0: on the whole
 * store), or a seat that carries it: nobody gives more than they have. It
 * needs ACT_ACCOUNT there, on the whole store at every unit; the role of an
 * administrator, a role in all areas, and any role for oneself (`account`; 0:
 * not known), the right of an administrator in all areas.
 *
 * ERR_MISSING  the unit is not in sight
 * ERR_DENIED
 */
enum err role_may_give(struct ctx *c, const char *role, const char *area,
		       int64_t unit, int64_t account) MUST;

/**
 * Call it before a right is taken away from an account, wholly or (grant: its
 * number) one grant. Waits for others who do the same.
 *
 * ERR_CONFLICT  nobody would be left who administers the whole store for as
 *               long as it lasts: an open account, administrator in all areas
 *               without a last day, on the whole store or at its only top
 */
enum err administrator_keep(struct ctx *c, int64_t account, int64_t grant) MUST;

#endif
