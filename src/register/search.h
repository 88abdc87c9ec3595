/* search.h - finds documents by words and symbols. */
#ifndef REGISTER_SEARCH_H
#define REGISTER_SEARCH_H

#include "core/ctx.h"

#define SEARCH_SHOWN 50 /* a page */

struct search {
	const char *find;  /* words, a symbol; with or without marks */
	const char *unit;  /* code: in its books; NULL: everywhere in sight */
	const char *kind;  /* as document_kind_find(); NULL: any */
	int64_t year;	   /* of the document's day; 0: any */
	const char *after; /* "next" of the page before; NULL: the first */
	int64_t limit;	   /* 0: SEARCH_SHOWN */
};

/**
 * {"documents":[document_item() and "found"],"next"}: those in sight that
 * have every word in their symbol, subject, issuer, signer or files; "words
 * in quotes" side by side; the last word may go on. First those whose symbol
 * it is, however it is written, then the others, each from the newest day
 * on. found: "symbol", "subject" or "text", the first that has all words.
 * next is null at the end.
 *
 * ERR_INVALID  no word in it; no such kind or year; ERR_MISSING, ERR_DENIED
 *              may not ACT_CONSULT at the unit
 */
enum err document_search(struct ctx *c, const struct search *s,
			 struct val **out) MUST;

#endif
