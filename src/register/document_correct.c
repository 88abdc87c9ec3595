/* document_correct.c - corrects what is kept of a document, and its files. */
#include "base/day.h"
#include "calls/call.h"
#include "core/journal.h"
#include "gen/sql_register.h"
#include "register/change.h"
#include "register/document_change.h"
#include "register/document_text.h"
#include "register/field.h"
#include "register/receivers.h"
#include "register/symbol.h"

#include <inttypes.h>
#include <string.h>

/* A correction in the making: what changes of ch.d, as it was. */
struct fixing {
	struct change ch;
	const struct document_fix *fix;
	struct val *before;
	struct document now;
};

static void note(struct fixing *f, const char *field, const char *was)
{
	map_s(f->before, field, was);
}

static enum err fix_text(struct fixing *f, const char *field, const char *text,
			 size_t most, const char **to)
{
	const char *tidy;

	if (!text)
		return OK;
	TRY(field_tidy(f->ch.c, field, text, most, &tidy));
	if (!strcmp(tidy, *to))
		return OK;
	note(f, field, *to);
	*to = tidy;
	return OK;
}

static enum err fix_texts(struct fixing *f)
{
	const struct document_fix *x = f->fix;
	struct document *d = &f->now;
	const struct {
		const char *field, *text;
		size_t most;
		const char **to;
	} texts[] = {
		{"subject", x->subject, DOCUMENT_SUBJECT_MAX, &d->subject},
		{"signer", x->signer, DOCUMENT_NAME_MAX, &d->signer},
		{"capacity", x->capacity, DOCUMENT_NAME_MAX, &d->capacity},
		{"urgency", x->urgency, DOCUMENT_NAME_MAX, &d->urgency},
		{"place", x->place, DOCUMENT_NAME_MAX, &d->place},
	};

	for (size_t i = 0; i < COUNT(texts); i++)
		TRY(fix_text(f, texts[i].field, texts[i].text, texts[i].most,
			     texts[i].to));
	TRY(field_subject(f->ch.c, d->subject));
	TRY(field_urgency(f->ch.c, d->urgency));
	return field_pages(f->ch.c, x->pages);
}

static const char *number_text(struct ctx *c, struct opt_int i)
{
	return i.set ? arena_printf(c->mem, "%" PRId64, i.value) : "";
}

static const char *day_text(struct ctx *c, struct opt_int day)
{
	char text[11];

	return day.set ? arena_text(c->mem, day_iso(day.value, text)) : "";
}

static void fix_number(struct fixing *f, const char *field, struct opt_int to,
		       const char *(*show)(struct ctx *, struct opt_int),
		       struct opt_int *of)
{
	if (!to.set || (of->set && of->value == to.value))
		return;
	note(f, field, show(f->ch.c, *of));
	*of = to;
}

/* A symbol that the register gave to another document is not taken by hand. */
static enum err check_free(struct fixing *f)
{
	const struct document *d = &f->now;
	struct ctx *c = f->ch.c;
	struct document_twin *t;
	size_t n;

	if (!d->issuer || !*d->found_by)
		return OK;
	TRY(sql_document_twins(c, d->found_by, 1, c->account, c->today, "", &t,
			       &n));
	for (size_t i = 0; i < n; i++)
		if (t[i].id != d->id && t[i].series &&
		    t[i].issuer == d->issuer &&
		    day_year(t[i].day) == day_year(d->day))
			return fail(c, ERR_CONFLICT, "number",
				    N_("%s is taken: document %lld has it."),
				    d->symbol, (long long)t[i].id);
	return OK;
}

/* What makes the number: of a document that the register numbered it stays. */
static enum err fix_symbol(struct fixing *f)
{
	const struct document_fix *x = f->fix;
	struct ctx *c = f->ch.c;
	struct document *d = &f->now;
	struct opt_int day = {true, d->day};
	struct document_kind kind = d->kind;
	struct symbol s;

	if (x->kind)
		TRY(document_kind_find(c, x->kind, &kind));
	TRY(fix_text(f, "symbol", x->number, SIZE_MAX, &d->symbol));
	fix_number(f, "date", x->day, day_text, &day);
	d->day = day.value;
	if (strcmp(kind.code, d->kind.code) != 0)
		note(f, "kind", d->kind.code);
	d->kind = kind;
	if (d->series && (d->symbol != f->ch.d.symbol ||
			  strcmp(kind.code, f->ch.d.kind.code) ||
			  day_year(d->day) != day_year(f->ch.d.day)))
		return fail(c, ERR_CONFLICT, "number",
			    N_("The register gave %s its number, which stays "
			       "with its kind and year. Withdraw it and "
			       "register another."),
			    f->ch.d.symbol);
	if (d->symbol == f->ch.d.symbol)
		return OK;
	TRY(field_symbol(c, d->symbol));
	d->found_by = symbol_key(c->mem, d->symbol);
	d->number = (struct opt_int){0};
	if (symbol_parse(c->mem, d->symbol, &s))
		d->number = (struct opt_int){s.numbered, s.number};
	return check_free(f);
}

/* Takes those out of the draft that are to go. */
static enum err drop_files(struct fixing *f)
{
	struct ctx *c = f->ch.c;
	struct attachment *draft, gone;
	size_t n;

	for (size_t i = 0; i < f->fix->drops; i++) {
		TRY(attachment_get(c, f->fix->drop[i], &gone));
		if (strcmp(gone.place, DOCUMENT_PLACE) != 0 ||
		    gone.owner != f->now.id || gone.version != f->now.version)
			return fail(c, ERR_MISSING, "drop_file",
				    N_("The document has no file %lld."),
				    (long long)gone.id);
		TRY(attachment_list(c, DOCUMENT_PLACE, f->now.id, 0, &draft,
				    &n));
		for (size_t k = 0; k < n; k++)
			if (draft[k].file == gone.file)
				TRY(attachment_drop(c, &draft[k]));
		note(f, arena_printf(c->mem, "file %" PRId64, gone.id),
		     gone.name);
	}
	return OK;
}

static enum err fix_files(struct fixing *f)
{
	struct ctx *c = f->ch.c;

	TRY(attachment_take_back(c, DOCUMENT_PLACE, f->now.id, f->now.version));
	TRY(drop_files(f));
	return field_files(c, f->now.id, f->now.version + 1, f->fix->file,
			   f->fix->files);
}

static enum err write_fix(struct fixing *f)
{
	const struct document *d = &f->now;
	struct ctx *c = f->ch.c;

	TRY(sql_document_set(c, d->id, d->kind.code, d->number, d->symbol,
			     d->found_by, d->day, d->subject, d->signer,
			     d->capacity, d->urgency, d->place, d->pages,
			     d->due));
	TRY(sql_book_set_day(c, d->id, d->day, day_year(d->day)));
	TRY(fix_files(f));
	if (!f->before->first && f->fix->files == 0)
		return fail(c, ERR_INVALID, NULL,
			    N_("Nothing is to be changed."));
	TRY(change_put(&f->ch, 0, f->before));
	TRY(call_news(f->ch.c, "document", f->ch.d.id));
	return document_text_refresh(c, d->id);
}

enum err document_correct(struct ctx *c, int64_t id,
			  const struct document_fix *fix, const char *why)
{
	struct fixing f = {.fix = fix, .before = val_map(c->mem)};
	struct val *v, *fields = val_list(c->mem);
	struct receivers h;

	TRY(change_begin(c, id, "corrected", why, &f.ch));
	f.now = f.ch.d;
	TRY(fix_texts(&f));
	TRY(fix_symbol(&f));
	fix_number(&f, "pages", fix->pages, number_text, &f.now.pages);
	fix_number(&f, "due", fix->due, day_text, &f.now.due);
	TRY(write_fix(&f));
	TRY(receivers_find(c, &f.now, &h));
	TRY(receivers_tell(c, &h, &f.now, "corrected", f.ch.why, NULL));
	for (const struct val *b = f.before->first; b; b = b->next)
		list_s(fields, b->key);
	v = change_detail(&f.ch);
	map_v(v, "fields", fields);
	map_i(v, "files", (int64_t)fix->files);
	return change_tell(&f.ch, "document.correct", v);
}
