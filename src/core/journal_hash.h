/* journal_hash.h - what makes and what proves the chains share. */
#ifndef CORE_JOURNAL_HASH_H
#define CORE_JOURNAL_HASH_H

#include "db/db.h"

#define JOURNAL_HASH 32

struct journal_row;

/* What a lane begins with. */
extern const unsigned char journal_no_hash[JOURNAL_HASH];

/* The hash of an entry of any format that follows the one with the hash
 * `before`; docs/journal.md has its fields. */
void journal_hash(const struct journal_row *r, struct blob before,
		  unsigned char to[JOURNAL_HASH]);

#endif
