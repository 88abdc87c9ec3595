/* post.c - commands about what Tierwork does by itself: the chores, notices
 * and mail. */
#include "access/account.h"
#include "access/notice.h"
#include "calls/remind.h"
#include "cli/cli.h"
#include "core/mail.h"

#include <errno.h>
#include <stdlib.h>

static enum err may_operate(struct ctx *c, void *unused)
{
	(void)unused;
	return may_all(c, ACT_OPERATE);
}

/* What it did, a chore a line. */
enum err cmd_tick(struct cli *k)
{
	struct val *view;
	enum err e;

	TRY(run_unit(k->c, DB_READ, may_operate, NULL));
	k->c->account = 0; /* whoever asks: nobody does it */
	k->c->is_operator = true;
	e = chores_run(k->c, &view);
	if (k->json)
		cli_json(k, view);
	else
		for (const struct val *v = view->first; v; v = v->next)
			printf("%s\t%lld\n", val_text(v, "chore"),
			       (long long)val_int(v, "done"));
	return e;
}

struct listing {
	const char *login, *state;
	struct val *view;
};

static enum err list_notices(struct ctx *c, void *arg)
{
	struct listing *l = arg;
	int64_t account = 0;

	if (l->login)
		TRY(account_find(c, l->login, &account));
	else if (!c->account)
		return fail(c, ERR_USAGE, NULL,
			    N_("Whose notices? Say --account LOGIN, or --as "
			       "LOGIN before the command."));
	return notice_list(c, account, 0, &l->view);
}

enum err cmd_notice_list(struct cli *k)
{
	struct listing l = {.login = cli_opt(k, "account")};

	TRY(run_unit(k->c, DB_READ, list_notices, &l));
	if (k->json) {
		cli_json(k, l.view);
		return OK;
	}
	for (const struct val *v = val_get(l.view, "notices")->first; v;
	     v = v->next)
		printf("%s\t%s\t%s\t%s\n", val_text(v, "at"),
		       val_get(v, "seen")->i ? "seen" : "new",
		       val_text(v, "kind"), val_text(v, "text"));
	return OK;
}

static enum err list_mail(struct ctx *c, void *arg)
{
	struct listing *l = arg;

	TRY(may_all(c, ACT_OPERATE));
	return mail_view(c, l->state, &l->view);
}

enum err cmd_mail_list(struct cli *k)
{
	struct listing l = {.state = cli_opt(k, "state")};

	TRY(run_unit(k->c, DB_READ, list_mail, &l));
	if (k->json) {
		cli_json(k, l.view);
		return OK;
	}
	for (const struct val *v = val_get(l.view, "mails")->first; v;
	     v = v->next)
		printf("%lld\t%s\t%s\t%s\t%s\n", (long long)val_int(v, "id"),
		       val_text(v, "state"), val_text(v, "address"),
		       val_text(v, "subject"), val_text(v, "why"));
	return OK;
}

enum err cmd_mail_test(struct cli *k)
{
	TRY(run_unit(k->c, DB_READ, may_operate, NULL));
	TRY(mail_test(k->c, k->arg[0]));
	printf(tr(k->c, N_("sent to %s\n")), k->arg[0]);
	return OK;
}

/* A whole number from 1; 0: it is none. */
static int64_t number(const char *s)
{
	char *end;
	int64_t id;

	errno = 0;
	id = strtoll(s, &end, 10);
	return errno || *end || id < 1 ? 0 : id;
}

static enum err send_again(struct ctx *c, void *arg)
{
	const struct cli *k = arg;
	int64_t id = number(k->arg[0]);

	if (!id)
		return fail(c, ERR_USAGE, NULL, N_("No number of a mail: %s"),
			    k->arg[0]);
	TRY(may_all(c, ACT_OPERATE));
	return mail_again(c, id);
}

enum err cmd_mail_again(struct cli *k)
{
	return run_unit(k->c, DB_WRITE, send_again, k);
}

struct reminder {
	struct cli *k;
	int64_t units, people;
};

static enum err remind(struct ctx *c, void *arg)
{
	struct reminder *r = arg;
	const char *words = cli_opt(r->k, "words");
	int64_t call = number(r->k->arg[0]);

	if (!call)
		return fail(c, ERR_USAGE, NULL, N_("No number of a call: %s"),
			    r->k->arg[0]);
	return remind_by_hand(c, call, cli_opt(r->k, "unit"),
			      words ? words : "", &r->units, &r->people);
}

enum err cmd_call_remind(struct cli *k)
{
	struct reminder r = {.k = k};

	TRY(run_unit(k->c, DB_WRITE, remind, &r));
	if (k->json) {
		struct val *v = val_map(k->c->mem);

		map_i(v, "units", r.units);
		map_i(v, "people", r.people);
		cli_json(k, v);
		return OK;
	}
	printf(trn(k->c, N_("%lld unit reminded"), N_("%lld units reminded"),
		   r.units),
	       (long long)r.units);
	printf(trn(k->c, N_(", %lld person\n"), N_(", %lld people\n"),
		   r.people),
	       (long long)r.people);
	return OK;
}
