/* identity.c - errands to an identity provider, and whom it knows. */
#include "access/account.h"
#include "access/oidc.h"
#include "access/session.h"
#include "core/journal.h"
#include "gen/sql_access.h"

#include <sodium.h>
#include <string.h>

static struct blob stored(struct arena *mem, const char *token)
{
	static const unsigned char what[] = "tierwork errand";
	unsigned char *h = arena_alloc(mem, 32);

	crypto_generichash(h, 32, (const unsigned char *)token, strlen(token),
			   what, sizeof(what) - 1);
	return (struct blob){h, 32};
}

enum err oidc_begin(struct ctx *c, const char *token, const struct errand *e)
{
	TRY(sql_oidc_sweep(c, c->now, c->now + OIDC_LIVES + CLOCK_SLACK));
	return sql_oidc_begin(c, stored(c->mem, token), e->account,
			      e->subject ? e->subject : "", e->next,
			      c->now + OIDC_LIVES);
}

enum err oidc_take(struct ctx *c, const char *token, struct errand *e)
{
	struct errand_row *r;
	size_t n;

	*e = (struct errand){0};
	TRY(sql_oidc_take(c, stored(c->mem, token), c->now,
			  c->now + OIDC_LIVES + CLOCK_SLACK, &r, &n));
	if (n == 1)
		*e = (struct errand){true, r->account, r->subject, r->next};
	return OK;
}

static enum err linked(struct ctx *c, const char *act, int64_t account,
		       const char *issuer, const char *by)
{
	struct val *v = val_map(c->mem);

	if (issuer)
		map_s(v, "issuer", issuer);
	if (by)
		map_s(v, "by", by);
	return journal_add(c, act,
			   arena_printf(c->mem, "%lld", (long long)account), v);
}

enum err identity_find(struct ctx *c, const struct oidc *o,
		       const struct claims *claims, struct known *out)
{
	struct known_row *r;
	int64_t changed;
	size_t n;

	*out = (struct known){0};
	TRY(sql_identity_find(c, o->issuer, claims->subject, c->now, &r, &n));
	if (n == 0 && claims->email && !strcmp(o->link, "email")) {
		TRY(sql_identity_by_email(c, claims->email, c->now, &r, &n));
		if (n != 1)
			return OK;
		TRY(sql_identity_add(c, o->issuer, claims->subject, r->account,
				     c->now, &changed));
		if (changed == 0) /* of an account that is closed */
			return OK;
		TRY(linked(c, "identity.link", r->account, o->issuer, "email"));
	}
	if (n == 1)
		*out = (struct known){r->account, r->login};
	return OK;
}

enum err identity_link(struct ctx *c, const char *issuer, const char *subject)
{
	int64_t changed;

	TRY(sql_identity_add(c, issuer, subject, c->account, c->now, &changed));
	if (changed == 0)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("That identity belongs to an account "
			       "already."));
	return linked(c, "identity.link", c->account, issuer, "settings");
}

enum err identity_unlink(struct ctx *c)
{
	struct account_means means;
	int64_t changed;

	TRY(sql_account_means(c, c->account, &means));
	if (!means.has_password && !means.ldap)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("You could not sign in any more: set a "
			       "password first."));
	TRY(sql_identity_drop(c, c->account, &changed));
	if (changed == 0)
		return fail(c, ERR_MISSING, NULL,
			    N_("Your account is linked to no identity."));
	return linked(c, "identity.unlink", c->account, NULL, NULL);
}

enum err identity_count(struct ctx *c, const char *issuer, int64_t *n)
{
	struct identity_n row;

	TRY(sql_identity_count(c, c->account, issuer, &row));
	*n = row.n;
	return OK;
}
