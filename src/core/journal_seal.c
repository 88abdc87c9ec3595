/* journal_seal.c - makes seals and shows them. */
#include "core/journal_seal.h"

#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "gen/sql_core.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define A_DAY 86400 /* s */
#define HEX   (2 * JOURNAL_HASH)

void seal_hash(const struct seal_kept *s, struct blob before,
	       unsigned char to[JOURNAL_HASH])
{
	static const char mark[] = "tierwork seal 1";
	struct hash_fields f;

	hash_begin(&f);
	hash_text(&f, mark, sizeof(mark) - 1);
	hash_text(&f, before.data, before.size);
	hash_int(&f, s->id);
	hash_int(&f, s->at);
	hash_id(&f, s->account);
	hash_text(&f, s->heads, strlen(s->heads));
	hash_end(&f, to);
}

bool seal_head(const char **s, int64_t *lane, int64_t *seq,
	       unsigned char hash[JOURNAL_HASH])
{
	char *end;
	size_t n;

	if (!**s)
		return false;
	*lane = strtoll(*s, &end, 10);
	*seq = strtoll(end, &end, 10);
	if (*end != ' ' || strlen(end) <= HEX + 1 ||
	    sodium_hex2bin(hash, JOURNAL_HASH, end + 1, HEX, NULL, &n, NULL) ||
	    n != JOURNAL_HASH || end[1 + HEX] != '\n')
		return false;
	*s = end + HEX + 2;
	return true;
}

/* "1f3a 09bc ...": what one can read out and compare. */
static const char *groups(struct arena *mem, const char *hex)
{
	struct buf b = {.mem = mem};

	for (size_t i = 0; hex[i]; i += 4)
		buf_printf(&b, "%s%.4s", i ? " " : "", hex + i);
	return b.s;
}

static struct val *seal_val(struct ctx *c, const struct seal_row *r)
{
	struct val *v = val_map(c->mem), *lanes = val_list(c->mem);
	const char *hex = text_hex(c->mem, r->hash.data, r->hash.size);
	unsigned char hash[JOURNAL_HASH];
	int64_t lane, seq, entries = 0;
	const char *s = r->heads;
	char at[21];

	while (seal_head(&s, &lane, &seq, hash)) {
		struct val *l = val_map(c->mem);

		map_i(l, "lane", lane);
		map_i(l, "seq", seq);
		map_s(l, "hash", text_hex(c->mem, hash, sizeof(hash)));
		list_v(lanes, l);
		entries += seq;
	}
	map_i(v, "seal", r->id);
	map_s(v, "at", arena_text(c->mem, instant_iso(r->at, at)));
	map_s(v, "who", r->login);
	map_i(v, "entries", entries);
	map_s(v, "hash", hex);
	map_s(v, "groups", groups(c->mem, hex));
	map_v(v, "lanes", lanes);
	return v;
}

static enum err heads_text(struct ctx *c, const char **text)
{
	struct buf b = {.mem = c->mem};
	struct journal_lane *l;
	size_t n;

	TRY(sql_journal_lanes(c, &l, &n));
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%" PRId64 " %" PRId64 " %s\n", l[i].lane,
			   l[i].seq,
			   text_hex(c->mem, l[i].hash.data, l[i].hash.size));
	*text = n ? b.s : "";
	return OK;
}

/* `last` is all zero where there is none. */
static enum err seal_after(struct ctx *c, const struct seal_row *last,
			   struct seal_row *made)
{
	struct blob before = {journal_no_hash, JOURNAL_HASH};
	unsigned char *hash = arena_alloc(c->mem, JOURNAL_HASH);
	struct val *v = val_map(c->mem);
	struct seal_kept s = {.id = last->id + 1, .at = c->now};

	s.account = c->account;
	TRY(heads_text(c, &s.heads));
	seal_hash(&s, last->id ? last->hash : before, hash);
	*made = (struct seal_row){.id = s.id,
				  .at = s.at,
				  .account = s.account,
				  .heads = s.heads,
				  .hash = {hash, JOURNAL_HASH}};
	TRY(sql_seal_add(c, s.id, s.at, s.account, s.heads, made->hash));
	map_s(v, "hash", text_hex(c->mem, hash, JOURNAL_HASH));
	return journal_add(c, "journal.seal",
			   arena_printf(c->mem, "%" PRId64, s.id), v);
}

static enum err find_last(struct ctx *c, struct seal_row *last)
{
	struct seal_lock got;
	enum err e;

	TRY(sql_seal_lock(c, &got));
	*last = (struct seal_row){0};
	e = sql_seal_last(c, last);
	return e == ERR_MISSING ? OK : e;
}

enum err journal_seal(struct ctx *c, struct val **view)
{
	struct seal_row last, made;

	TRY(find_last(c, &last));
	TRY(seal_after(c, &last, &made));
	*view = seal_val(c, &made);
	return OK;
}

enum err journal_seals(struct ctx *c, int64_t before, int64_t most,
		       struct val **list)
{
	struct seal_row *r;
	size_t n;

	TRY(sql_seal_list(c, before ? before : INT64_MAX, most, &r, &n));
	*list = val_list(c->mem);
	for (size_t i = 0; i < n; i++)
		list_v(*list, seal_val(c, &r[i]));
	return OK;
}

enum err journal_seal_get(struct ctx *c, int64_t number, struct val **view)
{
	struct seal_row *r;
	size_t n = 0;

	if (number > 0 && number < INT64_MAX)
		TRY(sql_seal_list(c, number + 1, 1, &r, &n));
	if (n == 0 || r[0].id != number)
		return fail(c, ERR_MISSING, NULL, N_("There is no seal %lld."),
			    (long long)number);
	*view = seal_val(c, &r[0]);
	return OK;
}

struct search {
	const char *hex;
	int64_t found;
	struct arena *mem;
};

static enum err look(void *arg, const struct seal_kept *s)
{
	struct search *w = arg;
	struct arena_mark m = arena_mark(w->mem);

	if (!strcmp(text_hex(w->mem, s->hash.data, s->hash.size), w->hex))
		w->found = s->id;
	arena_rewind(w->mem, m);
	return OK;
}

enum err journal_seal_find(struct ctx *c, const char *hash, int64_t *number)
{
	struct search w = {.mem = c->mem};
	struct buf b = {.mem = c->mem};

	for (const char *s = hash; *s; s++)
		if (!strchr(" \t\r\n", *s))
			buf_add(&b, s, 1);
	w.hex = b.len ? b.s : "";
	TRY(sql_seal_all(c, look, &w));
	*number = w.found;
	if (w.found)
		return OK;
	return fail(c, ERR_CONFLICT, NULL,
		    N_("No seal of this store has the hash %s: the journal was "
		       "rewritten since, or it is the seal of another store."),
		    w.hex);
}

struct turn_seal {
	bool sealed;
};

static enum err seal_if_due(struct ctx *c, void *arg)
{
	struct turn_seal *t = arg;
	struct seal_row last, made;

	t->sealed = false;
	TRY(find_last(c, &last));
	if (last.id && last.at <= c->now && c->now - last.at < A_DAY)
		return OK;
	t->sealed = true;
	return seal_after(c, &last, &made);
}

enum err journal_seal_chore(struct ctx *c, struct turn *t)
{
	struct turn_seal s;

	TRY(run_unit(c, DB_WRITE, seal_if_due, &s));
	t->done += s.sealed;
	return OK;
}
