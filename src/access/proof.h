/* proof.h - whether somebody knows the password of a login, whoever keeps
 * it: the store, or a directory. */
#ifndef ACCESS_PROOF_H
#define ACCESS_PROOF_H

#include "core/ctx.h"

enum proof_result {
	PROOF_RIGHT,
	PROOF_WRONG,
	PROOF_AWAY, /* the directory that keeps it cannot be asked just now */
};

struct proved {
	enum proof_result proof;
	int64_t account;    /* with PROOF_RIGHT */
	const char *method; /* "password" or "ldap" */
	const char *why;    /* of a directory's answer; for the log only */
};

/**
 * Checks a password; some 0.1 s, and with a directory up to 8 s: call it
 * outside of run_unit(), which it calls itself. A login that is unknown,
 * closed or over is PROOF_WRONG, after as long.
 */
enum err proof_password(struct ctx *c, const char *login, const char *password,
			struct proved *out) MUST;

/* What is said where it could not be checked. */
const char *proof_away(const struct ctx *c);

#endif
