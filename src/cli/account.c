/* account.c - commands that keep accounts. */
#include "access/account.h"
#include "access/manage.h"
#include "base/day.h"
#include "cli/cli.h"

#include <string.h>

/* ---- reading ---- */

struct listing {
	struct account_filter filter;
	struct val *page, *all;
};

static enum err list_accounts(struct ctx *c, void *arg)
{
	struct listing *l = arg;

	return account_list(c, &l->filter, &l->page);
}

static const char *word(const struct val *map, const char *key,
			const char *otherwise)
{
	const struct val *v = val_get(map, key);

	return v && v->kind == VAL_TEXT ? v->s : otherwise;
}

/* login, role, unit (* is the whole store) and last day, a role a line. */
static void print_account(const struct val *a)
{
	const struct val *held = val_get(a, "roles");

	if (!held->first)
		printf("%s\t-\t-\t-\n", word(a, "login", ""));
	for (const struct val *r = held->first; r; r = r->next)
		printf("%s\t%s\t%s\t%s\n", word(a, "login", ""),
		       word(r, "role", ""), word(r, "unit", "*"),
		       word(r, "until", "-"));
}

static const char *opt(const struct cli *k, const char *name)
{
	const char *s = cli_opt(k, name);

	return s ? s : "";
}

enum err cmd_account_list(struct cli *k)
{
	struct listing l = {.filter = {.words = opt(k, "find"),
				       .unit = opt(k, "unit"),
				       .state = opt(k, "state"),
				       .after = "",
				       .limit = 1000}};
	struct val *all = val_list(k->c->mem);

	do {
		TRY(run_unit(k->c, DB_READ, list_accounts, &l));
		for (struct val *a = val_get(l.page, "accounts")->first, *next;
		     a; a = next) {
			next = a->next;
			if (k->json)
				list_v(all, a);
			else
				print_account(a);
		}
		l.filter.after = word(l.page, "next", "");
	} while (*l.filter.after);
	if (k->json)
		cli_json(k, all);
	return OK;
}

struct one {
	struct cli *k;
	int64_t account;
	struct val *view;
	struct link_made link;
	struct invitation invitation;
	struct password_words words;
	const char *hash;
};

static enum err find(struct ctx *c, struct one *o)
{
	return account_find(c, o->k->arg[0], &o->account);
}

static enum err show_account(struct ctx *c, void *arg)
{
	struct one *o = arg;

	TRY(find(c, o));
	return account_show(c, o->account, &o->view);
}

static void print_line(const struct val *v, const char *key)
{
	printf("%s\t%s\n", key, word(v, key, "-"));
}

static const char *yes_no(const struct val *v, const char *key)
{
	return val_true(val_get(v, key)) ? "yes" : "no";
}

enum err cmd_account_show(struct cli *k)
{
	static const char *const lines[] = {"login", "state", "person",
					    "email", "until", "signed_in"};
	struct one o = {.k = k};

	TRY(run_unit(k->c, DB_READ, show_account, &o));
	if (k->json) {
		cli_json(k, o.view);
		return OK;
	}
	for (size_t i = 0; i < COUNT(lines); i++)
		print_line(o.view, lines[i]);
	printf("password\t%s\n", yes_no(o.view, "has_password"));
	printf("second_factor\t%s\n", yes_no(o.view, "second_factor"));
	for (const struct val *r = val_get(o.view, "roles")->first; r;
	     r = r->next)
		printf("role\t%s\t%s\t%s\t%s\t%s\n", word(r, "role", ""),
		       word(r, "area", ""), word(r, "unit", "*"),
		       word(r, "until", "-"), word(r, "seat", "-"));
	return OK;
}

/* ---- links ---- */

static void print_link(const struct cli *k, const struct one *o)
{
	const struct link_made *l = &o->link;

	if (l->mailed)
		printf(tr(k->c, N_("%s: a link was mailed, good until %s\n")),
		       k->arg[0], l->until);
	else
		printf("%s\n", l->url);
}

static enum err invite(struct ctx *c, void *arg)
{
	struct one *o = arg;

	return account_invite(c, &o->invitation, &o->account, &o->link);
}

enum err cmd_account_invite(struct cli *k)
{
	struct one o = {.k = k,
			.invitation = {.login = k->arg[0],
				       .role = cli_opt(k, "role"),
				       .unit = cli_opt(k, "unit"),
				       .email = opt(k, "email")}};

	TRY(cli_day(k, "until", DAY_MAX, &o.invitation.until));
	TRY(run_unit(k->c, DB_SERIALIZABLE, invite, &o));
	print_link(k, &o);
	return OK;
}

static enum err reset(struct ctx *c, void *arg)
{
	struct one *o = arg;

	TRY(find(c, o));
	return account_reset(c, o->account, &o->link);
}

enum err cmd_account_reset(struct cli *k)
{
	struct one o = {.k = k};

	TRY(run_unit(k->c, DB_WRITE, reset, &o));
	print_link(k, &o);
	return OK;
}

/* ---- the rest ---- */

/* Whoever chooses a password for somebody else knows it: that is for who
 * has the store in hand anyhow. */
static enum err find_words(struct ctx *c, void *arg)
{
	struct one *o = arg;

	if (!c->is_operator)
		return fail(c, ERR_DENIED, NULL,
			    N_("Nobody chooses a password for somebody else: "
			       "send a link with account reset."));
	TRY(find(c, o));
	return account_words(c, o->k->arg[0], NULL, &o->words);
}

static enum err put_password(struct ctx *c, void *arg)
{
	struct one *o = arg;

	TRY(account_out(c, o->account));
	TRY(link_end(c, o->account));
	return account_put_password(c, o->account, o->hash, "operator");
}

enum err cmd_account_password(struct cli *k)
{
	struct one o = {.k = k};
	const char *password;

	TRY(run_unit(k->c, DB_READ, find_words, &o));
	TRY(cli_password(k, &password));
	TRY(password_hash(k->c, &o.words, password, &o.hash));
	return run_unit(k->c, DB_WRITE, put_password, &o);
}

static enum err set_email(struct ctx *c, void *arg)
{
	struct one *o = arg;

	TRY(find(c, o));
	if (o->account != c->account)
		TRY(account_may(c, ACT_ACCOUNT, o->account));
	return account_set_email(c, o->account,
				 o->k->args > 1 ? o->k->arg[1] : "");
}

enum err cmd_account_mail(struct cli *k)
{
	struct one o = {.k = k};

	return run_unit(k->c, DB_WRITE, set_email, &o);
}

static enum err set_person(struct ctx *c, void *arg)
{
	struct one *o = arg;
	const char *code = o->k->arg[1];

	TRY(find(c, o));
	return account_set_person(c, o->account,
				  strcmp(code, "-") ? code : NULL);
}

enum err cmd_account_person(struct cli *k)
{
	struct one o = {.k = k};

	return run_unit(k->c, DB_SERIALIZABLE, set_person, &o);
}

static enum err close_account(struct ctx *c, void *arg)
{
	struct one *o = arg;

	TRY(find(c, o));
	return account_close(c, o->account);
}

enum err cmd_account_close(struct cli *k)
{
	struct one o = {.k = k};

	return run_unit(k->c, DB_SERIALIZABLE, close_account, &o);
}

static enum err reopen(struct ctx *c, void *arg)
{
	struct one *o = arg;

	TRY(find(c, o));
	return account_reopen(c, o->account);
}

enum err cmd_account_reopen(struct cli *k)
{
	struct one o = {.k = k};

	return run_unit(k->c, DB_WRITE, reopen, &o);
}
