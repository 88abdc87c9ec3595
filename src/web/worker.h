/* worker.h - the threads that answer requests, and the queue before them. */
#ifndef WEB_WORKER_H
#define WEB_WORKER_H

#include "core/writer.h"
#include "web/web.h"

/* One request, from its last byte to the reply; server.c has the rest. */
struct job {
	struct job *next;
};

/* What workers need of server.c, which alone knows HTTP's library and the
 * clock. */
struct worker_calls {
	int64_t (*now)(void); /* s since 1970 UTC */
	int64_t (*us)(void);  /* of a clock that never goes back */
	/* Fills what came in; it is good until send(). */
	void (*read)(struct job *j, struct req *q);
	/* Copies what it needs of the reply; the job is gone after. */
	void (*send)(struct job *j, const struct req *q, const struct reply *p);
};

struct workers;

/* Starts `n` threads, each with a connection of its own to the store. The
 * writer may be NULL. */
struct workers *workers_new(struct arena *mem, int n, const char *store,
			    struct writer *writer,
			    const struct worker_calls *calls) MUST;
/* Ends them; what waits is answered before. */
void workers_end(struct workers *w);
void workers_add(struct workers *w, struct job *j);
int64_t workers_waiting(struct workers *w);

#endif
