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

/* The number of an account as it stands in the journal. */
const char *account_number(struct arena *mem, int64_t account);

/**
 * Gives an account that hash of a password; its owner is told by mail. `how`:
 * "own", "link", "operator". Journalled. Whoever calls has asked whether it
 * may. Its sessions go on: see account_out().
 *
 * ERR_CONFLICT  a directory keeps it
 */
enum err account_put_password(struct ctx *c, int64_t account, const char *hash,
			      const char *how) MUST;

/* It signs in just now. */
enum err account_signs_in(struct ctx *c, int64_t account) MUST;

/* Ends all its sessions and half sign-ins, and forgets the browsers that it
 * is known in. */
enum err account_out(struct ctx *c, int64_t account) MUST;

/* Whether a directory keeps the own password. */
enum err account_ldap(struct ctx *c, bool *on) MUST;

/**
 * Says that a directory keeps the password of a login from now on (what the
 * store has of it is dropped), or no longer does (then there is none until
 * one is set). Journalled.
 *
 * ERR_MISSING  no such login
 * else as account_may(ACT_ACCOUNT)
 */
enum err account_set_ldap(struct ctx *c, const char *login, bool on) MUST;

/* Sets the own language, "vi" or "en". ERR_INVALID: another. */
enum err account_set_lang(struct ctx *c, const char *lang) MUST;

/* The own mail address; "" where none is known. */
enum err account_email(struct ctx *c, const char **address) MUST;

/**
 * Sets the mail address of an account, "" for none. Its owner is told at the
 * old and the new one. Journalled, as digests. Whoever calls has asked
 * whether it may.
 *
 * ERR_INVALID  no mail address
 */
enum err account_set_email(struct ctx *c, int64_t account,
			   const char *address) MUST;

#endif
