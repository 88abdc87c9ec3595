/* copy.h - a whole store into an empty database of either kind, proved. */
#ifndef CORE_COPY_H
#define CORE_COPY_H

#include "core/ctx.h"

/* Told after every table, and every 100,000 rows of a large one. */
typedef void (*copy_told_fn)(void *arg, const char *table, int64_t rows);

struct copy {
	struct db *from; /* in a DB_READ transaction of its own */
	copy_told_fn told;
	void *told_arg;
	struct val *tables; /* out: [{"table","rows","digest"}] */
};

/**
 * Copies the store `from` into the empty database of this unit of work,
 * table by table; then reads both in the order of their keys and compares a
 * digest of every value. A work_fn: `copy` is a struct copy.
 *
 * ERR_CONFLICT  the target holds a store or something else
 * ERR_BROKEN    the two differ; nothing is kept
 */
enum err store_copy(struct ctx *c, void *copy) MUST;

#endif
