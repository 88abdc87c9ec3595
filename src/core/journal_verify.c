/* journal_verify.c - proves that nothing was changed, taken out or put in. */
#include "core/journal.h"

#include "core/journal_hash.h"
#include "gen/sql_core.h"

#include <string.h>

/* Where a walk through the lanes stands. */
struct walk {
	struct ctx *c;
	const struct journal_lane *lane; /* heads, by number */
	size_t lanes, at;
	int64_t seq, id, format; /* of the entry before, in this lane */
	int64_t n;		 /* all read */
	unsigned char hash[JOURNAL_HASH];
};

static bool same_hash(struct blob b, const unsigned char hash[JOURNAL_HASH])
{
	return b.size == JOURNAL_HASH && !memcmp(b.data, hash, JOURNAL_HASH);
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
	w->seq = w->id = w->format = 0;
	memcpy(w->hash, journal_no_hash, JOURNAL_HASH);
	return OK;
}

/* Entries of format 1 prove no seat, and none follows one of format 2. */
static bool fits_format(const struct walk *w, const struct journal_row *r)
{
	if (r->format == 1)
		return w->format <= 1 && !r->seat && !r->behalf && !r->work;
	return r->format == 2;
}

static enum err check_entry(void *arg, const struct journal_row *r)
{
	struct walk *w = arg;
	unsigned char hash[JOURNAL_HASH];

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
