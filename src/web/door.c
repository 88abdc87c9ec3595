/* door.c - who asks, whether they may come in, and what becomes of their
 * session. */
#include "web/door.h"

#include "access/role.h"
#include "access/token.h"
#include "base/day.h"
#include "web/pace.h"

#include <sodium.h>
#include <string.h>
#include <strings.h>

/* The token of a program that asks the API; NULL: a browser asks. */
static const char *bearer_of(const struct req *q)
{
	const char *s = q->authorization;

	if (!q->api || !s || strncasecmp(s, "Bearer", 6) ||
	    (s[6] && s[6] != ' '))
		return NULL;
	return s + 6 + strspn(s + 6, " ");
}

static enum err open_token(struct ctx *c, struct req *q, struct session *s)
{
	struct bearer b;

	TRY(token_open(c, q->bearer, &b));
	*s = b.who;
	q->refused = b.refused ? b.token : 0;
	c->token = s->account ? b.token : 0;
	c->acts = s->account ? b.acts : 0;
	return OK;
}

enum err door_open(struct ctx *c, void *arg)
{
	struct req *q = arg;
	const char *token = cookie(q, COOKIE_SESSION);
	struct session s;

	q->bearer = bearer_of(q);
	if (q->bearer)
		TRY(open_token(c, q, &s));
	else
		TRY(session_open(c, token, &s));
	c->today = tz_day(s.timezone, c->now);
	c->account = s.account;
	q->title = s.title;
	q->login = s.login;
	q->session = s.id;
	q->stale = s.stale;
	q->renew = s.renew;
	q->proved = s.proved;
	q->owes = s.owes;
	q->reused = s.reused;
	q->unseen = s.unseen;
	q->timezone = s.timezone;
	if (s.lang)
		c->lang = strcmp(s.lang, "en") ? "vi" : "en";
	if (c->account && !q->api && q->method == GET) {
		TRY(may_anywhere(c, ACT_AUDIT, &q->admin));
		TRY(may_anywhere(c, ACT_KNOW, &q->people));
	}
	q->token = s.account ? token : cookie(q, COOKIE_FORM);
	if (q->bearer)
		q->token = NULL;
	q->csrf = q->token ? session_csrf(c->mem, q->token) : "";
	return OK;
}

/* Behind a queue nobody gets more than their share. */
static enum err check_pace(struct req *q)
{
	if (!q->crowded || !pace_over(q->c->account, q->from, q->began))
		return OK;
	return refuse(q, 429,
		      N_("Others are waiting, and you have asked for much "
			 "within a short time. Try again in a moment."));
}

static enum err check_token(struct req *q)
{
	q->need = NEED_TOKEN;
	if (!q->c->account)
		return refuse(q, 401,
			      N_("This token is not known, or its time is "
				 "over. Make another one: "
				 "/settings/security"));
	q->need = NEED_NOTHING;
	if (route_for_people(q->route))
		return fail(q->c, ERR_DENIED, NULL,
			    N_("No token is good for this: sign in."));
	return OK;
}

static enum err check_access(struct req *q)
{
	TRY(check_pace(q));
	if (q->bearer)
		return check_token(q);
	if (q->route->access == ANYONE)
		return OK;
	q->need = NEED_SIGNIN;
	if (!q->c->account)
		return refuse(q, 401, N_("Sign in first."));
	q->need = NEED_FACTOR;
	if (q->owes && q->route->access != SETTING_UP)
		return refuse(q, 403,
			      N_("Set up your second factor first: "
				 "/settings/security/factor"));
	q->need = NEED_NOTHING;
	return OK;
}

/* Of a form after its token: what was sent is shown again only to who sent
 * it. */
static enum err check_proof(struct req *q)
{
	if (q->proved ||
	    (q->route->access != PROVED && q->route->access != SETTING_UP))
		return OK;
	q->need = NEED_PROOF;
	return refuse(q, 401,
		      N_("Give your password or code again first: "
			 "/signin/again"));
}

/* Browsers say since 2020 which site makes them ask. What another site has
 * them send, or puts into its own pages, is none of ours; its links are. */
enum err door_site(struct req *q)
{
	const char *site = q->fetch_site, *mode = q->fetch_mode;

	if (!site || !strcmp(site, "same-origin") || !strcmp(site, "none"))
		return OK;
	if (q->method == GET && (!mode || !strcmp(mode, "navigate")))
		return OK;
	return fail(q->c, ERR_DENIED, "site",
		    N_("Another site sent this. Go on from a page of this "
		       "site."));
}

static enum err check_csrf(struct req *q)
{
	const char *sent = form(q, "csrf", q->csrf_header);

	if (q->bearer) /* no browser sends that by itself */
		return OK;
	if (q->token && sent && strlen(sent) == strlen(q->csrf) &&
	    sodium_memcmp(sent, q->csrf, strlen(sent)) == 0)
		return OK;
	return fail(q->c, ERR_DENIED, "csrf",
		    N_("This form is out of date. Go back, load the page "
		       "again and send it once more."));
}

enum err door_check(struct req *q)
{
	TRY(check_access(q));
	if (q->method == POST && !q->at_gate)
		TRY(check_csrf(q));
	return check_proof(q);
}

enum err door_seen(struct ctx *c, void *arg)
{
	const struct req *q = arg;

	return c->token ? token_used(c, c->token) : session_seen(c, q->session);
}

struct renewal {
	const struct req *q;
	const char *token;
};

static enum err renew(struct ctx *c, void *arg)
{
	struct renewal *r = arg;

	return session_move(c, r->q->token, &r->token);
}

/* With a page, so that the browser is there to take the new token. None of
 * this is a reason to fail it. */
void door_keep(struct req *q, struct reply *p)
{
	struct renewal r = {.q = q};

	if (q->stale && run_unit(q->c, DB_WRITE, door_seen, q) != OK)
		q->stale = false;
	if (q->renew && q->method == GET && !q->api &&
	    run_unit(q->c, DB_WRITE, renew, &r) == OK && r.token)
		reply_cookie(q, p, COOKIE_SESSION, r.token, 0);
}

static enum err note(struct ctx *c, void *arg)
{
	const struct req *q = arg;

	return q->reused ? session_stolen(c, q->reused)
			 : token_refused(c, q->refused);
}

/* What is said to who brings a replaced or ended token is what is said to
 * anybody who is not known. */
void door_refused(struct req *q)
{
	const char *why = q->c->why, *field = q->c->field;

	if (run_unit(q->c, DB_WRITE, note, q) == OK)
		q->reused = q->refused = 0;
	q->c->why = why;
	q->c->field = field;
}
