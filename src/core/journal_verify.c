/* journal_verify.c - proves that nothing was changed, taken out or put in. */
#include "core/journal_hash.h"

#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "core/journal_seal.h"
#include "gen/sql_core.h"

#include <stdlib.h>
#include <string.h>

/* What a seal says of a lane. */
struct mark {
	int64_t lane, seq, seal, at;
	unsigned char hash[JOURNAL_HASH];
	struct mark *next; /* of those read, before they stand in a row */
};

/* Where a walk through seals and lanes stands. */
struct walk {
	struct ctx *c;
	const struct journal_lane *lane; /* heads, by number */
	size_t lanes, at;
	int64_t seq, id, format; /* of the entry before, in this lane */
	struct journal_counts n;
	unsigned char hash[JOURNAL_HASH];
	struct mark *marks, *mark; /* read last; in a row, by lane and seq */
	size_t n_marks, marked;
	const char **seal; /* hashes in hex, by number - 1 */
	size_t seal_room;
};

static bool same_hash(struct blob b, const unsigned char hash[JOURNAL_HASH])
{
	return b.size == JOURNAL_HASH && !memcmp(b.data, hash, JOURNAL_HASH);
}

static void keep_seal(struct walk *w, const char *hex)
{
	size_t n = (size_t)w->n.seals++;

	if (n == w->seal_room) {
		const char **more;

		w->seal_room = n ? 2 * n : 64;
		more = arena_array(w->c->mem, w->seal_room, sizeof(*more));
		if (n)
			memcpy(more, w->seal, n * sizeof(*more));
		w->seal = more;
	}
	w->seal[n] = hex;
}

static enum err check_seal(void *arg, const struct seal_kept *s)
{
	struct walk *w = arg;
	unsigned char hash[JOURNAL_HASH];
	const char *at = s->heads;
	struct mark m = {.seal = s->id, .at = s->at};

	if (s->id != w->n.seals + 1)
		return fail(w->c, ERR_CONFLICT, NULL,
			    N_("The journal is broken: seal %lld is missing."),
			    (long long)w->n.seals + 1);
	seal_hash(s, (struct blob){w->hash, JOURNAL_HASH}, hash);
	if (!same_hash(s->hash, hash))
		return fail(w->c, ERR_CONFLICT, NULL,
			    N_("The journal is broken: seal %lld was changed "
			       "or moved."),
			    (long long)s->id);
	memcpy(w->hash, hash, JOURNAL_HASH);
	keep_seal(w, text_hex(w->c->mem, hash, JOURNAL_HASH));
	while (seal_head(&at, &m.lane, &m.seq, m.hash)) {
		struct mark *kept = arena_alloc(w->c->mem, sizeof(*kept));

		*kept = m;
		kept->next = w->marks;
		w->marks = kept;
		w->n_marks++;
	}
	return OK;
}

static int by_place(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;
	int64_t lane = x->lane - y->lane, seq = x->seq - y->seq;
	int64_t d = lane ? lane : seq ? seq : x->seal - y->seal;

	return (d > 0) - (d < 0);
}

static enum err read_seals(struct walk *w)
{
	size_t i = 0;

	TRY(sql_seal_all(w->c, check_seal, w));
	memset(w->hash, 0, JOURNAL_HASH);
	w->mark = arena_array(w->c->mem, w->n_marks, sizeof(*w->mark));
	for (const struct mark *m = w->marks; m; m = m->next)
		w->mark[i++] = *m;
	if (i)
		qsort(w->mark, i, sizeof(*w->mark), by_place);
	return OK;
}

static enum err missing(struct walk *w, int64_t lane, int64_t seq)
{
	return fail(w->c, ERR_CONFLICT, NULL,
		    N_("The journal is broken: entry %lld of lane %lld is "
		       "missing."),
		    (long long)seq, (long long)lane);
}

/* Whoever writes a lane anew cannot make it agree with a seal. */
static enum err unsealed(struct walk *w, const struct mark *m)
{
	char at[21];

	return fail(w->c, ERR_CONFLICT, NULL,
		    N_("The journal is broken: lane %lld was written anew; "
		       "entry %lld is not the one that seal %lld of %s "
		       "binds."),
		    (long long)m->lane, (long long)m->seq, (long long)m->seal,
		    instant_iso(m->at, at));
}

/* What seals say of this lane up to the entry just read. */
static enum err check_marks(struct walk *w, int64_t lane)
{
	for (; w->marked < w->n_marks; w->marked++) {
		const struct mark *m = &w->mark[w->marked];

		if (m->lane > lane || (m->lane == lane && m->seq > w->seq))
			return OK;
		if (m->lane < lane || m->seq < w->seq ||
		    memcmp(m->hash, w->hash, JOURNAL_HASH))
			return unsealed(w, m);
	}
	return OK;
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
	if (w->marked < w->n_marks && w->mark[w->marked].lane <= l->lane)
		return unsealed(w, &w->mark[w->marked]);
	w->at++;
	w->seq = w->id = w->format = 0;
	memset(w->hash, 0, JOURNAL_HASH);
	return OK;
}

/* Entries of format 1 prove no seat, and none follows one of format 2. */
static bool fits_format(const struct walk *w, const struct journal_row *r)
{
	if (r->format == 1)
		return w->format <= 1 && !r->seat && !r->behalf && !r->work;
	return r->format == 2;
}

/* The entry that tells of a seal: so that the last ones are missed too. */
static enum err check_told(struct walk *w, const struct journal_row *r)
{
	int64_t n = strtoll(r->object, NULL, 10);

	if (n >= 1 && n <= w->n.seals && strstr(r->detail, w->seal[n - 1]))
		return OK;
	return fail(w->c, ERR_CONFLICT, NULL,
		    N_("The journal is broken: seal %lld is not the one that "
		       "entry %lld of lane %lld tells of."),
		    (long long)n, (long long)r->seq, (long long)r->lane);
}

static enum err find_lane(struct walk *w, const struct journal_row *r)
{
	while (w->at < w->lanes && w->lane[w->at].lane < r->lane)
		TRY(end_lane(w));
	if (w->at < w->lanes && w->lane[w->at].lane == r->lane)
		return OK;
	return fail(w->c, ERR_CONFLICT, NULL,
		    N_("The journal is broken: entry %lld stands in lane %lld, "
		       "which does not exist."),
		    (long long)r->seq, (long long)r->lane);
}

static enum err check_entry(void *arg, const struct journal_row *r)
{
	struct walk *w = arg;
	unsigned char hash[JOURNAL_HASH];

	TRY(find_lane(w, r));
	if (r->seq != w->seq + 1)
		return missing(w, r->lane, w->seq + 1);
	if (r->id <= w->id)
		return fail(w->c, ERR_CONFLICT, NULL,
			    N_("The journal is broken: entry %lld of lane "
			       "%lld stands out of order."),
			    (long long)r->seq, (long long)r->lane);
	journal_hash(r, (struct blob){w->hash, JOURNAL_HASH}, hash);
	if (!fits_format(w, r) || !same_hash(r->hash, hash))
		return fail(w->c, ERR_CONFLICT, NULL,
			    N_("The journal is broken: entry %lld of lane "
			       "%lld was changed or moved."),
			    (long long)r->seq, (long long)r->lane);
	memcpy(w->hash, hash, JOURNAL_HASH);
	w->seq = r->seq;
	w->id = r->id;
	w->format = r->format;
	w->n.entries++;
	TRY(check_marks(w, r->lane));
	return strcmp(r->act, "journal.seal") ? OK : check_told(w, r);
}

enum err journal_verify(struct ctx *c, struct journal_counts *n)
{
	struct walk w = {.c = c};
	struct journal_lane *lane;

	TRY(sql_journal_lanes(c, &lane, &w.lanes));
	w.lane = lane;
	TRY(read_seals(&w));
	TRY(sql_journal_all(c, check_entry, &w));
	while (w.at < w.lanes)
		TRY(end_lane(&w));
	if (w.marked < w.n_marks)
		return unsealed(&w, &w.mark[w.marked]);
	w.n.lanes = (int64_t)w.lanes;
	*n = w.n;
	return OK;
}
