/* spool.h - files without a name, for what is too large for memory: bodies
 * that come in, files that go out. They are gone when closed. */
#ifndef CORE_SPOOL_H
#define CORE_SPOOL_H

#include "db/db.h"

/* In the folder TMPDIR names, else /var/tmp. < 0: it cannot be made. */
int spool_open(void) MUST;

/* The same with a name, for who must open it by one; put it to `path`, and
 * unlink() it soon. */
int spool_named(char path[4096]) MUST;

/* All of it, or false: most likely the disk is full. */
bool spool_write(int fd, const void *s, size_t n) MUST;

/* The first `size` bytes, to be read as memory; the kernel brings and drops
 * them as there is room. data NULL: it failed (or size is 0). */
struct blob spool_map(int fd, size_t size) MUST;
void spool_unmap(struct blob b); /* data NULL is fine */

#endif
