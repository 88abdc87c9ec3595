/* security.c - the page of how one signs in: second factor, sessions, access
 * tokens. */
#include "access/factor.h"
#include "access/oidc.h"
#include "access/role.h"
#include "access/token.h"
#include "base/day.h"
#include "base/decimal.h"
#include "web/pages/words.h"

#include <string.h>

/* What ?done= says was done; NULL: nothing. */
static const char *done(struct req *q)
{
	static const char *const known[][2] = {
		{"off", N_("The second factor is off.")},
		{"ended", N_("The session is over.")},
		{"token", N_("The access token has ended.")},
		{"linked", N_("Your account is linked.")},
		{"unlinked", N_("Your account is linked no longer.")},
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

static const char *state_words(const struct ctx *c, const char *state)
{
	if (!strcmp(state, "good"))
		return tr(c, N_("Good"));
	return strcmp(state, "ended") ? tr(c, N_("Expired"))
				      : tr(c, N_("Ended"));
}

static void dress_tokens(struct req *q, struct val *v)
{
	struct val *list = (struct val *)val_get(v, "tokens");

	for (struct val *t = list->first; t; t = t->next) {
		const char *used = val_text(t, "used");
		struct buf acts = {.mem = q->c->mem};
		int64_t until;

		for (struct val *a = val_get(t, "acts")->first; a; a = a->next)
			buf_printf(&acts, "%s%s", acts.len ? "; " : "", a->s);
		map_s(t, "acts_shown", acts.s);
		if (day_parse(val_text(t, "until"), &until))
			map_day_shown(q, t, "until_shown", until);
		if (*used)
			map_instant_shown(q, t, "used_shown", used);
		else
			map_s(t, "used_shown", tr(q->c, N_("never")));
		map_s(t, "state_shown",
		      state_words(q->c, val_text(t, "state")));
		map_b(t, "good", !strcmp(val_text(t, "state"), "good"));
	}
}

/* What the form offers. */
static struct val *acts_offered(struct req *q)
{
	struct val *list = val_list(q->c->mem);

	for (unsigned i = 0; i <= ACT_OPERATE; i++) {
		struct val *v;

		if (!(token_acts() & (1u << i)))
			continue;
		v = val_map(q->c->mem);
		map_s(v, "act", act_name((enum act)i));
		map_s(v, "label", act_name((enum act)i));
		map_b(v, "checked", i == ACT_SEE || i == ACT_READ);
		list_v(list, v);
	}
	return list;
}

/* The identity provider, and whether it knows them. */
static enum err add_provider(struct req *q, struct val *v)
{
	struct oidc o;
	int64_t n;

	TRY(oidc_read(q->c, &o));
	TRY(identity_count(q->c, o.issuer, &n));
	map_s(v, "provider", o.ready ? o.label : NULL);
	map_b(v, "linked", n > 0);
	return OK;
}

/* GET /settings/security and /api/settings/security */
enum err page_security(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem), *factor, *sessions, *tokens;

	TRY(factor_view(q->c, q->c->account, &factor));
	TRY(session_list(q->c, q->c->account, q->session, &sessions));
	map_v(v, "factor", factor);
	TRY(token_list(q->c, q->c->account, &tokens));
	map_v(v, "sessions", sessions);
	map_v(v, "tokens", tokens);
	if (q->api)
		return json(q, p, v);
	TRY(add_provider(q, v));
	dress_sessions(q, v);
	dress_tokens(q, v);
	map_b(v, "tokens_some", tokens->first != NULL);
	map_v(v, "acts", acts_offered(q));
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

/* The acts that were ticked: "see,read". */
static const char *acts_sent(struct req *q)
{
	struct buf b = {.mem = q->c->mem};

	buf_str(&b, "");
	for (size_t i = 0; i < q->form.n; i++)
		if (!strcmp(q->form.at[i].name, "act"))
			buf_printf(&b, "%s%s", b.len ? "," : "",
				   q->form.at[i].value);
	return b.s;
}

/* POST /settings/security/tokens */
enum err post_token(struct req *q, struct reply *p)
{
	struct token_new what = {.account = q->c->account,
				 .name = form(q, "name", ""),
				 .acts = acts_sent(q)};
	struct val *v = val_map(q->c->mem);
	const char *days = form(q, "days", ""), *secret;
	int64_t n, id;

	if (decimal_parse(days, NUMBERS_PLAIN, 0, &n) != DECIMAL_OK || n < 0 ||
	    n > TOKEN_DAYS_MOST)
		return fail(q->c, ERR_INVALID, "days",
			    N_("A token is good until a day within a year from "
			       "today."));
	what.until = q->c->today + n;
	TRY(token_make(q->c, &what, &id, &secret));
	map_s(v, "title", tr(q->c, N_("Your access token")));
	map_s(v, "name", what.name);
	map_s(v, "secret", secret);
	return page(q, p, "access/token", v);
}

/* POST /settings/security/tokens/{id}/end */
enum err post_token_end(struct req *q, struct reply *p)
{
	TRY(token_end(q->c, q->id));
	return see_other(q, p, "/settings/security?done=token");
}
