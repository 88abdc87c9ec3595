/* journal.c - chains one entry to the one before in its lane, and proves
 * the chains. The format is in docs/journal.md. */
#include "core/journal.h"

#include "gen/sql_core.h"

#include <endian.h>
#include <sodium.h>
#include <string.h>

#define HASH_SIZE 32

/* What a lane begins with. */
static const unsigned char no_hash[HASH_SIZE];

static void add_text(crypto_generichash_state *h, const void *s, size_t size)
{
	uint32_t n = htobe32((uint32_t)size);

	crypto_generichash_update(h, (const void *)&n, sizeof(n));
	crypto_generichash_update(h, s, size);
}

static void add_int(crypto_generichash_state *h, int64_t i)
{
	uint64_t n = htobe64((uint64_t)i);

	add_text(h, &n, sizeof(n));
}

static void hash_entry(const struct journal_row *r, struct blob before,
		       unsigned char to[HASH_SIZE])
{
	crypto_generichash_state h;

	crypto_generichash_init(&h, NULL, 0, HASH_SIZE);
	add_text(&h, before.data, before.size);
	add_int(&h, r->lane);
	add_int(&h, r->seq);
	add_int(&h, r->at);
	if (r->account)
		add_int(&h, r->account);
	else
		add_text(&h, "", 0);
	add_text(&h, r->act, strlen(r->act));
	add_text(&h, r->object, strlen(r->object));
	add_text(&h, r->detail, strlen(r->detail));
	crypto_generichash_final(&h, to, HASH_SIZE);
}

static const char *detail_text(struct ctx *c, const struct val *detail)
{
	struct buf b = {.mem = c->mem};

	val_json(detail ? detail : val_map(c->mem), &b);
	return b.s;
}

static enum err find_head(struct ctx *c, struct journal_head *head)
{
	struct blob none = {no_hash, HASH_SIZE};
	enum err e = sql_journal_head(c, head);

	if (e != ERR_MISSING)
		return e;
	TRY(sql_journal_lane_open(c, none));
	return sql_journal_head(c, head);
}

enum err journal_add(struct ctx *c, const char *act, const char *object,
		     const struct val *detail)
{
	struct journal_row r = {.at = c->now,
				.account = c->account,
				.act = act,
				.object = object};
	unsigned char hash[HASH_SIZE];
	struct journal_head head;

	r.detail = detail_text(c, detail);
	TRY(find_head(c, &head));
	r.lane = head.lane;
	r.seq = head.seq + 1;
	hash_entry(&r, head.hash, hash);
	r.hash = (struct blob){hash, HASH_SIZE};
	TRY(sql_journal_lane_move(c, r.lane, r.seq, r.hash));
	return sql_journal_insert(c, r.lane, r.seq, r.at, r.account, r.act,
				  r.object, r.detail, r.hash);
}

/* Where a walk through the lanes stands. */
struct walk {
	struct ctx *c;
	const struct journal_lane *lane; /* heads, by number */
	size_t lanes, at;
	int64_t seq, id, n; /* of the entry before, in this lane; all read */
	unsigned char hash[HASH_SIZE];
};

static bool same_hash(struct blob b, const unsigned char hash[HASH_SIZE])
{
	return b.size == HASH_SIZE && !memcmp(b.data, hash, HASH_SIZE);
}

static enum err missing(struct walk *w, int64_t lane, int64_t seq)
{
	return fail(w->c, ERR_CONFLICT, NULL,
		    N_("The journal is broken: entry %lld of lane %lld is "
		       "missing."),
		    (long long)seq, (long long)lane);
}

/* The entries of a lane were all read: is the last one its head? */
static enum err end_lane(struct walk *w)
{
	const struct journal_lane *l = &w->lane[w->at];

	if (w->seq < l->seq)
		return missing(w, l->lane, w->seq + 1);
	if (w->seq > l->seq || !same_hash(l->hash, w->hash))
		return fail(w->c, ERR_CONFLICT, NULL,
			    N_("The journal is broken: the head of lane %lld "
			       "does not stand at its last entry, %lld."),
			    (long long)l->lane, (long long)w->seq);
	w->at++;
	w->seq = w->id = 0;
	memcpy(w->hash, no_hash, HASH_SIZE);
	return OK;
}

static enum err check_entry(void *arg, const struct journal_row *r)
{
	struct walk *w = arg;
	unsigned char hash[HASH_SIZE];

	while (w->at < w->lanes && w->lane[w->at].lane < r->lane)
		TRY(end_lane(w));
	if (w->at == w->lanes || w->lane[w->at].lane != r->lane)
		return fail(w->c, ERR_CONFLICT, NULL,
			    N_("The journal is broken: entry %lld stands in "
			       "lane %lld, which does not exist."),
			    (long long)r->seq, (long long)r->lane);
	if (r->seq != w->seq + 1)
		return missing(w, r->lane, w->seq + 1);
	if (r->id <= w->id)
		return fail(w->c, ERR_CONFLICT, NULL,
			    N_("The journal is broken: entry %lld of lane "
			       "%lld stands out of order."),
			    (long long)r->seq, (long long)r->lane);
	hash_entry(r, (struct blob){w->hash, HASH_SIZE}, hash);
	if (!same_hash(r->hash, hash))
		return fail(w->c, ERR_CONFLICT, NULL,
			    N_("The journal is broken: entry %lld of lane "
			       "%lld was changed or moved."),
			    (long long)r->seq, (long long)r->lane);
	memcpy(w->hash, hash, HASH_SIZE);
	w->seq = r->seq;
	w->id = r->id;
	w->n++;
	return OK;
}

enum err journal_verify(struct ctx *c, int64_t *n)
{
	struct walk w = {.c = c};
	struct journal_lane *lane;

	*n = 0;
	TRY(sql_journal_lanes(c, &lane, &w.lanes));
	w.lane = lane;
	TRY(sql_journal_all(c, check_entry, &w));
	while (w.at < w.lanes)
		TRY(end_lane(&w));
	*n = w.n;
	return OK;
}
