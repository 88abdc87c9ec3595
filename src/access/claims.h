/* claims.h - what an identity provider writes: its description, and whom it
 * let in. Text from outside, read and held against what was asked. */
#ifndef ACCESS_CLAIMS_H
#define ACCESS_CLAIMS_H

#include "base/arena.h"

/* Of its description (/.well-known/openid-configuration). */
struct provider {
	const char *authorize, *token, *keys; /* where to ask */
	const char *userinfo;		      /* the same, or NULL */
	bool names_itself;		      /* every answer bears its `iss` */
	bool basic; /* it takes the client's secret as Basic */
};

/* NULL, and *out; else what is wrong with it, marked N_(). */
const char *claims_provider(struct arena *mem, const char *text,
			    const char *issuer, struct provider *out);

/* What was asked. */
struct expected {
	const char *issuer, *client, *nonce;
	const char *access_token; /* that came with it, or NULL */
	int64_t now;
};

/* Whom it let in. */
struct claims {
	const char *subject;
	const char *name;  /* for people to read; "" where it says none */
	const char *email; /* NULL: none that it verified */
	int64_t auth_time; /* when they last proved who they are; 0: unsaid */
	bool factors;	   /* by more than a password */
};

/* Reads the payload of a token whose signature is right. NULL: it is for us,
 * of now, and the answer to this request; else why not, marked N_(). */
const char *claims_check(struct arena *mem, const char *text,
			 const struct expected *want, struct claims *out);

/* Adds a verified address to `to`, from an answer of userinfo, where that is
 * of the same person. */
void claims_userinfo(struct arena *mem, const char *text, struct claims *to);

/* The answer to a code. NULL, and its two tokens (*access may be NULL); else
 * what is wrong. */
const char *claims_tokens(struct arena *mem, const char *text, const char **id,
			  const char **access);

#endif
