/* feed.h - secret addresses, by which a calendar program reads the due dates
 * of an account without signing in. What it reads is in desk/calendar.h. */
#ifndef ACCESS_FEED_H
#define ACCESS_FEED_H

#include "core/ctx.h"

#define FEED_NAME  100 /* characters */
#define FEEDS_MOST 20  /* of one account that are good at a time */

/* What a calendar shows; each can be left out. */
struct feed_kind {
	const char *name;  /* as call.what: "return" */
	const char *label; /* for people, marked N_() */
};
extern const struct feed_kind feed_kinds[];
extern const size_t feed_kinds_count;

struct feed_new {
	int64_t account;
	const char *name;    /* what it is for */
	const char *without; /* kinds left out: "task,return"; "" */
};

/**
 * Makes one for the own account; the operator for any. *address: with the
 * setting base-url where there is one, else "/ics/…" alone; the store keeps a
 * hash only. Journalled.
 *
 * ERR_INVALID   no name, or a long one; an unknown kind, or none is left
 * ERR_DENIED    another's
 * ERR_CONFLICT  there are FEEDS_MOST
 */
enum err feed_make(struct ctx *c, const struct feed_new *what, int64_t *id,
		   const char **address) MUST;

/**
 * Those of an account (0: of all): [{"calendar","login","name","without":[],
 * "made","read","state"}], newest first; read: when it was, to the hour, or
 * null; state: "good" or "ended".
 *
 * ERR_DENIED  all are for may_all(ACT_ACCOUNT)
 * else, of another's, as account_may()
 */
enum err feed_list(struct ctx *c, int64_t account, struct val **list) MUST;

/**
 * Ends one. Journalled; its owner is told, where it is another's doing.
 * ERR_MISSING   none of that number, or of an account that is not for
 *               account_may() to keep
 * ERR_CONFLICT  it has ended already
 */
enum err feed_end(struct ctx *c, int64_t id) MUST;

/* Ends those of an account, for good: it is closed. Journalled. */
enum err feed_end_all(struct ctx *c, int64_t account) MUST;

/* ---- a program that reads one ---- */

struct feed {
	int64_t id, account;
	int64_t person; /* whose account it is; 0: of nobody known */
	const char *lang, *name;
	const char *without; /* "task,return" */
	const char *mark;    /* of the address, the same for ever; no way back
			      * leads from it */
	bool stale;	     /* feed_used() is due */
};

/* ERR_MISSING: no such one is good, whatever the reason. */
enum err feed_open(struct ctx *c, const char *secret, struct feed *out) MUST;

/* Whether it shows that kind. */
bool feed_shows(const struct feed *f, const char *kind);

/* Notes that it was read. */
enum err feed_used(struct ctx *c, int64_t id) MUST;

#endif
