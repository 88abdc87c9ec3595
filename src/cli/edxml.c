/* edxml.c - the commands of edXML: packets taken in, and made. */
#include "register/edxml_in.h"
#include "register/edxml_out.h"

#include "cli/cli.h"

struct work {
	struct cli *k;
	struct edxml_in in;
	struct edxml out;
	struct edxml_way way;
	struct val *view;
};

/* ---- in ---- */

static enum err do_import(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return edxml_import(c, &w->in, cli_opt(w->k, "unit"),
			    cli_opt(w->k, "kind"), &w->view);
}

static void show(struct cli *k, const struct val *v)
{
	const struct val *w = val_get(v, "warnings")->first;

	for (; w; w = w->next)
		fprintf(stderr, tr(k->c, N_("warning: %s\n")), w->s);
	if (k->json)
		cli_json(k, v);
	else
		printf("%lld\n", (long long)val_int(v, "document"));
}

enum err cmd_document_edxml_import(struct cli *k)
{
	struct work w = {.k = k};
	struct blob packet;
	enum err e;

	TRY(cli_file(k, k->arg[0], EDXML_MAX, &packet));
	e = edxml_in_open(k->c, packet, &w.in);
	if (e == OK)
		e = cli_unit(k, DB_WRITE, do_import, &w);
	edxml_in_close(&w.in);
	if (e == OK)
		show(k, w.view);
	return e;
}

/* ---- out ---- */

static void read_way(struct work *w)
{
	struct cli *k = w->k;
	const char **to;
	size_t n = 0;

	while (cli_opt_at(k, "to", (int)n))
		n++;
	to = arena_array(k->c->mem, n, sizeof(*to));
	for (size_t i = 0; i < n; i++)
		to[i] = cli_opt_at(k, "to", (int)i);
	w->way = (struct edxml_way){cli_opt(k, "from"), to, n};
}

static enum err print(void *arg, const void *bytes, size_t n)
{
	struct cli *k = arg;

	if (fwrite(bytes, 1, n, stdout) == n)
		return OK;
	return fail(k->c, ERR_FULL, NULL, N_("%s: there is no room for it."),
		    "standard output");
}

/* Nothing is written of a packet that cannot be made whole. */
static enum err make(struct cli *k, work_fn fn)
{
	struct work w = {.k = k, .out = edxml_empty(EDXML_MESSAGE)};
	enum err e;

	read_way(&w);
	e = run_unit(k->c, DB_READ, fn, &w);
	if (e == OK)
		e = edxml_write(k->c, &w.out, print, k);
	edxml_close(&w.out);
	return e;
}

static enum err do_export(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return edxml_export(c, w->k->arg[0], &w->way, &w->out);
}

enum err cmd_document_edxml_export(struct cli *k)
{
	return make(k, do_export);
}

static enum err do_recall(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return edxml_recall(c, w->k->arg[0], &w->way, cli_opt(w->k, "reason"),
			    &w->out);
}

enum err cmd_document_edxml_recall(struct cli *k)
{
	return make(k, do_recall);
}

static enum err do_status(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return edxml_status(c, w->k->arg[0], cli_opt(w->k, "unit"),
			    cli_opt(w->k, "code"), cli_opt(w->k, "words"),
			    &w->out);
}

enum err cmd_document_edxml_status(struct cli *k)
{
	return make(k, do_status);
}
