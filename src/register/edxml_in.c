/* edxml_in.c - packets of edXML taken in. */
#include "register/edxml_in.h"

#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "core/part.h"
#include "core/spool.h"
#include "gen/sql_register.h"
#include "register/document_change.h"
#include "register/relation.h"
#include "register/symbol.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

/* ---- files ---- */

static bool spooled(void *fd, const void *bytes, size_t n)
{
	return spool_write(*(int *)fd, bytes, n);
}

/* Some programs zip each file by itself before they put it in. */
static bool unzip(struct ctx *c, struct edxml_in *in, struct edxml_file *f)
{
	struct blob out = {0};
	int fd = spool_open();
	struct parts *zip;
	const char *name;
	enum part_err e;

	if (fd < 0)
		return false;
	e = parts_open(c->mem, f->content, EDXML_FILE_MAX, &zip);
	if (e == PART_OK)
		e = part_only(c->mem, zip, &name, spooled, &fd);
	parts_close(zip);
	if (e == PART_OK)
		out = spool_map(fd, (size_t)lseek(fd, 0, SEEK_CUR));
	close(fd);
	if (!out.data)
		return false;
	in->unzipped[in->unzips++] = out;
	f->content = out;
	return true;
}

static bool is_zip(struct blob b)
{
	return b.size > 4 && !memcmp(b.data, "PK\3\4", 4);
}

static enum err look_at(struct ctx *c, struct edxml_in *in, size_t i)
{
	struct edxml_file *f = &in->p.file[i];
	enum err e;

	e = attachment_check(c, f->name, f->content, &in->file[i]);
	if (e == ERR_INVALID && is_zip(f->content) && unzip(c, in, f)) {
		ctx_forget(c);
		e = attachment_check(c, f->name, f->content, &in->file[i]);
	}
	if (e == ERR_INVALID) {
		const char *why = c->why;

		return fail(c, e, "file", N_("The file “%s” of the packet: %s"),
			    f->name, why);
	}
	return e;
}

enum err edxml_in_open(struct ctx *c, struct blob packet, struct edxml_in *out)
{
	*out = (struct edxml_in){0};
	crypto_generichash(out->hash, sizeof(out->hash), packet.data,
			   packet.size, NULL, 0);
	TRY(edxml_read(c, packet, &out->p));
	out->file = arena_array(c->mem, out->p.files, sizeof(*out->file));
	out->unzipped = arena_array(c->mem, out->p.files, sizeof(struct blob));
	for (size_t i = 0; i < out->p.files; i++)
		TRY(look_at(c, out, i));
	return OK;
}

void edxml_in_close(struct edxml_in *in)
{
	for (size_t i = 0; i < in->unzips; i++)
		spool_unmap(in->unzipped[i]);
	edxml_close(&in->p);
}

/* ---- what is common to all packets ---- */

struct import {
	struct ctx *c;
	const struct edxml_in *in;
	const struct edxml *p;
	struct unit unit;
	struct exchange x;
	struct val *warnings, *view;
};

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

static void warn(struct import *w, const char *text)
{
	list_s(w->warnings, text);
}

/* The same packet a second time says so, and one that only claims to be. */
static enum err refuse_again(struct import *w)
{
	struct exchange_found *f;
	struct ctx *c = w->c;
	char day[11];
	size_t n;

	TRY(sql_exchange_find(c, w->unit.id, w->x.what, w->x.organ, w->x.packet,
			      &f, &n));
	if (n == 0)
		return OK;
	day_iso(f[0].at / 86400, day);
	if (f[0].hash.size == EXCHANGE_HASH &&
	    !memcmp(f[0].hash.data, w->in->hash, EXCHANGE_HASH))
		return fail(c, ERR_CONFLICT, NULL,
			    N_("This packet came before, on %s: it is with "
			       "document %lld."),
			    day, (long long)f[0].document);
	return fail(c, ERR_CONFLICT, NULL,
		    N_("A packet of the same number, %s, came before, on %s: "
		       "document %lld. This one says something else; ask the "
		       "sender which of them holds."),
		    w->x.packet, day, (long long)f[0].document);
}

static enum err finish(struct import *w, const char *symbol)
{
	struct ctx *c = w->c;
	struct val *v = val_map(c->mem);

	w->x.unit = w->unit.id;
	w->x.hash = w->in->hash;
	w->x.is_signed = w->p->is_signed;
	TRY(exchange_put(c, &w->x));
	if (w->p->is_signed)
		warn(w, exchange_signature(c));
	map_s(w->view, "what", w->x.what);
	map_i(w->view, "document", w->x.document);
	map_s(w->view, "symbol", symbol);
	map_s(w->view, "organ", w->x.organ);
	map_s(w->view, "organ_name", w->x.organ_name);
	map_s(w->view, "code", w->x.code);
	map_s(w->view, "words", w->x.words);
	map_i(w->view, "files", (int64_t)w->p->files);
	map_b(w->view, "signed", w->p->is_signed);
	map_v(w->view, "warnings", w->warnings);
	map_s(v, "unit", w->unit.code);
	map_s(v, "what", w->x.what);
	map_s(v, "organ", w->x.organ);
	map_s(v, "packet", w->x.packet);
	map_s(v, "code", w->x.code);
	map_b(v, "signed", w->p->is_signed);
	return journal_add(c, "document.exchange",
			   arena_printf(c->mem, "%" PRId64, w->x.document), v);
}

static struct opt_int said(const struct edxml *p)
{
	int64_t at = p->at;

	if (at == EDXML_NONE && p->traces)
		at = p->trace[p->traces - 1].at;
	return (struct opt_int){at != EDXML_NONE, at};
}

/* ---- a document ---- */

/* "15" and "QĐ-BNV"; the sender's DocumentId has the two as they stand on
 * paper, "35-NQ/TW", where it says the same. */
static const char *symbol_of(struct import *w)
{
	const struct edxml *p = w->p;
	struct arena *mem = w->c->mem;
	const char *notation = or_empty(p->notation), *at, *whole;
	bool dash = strchr(notation, '/') &&
		    !(*notation >= '0' && *notation <= '9');

	if (!p->number)
		return notation;
	if (!p->notation)
		return p->number;
	whole = arena_printf(mem, "%s%s%s", p->number, dash ? "-" : "/",
			     notation);
	at = p->document ? strchr(p->document, ',') : NULL;
	at = at ? strchr(at + 1, ',') : NULL;
	if (at && !strcmp(symbol_key(mem, at + 1), symbol_key(mem, whole)))
		return at + 1;
	return whole;
}

/* By the name that the packet gives it, else by its symbol. */
static enum err kind_of(struct import *w, const char *told, const char *symbol,
			const char **kind)
{
	struct ctx *c = w->c;
	struct document_kind k;
	struct symbol s;
	enum err e;

	*kind = told;
	if (told)
		return OK;
	*kind = w->p->type_name;
	if (*kind) {
		e = document_kind_find(c, *kind, &k);
		if (e != ERR_INVALID)
			return e;
		ctx_forget(c);
	}
	if (symbol_parse(c->mem, symbol, &s) && s.kind) {
		*kind = s.kind;
		e = document_kind_find(c, *kind, &k);
		if (e != ERR_INVALID)
			return e;
		ctx_forget(c);
	}
	return fail(c, ERR_INVALID, "kind",
		    N_("The packet calls %s “%s”, which is no kind of document "
		       "here. Say which kind it is."),
		    symbol, or_empty(w->p->type_name));
}

static const char *urgency_of(int64_t priority)
{
	static const char *const names[] = {"normal", "urgent", "very-urgent",
					    "immediate", "immediate"};

	return priority >= 0 && priority < (int64_t)COUNT(names)
		       ? names[priority]
		       : names[0];
}

/* Who issued it: a unit here, when the packet's sender has its code. */
static enum err issuer_of(struct import *w, struct document_new *d)
{
	const struct edxml_organ *from = &w->p->from;
	struct unit u;
	enum err e;

	d->issuer_name = from->name ? from->name : from->id;
	if (!from->id)
		return OK;
	e = unit_get(w->c, from->id, w->p->day, &u);
	if (e == ERR_MISSING) {
		ctx_forget(w->c);
		return OK;
	}
	TRY(e);
	d->issuer = from->id;
	d->issuer_name = NULL;
	if (u.id != w->unit.id)
		return OK;
	return fail(w->c, ERR_CONFLICT, NULL,
		    N_("The packet says that %s itself sent it; it is not "
		       "taken in there."),
		    w->unit.code);
}

static const char *capacity_of(struct import *w)
{
	const struct edxml *p = w->p;

	if (!p->competence || !p->position)
		return p->competence ? p->competence : p->position;
	return arena_printf(w->c->mem, "%s %s", p->competence, p->position);
}

/* The documents that it says it answers, or replaces, as far as they are
 * here. What it says of them changes nothing but the relation. */
static enum err relate(struct import *w, int64_t document, enum relation what,
		       const char *book, const struct edxml_about *about,
		       size_t n)
{
	struct ctx *c = w->c;
	int64_t other;

	for (size_t i = 0; i < n; i++) {
		enum err e;

		if (!about[i].document)
			continue;
		e = exchange_document(c, &w->unit, book, about[i].document,
				      &other);
		if (e == OK && other != document) {
			TRY(relation_put(c, document, what, other));
			continue;
		}
		if (e != OK && e != ERR_MISSING && e != ERR_CONFLICT)
			return e;
		if (e != OK)
			warn(w, c->why);
		ctx_forget(c);
	}
	return OK;
}

static void fill(struct import *w, struct document_new *d)
{
	const struct edxml *p = w->p;
	bool more = p->content && strcmp(p->content, p->subject);

	d->unit = w->unit.code;
	d->day = p->day;
	d->subject = p->subject;
	d->signer = p->signer;
	d->capacity = capacity_of(w);
	d->urgency = urgency_of(p->priority);
	d->place = p->place;
	d->pages = (struct opt_int){p->pages > 0, p->pages};
	d->due = (struct opt_int){p->due != EDXML_NONE, p->due};
	d->note = more ? p->content : NULL;
	d->file = w->in->file;
	d->files = p->files;
}

static enum err import_message(struct import *w, const char *kind)
{
	const struct edxml *p = w->p;
	struct document_added added;
	struct document_new d = {0};
	struct ctx *c = w->c;

	w->x.what = "message";
	w->x.packet = p->document ? p->document : w->x.packet;
	w->x.code = w->x.words = "";
	TRY(refuse_again(w));
	d.number = symbol_of(w);
	TRY(kind_of(w, kind, d.number, &d.kind));
	TRY(issuer_of(w, &d));
	fill(w, &d);
	TRY(document_add(c, &d, &added));
	w->x.document = added.id;
	for (const struct val *v = added.warnings->first; v; v = v->next)
		warn(w, v->s);
	TRY(relate(w, added.id, RELATION_ANSWERS, "out", p->response,
		   p->responses));
	if (p->business == EDXML_REPLACE)
		TRY(relate(w, added.id, RELATION_REPLACES, "in", p->replaced,
			   p->replaceds));
	map_s(w->view, "subject", p->subject);
	return finish(w, d.number);
}

/* ---- what others say of documents ---- */

static enum err finish_about(struct import *w)
{
	struct document d;

	TRY(document_get(w->c, w->x.document, &d));
	map_s(w->view, "subject", d.subject);
	return finish(w, d.symbol);
}

static enum err import_status(struct import *w)
{
	const struct edxml_about *about = &w->p->response[0];
	const char *id = about->document;

	w->x.what = "status";
	w->x.code = w->p->status;
	w->x.words = or_empty(w->p->words);
	TRY(refuse_again(w));
	if (!id && about->code && about->day != EDXML_NONE)
		id = exchange_id(w->c, or_empty(about->organ), about->day,
				 about->code);
	if (!id)
		return fail(w->c, ERR_INVALID, NULL, N_("%s is missing."),
			    "ResponseFor/DocumentId");
	TRY(exchange_document(w->c, &w->unit, "out", id, &w->x.document));
	return finish_about(w);
}

static enum err import_recall(struct import *w)
{
	const struct edxml *p = w->p;
	const char *id =
		p->business_document ? p->business_document : p->document;
	struct ctx *c = w->c;
	int64_t open;
	bool is;

	w->x.what = "recall";
	w->x.code = "";
	w->x.words = or_empty(p->reason);
	TRY(refuse_again(w));
	if (!id)
		return fail(c, ERR_INVALID, NULL, N_("%s is missing."),
			    "Bussiness/DocumentId");
	TRY(exchange_document(c, &w->unit, "in", id, &w->x.document));
	TRY(exchange_is_sender(c, &w->unit, w->x.document, &p->from, &is));
	if (!is)
		return fail(c, ERR_DENIED, NULL,
			    N_("%s did not send document %lld, and cannot take "
			       "it back."),
			    w->x.organ, (long long)w->x.document);
	TRY(document_recall(c, w->x.document,
			    *w->x.words ? w->x.words
					: tr(c, N_("The sender takes it back")),
			    &open));
	return finish_about(w);
}

enum err edxml_import_may(struct ctx *c, const char *unit)
{
	struct unit u;

	return unit_for(c, ACT_REGISTER, unit, c->today, &u);
}

enum err edxml_import(struct ctx *c, const struct edxml_in *in,
		      const char *unit, const char *kind, struct val **view)
{
	const struct edxml *p = &in->p;
	struct import w = {.c = c, .in = in, .p = p};

	TRY(unit_for(c, ACT_REGISTER, unit, c->today, &w.unit));
	w.warnings = val_list(c->mem);
	*view = w.view = val_map(c->mem);
	w.x.organ = p->from.id ? p->from.id : p->from.name;
	w.x.organ_name = or_empty(p->from.name);
	w.x.packet = text_hex(c->mem, in->hash, sizeof(in->hash));
	w.x.said = said(p);
	if (p->what == EDXML_STATUS)
		return import_status(&w);
	if (p->business == EDXML_RECALL)
		return import_recall(&w);
	return import_message(&w, kind);
}
