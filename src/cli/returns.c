/* returns.c - the commands of forms, returns and figures. */
#include "cli/cli.h"

#include "core/journal_seal.h"
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
	int64_t from, to; /* versions of it */
	const char *json;
	struct val *view;
};

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
	else if (val_true(val_get(j.view, "unchanged")))
		printf(tr(k->c, N_("form %s version %lld is this one already: "
				   "nothing was changed\n")),
		       val_text(j.view, "form"),
		       (long long)val_int(j.view, "version"));
	else
		printf(tr(k->c, N_("form %s version %lld: %lld indicators\n")),
		       val_text(j.view, "form"),
		       (long long)val_int(j.view, "version"),
		       (long long)val_int(j.view, "indicators"));
	return OK;
}

static enum err do_form_export(struct ctx *c, void *arg)
{
	struct job *j = arg;

	return form_export(c, j->word, j->to, &j->json);
}

enum err cmd_form_export(struct cli *k)
{
	struct job j = {.word = k->arg[0]};

	TRY(cli_number(k, "version", 0, &j.to));
	TRY(cli_unit(k, DB_READ, do_form_export, &j));
	puts(j.json);
	return OK;
}

static enum err do_form_compare(struct ctx *c, void *arg)
{
	struct job *j = arg;

	return form_compare_view(c, j->word, j->from, j->to, &j->view);
}

/* One line for what differs as a whole, one for each property that does. */
static void print_part(const struct val *part)
{
	const char *title = val_text(part, "title");

	printf("%s\t%s %s%s%s\n", val_text(part, "state"),
	       val_text(part, "what"), val_text(part, "code"),
	       *title ? "\t" : "", title);
	if (strcmp(val_text(part, "state"), "changed"))
		return;
	for (const struct val *m = val_get(part, "changes")->first; m;
	     m = m->next)
		printf("\t%s: %s -> %s\n", val_text(m, "property"),
		       val_text(m, "was"), val_text(m, "is"));
}

enum err cmd_form_compare(struct cli *k)
{
	struct job j = {.word = k->arg[0]};

	TRY(cli_number(k, "from", 0, &j.from));
	TRY(cli_number(k, "to", 0, &j.to));
	TRY(cli_unit(k, DB_READ, do_form_compare, &j));
	if (k->json)
		cli_json(k, j.view);
	for (const struct val *m = val_get(j.view, "parts")->first;
	     m && !k->json; m = m->next)
		print_part(m);
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
		printf("%s\t%s\t%s\n", val_text(f, "code"),
		       val_text(f, "period"), val_text(f, "title"));
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
		       (long long)val_int(j.view, "returns"), file.form,
		       file.period, (long long)val_int(j.view, "accepted"),
		       (long long)val_int(j.view, "rejected"));
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
	return val_text(figure, val_get(figure, "value")->kind == VAL_NULL
					? "shown"
					: "value");
}

/* 1985  4/8  members */
static void print_figures(const struct cli *k, const struct val *of)
{
	const struct val *list = val_get(of, "figures");

	printf(tr(k->c, N_("%s %s, %s %s, tree %s: %lld of %lld returns "
			   "accepted\n")),
	       val_text(of, "unit"), val_text(of, "name"), val_text(of, "form"),
	       val_text(of, "period"), val_text(of, "tree"),
	       (long long)val_int(of, "accepted"),
	       (long long)val_int(of, "expected"));
	for (const struct val *f = list->first; f; f = f->next)
		printf("%20s  %lld/%lld  %s\n", value_of(f),
		       (long long)val_int(f, "units"),
		       (long long)(val_int(f, "units") + val_int(f, "missing")),
		       val_text(f, "indicator"));
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
		printf("%s\t%s\t%lld/%lld\n", val_text(p, "period"),
		       value_of(p), (long long)val_int(p, "units"),
		       (long long)(val_int(p, "units") +
				   val_int(p, "missing")));
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
		printf("%s\t%s\tv%lld\t%s\t%s\t%s\n", val_text(r, "unit"),
		       val_text(r, "period"), (long long)val_int(r, "version"),
		       value_of(r),
		       val_get(r, "share")->kind == VAL_NULL
			       ? tr(k->c, N_("unknown share"))
			       : val_text(r, "share"),
		       val_text(r, "name"));
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
		for (const struct val *m = list->first; m; m = m->next) {
			printf("%s\t%s", val_text(m, "unit"),
			       val_text(m, "name"));
			if (val_get(m, "state"))
				printf("\t%s%s", val_text(m, "state"),
				       val_true(val_get(m, "late")) ? "\tlate"
								    : "");
			putchar('\n');
		}
	}
	return OK;
}

struct verifying {
	const char *seal; /* hash of a printed one, or NULL */
	struct val *view;
};

static enum err do_verify(struct ctx *c, void *arg)
{
	struct verifying *j = arg;
	int64_t number;

	TRY(verify(c, &j->view));
	if (!j->seal)
		return OK;
	TRY(journal_seal_find(c, j->seal, &number));
	map_i(j->view, "seal", number);
	return OK;
}

enum err cmd_verify(struct cli *k)
{
	struct verifying j = {.seal = cli_opt(k, "seal")};

	TRY(cli_unit(k, DB_READ, do_verify, &j));
	if (k->json)
		cli_json(k, j.view);
	else
		printf(tr(k->c,
			  N_("verified: %lld journal entries (lanes: %lld, "
			     "seals: %lld), %lld returns, %lld roll-ups\n")),
		       (long long)val_int(j.view, "entries"),
		       (long long)val_int(j.view, "lanes"),
		       (long long)val_int(j.view, "seals"),
		       (long long)val_int(j.view, "returns"),
		       (long long)val_int(j.view, "rollups"));
	return OK;
}
