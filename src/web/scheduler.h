/* scheduler.h - the thread of a server that does the chores while it leads. */
#ifndef WEB_SCHEDULER_H
#define WEB_SCHEDULER_H

#include "core/writer.h"

/* What it needs of server.c, which alone knows the clock. */
struct scheduler_clock {
	int64_t (*now)(void); /* s since 1970 UTC */
	int64_t (*us)(void);  /* CLOCK_MONOTONIC */
};

/**
 * Starts it, with a connection of its own to the store; first it waits for as
 * long as the setting `tick` says. The writer may be NULL. One a process.
 */
void scheduler_start(const char *store, struct writer *writer,
		     const struct scheduler_clock *clock);

/* Ends it after the turn that it is at, and lets another server lead. */
void scheduler_end(void);

/* Whether it leads, and when each chore last ran, as Prometheus reads it. */
void scheduler_metrics(struct buf *b);

#endif
