/* access.c - commands about accounts, and who acts on the command line. */
#include "access/account.h"
#include "access/grant.h"
#include "base/day.h"
#include "cli/cli.h"
#include "core/setting.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum err cli_begin(struct ctx *c, void *cli)
{
	const struct cli *k = cli;

	TRY(setting_today(c));
	return k->as ? account_act_as(c, k->as) : OK;
}

/* Reads a line without showing what is typed. */
static enum err ask_hidden(struct cli *k, const char *question, char *to,
			   int size)
{
	struct termios shown, hidden;
	char *got;

	if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &shown) != 0)
		return fail(k->c, ERR_USAGE, NULL,
			    N_("No password: set TIERWORK_PASSWORD, or run "
			       "this in a terminal."));
	fprintf(stderr, "%s", question);
	hidden = shown;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
	got = fgets(to, size, stdin);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
	fputc('\n', stderr);
	if (!got)
		return fail(k->c, ERR_USAGE, NULL, N_("No password given."));
	to[strcspn(to, "\n")] = '\0';
	return OK;
}

enum err cli_password(struct cli *k, const char **password)
{
	const char *set = getenv("TIERWORK_PASSWORD");
	char once[1024], again[1024];

	*password = set;
	if (set && *set)
		return OK;
	TRY(ask_hidden(k, tr(k->c, N_("Password: ")), once, sizeof(once)));
	TRY(ask_hidden(k, tr(k->c, N_("The same again: ")), again,
		       sizeof(again)));
	if (strcmp(once, again))
		return fail(k->c, ERR_INVALID, "password",
			    N_("The two passwords differ."));
	*password = arena_text(k->c->mem, once);
	sodium_memzero(once, sizeof(once));
	sodium_memzero(again, sizeof(again));
	return OK;
}

struct add {
	struct cli *k;
	const char *login, *hash;
	struct grant grant;
	struct password_words words;
	bool known; /* there is such an account already */
};

static enum err find_account(struct ctx *c, void *arg)
{
	struct add *a = arg;
	int64_t id;
	enum err e = account_find(c, a->login, &id);

	a->known = e == OK;
	if (e != ERR_MISSING)
		return e;
	return account_words(c, a->login, a->grant.unit, &a->words);
}

static enum err add_account(struct ctx *c, void *arg)
{
	struct add *a = arg;
	int64_t id;

	if (a->known)
		TRY(account_find(c, a->login, &id));
	else
		TRY(account_add(c, a->login, a->hash, &id));
	return role_give(c, id, &a->grant);
}

enum err cmd_account_add(struct cli *k)
{
	struct add a = {
		.k = k,
		.login = k->arg[0],
		.grant = {cli_opt(k, "role"), cli_opt(k, "area"),
			  cli_opt(k, "unit"), 0, DAY_MAX},
	};
	const char *password;

	TRY(cli_day(k, "until", DAY_MAX, &a.grant.until));
	TRY(run_unit(k->c, DB_READ, find_account, &a));
	if (!a.known) {
		TRY(cli_password(k, &password));
		TRY(password_hash(k->c, &a.words, password, &a.hash));
	}
	TRY(run_unit(k->c, DB_SERIALIZABLE, add_account, &a));
	printf(tr(k->c, N_("account %s: %s at %s\n")), a.login, a.grant.role,
	       a.grant.unit ? a.grant.unit : "*");
	return OK;
}

static enum err set_ldap(struct ctx *c, void *arg)
{
	const struct cli *k = arg;
	bool on = !strcmp(k->arg[1], "on");

	if (!on && strcmp(k->arg[1], "off"))
		return fail(c, ERR_USAGE, NULL, N_("Say on or off, not %s"),
			    k->arg[1]);
	return account_set_ldap(c, k->arg[0], on);
}

enum err cmd_account_ldap(struct cli *k)
{
	return run_unit(k->c, DB_WRITE, set_ldap, k);
}
