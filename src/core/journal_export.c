/* journal_export.c - the journal as lines that anybody can verify. */
#include "core/journal.h"

#include "base/text.h"
#include "core/journal_hash.h"
#include "gen/sql_core.h"

#include <inttypes.h>
#include <string.h>

struct export
{
	struct ctx *c;
	int64_t from; /* instant */
	journal_line_fn fn;
	void *arg;
	int64_t lane; /* being read; -1: none */
	bool begun;   /* its first entry to be written was met */
	unsigned any; /* lanes of which that was so: 1 << lane */
	unsigned char before[JOURNAL_HASH];
};

static const char *hex(struct export *x, const void *hash)
{
	return text_hex(x->c->mem, hash, JOURNAL_HASH);
}

static enum err put(struct export *x, const struct val *v)
{
	struct buf b = {.mem = x->c->mem};

	val_json(v, &b);
	buf_str(&b, "\n");
	return x->fn(x->arg, b.s, b.len);
}

static enum err put_place(struct export *x, const char *what, int64_t lane,
			  int64_t seq, const void *hash)
{
	struct val *v = val_map(x->c->mem);

	map_i(v, what, lane);
	map_i(v, "seq", seq);
	map_s(v, "hash", hex(x, hash));
	return put(x, v);
}

static void map_id(struct val *v, const char *key, int64_t id)
{
	if (id)
		map_i(v, key, id);
	else
		map_s(v, key, NULL);
}

static struct val *entry_val(struct export *x, const struct journal_row *r)
{
	struct arena *mem = x->c->mem;
	struct val *v = val_map(mem), *e = val_map(mem);

	map_i(e, "id", r->id);
	map_i(e, "format", r->format);
	map_i(e, "lane", r->lane);
	map_i(e, "seq", r->seq);
	map_i(e, "at", r->at);
	map_id(e, "account", r->account);
	map_id(e, "seat", r->seat);
	map_id(e, "behalf", r->behalf);
	map_s(e, "work", arena_printf(mem, "%" PRId64, r->work));
	map_s(e, "act", r->act);
	map_s(e, "object", r->object);
	map_s(e, "detail", r->detail);
	map_s(e, "hash", hex(x, r->hash.data));
	map_v(v, "entry", e);
	return v;
}

static enum err put_entry(void *arg, const struct journal_row *r)
{
	struct export *x = arg;
	struct arena_mark m = arena_mark(x->c->mem);

	if (r->hash.size != JOURNAL_HASH)
		return fail(x->c, ERR_CONFLICT, NULL,
			    N_("The journal is broken; see: tierwork verify"));
	if (r->lane != x->lane) {
		x->lane = r->lane;
		x->begun = false;
		memset(x->before, 0, JOURNAL_HASH);
	}
	if (!x->begun && r->at >= x->from) {
		x->begun = true;
		x->any |= 1u << r->lane % JOURNAL_LANES;
		TRY(put_place(x, "start", r->lane, r->seq - 1, x->before));
	}
	if (x->begun)
		TRY(put(x, entry_val(x, r)));
	memcpy(x->before, r->hash.data, JOURNAL_HASH);
	arena_rewind(x->c->mem, m);
	return OK;
}

static enum err put_seal(void *arg, const struct seal_kept *s)
{
	struct export *x = arg;
	struct arena_mark m = arena_mark(x->c->mem);
	struct val *v = val_map(x->c->mem);

	map_i(v, "seal", s->id);
	map_i(v, "at", s->at);
	map_id(v, "account", s->account);
	map_s(v, "heads", s->heads);
	map_s(v, "hash", text_hex(x->c->mem, s->hash.data, s->hash.size));
	TRY(put(x, v));
	arena_rewind(x->c->mem, m);
	return OK;
}

enum err journal_export(struct ctx *c, int64_t from, journal_line_fn fn,
			void *arg)
{
	struct export x = {c, from, fn, arg, .lane = -1};
	struct journal_lane *l;
	size_t n;

	TRY(sql_journal_all(c, put_entry, &x));
	TRY(sql_journal_lanes(c, &l, &n));
	for (size_t i = 0; i < n; i++) {
		if (!(x.any & 1u << l[i].lane % JOURNAL_LANES))
			TRY(put_place(&x, "start", l[i].lane, l[i].seq,
				      l[i].hash.data));
		TRY(put_place(&x, "head", l[i].lane, l[i].seq, l[i].hash.data));
	}
	return sql_seal_all(c, put_seal, &x);
}
