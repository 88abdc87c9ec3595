/* session.h - who is behind a browser's cookie. */
#ifndef ACCESS_SESSION_H
#define ACCESS_SESSION_H

#include "core/ctx.h"

#define SESSION_IDLE (30 * 60)	    /* s without a request that end it */
#define SESSION_MOST (12 * 60 * 60) /* s after which one signs in again */
#define TOKEN_TEXT   43		    /* characters of a token */

/* What one request starts from, in one statement. */
struct session {
	const char *title;	  /* of the store */
	const char *timezone;	  /* of the store */
	int64_t account;	  /* 0: nobody is signed in */
	const char *login, *lang; /* NULL with account 0 */
	int64_t unseen;		  /* notices that wait, counted up to 100 */
	bool stale;		  /* session_seen() is due */
};

/* Makes a new unguessable token: 256 bits in base64url. For sessions, and
 * for the form of somebody who has none yet. */
char *session_token(struct arena *mem);

/* What to check a form with: a keyed hash of the token its page was made
 * for. Only who holds the cookie can know it. */
char *session_csrf(struct arena *mem, const char *token);

/* Finds who a token (NULL: none) stands for: nobody when it is unknown,
 * was idle for too long, is too old, or the account's time is over. */
enum err session_open(struct ctx *c, const char *token,
		      struct session *out) MUST;

/* Notes that it is in use, so that it does not end as idle. */
enum err session_seen(struct ctx *c, const char *token) MUST;

/* Begins a session of `account`, and ends the one of `old` (NULL: none),
 * so that a token from before signing in is worth nothing. The store keeps
 * a hash of *token only. Sweeps sessions that are over. */
enum err session_start(struct ctx *c, int64_t account, const char *old,
		       const char **token) MUST;

/* The rights of an account change: all its sessions get another token with
 * their next page. */
enum err session_renew(struct ctx *c, int64_t account) MUST;

/* Ends that session; fine when there is none. */
enum err session_end(struct ctx *c, const char *token) MUST;

/* Ends all sessions of c->account but that of `token`. */
enum err session_end_others(struct ctx *c, const char *token) MUST;

#endif
