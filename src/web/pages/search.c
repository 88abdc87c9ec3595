/* search.c - the one box in which all is looked for: units by name or code,
 * documents by symbol and words. */
#include "register/search.h"

#include "base/show.h"
#include "org/unit.h"
#include "register/words.h"
#include "web/pages/documents.h"
#include "web/pages/words.h"

#define UNITS	  50
#define DOCUMENTS 5 /* all of them are one click away */

/* Words without a letter or digit find no document, and are no mistake. */
static enum err add_documents(struct req *q, const char *words, struct val *v)
{
	struct search search = {.find = words, .limit = DOCUMENTS};
	struct val *view = val_map(q->c->mem);
	struct val *list = val_list(q->c->mem);
	struct sought sought;

	words_sought(q->c->mem, words, &sought);
	if (sought.n) {
		TRY(document_search(q->c, &search, &view));
		list = val_member(view, "documents");
	}
	for (struct val *d = list->first; d; d = d->next)
		document_words(q, d);
	map_b(v, "some_documents", list->first != NULL);
	map_b(v, "more", *val_text(view, "next") != '\0');
	map_b(v, "arrivals", false);
	list->next = NULL; /* it goes over to the page */
	map_v(v, "documents", list);
	return OK;
}

/* GET /search and /api/search */
enum err page_search(struct req *q, struct reply *p)
{
	const char *words = query(q, "q", "");
	struct val *v = val_map(q->c->mem), *found;
	int64_t at;

	TRY(query_day(q, "at", q->c->today, &at));
	TRY(unit_search(q->c, words, at, UNITS, &found));
	if (q->api)
		return json(q, p, found);
	for (struct val *u = found->first; u; u = u->next)
		map_s(u, "kind_label", kind_label(q->c, val_text(u, "kind")));
	TRY(add_documents(q, words, v));
	map_s(v, "title", tr(q->c, N_("Search")));
	map_s(v, "words", words);
	map_b(v, "asked", *words != '\0');
	map_b(v, "none",
	      *words && !found->first &&
		      !val_true(val_get(v, "some_documents")));
	map_b(v, "some_units", found->first != NULL);
	map_s(v, "at_input", day_input(q, at));
	map_day_shown(q, v, "at_shown", at);
	map_v(v, "found", found);
	return page(q, p, "org/search", v);
}
