/* years.c - commands about the programme of a year as a whole: how far it is,
 * who is asked for it, and its end. */
#include "cli/cli.h"

#include "programme/again.h"
#include "programme/close.h"
#include "programme/figures.h"
#include "programme/plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What a command asks, and what comes of it. */
struct yearly {
	struct cli *k;
	struct call_ask ask;
	struct call_issued issued;
	const char *unit, *words;
	int64_t year, from, due, call, n;
	bool repeat;
	struct val *view;
};

static enum err read_year(struct cli *k, struct yearly *w)
{
	*w = (struct yearly){.k = k, .unit = cli_opt(k, "unit")};
	return cli_number(k, "year", 0, &w->year);
}

static enum err do_show(struct ctx *c, void *arg)
{
	struct yearly *w = arg;

	return programme_view(c, w->unit, w->year, &w->view);
}

static void print_counts(const char *code, const char *name,
			 const struct val *v)
{
	static const char *const shown[] = {"done", "open", "carried",
					    "dropped", "late"};

	printf("%s\t%lld", code, (long long)val_int(v, "tasks"));
	for (size_t i = 0; i < COUNT(shown); i++)
		printf("\t%s %lld", shown[i], (long long)val_int(v, shown[i]));
	printf("\t%s\n", name);
}

enum err cmd_programme_show(struct cli *k)
{
	struct yearly w;

	TRY(read_year(k, &w));
	TRY(cli_unit(k, DB_READ, do_show, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	print_counts(val_text(w.view, "unit"), val_text(w.view, "unit_name"),
		     val_get(w.view, "all"));
	for (const struct val *v = val_get(w.view, "children")->first; v;
	     v = v->next)
		print_counts(val_text(v, "unit"), val_text(v, "name"), v);
	return OK;
}

/* ---- asked for ---- */

static enum err do_ask(struct ctx *c, void *arg)
{
	struct yearly *w = arg;

	return plan_ask(c, w->year, &w->ask, &w->issued);
}

enum err cmd_programme_ask(struct cli *k)
{
	const char *relay = cli_opt(k, "relay");
	struct yearly w;

	TRY(read_year(k, &w));
	w.ask.under = cli_opt(k, "under");
	w.ask.kind = cli_opt(k, "to");
	w.ask.note = cli_opt(k, "note");
	w.ask.stepwise = relay && !strcmp(relay, "stepwise");
	if (relay && !w.ask.stepwise && strcmp(relay, "direct"))
		return fail(k->c, ERR_USAGE, "relay",
			    N_("--relay must be direct or stepwise, not %s"),
			    relay);
	TRY(cli_day(k, "due", 0, &w.ask.due));
	TRY(cli_unit(k, DB_WRITE, do_ask, &w));
	printf("%lld\n", (long long)w.issued.id);
	return OK;
}

static enum err do_submit(struct ctx *c, void *arg)
{
	struct yearly *w = arg;

	return plan_submit(c, w->unit, w->year, w->words, &w->view);
}

enum err cmd_programme_submit(struct cli *k)
{
	struct yearly w;

	TRY(read_year(k, &w));
	w.words = cli_opt(k, "words") ? cli_opt(k, "words") : "";
	TRY(cli_unit(k, DB_WRITE, do_submit, &w));
	if (k->json)
		cli_json(k, w.view);
	else
		printf(tr(k->c, N_("call %lld: the programme of %s for %lld "
				   "is handed in\n")),
		       (long long)val_int(w.view, "call"), w.unit,
		       (long long)val_int(w.view, "year"));
	return OK;
}

static enum err read_call(struct cli *k, struct yearly *w)
{
	char *end;

	*w = (struct yearly){.k = k, .unit = cli_opt(k, "unit")};
	errno = 0;
	w->call = strtoll(k->arg[0], &end, 10);
	if (errno || end == k->arg[0] || *end || w->call < 1)
		return fail(k->c, ERR_USAGE, "call",
			    N_("%s is no number of a call; see: tierwork call "
			       "list"),
			    k->arg[0]);
	return OK;
}

static enum err do_accept(struct ctx *c, void *arg)
{
	struct yearly *w = arg;

	return plan_accept(c, w->call, w->unit, &w->n);
}

enum err cmd_programme_accept(struct cli *k)
{
	struct yearly w;

	TRY(read_call(k, &w));
	TRY(cli_unit(k, DB_WRITE, do_accept, &w));
	printf("%lld\n", (long long)w.n);
	return OK;
}

static enum err do_send_back(struct ctx *c, void *arg)
{
	struct yearly *w = arg;

	return plan_send_back(c, w->call, w->unit, w->words);
}

enum err cmd_programme_send_back(struct cli *k)
{
	struct yearly w;

	TRY(read_call(k, &w));
	w.words = cli_opt(k, "reason");
	return cli_unit(k, DB_WRITE, do_send_back, &w);
}

/* ---- begun, closed, opened again ---- */

static enum err do_start(struct ctx *c, void *arg)
{
	struct yearly *w = arg;

	return programme_start(c, w->unit, w->year, w->from, w->repeat,
			       &w->view);
}

enum err cmd_programme_start(struct cli *k)
{
	struct yearly w;

	TRY(read_year(k, &w));
	TRY(cli_number(k, "from", 0, &w.from));
	w.repeat = cli_flag(k, "repeat");
	TRY(cli_unit(k, DB_WRITE, do_start, &w));
	if (k->json)
		cli_json(k, w.view);
	else
		printf(tr(k->c, N_("%lld groups and %lld tasks\n")),
		       (long long)val_int(w.view, "groups"),
		       (long long)val_int(w.view, "tasks"));
	return OK;
}

static enum err do_close(struct ctx *c, void *arg)
{
	struct yearly *w = arg;

	return programme_close(c, w->unit, w->year, w->due, &w->view);
}

static void print_fates(struct cli *k, const struct val *view)
{
	for (const struct val *v = val_get(view, "fates")->first; v;
	     v = v->next)
		printf("%lld\t%s\t%s\t%s\t%s%s\n",
		       (long long)val_int(v, "task"), val_text(v, "fate"),
		       val_text(v, "due"), val_text(v, "new_due"),
		       val_true(val_get(v, "late")) ? "! " : "",
		       val_text(v, "subject"));
	if (cli_flag(k, "dry-run"))
		puts(tr(k->c, N_("dry run, nothing was changed")));
	printf(tr(k->c, N_("%lld: %lld tasks, %lld done, %lld late, %lld "
			   "carried over to %lld, %lld dropped\n")),
	       (long long)val_int(view, "year"),
	       (long long)val_int(view, "tasks"),
	       (long long)val_int(view, "done"),
	       (long long)val_int(view, "late"),
	       (long long)val_int(view, "carried"),
	       (long long)val_int(view, "next"),
	       (long long)val_int(view, "dropped"));
}

enum err cmd_programme_close(struct cli *k)
{
	struct yearly w;

	TRY(read_year(k, &w));
	TRY(cli_day(k, "due", 0, &w.due));
	TRY(cli_unit(k, DB_WRITE, do_close, &w));
	if (k->json)
		cli_json(k, w.view);
	else
		print_fates(k, w.view);
	return OK;
}

static enum err do_reopen(struct ctx *c, void *arg)
{
	struct yearly *w = arg;

	return programme_reopen(c, w->unit, w->year, w->words, &w->n);
}

enum err cmd_programme_reopen(struct cli *k)
{
	struct yearly w;

	TRY(read_year(k, &w));
	w.words = cli_opt(k, "reason");
	TRY(cli_unit(k, DB_WRITE, do_reopen, &w));
	printf(trn(k->c, N_("%lld task is open again\n"),
		   N_("%lld tasks are open again\n"), w.n),
	       (long long)w.n);
	return OK;
}
