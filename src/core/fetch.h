/* fetch.h - asks another machine by HTTPS, with limits. */
#ifndef CORE_FETCH_H
#define CORE_FETCH_H

#include "base/arena.h"
#include "db/db.h"

#define FETCH_MOST (256 << 10) /* bytes of an answer */

struct fetch {
	const char *url;
	const char *form;	     /* sent by POST, urlencoded; NULL: GET */
	const char *user, *password; /* Basic, or NULL */
	const char *bearer;	     /* a token, or NULL */
	const char *ca; /* file of certificates; "": the system's */
};

/* https://HOST…, or http:// of this machine: a path may follow, no login, no
 * query, no fragment. */
bool fetch_url_valid(const char *url) MUST;

/**
 * 3 s to connect, 5 s in all; follows no redirect; TLS 1.2 or newer, with a
 * certificate that holds. *status is that of HTTP, 0 with no answer, and
 * *why then what the network said. Needs memory of `mem`.
 */
void fetch(struct arena *mem, const struct fetch *f, int *status,
	   struct blob *body, const char **why);

/* `s` as one value of a form or query. */
const char *fetch_escape(struct arena *mem, const char *s);

#endif
