/* returns.c - the commands of forms, returns and figures. */
#include "cli/cli.h"

#include "returns/figure.h"
#include "returns/form.h"
#include "returns/response.h"
#include "returns/verify.h"

#include <string.h>

#define FORM_FILE_MAX ((size_t)8 << 20)

/* What a command hands to its unit of work, and gets back. */
struct job {
	struct blob file;
	struct response_file *returns;
	struct figure_query query;
	const char *word; /* code of a form, or the last period */
	const char *json;
	struct val *view;
};

static const char *text_of(const struct val *v, const char *key)
{
	const struct val *m = val_get(v, key);

	return m && m->kind == VAL_TEXT ? m->s : "";
}

static int64_t int_of(const struct val *v, const char *key)
{
	const struct val *m = val_get(v, key);

	return m ? m->i : 0;
}

static enum err do_form_import(struct ctx *c, void *arg)
{
	struct job *j = arg;

	return form_import(c, j->file, &j->view);
}

enum err cmd_form_import(struct cli *k)
{
	struct job j = {0};

	TRY(cli_file(k, k->arg[0], FORM_FILE_MAX, &j.file));
	TRY(cli_unit(k, DB_WRITE, do_form_import, &j));
	if (k->json)
		cli_json(k, j.view);
	else
		printf(tr(k->c, N_("form %s version %lld: %lld indicators\n")),
		       text_of(j.view, "form"),
		       (long long)int_of(j.view, "version"),
		       (long long)int_of(j.view, "indicators"));
	return OK;
}

static enum err do_form_export(struct ctx *c, void *arg)
{
	struct job *j = arg;

	return form_export(c, j->word, 0, &j->json);
}

enum err cmd_form_export(struct cli *k)
{
	struct job j = {.word = k->arg[0]};

	TRY(cli_unit(k, DB_READ, do_form_export, &j));
	puts(j.json);
	return OK;
}

static enum err do_form_list(struct ctx *c, void *arg)
{
	struct job *j = arg;

	return form_list_view(c, &j->view);
}

enum err cmd_form_list(struct cli *k)
{
	struct job j = {0};

	TRY(cli_unit(k, DB_READ, do_form_list, &j));
	if (k->json)
		cli_json(k, j.view);
	for (const struct val *f = j.view->first; f && !k->json; f = f->next)
		printf("%s\t%s\t%s\n", text_of(f, "code"), text_of(f, "period"),
		       text_of(f, "title"));
	return OK;
}

static enum err do_return_import(struct ctx *c, void *arg)
{
	struct job *j = arg;

	return response_import(c, j->returns, &j->view);
}

enum err cmd_return_import(struct cli *k)
{
	const char *numbers = cli_opt(k, "numbers");
	struct response_file file = {
		.form = cli_opt(k, "form"),
		.period = cli_opt(k, "period"),
		.accept = cli_flag(k, "accept"),
		.partial = cli_flag(k, "partial"),
	};
	struct job j = {.returns = &file};

	if (numbers && !numbers_parse(numbers, &file.numbers))
		return fail(k->c, ERR_USAGE, "numbers",
			    N_("--numbers must be plain, en or vi, not %s"),
			    numbers);
	TRY(cli_file(k, k->arg[0], RESPONSE_FILE_MAX, &file.csv));
	TRY(cli_unit(k, DB_WRITE, do_return_import, &j));
	cli_faults(k);
	if (k->json)
		cli_json(k, j.view);
	else
		printf(tr(k->c, N_("%lld returns of %s %s, %lld accepted, "
				   "%lld rejected\n")),
		       (long long)int_of(j.view, "returns"), file.form,
		       file.period, (long long)int_of(j.view, "accepted"),
		       (long long)int_of(j.view, "rejected"));
	return OK;
}

static enum err query_of(struct cli *k, struct figure_query *q)
{
	const char *by = cli_opt(k, "by");

	if (by && strcmp(by, "children"))
		return fail(k->c, ERR_USAGE, "by",
			    N_("--by can only be children, not %s"), by);
	*q = (struct figure_query){
		.unit = cli_opt(k, "unit"),
		.form = cli_opt(k, "form"),
		.period = cli_opt(k, "period"),
		.indicator = cli_opt(k, "indicator"),
		.tree = cli_opt(k, "tree"),
		.children = by != NULL,
	};
	return OK;
}

/* The exact value; where there is none, the sign that says why. */
static const char *value_of(const struct val *figure)
{
	return text_of(figure, val_get(figure, "value")->kind == VAL_NULL
				       ? "shown"
				       : "value");
}

/* 1985  4/8  members */
static void print_figures(const struct cli *k, const struct val *of)
{
	const struct val *list = val_get(of, "figures");

	printf(tr(k->c, N_("%s %s, %s %s, tree %s: %lld of %lld returns "
			   "accepted\n")),
	       text_of(of, "unit"), text_of(of, "name"), text_of(of, "form"),
	       text_of(of, "period"), text_of(of, "tree"),
	       (long long)int_of(of, "accepted"),
	       (long long)int_of(of, "expected"));
	for (const struct val *f = list->first; f; f = f->next)
		printf("%20s  %lld/%lld  %s\n", value_of(f),
		       (long long)int_of(f, "units"),
		       (long long)(int_of(f, "units") + int_of(f, "missing")),
		       text_of(f, "indicator"));
}

static enum err do_figure(struct ctx *c, void *arg)
{
	struct job *j = arg;

	return figure_view(c, &j->query, &j->view);
}

enum err cmd_figure(struct cli *k)
{
	struct job j = {0};
	const struct val *kids;

	TRY(query_of(k, &j.query));
	TRY(cli_unit(k, DB_READ, do_figure, &j));
	if (k->json) {
		cli_json(k, j.view);
		return OK;
	}
	print_figures(k, j.view);
	kids = val_get(j.view, "children");
	for (const struct val *v = kids ? kids->first : NULL; v; v = v->next)
		print_figures(k, v);
	return OK;
}

static enum err do_series(struct ctx *c, void *arg)
{
	struct job *j = arg;

	return series_view(c, &j->query, j->word, &j->view);
}

enum err cmd_series(struct cli *k)
{
	struct job j = {.word = cli_opt(k, "to")};

	TRY(query_of(k, &j.query));
	j.query.period = cli_opt(k, "from");
	TRY(cli_unit(k, DB_READ, do_series, &j));
	if (k->json) {
		cli_json(k, j.view);
		return OK;
	}
	for (const struct val *p = val_get(j.view, "points")->first; p;
	     p = p->next)
		printf("%s\t%s\t%lld/%lld\n", text_of(p, "period"), value_of(p),
		       (long long)int_of(p, "units"),
		       (long long)(int_of(p, "units") + int_of(p, "missing")));
	return OK;
}

static enum err do_lineage(struct ctx *c, void *arg)
{
	struct job *j = arg;

	return lineage_view(c, &j->query, &j->view);
}

enum err cmd_lineage(struct cli *k)
{
	struct job j = {0};

	TRY(query_of(k, &j.query));
	TRY(cli_unit(k, DB_READ, do_lineage, &j));
	if (k->json) {
		cli_json(k, j.view);
		return OK;
	}
	for (const struct val *r = val_get(j.view, "returns")->first; r;
	     r = r->next)
		printf("%s\t%s\tv%lld\t%s\t%s\t%s\n", text_of(r, "unit"),
		       text_of(r, "period"), (long long)int_of(r, "version"),
		       value_of(r),
		       val_get(r, "share")->kind == VAL_NULL
			       ? tr(k->c, N_("unknown share"))
			       : text_of(r, "share"),
		       text_of(r, "name"));
	return OK;
}

static enum err do_missing(struct ctx *c, void *arg)
{
	struct job *j = arg;

	return missing_view(c, &j->query, &j->view);
}

enum err cmd_missing(struct cli *k)
{
	struct job j = {0};
	const struct val *list;
	long long n = 0;

	TRY(query_of(k, &j.query));
	TRY(cli_unit(k, DB_READ, do_missing, &j));
	list = val_get(j.view, "missing");
	for (const struct val *m = list->first; m; m = m->next)
		n++;
	if (cli_flag(k, "count")) {
		printf("%lld\n", n);
	} else if (k->json) {
		cli_json(k, j.view);
	} else {
		for (const struct val *m = list->first; m; m = m->next)
			printf("%s\t%s\n", text_of(m, "unit"),
			       text_of(m, "name"));
	}
	return OK;
}

static enum err do_verify(struct ctx *c, void *arg)
{
	struct job *j = arg;

	return verify(c, &j->view);
}

enum err cmd_verify(struct cli *k)
{
	struct job j = {0};

	TRY(cli_unit(k, DB_READ, do_verify, &j));
	if (k->json)
		cli_json(k, j.view);
	else
		printf(tr(k->c,
			  N_("verified: %lld journal entries, %lld returns, "
			     "%lld roll-ups\n")),
		       (long long)int_of(j.view, "entries"),
		       (long long)int_of(j.view, "returns"),
		       (long long)int_of(j.view, "rollups"));
	return OK;
}
