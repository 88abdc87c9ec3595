/* oidc.c - pages of signing in by an identity provider. */
#include "access/oidc.h"

#include "access/session.h"
#include "core/journal.h"
#include "core/outside.h"
#include "web/signin.h"

#include <string.h>

/* One visit there: what is asked, and with whom one comes back. */
struct visit {
	struct req *q;
	struct reply *p;
	struct oidc oidc;
	struct errand errand;
	const char *token;
	struct claims claims;
	struct known known;
	const char *why; /* of an answer that does not hold */
};

static enum err find_provider(struct ctx *c, void *arg)
{
	struct visit *t = arg;

	TRY(oidc_read(c, &t->oidc));
	return t->oidc.ready ? OK : ERR_MISSING;
}

/* On the page of signing in, or, for who is signed in, on one of its own. */
static enum err trouble(struct visit *t, int status, const char *words)
{
	struct req *q = t->q;
	struct val *v;

	if (!q->login)
		return signin_page(q, t->p, status, words);
	v = val_map(q->c->mem);
	t->p->status = status;
	map_s(v, "title", tr(q->c, N_("Signing in elsewhere")));
	map_s(v, "trouble", words);
	map_b(v, "offer", false);
	return page(q, t->p, "access/identity", v);
}

static enum err is_away(struct visit *t, const char *why)
{
	t->p->e = ERR_UNAVAILABLE;
	t->p->why = why;
	return trouble(
		t, 503,
		arena_printf(t->q->c->mem,
			     tr(t->q->c, N_("%s does not answer just now. Try "
					    "again in a minute, or sign in "
					    "another way.")),
			     t->oidc.label));
}

static enum err begin(struct ctx *c, void *arg)
{
	struct visit *t = arg;

	return oidc_begin(c, t->token, &t->errand);
}

static enum oidc_answer ask_address(struct visit *t, const char **url,
				    const char **why)
{
	enum oidc_answer a = OIDC_AWAY;

	*why = tr(t->q->c, N_("Too many sign-ins wait for an answer already."));
	if (outside_enter()) {
		a = oidc_address(t->q->c, &t->oidc, t->token,
				 *query(t->q, "again", "") != '\0', url, why);
		outside_leave();
	}
	return a;
}

/* GET /signin/oidc: a link and no form, for a form may lead to no other
 * site; nothing comes of it but a way there. */
enum err page_oidc(struct req *q, struct reply *p)
{
	struct visit t = {.q = q, .p = p};
	const char *url, *why;

	TRY(run_unit(q->c, DB_READ, find_provider, &t));
	t.token = session_token(q->c->mem);
	t.errand.next = signin_next(query(q, "next", "/"));
	if (ask_address(&t, &url, &why) != OIDC_GOOD)
		return is_away(&t, why);
	TRY(run_unit(q->c, DB_WRITE, begin, &t));
	reply_cookie(q, p, COOKIE_HALF, t.token, OIDC_LIVES);
	p->status = 303;
	reply_header(q, p, "Location", url);
	return OK;
}

/* ---- and back ---- */

static enum err take(struct ctx *c, void *arg)
{
	struct visit *t = arg;

	TRY(oidc_take(c, t->token, &t->errand));
	t->errand.found = t->errand.found && !t->errand.account;
	return find_provider(c, t);
}

static enum err note_refusal(struct ctx *c, void *arg)
{
	const struct visit *t = arg;
	struct val *v = val_map(c->mem);

	map_s(v, "why", t->why);
	return journal_add(c, "identity.refused", "oidc-issuer", v);
}

/* A provider that answers wrongly is something to look into. */
static enum err refused(struct visit *t, const char *why)
{
	t->why = why;
	TRY(run_unit(t->q->c, DB_WRITE, note_refusal, t));
	t->p->e = ERR_DENIED;
	t->p->why = why;
	return trouble(t, 502,
		       arena_printf(t->q->c->mem,
				    tr(t->q->c,
				       N_("What %s answered does not hold, and "
					  "nobody was signed in. Begin again; "
					  "tell the administrator if it "
					  "lasts.")),
				    t->oidc.label));
}

/* It says that it let nobody in: error=access_denied ... */
static enum err said_no(struct visit *t, const char *error)
{
	const char *words =
		strcmp(error, "access_denied")
			? N_("%s did not sign you in. Begin again; tell the "
			     "administrator if it lasts.")
			: N_("You were not signed in: %s was not allowed to, "
			     "by you or by its rules.");

	return trouble(
		t, 422,
		arena_printf(t->q->c->mem, tr(t->q->c, words), t->oidc.label));
}

static enum err find_known(struct ctx *c, void *arg)
{
	struct visit *t = arg;

	return identity_find(c, &t->oidc, &t->claims, &t->known);
}

/* Who is signed in is asked whether that is them, too: a link is made by a
 * form of ours only. */
static enum err offer_link(struct visit *t)
{
	struct req *q = t->q;
	struct val *v = val_map(q->c->mem);

	t->token = session_token(q->c->mem);
	t->errand = (struct errand){.account = q->c->account,
				    .subject = t->claims.subject,
				    .next = "/settings/security"};
	TRY(run_unit(q->c, DB_WRITE, begin, t));
	reply_cookie(q, t->p, COOKIE_HALF, t->token, OIDC_LIVES);
	map_s(v, "title", tr(q->c, N_("Is this you, too?")));
	map_s(v, "provider", t->oidc.label);
	map_s(v, "name", *t->claims.name ? t->claims.name : t->claims.subject);
	map_s(v, "trouble", NULL);
	map_b(v, "offer", true);
	return page(q, t->p, "access/identity", v);
}

static bool sees_to_factor(const struct visit *t)
{
	return !strcmp(t->oidc.factor, "always") ||
	       (!strcmp(t->oidc.factor, "amr") && t->claims.factors);
}

/* Whom it let in, somebody here: or not. */
static enum err come_in(struct visit *t)
{
	struct ctx *c = t->q->c;
	int64_t proved = t->claims.auth_time;

	TRY(run_unit(c, DB_WRITE, find_known, t));
	if (!t->known.account && t->q->login)
		return offer_link(t);
	if (!t->known.account)
		return trouble(
			t, 403,
			arena_printf(c->mem,
				     tr(c, N_("%s knows you, but no account "
					      "here is yours yet. Sign in "
					      "another way and link it under "
					      "Settings, or ask the secretary "
					      "of your unit.")),
				     t->oidc.label));
	/* 1: it does not say when, which proves nothing */
	return signed_in(t->q, t->p,
			 &(struct entrant){
				 .account = t->known.account,
				 .login = t->known.login,
				 .method = "oidc",
				 .next = t->errand.next,
				 .coded = sees_to_factor(t),
				 .proved = proved == 0	     ? 1
					   : proved < c->now ? proved
							     : c->now,
			 });
}

static enum oidc_answer ask_claims(struct visit *t, const char *code,
				   const char **why)
{
	enum oidc_answer a = OIDC_AWAY;

	*why = tr(t->q->c, N_("Too many sign-ins wait for an answer already."));
	if (outside_enter()) {
		a = oidc_claims(t->q->c, &t->oidc, t->token, code,
				query(t->q, "iss", NULL), &t->claims, why);
		outside_leave();
	}
	return a;
}

static enum err answer(struct visit *t)
{
	const char *error = query(t->q, "error", NULL);
	const char *code = query(t->q, "code", NULL), *why;

	if (error)
		return said_no(t, error);
	if (!code)
		return refused(t, tr(t->q->c, N_("It sent no code.")));
	switch (ask_claims(t, code, &why)) {
	case OIDC_GOOD: return come_in(t);
	case OIDC_AWAY: return is_away(t, why);
	case OIDC_BAD: break;
	}
	return refused(t, why);
}

/* GET /signin/oidc/back. A state that is not this browser's ends nothing:
 * some other site may have led here. */
enum err page_oidc_back(struct req *q, struct reply *p)
{
	struct visit t = {.q = q, .p = p, .token = cookie(q, COOKIE_HALF)};

	if (t.token &&
	    oidc_state_right(q->c->mem, t.token, query(q, "state", "")))
		TRY(run_unit(q->c, DB_WRITE, take, &t));
	if (t.errand.found)
		return answer(&t);
	return trouble(&t, 422,
		       tr(q->c, N_("This sign-in was begun in another browser "
				   "or window, or too long ago, or is done "
				   "already. Begin again.")));
}

/* ---- the own link ---- */

static enum err link_account(struct ctx *c, void *arg)
{
	struct visit *t = arg;

	TRY(find_provider(c, t));
	TRY(oidc_take(c, t->token, &t->errand));
	if (!t->errand.found || t->errand.account != c->account)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("That is too long ago, or done already. Begin "
			       "again under Settings."));
	return identity_link(c, t->oidc.issuer, t->errand.subject);
}

/* POST /settings/security/identity */
enum err post_identity(struct req *q, struct reply *p)
{
	struct visit t = {.q = q, .p = p, .token = cookie(q, COOKIE_HALF)};

	if (!t.token)
		return fail(q->c, ERR_CONFLICT, NULL,
			    N_("That is too long ago, or done already. Begin "
			       "again under Settings."));
	TRY(run_unit(q->c, DB_WRITE, link_account, &t));
	reply_cookie(q, p, COOKIE_HALF, "", -1);
	return see_other(q, p, "/settings/security?done=linked");
}

/* POST /settings/security/identity/drop */
enum err post_identity_drop(struct req *q, struct reply *p)
{
	TRY(identity_unlink(q->c));
	return see_other(q, p, "/settings/security?done=unlinked");
}
