/* security.c - the page of how one signs in: second factor, sessions. */
#include "access/factor.h"
#include "access/session.h"
#include "web/pages/words.h"

#include <string.h>

/* What ?done= says was done; NULL: nothing. */
static const char *done(struct req *q)
{
	static const char *const known[][2] = {
		{"off", N_("The second factor is off.")},
		{"ended", N_("The session is over.")},
		{"others", N_("You are signed out in all other browsers.")},
	};

	for (size_t i = 0; i < COUNT(known); i++)
		if (!strcmp(query(q, "done", ""), known[i][0]))
			return tr(q->c, known[i][1]);
	return NULL;
}

static void dress_sessions(struct req *q, struct val *v)
{
	struct val *list = (struct val *)val_get(v, "sessions");

	for (struct val *s = list->first; s; s = s->next) {
		map_instant_shown(q, s, "began_shown", val_text(s, "began"));
		map_instant_shown(q, s, "seen_shown", val_text(s, "seen"));
	}
	map_b(v, "others", list->first && list->first != list->last);
}

/* GET /settings/security and /api/settings/security */
enum err page_security(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem), *factor, *sessions;

	TRY(factor_view(q->c, q->c->account, &factor));
	TRY(session_list(q->c, q->c->account, q->session, &sessions));
	map_v(v, "factor", factor);
	map_v(v, "sessions", sessions);
	if (q->api)
		return json(q, p, v);
	dress_sessions(q, v);
	map_s(v, "done", done(q));
	map_s(v, "title", tr(q->c, N_("Signing in and safety")));
	return page(q, p, "access/security", v);
}

/* POST /settings/security/sessions/{id}/end */
enum err post_session_end(struct req *q, struct reply *p)
{
	TRY(session_revoke(q->c, q->c->account, q->id));
	return see_other(q, p, "/settings/security?done=ended");
}

/* POST /settings/security/sessions/end */
enum err post_sessions_end(struct req *q, struct reply *p)
{
	int64_t n;

	TRY(session_revoke_all(q->c, q->c->account, q->session, &n));
	return see_other(q, p, "/settings/security?done=others");
}
