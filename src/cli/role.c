/* role.c - commands about roles: who has which, and why. */
#include "access/account.h"
#include "access/delegation.h"
#include "access/grant.h"
#include "access/right.h"
#include "base/day.h"
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct job {
	const char *login;
	struct grant grant;
	int64_t on;
};

static struct job job_of(struct cli *k)
{
	return (struct job){
		.login = k->arg[0],
		.grant = {k->arg[1], cli_opt(k, "area"), cli_opt(k, "unit"), 0,
			  DAY_MAX},
	};
}

static enum err give(struct ctx *c, void *arg)
{
	struct job *j = arg;
	int64_t id;

	TRY(account_find(c, j->login, &id));
	return role_give(c, id, &j->grant);
}

enum err cmd_role_give(struct cli *k)
{
	struct job j = job_of(k);

	TRY(cli_day(k, "from", 0, &j.grant.since));
	TRY(cli_day(k, "until", DAY_MAX, &j.grant.until));
	TRY(run_unit(k->c, DB_SERIALIZABLE, give, &j));
	printf(tr(k->c, N_("account %s: %s at %s\n")), j.login, j.grant.role,
	       j.grant.unit ? j.grant.unit : "*");
	return OK;
}

static enum err end(struct ctx *c, void *arg)
{
	struct job *j = arg;
	int64_t id;

	TRY(account_find(c, j->login, &id));
	return role_end(c, id, &j->grant, j->on);
}

enum err cmd_role_end(struct cli *k)
{
	struct job j = job_of(k);

	TRY(cli_day(k, "on", 0, &j.on));
	TRY(run_unit(k->c, DB_SERIALIZABLE, end, &j));
	printf(tr(k->c, N_("account %s: no longer %s at %s\n")), j.login,
	       j.grant.role, j.grant.unit ? j.grant.unit : "*");
	return OK;
}

/* ---- who has which ---- */

struct list {
	struct right_ask ask;
	struct val *list;
};

static enum err list_rights(struct ctx *c, void *arg)
{
	struct list *l = arg;

	return right_list(c, &l->ask, &l->list);
}

static const char *word(const struct val *map, const char *key,
			const char *otherwise)
{
	const struct val *v = val_get(map, key);

	return v->kind == VAL_TEXT ? v->s : otherwise;
}

enum err cmd_role_list(struct cli *k)
{
	struct list l = {.ask = {.login = cli_opt(k, "login"),
				 .unit = cli_opt(k, "unit")}};

	TRY(cli_day(k, "at", 0, &l.ask.at));
	TRY(run_unit(k->c, DB_READ, list_rights, &l));
	if (k->json) {
		cli_json(k, l.list);
		return OK;
	}
	for (const struct val *v = l.list->first; v; v = v->next)
		printf("%s\t%s\t%s\t%s\t%s\t%s\n", word(v, "login", ""),
		       word(v, "role", ""), word(v, "area", ""),
		       word(v, "unit", "*"), word(v, "until", "-"),
		       word(v, "words", ""));
	return OK;
}

/* ---- why ---- */

struct asked {
	const char *login, *unit;
	bool all;
	enum act act;
	struct val *view;
};

static enum err ask_why(struct ctx *c, void *arg)
{
	struct asked *a = arg;

	if (a->all)
		return why_all_view(c, a->login, a->unit, &a->view);
	return why_view(c, a->login, a->act, a->unit, &a->view);
}

static void print_list(struct cli *k, const char *head, const struct val *list)
{
	if (list->first)
		printf("%s\n", tr(k->c, head));
	for (const struct val *v = list->first; v; v = v->next)
		printf("  %s\n", val_text(v, "words"));
}

static void print_why(struct cli *k, const struct val *v)
{
	printf("%s\n", val_text(v, "words"));
	print_list(k, N_("By this right:"), val_get(v, "by"));
	print_list(k,
		   N_("A role that would do, there, above it or on the whole "
		      "store:"),
		   val_get(v, "needs"));
	print_list(k, N_("What else it has or had:"), val_get(v, "has"));
	print_list(k, N_("Who could give it:"), val_get(v, "givers"));
}

static void print_all(struct cli *k, const struct val *v)
{
	printf(tr(k->c, N_("What %s may do at %s:\n")), val_text(v, "login"),
	       val_text(v, "place"));
	for (const struct val *a = val_get(v, "acts")->first; a; a = a->next) {
		const struct val *by = val_get(a, "right");
		bool may = by->kind == VAL_MAP;

		printf("%s\t%s\t%s\t%s\n", val_text(a, "act"),
		       tr(k->c, may ? N_("yes") : N_("no")),
		       val_text(a, "act_label"),
		       may ? val_text(by, "words") : "-");
	}
}

enum err cmd_role_why(struct cli *k)
{
	struct asked a = {.login = k->arg[0],
			  .unit = k->arg[k->args - 1],
			  .all = k->args == 2 || cli_flag(k, "all")};

	if (k->args == 3 && !act_find(k->arg[1], &a.act))
		return fail(k->c, ERR_INVALID, "act",
			    N_("There is no act %s. See what there is: "
			       "tierwork role table"),
			    k->arg[1]);
	TRY(run_unit(k->c, DB_READ, ask_why, &a));
	if (k->json)
		cli_json(k, a.view);
	else if (a.all)
		print_all(k, a.view);
	else
		print_why(k, a.view);
	return OK;
}

/* ---- the table ---- */

static void print_names(const struct val *list)
{
	for (const struct val *v = list->first; v; v = v->next)
		printf("%s%s", v->s, v->next ? " " : "");
	printf("\n");
}

enum err cmd_role_table(struct cli *k)
{
	struct val *view = roles_view(k->c->mem);
	const struct val *v;

	if (k->json) {
		cli_json(k, view);
		return OK;
	}
	for (v = val_get(view, "roles")->first; v; v = v->next) {
		printf("%s\t", val_text(v, "role"));
		print_names(val_get(v, "acts"));
	}
	printf("\n");
	for (v = val_get(view, "acts")->first; v; v = v->next) {
		printf("%s\t%s\t", val_text(v, "act"),
		       tr(k->c, val_text(v, "means")));
		print_names(val_get(v, "areas"));
	}
	return OK;
}

/* ---- standing in ---- */

struct lend {
	const char *login, *to;
	int64_t since, until, id;
};

static enum err lend(struct ctx *c, void *arg)
{
	struct lend *l = arg;
	int64_t account;

	TRY(account_find(c, l->login, &account));
	return delegation_give(c, account, l->to,
			       l->since ? l->since : c->today, l->until,
			       &l->id);
}

enum err cmd_role_delegate(struct cli *k)
{
	struct lend l = {.login = k->arg[0], .to = cli_opt(k, "to")};

	TRY(cli_day(k, "from", 0, &l.since));
	TRY(cli_day(k, "until", 0, &l.until));
	TRY(run_unit(k->c, DB_SERIALIZABLE, lend, &l));
	printf("%lld\n", (long long)l.id);
	return OK;
}

static enum err end_lend(struct ctx *c, void *arg)
{
	return delegation_end(c, *(int64_t *)arg);
}

enum err cmd_role_delegate_end(struct cli *k)
{
	int64_t id;
	char *end;

	errno = 0;
	id = strtoll(k->arg[0], &end, 10);
	if (errno || end == k->arg[0] || *end || id < 1)
		return fail(k->c, ERR_USAGE, "delegation",
			    N_("%s is no number of a delegation; it is what "
			       "role delegate printed."),
			    k->arg[0]);
	TRY(run_unit(k->c, DB_SERIALIZABLE, end_lend, &id));
	printf(tr(k->c, N_("delegation %lld ended\n")), (long long)id);
	return OK;
}
