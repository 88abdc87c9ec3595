/* link.c - pages of a link that is good once, and of who forgot. */
#include "web/signin.h"

#include "access/account.h"
#include "access/manage.h"
#include "access/session.h"
#include "web/guess.h"

#include <string.h>

struct visit {
	const char *secret, *hash;
	int64_t session; /* that this browser has; 0: none */
	struct link_info info;
	struct password_words words;
};

static enum err look(struct ctx *c, void *arg)
{
	struct visit *v = arg;

	TRY(link_look(c, v->secret, &v->info));
	return account_words(c, v->info.login, NULL, &v->words);
}

static enum err note(struct ctx *c, void *secret)
{
	return link_refuse(c, secret);
}

/* Why it is no good, and how to go on. */
static enum err show_over(struct req *q, struct reply *p, enum err e)
{
	struct val *v = val_map(q->c->mem);
	const char *why = q->c->why;

	if (e != ERR_MISSING && e != ERR_CONFLICT)
		return e;
	if (e == ERR_CONFLICT)
		TRY(run_unit(q->c, DB_WRITE, note, (void *)q->secret));
	p->status = e == ERR_MISSING ? 404 : 410;
	map_s(v, "title", tr(q->c, N_("This link opens nothing")));
	map_s(v, "why", why);
	return page(q, p, "access/link_over", v);
}

static enum err show_link(struct req *q, struct reply *p, int status,
			  const struct link_info *info, const char *trouble)
{
	struct val *v = val_map(q->c->mem);

	signin_form_token(q, p);
	p->status = status;
	map_s(v, "title",
	      info->kind == LINK_INVITE ? tr(q->c, N_("Welcome"))
					: tr(q->c, N_("A new password")));
	map_b(v, "invited", info->kind == LINK_INVITE);
	map_s(v, "login", info->login);
	map_s(v, "secret", q->secret);
	map_s(v, "trouble", trouble);
	return page(q, p, "access/link", v);
}

/* GET /link/{secret} */
enum err page_link(struct req *q, struct reply *p)
{
	struct visit v = {.secret = q->secret};
	enum err e = run_unit(q->c, DB_READ, look, &v);

	return e ? show_over(q, p, e) : show_link(q, p, 200, &v.info, NULL);
}

static enum err use(struct ctx *c, void *arg)
{
	struct visit *v = arg;

	if (v->session) /* whoever sat here before */
		TRY(session_end(c, v->session));
	return link_use(c, v->secret, v->hash);
}

/* POST /link/{secret} */
enum err post_link(struct req *q, struct reply *p)
{
	struct visit v = {.secret = q->secret, .session = q->session};
	const char *password = form(q, "new", "");
	enum err e = run_unit(q->c, DB_READ, look, &v);

	if (e)
		return show_over(q, p, e);
	if (strcmp(password, form(q, "again", "")))
		return show_link(q, p, 422, &v.info,
				 tr(q->c, N_("The two passwords differ.")));
	e = password_hash(q->c, &v.words, password, &v.hash);
	if (e == ERR_INVALID)
		return show_link(q, p, 422, &v.info, q->c->why);
	TRY(e);
	e = run_unit(q->c, DB_WRITE, use, &v);
	if (e)
		return show_over(q, p, e);
	reply_cookie(q, p, COOKIE_SESSION, "", -1);
	return see_other(q, p, "/signin?done=password");
}

/* ---- forgotten ---- */

/* What counts against whom asks too often; no login begins so. */
#define FORGOTTEN "?forgotten"

static enum err show_forgotten(struct req *q, struct reply *p, bool sent,
			       const char *trouble)
{
	struct val *v = val_map(q->c->mem);

	signin_form_token(q, p);
	p->status = trouble ? 429 : 200;
	map_s(v, "title", tr(q->c, N_("Password forgotten")));
	map_b(v, "sent", sent);
	map_s(v, "trouble", trouble);
	return page(q, p, "access/forgotten", v);
}

/* GET /forgotten */
enum err page_forgotten(struct req *q, struct reply *p)
{
	return show_forgotten(q, p, false, NULL);
}

static enum err forgotten(struct ctx *c, void *name)
{
	return account_forgotten(c, name);
}

/* POST /forgotten: the same answer, whoever there is. */
enum err post_forgotten(struct req *q, struct reply *p)
{
	const char *name = form(q, "name", "");
	const char *wait = signin_wait(q, FORGOTTEN);

	if (wait)
		return show_forgotten(q, p, false, wait);
	guess_wrong(FORGOTTEN, q->from, q->c->now);
	TRY(run_unit(q->c, DB_WRITE, forgotten, (void *)name));
	return show_forgotten(q, p, true, NULL);
}
