/* journal_seal.h - a seal binds the heads of all lanes together, so that
 * nobody can write one anew unseen (docs/journal.md). */
#ifndef CORE_JOURNAL_SEAL_H
#define CORE_JOURNAL_SEAL_H

#include "core/clockwork.h"
#include "core/ctx.h"
#include "core/journal_hash.h"

/**
 * Seals all lanes as they stand. Journalled; whether one may is for the
 * caller to ask. *view, as in a list: {"seal","at","who","lanes":[{"lane",
 * "seq","hash"}],"entries","hash","groups"}: `groups` are the hash in
 * groups of four, as one prints it.
 */
enum err journal_seal(struct ctx *c, struct val **view) MUST;

/* The seals before number `before` (0: the newest), at most `most`. */
enum err journal_seals(struct ctx *c, int64_t before, int64_t most,
		       struct val **list) MUST;

/* ERR_MISSING: there is no seal of that number. */
enum err journal_seal_get(struct ctx *c, int64_t number,
			  struct val **view) MUST;

/* The number of the seal with this printed hash; blanks do not matter.
 * ERR_CONFLICT: no seal of this store has it. */
enum err journal_seal_find(struct ctx *c, const char *hash,
			   int64_t *number) MUST;

/* Once a day. */
enum err journal_seal_chore(struct ctx *c, struct turn *t) MUST;

struct seal_kept;

/* The hash of a seal that follows the one with the hash `before`. */
void seal_hash(const struct seal_kept *s, struct blob before,
	       unsigned char to[JOURNAL_HASH]);

/* Reads one line of a seal's heads and moves *s to the next; false at the
 * end. */
bool seal_head(const char **s, int64_t *lane, int64_t *seq,
	       unsigned char hash[JOURNAL_HASH]);

#endif
