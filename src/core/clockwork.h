/* clockwork.h - what Tierwork does by itself: by the leading server, every
 * so often, or by the command `tick`, once. */
#ifndef CORE_CLOCKWORK_H
#define CORE_CLOCKWORK_H

#include "core/ctx.h"

#include <stdatomic.h>

/* One turn of a chore. */
struct turn {
	int64_t done;		 /* things that it did */
	bool more;		 /* it wants another turn at once */
	const atomic_bool *stop; /* the server ends; NULL: it does not */
};

/* A chore is run outside of a transaction and calls run_unit() itself. It
 * does a few seconds' work a turn, and no harm when two do it at once or
 * when it is cut short anywhere: what is done is seen in the store. */
struct chore {
	const char *name; /* "outbox": in logs and metrics */
	int64_t every;	  /* s from one run to the next */
	enum err (*run)(struct ctx *c, struct turn *t);
	const char *does; /* one line, marked N_() */
};

/* All of them stand in web/chores.c, on one screen. */
extern const struct chore chores[];
extern const size_t chores_count;

/* One turn, with c->today for c->now. */
enum err chore_turn(struct ctx *c, const struct chore *chore,
		    struct turn *t) MUST;

/* Turns of each until it wants no more: [{"chore","done","does"}]. One that
 * fails does not keep the others from theirs; the error is the first one's,
 * and *view is there all the same. */
enum err chores_run(struct ctx *c, struct val **view) MUST;

#endif
