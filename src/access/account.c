/* account.c - people who sign in: their logins, passwords and language. */
#include "access/account.h"

#include "access/manage.h"
#include "access/security.h"
#include "base/random.h"
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
	unsigned char key[JOURNAL_KEY];
	struct val *v = val_map(c->mem);
	struct account_id *made;
	size_t n;

	if (!login_valid(login))
		return fail(c, ERR_INVALID, "login",
			    N_("A login is 1 to 64 letters without marks, "
			       "digits or - _ . @: %s"),
			    login);
	random_bytes(key, sizeof(key));
	TRY(sql_account_add(c, login, hash, "vi", c->now, ACCOUNT_FOREVER,
			    (struct blob){key, sizeof(key)}, &made, &n));
	if (n == 0)
		return fail(c, ERR_CONFLICT, "login",
			    N_("There is an account %s already."), login);
	*id = made[0].id;
	journal_personal(v, (struct blob){key, sizeof(key)}, "login", NULL,
			 login);
	return journal_add(c, "account.add", account_number(c->mem, *id), v);
}

enum err account_find(struct ctx *c, const char *login, int64_t *id)
{
	struct account_row a;
	enum err e = sql_account_find(c, login, &a);

	if (e == ERR_MISSING)
		return fail(c, e, "login", N_("There is no such account."));
	if (e == OK)
		*id = a.id;
	return e;
}

static bool open_now(const struct ctx *c, const struct account_row *a)
{
	return a->until >= c->now && !a->closed.set;
}

enum err account_act_as(struct ctx *c, const char *login)
{
	struct account_row a;
	enum err e = sql_account_find(c, login, &a);

	if (e == ERR_MISSING || (e == OK && !open_now(c, &a)))
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
	if ((a.password || a.ldap) && open_now(c, &a))
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

const char *account_number(struct arena *mem, int64_t account)
{
	return arena_printf(mem, "%lld", (long long)account);
}

enum err account_set_ldap(struct ctx *c, const char *login, bool on)
{
	struct val *v = val_map(c->mem);
	struct account_row a;
	int64_t id;

	TRY(account_find(c, login, &id));
	TRY(account_may(c, ACT_ACCOUNT, id));
	TRY(sql_account_get(c, id, &a));
	TRY(sql_account_ldap(c, id, on));
	map_b(v, "before", a.ldap);
	map_b(v, "after", on);
	return journal_add(c, "account.ldap", account_number(c->mem, id), v);
}

enum err account_put_password(struct ctx *c, int64_t account, const char *hash,
			      const char *how)
{
	struct val *v = val_map(c->mem);
	struct account_row a;
	int64_t changed;

	TRY(sql_account_get(c, account, &a));
	if (a.ldap)
		return fail(c, ERR_CONFLICT, "password",
			    N_("A directory of your organisation keeps this "
			       "password; change it there."));
	TRY(sql_account_password(c, account, hash, &changed));
	TRY(security_tell(c, account,
			  N_("The password of your account was changed."), ""));
	map_s(v, "how", how);
	return journal_add(c, "account.password",
			   account_number(c->mem, account), v);
}

enum err account_signs_in(struct ctx *c, int64_t account)
{
	return sql_account_signs_in(c, account, c->now);
}

enum err account_out(struct ctx *c, int64_t account)
{
	TRY(sql_account_out(c, account));
	TRY(sql_account_out_half(c, account));
	return sql_account_out_devices(c, account);
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
	return journal_add(c, "account.lang", account_number(c->mem, a.id), v);
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

enum err account_set_email(struct ctx *c, int64_t account, const char *address)
{
	struct account_address a;
	struct val *v = val_map(c->mem);

	address = text_tidy(c->mem, address);
	if (*address && !mail_address_valid(address))
		return fail(c, ERR_INVALID, "email",
			    N_("This is no mail address: %s"), address);
	TRY(sql_account_address(c, account, &a));
	if (a.key.size)
		journal_personal(v, a.key, "email", a.email, address);
	TRY(sql_account_email_put(c, account, *address ? address : NULL));
	if (a.email && strcmp(a.email, address))
		TRY(security_tell_also(
			c, account,
			N_("The mail address of your account was changed."), "",
			a.email));
	return journal_add(c, "account.email", account_number(c->mem, account),
			   v);
}
