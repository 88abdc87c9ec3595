/* prove.c - password or code once more, before what nobody but the one who
 * signed in is to do: a browser is left open, and somebody else sits down. */
#include "web/signin.h"

#include "access/account.h"
#include "access/factor.h"
#include "access/oidc.h"
#include "access/session.h"
#include "web/guess.h"

#include <string.h>

struct proof {
	const struct req *q;
	struct account_secret secret;
	struct factor factor;
	struct oidc oidc;
	int64_t known; /* how often the identity provider knows them */
	bool right;
	const char *token;
};

/* What there is to prove it with. */
static enum err find_means(struct ctx *c, void *arg)
{
	struct proof *w = arg;

	TRY(account_secret(c, w->q->login, &w->secret));
	TRY(oidc_read(c, &w->oidc));
	TRY(identity_count(c, w->oidc.issuer, &w->known));
	return factor_read(c, c->account, &w->factor);
}

static enum err show_prove(struct req *q, struct reply *p, int status,
			   const char *trouble, const struct proof *w,
			   struct val *kept)
{
	struct val *v = val_map(q->c->mem);
	bool by_form =
		w->secret.hash || w->secret.ldap || w->factor.secret.data;
	bool by_provider = w->oidc.ready && w->known;

	p->status = status;
	map_s(v, "title", tr(q->c, N_("Is it you?")));
	map_s(v, "trouble", trouble);
	map_s(v, "next", signin_next(form(q, "next", query(q, "next", "/"))));
	map_b(v, "by_password", w->secret.hash || w->secret.ldap);
	map_b(v, "by_code", w->factor.secret.data != NULL);
	map_b(v, "by_form", by_form);
	map_b(v, "by_none", !by_form && !by_provider);
	map_s(v, "provider", by_provider ? w->oidc.label : NULL);
	map_b(v, "kept_some", kept->first != NULL);
	map_v(v, "kept", kept);
	return page(q, p, "access/prove", v);
}

/* GET /signin/again */
enum err page_prove(struct req *q, struct reply *p)
{
	struct proof w = {.q = q};

	if (!q->login || q->proved)
		return see_other(q, p, "%s",
				 signin_next(query(q, "next", "/")));
	TRY(find_means(q->c, &w));
	return show_prove(q, p, 200, NULL, &w, val_list(q->c->mem));
}

enum err prove_kept(struct req *q, struct reply *p)
{
	struct proof w = {.q = q};
	struct val *kept = signin_sent(q);

	if (q->files.n > 0 || !signin_keeps(q->target))
		return ERR_DENIED;
	TRY(run_unit(q->c, DB_READ, find_means, &w));
	q->form.at = arena_array(q->c->mem, 1, sizeof(*q->form.at));
	q->form.at[0] = (struct field){"next", q->target};
	q->form.n = 1;
	return show_prove(q, p, 401, NULL, &w, kept);
}

static enum err prove(struct ctx *c, void *arg)
{
	struct proof *w = arg;
	enum factor_use how;

	if (!w->right) {
		TRY(factor_use(c, &w->factor, &how));
		w->right = how != FACTOR_WRONG;
	}
	return w->right ? session_prove(c, w->q->token, &w->token) : OK;
}

/* POST /signin/again */
enum err post_prove(struct req *q, struct reply *p)
{
	struct proof w = {.q = q};
	const char *password = form(q, "password", "");
	const char *next = signin_next(form(q, "next", "/"));
	struct val *kept = signin_kept(q);
	struct proved proved;
	const char *wait;

	if (!q->login)
		return see_other(q, p, "/signin");
	TRY(run_unit(q->c, DB_READ, find_means, &w));
	wait = signin_wait(q, q->login);
	if (wait)
		return show_prove(q, p, 429, wait, &w, kept);
	if (*password) {
		TRY(proof_password(q->c, q->login, password, &proved));
		if (proved.proof == PROOF_AWAY)
			return show_prove(q, p, 503, proof_away(q->c), &w,
					  kept);
		w.right = proved.proof == PROOF_RIGHT;
	} else
		TRY(factor_try(q->c, &w.factor, form(q, "code", "")));
	TRY(run_unit(q->c, DB_WRITE, prove, &w));
	if (!w.right) {
		guess_wrong(q->login, q->from, q->c->now);
		return show_prove(q, p, 422,
				  tr(q->c, N_("That is wrong. Try it again.")),
				  &w, kept);
	}
	guess_right(q->login, q->from);
	if (w.token)
		reply_cookie(q, p, COOKIE_SESSION, w.token, 0);
	return kept->first ? signin_kept_page(q, p, next)
			   : see_other(q, p, "%s", next);
}
