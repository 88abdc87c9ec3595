/* audit.h - the journal for those who may read all of it. */
#ifndef ACCESS_AUDIT_H
#define ACCESS_AUDIT_H

#include "core/journal.h"
#include "core/journal_seal.h"

/* As journal_list(), journal_get(), journal_export(), journal_seals() and
 * journal_seal_get(), for whoever may ACT_AUDIT on the whole store; and
 * ERR_DENIED. */
enum err audit_list(struct ctx *c, const struct journal_query *q,
		    struct val **list) MUST;
enum err audit_get(struct ctx *c, int64_t id, struct val **view) MUST;
enum err audit_export(struct ctx *c, int64_t from, journal_line_fn fn,
		      void *arg) MUST;
enum err audit_seals(struct ctx *c, int64_t before, int64_t most,
		     struct val **list) MUST;
enum err audit_seal_get(struct ctx *c, int64_t number, struct val **view) MUST;

/* As journal_seal(), for whoever may ACT_OPERATE. ERR_DENIED */
enum err audit_seal(struct ctx *c, struct val **view) MUST;

/* The instant at which a day begins where the store is. */
enum err audit_day(struct ctx *c, int64_t day, int64_t *at) MUST;

#endif
