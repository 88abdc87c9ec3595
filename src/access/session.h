/* session.h - who is behind a browser's cookie. */
#ifndef ACCESS_SESSION_H
#define ACCESS_SESSION_H

#include "core/ctx.h"

#define SESSION_PROOF (15 * 60) /* s that a password or code is proof for */
#define SESSION_GRACE 60	/* s that a replaced token is still good */
#define CLOCK_SLACK   120	/* s by which clocks of servers may differ */
#define TOKEN_TEXT    65	/* characters of a token */

/* What one request starts from, in one statement. */
struct session {
	const char *title;	  /* of the store */
	const char *timezone;	  /* of the store */
	int64_t id;		  /* 0: nobody is signed in */
	int64_t account;	  /* 0: nobody is signed in */
	const char *login, *lang; /* NULL with account 0 */
	int64_t unseen;		  /* notices that wait, counted up to 100 */
	bool stale;		  /* session_seen() is due */
	bool renew;		  /* session_move() is due */
	bool proved;		  /* password or code lately given */
	bool owes;		  /* a second factor is to be set up first */
	int64_t reused; /* session whose token came back after another had
			 * taken its place: session_stolen() is due; or 0 */
};

/* Who comes in, how and from where. */
struct session_new {
	int64_t account;
	const char *old;    /* token from before, which ends; or NULL */
	const char *method; /* "password", "oidc" ...: for the journal */
	const char *agent;  /* the browser's User-Agent, or NULL */
	const char *from;   /* its address */
	bool owes;	    /* a second factor is to be set up first */
	int64_t proved; /* when they last showed who they are; 0: just now */
};

/* Makes a new unguessable token: 256 bits in base64url, and 128 more by
 * which its forms are checked. For sessions, and for the form of somebody who
 * has none yet. */
char *session_token(struct arena *mem);

/* What to check a form with: a keyed hash of the part of the token that
 * stays when session_move() takes another, so that a page which is open
 * stays good. Only who holds the cookie can know it. */
char *session_csrf(struct arena *mem, const char *token);

/**
 * Finds who a token (NULL: none) stands for: nobody when it is unknown, has
 * been idle for longer than the setting session-idle (minutes), is older than
 * session-most (hours), was begun or seen later than now (the clock was put
 * back), or the account is closed or its time over.
 */
enum err session_open(struct ctx *c, const char *token,
		      struct session *out) MUST;

/* Notes that it is in use, so that it does not end as idle. */
enum err session_seen(struct ctx *c, int64_t id) MUST;

/* Begins a session, and ends that of the old token, so that one from before
 * signing in is worth nothing. The store keeps a hash of *token only.
 * Sweeps sessions of the account that are over. Journalled. */
enum err session_start(struct ctx *c, const struct session_new *who,
		       const char **token) MUST;

/**
 * Gives the session of `token` another, *moved; the old one is good for
 * another SESSION_GRACE s, for requests under way. NULL: it was done by
 * another request meanwhile, or the session is over.
 */
enum err session_move(struct ctx *c, const char *token,
		      const char **moved) MUST;

/* The same, with proof: its person has given password or code just now. */
enum err session_prove(struct ctx *c, const char *token,
		       const char **moved) MUST;

/* The rights of an account change: all its sessions get another token with
 * their next page. */
enum err session_renew(struct ctx *c, int64_t account) MUST;

/* The second factor is set up: the account's sessions owe nothing. */
enum err session_settle(struct ctx *c, int64_t account) MUST;

/* A replaced token came back: somebody else has it. Ends the session.
 * Journalled. */
enum err session_stolen(struct ctx *c, int64_t id) MUST;

/* Ends the own session of that number, by signing out; fine when there is
 * none. Journalled. */
enum err session_end(struct ctx *c, int64_t id) MUST;

/**
 * The sessions of an account, the one last used first: [{"session",
 * "browser","from","began","seen","here"}]; `here`: the number of the asking
 * one, or 0. Of another's, errors are as account_may().
 */
enum err session_list(struct ctx *c, int64_t account, int64_t here,
		      struct val **list) MUST;

/**
 * Ends one of an account's sessions. Journalled.
 * ERR_MISSING  it has none of that number; else as session_list()
 */
enum err session_revoke(struct ctx *c, int64_t account, int64_t id) MUST;

/* Ends all of them but `but` (0: all). *n: how many. Journalled, where there
 * was any. Errors as session_list(). */
enum err session_revoke_all(struct ctx *c, int64_t account, int64_t but,
			    int64_t *n) MUST;

#endif
