/* journal_hash.c - the hashes of entries and seals, byte by byte. */
#include "core/journal_hash.h"

#include "gen/sql_core.h"

#include <endian.h>
#include <string.h>

const unsigned char journal_no_hash[JOURNAL_HASH];

void hash_begin(struct hash_fields *f)
{
	crypto_generichash_init(&f->h, NULL, 0, JOURNAL_HASH);
	f->n = 0;
}

static void flush(struct hash_fields *f)
{
	crypto_generichash_update(&f->h, f->bytes, f->n);
	f->n = 0;
}

void hash_text(struct hash_fields *f, const void *s, size_t size)
{
	uint32_t n = htobe32((uint32_t)size);

	if (f->n + sizeof(n) + size > sizeof(f->bytes))
		flush(f);
	memcpy(f->bytes + f->n, &n, sizeof(n));
	f->n += sizeof(n);
	if (f->n + size > sizeof(f->bytes)) {
		flush(f);
		crypto_generichash_update(&f->h, s, size);
		return;
	}
	memcpy(f->bytes + f->n, s, size);
	f->n += size;
}

void hash_int(struct hash_fields *f, int64_t i)
{
	uint64_t n = htobe64((uint64_t)i);

	hash_text(f, &n, sizeof(n));
}

void hash_id(struct hash_fields *f, int64_t id)
{
	if (id)
		hash_int(f, id);
	else
		hash_text(f, "", 0);
}

void hash_end(struct hash_fields *f, unsigned char to[JOURNAL_HASH])
{
	flush(f);
	crypto_generichash_final(&f->h, to, JOURNAL_HASH);
}

/* A hash of format 1 begins with the 32 bytes of another: what begins with
 * a shorter field is none. */
void journal_hash(const struct journal_row *r, struct blob before,
		  unsigned char to[JOURNAL_HASH])
{
	static const char mark[] = "tierwork journal 2";
	struct hash_fields f;

	hash_begin(&f);
	if (r->format > 1)
		hash_text(&f, mark, sizeof(mark) - 1);
	hash_text(&f, before.data, before.size);
	hash_int(&f, r->lane);
	hash_int(&f, r->seq);
	hash_int(&f, r->at);
	hash_id(&f, r->account);
	if (r->format > 1) {
		hash_id(&f, r->seat);
		hash_id(&f, r->behalf);
		hash_int(&f, r->work);
	}
	hash_text(&f, r->act, strlen(r->act));
	hash_text(&f, r->object, strlen(r->object));
	hash_text(&f, r->detail, strlen(r->detail));
	hash_end(&f, to);
}
