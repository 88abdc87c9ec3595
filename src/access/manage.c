/* manage.c - what administrators do with the accounts of others. */
#include "access/manage.h"

#include "access/account.h"
#include "access/feed.h"
#include "access/link.h"
#include "access/session.h"
#include "access/token.h"
#include "core/journal.h"
#include "core/mail.h"
#include "gen/sql_access.h"

#include <string.h>

/* ---- who may ---- */

static enum err at_place(struct ctx *c, enum act act,
			 const struct account_place *p)
{
	bool all;

	if (p->unit)
		return may(c, act, p->unit);
	TRY(may_everywhere(c, act, &all));
	return all ? OK : ERR_MISSING;
}

/* Nobody gives, or can become, more than they are: only a right in every
 * area allows ACT_OPERATE. */
static enum err keeps(struct ctx *c, const struct account_place *p)
{
	TRY(at_place(c, ACT_ACCOUNT, p));
	if (!strcmp(p->role, "administrator") || !strcmp(p->area, areas[0]))
		TRY(at_place(c, ACT_OPERATE, p));
	return OK;
}

static enum err may_keep(struct ctx *c, const struct account_place *place,
			 size_t n)
{
	for (size_t i = 0; i < n; i++)
		TRY(keeps(c, &place[i]));
	return n ? OK : may_all(c, ACT_ACCOUNT);
}

static enum err in_sight(struct ctx *c, const struct account_place *place,
			 size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (at_place(c, ACT_AUDIT, &place[i]) == OK)
			return OK;
	return may_all(c, ACT_AUDIT);
}

static enum err no_account(struct ctx *c)
{
	return fail(c, ERR_MISSING, "account", N_("There is no such account."));
}

enum err account_may(struct ctx *c, enum act act, int64_t account)
{
	struct account_place *place;
	struct account_row a;
	size_t n;
	enum err e = sql_account_get(c, account, &a);

	if (e == ERR_MISSING)
		return no_account(c);
	TRY(e);
	TRY(sql_account_places(c, account, c->today, &place, &n));
	if (n == 0)
		TRY(sql_account_places(c, account, 0, &place, &n));
	e = in_sight(c, place, n);
	if (e == ERR_DENIED || e == ERR_MISSING)
		return no_account(c);
	TRY(e);
	ctx_forget(c);
	if (act == ACT_AUDIT)
		return OK;
	e = may_keep(c, place, n);
	if (e == ERR_MISSING) /* it has a right elsewhere, too */
		return fail(c, ERR_DENIED, NULL,
			    N_("This account has rights where yours do not "
			       "reach. Ask the administrator of the unit "
			       "above."));
	return e;
}

/* ---- invitation and reset ---- */

static enum err invited_before(struct ctx *c, int64_t account)
{
	struct account_shown a;

	TRY(account_may(c, ACT_ACCOUNT, account));
	TRY(sql_account_shown_get(c, account, &a));
	if (a.password || a.ldap || a.signed_in.set)
		return fail(c, ERR_CONFLICT, "login",
			    N_("There is an account %s already."), a.login);
	return link_end(c, account);
}

enum err account_invite(struct ctx *c, const struct invitation *i,
			int64_t *account, struct link_made *out)
{
	struct account_row a;
	enum err e = sql_account_find(c, i->login, &a);

	if (e == ERR_MISSING)
		e = account_add(c, i->login, NULL, account);
	else if (e == OK)
		e = invited_before(c, *account = a.id);
	TRY(e);
	TRY(role_give(c, *account,
		      &(struct grant){i->role, i->area, i->unit, 0, i->until}));
	if (*i->email)
		TRY(account_set_email(c, *account, i->email));
	return link_make(c, *account, LINK_INVITE, out);
}

enum err account_reset(struct ctx *c, int64_t account, struct link_made *out)
{
	struct account_shown a;

	TRY(account_may(c, ACT_ACCOUNT, account));
	TRY(sql_account_shown_get(c, account, &a));
	if (a.closed.set)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("This account is closed. Open it again first."));
	if (a.ldap)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("A directory keeps the password of this "
			       "account; it is changed there."));
	TRY(link_end(c, account));
	return link_make(c, account, a.password ? LINK_RESET : LINK_INVITE,
			 out);
}

enum err account_forgotten(struct ctx *c, const char *name)
{
	struct account_named *a;
	struct link_made made;
	bool enough, ready;
	size_t n;

	TRY(mail_ready(c, &ready));
	if (!ready)
		return OK;
	TRY(sql_account_by_mail(c, name, c->now, &a, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(link_enough(c, a[i].id, &enough));
		if (!enough)
			TRY(link_make(c, a[i].id, LINK_RESET, &made));
	}
	return OK;
}

/* ---- closing ---- */

enum err account_close(struct ctx *c, int64_t account)
{
	int64_t changed;

	TRY(account_may(c, ACT_ACCOUNT, account));
	if (account == c->account)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("You cannot close the account that you are "
			       "using. Ask another administrator."));
	TRY(administrator_keep(c, account, 0));
	TRY(sql_account_close(c, account, c->now, &changed));
	if (changed == 0)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("This account is closed already."));
	TRY(link_end(c, account));
	TRY(account_out(c, account));
	TRY(token_end_all(c, account));
	TRY(feed_end_all(c, account));
	return journal_add(c, "account.close", account_number(c->mem, account),
			   NULL);
}

enum err account_reopen(struct ctx *c, int64_t account)
{
	int64_t changed;

	TRY(account_may(c, ACT_ACCOUNT, account));
	TRY(sql_account_reopen(c, account, &changed));
	if (changed == 0)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("This account is not closed."));
	return journal_add(c, "account.reopen", account_number(c->mem, account),
			   NULL);
}

/* ---- whose it is ---- */

static enum err find_person(struct ctx *c, const char *code, int64_t *id)
{
	struct account_person *found;
	size_t n;

	*id = 0;
	if (!code)
		return OK;
	TRY(sql_account_person(c, code, &found, &n));
	if (n == 0)
		return fail(c, ERR_MISSING, "person",
			    N_("There is no person %s."), code);
	*id = found[0].id;
	return OK;
}

enum err account_set_person(struct ctx *c, int64_t account, const char *code)
{
	struct val *v = val_map(c->mem);
	int64_t person;

	TRY(account_may(c, ACT_ACCOUNT, account));
	TRY(find_person(c, code, &person));
	TRY(sql_account_person_put(c, account, person));
	TRY(account_may(c, ACT_ACCOUNT, account)); /* by its seats, too */
	TRY(session_renew(c, account));
	if (person)
		map_i(v, "person", person);
	else
		map_s(v, "person", NULL);
	return journal_add(c, "account.person", account_number(c->mem, account),
			   v);
}
