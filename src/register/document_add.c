/* document_add.c - documents entered, numbered and received. */
#include "access/sight.h"
#include "base/text.h"
#include "base/view.h"
#include "core/journal.h"
#include "org/unit.h"
#include "register/document_text.h"
#include "register/field.h"
#include "register/numbering.h"
#include "register/relation.h"
#include "register/row.h"
#include "register/symbol.h"

#include <inttypes.h>
#include <string.h>

/* What is being entered, checked. */
struct entry {
	struct ctx *c;
	const struct document_new *in;
	struct document_added *out;
	struct unit unit;	 /* whose book it is for */
	int64_t issuer;		 /* id; 0: outside */
	const char *issuer_code; /* NULL: outside */
	const char *issuer_name; /* of who is outside, else "" */
	struct document_kind kind;
	struct opt_int number;
	const char *symbol, *key, *drafter;
	const char *subject, *signer, *capacity, *urgency, *place, *note;
	int64_t arrived, series;
	bool own; /* its issuer is the unit itself */
};

/* ---- what was typed ---- */

static enum err read_texts(struct entry *w)
{
	const struct document_new *in = w->in;
	const struct {
		const char *field, *text;
		size_t most;
		const char **to;
	} texts[] = {
		{"subject", in->subject, DOCUMENT_SUBJECT_MAX, &w->subject},
		{"signer", in->signer, DOCUMENT_NAME_MAX, &w->signer},
		{"capacity", in->capacity, DOCUMENT_NAME_MAX, &w->capacity},
		{"place", in->place, DOCUMENT_NAME_MAX, &w->place},
		{"drafter", in->drafter, DOCUMENT_NAME_MAX, &w->drafter},
		{"note", in->note, DOCUMENT_NOTE_MAX, &w->note},
	};

	for (size_t i = 0; i < COUNT(texts); i++)
		TRY(field_tidy(w->c, texts[i].field, texts[i].text,
			       texts[i].most, texts[i].to));
	TRY(field_subject(w->c, w->subject));
	w->urgency = in->urgency ? in->urgency : urgencies[0].name;
	TRY(field_urgency(w->c, w->urgency));
	return field_pages(w->c, in->pages);
}

/* Whether the unit lies below one of that code: who works there knows what
 * stands above, in sight or not. */
static enum err is_above(struct entry *w, const char *code, bool *above)
{
	struct ctx *c = w->c;
	struct val *head;

	*above = false;
	TRY(unit_head_view(c, &w->unit, &head));
	for (const struct val *v = val_get(head, "path")->first; v; v = v->next)
		*above = *above || !strcmp(val_text(v, "code"), code);
	return OK;
}

static enum err find_issuer(struct entry *w)
{
	struct ctx *c = w->c;
	struct document_unit u;
	bool above;
	enum err e;

	TRY(is_above(w, w->in->issuer, &above));
	e = sql_document_unit(c, w->in->issuer, &u);
	if (e == OK && !above)
		e = may(c, ACT_SEE, u.id);
	if (e == ERR_MISSING)
		return fail(c, e, "issuer",
			    N_("There is no unit %s. Who issues and is no unit "
			       "here is named by --issuer-name."),
			    w->in->issuer);
	TRY(e);
	w->issuer = u.id;
	w->issuer_code = w->in->issuer;
	return OK;
}

static enum err read_issuer(struct entry *w)
{
	const struct document_new *in = w->in;

	w->issuer_name = "";
	if (in->issuer && in->issuer_name)
		return fail(w->c, ERR_INVALID, "issuer",
			    N_("A document is issued by a unit or by somebody "
			       "outside, not by both."));
	if (in->issuer_name) {
		TRY(field_tidy(w->c, "issuer_name", in->issuer_name,
			       DOCUMENT_NAME_MAX, &w->issuer_name));
		if (*w->issuer_name)
			return OK;
		return fail(w->c, ERR_INVALID, "issuer_name",
			    N_("Say who issued the document."));
	}
	if (in->issuer)
		TRY(find_issuer(w));
	else
		w->issuer = w->unit.id;
	if (w->issuer == w->unit.id)
		w->issuer_code = w->unit.code;
	w->own = w->issuer == w->unit.id;
	return OK;
}

static enum err read_symbol(struct entry *w)
{
	struct ctx *c = w->c;
	struct symbol s;

	w->symbol = text_tidy(c->mem, w->in->number ? w->in->number : "");
	TRY(field_symbol(c, w->symbol));
	w->key = symbol_key(c->mem, w->symbol);
	if (!symbol_parse(c->mem, w->symbol, &s))
		return OK;
	w->number = (struct opt_int){s.numbered, s.number};
	if (s.drafter)
		w->drafter = s.drafter;
	return OK;
}

static enum err begin(struct ctx *c, const struct document_new *in,
		      struct document_added *out, struct entry *w)
{
	*w = (struct entry){.c = c, .in = in, .out = out, .key = ""};
	*out = (struct document_added){.warnings = val_list(c->mem)};
	w->arrived = in->arrived ? in->arrived : c->today;
	TRY(unit_for(c, ACT_REGISTER, in->unit, c->today, &w->unit));
	TRY(read_texts(w));
	TRY(read_issuer(w));
	return document_kind_find(c, in->kind, &w->kind);
}

static void warn(struct entry *w, const char *text)
{
	list_s(w->out->warnings, text);
}

/* ---- what is here already ---- */

/* Those of the same symbol and issuer. */
static enum err find_twins(struct entry *w, struct document_twin **out,
			   size_t *n)
{
	struct ctx *c = w->c;
	const char *name = text_fold(c->mem, w->issuer_name);
	struct document_twin *all;
	struct sight s;
	size_t many = 0;

	*n = 0;
	TRY(sight_get(c, ACT_CONSULT, &s));
	if (*w->key)
		TRY(sql_document_twins(c, w->key, s.all, c->account, c->today,
				       s.powers, &all, &many));
	*out = many ? all : NULL;
	for (size_t i = 0; i < many; i++)
		if (all[i].issuer == w->issuer &&
		    (w->issuer ||
		     !strcmp(text_fold(c->mem, all[i].issuer_name), name)))
			all[(*n)++] = all[i];
	return OK;
}

static bool same_subject(const struct entry *w, const struct document_twin *t)
{
	return !strcmp(text_fold(w->c->mem, t->subject),
		       text_fold(w->c->mem, w->subject));
}

static struct number_ask number_ask(const struct entry *w)
{
	return (struct number_ask){w->unit.id, w->unit.code, &w->kind,
				   w->in->day, w->drafter};
}

static enum err taken(struct entry *w, const struct document_twin *t)
{
	struct number_ask ask = number_ask(w);
	struct number_given next;
	char day[11];

	TRY(numbering_next(w->c, &ask, &next));
	return fail(w->c, ERR_CONFLICT, "number",
		    N_("%s is taken: document %lld of %s, \"%s\", has it. The "
		       "next free number is %lld: %s"),
		    w->symbol, (long long)t->id, day_iso(t->day, day),
		    t->subject, (long long)next.n, next.symbol);
}

/* A number given by hand that is of the unit's own series must be free; the
 * series goes on after it. */
static enum err claim_number(struct entry *w, const struct document_twin *t,
			     size_t n)
{
	struct number_ask ask = number_ask(w);
	struct number_given given;

	if (!w->own || !w->number.set)
		return OK;
	TRY(numbering_reach(w->c, &ask, w->number.value, w->key, &given));
	for (size_t i = 0; i < n && given.series; i++) {
		if (t[i].day < given.first || t[i].day > given.until)
			continue;
		if (t[i].day != w->in->day ||
		    (t[i].series && !same_subject(w, &t[i])))
			return taken(w, &t[i]);
	}
	return OK;
}

static void warn_twin(struct entry *w, const struct document_twin *t)
{
	struct ctx *c = w->c;

	if (t->seen)
		warn(w,
		     arena_printf(c->mem,
				  tr(c, N_("Document %lld has the same number, "
					   "symbol, issuer and date: %s, "
					   "\"%s\".")),
				  (long long)t->id, t->symbol, t->subject));
	else
		warn(w, tr(c, N_("Another unit entered a document of the same "
				 "number, symbol, issuer and date, which you "
				 "may not read.")));
}

/* ---- into the books ---- */

static enum err next_arrival(struct ctx *c, const struct unit *u, int64_t year,
			     struct opt_int *n)
{
	struct number_taken taken;

	TRY(sql_number_next(c, u->id, "in", year, 1, &taken));
	*n = (struct opt_int){true, taken.n};
	return OK;
}

static enum err put_in_book(struct entry *w, int64_t document)
{
	struct ctx *c = w->c;
	int64_t day = w->own ? w->in->day : w->arrived;
	struct opt_int arrival = {0};
	struct book_id *made;
	size_t n;

	if (!w->own)
		TRY(next_arrival(c, &w->unit, day_year(day), &arrival));
	TRY(sql_book_put(c, w->unit.id, w->own ? "out" : "in", day_year(day),
			 arrival, document, day,
			 w->own ? (struct opt_int){0} : w->in->due, w->note,
			 c->now, c->account, &made, &n));
	return n ? OK : ERR_BUSY; /* somebody put it there meanwhile */
}

static enum err put_document(struct entry *w)
{
	struct ctx *c = w->c;
	struct document_id made;

	TRY(sql_document_put(c, w->kind.code, w->issuer, w->issuer_name,
			     w->number, w->symbol, w->key, w->in->day,
			     w->subject, w->signer, w->capacity, w->urgency,
			     w->place, w->in->pages, w->in->due, w->series,
			     c->now, c->account, &made));
	w->out->id = made.id;
	TRY(put_in_book(w, made.id));
	for (size_t i = 0; i < w->in->carried; i++)
		TRY(relation_add(c, made.id, RELATION_CARRIES_OUT,
				 w->in->carries_out[i]));
	TRY(field_files(c, made.id, 1, w->in->file, w->in->files));
	return document_text_refresh(c, made.id);
}

static enum err tell(struct entry *w, const char *act)
{
	struct ctx *c = w->c;
	struct val *v = val_map(c->mem);

	map_s(v, "unit", w->unit.code);
	map_s(v, "symbol", w->symbol);
	map_s(v, "kind", w->kind.code);
	map_s(v, "issuer", w->issuer ? w->issuer_code : w->issuer_name);
	map_day(v, "date", w->in->day);
	map_i(v, "files", (int64_t)w->in->files);
	return journal_add(c, act, arena_printf(c->mem, "%" PRId64, w->out->id),
			   v);
}

/* One that is here already comes into one more book; not where it stands in
 * that one, nor where files come with it, which are another's to keep. */
static enum err link_twin(struct entry *w, const struct document_twin *t,
			  bool *linked)
{
	struct document_in_book *b;
	size_t n;

	*linked = false;
	if (!t->seen || t->day != w->in->day || w->in->files)
		return OK;
	TRY(sql_document_in_book(w->c, t->id, w->unit.id, w->own ? "out" : "in",
				 &b, &n));
	if (n)
		return OK;
	w->out->id = t->id;
	w->out->linked = *linked = true;
	TRY(put_in_book(w, t->id));
	for (size_t i = 0; i < w->in->carried; i++)
		TRY(relation_add(w->c, t->id, RELATION_CARRIES_OUT,
				 w->in->carries_out[i]));
	return tell(w, "document.receive");
}

enum err document_add(struct ctx *c, const struct document_new *in,
		      struct document_added *out)
{
	struct document_twin *t;
	struct entry w;
	bool linked;
	size_t n;

	TRY(begin(c, in, out, &w));
	TRY(read_symbol(&w));
	TRY(find_twins(&w, &t, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(link_twin(&w, &t[i], &linked));
		if (linked)
			return OK;
	}
	TRY(claim_number(&w, t, n));
	for (size_t i = 0; i < n; i++)
		if (t[i].day == in->day)
			warn_twin(&w, &t[i]);
	if (*w.symbol && !w.number.set)
		warn(&w, arena_printf(c->mem,
				      tr(c, N_("No number can be read in "
					       "\"%s\".")),
				      w.symbol));
	TRY(put_document(&w));
	return tell(&w, "document.add");
}

/* The symbol may have been given by hand before there was such a rule. */
static enum err take_free(struct entry *w)
{
	struct number_ask ask = number_ask(w);
	struct number_given given;
	struct document_twin *t;
	bool is_free;
	size_t n;

	do {
		TRY(numbering_take(w->c, &ask, &given));
		w->symbol = given.symbol;
		w->key = symbol_key(w->c->mem, given.symbol);
		TRY(find_twins(w, &t, &n));
		is_free = true;
		for (size_t i = 0; i < n; i++)
			if (t[i].day >= given.first && t[i].day <= given.until)
				is_free = false;
	} while (!is_free);
	w->number = (struct opt_int){true, given.n};
	w->series = given.series;
	return OK;
}

enum err document_register(struct ctx *c, const struct document_new *in,
			   struct document_added *out)
{
	struct entry w;

	TRY(begin(c, in, out, &w));
	TRY(take_free(&w));
	TRY(put_document(&w));
	return tell(&w, "document.register");
}

enum err document_receive(struct ctx *c, int64_t id, const char *unit,
			  int64_t arrived, int64_t due, const char *note,
			  int64_t *n)
{
	struct document_added added = {0};
	struct document_new in = {
		.unit = unit,
		.due = {due != 0, due},
	};
	struct entry w = {.c = c, .in = &in, .out = &added};
	struct opt_int arrival;
	struct book_id *made;
	struct document d;
	size_t rows;

	TRY(unit_for(c, ACT_REGISTER, unit, c->today, &w.unit));
	TRY(document_get(c, id, &d));
	TRY(field_tidy(c, "note", note, DOCUMENT_NOTE_MAX, &w.note));
	if (d.issuer == w.unit.id)
		return fail(c, ERR_CONFLICT, "unit",
			    N_("%s issued this document itself."), unit);
	TRY(next_arrival(c, &w.unit, day_year(arrived), &arrival));
	TRY(sql_book_put(c, w.unit.id, "in", day_year(arrived), arrival, id,
			 arrived, in.due, w.note, c->now, c->account, &made,
			 &rows));
	if (rows == 0)
		return fail(c, ERR_CONFLICT, "unit",
			    N_("Document %lld stands in the book of %s "
			       "already."),
			    (long long)id, unit);
	*n = arrival.value;
	in.day = d.day;
	w.symbol = d.symbol;
	w.kind = d.kind;
	w.issuer = d.issuer;
	w.issuer_code = d.issuer_code;
	w.issuer_name = d.issuer_name;
	added.id = id;
	return tell(&w, "document.receive");
}
