/* document_view.c - documents as people read them: one, and lists. */
#include "access/sight.h"
#include "base/view.h"
#include "org/unit.h"
#include "register/document_change.h"
#include "register/exchange.h"
#include "register/relation.h"
#include "register/row.h"

#include <stdio.h>
#include <string.h>

struct val *document_brief(struct ctx *c, const struct document *d)
{
	struct val *v = val_map(c->mem);

	map_i(v, "document", d->id);
	map_s(v, "symbol", d->symbol);
	map_s(v, "kind", d->kind.code);
	map_s(v, "kind_label", document_kind_label(c, &d->kind));
	map_s(v, "issuer", d->issuer_code);
	map_s(v, "issuer_name", d->issuer_name);
	map_day(v, "date", d->day);
	map_s(v, "subject", d->subject);
	map_s(v, "state", d->state);
	map_s(v, "state_label", tr(c, document_state_label(d->state)));
	return v;
}

static void map_opt(struct val *v, const char *key, struct opt_int i)
{
	if (i.set)
		map_i(v, key, i.value);
	else
		map_s(v, key, NULL);
}

/* A day, or none. */
static void map_opt_day(struct val *v, const char *key, struct opt_int day)
{
	map_day(v, key, day.set ? day.value : DAY_MAX);
}

static const char *text_or_null(const char *s)
{
	return *s ? s : NULL;
}

struct val *document_item(struct ctx *c, const struct document *d)
{
	struct val *v = document_brief(c, d);

	map_opt(v, "number", d->number);
	map_s(v, "urgency", d->urgency);
	map_s(v, "urgency_label", tr(c, urgency_label(d->urgency)));
	map_opt_day(v, "due", d->due);
	return v;
}

static const char *instant(struct ctx *c, int64_t at)
{
	char text[21];

	return arena_text(c->mem, instant_iso(at, text));
}

enum err document_add_changes(struct ctx *c, int64_t document, struct val *to)
{
	struct val *list = val_list(c->mem);
	struct document_change_row *r;
	struct sight s;
	size_t n;

	TRY(sight_get(c, ACT_CONSULT, &s));
	TRY(sql_document_changes(c, document, s.all, c->account, c->today,
				 s.powers, &r, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "what", r[i].what);
		map_s(v, "label", tr(c, document_change_label(r[i].what)));
		map_s(v, "why", r[i].why);
		map_s(v, "at", instant(c, r[i].at));
		map_s(v, "by", r[i].login);
		if (r[i].other_seen)
			map_i(v, "other", r[i].other);
		else
			map_s(v, "other", NULL);
		map_s(v, "other_symbol", r[i].other_symbol);
		map_v(v, "before", document_change_fields(c, r[i].before));
		list_v(list, v);
	}
	map_v(to, "changes", list);
	return exchange_add_signature(c, document, to);
}

static enum err add_books(struct ctx *c, const struct document *d,
			  const struct sight *s, struct val *to)
{
	struct val *list = val_list(c->mem);
	struct document_book *b;
	size_t n;

	TRY(sql_document_books(c, d->id, s->all, c->account, c->today,
			       s->powers, &b, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "unit", b[i].unit);
		map_s(v, "name", b[i].name);
		map_s(v, "book", b[i].book);
		map_i(v, "year", b[i].year);
		map_opt(v, "n", b[i].n);
		map_day(v, "date", b[i].day);
		map_opt_day(v, "due", b[i].due);
		map_s(v, "note", text_or_null(b[i].note));
		list_v(list, v);
	}
	map_v(to, "books", list);
	return OK;
}

static enum err add_calls(struct ctx *c, const struct document *d,
			  const struct sight *s, struct val *to)
{
	struct val *list = val_list(c->mem);
	struct document_call *k;
	size_t n;

	TRY(sql_document_calls(c, d->id, s->all, c->account, c->today,
			       s->powers, &k, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_i(v, "call", k[i].id);
		map_s(v, "issuer", k[i].issuer);
		map_s(v, "under", k[i].under);
		map_s(v, "expect", k[i].expect);
		map_s(v, "relay", k[i].relay);
		map_day(v, "due", k[i].due);
		map_s(v, "state", k[i].state);
		map_s(v, "reason", text_or_null(k[i].reason));
		list_v(list, v);
	}
	map_v(to, "calls", list);
	return OK;
}

/* The document by itself. */
static struct val *own_view(struct ctx *c, const struct document *d)
{
	struct val *v = document_item(c, d);

	map_s(v, "signer", text_or_null(d->signer));
	map_s(v, "capacity", text_or_null(d->capacity));
	map_s(v, "place", text_or_null(d->place));
	map_opt(v, "pages", d->pages);
	map_i(v, "version", d->version);
	map_s(v, "at", instant(c, d->at));
	map_s(v, "by", d->login);
	return v;
}

static enum err add_may(struct ctx *c, const struct document *d, struct val *to)
{
	enum err e = document_may_change(c, d);

	map_b(to, "may_change", e == OK);
	return e == ERR_DENIED ? OK : e;
}

enum err document_view(struct ctx *c, int64_t id, struct val **out)
{
	struct val *files, *v;
	struct document d;
	struct sight s;

	TRY(document_get(c, id, &d));
	TRY(sight_get(c, ACT_CONSULT, &s));
	*out = v = own_view(c, &d);
	TRY(document_add_changes(c, id, v));
	TRY(add_books(c, &d, &s, v));
	TRY(attachment_view(c, DOCUMENT_PLACE, id, d.version, &files));
	map_v(v, "files", files);
	TRY(relation_add_near(c, id, v));
	TRY(add_calls(c, &d, &s, v));
	TRY(exchange_add_view(c, id, v));
	return add_may(c, &d, v);
}

/* ---- lists ---- */

/* What a list asks its statement. */
struct page {
	int64_t unit; /* id; 0: all */
	const char *book, *kind, *state;
	int64_t day, id; /* after these */
	int64_t limit;
	struct val *documents;
	const char *next;
};

static enum err read_after(struct ctx *c, const char *after, struct page *p)
{
	long long day, id;
	int end = 0;

	p->day = p->id = INT64_MAX;
	if (!after)
		return OK;
	if (sscanf(after, "%lld.%lld%n", &day, &id, &end) == 2 && !after[end]) {
		p->day = day;
		p->id = id;
		return OK;
	}
	return fail(c, ERR_INVALID, "after",
		    N_("\"%s\" is not where a page of a list ended."), after);
}

static enum err read_ask(struct ctx *c, const struct document_ask *ask,
			 struct page *p)
{
	struct document_kind kind;
	struct unit u;

	*p = (struct page){.book = ask->book ? ask->book : "",
			   .kind = "",
			   .state = ask->state ? ask->state : "",
			   .limit = ask->limit ? ask->limit : DOCUMENT_SHOWN,
			   .documents = val_list(c->mem)};
	if (*p->book && strcmp(p->book, "in") && strcmp(p->book, "out"))
		return fail(c, ERR_INVALID, "book",
			    N_("A unit has the books in and out, and no book "
			       "\"%s\"."),
			    p->book);
	if (*p->state && document_state_label(p->state) == p->state)
		return fail(c, ERR_INVALID, "state",
			    N_("Documents are valid, withdrawn, recalled, "
			       "replaced or revoked, and not \"%s\"."),
			    p->state);
	if (p->limit < 1 || p->limit > DOCUMENT_MOST)
		return fail(c, ERR_INVALID, "limit",
			    N_("A list shows 1 to %d documents."),
			    DOCUMENT_MOST);
	if (ask->kind) {
		TRY(document_kind_find(c, ask->kind, &kind));
		p->kind = kind.code;
	}
	if (ask->unit) {
		TRY(unit_for(c, ACT_CONSULT, ask->unit, c->today, &u));
		p->unit = u.id;
	}
	return read_after(c, ask->after, p);
}

/* Of limit + 1 rows the last only says that there are more. */
static bool is_last(struct ctx *c, struct page *p, size_t i, size_t n,
		    int64_t day, int64_t id)
{
	if ((int64_t)i + 1 == p->limit && i + 1 < n)
		p->next = arena_printf(c->mem, "%lld.%lld", (long long)day,
				       (long long)id);
	return (int64_t)i + 1 == p->limit;
}

static enum err list_books(struct ctx *c, int64_t year, struct page *p)
{
	struct document_row *r;
	size_t n;

	TRY(sql_book_page(c, p->unit, p->book, year, p->kind, p->state, p->day,
			  p->id, p->limit + 1, &r, &n));
	for (size_t i = 0; i < n; i++) {
		struct document d = document_of_row(&r[i]);
		struct val *v = document_item(c, &d);

		map_s(v, "book", r[i].book);
		map_opt(v, "year", r[i].year);
		map_opt(v, "n", r[i].n);
		map_opt_day(v, "came", r[i].came);
		map_opt_day(v, "own_due", r[i].own_due);
		map_s(v, "note", text_or_null(r[i].note));
		list_v(p->documents, v);
		if (is_last(c, p, i, n, r[i].came.value, r[i].entry.value))
			break;
	}
	return OK;
}

static enum err list_all(struct ctx *c, int64_t year, struct page *p)
{
	int64_t first = year ? day_of(year, 1, 1) : DAY_MIN;
	int64_t last = year ? day_of(year, 12, 31) : DAY_MAX;
	struct document_row *r;
	struct sight s;
	size_t n;

	TRY(sight_get(c, ACT_CONSULT, &s));
	TRY(sql_document_page(c, first, last, p->kind, p->state, p->day, p->id,
			      p->limit + 1, s.all, c->account, c->today,
			      s.powers, &r, &n));
	for (size_t i = 0; i < n; i++) {
		struct document d = document_of_row(&r[i]);

		list_v(p->documents, document_item(c, &d));
		if (is_last(c, p, i, n, d.day, d.id))
			break;
	}
	return OK;
}

enum err document_list(struct ctx *c, const struct document_ask *ask,
		       struct val **out)
{
	struct page p;

	TRY(read_ask(c, ask, &p));
	if (ask->year && (ask->year < 1900 || ask->year > 9999))
		return fail(c, ERR_INVALID, "year",
			    N_("%lld is no year of a book."),
			    (long long)ask->year);
	TRY(p.unit ? list_books(c, ask->year, &p) : list_all(c, ask->year, &p));
	*out = val_map(c->mem);
	map_v(*out, "documents", p.documents);
	map_s(*out, "next", p.next);
	return OK;
}
