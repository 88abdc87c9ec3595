/* documents.h - what the pages of documents say alike. */
#ifndef WEB_PAGES_DOCUMENTS_H
#define WEB_PAGES_DOCUMENTS_H

#include "register/document.h"
#include "web/web.h"

/* What templates register/rows and the like show of a document, beside what
 * document_brief() gives. */
void document_words(struct req *q, struct val *d);

/* "changes" of a view in words; "some_changes". For register/changes. */
void change_words(struct req *q, struct val *v);

/* "exchanges" of a view in words; "some_exchanges". For register/exchanges. */
void exchange_words(struct req *q, struct val *v);

/* The kinds to choose from. */
enum err kind_choices(struct req *q, const char *chosen, struct val **out) MUST;

#endif
