/* journal_hash.h - what makes and what proves the chains share. */
#ifndef CORE_JOURNAL_HASH_H
#define CORE_JOURNAL_HASH_H

#include "db/db.h"

#include <sodium.h>

#define JOURNAL_HASH 32

/* Fields of a hash, each after its length; the short ones are collected. */
struct hash_fields {
	crypto_generichash_state h;
	unsigned char bytes[256];
	size_t n;
};

void hash_begin(struct hash_fields *f);
void hash_text(struct hash_fields *f, const void *s, size_t size);
void hash_int(struct hash_fields *f, int64_t i);
void hash_id(struct hash_fields *f, int64_t id); /* 0: an empty field */
void hash_end(struct hash_fields *f, unsigned char to[JOURNAL_HASH]);

struct journal_row;

/* What a lane begins with. */
extern const unsigned char journal_no_hash[JOURNAL_HASH];

/* The hash of an entry of any format that follows the one with the hash
 * `before`; docs/journal.md has its fields. */
void journal_hash(const struct journal_row *r, struct blob before,
		  unsigned char to[JOURNAL_HASH]);

#endif
