/* delegation.h - standing in for somebody who is away. */
#ifndef ACCESS_DELEGATION_H
#define ACCESS_DELEGATION_H

#include "access/role.h"

#define DELEGATION_MOST 366 /* days */

/**
 * From one day to another `to` may do all that `account` may by rights of its
 * own, but for those of an administrator; it is not passed on again. *id: its
 * number. Journalled; both accounts' sessions are renewed, and `to` is told.
 *
 * For oneself; for another account who may give each of its roles
 * (role_may_give()).
 *
 * ERR_INVALID   the same account; the days are in the past, in the wrong
 *               order or more than DELEGATION_MOST; nothing to stand in for
 * ERR_CONFLICT  it stands in for it in these days already
 * ERR_MISSING   no such account, or one that is closed
 * ERR_DENIED    as role_may_give()
 */
enum err delegation_give(struct ctx *c, int64_t account, const char *to,
			 int64_t since, int64_t until, int64_t *id) MUST;

/**
 * Ends one from today on. For both accounts, and for who may give the roles.
 *
 * ERR_MISSING   no such delegation, or it is none of yours
 * ERR_CONFLICT  it is over
 */
enum err delegation_end(struct ctx *c, int64_t id) MUST;

/* {"given":[{"delegation","to","name","since","until","state"}],"taken":[{
 * "delegation","from","name","since","until","state"}]} of an account, of
 * today and later; name: of the other person, or null; state: now or
 * coming. Whoever calls has seen that c may know. */
enum err delegation_view(struct ctx *c, int64_t account,
			 struct val **view) MUST;

#endif
