/* notice.c - what one was told. */
#include "access/notice.h"

#include "web/pages/words.h"

#include <stdlib.h>

#define MOST INT64_C(1000000000)

/* GET /notices and /api/notices */
enum err page_notices(struct req *q, struct reply *p)
{
	struct val *v;
	int64_t from;

	TRY(query_int(q, "from", 0, 0, MOST, &from));
	TRY(notice_list(q->c, 0, from, &v));
	if (q->api)
		return json(q, p, v);
	for (struct val *n = val_get(v, "notices")->first; n; n = n->next) {
		map_instant_shown(q, n, "at_shown", val_text(n, "at"));
		map_b(n, "is_new", !val_true(val_get(n, "seen")));
	}
	map_s(v, "title", tr(q->c, N_("Notices")));
	return page(q, p, "access/notices", v);
}

/* GET /notices/{id} */
enum err page_notice(struct req *q, struct reply *p)
{
	const char *link;

	TRY(notice_open(q->c, q->id, &link));
	return see_other(q, p, "%s", link);
}

/* POST /notices/seen and /api/notices/seen: up to one that was shown, so
 * that what came since stays new. */
enum err post_notices_seen(struct req *q, struct reply *p)
{
	const char *upto = form(q, "upto", "0");
	char *end;
	int64_t id = strtoll(upto, &end, 10);

	if (*end || id < 0)
		return fail(q->c, ERR_INVALID, "upto",
			    N_("There is no such notice."));
	TRY(notice_seen(q->c, id));
	return see_other(q, p, "/notices");
}
