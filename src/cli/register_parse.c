/* register_parse.c - the command that reads the symbol of a document. */
#include "cli/cli.h"
#include "register/symbol.h"

#include <inttypes.h>

/* The kinds it may be, one a line. */
static void print_kinds(struct cli *k, const struct val *kinds)
{
	for (const struct val *n = kinds->first; n; n = n->next)
		printf("%s\t%s\n",
		       n == kinds->first ? tr(k->c, N_("it is a"))
					 : tr(k->c, N_("or a")),
		       n->s);
}

static void print(struct cli *k, const struct val *view)
{
	static const struct {
		const char *key, *name;
	} rows[] = {
		{"number", N_("number")},   {"suffix", N_("suffix")},
		{"kind", N_("kind")},	    {"issuer", N_("issuer")},
		{"drafter", N_("drafter")}, {"year", N_("year")},
		{"style", N_("style")},	    {"left", N_("not understood")},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct val *v = val_get(view, rows[i].key);

		if (v->kind == VAL_INT)
			printf("%s\t%" PRId64 "\n", tr(k->c, rows[i].name),
			       v->i);
		else if (v->kind == VAL_TEXT)
			printf("%s\t%s\n", tr(k->c, rows[i].name), v->s);
	}
	print_kinds(k, val_get(view, "kinds"));
}

enum err cmd_document_parse(struct cli *k)
{
	struct symbol s;
	struct val *v;
	bool any = symbol_parse(k->c->mem, k->arg[0], &s);

	v = symbol_view(k->c->mem, &s);
	if (k->json)
		cli_json(k, v);
	else if (any)
		print(k, v);
	if (!any)
		return fail(k->c, ERR_INVALID, NULL,
			    N_("\"%s\" is no number and symbol of a document "
			       "that can be read."),
			    k->arg[0]);
	return OK;
}
