/* calls.c - the commands of calls: issued, changed, passed on, shown. */
#include "cli/cli.h"

#include "calls/coverage.h"
#include "returns/ask.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What a command about calls asks, and what comes of it. */
struct calling {
	struct cli *k;
	struct call_ask ask;
	struct standing_ask standing;
	struct call_issued issued;
	int64_t call, due, n;
	const char *unit, *words;
	struct val *view;
};

static enum err read_number(struct cli *k, const char *s, int64_t *id)
{
	char *end;

	errno = 0;
	*id = strtoll(s, &end, 10);
	if (errno || end == s || *end || *id < 1)
		return fail(k->c, ERR_USAGE, "call",
			    N_("%s is no number of a call; see: tierwork call "
			       "list"),
			    s);
	return OK;
}

static enum err read_relay(struct cli *k, bool *stepwise)
{
	const char *relay = cli_opt(k, "relay");

	*stepwise = relay && !strcmp(relay, "stepwise");
	if (!relay || *stepwise || !strcmp(relay, "direct"))
		return OK;
	return fail(k->c, ERR_USAGE, "relay",
		    N_("--relay must be direct or stepwise, not %s"), relay);
}

static enum err do_issue(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return return_ask(c, cli_opt(w->k, "form"), cli_opt(w->k, "period"),
			  &w->ask, &w->issued);
}

enum err cmd_call_issue(struct cli *k)
{
	struct calling w = {.k = k};

	w.ask.under = cli_opt(k, "under");
	w.ask.kind = cli_opt(k, "to");
	w.ask.note = cli_opt(k, "note");
	TRY(cli_day(k, "due", 0, &w.ask.due));
	TRY(read_relay(k, &w.ask.stepwise));
	TRY(cli_unit(k, DB_WRITE, do_issue, &w));
	if (cli_flag(k, "dry-run"))
		printf(trn(k->c, N_("%lld unit would be asked\n"),
			   N_("%lld units would be asked\n"), w.issued.asked),
		       (long long)w.issued.asked);
	else
		printf("%lld\n", (long long)w.issued.id);
	return OK;
}

static enum err do_list(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return call_list_view(c, w->unit, w->words, &w->view);
}

static int64_t count_of(const struct val *v, const char *state)
{
	const struct val *counts = val_get(v, "counts");

	return counts ? val_int(counts, state) : 0;
}

static void print_call(const struct cli *k, const struct val *v)
{
	printf("%lld\t%s\t%s\t%s\t%s", (long long)val_int(v, "call"),
	       val_text(v, "due"), val_text(v, "issuer"), val_text(v, "kind"),
	       val_text(v, "title"));
	if (val_get(v, "counts"))
		printf("\t%lld/%lld", (long long)count_of(v, "accepted"),
		       (long long)val_int(v, "expected"));
	if (!strcmp(val_text(v, "state"), "withdrawn"))
		printf("\t%s", tr(k->c, N_("withdrawn")));
	puts("");
}

enum err cmd_call_list(struct cli *k)
{
	struct calling w = {.k = k, .unit = cli_opt(k, "unit")};

	w.words = cli_opt(k, "state") ? cli_opt(k, "state") : "open";
	TRY(cli_unit(k, DB_READ, do_list, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	for (const struct val *v = w.view->first; v; v = v->next)
		print_call(k, v);
	return OK;
}

static enum err do_show(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return call_view(c, w->call, w->unit, &w->view);
}

enum err cmd_call_show(struct cli *k)
{
	struct calling w = {.k = k, .unit = cli_opt(k, "unit")};

	TRY(read_number(k, k->arg[0], &w.call));
	TRY(cli_unit(k, DB_READ, do_show, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	print_call(k, w.view);
	for (const struct val *a = val_get(w.view, "assignments")->first; a;
	     a = a->next)
		printf("  %s\t%s\t%s\t%s\t%s\n", val_text(a, "unit"),
		       val_text(a, "role"), val_text(a, "state"),
		       val_text(a, "name"), val_text(a, "note"));
	for (const struct val *t = val_get(w.view, "taken_over")->first; t;
	     t = t->next)
		printf("  %s → %s\t%s\n", val_text(t, "from"),
		       val_text(t, "to"), val_text(t, "on"));
	return OK;
}

static enum err do_coverage(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return coverage_view(c, w->call, w->unit, w->n != 0, &w->view);
}

/* accepted/expected, then the states with anybody in them. */
static void print_coverage(const struct val *v)
{
	printf("%s\t%lld/%lld", val_text(v, "unit"),
	       (long long)count_of(v, "accepted"),
	       (long long)val_int(v, "expected"));
	for (const struct val *n = val_get(v, "counts")->first; n; n = n->next)
		if (n->i > 0)
			printf("\t%s %lld", n->key, (long long)n->i);
	if (val_int(v, "late"))
		printf("\tlate %lld", (long long)val_int(v, "late"));
	printf("\t%s\n", val_text(v, "name"));
}

enum err cmd_coverage(struct cli *k)
{
	struct calling w = {.k = k, .unit = cli_opt(k, "unit")};
	const char *by = cli_opt(k, "by");
	const struct val *kids;

	if (by && strcmp(by, "children"))
		return fail(k->c, ERR_USAGE, "by",
			    N_("--by can only be children, not %s"), by);
	w.n = by != NULL;
	TRY(read_number(k, cli_opt(k, "call"), &w.call));
	TRY(cli_unit(k, DB_READ, do_coverage, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	print_coverage(w.view);
	kids = val_get(w.view, "children");
	for (const struct val *v = kids ? kids->first : NULL; v; v = v->next)
		print_coverage(v);
	return OK;
}

static void print_count(struct cli *k, int64_t n)
{
	struct val *v;

	if (!k->json) {
		printf("%lld\n", (long long)n);
		return;
	}
	v = val_map(k->c->mem);
	map_i(v, "units", n);
	cli_json(k, v);
}

static enum err do_extend(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return call_extend(c, w->call, w->unit, w->due, &w->n);
}

static enum err do_withdraw(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return call_withdraw(c, w->call, w->unit, w->words, &w->n);
}

static enum err do_waive(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return call_waive(c, w->call, w->unit, w->words);
}

static enum err do_resume(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return call_resume(c, w->call, w->unit);
}

static enum err do_acknowledge(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return call_acknowledge(c, w->call, w->unit);
}

static enum err do_pass_on(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return call_pass_on(c, w->call, w->unit, w->due, &w->n);
}

static enum err do_send_up(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return call_send_up(c, w->call, w->unit, w->words,
			    cli_flag(w->k, "incomplete"));
}

static enum err do_take(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return call_take(c, w->call, w->unit);
}

static enum err do_send_back(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return call_send_back(c, w->call, w->unit, w->words);
}

/* Acts on a call: N, --unit, --due, and --reason or --note. */
static enum err act(struct cli *k, work_fn fn, bool counts)
{
	struct calling w = {.k = k, .unit = cli_opt(k, "unit")};

	w.words = cli_opt(k, "reason");
	if (!w.words)
		w.words = cli_opt(k, "note");
	TRY(read_number(k, k->arg[0], &w.call));
	TRY(cli_day(k, "due", 0, &w.due));
	TRY(cli_unit(k, DB_WRITE, fn, &w));
	if (counts)
		print_count(k, w.n);
	return OK;
}

enum err cmd_call_extend(struct cli *k)
{
	return act(k, do_extend, true);
}

enum err cmd_call_withdraw(struct cli *k)
{
	return act(k, do_withdraw, true);
}

enum err cmd_call_waive(struct cli *k)
{
	return act(k, do_waive, false);
}

enum err cmd_call_resume(struct cli *k)
{
	return act(k, do_resume, false);
}

enum err cmd_call_acknowledge(struct cli *k)
{
	return act(k, do_acknowledge, false);
}

enum err cmd_call_pass_on(struct cli *k)
{
	return act(k, do_pass_on, true);
}

enum err cmd_call_send_up(struct cli *k)
{
	return act(k, do_send_up, false);
}

enum err cmd_call_accept(struct cli *k)
{
	return act(k, do_take, false);
}

enum err cmd_call_send_back(struct cli *k)
{
	return act(k, do_send_back, false);
}

static enum err do_standing_add(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return return_ask_standing(c, cli_opt(w->k, "form"),
				   cli_opt(w->k, "from"), &w->standing, &w->n);
}

/* --name as a number of days; 0 where it is not given. */
static enum err read_days(struct cli *k, const char *name, int64_t *days)
{
	const char *s = cli_opt(k, name);
	size_t n = s ? strspn(s, "0123456789") : 0;

	*days = s ? strtoll(s, NULL, 10) : 0;
	if (s && (n == 0 || n > 4 || s[n]))
		return fail(k->c, ERR_USAGE, name,
			    N_("--%s must be a number of days, not %s"), name,
			    s);
	return OK;
}

enum err cmd_call_standing_add(struct cli *k)
{
	struct calling w = {.k = k};

	w.standing.under = cli_opt(k, "under");
	w.standing.kind = cli_opt(k, "to");
	TRY(read_days(k, "due-after", &w.standing.due_after));
	TRY(read_days(k, "ahead", &w.standing.ahead));
	TRY(read_relay(k, &w.standing.stepwise));
	TRY(cli_unit(k, DB_WRITE, do_standing_add, &w));
	printf("%lld\n", (long long)w.n);
	return OK;
}

static enum err do_standing_list(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return standing_list_view(c, &w->view);
}

enum err cmd_call_standing_list(struct cli *k)
{
	struct calling w = {.k = k};

	TRY(cli_unit(k, DB_READ, do_standing_list, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	for (const struct val *v = w.view->first; v; v = v->next)
		printf("%lld\t%s\t%s\t%s\t%s\t%s\n",
		       (long long)val_int(v, "standing"), val_text(v, "form"),
		       val_text(v, "issuer"), val_text(v, "kind"),
		       val_text(v, "next"),
		       val_true(val_get(v, "ended")) ? tr(k->c, N_("ended"))
						     : "");
	return OK;
}

static enum err do_standing_end(struct ctx *c, void *arg)
{
	struct calling *w = arg;

	return standing_end(c, w->call);
}

enum err cmd_call_standing_end(struct cli *k)
{
	return act(k, do_standing_end, false);
}

enum err cmd_states(struct cli *k)
{
	struct val *view = states_view(k->c->mem);
	const struct val *v;

	if (k->json) {
		cli_json(k, view);
		return OK;
	}
	for (v = val_get(view, "states")->first; v; v = v->next)
		printf("%s\t%s\n", val_text(v, "state"),
		       tr(k->c, val_text(v, "means")));
	for (v = val_get(view, "steps")->first; v; v = v->next)
		printf("%s\t%s → %s\t%s\n", val_text(v, "step"),
		       val_text(v, "from"), val_text(v, "to"),
		       tr(k->c, val_text(v, "does")));
	return OK;
}
