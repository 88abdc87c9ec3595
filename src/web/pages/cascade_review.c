/* cascade_review.c - one document after a year: who did what about it, when,
 * by which document, who is late, what they wrote. */
#include "register/cascade.h"

#include "base/day.h"
#include "web/pages/documents.h"
#include "web/pages/words.h"

#include <string.h>

#define SHOWN 200 /* units of a page */

static enum err read_ask(struct req *q, struct cascade_review_ask *ask)
{
	*ask = (struct cascade_review_ask){
		.unit = query(q, "unit", NULL),
		.now = !strcmp(query(q, "tree", "then"), "now"),
		.limit = SHOWN,
	};
	return query_int(q, "from", 0, 0, INT32_MAX, &ask->offset);
}

static const char *ref_of(const struct req *q)
{
	return arena_printf(q->c->mem, "%lld", (long long)q->id);
}

static const char *late_shown(struct req *q, const struct val *u)
{
	int64_t days = val_int(u, "late_days");

	if (days == 0)
		return val_true(val_get(u, "late")) ? tr(q->c, N_("Late"))
						    : NULL;
	return arena_printf(
		q->c->mem,
		trn(q->c, N_("%lld day late"), N_("%lld days late"), days),
		(long long)days);
}

static const char *evidence_shown(struct req *q, const struct val *list)
{
	struct buf b = {.mem = q->c->mem};

	for (const struct val *e = list->first; e; e = e->next)
		buf_printf(&b, "%s%s", b.len ? ", " : "", e->s);
	return b.len ? b.s : NULL;
}

static void row_words(struct req *q, struct val *u)
{
	const char *state = val_text(u, "state");

	map_s(u, "icon", !strcmp(state, "sent-back") ? "returned" : state);
	map_s(u, "late_shown", late_shown(q, u));
	map_instant_shown(q, u, "seen_shown", val_text(u, "acknowledged_at"));
	map_instant_shown(q, u, "done_shown", val_text(u, "done_at"));
	map_s(u, "evidence_shown", evidence_shown(q, val_get(u, "evidence")));
}

/* GET /documents/{id}/review?unit=&tree= and its twin under /api/ */
enum err page_cascade_review(struct req *q, struct reply *p)
{
	struct cascade_review_ask ask;
	struct val *v;

	TRY(read_ask(q, &ask));
	TRY(cascade_review(q->c, ref_of(q), &ask, &v));
	if (q->api)
		return json(q, p, v);
	change_words(q, v);
	for (struct val *u = val_member(v, "units")->first; u; u = u->next)
		row_words(q, u);
	map_n(q, v, "n_done", val_int(v, "done"));
	map_n(q, v, "n_of", val_int(v, "of"));
	map_n(q, v, "n_own", val_int(v, "own"));
	map_n(q, v, "n_late", val_int(v, "late"));
	map_n(q, v, "n_late_done", val_int(v, "late_done"));
	map_b(v, "now", ask.now);
	map_b(v, "then", !ask.now);
	if (ask.offset + SHOWN < val_int(v, "total"))
		map_i(v, "next", ask.offset + SHOWN);
	else
		map_s(v, "next", NULL);
	map_s(v, "title", tr(q->c, N_("Who did what about it")));
	map_s(v, "about",
	      arena_printf(q->c->mem, "%s: %s · %s", val_text(v, "symbol"),
			   val_text(v, "subject"), val_text(v, "name")));
	return page(q, p, "register/review", v);
}

/* GET /documents/{id}/review.csv and .xlsx */
enum err page_cascade_review_file(struct req *q, struct reply *p)
{
	bool workbook = strstr(q->route->path, ".xlsx") != NULL;
	struct cascade_review_ask ask;
	struct val *v;

	TRY(read_ask(q, &ask));
	ask.offset = ask.limit = 0;
	TRY(cascade_review(q->c, ref_of(q), &ask, &v));
	TRY(cascade_review_file(q->c, v, workbook, &p->body));
	return keep_file(
		q, p,
		workbook ? "application/vnd.openxmlformats-officedocument."
			   "spreadsheetml.sheet"
			 : "text/csv; charset=utf-8",
		arena_printf(q->c->mem, "review-%lld.%s", (long long)q->id,
			     workbook ? "xlsx" : "csv"));
}
