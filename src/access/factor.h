/* factor.h - the second factor: a code from a telephone beside the password,
 * and recovery codes for who has lost it. */
#ifndef ACCESS_FACTOR_H
#define ACCESS_FACTOR_H

#include "access/totp.h"
#include "core/ctx.h"

#define RECOVERY_CODES 10
#define RECOVERY_TEXT  11 /* characters of one: k7mqd-4tw9x */

/* What an account has, and what was given for it. */
struct factor {
	int64_t account;
	struct blob secret; /* data NULL: it has no second factor */
	int64_t last;	    /* step of the code used last */
	int64_t step;	    /* factor_try(): that a code is of, or 0 */
	struct blob hash;   /* factor_try(): of a recovery code, or no data */
};

enum factor_use { FACTOR_WRONG, FACTOR_CODE, FACTOR_RECOVERY };

/* Reads what an account has. ERR_BROKEN: the key of the store is not there
 * (core/secret.h). */
enum err factor_read(struct ctx *c, int64_t account, struct factor *f) MUST;

/* Looks at what was typed: a code, or a recovery code, which takes some
 * 0.05 s and 19 MiB: do it outside of the transaction. */
enum err factor_try(struct ctx *c, struct factor *f, const char *typed) MUST;

/* Uses up what factor_try() found; *how: whether it was good. The use of a
 * recovery code is journalled, and its owner told. Needs DB_WRITE. */
enum err factor_use(struct ctx *c, const struct factor *f,
		    enum factor_use *how) MUST;

/* Whether the account, by the setting second-factor, must set one up. */
enum err factor_due(struct ctx *c, int64_t account, bool *due) MUST;

/* ---- setting up ---- */

/* A new secret. */
struct blob factor_secret(struct arena *mem);

/* Ten new recovery codes for that secret, and what the store keeps of them. */
struct factor_codes {
	const char *text[RECOVERY_CODES];
	struct blob hash[RECOVERY_CODES];
};

/* Makes them, in some 0.5 s: outside of the transaction. */
enum err factor_codes_make(struct ctx *c, struct blob secret,
			   struct factor_codes *codes) MUST;

/**
 * Turns the own second factor on (or puts another telephone in the place of
 * the one before), where `typed` is a code of that secret. Journalled.
 *
 * ERR_INVALID  it is not
 */
enum err factor_on(struct ctx *c, struct blob secret, const char *typed,
		   const struct factor_codes *codes) MUST;

/* Puts new recovery codes in the place of the own ones. Journalled. */
enum err factor_codes_put(struct ctx *c, const struct factor_codes *codes) MUST;

/**
 * Turns the second factor of an account off, where it is on. Journalled; the
 * owner is told when it is another's doing.
 *
 * ERR_CONFLICT  there is none to turn off; or it is the own one, and the
 *               setting second-factor wants it
 * else, of another's, as account_may()
 */
enum err factor_off(struct ctx *c, int64_t account) MUST;

/* {"on","codes": unused recovery codes,"wanted": by the setting} of an
 * account. Of another's, errors are as account_may(). */
enum err factor_view(struct ctx *c, int64_t account, struct val **view) MUST;

/* ---- half a sign-in ---- */

#define HALF_LIVES 300 /* s */
#define HALF_TRIES 5

/* Who gave the first of two. */
struct half {
	int64_t account; /* 0: there is none, or its time is over */
	const char *login;
	const char *method; /* of the first */
	const char *next;
	int64_t tries; /* wrong codes so far */
};

/* Begins one; *token is for a cookie of this browser. */
enum err half_begin(struct ctx *c, int64_t account, const char *method,
		    const char *next, const char **token) MUST;
enum err half_find(struct ctx *c, const char *token, struct half *h) MUST;
/* Ends it: the code was right. */
enum err half_end(struct ctx *c, const char *token) MUST;
/* A wrong code. After HALF_TRIES it is over; then journalled, and the owner
 * told. */
enum err half_wrong(struct ctx *c, const char *token,
		    const struct half *h) MUST;

#endif
