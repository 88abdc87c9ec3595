/* numbering.c - the commands of numbering rules and terms of office. */
#include "register/numbering.h"
#include "cli/cli.h"

#include <stdlib.h>

struct numbers {
	struct cli *k;
	int64_t id, since;
	struct val *view;
};

static enum err do_add(struct ctx *c, void *arg)
{
	struct numbers *w = arg;

	return numbering_add(c, cli_opt(w->k, "unit"), cli_opt(w->k, "kinds"),
			     cli_opt(w->k, "per"), cli_opt(w->k, "format"),
			     cli_opt(w->k, "abbr"), &w->id);
}

enum err cmd_numbering_add(struct cli *k)
{
	struct numbers w = {.k = k};

	TRY(cli_unit(k, DB_WRITE, do_add, &w));
	printf("%lld\n", (long long)w.id);
	return OK;
}

static enum err do_end(struct ctx *c, void *arg)
{
	const struct numbers *w = arg;

	return numbering_end(c, w->id);
}

enum err cmd_numbering_end(struct cli *k)
{
	struct numbers w = {.k = k};
	char *end;

	w.id = strtoll(k->arg[0], &end, 10);
	if (w.id < 1 || *end)
		return fail(k->c, ERR_USAGE, "numbering",
			    N_("%s is no number of a rule; see: tierwork "
			       "numbering list"),
			    k->arg[0]);
	return cli_unit(k, DB_WRITE, do_end, &w);
}

static enum err do_list(struct ctx *c, void *arg)
{
	struct numbers *w = arg;

	return numbering_list(c, cli_opt(w->k, "unit"), &w->view);
}

static void print_rule(const struct val *v)
{
	const char *between = "";

	printf("%lld\t%s\t", (long long)val_int(v, "numbering"),
	       val_text(v, "unit"));
	for (const struct val *k = val_get(v, "kinds")->first; k; k = k->next) {
		printf("%s%s", between, k->s);
		between = ",";
	}
	printf("\t%s\t%s\t%s\t%s", val_text(v, "per"), val_text(v, "format"),
	       val_text(v, "abbr"), val_text(v, "state"));
	for (const struct val *s = val_get(v, "series")->first; s; s = s->next)
		printf("\t%s: %lld", val_text(s, "span"),
		       (long long)val_int(s, "last"));
	puts("");
}

enum err cmd_numbering_list(struct cli *k)
{
	struct numbers w = {.k = k};

	TRY(cli_unit(k, DB_READ, do_list, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	for (const struct val *v = w.view->first; v; v = v->next)
		print_rule(v);
	return OK;
}

static enum err do_term(struct ctx *c, void *arg)
{
	const struct numbers *w = arg;

	return office_term_add(c, cli_opt(w->k, "unit"), cli_opt(w->k, "name"),
			       w->since);
}

enum err cmd_term_add(struct cli *k)
{
	struct numbers w = {.k = k};

	TRY(cli_day(k, "since", 0, &w.since));
	return cli_unit(k, DB_WRITE, do_term, &w);
}

static enum err do_terms(struct ctx *c, void *arg)
{
	struct numbers *w = arg;

	return office_term_list(c, cli_opt(w->k, "unit"), &w->view);
}

enum err cmd_term_list(struct cli *k)
{
	struct numbers w = {.k = k};

	TRY(cli_unit(k, DB_READ, do_terms, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	for (const struct val *v = w.view->first; v; v = v->next)
		printf("%s\t%s\t%s\n", val_text(v, "unit"),
		       val_text(v, "since"), val_text(v, "name"));
	return OK;
}
