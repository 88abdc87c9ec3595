/* documents.c - the commands of documents: entered, numbered, read. */
#include "cli/documents.h"

#include "register/file_text.h"
#include "register/relation.h"

#include <string.h>

/* What a command about documents asks, and what comes of it. */
struct entering {
	struct cli *k;
	struct document_new in;
	struct document_ask ask;
	struct document_added added;
	bool numbered; /* by its register */
	int64_t n, due;
	struct val *view;
};

enum err documents_files(struct cli *k, struct file_in **out, size_t *n)
{
	for (*n = 0; cli_opt_at(k, "file", (int)*n);)
		(*n)++;
	*out = arena_array(k->c->mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++) {
		const char *path = cli_opt_at(k, "file", (int)i);
		const char *name = strrchr(path, '/');
		struct blob content;

		TRY(cli_file(k, path, ATTACHMENT_MAX, &content));
		TRY(attachment_check(k->c, name ? name + 1 : path, content,
				     &(*out)[i]));
	}
	return OK;
}

static enum err read_carried(struct cli *k, struct document_new *in)
{
	const char **to;
	size_t n = 0;

	while (cli_opt_at(k, "carries-out", (int)n))
		n++;
	to = arena_array(k->c->mem, n, sizeof(*to));
	for (size_t i = 0; i < n; i++)
		to[i] = cli_opt_at(k, "carries-out", (int)i);
	in->carries_out = to;
	in->carried = n;
	return OK;
}

static enum err read_new(struct cli *k, struct document_new *in)
{
	struct file_in *file;
	int64_t none = 0;

	in->unit = cli_opt(k, "unit");
	in->kind = cli_opt(k, "kind");
	in->subject = cli_opt(k, "subject");
	in->signer = cli_opt(k, "signer");
	in->capacity = cli_opt(k, "capacity");
	in->urgency = cli_opt(k, "urgency");
	in->place = cli_opt(k, "place");
	in->drafter = cli_opt(k, "drafter");
	in->note = cli_opt(k, "note");
	TRY(cli_day(k, "date", 0, &in->day));
	in->due.set = cli_flag(k, "due");
	TRY(cli_day(k, "due", none, &in->due.value));
	in->pages.set = cli_flag(k, "pages");
	TRY(cli_number(k, "pages", none, &in->pages.value));
	TRY(read_carried(k, in));
	TRY(documents_files(k, &file, &in->files));
	in->file = file;
	return OK;
}

static enum err do_enter(struct ctx *c, void *arg)
{
	struct entering *w = arg;

	TRY(w->numbered ? document_register(c, &w->in, &w->added)
			: document_add(c, &w->in, &w->added));
	TRY(document_view(c, w->added.id, &w->view));
	map_b(w->view, "linked", w->added.linked);
	map_v(w->view, "warnings", w->added.warnings);
	return OK;
}

static enum err enter(struct entering *w)
{
	struct cli *k = w->k;

	TRY(cli_unit(k, DB_WRITE, do_enter, w));
	for (const struct val *v = w->added.warnings->first; v; v = v->next)
		fprintf(stderr, tr(k->c, N_("warning: %s\n")), v->s);
	if (w->in.files && !cli_flag(k, "dry-run"))
		TRY(file_text_read(k->c, w->added.id));
	if (k->json)
		cli_json(k, w->view);
	return OK;
}

enum err cmd_document_add(struct cli *k)
{
	struct entering w = {.k = k};

	TRY(read_new(k, &w.in));
	w.in.issuer = cli_opt(k, "issuer");
	w.in.issuer_name = cli_opt(k, "issuer-name");
	w.in.number = cli_opt(k, "number");
	TRY(cli_day(k, "arrived", 0, &w.in.arrived));
	TRY(enter(&w));
	if (!k->json)
		printf("%lld\n", (long long)w.added.id);
	return OK;
}

enum err cmd_document_register(struct cli *k)
{
	struct entering w = {.k = k, .numbered = true};

	TRY(read_new(k, &w.in));
	TRY(enter(&w));
	if (!k->json)
		puts(val_text(w.view, "symbol"));
	return OK;
}

static enum err do_receive(struct ctx *c, void *arg)
{
	struct entering *w = arg;
	struct document d;

	TRY(document_ref(c, w->k->arg[0], &d));
	TRY(document_receive(c, d.id, w->in.unit,
			     w->in.arrived ? w->in.arrived : c->today, w->due,
			     cli_opt(w->k, "note"), &w->n));
	return document_view(c, d.id, &w->view);
}

enum err cmd_document_receive(struct cli *k)
{
	struct entering w = {.k = k, .in.unit = cli_opt(k, "unit")};

	TRY(cli_day(k, "arrived", 0, &w.in.arrived));
	TRY(cli_day(k, "due", 0, &w.due));
	TRY(cli_unit(k, DB_WRITE, do_receive, &w));
	if (k->json)
		cli_json(k, w.view);
	else
		printf("%lld\n", (long long)w.n);
	return OK;
}

/* ---- reading ---- */

static enum err do_show(struct ctx *c, void *arg)
{
	struct entering *w = arg;
	struct document d;

	TRY(document_ref(c, w->k->arg[0], &d));
	return document_view(c, d.id, &w->view);
}

static void print_changes(const struct val *d)
{
	for (const struct val *v = val_get(d, "changes")->first; v;
	     v = v->next) {
		printf("! %s\t%s", val_text(v, "at"), val_text(v, "label"));
		if (*val_text(v, "other_symbol"))
			printf("\t%s", val_text(v, "other_symbol"));
		printf("\t%s\n", val_text(v, "why"));
	}
	if (*val_text(d, "signature"))
		printf("! %s\n", val_text(d, "signature"));
	for (const struct val *v = val_get(d, "exchanges")->first; v;
	     v = v->next)
		printf("! %s\t%s\t%s\t%s\n", val_text(v, "at"),
		       val_text(v, "label"), val_text(v, "organ"),
		       val_text(v, "words"));
}

static void print_field(const struct cli *k, const struct val *d,
			const char *key, const char *label)
{
	const struct val *v = val_get(d, key);

	if (v->kind == VAL_INT)
		printf("%s\t%lld\n", tr(k->c, label), (long long)v->i);
	else if (v->kind == VAL_TEXT)
		printf("%s\t%s\n", tr(k->c, label), v->s);
}

static void print_parts(const struct cli *k, const struct val *d)
{
	for (const struct val *v = val_get(d, "books")->first; v; v = v->next) {
		printf(strcmp(val_text(v, "book"), "in")
			       ? tr(k->c, N_("outgoing book of %s, %lld"))
			       : tr(k->c, N_("incoming book of %s, %lld")),
		       val_text(v, "unit"), (long long)val_int(v, "year"));
		if (val_int(v, "n"))
			printf("\t%lld", (long long)val_int(v, "n"));
		printf("\t%s\n", val_text(v, "date"));
	}
	for (const struct val *v = val_get(d, "files")->first; v; v = v->next)
		printf("%s\t%lld\t%s\t%lld\n", tr(k->c, N_("file")),
		       (long long)val_int(v, "id"), val_text(v, "name"),
		       (long long)val_int(v, "size"));
	for (const struct val *v = val_get(d, "relations")->first; v;
	     v = v->next)
		printf("%s\t%lld\t%s\t%s\n", val_text(v, "label"),
		       (long long)val_int(v, "document"), val_text(v, "symbol"),
		       val_text(v, "subject"));
	if (val_int(d, "unseen"))
		printf(trn(k->c, N_("%lld related document is not in sight\n"),
			   N_("%lld related documents are not in sight\n"),
			   val_int(d, "unseen")),
		       (long long)val_int(d, "unseen"));
	for (const struct val *v = val_get(d, "calls")->first; v; v = v->next)
		printf("%s\t%lld\t%s\t%s\t%s\t%s\n", tr(k->c, N_("call")),
		       (long long)val_int(v, "call"), val_text(v, "issuer"),
		       val_text(v, "expect"), val_text(v, "due"),
		       val_text(v, "state"));
}

static void print_document(const struct cli *k, const struct val *d)
{
	static const struct {
		const char *key, *label;
	} fields[] = {
		{"document", N_("document")},
		{"symbol", N_("symbol")},
		{"kind_label", N_("kind")},
		{"issuer_name", N_("issued by")},
		{"date", N_("date")},
		{"subject", N_("subject")},
		{"signer", N_("signed by")},
		{"capacity", N_("capacity")},
		{"urgency_label", N_("urgency")},
		{"place", N_("place")},
		{"pages", N_("pages")},
		{"due", N_("due")},
		{"state_label", N_("state")},
	};

	print_changes(d);
	for (size_t i = 0; i < COUNT(fields); i++)
		print_field(k, d, fields[i].key, fields[i].label);
	print_parts(k, d);
}

enum err cmd_document_show(struct cli *k)
{
	struct entering w = {.k = k};

	TRY(cli_unit(k, DB_READ, do_show, &w));
	if (k->json)
		cli_json(k, w.view);
	else
		print_document(k, w.view);
	return OK;
}

static enum err do_list(struct ctx *c, void *arg)
{
	struct entering *w = arg;

	return document_list(c, &w->ask, &w->view);
}

static void print_item(const struct val *v)
{
	if (*val_text(v, "book"))
		printf("%s\t%lld\t", val_text(v, "book"),
		       (long long)val_int(v, "n"));
	printf("%lld\t%s\t%s\t%s\t%s\t%s\t%s\n",
	       (long long)val_int(v, "document"), val_text(v, "date"),
	       *val_text(v, "symbol") ? val_text(v, "symbol") : "-",
	       val_text(v, "kind"), val_text(v, "issuer_name"),
	       val_text(v, "subject"), val_text(v, "state_label"));
}

static enum err list(struct entering *w)
{
	struct cli *k = w->k;
	const struct val *next;

	w->ask.unit = cli_opt(k, "unit");
	w->ask.book = cli_opt(k, "book");
	w->ask.kind = cli_opt(k, "kind");
	w->ask.state = cli_opt(k, "state");
	w->ask.after = cli_opt(k, "after");
	TRY(cli_number(k, "year", 0, &w->ask.year));
	TRY(cli_number(k, "limit", 0, &w->ask.limit));
	TRY(cli_unit(k, DB_READ, do_list, w));
	if (k->json) {
		cli_json(k, w->view);
		return OK;
	}
	for (const struct val *v = val_get(w->view, "documents")->first; v;
	     v = v->next)
		print_item(v);
	next = val_get(w->view, "next");
	if (val_true(next))
		fprintf(stderr, tr(k->c, N_("There are more: --after %s\n")),
			next->s);
	return OK;
}

enum err cmd_document_list(struct cli *k)
{
	struct entering w = {.k = k};

	return list(&w);
}

enum err cmd_book_list(struct cli *k)
{
	struct entering w = {.k = k};

	return list(&w);
}

/* ---- how they hang together ---- */

struct relating {
	struct cli *k;
	enum relation what;
	struct val *view;
};

static enum err do_relate(struct ctx *c, void *arg)
{
	struct relating *w = arg;

	TRY(relation_find(c, w->k->arg[1], &w->what));
	return document_relate(c, w->k->arg[0], w->what, w->k->arg[2]);
}

enum err cmd_document_relate(struct cli *k)
{
	struct relating w = {.k = k};

	return cli_unit(k, DB_WRITE, do_relate, &w);
}

static enum err do_unrelate(struct ctx *c, void *arg)
{
	struct relating *w = arg;

	TRY(relation_find(c, w->k->arg[1], &w->what));
	return document_unrelate(c, w->k->arg[0], w->what, w->k->arg[2]);
}

enum err cmd_document_unrelate(struct cli *k)
{
	struct relating w = {.k = k};

	return cli_unit(k, DB_WRITE, do_unrelate, &w);
}

static enum err do_relations(struct ctx *c, void *arg)
{
	struct relating *w = arg;
	struct document d;

	TRY(document_ref(c, w->k->arg[0], &d));
	return document_relations(c, d.id, &w->view);
}

enum err cmd_document_relations(struct cli *k)
{
	struct relating w = {.k = k};

	TRY(cli_unit(k, DB_READ, do_relations, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	for (const struct val *v = val_get(w.view, "nodes")->first; v;
	     v = v->next)
		printf("%+lld\t%lld\t%s\t%s\t%s\t%s\n",
		       (long long)val_int(v, "depth"),
		       (long long)val_int(v, "document"), val_text(v, "symbol"),
		       val_text(v, "issuer_name"), val_text(v, "subject"),
		       val_text(v, "state_label"));
	for (const struct val *v = val_get(w.view, "edges")->first; v;
	     v = v->next)
		printf("%lld\t%s\t%lld\n", (long long)val_int(v, "from"),
		       val_text(v, "label"), (long long)val_int(v, "to"));
	if (val_int(w.view, "unseen"))
		printf(trn(k->c, N_("%lld related document is not in sight\n"),
			   N_("%lld related documents are not in sight\n"),
			   val_int(w.view, "unseen")),
		       (long long)val_int(w.view, "unseen"));
	return OK;
}
