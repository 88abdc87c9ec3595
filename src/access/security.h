/* security.h - telling people of what happened to their own account. */
#ifndef ACCESS_SECURITY_H
#define ACCESS_SECURITY_H

#include "core/ctx.h"

/**
 * Tells an account, unless it acts itself, of something about how it signs
 * in. `fmt` is a whole sentence marked N_(), with one %s for `word`, or none.
 * Call it in the transaction of what it tells of (DB_WRITE).
 */
enum err security_tell(struct ctx *c, int64_t account, const char *fmt,
		       const char *word) MUST;

#endif
