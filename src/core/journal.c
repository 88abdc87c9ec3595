/* journal.c - chains one entry to the one before in its lane. The format is in
 * docs/journal.md. */
#include "core/journal.h"

#include "base/random.h"
#include "base/text.h"
#include "core/journal_hash.h"
#include "gen/sql_core.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#define FORMAT 2 /* of new entries */

const char *journal_digest(struct arena *mem, struct blob key, const char *text)
{
	unsigned char digest[JOURNAL_DIGEST];

	assert(key.size >= JOURNAL_KEY);
	if (!text || !*text)
		return NULL;
	crypto_generichash(digest, sizeof(digest), (const unsigned char *)text,
			   strlen(text), key.data, key.size);
	return text_hex(mem, digest, sizeof(digest));
}

void journal_change(struct val *detail, const char *field, const char *before,
		    const char *after)
{
	struct val *v;

	before = before && *before ? before : NULL;
	after = after && *after ? after : NULL;
	if (before == after || (before && after && !strcmp(before, after)))
		return;
	v = val_map(detail->mem);
	map_s(v, "before", before);
	map_s(v, "after", after);
	map_v(detail, field, v);
}

void journal_personal(struct val *detail, struct blob key, const char *field,
		      const char *before, const char *after)
{
	journal_change(detail, field, journal_digest(detail->mem, key, before),
		       journal_digest(detail->mem, key, after));
}

static const char *detail_text(struct ctx *c, const struct val *detail)
{
	struct buf b = {.mem = c->mem};

	val_json(detail ? detail : val_map(c->mem), &b);
	if (c->token) { /* and so it was a program's doing */
		b.len--;
		buf_printf(&b, "%s\"token\":%lld}", b.len > 1 ? "," : "",
			   (long long)c->token);
	}
	return b.s;
}

/* The first lane is 0; two that open one at once seldom want the same. */
static int64_t new_lane(const struct journal_lane *l, size_t n)
{
	bool taken[JOURNAL_LANES] = {false};
	int64_t lane = n ? random_below(JOURNAL_LANES) : 0;

	for (size_t i = 0; i < n; i++)
		taken[l[i].lane % JOURNAL_LANES] = true;
	while (taken[lane])
		lane = (lane + 1) % JOURNAL_LANES;
	return lane;
}

/* A lane that is free; else one more, up to JOURNAL_LANES; else it waits. */
static enum err find_head(struct ctx *c, struct journal_head *head)
{
	struct blob none = {journal_no_hash, JOURNAL_HASH};
	enum err e = sql_journal_head(c, head);
	struct journal_lane *l;
	int64_t lane;
	size_t n;

	if (e != ERR_MISSING)
		return e;
	TRY(sql_journal_lanes(c, &l, &n));
	lane = n == JOURNAL_LANES ? l[random_below(JOURNAL_LANES)].lane
				  : new_lane(l, n);
	if (n < JOURNAL_LANES)
		TRY(sql_journal_lane_open(c, lane, none));
	return sql_journal_lane_wait(c, lane, head);
}

enum err journal_add(struct ctx *c, const char *act, const char *object,
		     const struct val *detail)
{
	struct journal_row r = {.at = c->now,
				.account = c->account,
				.act = act,
				.object = object,
				.format = FORMAT,
				.seat = c->seat,
				.behalf = c->behalf,
				.work = c->work};
	unsigned char hash[JOURNAL_HASH];
	struct journal_head head;

	assert(journal_act_find(act)); /* in src/core/journal_acts.c */
	r.detail = detail_text(c, detail);
	TRY(find_head(c, &head));
	r.lane = head.lane;
	r.seq = head.seq + 1;
	journal_hash(&r, head.hash, hash);
	r.hash = (struct blob){hash, JOURNAL_HASH};
	TRY(sql_journal_lane_move(c, r.lane, r.seq, r.hash));
	c->journalled = true;
	return sql_journal_insert(c, r.lane, r.seq, r.at, r.account, r.act,
				  r.object, r.detail, r.hash, r.format, r.seat,
				  r.behalf, r.work);
}
