/* account.c - people who sign in: their logins, passwords and language. */
#include "access/account.h"

#include "access/role.h"
#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "core/mail.h"
#include "gen/sql_access.h"

#include <assert.h>
#include <string.h>

/* A login is a code, or a mail address. */
static bool login_valid(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz"
			     "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.@");

	return n > 0 && n <= 64 && s[n] == '\0';
}

enum err account_words(struct ctx *c, const char *login, const char *unit,
		       struct password_words *words)
{
	struct account_word *row;
	size_t n;

	words->n = 0;
	TRY(sql_account_words(c, login, unit ? unit : "", c->today, &row, &n));
	password_word(c->mem, words, login);
	for (size_t i = 0; i < n; i++)
		password_word(c->mem, words, row[i].text);
	return OK;
}

enum err account_add(struct ctx *c, const char *login, const char *hash,
		     int64_t *id)
{
	struct account_id *made;
	size_t n;

	if (!login_valid(login))
		return fail(c, ERR_INVALID, "login",
			    N_("A login is 1 to 64 letters without marks, "
			       "digits or - _ . @: %s"),
			    login);
	TRY(sql_account_add(c, login, hash, "vi", c->now, ACCOUNT_FOREVER,
			    &made, &n));
	if (n == 0)
		return fail(c, ERR_CONFLICT, "login",
			    N_("There is an account %s already."), login);
	*id = made[0].id;
	return journal_add(c, "account.add", login, NULL);
}

enum err account_find(struct ctx *c, const char *login, int64_t *id)
{
	struct account_row a;
	enum err e = sql_account_find(c, login, &a);

	if (e == ERR_MISSING)
		return fail(c, e, "login", N_("There is no account %s."),
			    login);
	if (e == OK)
		*id = a.id;
	return e;
}

enum err account_act_as(struct ctx *c, const char *login)
{
	struct account_row a;
	enum err e = sql_account_find(c, login, &a);

	if (e == ERR_MISSING || (e == OK && a.until < c->now))
		return fail(c, ERR_MISSING, "login",
			    N_("There is no account %s."), login);
	TRY(e);
	c->account = a.id;
	c->is_operator = false;
	return OK;
}

enum err account_secret(struct ctx *c, const char *login,
			struct account_secret *out)
{
	struct account_row a;
	enum err e = sql_account_find(c, login, &a);

	*out = (struct account_secret){0};
	if (e == ERR_MISSING)
		return OK;
	TRY(e);
	if ((a.password || a.ldap) && a.until >= c->now)
		*out = (struct account_secret){
			.id = a.id,
			.hash = a.ldap ? NULL : a.password,
			.ldap = a.ldap,
		};
	return OK;
}

static enum err own(struct ctx *c, struct account_row *a)
{
	assert(c->account);
	return sql_account_get(c, c->account, a);
}

enum err account_set_ldap(struct ctx *c, const char *login, bool on)
{
	struct val *v = val_map(c->mem);
	struct account_row a;
	int64_t id;

	TRY(may_all(c, ACT_ACCOUNT));
	TRY(account_find(c, login, &id));
	TRY(sql_account_get(c, id, &a));
	TRY(sql_account_ldap(c, id, on));
	map_b(v, "before", a.ldap);
	map_b(v, "after", on);
	return journal_add(c, "account.ldap",
			   arena_printf(c->mem, "%lld", (long long)id), v);
}

enum err account_set_password(struct ctx *c, const char *hash)
{
	struct account_row a;
	int64_t changed;

	TRY(own(c, &a));
	if (a.ldap)
		return fail(c, ERR_CONFLICT, "password",
			    N_("A directory of your organisation keeps this "
			       "password; change it there."));
	TRY(sql_account_password(c, a.id, hash, &changed));
	return journal_add(c, "account.password", a.login, NULL);
}

enum err account_set_lang(struct ctx *c, const char *lang)
{
	struct account_row a;
	struct val *v = val_map(c->mem);
	int64_t changed;

	if (strcmp(lang, "vi") && strcmp(lang, "en"))
		return fail(c, ERR_INVALID, "lang",
			    N_("There is no such language."));
	TRY(own(c, &a));
	TRY(sql_account_lang(c, a.id, lang, &changed));
	map_s(v, "before", a.lang);
	map_s(v, "after", lang);
	return journal_add(c, "account.lang", a.login, v);
}

enum err account_ldap(struct ctx *c, bool *on)
{
	struct account_row a;

	TRY(own(c, &a));
	*on = a.ldap;
	return OK;
}

enum err account_email(struct ctx *c, const char **address)
{
	struct account_email a;

	TRY(sql_account_email(c, c->account, &a));
	*address = a.email ? a.email : "";
	return OK;
}

enum err account_set_email(struct ctx *c, const char *login,
			   const char *address)
{
	struct account_row a;
	int64_t id = c->account;

	if (login)
		TRY(account_find(c, login, &id));
	if (id != c->account)
		TRY(may_all(c, ACT_ACCOUNT));
	TRY(sql_account_get(c, id, &a));
	address = text_tidy(c->mem, address);
	if (*address && !mail_address_valid(address))
		return fail(c, ERR_INVALID, "email",
			    N_("This is no mail address: %s"), address);
	TRY(sql_account_email_put(c, id, *address ? address : NULL));
	return journal_add(c, "account.email", a.login, NULL);
}

static void list_role(struct ctx *c, struct val *list,
		      const struct account_grant *g)
{
	struct val *v = val_map(c->mem);
	char day[11];

	map_s(v, "role", g->role);
	map_s(v, "unit", g->unit);
	map_s(v, "until",
	      g->until.value == DAY_MAX
		      ? NULL
		      : arena_text(c->mem, day_iso(g->until.value, day)));
	list_v(list, v);
}

static struct val *list_account(struct ctx *c, struct val *list,
				const struct account_grant *g)
{
	struct val *v = val_map(c->mem), *held = val_list(c->mem);
	char at[21];

	map_s(v, "login", g->login);
	map_s(v, "lang", g->lang);
	map_s(v, "until",
	      g->ends == ACCOUNT_FOREVER
		      ? NULL
		      : arena_text(c->mem, instant_iso(g->ends, at)));
	map_v(v, "roles", held);
	list_v(list, v);
	return held;
}

enum err account_list(struct ctx *c, struct val **list)
{
	struct account_grant *g;
	struct val *held = NULL;
	size_t n;

	TRY(may_all(c, ACT_ACCOUNT));
	TRY(sql_account_list(c, &g, &n));
	*list = val_list(c->mem);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || strcmp(g[i].login, g[i - 1].login))
			held = list_account(c, *list, &g[i]);
		if (g[i].role)
			list_role(c, held, &g[i]);
	}
	return OK;
}
