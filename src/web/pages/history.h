/* history.h - what was done to an object, in words, on its page. */
#ifndef WEB_PAGES_HISTORY_H
#define WEB_PAGES_HISTORY_H

#include "core/journal.h"
#include "web/web.h"

/* What history_add() adds; NULL: there is nothing. */
enum err history_get(struct req *q, const char *kind, const char *object,
		     struct val **past) MUST;

/* Lays it into a page's view; every page with access/history needs it. */
void history_show(struct val *v, struct val *past);

/* Adds what the template access/history shows: the newest entries about an
 * object of that kind (journal_acts[]). Whoever may see the page may see
 * them; nothing personal stands in an entry. */
enum err history_add(struct req *q, struct val *v, const char *kind,
		     const char *object) MUST;
enum err history_add_id(struct req *q, struct val *v, const char *kind,
			int64_t object) MUST;

#endif
