/* link.h - links that are good once: an invitation, a new password. */
#ifndef ACCESS_LINK_H
#define ACCESS_LINK_H

#include "core/ctx.h"

#define LINK_SECRET 43 /* characters: 256 bits in base64url */

enum link_kind {
	LINK_INVITE, /* to somebody who has no password yet: 7 days */
	LINK_RESET,  /* to somebody who forgot it: 1 hour */
};

struct link_made {
	const char *path;  /* "/link/…": the secret is nowhere else */
	const char *url;   /* with base-url before it, or the same as path */
	const char *until; /* as views have it */
	bool mailed;	   /* it is in the outbox, to the account's address */
};

/**
 * Makes one for an account, and mails it where the account has an address,
 * mail is set up and base-url is known. Whoever calls has asked whether this
 * account may get one. Journalled: account.invite, account.reset.
 */
enum err link_make(struct ctx *c, int64_t account, enum link_kind kind,
		   struct link_made *out) MUST;

/* Whether so many were made within the last hour that one more would only
 * fill the person's mail box. */
enum err link_enough(struct ctx *c, int64_t account, bool *enough) MUST;

/* Of a link that is still good. */
struct link_info {
	int64_t account;
	enum link_kind kind;
	const char *login, *lang;
};

/**
 * Whom a secret is for. Changes nothing.
 *
 * ERR_MISSING   there is no such link
 * ERR_CONFLICT  it was used, or is too old, or its account is closed;
 *               c->why says which, out->account whose it was
 */
enum err link_look(struct ctx *c, const char *secret,
		   struct link_info *out) MUST;

/**
 * Uses it: the account gets the password that was hashed, all its sessions,
 * half sign-ins, known browsers and other links end, and its owner is told by
 * mail. Of two at once one does. c->account is who it is for. Journalled.
 *
 * ERR_MISSING, ERR_CONFLICT  as link_look()
 */
enum err link_use(struct ctx *c, const char *secret, const char *hash) MUST;

/* A link came that is no longer good: journals link.refused, once a link. */
enum err link_refuse(struct ctx *c, const char *secret) MUST;

/* Ends all links of an account that were not used. */
enum err link_end(struct ctx *c, int64_t account) MUST;

#endif
