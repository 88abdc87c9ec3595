/* register_csv.c - commands that bring registered documents in as a table,
 * and write them as one. */
#include "cli/cli.h"
#include "register/document_csv.h"

#include <string.h>

#define FILE_MAX ((size_t)64 << 20) /* bytes */

struct work {
	struct cli *k;
	struct document_import import;
	int64_t year;
	struct val *view;
	struct buf out;
};

static enum err do_import(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return document_import(c, &w->import, &w->view);
}

static const char *fate_words(const struct cli *k, const char *fate)
{
	static const struct {
		const char *fate, *words;
	} all[] = {
		{"new", N_("new")},
		{"linked", N_("known; comes into one more book")},
		{"here", N_("left out: it stands in this book")},
		{"state", N_("left out: it is no longer valid")},
	};

	for (size_t i = 0; i < COUNT(all); i++)
		if (!strcmp(all[i].fate, fate))
			return tr(k->c, all[i].words);
	return fate;
}

/* "3	UB	15/QĐ-UB	new", and below it what to look at. */
static void print_fates(const struct cli *k, const struct val *rows)
{
	for (const struct val *v = rows->first; v; v = v->next) {
		printf("%lld\t%s\t%s\t%s\n", (long long)val_int(v, "line"),
		       val_text(v, "unit"), val_text(v, "symbol"),
		       fate_words(k, val_text(v, "fate")));
		for (const struct val *s = val_get(v, "warnings")->first; s;
		     s = s->next)
			printf("\t%s\n", s->s);
	}
}

enum err cmd_document_import(struct cli *k)
{
	struct work w = {.k = k};
	bool dry = cli_flag(k, "dry-run");

	w.import.unit = cli_opt(k, "unit");
	TRY(cli_file(k, k->arg[0], FILE_MAX, &w.import.file));
	TRY(cli_unit(k, DB_WRITE, do_import, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	if (dry)
		print_fates(k, val_get(w.view, "rows"));
	printf(tr(k->c,
		  dry ? N_("%lld would be added, %lld come into one more book, "
			   "%lld left out\n")
		      : N_("%lld added, %lld came into one more book, %lld "
			   "left out\n")),
	       (long long)val_int(w.view, "added"),
	       (long long)val_int(w.view, "linked"),
	       (long long)val_int(w.view, "left_out"));
	return OK;
}

static enum err do_export(struct ctx *c, void *arg)
{
	struct work *w = arg;

	w->out = (struct buf){.mem = c->mem};
	return document_export(c, cli_opt(w->k, "unit"), cli_opt(w->k, "book"),
			       w->year, &w->out);
}

enum err cmd_document_export(struct cli *k)
{
	struct work w = {.k = k};

	TRY(cli_number(k, "year", 0, &w.year));
	TRY(run_unit(k->c, DB_READ, do_export, &w));
	fwrite(w.out.s, 1, w.out.len, stdout);
	return OK;
}
