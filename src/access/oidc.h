/* oidc.h - signing in by an identity provider (OpenID Connect: authorization
 * code with PKCE). */
#ifndef ACCESS_OIDC_H
#define ACCESS_OIDC_H

#include "access/claims.h"
#include "core/ctx.h"

#define OIDC_LIVES 600 /* s between going there and coming back */

/* As the settings oidc-* say. */
struct oidc {
	const char *issuer, *client, *secret;
	const char *label;  /* on the button */
	const char *ca;	    /* file of certificates; "": the system's */
	const char *link;   /* never, email */
	const char *factor; /* never, amr, always: whether it sees to it */
	const char *back;   /* our address that it leads back to */
	bool ready;
};

/* Reads them, within a unit of work. ERR_BROKEN: as secret_open(). */
enum err oidc_read(struct ctx *c, struct oidc *o) MUST;

enum oidc_answer {
	OIDC_GOOD,
	OIDC_AWAY, /* it does not answer, or not with what we need */
	OIDC_BAD,  /* its answer does not hold */
};

/* These three ask over the network, up to some 10 s: not within run_unit().
 * *why: what was wrong, in words for an administrator. */

/**
 * The address to send a browser to. `token` is a new session_token() for a
 * cookie of that browser; everything that the answer must bear is made of
 * it. `again`: it must let its person prove anew who they are.
 */
enum oidc_answer oidc_address(struct ctx *c, const struct oidc *o,
			      const char *token, bool again, const char **url,
			      const char **why);

/* Takes `code` for a token, and checks that. `issuer`: what the answer said
 * of itself, or NULL. */
enum oidc_answer oidc_claims(struct ctx *c, const struct oidc *o,
			     const char *token, const char *code,
			     const char *issuer, struct claims *out,
			     const char **why);

/* Whether description and keys can be had. */
enum oidc_answer oidc_try(struct ctx *c, const struct oidc *o,
			  const char **why);

/* Whether `state` belongs to that cookie. */
bool oidc_state_right(struct arena *mem, const char *token, const char *state);

/* ---- on its way ---- */

/* What a browser waits for, known by the hash of its cookie. */
struct errand {
	bool found;
	int64_t account; /* to be linked to `subject`; 0: signing in */
	const char *subject;
	const char *next;
};

enum err oidc_begin(struct ctx *c, const char *token,
		    const struct errand *errand) MUST;
/* Finds it and ends it: there is none a second time, or after OIDC_LIVES. */
enum err oidc_take(struct ctx *c, const char *token,
		   struct errand *errand) MUST;

/* ---- whom it knows ---- */

struct known {
	int64_t account; /* 0: nobody */
	const char *login;
};

/* Whose that is: linked before, or, where oidc-link says so, the only open
 * account with the mail address that it verified, which is then linked;
 * journalled. */
enum err identity_find(struct ctx *c, const struct oidc *o,
		       const struct claims *claims, struct known *out) MUST;

/* Links c->account to `subject`. Journalled. ERR_CONFLICT: it is linked to
 * another account. */
enum err identity_link(struct ctx *c, const char *issuer,
		       const char *subject) MUST;

/* Takes the links of c->account away. Journalled. ERR_MISSING: there is
 * none; ERR_CONFLICT: it could not sign in any more. */
enum err identity_unlink(struct ctx *c) MUST;

/* How often c->account is linked to the provider of the settings. */
enum err identity_count(struct ctx *c, const char *issuer, int64_t *n) MUST;

#endif
