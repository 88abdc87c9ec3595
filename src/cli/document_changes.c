/* document_changes.c - the commands that change a document once issued. */
#include "cli/documents.h"

#include "register/cascade.h"
#include "register/document_change.h"
#include "register/file_text.h"

#include <stdlib.h>

struct changing {
	struct cli *k;
	struct document_fix fix;
	struct document other;
	struct val *view;
	int64_t n, due, asked;
};

static enum err find(struct ctx *c, const struct changing *w,
		     struct document *d)
{
	return document_ref(c, w->k->arg[0], d);
}

static const char *reason(const struct changing *w)
{
	return cli_opt(w->k, "reason");
}

static enum err opt_number(struct cli *k, const char *name, struct opt_int *to)
{
	to->set = cli_flag(k, name);
	return cli_number(k, name, 0, &to->value);
}

static enum err opt_day(struct cli *k, const char *name, struct opt_int *to)
{
	to->set = cli_flag(k, name);
	return cli_day(k, name, 0, &to->value);
}

static enum err read_drops(struct cli *k, struct document_fix *fix)
{
	int64_t *drop;

	while (cli_opt_at(k, "drop-file", (int)fix->drops))
		fix->drops++;
	drop = arena_array(k->c->mem, fix->drops, sizeof(*drop));
	for (size_t i = 0; i < fix->drops; i++) {
		const char *s = cli_opt_at(k, "drop-file", (int)i);
		char *end;

		drop[i] = strtoll(s, &end, 10);
		if (drop[i] < 1 || *end)
			return fail(k->c, ERR_USAGE, "drop-file",
				    N_("%s is no number of a file; see: "
				       "tierwork document show"),
				    s);
	}
	fix->drop = drop;
	return OK;
}

static enum err do_correct(struct ctx *c, void *arg)
{
	struct changing *w = arg;
	struct document d;

	TRY(find(c, w, &d));
	TRY(document_correct(c, d.id, &w->fix, reason(w)));
	return document_view(c, d.id, &w->view);
}

enum err cmd_document_correct(struct cli *k)
{
	struct changing w = {.k = k};
	struct file_in *file;

	w.fix.number = cli_opt(k, "number");
	w.fix.kind = cli_opt(k, "kind");
	w.fix.subject = cli_opt(k, "subject");
	w.fix.signer = cli_opt(k, "signer");
	w.fix.capacity = cli_opt(k, "capacity");
	w.fix.urgency = cli_opt(k, "urgency");
	w.fix.place = cli_opt(k, "place");
	TRY(opt_day(k, "date", &w.fix.day));
	TRY(opt_day(k, "due", &w.fix.due));
	TRY(opt_number(k, "pages", &w.fix.pages));
	TRY(read_drops(k, &w.fix));
	TRY(documents_files(k, &file, &w.fix.files));
	w.fix.file = file;
	TRY(cli_unit(k, DB_WRITE, do_correct, &w));
	if (w.fix.files && !cli_flag(k, "dry-run"))
		TRY(file_text_read(k->c, val_int(w.view, "document")));
	if (k->json)
		cli_json(k, w.view);
	return OK;
}

static enum err do_withdraw(struct ctx *c, void *arg)
{
	const struct changing *w = arg;
	struct document d;

	TRY(find(c, w, &d));
	return document_withdraw(c, d.id, reason(w));
}

enum err cmd_document_withdraw(struct cli *k)
{
	struct changing w = {.k = k};

	return cli_unit(k, DB_WRITE, do_withdraw, &w);
}

/* How many units were asked and had not finished. */
static void print_count(const struct changing *w)
{
	printf(trn(w->k->c, N_("%lld unit had not finished\n"),
		   N_("%lld units had not finished\n"), w->n),
	       (long long)w->n);
}

static enum err do_recall(struct ctx *c, void *arg)
{
	struct changing *w = arg;
	struct document d;

	TRY(find(c, w, &d));
	return document_recall(c, d.id, reason(w), &w->n);
}

enum err cmd_document_recall(struct cli *k)
{
	struct changing w = {.k = k};

	TRY(cli_unit(k, DB_WRITE, do_recall, &w));
	print_count(&w);
	return OK;
}

static enum err do_replace(struct ctx *c, void *arg)
{
	struct changing *w = arg;
	const struct cascade_replacing r = {
		.document = w->k->arg[0],
		.by = cli_opt(w->k, "by"),
		.why = reason(w),
		.carry_on = cli_flag(w->k, "carry-on"),
		.due = w->due,
	};

	return cascade_replace(c, &r, &w->n, &w->asked);
}

enum err cmd_document_replace(struct cli *k)
{
	struct changing w = {.k = k};
	struct val *v = val_map(k->c->mem);

	TRY(cli_day(k, "due", 0, &w.due));
	TRY(cli_unit(k, DB_WRITE, do_replace, &w));
	if (k->json) {
		map_i(v, "unfinished", w.n);
		map_i(v, "asked", w.asked);
		cli_json(k, v);
		return OK;
	}
	print_count(&w);
	if (cli_flag(k, "carry-on"))
		printf(trn(k->c, N_("%lld unit is asked anew\n"),
			   N_("%lld units are asked anew\n"), w.asked),
		       (long long)w.asked);
	return OK;
}

static enum err do_revoke(struct ctx *c, void *arg)
{
	struct changing *w = arg;
	struct document d;

	TRY(find(c, w, &d));
	if (cli_opt(w->k, "by"))
		TRY(document_ref(c, cli_opt(w->k, "by"), &w->other));
	return document_revoke(c, d.id, w->other.id, reason(w), &w->n);
}

enum err cmd_document_revoke(struct cli *k)
{
	struct changing w = {.k = k};

	TRY(cli_unit(k, DB_WRITE, do_revoke, &w));
	print_count(&w);
	return OK;
}
