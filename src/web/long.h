/* long.h - work that takes longer than a page may: it runs in a thread of
 * its own, shows how far it is, and can be left. What it writes is one
 * transaction: when the server ends in the middle, nothing was done. */
#ifndef WEB_LONG_H
#define WEB_LONG_H

#include "core/writer.h"
#include "web/web.h"

struct long_work;

/* Does it, in a transaction that writes. `form` is a copy of what was sent.
 * *href: where the result is to be seen. */
typedef enum err (*long_fn)(struct ctx *c, struct long_work *w,
			    const struct fields *form, const char **href);

/**
 * Begins it as the account of the request, and answers with its page.
 *
 * title  for its page, in the reader's language
 * ERR_BUSY  too many are under way
 */
enum err long_begin(struct req *q, struct reply *p, const char *title,
		    long_fn fn) MUST;

/* Tells how far it is; `w` is a struct long_work. As call_ask.progress. */
void long_progress(void *w, int64_t done, int64_t of);

/* Of the server: what the threads need; ends when all are done. */
void long_open(const char *store, struct writer *writer, int64_t (*now)(void));
void long_close(void);

#endif
