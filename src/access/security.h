/* security.h - telling people of what happened to their own account. */
#ifndef ACCESS_SECURITY_H
#define ACCESS_SECURITY_H

#include "core/ctx.h"

/**
 * Tells the owner of an account of something about how it signs in, whoever
 * did it, in the program and by mail at once; nobody can wish not to be told.
 * `fmt` is a whole sentence marked N_(), with one %s for `word`, or none.
 * Call it in the transaction of what it tells of (DB_WRITE).
 */
enum err security_tell(struct ctx *c, int64_t account, const char *fmt,
		       const char *word) MUST;

/* The same, and the mail goes to that address, too: the one from before. */
enum err security_tell_also(struct ctx *c, int64_t account, const char *fmt,
			    const char *word, const char *address) MUST;

/* By mail only: whoever holds the session now need not see it. */
enum err security_mail(struct ctx *c, int64_t account, const char *fmt,
		       const char *word) MUST;

#endif
