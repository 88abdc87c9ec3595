/* account.h - people who sign in. */
#ifndef ACCESS_ACCOUNT_H
#define ACCESS_ACCOUNT_H

#include "access/password.h"

/* The last instant of the calendar: an account without an end. */
#define ACCOUNT_FOREVER INT64_C(253402300799)

/**
 * The words that the password of a login is not to be made of: the title of
 * the store, the login, the name of its person, codes and names of the units
 * where it has a right, and of `unit` (code, or NULL), where it is to get one.
 * `login` need not be there yet.
 */
enum err account_words(struct ctx *c, const char *login, const char *unit,
		       struct password_words *words) MUST;

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

/* What sign-in needs (see access/proof.h): id 0 and hash NULL where there
 * is no such login, or none that may sign in now by password. */
struct account_secret {
	int64_t id;
	const char *hash;
	bool ldap; /* a directory keeps the password, and hash is NULL */
};
enum err account_secret(struct ctx *c, const char *login,
			struct account_secret *out) MUST;

/* Sets the own password (of c->account). Journalled.
 * ERR_CONFLICT: a directory keeps it. */
enum err account_set_password(struct ctx *c, const char *hash) MUST;

/* Whether a directory keeps the own password. */
enum err account_ldap(struct ctx *c, bool *on) MUST;

/**
 * Says that a directory keeps the password of a login from now on (what the
 * store has of it is dropped), or no longer does (then there is none until
 * one is set). Journalled.
 *
 * ERR_MISSING  no such login
 * ERR_DENIED   as may_all(ACT_ACCOUNT)
 */
enum err account_set_ldap(struct ctx *c, const char *login, bool on) MUST;

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
