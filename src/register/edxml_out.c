/* edxml_out.c - packets of edXML made of documents. */
#include "register/edxml_out.h"

#include "access/sight.h"
#include "core/spool.h"
#include "gen/sql_register.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/* ---- between whom ---- */

/* "000.00.01.H56:Sở Nội vụ"; the name may be missing. */
static enum err organ_read(struct ctx *c, const char *field, const char *text,
			   struct edxml_organ *out)
{
	const char *colon = strchr(text, ':');

	*out = (struct edxml_organ){.id = text};
	if (colon) {
		out->id = arena_copy(c->mem, text, (size_t)(colon - text));
		out->name = colon[1] ? colon + 1 : NULL;
	}
	if (*out->id)
		return OK;
	return fail(c, ERR_INVALID, field,
		    N_("An office is named by its code and its name, as "
		       "“000.00.01.H56:Sở Nội vụ”."));
}

static enum err way_read(struct ctx *c, const struct edxml_way *way,
			 const struct document *d, struct edxml *p)
{
	if (way->from) {
		TRY(organ_read(c, "from", way->from, &p->from));
	} else if (d->issuer_code) {
		p->from.id = d->issuer_code;
		p->from.name = d->issuer_name;
	} else {
		return fail(c, ERR_INVALID, "from",
			    N_("%s, who issued this document, is no unit here: "
			       "say by --from which office sends it."),
			    d->issuer_name);
	}
	p->tos = way->tos;
	p->to = arena_array(c->mem, way->tos, sizeof(*p->to));
	for (size_t i = 0; i < way->tos; i++)
		TRY(organ_read(c, "to", way->to[i], &p->to[i]));
	return OK;
}

/* ---- a document ---- */

/* "15" and "QĐ-BNV" of "15/QĐ-BNV". */
static void symbol_split(struct ctx *c, const char *symbol, struct edxml *p)
{
	size_t n = strcspn(symbol, "/- ");
	bool numbered = *symbol >= '0' && *symbol <= '9' && symbol[n] &&
			n <= EDXML_NUMBER;

	p->notation = symbol;
	if (!numbered)
		return;
	p->number = arena_copy(c->mem, symbol, n);
	p->notation = symbol + n + strspn(symbol + n, "/- ");
}

static int64_t priority_of(const char *urgency)
{
	for (size_t i = 0; i < urgencies_count; i++)
		if (!strcmp(urgencies[i].name, urgency))
			return (int64_t)i;
	return 0;
}

static const char *or_null(const char *s)
{
	return *s ? s : NULL;
}

static void fill(struct ctx *c, const struct document *d, struct edxml *p)
{
	p->document = exchange_id(c, p->from.id, d->day, d->symbol);
	symbol_split(c, d->symbol, p);
	p->place = or_null(d->place);
	p->day = d->day;
	p->type_name = d->kind.vi;
	p->subject = d->subject;
	p->position = or_null(d->capacity);
	p->signer = or_null(d->signer);
	p->due = d->due.set ? d->due.value : EDXML_NONE;
	p->priority = priority_of(d->urgency);
	p->pages = d->pages.set ? d->pages.value : EDXML_NONE;
	p->business = EDXML_NEW;
	p->traces = 1;
	p->trace = arena_alloc(c->mem, sizeof(*p->trace));
	p->trace[0] = (struct edxml_trace){p->from.id, c->now};
}

static enum err fill_answers(struct ctx *c, const struct document *d,
			     struct edxml *p)
{
	struct exchange_answered *r;
	struct sight s;

	TRY(sight_get(c, ACT_CONSULT, &s));
	TRY(sql_exchange_answered(c, d->id, s.all, c->account, c->today,
				  s.powers, &r, &p->responses));
	p->response = arena_array(c->mem, p->responses, sizeof(*p->response));
	for (size_t i = 0; i < p->responses; i++)
		p->response[i] = (struct edxml_about){
			r[i].organ ? r[i].organ : r[i].issuer, r[i].symbol,
			r[i].packet ? r[i].packet
				    : exchange_id(c, r[i].issuer, r[i].day,
						  r[i].symbol),
			r[i].day};
	return OK;
}

/* ---- its files ---- */

struct copying {
	struct ctx *c;
	int fd;
};

static enum err copy_part(void *arg, const void *bytes, size_t n)
{
	struct copying *w = arg;

	if (spool_write(w->fd, bytes, n))
		return OK;
	return fail(w->c, ERR_FULL, NULL,
		    N_("There is no room to put the files together. Make room "
		       "on the disk and try again."));
}

static enum err copy_files(struct ctx *c, const struct attachment *a, size_t n,
			   struct edxml *p)
{
	struct copying w = {c, p->spool};
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		struct edxml_file *f = &p->file[i];

		TRY(attachment_read(c, &a[i], copy_part, &w));
		f->id = arena_printf(c->mem, "f%zu", i + 1);
		f->name = a[i].name;
		f->type = a[i].type;
		f->at = at;
		f->content.size = (size_t)a[i].size;
		at += f->content.size;
	}
	p->map = spool_map(p->spool, at);
	if (!p->map.data)
		return fail(c, ERR_BROKEN, NULL,
			    N_("The files put together cannot be read again."));
	for (size_t i = 0; i < n; i++)
		p->file[i].content.data =
			(const char *)p->map.data + p->file[i].at;
	return OK;
}

static enum err fill_files(struct ctx *c, const struct document *d,
			   struct edxml *p)
{
	struct attachment *a;
	size_t n;

	TRY(attachment_list(c, DOCUMENT_PLACE, d->id, d->version, &a, &n));
	if (n == 0)
		return OK;
	p->spool = spool_open();
	if (p->spool < 0)
		return copy_part(&(struct copying){c, -1}, "", 1);
	p->file = arena_array(c->mem, n, sizeof(*p->file));
	p->files = n;
	return copy_files(c, a, n, p);
}

enum err edxml_export(struct ctx *c, const char *document,
		      const struct edxml_way *way, struct edxml *out)
{
	struct document d;

	edxml_close(out); /* of an earlier try */
	*out = edxml_empty(EDXML_MESSAGE);
	TRY(document_ref(c, document, &d));
	TRY(way_read(c, way, &d, out));
	fill(c, &d, out);
	TRY(fill_answers(c, &d, out));
	return fill_files(c, &d, out);
}

enum err edxml_recall(struct ctx *c, const char *document,
		      const struct edxml_way *way, const char *why,
		      struct edxml *out)
{
	struct exchange_why *r;
	struct document d;
	size_t n;

	*out = edxml_empty(EDXML_MESSAGE);
	TRY(document_ref(c, document, &d));
	if (strcmp(d.state, "recalled"))
		return fail(c, ERR_CONFLICT, NULL,
			    N_("Document %lld is not recalled: recall it here "
			       "first, then tell others."),
			    (long long)d.id);
	TRY(way_read(c, way, &d, out));
	fill(c, &d, out);
	TRY(sql_exchange_why_recalled(c, d.id, &r, &n));
	out->business = EDXML_RECALL;
	out->business_document = out->document;
	out->reason = why ? why : n ? r[0].why : NULL;
	return OK;
}

/* ---- how far a unit is ---- */

static enum err fill_response(struct ctx *c, const struct unit *u,
			      const struct document *d, struct edxml *p)
{
	const char *issuer = d->issuer_code ? d->issuer_code : d->issuer_name;
	struct edxml_about *to = arena_alloc(c->mem, sizeof(*to));
	struct exchange_sender *s;
	size_t n;

	TRY(sql_exchange_senders(c, u->id, d->id, &s, &n));
	*to = (struct edxml_about){
		n ? s[0].organ : issuer, d->symbol,
		n ? s[0].packet : exchange_id(c, issuer, d->day, d->symbol),
		d->day};
	p->response = to;
	p->responses = 1;
	return OK;
}

enum err edxml_status(struct ctx *c, const char *document, const char *unit,
		      const char *code, const char *words, struct edxml *out)
{
	struct document d;
	struct unit u;

	*out = edxml_empty(EDXML_STATUS);
	TRY(unit_for(c, ACT_REGISTER, unit, c->today, &u));
	TRY(document_ref(c, document, &d));
	if (!edxml_status_words(c, code) || strlen(code) != 2)
		return fail(c, ERR_INVALID, "code",
			    N_("“%s” is no code of a status: 01 arrived, 02 "
			       "refused, 03 taken in, 04 waits, 05 at work, 06 "
			       "done, 13 taken back, 15 or 16 agrees or "
			       "refuses to give it back."),
			    code);
	out->from.id = u.code;
	out->from.name = u.name;
	out->status = code;
	out->words = words;
	out->at = c->now;
	return fill_response(c, &u, &d, out);
}
