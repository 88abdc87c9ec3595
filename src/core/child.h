/* child.h - runs a program on bytes that may be hostile: whatever they make
 * of it, it has only so much time, room and output, and then it ends. */
#ifndef CORE_CHILD_H
#define CORE_CHILD_H

#include "db/db.h"

#include <stdatomic.h>

/* This program itself, even where its file was replaced since it began. */
#define CHILD_SELF "/proc/self/exe"

struct child {
	const char *program;	 /* its whole path */
	const char *const *word; /* argv, its own name first, NULL at the end */
	int in;			 /* a file, read from its beginning: fd 0 */
	int64_t cpu_s, wall_s;	 /* > 0 */
	size_t memory;		 /* bytes of address space; 0: no limit */
	size_t out;		 /* bytes of output that are taken */
	const atomic_bool *stop; /* once set, it is ended; NULL: never */
};

enum child_end {
	CHILD_ENDED,   /* by itself: `code` */
	CHILD_ABSENT,  /* the program cannot be run */
	CHILD_CRASHED, /* by a signal, as one that needs too much room is */
	CHILD_LATE,    /* it took too long, or computed too much */
	CHILD_LARGE,   /* it said more than is taken: `out` is how it began */
	CHILD_STOPPED, /* by `stop` */
};

struct child_result {
	enum child_end end;
	int code;	  /* CHILD_ENDED: as it exited */
	struct blob out;  /* what it wrote, with a zero byte behind */
	const char *said; /* what it wrote as errors, at most 500 bytes */
};

/**
 * Runs it and waits for its end. It has no environment, no files but its
 * three, no core, writes no file, runs in jail_enter() and at a low
 * priority, in a process group of its own, which is killed whole; it dies
 * with the thread that runs it. Made for a server with threads: between
 * fork() and exec nothing is called that needs a lock. Call it outside of a
 * transaction.
 *
 * ERR_UNAVAILABLE  no process or pipe can be made now; c->why is not set
 */
enum err child_run(struct arena *mem, const struct child *what,
		   struct child_result *out) MUST;

#endif
