/* org.c - commands about the tree and its reorganisations. */
#include "cli/cli.h"
#include "org/unit.h"

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

static const char *text_of(const struct val *v, const char *key)
{
	const struct val *s = val_get(v, key);

	return s && s->kind == VAL_TEXT ? s->s : "";
}

static enum err do_import(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return unit_import(c, w->file, &w->imported);
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
	if (cli_flag(k, "dry-run"))
		printf(tr(k->c, N_("%lld units would be imported\n")),
		       (long long)w.imported.units);
	else
		printf(tr(k->c, N_("%lld units imported\n")),
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
		printf("%s\t%s\t%s\n", text_of(v, "code"), text_of(v, "kind"),
		       text_of(v, "name"));
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
	const char *until = text_of(v, "until");

	printf("%s –%s%s", text_of(v, "from"), *until ? " " : "", until);
}

static void print_kin(const struct cli *k, const char *title,
		      const struct val *list)
{
	if (list->first)
		puts(tr(k->c, title));
	for (const struct val *v = list->first; v; v = v->next) {
		const char *share = text_of(v, "share");

		printf("  %s\t%s\t%s\t%s\n", text_of(v, "on"),
		       *share ? share : tr(k->c, N_("unknown share")),
		       text_of(v, "code"), text_of(v, "name"));
	}
}

static void print_unit(const struct cli *k, const struct val *u)
{
	printf("%s\t%s\t%s\n", text_of(u, "code"), text_of(u, "kind"),
	       text_of(u, "name"));
	print_days(u);
	printf("\t%s\n", text_of(u, "timezone"));
	for (const struct val *v = val_get(u, "path")->first; v; v = v->next)
		printf("%s%s", text_of(v, "name"), v->next ? " › " : "\n");
	puts(tr(k->c, N_("History:")));
	for (const struct val *v = val_get(u, "history")->first; v;
	     v = v->next) {
		printf("  ");
		print_days(v);
		printf("\t%s\t%s\t%s\n", text_of(v, "kind"),
		       text_of(v, "parent"), text_of(v, "name"));
	}
	print_kin(k, N_("Predecessors:"), val_get(u, "predecessors"));
	print_kin(k, N_("Successors:"), val_get(u, "successors"));
	if (val_get(u, "children")->first)
		puts(tr(k->c, N_("Directly below:")));
	for (const struct val *v = val_get(u, "children")->first; v;
	     v = v->next)
		printf("  %s\t%s\t%s\n", text_of(v, "code"), text_of(v, "kind"),
		       text_of(v, "name"));
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
