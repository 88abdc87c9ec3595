/* access.c - pages of signing in and out, and of the own settings. */
#include "access/account.h"
#include "access/notice.h"
#include "access/session.h"
#include "web/form.h"
#include "web/guess.h"

#include <string.h>

/* ---- signing in ---- */

/* An address of ours, so that no link of a stranger leads through us. */
static const char *next_of(const char *s)
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

static enum err show_signin(struct req *q, struct reply *p, int status,
			    const char *trouble, struct val *kept)
{
	struct val *v = val_map(q->c->mem);

	if (!q->token) { /* a form needs something to be checked with */
		q->token = session_token(q->c->mem);
		q->csrf = session_csrf(q->c->mem, q->token);
		reply_cookie(q, p, COOKIE_FORM, q->token, 0);
	}
	p->status = status;
	map_s(v, "title", tr(q->c, N_("Sign in")));
	map_s(v, "trouble", trouble);
	map_s(v, "login", form(q, "login", ""));
	map_s(v, "next", next_of(form(q, "next", query(q, "next", "/"))));
	map_b(v, "kept_some", kept->first != NULL);
	map_v(v, "kept", kept);
	return page(q, p, "access/signin", v);
}

/* A page that holds what was sent, to be sent again to where it was meant
 * for: `next`, with what follows its "?". */
static enum err show_kept(struct req *q, struct reply *p, const char *next,
			  const char *title, const char *why, struct val *kept)
{
	struct val *v = val_map(q->c->mem), *args = val_list(q->c->mem);
	size_t path = strcspn(next, "?"), skip = strlen(KEPT_AT);
	struct fields query = {0};

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
	map_s(v, "path", arena_copy(q->c->mem, next + skip, path - skip));
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
	if (status < 500)
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

/* GET /signin */
enum err page_signin(struct req *q, struct reply *p)
{
	if (q->login)
		return see_other(q, p, "%s", next_of(query(q, "next", "/")));
	return show_signin(q, p, 200, NULL, val_list(q->c->mem));
}

/* The wait before the next guess, in words; NULL: none. */
static const char *slow_down(struct req *q, const char *login)
{
	int64_t wait = guess_wait(login, q->from, q->c->now);

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

struct signin {
	const char *login, *old, *token;
	struct account_secret secret;
};

static enum err find_secret(struct ctx *c, void *arg)
{
	struct signin *s = arg;

	return account_secret(c, s->login, &s->secret);
}

static enum err start_session(struct ctx *c, void *arg)
{
	struct signin *s = arg;

	return session_start(c, s->secret.id, s->old, &s->token);
}

/* POST /signin */
enum err post_signin(struct req *q, struct reply *p)
{
	struct signin s = {.login = form(q, "login", ""),
			   .old = cookie(q, COOKIE_SESSION)};
	const char *trouble = slow_down(q, s.login);
	struct val *kept = kept_fields(q, KEPT);
	const char *who = form(q, KEPT "who", s.login);
	const char *next = next_of(form(q, "next", "/"));

	if (trouble)
		return show_signin(q, p, 429, trouble, kept);
	TRY(run_unit(q->c, DB_READ, find_secret, &s));
	if (!account_verify(s.secret.hash, form(q, "password", ""))) {
		guess_wrong(s.login, q->from, q->c->now);
		return show_signin(q, p, 422,
				   tr(q->c, N_("No such login, or the password "
					       "is wrong.")),
				   kept);
	}
	guess_right(s.login, q->from);
	q->c->account = s.secret.id;
	TRY(run_unit(q->c, DB_WRITE, start_session, &s));
	reply_cookie(q, p, COOKIE_SESSION, s.token, 0);
	reply_cookie(q, p, COOKIE_FORM, "", -1);
	if (!kept->first || strcmp(who, s.login) ||
	    strncmp(next, KEPT_AT, strlen(KEPT_AT)))
		return see_other(q, p, "%s", next);
	q->login = s.login;
	q->token = s.token;
	q->csrf = session_csrf(q->c->mem, s.token);
	return show_kept(q, p, next, tr(q->c, N_("You are signed in again")),
			 tr(q->c, N_("What you typed has not been lost. Send "
				     "it now, and the page goes on from "
				     "there.")),
			 kept);
}

/* POST /signout */
enum err post_signout(struct req *q, struct reply *p)
{
	TRY(session_end(q->c, q->token));
	reply_cookie(q, p, COOKIE_SESSION, "", -1);
	return see_other(q, p, "/signin");
}

/* GET /language/{code}: of who is not signed in */
enum err page_language(struct req *q, struct reply *p)
{
	if (strcmp(q->code, "vi") && strcmp(q->code, "en"))
		return ERR_MISSING;
	reply_cookie(q, p, COOKIE_LANG, q->code, 365 * 24 * 60 * 60);
	return see_other(q, p, "%s", next_of(query(q, "next", "/")));
}

/* ---- own settings ---- */

static struct val *languages(struct req *q)
{
	static const char *const known[][2] = {{"vi", "Tiếng Việt"},
					       {"en", "English"}};
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < COUNT(known); i++) {
		struct val *v = val_map(q->c->mem);

		map_s(v, "code", known[i][0]);
		map_s(v, "name", known[i][1]);
		map_b(v, "current", !strcmp(q->c->lang, known[i][0]));
		list_v(list, v);
	}
	return list;
}

/* What ?done= says was saved; NULL: nothing. */
static const char *done(struct req *q)
{
	static const char *const known[][2] = {
		{"language", N_("Language saved.")},
		{"password", N_("Password changed.")},
		{"email", N_("Mail address saved.")},
		{"notices", N_("Saved how you are told.")},
	};

	for (size_t i = 0; i < COUNT(known); i++)
		if (!strcmp(query(q, "done", ""), known[i][0]))
			return tr(q->c, known[i][1]);
	return NULL;
}

/* What the store holds of it. */
static enum err add_own(struct ctx *c, void *view)
{
	const char *email;
	struct val *wishes;

	TRY(account_email(c, &email));
	TRY(notice_wishes(c, &wishes));
	map_s(view, "email", email);
	map_v(view, "wishes", wishes);
	map_b(view, "operates", may_all(c, ACT_OPERATE) == OK);
	return OK;
}

static enum err show_settings(struct req *q, struct reply *p, struct val *v,
			      const char *trouble)
{
	map_s(v, "trouble", trouble);
	map_s(v, "title", tr(q->c, N_("Settings")));
	map_s(v, "done", done(q));
	map_v(v, "languages", languages(q));
	return page(q, p, "access/settings", v);
}

/* GET /settings */
enum err page_settings(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem);

	TRY(add_own(q->c, v));
	return show_settings(q, p, v, NULL);
}

/* After a form that cannot be taken. */
static enum err show_trouble(struct req *q, struct reply *p,
			     const char *trouble)
{
	struct val *v = val_map(q->c->mem);

	p->status = 422;
	TRY(run_unit(q->c, DB_READ, add_own, v));
	return show_settings(q, p, v, trouble);
}

/* POST /settings/email */
enum err post_email(struct req *q, struct reply *p)
{
	TRY(account_set_email(q->c, NULL, form(q, "email", "")));
	return see_other(q, p, "/settings?done=email");
}

/* POST /settings/notices: a field for each kind, with how to be told. */
enum err post_wishes(struct req *q, struct reply *p)
{
	for (size_t i = 0; i < notice_kinds_count; i++) {
		const char *kind = notice_kinds[i].name;
		const char *how = form(q, kind, NULL);

		if (how)
			TRY(notice_wish(q->c, kind, how));
	}
	return see_other(q, p, "/settings?done=notices");
}

/* POST /settings/language */
enum err post_language(struct req *q, struct reply *p)
{
	TRY(account_set_lang(q->c, form(q, "lang", "")));
	return see_other(q, p, "/settings?done=language");
}

struct password {
	struct req *q;
	const char *hash;
};

static enum err set_password(struct ctx *c, void *arg)
{
	struct password *w = arg;

	TRY(account_set_password(c, w->hash));
	return session_end_others(c, w->q->token);
}

/* NULL: the old one is right, and the new one was typed twice the same. */
static const char *password_trouble(struct req *q,
				    const struct account_secret *secret)
{
	const char *wait = slow_down(q, q->login);

	if (wait)
		return wait;
	if (strcmp(form(q, "new", ""), form(q, "again", "")))
		return tr(q->c, N_("The two new passwords differ."));
	if (!account_verify(secret->hash, form(q, "old", ""))) {
		guess_wrong(q->login, q->from, q->c->now);
		return tr(q->c, N_("The password you have now is wrong."));
	}
	guess_right(q->login, q->from);
	return NULL;
}

/* POST /settings/password */
enum err post_password(struct req *q, struct reply *p)
{
	struct signin s = {.login = q->login};
	struct password w = {.q = q};
	const char *trouble;
	enum err e;

	TRY(run_unit(q->c, DB_READ, find_secret, &s));
	trouble = password_trouble(q, &s.secret);
	if (trouble)
		return show_trouble(q, p, trouble);
	e = account_hash(q->c, q->login, form(q, "new", ""), &w.hash);
	if (e == ERR_INVALID)
		return show_trouble(q, p, q->c->why);
	TRY(e);
	TRY(run_unit(q->c, DB_WRITE, set_password, &w));
	return see_other(q, p, "/settings?done=password");
}
