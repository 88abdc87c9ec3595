/* token.h - access tokens, by which a program uses the API for an account:
 * with at most some of its rights, until a day. */
#ifndef ACCESS_TOKEN_H
#define ACCESS_TOKEN_H

#include "access/session.h"
#include "core/clockwork.h"

#define TOKEN_DAYS_MOST 366
#define TOKEN_DAYS	90  /* where nobody says another number */
#define TOKEN_NAME	100 /* characters */

/* The acts that a token may be given, as a set of 1 << enum act: all but those
 * on accounts and on the store itself. */
unsigned token_acts(void);

/* What a program is to get. */
struct token_new {
	int64_t account;
	const char *name; /* what it is for */
	const char *acts; /* "see,read" */
	int64_t until;	  /* the last day */
};

/**
 * Makes one for the own account; the operator for any. *secret: what the
 * program sends; the store keeps a hash of it only. Journalled.
 *
 * ERR_INVALID  no name, or a long one; no acts, or unknown ones; the last day
 *              is past, or further away than TOKEN_DAYS_MOST
 * ERR_DENIED   another's
 */
enum err token_make(struct ctx *c, const struct token_new *what, int64_t *id,
		    const char **secret) MUST;

/**
 * Those of an account (0: of all): [{"token","login","name","acts":[],"made",
 * "until","used","state"}], newest first; until: the last day; used: to the
 * hour, or null; state: "good", "expired" or "ended".
 *
 * ERR_DENIED  all are for may_all(ACT_ACCOUNT)
 * else, of another's, as account_may()
 */
enum err token_list(struct ctx *c, int64_t account, struct val **list) MUST;

/**
 * Ends one. Journalled; its owner is told, where it is another's doing.
 * ERR_MISSING   none of that number, or of an account that is not for
 *               account_may() to keep
 * ERR_CONFLICT  it has ended already
 */
enum err token_end(struct ctx *c, int64_t id) MUST;

/* Ends those of an account, for good: it is closed. Journalled. */
enum err token_end_all(struct ctx *c, int64_t account) MUST;

/* ---- a request that bears one ---- */

/* Whom a token stands for. */
struct bearer {
	struct session who; /* who.account 0: it is good for nothing */
	int64_t token;	    /* its number; 0: it is not known */
	unsigned acts;	    /* 1 << enum act */
	bool refused;	    /* token_refused() is due */
};

/* Finds it. who.stale: token_used() is due. */
enum err token_open(struct ctx *c, const char *secret, struct bearer *b) MUST;

/* Notes that it is in use. */
enum err token_used(struct ctx *c, int64_t id) MUST;

/* One that is over was sent: its program knows nothing of that, or somebody
 * has found it. Journalled, once an hour. */
enum err token_refused(struct ctx *c, int64_t id) MUST;

/* A chore: tells owners a week before a token's time is over, and ends those
 * whose time is over, for good: also should the clock be put back. */
enum err token_chore(struct ctx *c, struct turn *t) MUST;

#endif
