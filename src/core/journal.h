/* journal.h - the hash-chained record of every change (docs/journal.md). */
#ifndef CORE_JOURNAL_H
#define CORE_JOURNAL_H

#include "core/ctx.h"

/* Lanes side by side, so that writers do not queue behind one head. */
#define JOURNAL_LANES 16

/**
 * Adds one entry about this unit of work; call it once per act, last, so
 * that the lane is held for as short a time as can be.
 *
 * act     what was done, as "unit.import"; one of the words in docs/journal.md
 * object  code or number of what was changed
 * detail  a map with before and after, or count and digest of a bulk act;
 *         NULL for an empty one
 */
enum err journal_add(struct ctx *c, const char *act, const char *object,
		     const struct val *detail) MUST;

/* Reads every lane again. ERR_CONFLICT, and c->why naming the first entry
 * that was changed, is missing or stands out of order. *n: entries read. */
enum err journal_verify(struct ctx *c, int64_t *n) MUST;

#endif
