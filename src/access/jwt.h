/* jwt.h - tokens that an identity provider signed. */
#ifndef ACCESS_JWT_H
#define ACCESS_JWT_H

#include "base/arena.h"
#include "db/db.h"

#define JWT_MOST (16 << 10) /* bytes of a token */

enum jwt {
	JWT_GOOD,
	JWT_MALFORMED,
	JWT_ALG,       /* signed in a way that is not taken, or not at all */
	JWT_KEY,       /* by a key that is not in the set */
	JWT_SIGNATURE, /* not by that key */
};

/**
 * Checks the signature of a compact token with a set of public keys (a JWKS
 * as JSON): RS256, PS256 with 2048 bits or more, ES256. The key says which of
 * them, not the token alone. *claims: its payload, of a stranger until
 * then; nothing in it has been looked at.
 */
enum jwt jwt_verify(struct arena *mem, const char *keys, const char *token,
		    struct blob *claims) MUST;

/* Whether `text` is a set of keys at all. */
bool jwt_keys_valid(const char *text) MUST;

#endif
