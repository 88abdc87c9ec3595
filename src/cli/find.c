/* find.c - the commands that find documents, and see to what is found. */
#include "cli/cli.h"
#include "register/file_text.h"
#include "register/search.h"

#include <stdio.h>

struct finding {
	struct search search;
	bool again, none;
	int64_t n;
	struct val *view;
};

static enum err do_find(struct ctx *c, void *arg)
{
	struct finding *f = arg;

	return document_search(c, &f->search, &f->view);
}

enum err cmd_document_find(struct cli *k)
{
	struct finding f = {.search = {.find = k->arg[0],
				       .unit = cli_opt(k, "unit"),
				       .kind = cli_opt(k, "kind"),
				       .after = cli_opt(k, "after")}};

	TRY(cli_number(k, "year", 0, &f.search.year));
	TRY(run_unit(k->c, DB_READ, do_find, &f));
	if (k->json) {
		cli_json(k, f.view);
		return OK;
	}
	for (const struct val *v = val_get(f.view, "documents")->first; v;
	     v = v->next)
		printf("%lld\t%s\t%s\t%s\t%s\n",
		       (long long)val_int(v, "document"), val_text(v, "date"),
		       val_text(v, "symbol"), val_text(v, "subject"),
		       val_text(v, "found"));
	if (*val_text(f.view, "next"))
		fprintf(stderr, tr(k->c, N_("There are more: --after %s\n")),
			val_text(f.view, "next"));
	return OK;
}

static enum err do_unread(struct ctx *c, void *arg)
{
	struct finding *f = arg;

	if (f->again)
		TRY(file_text_again(c, &f->n));
	return file_text_unread(c, f->none, &f->view);
}

enum err cmd_document_unread(struct cli *k)
{
	struct finding f = {.again = cli_flag(k, "again"),
			    .none = cli_flag(k, "none")};

	TRY(run_unit(k->c, f.again ? DB_WRITE : DB_READ, do_unread, &f));
	if (k->json) {
		cli_json(k, f.view);
		return OK;
	}
	for (const struct val *v = f.view->first; v; v = v->next)
		printf("%lld\t%s\t%s\t%s\t%s\n",
		       (long long)val_int(v, "document"), val_text(v, "symbol"),
		       val_text(v, "name"), val_text(v, "state"),
		       val_text(v, "why"));
	return OK;
}
