/* signin.c - pages of signing in and out. */
#include "web/signin.h"

#include "access/account.h"
#include "access/device.h"
#include "access/factor.h"
#include "access/oidc.h"
#include "access/security.h"
#include "access/session.h"
#include "core/journal.h"
#include "web/form.h"
#include "web/guess.h"

#include <string.h>

const char *signin_next(const char *s)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if (s[i] <= ' ' || s[i] > '~' || s[i] == '\\')
			return "/";
	return s[0] == '/' && s[1] != '/' && n < 1000 ? s : "/";
}

/* ---- what was sent when the session was over ---- */

#define KEPT	"k."	  /* before the names of its fields */
#define KEPT_AT "/entry/" /* where people type for long */

/* Under which addresses lie the forms that can be sent again, after signing
 * in or giving the password; access/again.html has each of them. */
static const char *const kept_places[] = {
	"entry", "settings", "admin", "accounts", "people", "bodies",
};

/* Whether an address lies there; *rest: what follows, without the query. */
static bool lies_at(const char *place, const char *target, const char **rest)
{
	size_t n = strlen(place);

	*rest = target + n + 1;
	return target[0] == '/' && !strncmp(target + 1, place, n) &&
	       strchr("/?", **rest) != NULL;
}

bool signin_keeps(const char *target)
{
	const char *rest;

	for (size_t i = 0; i < COUNT(kept_places); i++)
		if (lies_at(kept_places[i], target, &rest))
			return true;
	return false;
}

/* Marks in `v` under which of them `next` lies, and where there. */
static void mark_place(struct req *q, struct val *v, const char *next)
{
	const char *rest;

	for (size_t i = 0; i < COUNT(kept_places); i++) {
		bool here = lies_at(kept_places[i], next, &rest);

		map_b(v, arena_printf(q->c->mem, "at_%s", kept_places[i]),
		      here);
		if (here)
			map_s(v, "rest",
			      arena_copy(q->c->mem, rest, strcspn(rest, "?")));
	}
}

/* Of the page that asks to sign in (`from` "": as they were sent), or of the
 * page after it: [{"name","value"}]. */
static struct val *kept_fields(struct req *q, const char *from)
{
	struct val *list = val_list(q->c->mem);
	size_t n = strlen(from);

	for (size_t i = 0; i < q->form.n; i++) {
		const struct field *f = &q->form.at[i];
		struct val *v;

		if (strncmp(f->name, from, n) || !strcmp(f->name, "csrf"))
			continue;
		v = val_map(q->c->mem);
		map_s(v, "name", f->name + n);
		map_s(v, "value", f->value);
		list_v(list, v);
	}
	return list;
}

void signin_form_token(struct req *q, struct reply *p)
{
	if (q->token)
		return;
	q->token = session_token(q->c->mem);
	q->csrf = session_csrf(q->c->mem, q->token);
	reply_cookie(q, p, COOKIE_FORM, q->token, 0);
}

/* The button of the identity provider. */
static enum err find_ways(struct ctx *c, void *view)
{
	struct oidc o;

	TRY(oidc_read(c, &o));
	map_s(view, "provider", o.ready ? o.label : NULL);
	return OK;
}

static enum err show_signin(struct req *q, struct reply *p, int status,
			    const char *trouble, struct val *kept)
{
	struct val *v = val_map(q->c->mem);

	TRY(q->route && q->route->work == READS
		    ? find_ways(q->c, v)
		    : run_unit(q->c, DB_READ, find_ways, v));
	signin_form_token(q, p);
	p->status = status;
	map_s(v, "title", tr(q->c, N_("Sign in")));
	map_s(v, "trouble", trouble);
	map_s(v, "done",
	      !strcmp(query(q, "done", ""), "password")
		      ? tr(q->c, N_("The password is saved. Sign in with it."))
		      : NULL);
	map_s(v, "login", form(q, "login", ""));
	map_s(v, "next", signin_next(form(q, "next", query(q, "next", "/"))));
	map_b(v, "kept_some", kept->first != NULL);
	map_v(v, "kept", kept);
	return page(q, p, "access/signin", v);
}

struct val *signin_kept(struct req *q)
{
	return kept_fields(q, KEPT);
}

enum err signin_page(struct req *q, struct reply *p, int status,
		     const char *trouble)
{
	return show_signin(q, p, status, trouble, signin_kept(q));
}

/* A page that holds what was sent, to be sent again to where it was meant
 * for: `next`, with what follows its "?". */
static enum err show_kept(struct req *q, struct reply *p, const char *next,
			  const char *title, const char *why, struct val *kept)
{
	struct val *v = val_map(q->c->mem), *args = val_list(q->c->mem);
	size_t path = strcspn(next, "?");
	struct fields query = {0};

	if (!signin_keeps(next))
		return see_other(q, p, "%s", next);
	mark_place(q, v, next);
	if (next[path] &&
	    form_urlencoded(q->c->mem, next + path + 1, strlen(next + path + 1),
			    &query) != FORM_OK)
		query.n = 0;
	for (size_t i = 0; i < query.n; i++) {
		struct val *arg = val_map(q->c->mem);

		map_s(arg, "name", query.at[i].name);
		map_s(arg, "value", query.at[i].value);
		list_v(args, arg);
	}
	map_s(v, "title", title);
	map_s(v, "why", why);
	map_v(v, "args", args);
	map_v(v, "kept", kept);
	return page(q, p, "access/again", v);
}

/* The session is over. That the form came from a page of it is known by
 * its token, or else some other site may have filled it in. */
static enum err sign_in_again(struct req *q, struct reply *p)
{
	const char *old = cookie(q, COOKIE_SESSION);
	struct val *kept = kept_fields(q, "");

	if (!old || strcmp(form(q, "csrf", ""), session_csrf(q->c->mem, old)))
		return ERR_DENIED;
	q->form.at = arena_array(q->c->mem, 1, sizeof(*q->form.at));
	q->form.at[0] = (struct field){"next", q->target};
	q->form.n = 1;
	return show_signin(q, p, 401, NULL, kept);
}

static bool was_typed_here(const struct req *q)
{
	return q->method == POST && !q->api && q->form.n > 0 && q->path &&
	       !strncmp(q->target, KEPT_AT, strlen(KEPT_AT));
}

enum err page_kept(struct req *q, struct reply *p, int status)
{
	struct ctx *c = q->c;
	struct val *kept, *v;

	if (!was_typed_here(q))
		return ERR_MISSING;
	if (status == 401)
		return sign_in_again(q, p);
	p->status = status;
	kept = kept_fields(q, "");
	if (status == 403 && c->field && !strcmp(c->field, "csrf") &&
	    q->login && !strcmp(form(q, "who", ""), q->login))
		return show_kept(q, p, q->target,
				 tr(c, N_("You signed in again meanwhile")),
				 tr(c, N_("What you typed has not been lost. "
					  "Send it now, and the page goes on "
					  "from there.")),
				 kept);
	if (status < 500 && status != 429)
		return ERR_MISSING;
	v = val_map(c->mem);
	map_s(v, "name", "csrf");
	map_s(v, "value", form(q, "csrf", ""));
	q->csrf = NULL;
	list_v(kept, v);
	return show_kept(q, p, q->target, tr(c, N_("Not saved yet")),
			 tr(c, N_("The server could not take it just now. What "
				  "you typed is kept on this page: send it "
				  "again in a moment.")),
			 kept);
}

enum err signin_kept_page(struct req *q, struct reply *p, const char *next)
{
	return show_kept(q, p, next, tr(q->c, N_("It was you")),
			 tr(q->c, N_("What you filled in has not been lost. "
				     "Send it now, and it is done.")),
			 signin_kept(q));
}

struct val *signin_sent(struct req *q)
{
	return kept_fields(q, "");
}

/* GET /signin */
enum err page_signin(struct req *q, struct reply *p)
{
	if (q->login)
		return see_other(q, p, "%s",
				 signin_next(query(q, "next", "/")));
	return show_signin(q, p, 200, NULL, val_list(q->c->mem));
}

const char *signin_wait(struct req *q, const char *login)
{
	int64_t now = q->c->now;
	int64_t wait = q->known ? guess_wait_known(login, q->known, now)
				: guess_wait(login, q->from, now);

	if (wait == 0)
		return NULL;
	return arena_printf(q->c->mem,
			    trn(q->c,
				N_("Too many wrong passwords. Try again in "
				   "%lld second."),
				N_("Too many wrong passwords. Try again in "
				   "%lld seconds."),
				wait),
			    (long long)wait);
}

/* An account that there is, is told that it is attacked. */
static enum err note_guessed(struct ctx *c, void *login)
{
	struct val *v = val_map(c->mem);
	int64_t account;

	if (account_find(c, login, &account) != OK)
		return OK;
	TRY(security_tell(
		c, account,
		N_("Many wrong passwords were given for your account. "
		   "Nobody got in by them; the browsers that you "
		   "use are not slowed down."),
		""));
	map_i(v, "count", GUESS_HOT);
	return journal_add(c, "account.guessed",
			   account_number(c->mem, account), v);
}

static enum err count_wrong(struct req *q, const char *login)
{
	if (q->known)
		guess_wrong_known(login, q->known, q->c->now);
	else if (guess_wrong(login, q->from, q->c->now))
		return run_unit(q->c, DB_WRITE, note_guessed, (void *)login);
	return OK;
}

enum err signin_prove(struct req *q, struct reply *p, const char *login,
		      const char *password, struct proved *out)
{
	TRY(proof_password(q->c, login, password, out));
	switch (out->proof) {
	case PROOF_RIGHT:
		guess_right(login, q->known ? q->known : q->from);
		break;
	case PROOF_WRONG: return count_wrong(q, login);
	case PROOF_AWAY:
		p->e = ERR_UNAVAILABLE;
		p->why = out->why;
		break;
	}
	return OK;
}

struct begin {
	const struct entrant *who;
	struct session_new *new;
	const char *known, *keep; /* of COOKIE_KNOWN */
	const char *token;
	bool half; /* a code is still to be given */
};

/* Who has a second factor gives it, whichever way they came; who must set
 * one up is led there, but where an identity provider sees to that. */
static enum err begin_session(struct ctx *c, void *arg)
{
	struct begin *b = arg;
	const struct entrant *who = b->who;
	struct factor f = {0};

	if (!who->coded)
		TRY(factor_read(c, who->account, &f));
	b->half = f.secret.data != NULL;
	if (b->half)
		return half_begin(c, who->account, who->method,
				  signin_next(who->next), &b->token);
	if (strcmp(who->method, "oidc") || !who->coded)
		TRY(factor_due(c, who->account, &b->new->owes));
	TRY(account_signs_in(c, who->account));
	TRY(device_remember(c, who->account, b->known, b->new->agent,
			    &b->keep));
	return session_start(c, b->new, &b->token);
}

enum err signed_in(struct req *q, struct reply *p, const struct entrant *who)
{
	struct session_new new = {.account = who->account,
				  .old = cookie(q, COOKIE_SESSION),
				  .method = who->method,
				  .agent = q->agent,
				  .from = q->from,
				  .proved = who->proved};
	struct begin b = {
		.who = who, .new = &new, .known = cookie(q, COOKIE_KNOWN)};
	const char *next = signin_next(who->next);
	const char *typist = form(q, KEPT "who", who->login);
	struct val *kept = signin_kept(q);

	q->c->account = who->account;
	TRY(run_unit(q->c, DB_WRITE, begin_session, &b));
	if (b.half)
		return code_ask(q, p, b.token);
	reply_cookie(q, p, COOKIE_FORM, "", -1);
	reply_cookie(q, p, COOKIE_KNOWN, b.keep, DEVICE_KEPT);
	reply_cookie(q, p, COOKIE_SESSION, b.token, 0);
	if (!kept->first || strcmp(typist, who->login) ||
	    strncmp(next, KEPT_AT, strlen(KEPT_AT)))
		return see_other(q, p, "%s", next);
	q->login = who->login;
	q->token = b.token;
	q->csrf = session_csrf(q->c->mem, b.token);
	return show_kept(q, p, next, tr(q->c, N_("You are signed in again")),
			 tr(q->c, N_("What you typed has not been lost. Send "
				     "it now, and the page goes on from "
				     "there.")),
			 kept);
}

/* Whether this login signed in here before. */
static enum err find_known(struct ctx *c, void *arg)
{
	struct req *q = arg;
	const char *token = cookie(q, COOKIE_KNOWN);
	struct account_secret a;
	bool known;

	TRY(account_secret(c, form(q, "login", ""), &a));
	TRY(device_known(c, a.id, token, &known));
	q->known = known ? token : NULL;
	return OK;
}

/* POST /signin */
enum err post_signin(struct req *q, struct reply *p)
{
	const char *login = form(q, "login", ""), *trouble;
	struct proved proved;

	TRY(run_unit(q->c, DB_READ, find_known, q));
	trouble = signin_wait(q, login);
	if (trouble)
		return signin_page(q, p, 429, trouble);
	TRY(signin_prove(q, p, login, form(q, "password", ""), &proved));
	switch (proved.proof) {
	case PROOF_AWAY: return signin_page(q, p, 503, proof_away(q->c));
	case PROOF_WRONG:
		return signin_page(q, p, 422,
				   tr(q->c, N_("No such login, or the password "
					       "is wrong.")));
	case PROOF_RIGHT: break;
	}
	return signed_in(q, p,
			 &(struct entrant){.account = proved.account,
					   .login = login,
					   .method = proved.method,
					   .next = form(q, "next", "/")});
}

/* POST /signout */
enum err post_signout(struct req *q, struct reply *p)
{
	if (q->session)
		TRY(session_end(q->c, q->session));
	reply_cookie(q, p, COOKIE_SESSION, "", -1);
	/* pages and drafts, where script did not (leave.js) */
	reply_header(q, p, "Clear-Site-Data", "\"cache\", \"storage\"");
	return see_other(q, p, "/signin");
}

/* GET /language/{code}: of who is not signed in */
enum err page_language(struct req *q, struct reply *p)
{
	if (strcmp(q->code, "vi") && strcmp(q->code, "en"))
		return ERR_MISSING;
	reply_cookie(q, p, COOKIE_LANG, q->code, 365 * 24 * 60 * 60);
	return see_other(q, p, "%s", signin_next(query(q, "next", "/")));
}
