/* accounts.c - pages on which accounts are kept, and the index of what
 * administrators do. */
#include "access/account.h"
#include "access/manage.h"
#include "access/session.h"
#include "base/day.h"
#include "web/pages/history.h"
#include "web/pages/rights.h"
#include "web/pages/words.h"

#include <string.h>

#define LISTED 100

static const char *const states[][2] = {
	{"", N_("All")},
	{"open", N_("In use")},
	{"invited", N_("Invited")},
	{"closed", N_("Closed")},
	{"over", N_("Time is over")},
};

static const char *state_label(struct ctx *c, const char *state)
{
	for (size_t i = 1; i < COUNT(states); i++)
		if (!strcmp(states[i][0], state))
			return tr(c, states[i][1]);
	return state;
}

static struct val *state_choices(struct ctx *c, const char *chosen)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < COUNT(states); i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "state", states[i][0]);
		map_s(v, "label", tr(c, states[i][1]));
		map_b(v, "chosen", !strcmp(states[i][0], chosen));
		list_v(list, v);
	}
	return list;
}

/* GET /admin */
enum err page_admin(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem);
	bool audits;

	TRY(may_anywhere(q->c, ACT_AUDIT, &audits));
	map_b(v, "audits", audits);
	map_b(v, "operates", may_all(q->c, ACT_OPERATE) == OK);
	ctx_forget(q->c);
	map_s(v, "title", tr(q->c, N_("Administration")));
	return page(q, p, "access/admin", v);
}

static void words(struct req *q, struct val *a)
{
	map_s(a, "state_label", state_label(q->c, val_text(a, "state")));
	if (val_get(a, "signed_in")->kind == VAL_TEXT)
		map_instant_shown(q, a, "signed_in_shown",
				  val_text(a, "signed_in"));
	else
		map_s(a, "signed_in_shown", NULL);
	for (struct val *r = val_get(a, "roles")->first; r; r = r->next)
		map_iso_shown(q, r, "until_shown", val_get(r, "until"));
}

/* GET /accounts */
enum err page_accounts(struct req *q, struct reply *p)
{
	struct account_filter f = {.words = query(q, "find", ""),
				   .unit = query(q, "unit", ""),
				   .state = query(q, "state", ""),
				   .after = query(q, "after", ""),
				   .limit = LISTED};
	struct val *v;
	bool keeps;

	TRY(account_list(q->c, &f, &v));
	if (q->api)
		return json(q, p, v);
	for (struct val *a = val_get(v, "accounts")->first; a; a = a->next)
		words(q, a);
	TRY(may_anywhere(q->c, ACT_ACCOUNT, &keeps));
	map_b(v, "may_invite", keeps);
	map_s(v, "find", f.words);
	map_s(v, "unit", f.unit);
	map_s(v, "state", f.state);
	map_v(v, "states", state_choices(q->c, f.state));
	map_s(v, "title", tr(q->c, N_("Accounts")));
	return page(q, p, "access/accounts", v);
}

/* What ?done= says was done; NULL: nothing. */
static const char *done(struct req *q)
{
	static const char *const known[][2] = {
		{"close", N_("The account is closed.")},
		{"reopen", N_("The account is open again.")},
		{"email", N_("Mail address saved.")},
		{"person", N_("Saved whose account it is.")},
		{"role", N_("The role is given.")},
		{"role-end", N_("The role has ended.")},
		{"sessions", N_("The account is signed out everywhere.")},
		{"mailed", N_("A link was mailed to the address of the "
			      "account.")},
	};

	for (size_t i = 0; i < COUNT(known); i++)
		if (!strcmp(query(q, "done", ""), known[i][0]))
			return tr(q->c, known[i][1]);
	return NULL;
}

enum err account_page(struct req *q, struct reply *p, const char *trouble)
{
	struct val *v, *sessions = val_list(q->c->mem);

	TRY(account_show(q->c, q->id, &v));
	if (q->api)
		return json(q, p, v);
	words(q, v);
	if (val_true(val_get(v, "may_keep")))
		TRY(session_list(q->c, q->id, q->session, &sessions));
	for (struct val *s = sessions->first; s; s = s->next) {
		map_instant_shown(q, s, "began_shown", val_text(s, "began"));
		map_instant_shown(q, s, "seen_shown", val_text(s, "seen"));
	}
	TRY(roles_add(q, v));
	map_v(v, "sessions", sessions);
	map_b(v, "sessions_some", sessions->first != NULL);
	map_b(v, "is_closed", !strcmp(val_text(v, "state"), "closed"));
	p->status = trouble ? 422 : 200;
	map_s(v, "trouble", trouble);
	map_s(v, "done", done(q));
	map_s(v, "title", val_text(v, "login"));
	TRY(history_add_id(q, v, "account", q->id));
	return page(q, p, "access/account", v);
}

/* GET /accounts/{id} */
enum err page_account(struct req *q, struct reply *p)
{
	return account_page(q, p, NULL);
}

/* ---- links ---- */

/* Mailed, or shown once to who made it: then it stands in no address. */
static enum err show_made(struct req *q, struct reply *p, int64_t account,
			  const char *login, const struct link_made *made)
{
	struct val *v = val_map(q->c->mem);

	if (q->api) {
		map_i(v, "account", account);
		map_b(v, "mailed", made->mailed);
		map_s(v, "link", made->mailed ? NULL : made->url);
		map_s(v, "until", made->until);
		return json(q, p, v);
	}
	if (made->mailed)
		return see_other(q, p, "/accounts/%lld?done=mailed",
				 (long long)account);
	map_s(v, "title", tr(q->c, N_("A link to hand over")));
	map_i(v, "account", account);
	map_s(v, "login", login);
	map_s(v, "link", made->url);
	map_instant_shown(q, v, "until_shown", made->until);
	return page(q, p, "access/link_made", v);
}

static enum err show_new(struct req *q, struct reply *p, const char *trouble)
{
	struct val *v = val_map(q->c->mem), *list = val_list(q->c->mem);
	const char *chosen = form(q, "role", "reporter");

	for (size_t i = 0; i < roles_count; i++) {
		struct val *r = val_map(q->c->mem);

		map_s(r, "role", roles[i].name);
		map_s(r, "label", tr(q->c, roles[i].label));
		map_b(r, "chosen", !strcmp(roles[i].name, chosen));
		list_v(list, r);
	}
	p->status = trouble ? 422 : 200;
	map_v(v, "roles", list);
	map_s(v, "login", form(q, "login", ""));
	map_s(v, "email", form(q, "email", ""));
	map_s(v, "unit", form(q, "unit", query(q, "unit", "")));
	map_s(v, "until", form(q, "until", ""));
	map_s(v, "trouble", trouble);
	map_s(v, "title", tr(q->c, N_("Invite somebody")));
	return page(q, p, "access/account_new", v);
}

/* GET /accounts/new */
enum err page_account_new(struct req *q, struct reply *p)
{
	bool keeps;

	TRY(may_anywhere(q->c, ACT_ACCOUNT, &keeps));
	return keeps ? show_new(q, p, NULL) : may_all(q->c, ACT_ACCOUNT);
}

struct inviting {
	struct invitation what;
	int64_t account;
	struct link_made made;
};

static enum err invite(struct ctx *c, void *arg)
{
	struct inviting *i = arg;

	return account_invite(c, &i->what, &i->account, &i->made);
}

/* POST /accounts */
enum err post_account_new(struct req *q, struct reply *p)
{
	const char *until = form(q, "until", NULL);
	struct inviting i = {
		.what = {.login = form(q, "login", ""),
			 .role = form(q, "role", ""),
			 .unit = form(q, "unit", NULL),
			 .email = form(q, "email", ""),
			 .until = DAY_MAX},
	};
	enum err e = OK;

	if (until && !day_parse(until, &i.what.until))
		e = fail(q->c, ERR_INVALID, "until",
			 N_("No date: %s (write 2025-07-01; from 1900 on)"),
			 until);
	if (e == OK)
		e = run_unit(q->c, DB_SERIALIZABLE, invite, &i);
	if (!q->api && (e == ERR_INVALID || e == ERR_CONFLICT))
		return show_new(q, p, q->c->why);
	TRY(e);
	return show_made(q, p, i.account, i.what.login, &i.made);
}

/* POST /accounts/{id}/reset */
enum err post_account_reset(struct req *q, struct reply *p)
{
	struct link_made made;
	struct val *v;

	TRY(account_reset(q->c, q->id, &made));
	TRY(account_show(q->c, q->id, &v));
	return show_made(q, p, q->id, val_text(v, "login"), &made);
}

/* ---- the rest ---- */

static enum err back(struct req *q, struct reply *p, const char *what)
{
	return see_other(q, p, "/accounts/%lld?done=%s", (long long)q->id,
			 what);
}

static enum err close_account(struct ctx *c, void *q)
{
	return account_close(c, ((struct req *)q)->id);
}

/* POST /accounts/{id}/close */
enum err post_account_close(struct req *q, struct reply *p)
{
	TRY(run_unit(q->c, DB_SERIALIZABLE, close_account, q));
	return back(q, p, "close");
}

/* POST /accounts/{id}/reopen */
enum err post_account_reopen(struct req *q, struct reply *p)
{
	TRY(account_reopen(q->c, q->id));
	return back(q, p, "reopen");
}

/* POST /accounts/{id}/email */
enum err post_account_email(struct req *q, struct reply *p)
{
	TRY(account_may(q->c, ACT_ACCOUNT, q->id));
	TRY(account_set_email(q->c, q->id, form(q, "email", "")));
	return back(q, p, "email");
}

static enum err set_person(struct ctx *c, void *arg)
{
	struct req *q = arg;

	return account_set_person(c, q->id, form(q, "person", NULL));
}

/* POST /accounts/{id}/person */
enum err post_account_person(struct req *q, struct reply *p)
{
	TRY(run_unit(q->c, DB_SERIALIZABLE, set_person, q));
	return back(q, p, "person");
}

/* POST /accounts/{id}/sessions/end */
enum err post_account_sessions(struct req *q, struct reply *p)
{
	int64_t n;

	TRY(session_revoke_all(q->c, q->id, 0, &n));
	return back(q, p, "sessions");
}
