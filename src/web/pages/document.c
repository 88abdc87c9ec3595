/* document.c - one document: what it says, in whose books it stands, what
 * became of it, what hangs together with it. */
#include "access/role.h"
#include "base/day.h"
#include "register/cascade.h"
#include "register/document_change.h"
#include "register/relation.h"
#include "web/graph.h"
#include "web/pages/call_form.h"
#include "web/pages/documents.h"
#include "web/pages/history.h"
#include "web/pages/words.h"

#include <string.h>

/* ---- words ---- */

static void book_words(struct req *q, struct val *books)
{
	struct ctx *c = q->c;

	for (struct val *b = books->first; b; b = b->next) {
		bool in = !strcmp(val_text(b, "book"), "in");

		map_s(b, "words",
		      in ? arena_printf(c->mem,
					tr(c, N_("Incoming book of %s, %lld, "
						 "no. %lld")),
					val_text(b, "name"),
					(long long)val_int(b, "year"),
					(long long)val_int(b, "n"))
			 : arena_printf(c->mem,
					tr(c, N_("Outgoing book of %s, %lld")),
					val_text(b, "name"),
					(long long)val_int(b, "year")));
	}
}

static void file_words(struct req *q, struct val *files)
{
	for (struct val *f = files->first; f; f = f->next) {
		map_s(f, "size_shown", size_shown(q->c, val_int(f, "size")));
		map_instant_shown(q, f, "at_shown", val_text(f, "at"));
	}
}

static void call_words(struct req *q, struct val *calls)
{
	struct ctx *c = q->c;

	for (struct val *k = calls->first; k; k = k->next) {
		bool open = !strcmp(val_text(k, "state"), "open");

		map_iso_shown(q, k, "due_shown", val_get(k, "due"));
		map_s(k, "title",
		      arena_printf(c->mem, tr(c, N_("Asked by %s")),
				   val_text(k, "issuer")));
		map_s(k, "words",
		      open ? arena_printf(c->mem, tr(c, N_("due on %s")),
					  val_text(k, "due_shown"))
			   : tr(c, N_("taken back")));
	}
}

static const char *unseen_words(struct ctx *c, int64_t n)
{
	if (n == 0)
		return NULL;
	return arena_printf(
		c->mem,
		trn(c, N_("%lld other document is not open to you."),
		    N_("%lld other documents are not open to you."), n),
		(long long)n);
}

/* ---- the page ---- */

/* What the own unit can do with it: enter it in its incoming book, ask others
 * to carry it out. */
static enum err own_words(struct req *q, struct val *v)
{
	const char *own;
	bool may_it = false, asks = false, has = false;

	TRY(role_home(q->c, &own));
	if (own)
		TRY(may_at(q->c, ACT_REGISTER, own, &may_it));
	if (own && val_true(val_get(v, "valid")))
		TRY(may_at(q->c, ACT_CALL, own, &asks));
	for (const struct val *b = val_get(v, "books")->first; own && b;
	     b = b->next)
		has = has || !strcmp(val_text(b, "unit"), own);
	map_s(v, "own", own);
	map_s(v, "home", own);
	map_b(v, "may_issue", asks);
	map_b(v, "may_receive", may_it && !has);
	return OK;
}

/* What the acts on the page begin with, or what was sent. */
static void act_words(struct req *q, struct val *v, const char *trouble)
{
	static const char *const acts[] = {"relate", "correct", "replace",
					   "recall"};
	struct ctx *c = q->c;
	struct val *whats = val_list(c->mem);
	bool sent = q->method == POST;

	map_s(v, "trouble", trouble);
	for (size_t i = 0; i < COUNT(acts); i++)
		map_b(v, arena_printf(c->mem, "at_%s", acts[i]),
		      sent && strstr(q->path, acts[i]));
	for (size_t i = 0; i < relations_count; i++)
		list_v(whats, choice(c, relation_words[i].name,
				     tr(c, relation_words[i].says),
				     form(q, "what", "carries-out")));
	map_v(v, "whats", whats);
	map_s(v, "sent_to", form(q, "to", ""));
	map_s(v, "sent_by", form(q, "by", ""));
	map_b(v, "sent_carry_on", *form(q, "carry_on", "") != '\0');
	map_s(v, "sent_why", form(q, "why", ""));
	map_s(v, "sent_subject",
	      form(q, "subject", sent ? "" : val_text(v, "subject")));
	map_s(v, "sent_day", form(q, "day", sent ? "" : val_text(v, "date")));
	map_s(v, "sent_signer",
	      form(q, "signer", sent ? "" : val_text(v, "signer")));
	map_s(v, "sent_capacity",
	      form(q, "capacity", sent ? "" : val_text(v, "capacity")));
}

static void all_words(struct req *q, struct val *v)
{
	struct ctx *c = q->c;

	map_s(v, "title",
	      arena_printf(c->mem, "%s %s", val_text(v, "kind_label"),
			   val_text(v, "symbol")));
	document_words(q, v);
	change_words(q, v);
	exchange_words(q, v);
	map_iso_shown(q, v, "due_shown", val_get(v, "due"));
	book_words(q, val_member(v, "books"));
	file_words(q, val_member(v, "files"));
	call_words(q, val_member(v, "calls"));
	for (struct val *r = val_member(v, "relations")->first; r; r = r->next)
		document_words(q, r);
	map_s(v, "unseen_shown", unseen_words(c, val_int(v, "unseen")));
	map_b(v, "some_books", val_get(v, "books")->first != NULL);
	map_b(v, "some_files", val_get(v, "files")->first != NULL);
	map_b(v, "some_relations", val_get(v, "relations")->first != NULL);
	map_b(v, "some_calls", val_get(v, "calls")->first != NULL);
	map_b(v, "valid", !strcmp(val_text(v, "state"), "valid"));
	map_b(v, "may_withdraw", val_get(v, "calls")->first == NULL);
	map_b(v, "may_add",
	      val_true(val_get(v, "may_change")) &&
		      val_true(val_get(v, "valid")));
}

/* "3 units are asked anew", after it was replaced. */
static enum err asked_words(struct req *q, struct val *v)
{
	const char *told = NULL;
	int64_t n;

	if (query(q, "asked", NULL)) {
		TRY(query_int(q, "asked", 0, 0, INT32_MAX, &n));
		told = arena_printf(
			q->c->mem,
			trn(q->c, N_("%lld unit is asked for the new one."),
			    N_("%lld units are asked for the new one."), n),
			(long long)n);
	}
	map_s(v, "told", told);
	return OK;
}

static enum err show_document(struct req *q, struct reply *p, int status,
			      const char *trouble)
{
	struct val *v;

	TRY(document_view(q->c, q->id, &v));
	if (q->api)
		return json(q, p, v);
	all_words(q, v);
	TRY(own_words(q, v));
	TRY(asked_words(q, v));
	act_words(q, v, trouble);
	if (status == 200)
		TRY(history_add_id(q, v, "document", q->id));
	else
		history_show(v, NULL);
	p->status = status;
	return page(q, p, "register/document", v);
}

/* GET /documents/{id} and /api/documents/{id} */
enum err page_document(struct req *q, struct reply *p)
{
	return show_document(q, p, 200, NULL);
}

/* ---- what hangs together ---- */

#define SHORT_MOST 30 /* characters of a subject that fit into a box */

static const char *short_of(struct ctx *c, const char *s)
{
	const char *end = s;

	for (int i = 0; *end && i < SHORT_MOST; i++)
		do
			end++;
		while ((*end & 0xc0) == 0x80);
	if (!*end)
		return s;
	return arena_printf(c->mem, "%.*s…", (int)(end - s), s);
}

static const char *symbol_of(const struct val *v, int64_t document)
{
	for (const struct val *n = val_get(v, "nodes")->first; n; n = n->next)
		if (val_int(n, "document") == document)
			return val_text(n, "symbol");
	return "";
}

/* "carries out 15/QĐ-BNV; is amended by 20/QĐ-BNV" */
static const char *links_of(struct ctx *c, const struct val *v,
			    int64_t document)
{
	struct buf b = {.mem = c->mem};

	for (const struct val *e = val_get(v, "edges")->first; e; e = e->next)
		if (val_int(e, "from") == document)
			buf_printf(&b, "%s%s %s", b.len ? "; " : "",
				   val_text(e, "label"),
				   symbol_of(v, val_int(e, "to")));
	return b.s;
}

/* GET /documents/{id}/relations and /api/documents/{id}/relations */
enum err page_document_relations(struct req *q, struct reply *p)
{
	struct ctx *c = q->c;
	struct val *v, *nodes, *picture;
	struct document d;

	TRY(document_get(c, q->id, &d));
	TRY(document_relations(c, q->id, &v));
	if (q->api)
		return json(q, p, v);
	nodes = val_member(v, "nodes");
	picture = graph_view(c, nodes, val_get(v, "edges"));
	for (struct val *n = nodes->first; n; n = n->next) {
		int64_t id = val_int(n, "document");

		document_words(q, n);
		map_b(n, "here", id == q->id);
		map_s(n, "short", short_of(c, val_text(n, "subject")));
		map_s(n, "links", links_of(c, v, id));
	}
	if (picture)
		map_v(v, "picture", picture);
	else
		map_s(v, "picture", NULL);
	map_s(v, "title",
	      tr(c, N_("From the first decision to the last plan")));
	map_s(v, "about", arena_printf(c->mem, "%s: %s", d.symbol, d.subject));
	map_s(v, "symbol", d.symbol);
	map_s(v, "unseen_shown", unseen_words(c, val_int(v, "unseen")));
	return page(q, p, "register/relations", v);
}

/* ---- what is done to it ---- */

struct acting {
	struct req *q;
	bool carried_on;
	int64_t asked; /* how many, where it was carried on */
};

static enum err relate(struct ctx *c, void *arg)
{
	const struct acting *a = arg;
	const struct req *q = a->q;
	enum relation what;

	TRY(relation_find(c, form(q, "what", ""), &what));
	return document_relate(c,
			       arena_printf(c->mem, "%lld", (long long)q->id),
			       what, form(q, "to", ""));
}

static enum err receive(struct ctx *c, void *arg)
{
	const struct acting *a = arg;
	const struct req *q = a->q;
	int64_t n;

	return document_receive(c, q->id, form(q, "unit", ""), c->today, 0, "",
				&n);
}

static enum err correct(struct ctx *c, void *arg)
{
	const struct acting *a = arg;
	const struct req *q = a->q;
	struct document_fix fix = {
		.subject = form(q, "subject", NULL),
		.signer = fields_get(&q->form, "signer"),
		.capacity = fields_get(&q->form, "capacity"),
	};
	const char *day = form(q, "day", NULL);

	fix.day.set = day != NULL;
	if (day && !day_parse(day, &fix.day.value))
		return fail(c, ERR_INVALID, "day", N_("No such day: %s."), day);
	return document_correct(c, q->id, &fix, form(q, "why", ""));
}

static enum err replace(struct ctx *c, void *arg)
{
	struct acting *a = arg;
	const struct req *q = a->q;
	const struct cascade_replacing r = {
		.document = arena_printf(c->mem, "%lld", (long long)q->id),
		.by = form(q, "by", ""),
		.why = form(q, "why", ""),
		.carry_on = *form(q, "carry_on", "") != '\0',
	};
	int64_t unfinished;

	a->carried_on = r.carry_on;
	return cascade_replace(c, &r, &unfinished, &a->asked);
}

static enum err recall(struct ctx *c, void *arg)
{
	const struct acting *a = arg;
	const char *how = form(a->q, "do", "recall");
	const char *why = form(a->q, "why", "");
	int64_t n;

	if (!strcmp(how, "withdraw"))
		return document_withdraw(c, a->q->id, why);
	if (!strcmp(how, "revoke"))
		return document_revoke(c, a->q->id, 0, why, &n);
	return document_recall(c, a->q->id, why, &n);
}

/* By the last word of the address. */
static const struct {
	const char *act;
	enum err (*fn)(struct ctx *c, void *arg);
} acts[] = {
	{"/relate", relate},   {"/receive", receive}, {"/correct", correct},
	{"/replace", replace}, {"/recall", recall},
};

/* POST /documents/{id}/relate and the like, and their twins under /api/ */
enum err post_document(struct req *q, struct reply *p)
{
	struct acting a = {.q = q};
	enum err e = ERR_MISSING;

	for (size_t i = 0; i < COUNT(acts); i++)
		if (strstr(q->path, acts[i].act))
			e = run_unit(q->c, DB_WRITE, acts[i].fn, &a);
	if (call_shown_again(q, e))
		return show_document(q, p, err_status(e), q->c->why);
	TRY(e);
	if (a.carried_on && !q->api)
		return see_other(q, p, "/documents/%lld?asked=%lld",
				 (long long)q->id, (long long)a.asked);
	return see_other(q, p, "/documents/%lld", (long long)q->id);
}

/* ---- files ---- */

struct adding {
	struct req *q;
	struct document_fix fix;
};

static enum err add_files(struct ctx *c, void *arg)
{
	struct adding *a = arg;

	return document_correct(c, a->q->id, &a->fix,
				tr(c, N_("Files were added.")));
}

static enum err may_add(struct ctx *c, void *arg)
{
	const struct adding *a = arg;
	struct document d;

	TRY(document_get(c, a->q->id, &d));
	return document_may_change(c, &d);
}

/* POST /documents/{id}/files */
enum err post_document_files(struct req *q, struct reply *p)
{
	struct adding a = {.q = q};
	enum err e;

	/* nobody has a file looked at who may not add it */
	TRY(run_unit(q->c, DB_READ, may_add, &a));
	TRY(take_files(q, &a.fix.file, &a.fix.files));
	e = a.fix.files ? run_unit(q->c, DB_WRITE, add_files, &a)
			: fail(q->c, ERR_INVALID, "file",
			       N_("No file was chosen."));
	if (call_shown_again(q, e))
		return show_document(q, p, err_status(e), q->c->why);
	TRY(e);
	return see_other(q, p, "/documents/%lld#files", (long long)q->id);
}
