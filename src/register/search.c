/* search.c - pages of what is found: by symbol first, then by words. */
#include "register/search.h"

#include "access/sight.h"
#include "base/day.h"
#include "org/unit.h"
#include "register/row.h"
#include "register/symbol.h"
#include "register/words.h"

#include <stdio.h>
#include <string.h>

#define FIND_MOST 500 /* bytes of what is typed */

/* A page that is being made. */
struct finding {
	struct ctx *c;
	struct sought sought;
	const char *key; /* of a symbol; "": none */
	int64_t unit;	 /* id; 0: any */
	const char *kind;
	int64_t first, last; /* days */
	bool in_words;	     /* past those whose symbol it is */
	int64_t day, id;     /* after these */
	struct sight sight;
	struct val *documents;
	int64_t room;
	const char *next;
};

/* "18000.5", of words; "=18000.5", of symbols. */
static enum err read_after(struct finding *f, const char *after)
{
	long long day, id;
	int end = 0;

	f->day = f->id = INT64_MAX;
	if (!after)
		return OK;
	f->in_words = *after != '=';
	after += !f->in_words;
	if (sscanf(after, "%lld.%lld%n", &day, &id, &end) != 2 || after[end])
		return fail(f->c, ERR_INVALID, "after",
			    N_("\"%s\" is not where a page of a list ended."),
			    after);
	f->day = day;
	f->id = id;
	return OK;
}

static enum err read_search(struct finding *f, const struct search *s)
{
	struct ctx *c = f->c;
	const char *find =
		arena_copy(c->mem, s->find, strnlen(s->find, FIND_MOST));
	struct document_kind kind;
	struct unit u;

	words_sought(c->mem, find, &f->sought);
	f->key = symbol_key(c->mem, find);
	if (!f->sought.n)
		return fail(c, ERR_INVALID, "find",
			    N_("Say what is looked for: words, or a symbol."));
	if (s->year && (s->year < 1900 || s->year > 9999))
		return fail(c, ERR_INVALID, "year",
			    N_("%lld is no year of a book."),
			    (long long)s->year);
	f->first = s->year ? day_of(s->year, 1, 1) : DAY_MIN;
	f->last = s->year ? day_of(s->year, 12, 31) : DAY_MAX;
	f->kind = "";
	if (s->kind) {
		TRY(document_kind_find(c, s->kind, &kind));
		f->kind = kind.code;
	}
	if (s->unit) {
		TRY(unit_for(c, ACT_CONSULT, s->unit, c->today, &u));
		f->unit = u.id;
	}
	TRY(sight_get(c, ACT_CONSULT, &f->sight));
	return read_after(f, s->after);
}

static const char *found_in(const struct finding *f, const struct document *d)
{
	struct arena_mark m = arena_mark(f->c->mem);
	const char *in = "text";

	if (!strcmp(d->found_by, f->key) ||
	    words_within(f->c->mem, &f->sought, d->symbol))
		in = "symbol";
	else if (words_within(f->c->mem, &f->sought, d->subject))
		in = "subject";
	arena_rewind(f->c->mem, m);
	return in;
}

/* Of room + 1 rows the last only says that there are more. */
static void add(struct finding *f, const struct document_row *r, size_t n)
{
	for (size_t i = 0; i < n && !f->next; i++) {
		struct document d = document_of_row(&r[i]);
		struct val *v;

		if (f->room == 0) {
			f->next = arena_printf(f->c->mem, "%s%lld.%lld",
					       f->in_words ? "" : "=",
					       (long long)f->day,
					       (long long)f->id);
			return;
		}
		v = document_item(f->c, &d);
		map_s(v, "found", found_in(f, &d));
		list_v(f->documents, v);
		f->day = d.day;
		f->id = d.id;
		f->room--;
	}
}

enum err document_search(struct ctx *c, const struct search *s,
			 struct val **out)
{
	struct finding f = {.c = c, .room = s->limit ? s->limit : SEARCH_SHOWN};
	struct document_row *r;
	size_t n;

	TRY(read_search(&f, s));
	f.documents = val_list(c->mem);
	if (!f.in_words && *f.key) {
		TRY(sql_search_symbol(c, f.key, f.unit, f.kind, f.first, f.last,
				      f.day, f.id, f.room + 1, f.sight.all,
				      c->account, c->today, f.sight.powers, &r,
				      &n));
		add(&f, r, n);
	}
	if (!f.next) {
		if (!f.in_words)
			f.day = f.id = INT64_MAX;
		f.in_words = true;
		TRY(sql_search_words(c, f.sought.query, f.key, f.unit, f.kind,
				     f.first, f.last, f.day, f.id, f.room + 1,
				     f.sight.all, c->account, c->today,
				     f.sight.powers, &r, &n));
		add(&f, r, n);
	}
	*out = val_map(c->mem);
	map_v(*out, "documents", f.documents);
	map_s(*out, "next", f.next);
	return OK;
}
