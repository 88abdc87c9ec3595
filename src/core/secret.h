/* secret.h - what the store must give back in clear but not to its readers:
 * sealed by a key of a file beside it, or for want of one by a key in the
 * store itself. */
#ifndef CORE_SECRET_H
#define CORE_SECRET_H

#include "core/ctx.h"

/* The store's key is that of the file which TIERWORK_KEY_FILE names, or
 * $CREDENTIALS_DIRECTORY/tierwork-key (systemd's LoadCredential=), when the
 * first secret is sealed; where neither is there, a key is made and kept in
 * the store: then whoever can read the store can open what is sealed. The
 * store remembers which it was, so that a missing or wrong file is told. */

/**
 * Seals `plain` (up to 4096 bytes). It can be opened only as what it was
 * sealed as: `what` is a word ("totp", or the name of a setting), `id` whose
 * (an account; 0: the store's). *sealed lives in c->mem. Within DB_WRITE.
 *
 * ERR_BROKEN  as secret_check()
 */
enum err secret_seal(struct ctx *c, const char *what, int64_t id,
		     struct blob plain, struct blob *sealed) MUST;

/**
 * The other way round. *plain lives in c->mem, with a NUL behind it that is
 * not counted.
 *
 * ERR_BROKEN  as secret_check(); or it was not sealed as this, or has been
 *             changed since
 */
enum err secret_open(struct ctx *c, const char *what, int64_t id,
		     struct blob sealed, struct blob *plain) MUST;

/**
 * Whether what is sealed in the store can be opened; for the start of a
 * server. *unused: a key file is there, but the store keeps its own key.
 *
 * ERR_BROKEN  the key file is not there, is none, or is another store's
 */
enum err secret_check(struct ctx *c, bool *unused) MUST;

/* A new key, as it stands in a file: 64 digits and a line end. */
const char *secret_key_make(struct arena *mem);

/**
 * Seals all there is by another key: that of the file `path`, or NULL: one
 * kept in the store. Journalled. *n: secrets sealed again. Within DB_WRITE.
 *
 * ERR_INVALID  `path` cannot be read, or is no key file
 * ERR_BROKEN   as secret_check(), of the key until now
 */
enum err secret_move(struct ctx *c, const char *path, int64_t *n) MUST;

#endif
