/* cascade.c - the commands of a document that units must carry out. */
#include "cli/cli.h"

#include "register/cascade.h"

#include <string.h>

#define OWING 1000 /* at most, of a list of who owes */

/* What a command asks, and what comes of it. */
struct cascading {
	struct cli *k;
	const char *document, *unit, *own, *words;
	struct call_ask ask;
	struct call_issued issued;
	struct cascade_answer answer;
	struct cascade_owing_ask owing;
	struct cascade_review_ask review;
	int64_t due, n;
	struct val *view;
	struct buf file;
};

static struct cascading begin(struct cli *k)
{
	return (struct cascading){.k = k,
				  .document = cli_opt(k, "document"),
				  .unit = cli_opt(k, "unit"),
				  .own = cli_opt(k, "own"),
				  .words = cli_opt(k, "words")};
}

static void print_n(const struct cascading *w, const char *key)
{
	struct val *v = val_map(w->k->c->mem);

	if (!w->k->json) {
		printf("%lld\n", (long long)w->n);
		return;
	}
	map_i(v, key, w->n);
	cli_json(w->k, v);
}

/* ---- asking ---- */

static enum err do_issue(struct ctx *c, void *arg)
{
	struct cascading *w = arg;

	return cascade_issue(c, w->document, &w->ask, &w->issued);
}

static void print_issued(struct cascading *w)
{
	struct cli *k = w->k;
	struct val *v = val_map(k->c->mem);

	if (!k->json && cli_flag(k, "dry-run")) {
		printf(trn(k->c, N_("%lld unit would be asked\n"),
			   N_("%lld units would be asked\n"), w->issued.asked),
		       (long long)w->issued.asked);
	} else if (!k->json) {
		printf("%lld\n", (long long)w->issued.id);
	} else {
		map_i(v, "call", w->issued.id);
		map_i(v, "document", w->ask.about);
		map_i(v, "asked", w->issued.asked);
		cli_json(k, v);
	}
}

enum err cmd_cascade_issue(struct cli *k)
{
	struct cascading w = begin(k);
	const char *relay = cli_opt(k, "relay");

	w.ask.under = cli_opt(k, "under");
	w.ask.kind = cli_opt(k, "to");
	w.ask.expect = cli_opt(k, "expect");
	w.ask.note = cli_opt(k, "note");
	w.ask.stepwise = relay && !strcmp(relay, "stepwise");
	if (relay && !w.ask.stepwise && strcmp(relay, "direct"))
		return fail(k->c, ERR_USAGE, "relay",
			    N_("--relay must be direct or stepwise, not %s"),
			    relay);
	TRY(cli_day(k, "due", 0, &w.ask.due));
	TRY(cli_unit(k, DB_WRITE, do_issue, &w));
	print_issued(&w);
	return OK;
}

/* ---- answering ---- */

/* The files of --evidence, looked at. */
static enum err read_files(struct cli *k, struct cascade_answer *a)
{
	struct file_in *file = arena_array(k->c->mem, CLI_OPTS, sizeof(*file));
	const char *path;

	for (int i = 0; (path = cli_opt_at(k, "evidence", i)); i++) {
		const char *name = strrchr(path, '/');
		struct blob blob;

		TRY(cli_file(k, path, ATTACHMENT_MAX, &blob));
		TRY(attachment_check(k->c, name ? name + 1 : path, blob,
				     &file[a->files]));
		a->files++;
	}
	a->file = file;
	return OK;
}

static enum err do_answer(struct ctx *c, void *arg)
{
	struct cascading *w = arg;

	return cascade_answer(c, w->document, w->unit, &w->answer, &w->n);
}

enum err cmd_cascade_answer(struct cli *k)
{
	struct cascading w = begin(k);

	w.answer = (struct cascade_answer){
		.own = w.own, .words = w.words, .done = cli_flag(k, "done")};
	TRY(read_files(k, &w.answer));
	TRY(cli_unit(k, DB_WRITE, do_answer, &w));
	print_n(&w, "version");
	return OK;
}

static enum err do_acknowledge(struct ctx *c, void *arg)
{
	struct cascading *w = arg;

	return cascade_acknowledge(c, w->document, w->unit);
}

enum err cmd_cascade_acknowledge(struct cli *k)
{
	struct cascading w = begin(k);

	return cli_unit(k, DB_WRITE, do_acknowledge, &w);
}

static enum err do_pass_on(struct ctx *c, void *arg)
{
	struct cascading *w = arg;

	return cascade_pass_on(c, w->document, w->unit, w->own, w->due, &w->n);
}

enum err cmd_cascade_pass_on(struct cli *k)
{
	struct cascading w = begin(k);

	TRY(cli_day(k, "due", 0, &w.due));
	TRY(cli_unit(k, DB_WRITE, do_pass_on, &w));
	print_n(&w, "units");
	return OK;
}

static enum err do_send_up(struct ctx *c, void *arg)
{
	struct cascading *w = arg;

	return cascade_send_up(c, w->document, w->unit, w->words,
			       cli_flag(w->k, "incomplete"));
}

enum err cmd_cascade_send_up(struct cli *k)
{
	struct cascading w = begin(k);

	return cli_unit(k, DB_WRITE, do_send_up, &w);
}

/* ---- checking ---- */

static enum err do_accept(struct ctx *c, void *arg)
{
	struct cascading *w = arg;

	return cascade_accept(c, w->document, w->unit, &w->n);
}

enum err cmd_cascade_accept(struct cli *k)
{
	struct cascading w = begin(k);

	TRY(cli_unit(k, DB_WRITE, do_accept, &w));
	print_n(&w, "units");
	return OK;
}

static enum err do_send_back(struct ctx *c, void *arg)
{
	struct cascading *w = arg;

	return cascade_send_back(c, w->document, w->unit,
				 cli_opt(w->k, "reason"));
}

enum err cmd_cascade_send_back(struct cli *k)
{
	struct cascading w = begin(k);

	return cli_unit(k, DB_WRITE, do_send_back, &w);
}

/* ---- looking ---- */

/* What became of the document, first of all. */
static void print_changes(const struct val *v)
{
	for (const struct val *h = val_get(v, "changes")->first; h; h = h->next)
		printf("! %s\t%s\t%s\t%s\n", val_text(h, "at"),
		       val_text(h, "label"), val_text(h, "other_symbol"),
		       val_text(h, "why"));
}

static void print_coverage(const struct cli *k, const struct val *v)
{
	printf("%s\t%lld/%lld", val_text(v, "unit"),
	       (long long)val_int(v, "done"), (long long)val_int(v, "of"));
	for (const struct val *n = val_get(v, "counts")->first; n; n = n->next)
		if (n->i > 0)
			printf("\t%s %lld", n->key, (long long)n->i);
	if (val_int(v, "own"))
		printf("\t%s %lld", tr(k->c, N_("own document")),
		       (long long)val_int(v, "own"));
	if (val_int(v, "late"))
		printf("\tlate %lld", (long long)val_int(v, "late"));
	printf("\t%s\n", val_text(v, "name"));
}

static enum err do_coverage(struct ctx *c, void *arg)
{
	struct cascading *w = arg;

	return cascade_coverage(c, w->document, w->unit,
				cli_opt(w->k, "by") != NULL, &w->view);
}

enum err cmd_cascade_coverage(struct cli *k)
{
	struct cascading w = begin(k);
	const char *by = cli_opt(k, "by");
	const struct val *kids;

	if (by && strcmp(by, "children"))
		return fail(k->c, ERR_USAGE, "by",
			    N_("--by can only be children, not %s"), by);
	TRY(cli_unit(k, DB_READ, do_coverage, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	print_changes(w.view);
	print_coverage(k, w.view);
	kids = val_get(w.view, "children");
	for (const struct val *v = kids ? kids->first : NULL; v; v = v->next)
		print_coverage(k, v);
	return OK;
}

static enum err do_owing(struct ctx *c, void *arg)
{
	struct cascading *w = arg;

	return cascade_owing(c, w->document, &w->owing, &w->view);
}

enum err cmd_cascade_owing(struct cli *k)
{
	struct cascading w = begin(k);

	w.owing = (struct cascade_owing_ask){
		.unit = w.unit, .state = cli_opt(k, "state"), .limit = OWING};
	TRY(cli_unit(k, DB_READ, do_owing, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	print_changes(w.view);
	for (const struct val *v = val_get(w.view, "units")->first; v;
	     v = v->next)
		printf("%s\t%s\t%s\t%s\t%s\t%s\n", val_text(v, "unit"),
		       val_text(v, "state"), val_text(v, "due"),
		       val_text(v, "contact"), val_text(v, "reminded_at"),
		       val_text(v, "name"));
	return OK;
}

static enum err do_show(struct ctx *c, void *arg)
{
	struct cascading *w = arg;

	return cascade_show(c, w->document, w->unit, &w->view);
}

static void print_story(const struct val *list)
{
	for (const struct val *v = list->first; v; v = v->next) {
		printf("  %s\t%s\t%s\t%s\t%s", val_text(v, "at"),
		       val_text(v, "what"), val_text(v, "by"),
		       val_text(v, "symbol"), val_text(v, "words"));
		for (const struct val *f = val_get(v, "files")->first; f;
		     f = f->next)
			printf("\t%s", val_text(f, "name"));
		puts("");
	}
}

enum err cmd_cascade_show(struct cli *k)
{
	struct cascading w = begin(k);

	TRY(cli_unit(k, DB_READ, do_show, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	print_changes(w.view);
	printf("%s\t%s\t%s\t%s\t%s\n", val_text(w.view, "symbol"),
	       val_text(w.view, "unit"), val_text(w.view, "assignment_state"),
	       val_text(w.view, "due"), val_text(w.view, "subject"));
	for (const struct val *v = val_get(w.view, "before")->first; v;
	     v = v->next) {
		printf("  %s\n", val_text(v, "unit"));
		print_story(val_get(v, "story"));
	}
	print_story(val_get(w.view, "story"));
	return OK;
}

/* ---- after a year ---- */

/* What a review is kept as: --csv FILE, --xlsx FILE, or neither. */
static enum err do_review(struct ctx *c, void *arg)
{
	struct cascading *w = arg;
	bool workbook = cli_opt(w->k, "xlsx") != NULL;

	TRY(cascade_review(c, w->document, &w->review, &w->view));
	w->file = (struct buf){.mem = c->mem};
	if (!workbook && !cli_opt(w->k, "csv"))
		return OK;
	return cascade_review_file(c, w->view, workbook, &w->file);
}

static void print_review(const struct cli *k, const struct val *view)
{
	print_changes(view);
	print_coverage(k, view);
	for (const struct val *v = val_get(view, "units")->first; v;
	     v = v->next)
		printf("%s\t%s\t%s\t%s\t%s\t%s\t%lld\t%s\n",
		       val_text(v, "unit"), val_text(v, "was"),
		       val_text(v, "state"), val_text(v, "own_symbol"),
		       val_text(v, "done_at"), val_text(v, "accepted_at"),
		       (long long)val_int(v, "late_days"), val_text(v, "name"));
}

enum err cmd_cascade_review(struct cli *k)
{
	struct cascading w = begin(k);
	const char *tree = cli_opt(k, "tree");
	const char *csv = cli_opt(k, "csv"), *xlsx = cli_opt(k, "xlsx");

	if (tree && strcmp(tree, "then") && strcmp(tree, "now"))
		return fail(k->c, ERR_USAGE, "tree",
			    N_("--tree must be then or now, not %s"), tree);
	if (csv && xlsx)
		return fail(k->c, ERR_USAGE, "xlsx",
			    N_("Give --csv or --xlsx, not both."));
	w.review = (struct cascade_review_ask){
		.unit = w.unit, .now = tree && !strcmp(tree, "now")};
	TRY(cli_unit(k, DB_READ, do_review, &w));
	if (csv || xlsx)
		TRY(cli_write(k, csv ? csv : xlsx,
			      (struct blob){w.file.s, w.file.len}));
	if (k->json)
		cli_json(k, w.view);
	else if (!csv && !xlsx)
		print_review(k, w.view);
	return OK;
}
