/* access.c - pages of the own settings. */
#include "access/account.h"
#include "access/notice.h"
#include "access/session.h"
#include "web/form.h"
#include "web/guess.h"
#include "web/pages/history.h"
#include "web/signin.h"

#include <string.h>

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
	bool ldap;

	TRY(account_ldap(c, &ldap));
	map_b(view, "ldap", ldap);
	TRY(account_email(c, &email));
	TRY(notice_wishes(c, &wishes));
	map_s(view, "email", email);
	map_v(view, "wishes", wishes);
	map_b(view, "operates", may_all(c, ACT_OPERATE) == OK);
	map_b(view, "audits", may_all(c, ACT_AUDIT) == OK);
	ctx_forget(c);
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
	TRY(history_add_id(q, v, "account", q->c->account));
	return show_settings(q, p, v, NULL);
}

/* After a form that cannot be taken. */
static enum err show_trouble(struct req *q, struct reply *p,
			     const char *trouble)
{
	struct val *v = val_map(q->c->mem);

	p->status = 422;
	TRY(run_unit(q->c, DB_READ, add_own, v));
	history_show(v, NULL);
	return show_settings(q, p, v, trouble);
}

/* POST /settings/email */
enum err post_email(struct req *q, struct reply *p)
{
	TRY(account_set_email(q->c, q->c->account, form(q, "email", "")));
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
	struct account_secret secret;
	struct password_words words;
	const char *hash, *token;
};

static enum err find_own(struct ctx *c, void *arg)
{
	struct password *w = arg;

	TRY(account_words(c, w->q->login, NULL, &w->words));
	return account_secret(c, w->q->login, &w->secret);
}

static enum err set_password(struct ctx *c, void *arg)
{
	struct password *w = arg;
	int64_t others;

	TRY(account_put_password(c, c->account, w->hash, "own"));
	TRY(session_revoke_all(c, c->account, w->q->session, &others));
	return session_move(c, w->q->token, &w->token);
}

/* NULL: the old one is right, and the new one was typed twice the same. */
static const char *password_trouble(struct req *q,
				    const struct account_secret *secret)
{
	const char *wait = signin_wait(q, q->login);

	if (wait)
		return wait;
	if (strcmp(form(q, "new", ""), form(q, "again", "")))
		return tr(q->c, N_("The two new passwords differ."));
	if (!password_verify(q->c->mem, secret->hash, form(q, "old", ""))) {
		guess_wrong(q->login, q->from, q->c->now);
		return tr(q->c, N_("The password you have now is wrong."));
	}
	guess_right(q->login, q->from);
	return NULL;
}

/* POST /settings/password */
enum err post_password(struct req *q, struct reply *p)
{
	struct password w = {.q = q};
	const char *trouble;
	enum err e;

	TRY(run_unit(q->c, DB_READ, find_own, &w));
	trouble = password_trouble(q, &w.secret);
	if (trouble)
		return show_trouble(q, p, trouble);
	e = password_hash(q->c, &w.words, form(q, "new", ""), &w.hash);
	if (e == ERR_INVALID)
		return show_trouble(q, p, q->c->why);
	TRY(e);
	TRY(run_unit(q->c, DB_WRITE, set_password, &w));
	if (w.token)
		reply_cookie(q, p, COOKIE_SESSION, w.token, 0);
	return see_other(q, p, "/settings?done=password");
}
