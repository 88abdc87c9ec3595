/* org.c - commands about the tree and its reorganisations. */
#include "cli/cli.h"
#include "org/reorganise.h"
#include "org/unit.h"
#include "org/zone.h"
#include "returns/reshape.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX ((size_t)256 << 20) /* bytes */

/* What a command asks, and what comes of it. */
struct work {
	struct cli *k;
	struct blob file;
	int64_t at;
	struct unit_ask ask;
	struct unit_imported imported;
	struct val *view;
	struct buf out;
	int64_t n;
};

static enum err do_import(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return unit_import(c, w->file, &reshape_hooks, &w->imported);
}

enum err cmd_unit_import(struct cli *k)
{
	struct work w = {.k = k};
	struct val *v;

	TRY(cli_file(k, k->arg[0], FILE_MAX, &w.file));
	TRY(cli_unit(k, DB_WRITE, do_import, &w));
	if (k->json) {
		v = val_map(k->c->mem);
		map_i(v, "units", w.imported.units);
		map_i(v, "kinds", w.imported.kinds);
		map_b(v, "dry_run", cli_flag(k, "dry-run"));
		cli_json(k, v);
		return OK;
	}
	printf(cli_flag(k, "dry-run")
		       ? trn(k->c, N_("%lld unit would be imported\n"),
			     N_("%lld units would be imported\n"),
			     w.imported.units)
		       : trn(k->c, N_("%lld unit imported\n"),
			     N_("%lld units imported\n"), w.imported.units),
	       (long long)w.imported.units);
	return OK;
}

static enum err do_list(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return unit_list(c, &w->ask, &w->view);
}

static enum err do_count(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return unit_count(c, &w->ask, &w->n);
}

enum err cmd_unit_list(struct cli *k)
{
	struct work w = {.k = k};

	w.ask.under = cli_opt(k, "under");
	w.ask.kind = cli_opt(k, "kind");
	TRY(cli_day(k, "at", k->c->today, &w.ask.at));
	if (cli_flag(k, "count")) {
		TRY(run_unit(k->c, DB_READ, do_count, &w));
		printf("%lld\n", (long long)w.n);
		return OK;
	}
	TRY(run_unit(k->c, DB_READ, do_list, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	for (const struct val *v = w.view->first; v; v = v->next)
		printf("%s\t%s\t%s\n", val_text(v, "code"), val_text(v, "kind"),
		       val_text(v, "name"));
	return OK;
}

static enum err do_show(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return unit_view(c, w->k->arg[0], w->at, &w->view);
}

/* "2025-07-01 –", "– 2025-06-30" or both. */
static void print_days(const struct val *v)
{
	const char *until = val_text(v, "until");

	printf("%s –%s%s", val_text(v, "from"), *until ? " " : "", until);
}

static void print_kin(const struct cli *k, const char *title,
		      const struct val *list)
{
	if (list->first)
		puts(tr(k->c, title));
	for (const struct val *v = list->first; v; v = v->next) {
		const char *share = val_text(v, "share");

		printf("  %s\t%s\t%s\t%s\n", val_text(v, "on"),
		       *share ? share : tr(k->c, N_("unknown share")),
		       val_text(v, "code"), val_text(v, "name"));
	}
}

static void print_unit(const struct cli *k, const struct val *u)
{
	printf("%s\t%s\t%s\n", val_text(u, "code"), val_text(u, "kind"),
	       val_text(u, "name"));
	print_days(u);
	printf("\t%s\n", val_text(u, "timezone"));
	for (const struct val *v = val_get(u, "path")->first; v; v = v->next)
		printf("%s%s", val_text(v, "name"), v->next ? " › " : "\n");
	puts(tr(k->c, N_("History:")));
	for (const struct val *v = val_get(u, "history")->first; v;
	     v = v->next) {
		printf("  ");
		print_days(v);
		printf("\t%s\t%s\t%s\n", val_text(v, "kind"),
		       val_text(v, "parent"), val_text(v, "name"));
	}
	print_kin(k, N_("Predecessors:"), val_get(u, "predecessors"));
	print_kin(k, N_("Successors:"), val_get(u, "successors"));
	if (val_get(u, "children")->first)
		puts(tr(k->c, N_("Directly below:")));
	for (const struct val *v = val_get(u, "children")->first; v;
	     v = v->next)
		printf("  %s\t%s\t%s\n", val_text(v, "code"),
		       val_text(v, "kind"), val_text(v, "name"));
}

enum err cmd_unit_show(struct cli *k)
{
	struct work w = {.k = k};

	TRY(cli_day(k, "at", k->c->today, &w.at));
	TRY(run_unit(k->c, DB_READ, do_show, &w));
	if (k->json)
		cli_json(k, w.view);
	else
		print_unit(k, w.view);
	return OK;
}

static enum err do_timezone(struct ctx *c, void *arg)
{
	const struct work *w = arg;
	const char *zone = w->k->arg[1];

	return zone_set(c, w->k->arg[0], strcmp(zone, "-") ? zone : NULL);
}

enum err cmd_unit_timezone(struct cli *k)
{
	struct work w = {.k = k};

	return cli_unit(k, DB_WRITE, do_timezone, &w);
}

static enum err do_export(struct ctx *c, void *arg)
{
	struct work *w = arg;

	w->out = (struct buf){.mem = c->mem};
	return unit_export(c, w->at, &w->out);
}

enum err cmd_unit_export(struct cli *k)
{
	struct work w = {.k = k};

	TRY(cli_day(k, "at", k->c->today, &w.at));
	TRY(run_unit(k->c, DB_READ, do_export, &w));
	fwrite(w.out.s, 1, w.out.len, stdout);
	return OK;
}

/* What a command about reorganisations asks, and what comes of it. */
struct reorganising {
	struct cli *k;
	struct reorganise_ask ask;
	struct blob file;
	int64_t id;
	struct val *view;
};

static enum err number(struct cli *k, const char *s, int64_t *id)
{
	char *end;

	errno = 0;
	*id = strtoll(s, &end, 10);
	if (errno || end == s || *end || *id < 1)
		return fail(k->c, ERR_USAGE, "id",
			    N_("%s is no number of a reorganisation; see: "
			       "tierwork reorganise list"),
			    s);
	return OK;
}

static enum err do_apply(struct ctx *c, void *arg)
{
	struct reorganising *w = arg;

	return reorganise_apply(c, &w->ask, &w->view);
}

/* A dry run gives the number that the reorganisation would have got. */
static void print_report(struct cli *k, const struct val *v)
{
	const char *fmt = N_("reorganisation %lld: %lld operations on %s\n");

	if (k->json) {
		cli_json(k, v);
		return;
	}
	if (cli_flag(k, "dry-run"))
		fmt = N_("dry run, nothing was changed: reorganisation %lld: "
			 "%lld operations on %s\n");
	printf(tr(k->c, fmt), (long long)val_int(v, "id"),
	       (long long)val_int(v, "operations"), val_text(v, "on"));
}

enum err cmd_reorganise(struct cli *k)
{
	struct reorganising w = {.k = k, .ask.hooks = &reshape_hooks};

	w.ask.decision = cli_opt(k, "decision");
	TRY(cli_day(k, "on", 0, &w.ask.day));
	TRY(cli_file(k, k->arg[0], FILE_MAX, &w.ask.file));
	TRY(cli_unit(k, DB_WRITE, do_apply, &w));
	print_report(k, w.view);
	return OK;
}

static enum err do_undo(struct ctx *c, void *arg)
{
	struct reorganising *w = arg;

	return reorganise_undo(c, w->id, &reshape_hooks, &w->view);
}

enum err cmd_reorganise_undo(struct cli *k)
{
	struct reorganising w = {.k = k};

	TRY(number(k, k->arg[0], &w.id));
	TRY(run_unit(k->c, DB_WRITE, do_undo, &w));
	if (k->json)
		cli_json(k, w.view);
	else
		printf(tr(k->c, N_("reorganisation %lld: undoes %lld, %lld "
				   "operations on %s\n")),
		       (long long)val_int(w.view, "id"),
		       (long long)val_int(w.view, "undoes"),
		       (long long)val_int(w.view, "operations"),
		       val_text(w.view, "on"));
	return OK;
}

static enum err do_shares(struct ctx *c, void *arg)
{
	struct reorganising *w = arg;

	return reorganise_shares(c, w->id, w->file, &reshape_hooks, &w->view);
}

enum err cmd_reorganise_shares(struct cli *k)
{
	struct reorganising w = {.k = k};

	TRY(number(k, k->arg[0], &w.id));
	TRY(cli_file(k, k->arg[1], FILE_MAX, &w.file));
	TRY(run_unit(k->c, DB_WRITE, do_shares, &w));
	if (k->json)
		cli_json(k, w.view);
	else
		printf(trn(k->c,
			   N_("reorganisation %lld: %lld share supplied\n"),
			   N_("reorganisation %lld: %lld shares supplied\n"),
			   (long long)val_int(w.view, "shares")),
		       (long long)val_int(w.view, "id"),
		       (long long)val_int(w.view, "shares"));
	return OK;
}

static enum err do_reorganisations(struct ctx *c, void *arg)
{
	struct reorganising *w = arg;

	return reorganisation_list_view(c, &w->view);
}

static void print_reorganisation(const struct cli *k, const struct val *v)
{
	const struct val *undoes = val_get(v, "undoes");

	printf("%lld\t%s\t%lld\t%s", (long long)val_int(v, "id"),
	       val_text(v, "on"), (long long)val_int(v, "operations"),
	       val_text(v, "decision"));
	if (val_true(val_get(v, "undone")))
		printf("\t%s", tr(k->c, N_("undone")));
	if (undoes->kind == VAL_INT) {
		printf("\t");
		printf(tr(k->c, N_("undoes %lld")), (long long)undoes->i);
	}
	puts("");
}

enum err cmd_reorganise_list(struct cli *k)
{
	struct reorganising w = {.k = k};

	TRY(run_unit(k->c, DB_READ, do_reorganisations, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	for (const struct val *v = w.view->first; v; v = v->next)
		print_reorganisation(k, v);
	return OK;
}

static enum err do_reorganisation(struct ctx *c, void *arg)
{
	struct reorganising *w = arg;

	return reorganisation_view(c, w->id, &w->view);
}

/* "old → new", where the operation says something of it. */
static void print_change(const struct val *o, const char *old, const char *new)
{
	const char *was = val_text(o, old), *is = val_text(o, new);

	if (*is)
		printf("\t%s%s%s", was, *was ? " → " : "", is);
}

static void print_op(const struct val *o)
{
	const char *into = val_text(o, "into"), *share = val_text(o, "share");

	printf("%lld\t%s\t%s", (long long)val_int(o, "line"), val_text(o, "op"),
	       val_text(o, "code"));
	if (*into)
		printf("\t%s → %s\t%s\t%s", val_text(o, "old_name"), into,
		       val_text(o, "into_name"), *share ? share : "?");
	else if (!strcmp(val_text(o, "op"), "close"))
		printf("\t%s", val_text(o, "old_name"));
	print_change(o, "old_name", "name");
	print_change(o, "old_kind", "kind");
	if (strcmp(val_text(o, "op"), "move") != 0)
		print_change(o, "", "parent");
	else
		printf("\t%s → %s", val_text(o, "old_parent"),
		       val_text(o, "parent"));
	puts("");
}

enum err cmd_reorganise_show(struct cli *k)
{
	struct reorganising w = {.k = k};

	TRY(number(k, k->arg[0], &w.id));
	TRY(run_unit(k->c, DB_READ, do_reorganisation, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	print_reorganisation(k, w.view);
	for (const struct val *o = val_get(w.view, "ops")->first; o;
	     o = o->next)
		print_op(o);
	return OK;
}
