/* register.c - the commands about kinds of documents. */
#include "cli/cli.h"
#include "core/store.h"
#include "register/kind.h"

#include <stdio.h>

static enum err do_kind_add(struct ctx *c, void *arg)
{
	struct cli *k = arg;
	const char *abbr = cli_opt(k, "abbr");

	return document_kind_add(c, k->arg[0], abbr ? abbr : "",
				 cli_opt(k, "vi"), cli_opt(k, "en"));
}

enum err cmd_document_kind_add(struct cli *k)
{
	return cli_unit(k, DB_WRITE, do_kind_add, k);
}

static enum err do_kinds(struct ctx *c, void *arg)
{
	return document_kind_list(c, arg);
}

enum err cmd_document_kind_list(struct cli *k)
{
	struct val *list;

	TRY(run_unit(k->c, DB_READ, do_kinds, &list));
	if (k->json) {
		cli_json(k, list);
		return OK;
	}
	for (const struct val *v = list->first; v; v = v->next)
		printf("%s\t%s\t%s\t%s\n", val_text(v, "code"),
		       val_text(v, "abbr"), val_text(v, "vi"),
		       val_text(v, "en"));
	return OK;
}
