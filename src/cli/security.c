/* security.c - commands about sessions and second factors. */
#include "access/account.h"
#include "access/factor.h"
#include "access/session.h"
#include "cli/cli.h"

#include <string.h>

struct sessions {
	const char *login;
	int64_t end; /* that one, or 0 */
	bool end_all;
	struct val *list;
	int64_t ended;
};

static enum err do_sessions(struct ctx *c, void *arg)
{
	struct sessions *s = arg;
	int64_t account;

	TRY(account_find(c, s->login, &account));
	s->ended = 1;
	if (s->end)
		return session_revoke(c, account, s->end);
	if (s->end_all)
		return session_revoke_all(c, account, 0, &s->ended);
	return session_list(c, account, 0, &s->list);
}

enum err cmd_account_sessions(struct cli *k)
{
	struct sessions s = {.login = k->arg[0],
			     .end_all = cli_flag(k, "end-all")};
	bool ends;

	TRY(cli_number(k, "end", 0, &s.end));
	ends = s.end || s.end_all;
	TRY(run_unit(k->c, ends ? DB_WRITE : DB_READ, do_sessions, &s));
	if (ends) {
		printf(trn(k->c, N_("%lld session ended\n"),
			   N_("%lld sessions ended\n"), s.ended),
		       (long long)s.ended);
		return OK;
	}
	if (k->json) {
		cli_json(k, s.list);
		return OK;
	}
	for (const struct val *v = s.list->first; v; v = v->next)
		printf("%lld\t%s\t%s\t%s\t%s\n",
		       (long long)val_int(v, "session"), val_text(v, "began"),
		       val_text(v, "seen"), val_text(v, "from"),
		       val_text(v, "browser"));
	return OK;
}

struct factor_of {
	const char *login;
	bool off;
	struct val *view;
};

static enum err do_factor(struct ctx *c, void *arg)
{
	struct factor_of *f = arg;
	int64_t account;

	TRY(account_find(c, f->login, &account));
	if (f->off)
		TRY(factor_off(c, account));
	return factor_view(c, account, &f->view);
}

enum err cmd_account_factor(struct cli *k)
{
	struct factor_of f = {.login = k->arg[0], .off = k->args > 1};

	if (f.off && strcmp(k->arg[1], "off"))
		return fail(k->c, ERR_USAGE, NULL,
			    N_("Only its owner turns a second factor on; here "
			       "it can be turned off: account factor %s off"),
			    f.login);
	TRY(run_unit(k->c, f.off ? DB_WRITE : DB_READ, do_factor, &f));
	if (k->json)
		cli_json(k, f.view);
	else
		printf("%s\t%lld\n",
		       val_true(val_get(f.view, "on")) ? "on" : "off",
		       (long long)val_int(f.view, "codes"));
	return OK;
}
