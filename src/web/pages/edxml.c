/* edxml.c - packets of edXML come in, and go out. */
#include "register/edxml_in.h"
#include "register/edxml_out.h"

#include "core/spool.h"
#include "web/pages/call_form.h"
#include "web/web.h"

#include <inttypes.h>
#include <string.h>

struct importing {
	struct req *q;
	struct edxml_in in;
	struct val *view;
};

/* ---- in ---- */

static enum err show_import(struct req *q, struct reply *p, int status,
			    const char *trouble)
{
	struct val *v = val_map(q->c->mem), *faults = faults_view(q->c);

	map_s(v, "title", tr(q->c, N_("Take in a packet of edXML")));
	map_s(v, "trouble", trouble);
	map_v(v, "faults", faults);
	map_b(v, "some_faults", faults->first != NULL);
	map_s(v, "unit", call_chosen(q, "unit", ""));
	map_s(v, "kind", call_chosen(q, "kind", ""));
	p->status = status;
	return page(q, p, "register/edxml", v);
}

/* GET /documents/import/edxml?unit= */
enum err page_edxml_import(struct req *q, struct reply *p)
{
	return show_import(q, p, 200, NULL);
}

static enum err do_import(struct ctx *c, void *arg)
{
	struct importing *w = arg;
	const char *kind = form(w->q, "kind", "");

	return edxml_import(c, &w->in, form(w->q, "unit", ""),
			    *kind ? kind : NULL, &w->view);
}

static enum err ask(struct ctx *c, void *arg)
{
	struct importing *w = arg;

	return edxml_import_may(c, form(w->q, "unit", ""));
}

static enum err read_and_import(struct importing *w)
{
	struct req *q = w->q;

	TRY(run_unit(q->c, DB_READ, ask, w));
	if (q->files.n == 0 || q->files.at[0].content.size == 0)
		return fail(q->c, ERR_INVALID, "file",
			    N_("No file was chosen."));
	TRY(edxml_in_open(q->c, q->files.at[0].content, &w->in));
	return run_unit(q->c, DB_WRITE, do_import, w);
}

/* POST /documents/import/edxml: fields unit, kind, file */
enum err post_edxml_import(struct req *q, struct reply *p)
{
	struct importing w = {.q = q, .in.p = edxml_empty(EDXML_MESSAGE)};
	enum err e = read_and_import(&w);

	edxml_in_close(&w.in);
	if (call_shown_again(q, e))
		return show_import(q, p, err_status(e), q->c->why);
	TRY(e);
	return see_other(q, p, "/documents/%" PRId64,
			 val_int(w.view, "document"));
}

/* ---- out ---- */

static enum err put(void *arg, const void *bytes, size_t n)
{
	struct reply *p = arg;

	p->file_size += n;
	return spool_write(p->file, bytes, n) ? OK : ERR_FULL;
}

/* "000.00.01.H56:Sở Nội vụ; 000.00.02.H56": one or several offices. */
static void read_to(struct req *q, struct edxml_way *way)
{
	char *text = arena_text(q->c->mem, query(q, "to", "")), *rest = text;
	const char **to = arena_array(q->c->mem, strlen(text) + 1, sizeof(*to));

	while (rest) {
		char *one = rest;

		rest = strchr(rest, ';');
		if (rest)
			*rest++ = '\0';
		one += strspn(one, " ");
		if (*one)
			to[way->tos++] = one;
	}
	way->to = to;
}

/* GET /documents/{id}/edxml?to=&from= */
enum err page_edxml_export(struct req *q, struct reply *p)
{
	const char *ref = arena_printf(q->c->mem, "%" PRId64, q->id);
	struct edxml packet = edxml_empty(EDXML_MESSAGE);
	struct edxml_way way = {.from = query(q, "from", NULL)};
	enum err e;

	read_to(q, &way);
	TRY(reply_spool(q, p));
	e = edxml_export(q->c, ref, &way, &packet);
	if (e == OK)
		e = edxml_write(q->c, &packet, put, p);
	edxml_close(&packet);
	TRY(e);
	return keep_file(q, p, EDXML_TYPE,
			 arena_printf(q->c->mem, "%" PRId64 ".edxml", q->id));
}
