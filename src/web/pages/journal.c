/* journal.c - what was done, in words; the seals; an object's history. */
#include "web/pages/history.h"

#include "access/audit.h"
#include "access/role.h"
#include "base/day.h"
#include "web/pages/words.h"
#include "web/qr.h"

#include <string.h>

/* "… accepted the return of …": what an act is called in a list. */
static const char *act_label(struct ctx *c, const struct journal_act *a)
{
	struct buf b = {.mem = c->mem};

	for (const char *s = tr(c, a->says); *s;) {
		size_t n = strcspn(s, "{");

		buf_add(&b, s, n);
		s += n;
		if (*s) {
			buf_str(&b, "…");
			s += strcspn(s, "}") + 1;
		}
	}
	return b.s;
}

static struct val *acts(struct ctx *c, const char *chosen)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < journal_acts_count; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "act", journal_acts[i].act);
		map_s(v, "label", act_label(c, &journal_acts[i]));
		map_b(v, "chosen", !strcmp(journal_acts[i].act, chosen));
		list_v(list, v);
	}
	return list;
}

static void words(struct req *q, struct val *list)
{
	for (struct val *v = list->first; v; v = v->next)
		map_instant_shown(q, v, "at_shown", val_text(v, "at"));
}

/* What stands after "?", as it is shown again; empty is not given. */
static enum err read_query(struct req *q, struct journal_query *out)
{
	int64_t from, to;

	*out = (struct journal_query){
		.object = query(q, "object", NULL),
		.kind = query(q, "kind", NULL),
		.account = query(q, "account", NULL),
		.act = query(q, "act", NULL),
	};
	TRY(query_day(q, "from", DAY_MIN, &from));
	TRY(query_day(q, "to", DAY_MAX, &to));
	TRY(query_int(q, "before", 0, 0, INT64_MAX, &out->before));
	if (from > DAY_MIN)
		TRY(audit_day(q->c, from, &out->low));
	return to < DAY_MAX ? audit_day(q->c, to + 1, &out->high) : OK;
}

/* GET /journal and /api/journal */
enum err page_journal(struct req *q, struct reply *p)
{
	static const char *const kept[] = {"object", "kind", "account",
					   "act",    "from", "to"};
	struct val *v = val_map(q->c->mem), *list;
	struct journal_query ask;
	int64_t n = 0, last = 0;

	TRY(read_query(q, &ask));
	TRY(audit_list(q->c, &ask, &list));
	if (q->api)
		return json(q, p, list);
	words(q, list);
	for (const struct val *e = list->first; e; e = e->next, n++)
		last = val_int(e, "id");
	for (size_t i = 0; i < COUNT(kept); i++)
		map_s(v, kept[i], query(q, kept[i], ""));
	map_s(v, "title", tr(q->c, N_("Journal")));
	map_v(v, "acts", acts(q->c, query(q, "act", "")));
	map_v(v, "entries", list);
	map_i(v, "older", n == JOURNAL_PAGE ? last : 0);
	return page(q, p, "access/journal", v);
}

/* GET /journal/{id} and /api/journal/{id} */
enum err page_journal_entry(struct req *q, struct reply *p)
{
	struct val *v;

	TRY(audit_get(q->c, q->id, &v));
	if (q->api)
		return json(q, p, v);
	map_instant_shown(q, v, "at_shown", val_text(v, "at"));
	map_s(v, "title",
	      arena_printf(q->c->mem, tr(q->c, N_("Entry %lld of the journal")),
			   (long long)q->id));
	return page(q, p, "access/journal_entry", v);
}

/* GET /journal/seals and /api/journal/seals */
enum err page_seals(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem), *list;
	int64_t before, n = 0, last = 0;

	TRY(query_int(q, "before", 0, 0, INT64_MAX, &before));
	TRY(audit_seals(q->c, before, JOURNAL_PAGE, &list));
	if (q->api)
		return json(q, p, list);
	words(q, list);
	for (const struct val *e = list->first; e; e = e->next, n++)
		last = val_int(e, "seal");
	map_s(v, "title", tr(q->c, N_("Seals of the journal")));
	map_b(v, "may_seal", may_all(q->c, ACT_OPERATE) == OK);
	map_v(v, "seals", list);
	map_i(v, "older", n == JOURNAL_PAGE ? last : 0);
	ctx_forget(q->c);
	return page(q, p, "access/seals", v);
}

/* GET /journal/seals/{id} */
enum err page_seal(struct req *q, struct reply *p)
{
	struct val *v;

	TRY(audit_seal_get(q->c, q->id, &v));
	map_instant_shown(q, v, "at_shown", val_text(v, "at"));
	map_s(v, "store", q->title);
	map_s(v, "title",
	      arena_printf(q->c->mem, tr(q->c, N_("Seal %lld of the journal")),
			   (long long)q->id));
	map_v(v, "qr", qr_view(q->c->mem, val_text(v, "hash")));
	return page(q, p, "access/seal", v);
}

/* POST /journal/seals */
enum err post_seal(struct req *q, struct reply *p)
{
	struct val *v;

	TRY(audit_seal(q->c, &v));
	return see_other(q, p, "/journal/seals/%lld",
			 (long long)val_int(v, "seal"));
}

enum err history_get(struct req *q, const char *kind, const char *object,
		     struct val **past)
{
	struct val *list;

	*past = NULL;
	TRY(journal_history(q->c, kind, object, &list));
	if (!list->first)
		return OK;
	words(q, list);
	*past = val_map(q->c->mem);
	map_v(*past, "told", list);
	return OK;
}

void history_show(struct val *v, struct val *past)
{
	if (past)
		map_v(v, "told_here", past);
	else
		map_s(v, "told_here", NULL);
}

enum err history_add(struct req *q, struct val *v, const char *kind,
		     const char *object)
{
	struct val *past;

	TRY(history_get(q, kind, object, &past));
	history_show(v, past);
	return OK;
}

enum err history_add_id(struct req *q, struct val *v, const char *kind,
			int64_t object)
{
	return history_add(q, v, kind,
			   arena_printf(q->c->mem, "%lld", (long long)object));
}
