/* account.h - people who sign in. */
#ifndef ACCESS_ACCOUNT_H
#define ACCESS_ACCOUNT_H

#include "core/ctx.h"

#define PASSWORD_LEAST 8 /* characters */
#define PASSWORD_MOST  256

/* The last instant of the calendar: an account without an end. */
#define ACCOUNT_FOREVER INT64_C(253402300799)

/**
 * Hashes a password for the store (Argon2id, some 0.1 s and 64 MiB): do it
 * outside of the transaction. *hash lives in c->mem.
 *
 * ERR_INVALID  too short, too long, or the login itself
 */
enum err account_hash(struct ctx *c, const char *login, const char *password,
		      const char **hash) MUST;

/* Whether the password is the one that was hashed; as slow as
 * account_hash(), also where hash is NULL (it is then always false), so
 * that time does not tell which logins there are. */
bool account_verify(const char *hash, const char *password) MUST;

/**
 * Makes an account; `hash` NULL: it cannot sign in by password. *id is the
 * new one. Journalled. Whoever calls has asked may() before.
 *
 * ERR_INVALID   the login is no code of 1 to 64 letters, digits or - _ . @
 * ERR_CONFLICT  there is such a login already
 */
enum err account_add(struct ctx *c, const char *login, const char *hash,
		     int64_t *id) MUST;

/* The account of a login. ERR_MISSING: none. */
enum err account_find(struct ctx *c, const char *login, int64_t *id) MUST;

/* From here on the unit of work is that account's doing, no longer the
 * operator's. ERR_MISSING: no such login, or its time is over. */
enum err account_act_as(struct ctx *c, const char *login) MUST;

/* What sign-in needs: id 0 and hash NULL where there is no such login, or
 * none that may sign in now. */
struct account_secret {
	int64_t id;
	const char *hash;
};
enum err account_secret(struct ctx *c, const char *login,
			struct account_secret *out) MUST;

/* Sets the own password (of c->account). Journalled. */
enum err account_set_password(struct ctx *c, const char *hash) MUST;

/* Sets the own language, "vi" or "en". ERR_INVALID: another. */
enum err account_set_lang(struct ctx *c, const char *lang) MUST;

/* The own mail address; "" where none is known. */
enum err account_email(struct ctx *c, const char **address) MUST;

/**
 * Sets the mail address of a login (NULL: the own), "" for none. Journalled,
 * without the address.
 *
 * ERR_INVALID  no mail address
 * ERR_MISSING  no such login
 * ERR_DENIED   another's is for may_all(ACT_ACCOUNT)
 */
enum err account_set_email(struct ctx *c, const char *login,
			   const char *address) MUST;

/* All accounts with their roles, by login:
 * [{"login","lang","until","roles":[{"role","unit","until"}]}]; unit null:
 * the whole store; until null: no end.
 * As may_all(ACT_ACCOUNT). */
enum err account_list(struct ctx *c, struct val **list) MUST;

#endif
