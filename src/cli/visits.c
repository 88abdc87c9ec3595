/* visits.c - commands about the visits of an inspection programme. */
#include "cli/cli.h"

#include "programme/visit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX ((size_t)4 << 20) /* bytes */

/* What a command asks, and what comes of it. */
struct visiting {
	struct cli *k;
	struct visit_new made;
	struct visit_ask ask;
	struct visit_found found;
	struct blob file;
	bool has_file;
	int64_t visit, finding, n;
	const char *words;
	struct val *view;
};

static enum err read_visit(struct cli *k, struct visiting *w)
{
	char *end;

	*w = (struct visiting){.k = k};
	errno = 0;
	w->visit = strtoll(k->arg[0], &end, 10);
	if (errno || end == k->arg[0] || *end || w->visit < 1)
		return fail(k->c, ERR_USAGE, "visit",
			    N_("%s is no number of a visit; see: tierwork "
			       "visit list"),
			    k->arg[0]);
	return OK;
}

/* "A,B" as its parts. */
static void read_units(struct cli *k, struct visiting *w)
{
	const char *s = cli_opt(k, "to");
	const char **to = arena_array(k->c->mem, strlen(s) + 1, sizeof(*to));

	while (*s) {
		size_t n = strcspn(s, ",");

		if (n)
			to[w->made.n++] = arena_copy(k->c->mem, s, n);
		s += n + (s[n] == ',');
	}
	w->made.to = to;
}

static enum err read_given(struct cli *k, struct visit_given *g)
{
	const char **member = arena_array(k->c->mem, CLI_OPTS, sizeof(*member));
	const char *one;

	g->subject = cli_opt(k, "subject");
	g->body = cli_opt(k, "body");
	g->document = cli_opt(k, "document");
	g->lead = cli_opt(k, "lead");
	while ((one = cli_opt_at(k, "member", (int)g->members)))
		member[g->members++] = one;
	if (g->members)
		g->member = member;
	TRY(cli_day(k, "from", 0, &g->day));
	return cli_day(k, "until", 0, &g->until);
}

static enum err do_add(struct ctx *c, void *arg)
{
	struct visiting *w = arg;

	return visit_add(c, &w->made, &w->view);
}

static enum err do_change(struct ctx *c, void *arg)
{
	struct visiting *w = arg;

	return visit_change(c, w->visit, &w->made.given, &w->view);
}

/* The numbers, a line each; warnings go to stderr. */
static void print_planned(struct cli *k, const struct val *view)
{
	if (k->json) {
		cli_json(k, view);
		return;
	}
	for (const struct val *v = val_get(view, "visits")->first; v;
	     v = v->next)
		printf("%lld\n", (long long)v->i);
	for (const struct val *v = val_get(view, "warnings")->first; v;
	     v = v->next)
		fprintf(stderr, "%s\n", v->s);
}

enum err cmd_visit_add(struct cli *k)
{
	struct visiting w = {.k = k};

	w.made.unit = cli_opt(k, "unit");
	read_units(k, &w);
	TRY(read_given(k, &w.made.given));
	TRY(cli_number(k, "year", 0, &w.made.year));
	TRY(cli_unit(k, DB_WRITE, do_add, &w));
	print_planned(k, w.view);
	return OK;
}

enum err cmd_visit_change(struct cli *k)
{
	struct visiting w;

	TRY(read_visit(k, &w));
	TRY(read_given(k, &w.made.given));
	TRY(cli_unit(k, DB_WRITE, do_change, &w));
	print_planned(k, w.view);
	return OK;
}

static enum err do_cancel(struct ctx *c, void *arg)
{
	struct visiting *w = arg;

	return visit_cancel(c, w->visit, w->words);
}

enum err cmd_visit_cancel(struct cli *k)
{
	struct visiting w;

	TRY(read_visit(k, &w));
	w.words = cli_opt(k, "reason");
	return cli_unit(k, DB_WRITE, do_cancel, &w);
}

static enum err do_find(struct ctx *c, void *arg)
{
	struct visiting *w = arg;
	struct visit_found *found = &w->found;
	size_t n = 1;

	if (w->finding)
		return visit_unfind(c, w->visit, w->finding);
	if (w->has_file)
		TRY(visit_found_read(c, w->file, &found, &n));
	w->n = (int64_t)n;
	return visit_find(c, w->visit, found, n, &w->finding);
}

enum err cmd_visit_find(struct cli *k)
{
	const char *path = cli_opt(k, "file");
	struct visiting w;
	bool drops;

	TRY(read_visit(k, &w));
	TRY(cli_number(k, "drop", 0, &w.finding));
	TRY(cli_day(k, "due", 0, &w.found.due));
	drops = w.finding != 0;
	w.found.what = k->args > 1 ? k->arg[1] : NULL;
	w.found.words = cli_opt(k, "words");
	w.has_file = path != NULL;
	if (drops + w.has_file + (w.found.what != NULL) != 1 ||
	    (w.found.what && !w.found.words))
		return fail(k->c, ERR_USAGE, NULL,
			    N_("Say what was found (strength, limit or "
			       "follow-up, with --words), or name a --file, or "
			       "what to --drop."));
	if (path)
		TRY(cli_file(k, path, FILE_MAX, &w.file));
	TRY(cli_unit(k, DB_WRITE, do_find, &w));
	if (!drops)
		printf("%lld\n", (long long)(path ? w.n : w.finding));
	return OK;
}

static enum err do_conclude(struct ctx *c, void *arg)
{
	struct visiting *w = arg;

	return visit_conclude(c, w->visit, w->words, &w->n);
}

enum err cmd_visit_conclude(struct cli *k)
{
	struct visiting w;

	TRY(read_visit(k, &w));
	w.words = cli_opt(k, "words");
	TRY(cli_unit(k, DB_WRITE, do_conclude, &w));
	printf(trn(k->c, N_("%lld follow-up became a task\n"),
		   N_("%lld follow-ups became tasks\n"), w.n),
	       (long long)w.n);
	return OK;
}

/* ---- shown ---- */

static void print_visit(const struct val *v)
{
	printf("%lld\t%s\t%s\t%s\t%s\t%s\n", (long long)val_int(v, "visit"),
	       val_text(v, "from"), val_text(v, "unit"), val_text(v, "to"),
	       val_text(v, "state_label"), val_text(v, "subject"));
}

static enum err do_list(struct ctx *c, void *arg)
{
	struct visiting *w = arg;

	return visit_list(c, &w->ask, &w->view);
}

enum err cmd_visit_list(struct cli *k)
{
	struct visiting w = {.k = k};

	w.ask.unit = cli_opt(k, "unit");
	w.ask.to = cli_opt(k, "of");
	if (!w.ask.unit && !w.ask.to)
		return fail(k->c, ERR_USAGE, "unit",
			    N_("Name the unit that makes the visits with "
			       "--unit, or the one visited with --of."));
	TRY(cli_number(k, "year", 0, &w.ask.year));
	TRY(cli_unit(k, DB_READ, do_list, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	for (const struct val *v = w.view->first; v; v = v->next)
		print_visit(v);
	return OK;
}

static enum err do_show(struct ctx *c, void *arg)
{
	struct visiting *w = arg;

	return visit_view(c, w->visit, &w->view);
}

static void print_findings(const struct val *list)
{
	for (const struct val *f = list->first; f; f = f->next) {
		const struct val *task = val_get(f, "task");

		printf("  %s\t%s\t%s", val_text(f, "what_label"),
		       val_text(f, "words"), val_text(f, "due"));
		if (val_true(task))
			printf("\t%lld %s %lld%%",
			       (long long)val_int(task, "task"),
			       val_text(task, "state_label"),
			       (long long)val_int(task, "progress"));
		puts("");
	}
}

enum err cmd_visit_show(struct cli *k)
{
	struct visiting w;

	TRY(read_visit(k, &w));
	TRY(cli_unit(k, DB_READ, do_show, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	print_visit(w.view);
	for (const struct val *m = val_get(w.view, "team")->first; m;
	     m = m->next)
		printf("  %s\t%s\n", val_text(m, "person"),
		       val_text(m, "name"));
	if (val_true(val_get(w.view, "findings")))
		print_findings(val_get(w.view, "findings"));
	if (*val_text(w.view, "words"))
		printf("%s\n", val_text(w.view, "words"));
	return OK;
}
