/* door.h - who asks, and whether they may come in: before any handler. */
#ifndef WEB_DOOR_H
#define WEB_DOOR_H

#include "web/web.h"

/* Finds who asks, by cookie or token, and fills the request with it. A
 * work_fn: `req` is a struct req. */
enum err door_open(struct ctx *c, void *req) MUST;

/* Whether another site made the browser send it. ERR_DENIED: it did. */
enum err door_site(struct req *q) MUST;

/**
 * Whether the request may go on to its route, which is known.
 *
 * ERR_USAGE   no: q->status says why, and q->need what is to be done first
 * ERR_DENIED  the form, or the site it came from, is not ours
 */
enum err door_check(struct req *q) MUST;

/* Notes that session or token are in use. A work_fn, as door_open(). */
enum err door_seen(struct ctx *c, void *req) MUST;

/* After the page: notes the same where nobody has, and gives the session
 * another token where that is due. None of this is a reason to fail it. */
void door_keep(struct req *q, struct reply *p);

/* A replaced or ended token was sent: notes it. What is said stays. */
void door_refused(struct req *q);

#endif
