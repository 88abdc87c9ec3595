/* token.c - commands about the access tokens of programs. */
#include "access/token.h"

#include "access/account.h"
#include "base/decimal.h"
#include "cli/cli.h"

struct make {
	const char *login;
	struct token_new what;
	int64_t id;
	const char *secret;
};

static enum err make_token(struct ctx *c, void *arg)
{
	struct make *m = arg;

	TRY(account_find(c, m->login, &m->what.account));
	return token_make(c, &m->what, &m->id, &m->secret);
}

enum err cmd_token_make(struct cli *k)
{
	struct make m = {.login = k->arg[0],
			 .what = {.name = cli_opt(k, "name"),
				  .acts = cli_opt(k, "acts")}};
	struct val *v = val_map(k->c->mem);
	int64_t days;

	TRY(cli_number(k, "days", TOKEN_DAYS, &days));
	if (days < 0 || days > TOKEN_DAYS_MOST)
		days = TOKEN_DAYS_MOST + 1; /* which token_make() refuses */
	TRY(cli_day(k, "until", k->c->today + days, &m.what.until));
	if (cli_opt(k, "until") && cli_opt(k, "days"))
		return fail(k->c, ERR_USAGE, NULL,
			    N_("Give --until or --days, not both."));
	TRY(run_unit(k->c, DB_WRITE, make_token, &m));
	if (k->json) {
		map_i(v, "token", m.id);
		map_s(v, "secret", m.secret);
		cli_json(k, v);
		return OK;
	}
	puts(m.secret);
	fprintf(stderr, tr(k->c, N_("token %lld; it is shown only now\n")),
		(long long)m.id);
	return OK;
}

struct list {
	const char *login;
	struct val *view;
};

static enum err list_tokens(struct ctx *c, void *arg)
{
	struct list *l = arg;
	int64_t account = 0;

	if (l->login)
		TRY(account_find(c, l->login, &account));
	return token_list(c, account, &l->view);
}

static void print_token(const struct val *t)
{
	printf("%lld\t%s\t%s\t", (long long)val_int(t, "token"),
	       val_text(t, "login"), val_text(t, "name"));
	for (struct val *a = val_get(t, "acts")->first; a; a = a->next)
		printf("%s%s", a->s, a->next ? "," : "");
	printf("\t%s\t%s\t%s\n", val_text(t, "until"),
	       *val_text(t, "used") ? val_text(t, "used") : "-",
	       val_text(t, "state"));
}

enum err cmd_token_list(struct cli *k)
{
	struct list l = {.login = cli_opt(k, "login")};

	if (!l.login) /* who is somebody means the own ones */
		l.login = k->as;
	TRY(run_unit(k->c, DB_READ, list_tokens, &l));
	if (k->json) {
		cli_json(k, l.view);
		return OK;
	}
	for (const struct val *t = l.view->first; t; t = t->next)
		print_token(t);
	return OK;
}

static enum err end_token(struct ctx *c, void *id)
{
	return token_end(c, *(int64_t *)id);
}

enum err cmd_token_end(struct cli *k)
{
	int64_t id;

	if (decimal_parse(k->arg[0], NUMBERS_PLAIN, 0, &id) != DECIMAL_OK)
		return fail(k->c, ERR_USAGE, NULL,
			    N_("A token is named by its number: %s"),
			    k->arg[0]);
	TRY(run_unit(k->c, DB_WRITE, end_token, &id));
	printf(tr(k->c, N_("token %lld ended\n")), (long long)id);
	return OK;
}
