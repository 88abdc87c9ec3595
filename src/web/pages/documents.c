/* documents.c - documents in lists: found by words, and in the books of a
 * unit. */
#include "web/pages/documents.h"

#include "access/role.h"
#include "base/day.h"
#include "base/show.h"
#include "org/unit.h"
#include "register/search.h"
#include "web/grid.h"
#include "web/pages/words.h"

#include <stdlib.h>
#include <string.h>

#define YEARS 5 /* that a book offers beside its own */

/* ---- what several pages say alike ---- */

enum err kind_choices(struct req *q, const char *chosen, struct val **out)
{
	struct document_kind *k;
	size_t n;

	*out = val_list(q->c->mem);
	TRY(document_kinds(q->c, &k, &n));
	for (size_t i = 0; i < n; i++)
		list_v(*out, choice(q->c, k[i].code,
				    document_kind_label(q->c, &k[i]), chosen));
	return OK;
}

void document_words(struct req *q, struct val *d)
{
	struct ctx *c = q->c;
	const char *state = val_text(d, "state");
	const char *urgency = val_text(d, "urgency");

	map_iso_shown(q, d, "date_shown", val_get(d, "date"));
	map_s(d, "state_shown",
	      strcmp(state, "valid") ? tr(c, document_state_label(state))
				     : NULL);
	map_s(d, "urgency_shown",
	      *urgency && strcmp(urgency, "normal")
		      ? tr(c, urgency_label(urgency))
		      : NULL);
}

/* "What it is about: Kế hoạch năm; Date: 02/01/2026": as it was before a
 * correction. */
static const char *was_shown(struct req *q, const struct val *before)
{
	static const struct {
		const char *field, *label;
	} labels[] = {
		{"symbol", N_("Symbol")},
		{"kind", N_("Kind")},
		{"date", N_("Date")},
		{"subject", N_("What it is about")},
		{"signer", N_("Signed by")},
		{"capacity", N_("Capacity")},
		{"urgency", N_("Urgency")},
		{"place", N_("Place of issue")},
		{"pages", N_("Pages")},
		{"due", N_("Due")},
	};
	struct buf b = {.mem = q->c->mem};

	for (size_t i = 0; i < COUNT(labels); i++)
		if (val_get(before, labels[i].field))
			buf_printf(&b, "%s%s: %s", b.len ? "; " : "",
				   tr(q->c, labels[i].label),
				   val_text(before, labels[i].field));
	if (b.len == 0)
		return NULL;
	return arena_printf(q->c->mem, tr(q->c, N_("Before: %s")), b.s);
}

void change_words(struct req *q, struct val *v)
{
	struct val *changes = val_member(v, "changes");

	for (struct val *o = changes->first; o; o = o->next) {
		struct val *before = val_member(o, "before");

		map_instant_shown(q, o, "at_shown", val_text(o, "at"));
		map_b(o, "by_other", val_true(val_get(o, "other")));
		map_s(o, "was_shown", before ? was_shown(q, before) : NULL);
	}
	map_b(v, "some_changes", changes->first != NULL);
}

void exchange_words(struct req *q, struct val *v)
{
	struct val *list = val_member(v, "exchanges");

	for (struct val *o = list->first; o; o = o->next) {
		const char *name = val_text(o, "organ_name");

		map_instant_shown(q, o, "at_shown", val_text(o, "at"));
		map_s(o, "sender_shown", *name ? name : val_text(o, "organ"));
	}
	map_b(v, "some_exchanges", list->first != NULL);
}

/* ---- found by words ---- */

static enum err find_view(struct req *q, const struct document_ask *ask,
			  const char *words, struct val **v)
{
	if (!*words)
		return document_list(q->c, ask, v);
	return document_search(q->c,
			       &(struct search){
				       .find = words,
				       .unit = ask->unit,
				       .kind = ask->kind,
				       .year = ask->year,
				       .after = ask->after,
			       },
			       v);
}

static enum err read_ask(struct req *q, struct document_ask *ask)
{
	const char *unit = query(q, "unit", NULL);

	*ask = (struct document_ask){
		.unit = q->code ? q->code : unit,
		.book = query(q, "book", NULL),
		.kind = query(q, "kind", NULL),
		.state = query(q, "state", NULL),
		.after = query(q, "after", NULL),
	};
	return query_int(q, "year", 0, 1900, 9999, &ask->year);
}

/* The unit whose books are one click away: the asked one, or the own. */
static enum err find_home(struct req *q, const struct document_ask *ask,
			  struct val *v)
{
	const char *home = ask->unit;
	bool may_enter = false;

	if (!home)
		TRY(role_home(q->c, &home));
	if (home)
		TRY(may_at(q->c, ACT_REGISTER, home, &may_enter));
	map_s(v, "home", home);
	map_b(v, "may_enter", may_enter);
	return OK;
}

/* GET /documents and /api/documents */
enum err page_documents(struct req *q, struct reply *p)
{
	const char *words = query(q, "find", "");
	struct document_ask ask;
	struct val *v, *kinds;

	TRY(read_ask(q, &ask));
	TRY(find_view(q, &ask, words, &v));
	if (q->api)
		return json(q, p, v);
	for (struct val *d = val_member(v, "documents")->first; d; d = d->next)
		document_words(q, d);
	TRY(kind_choices(q, ask.kind ? ask.kind : "", &kinds));
	TRY(find_home(q, &ask, v));
	map_s(v, "title", tr(q->c, N_("Documents")));
	map_s(v, "find", words);
	map_s(v, "unit", ask.unit ? ask.unit : "");
	map_s(v, "kind", ask.kind ? ask.kind : "");
	map_s(v, "year", query(q, "year", ""));
	map_v(v, "kinds", kinds);
	map_b(v, "arrivals", false);
	map_b(v, "some", val_get(v, "documents")->first != NULL);
	return page(q, p, "register/documents", v);
}

/* ---- the books of a unit ---- */

static enum err book_ask(struct req *q, struct document_ask *ask)
{
	char day[11];

	TRY(read_ask(q, ask));
	if (!ask->book)
		ask->book = "in";
	if (!ask->year)
		ask->year = strtoll(day_iso(q->c->today, day), NULL, 10);
	return OK;
}

static struct val *years(struct req *q, int64_t year)
{
	struct val *list = val_list(q->c->mem);
	char day[11];
	int64_t now = strtoll(day_iso(q->c->today, day), NULL, 10);

	for (int64_t y = now; y > now - YEARS; y--) {
		struct val *v = val_map(q->c->mem);

		map_i(v, "value", y);
		map_b(v, "current", y == year);
		list_v(list, v);
	}
	return list;
}

/* GET /units/{code}/books and /api/units/{code}/books */
enum err page_book(struct req *q, struct reply *p)
{
	struct document_ask ask;
	struct unit u;
	struct val *v;
	bool in, may_enter;

	TRY(book_ask(q, &ask));
	TRY(document_list(q->c, &ask, &v));
	if (q->api)
		return json(q, p, v);
	TRY(unit_get(q->c, q->code, q->c->today, &u));
	TRY(may_at(q->c, ACT_REGISTER, q->code, &may_enter));
	in = !strcmp(ask.book, "in");
	for (struct val *d = val_member(v, "documents")->first; d; d = d->next)
		document_words(q, d);
	map_s(v, "title",
	      arena_printf(q->c->mem,
			   in ? tr(q->c, N_("Incoming book, %lld"))
			      : tr(q->c, N_("Outgoing book, %lld")),
			   (long long)ask.year));
	map_s(v, "unit", u.code);
	map_s(v, "unit_name", u.name);
	map_s(v, "book", ask.book);
	map_i(v, "year", ask.year);
	map_v(v, "years", years(q, ask.year));
	map_b(v, "is_in", in);
	map_b(v, "is_out", !in);
	map_b(v, "arrivals", in);
	map_b(v, "may_enter", may_enter);
	map_b(v, "some", val_get(v, "documents")->first != NULL);
	return page(q, p, "register/book", v);
}

static void book_row(struct grid *t, const struct val *d)
{
	if (val_true(val_get(d, "n")))
		grid_int(t, val_int(d, "n"));
	else
		grid_text(t, "");
	grid_text(t, val_text(d, "symbol"));
	grid_text(t, val_text(d, "date"));
	grid_text(t, val_text(d, "kind_label"));
	grid_text(t, val_text(d, "subject"));
	grid_text(t, val_text(d, "issuer_name"));
	grid_text(t, val_text(d, "came"));
	grid_text(t, val_text(d, "due"));
	grid_text(t, val_text(d, "state"));
	grid_text(t, val_text(d, "note"));
	grid_row(t);
}

/* All of a book, page after page. */
static enum err whole_book(struct req *q, struct document_ask *ask,
			   struct val *parts)
{
	struct val *v;

	ask->limit = DOCUMENT_MOST;
	do {
		TRY(document_list(q->c, ask, &v));
		list_v(parts, v);
		ask->after = val_text(v, "next");
	} while (*ask->after);
	return OK;
}

/* GET /units/{code}/books.csv and .xlsx: the whole book of the year */
enum err page_book_table(struct req *q, struct reply *p)
{
	struct val *parts = val_list(q->c->mem);
	struct document_ask ask;
	struct grid *t;

	TRY(book_ask(q, &ask));
	TRY(whole_book(q, &ask, parts));
	t = grid_begin(q, p);
	grid_head(t, "arrival,symbol,date,kind,subject,issuer,came,due,state,"
		     "note");
	for (const struct val *v = parts->first; v; v = v->next)
		for (const struct val *d = val_get(v, "documents")->first; d;
		     d = d->next)
			book_row(t, d);
	return grid_end(t, "book-%s-%s-%lld", ask.book, q->code,
			(long long)ask.year);
}
