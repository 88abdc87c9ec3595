/* directory.h - passwords that an LDAP directory keeps. */
#ifndef ACCESS_DIRECTORY_H
#define ACCESS_DIRECTORY_H

#include "core/ctx.h"

/* As the settings ldap-* say. */
struct directory {
	const char *url;    /* "": there is none */
	const char *base;   /* where people are looked for */
	const char *filter; /* which of them; %s is the login */
	const char *bind_dn, *bind_password; /* who looks; "": nobody */
	const char *ca; /* file of certificates; "": the system's */
};

enum directory_answer {
	DIRECTORY_RIGHT,
	DIRECTORY_WRONG, /* no such person, more than one, or the password */
	DIRECTORY_AWAY,	 /* it cannot be asked just now, or not so */
};

/* Reads the settings, within a unit of work. ERR_BROKEN: as secret_open(). */
enum err directory_read(struct ctx *c, struct directory *d) MUST;

/**
 * Asks whether that is the password of that login: looks for exactly one
 * entry and binds as it. Takes up to 3 s to connect, then 5 s in all, so:
 * not within run_unit(). An empty password is wrong and
 * nobody is asked, for to a directory it is none. Follows no referrals.
 *
 * *why: what came of it, in words for an administrator.
 */
enum directory_answer directory_ask(struct ctx *c, const struct directory *d,
				    const char *login, const char *password,
				    const char **why);

/* The filter with the login in it, which can end or widen nothing there. */
const char *directory_filter(struct arena *mem, const char *filter,
			     const char *login);

#endif
