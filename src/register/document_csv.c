/* document_csv.c - registered documents as a table, in and out. */
#include "register/document_csv.h"

#include "access/sight.h"
#include "base/csv.h"
#include "base/day.h"
#include "base/text.h"
#include "core/sheet.h"
#include "gen/sql_register.h"
#include "org/unit.h"
#include "register/document.h"
#include "register/symbol.h"

#include <inttypes.h>
#include <string.h>

enum {
	UNIT,
	NUMBER,
	KIND,
	DATE,
	ISSUER,
	ISSUER_NAME,
	SUBJECT,
	SIGNER,
	CAPACITY,
	URGENCY,
	DUE,
	PLACE,
	PAGES,
	ARRIVED,
	NOTE,
	CARRIES_OUT,
	STATE,
};

/* clang-format off */
static const struct column columns[] = {
	[UNIT] = {"unit", false},
	[NUMBER] = {"number", false},
	[KIND] = {"kind", true},
	[DATE] = {"date", true},
	[ISSUER] = {"issuer", false},
	[ISSUER_NAME] = {"issuer_name", false},
	[SUBJECT] = {"subject", true},
	[SIGNER] = {"signer", false},
	[CAPACITY] = {"capacity", false},
	[URGENCY] = {"urgency", false},
	[DUE] = {"due", false},
	[PLACE] = {"place", false},
	[PAGES] = {"pages", false},
	[ARRIVED] = {"arrived", false},
	[NOTE] = {"note", false},
	[CARRIES_OUT] = {"carries_out", false},
	[STATE] = {"state", false},
};
/* clang-format on */

struct import {
	struct ctx *c;
	const struct document_import *ask;
	struct sheet t;
	const struct csv_row *row; /* that is being read */
	struct unit unit;	   /* of the row before; id 0: none */
	int64_t added, linked, left_out;
	struct val *rows;
};

/* ---- in ---- */

static const char *cell(const struct import *m, int col)
{
	return sheet_cell(&m->t, m->row, col);
}

/* A cell, or NULL where it is empty. */
static const char *given(const struct import *m, int col)
{
	const char *s = cell(m, col);

	return *s ? s : NULL;
}

/* The day in a cell; left alone where it is empty. */
static void read_day(struct import *m, int col, bool *set, int64_t *day)
{
	const char *s = cell(m, col);

	*set = *s != '\0';
	if (*s && !day_parse(s, day))
		fault(m->c, m->row->line, sheet_column(&m->t, col),
		      columns[col].name, "%s",
		      tr(m->c, N_("No date; write it as 2025-07-01 or "
				  "01/07/2025, from 1900 on.")));
}

static void read_pages(struct import *m, struct opt_int *pages)
{
	const char *s = cell(m, PAGES);

	pages->set = *s && decimal_parse(s, NUMBERS_PLAIN, 0, &pages->value) ==
				   DECIMAL_OK;
	if (*s && !pages->set)
		fault(m->c, m->row->line, sheet_column(&m->t, PAGES), "pages",
		      N_("\"%s\" is no number of pages."), s);
}

/* The references in a cell, parted by ; */
static void read_carried(struct import *m, struct document_new *in)
{
	char *s = arena_text(m->c->mem, cell(m, CARRIES_OUT));
	const char **ref = arena_array(m->c->mem, strlen(s) + 1, sizeof(*ref));

	in->carries_out = ref;
	while (*s) {
		size_t n = strcspn(s, ";");
		char *next = s + n + (s[n] != '\0');

		s[n] = '\0';
		s = text_tidy(m->c->mem, s);
		if (*s)
			ref[in->carried++] = s;
		s = next;
	}
}

static struct document_new read_row(struct import *m)
{
	struct document_new in = {
		.unit = given(m, UNIT),
		.issuer = given(m, ISSUER),
		.issuer_name = given(m, ISSUER_NAME),
		.number = given(m, NUMBER),
		.kind = cell(m, KIND),
		.subject = given(m, SUBJECT),
		.signer = given(m, SIGNER),
		.capacity = given(m, CAPACITY),
		.urgency = given(m, URGENCY),
		.place = given(m, PLACE),
		.note = given(m, NOTE),
	};
	bool dated, arrived;

	if (!in.unit)
		in.unit = m->ask->unit;
	if (in.issuer && in.unit && !strcmp(in.issuer, in.unit))
		in.issuer = NULL;
	read_day(m, DATE, &dated, &in.day);
	if (!dated)
		fault(m->c, m->row->line, sheet_column(&m->t, DATE), "date",
		      N_("A document needs its date."));
	read_day(m, DUE, &in.due.set, &in.due.value);
	read_day(m, ARRIVED, &arrived, &in.arrived);
	read_pages(m, &in.pages);
	read_carried(m, &in);
	return in;
}

/* The column that a message is about; 0: the whole row. */
static int64_t column_of(const struct import *m, const char *field)
{
	for (int i = 0; field && i < (int)COUNT(columns); i++)
		if (!strcmp(columns[i].name, field))
			return sheet_column(&m->t, i);
	return 0;
}

/* What the person can mend becomes a fault of the row; all else ends it. */
static enum err blame(struct import *m, enum err e, const char *field)
{
	struct ctx *c = m->c;

	if (e != ERR_INVALID && e != ERR_CONFLICT && e != ERR_MISSING)
		return e;
	if (!field)
		field = c->field;
	if (field && !strcmp(field, "document")) /* one that it refers to */
		field = columns[CARRIES_OUT].name;
	fault(c, m->row->line, column_of(m, field), field, "%s",
	      c->why ? c->why : "");
	c->field = c->why = NULL;
	return OK;
}

/* The unit whose book it is; *is false, with a fault, where it cannot be. */
static enum err find_unit(struct import *m, const char *code, bool *is)
{
	enum err e;

	*is = false;
	if (!code) {
		fault(m->c, m->row->line, sheet_column(&m->t, UNIT), "unit",
		      N_("In whose book does this document stand? Fill the "
			 "column unit, or name one for the whole file."));
		return OK;
	}
	*is = m->unit.id && !strcmp(m->unit.code, code);
	if (*is)
		return OK;
	m->unit.id = 0;
	e = unit_for(m->c, ACT_REGISTER, code, m->c->today, &m->unit);
	*is = e == OK;
	return *is ? OK : blame(m, e, "unit");
}

static enum err find_here(struct import *m, const struct document_new *in,
			  int64_t *id)
{
	struct arena *mem = m->c->mem;
	const char *name = in->issuer_name ? in->issuer_name : "";
	const char *issuer = in->issuer ? in->issuer : in->unit;
	const char *symbol = text_tidy(mem, in->number ? in->number : "");
	struct document_csv_here *here;
	size_t n;

	TRY(sql_document_csv_here(
		m->c, m->unit.id, *name ? "" : issuer, text_tidy(mem, name),
		symbol_key(mem, symbol), in->day,
		text_tidy(mem, in->subject ? in->subject : ""), &here, &n));
	*id = n ? here->id : 0;
	return OK;
}

static void report_row(struct import *m, const struct document_new *in,
		       const char *fate, const struct document_added *made)
{
	struct val *v = val_map(m->c->mem);

	map_i(v, "line", m->row->line);
	map_s(v, "unit", in->unit);
	map_s(v, "symbol", in->number ? in->number : "");
	map_s(v, "subject", in->subject);
	map_i(v, "document", made->id);
	map_s(v, "fate", fate);
	map_v(v, "warnings",
	      made->warnings ? made->warnings : val_list(m->c->mem));
	list_v(m->rows, v);
}

static enum err import_row(struct import *m)
{
	int64_t faults = m->c->fault_count;
	struct document_new in = read_row(m);
	struct document_added made = {0};
	const char *state = cell(m, STATE);
	enum err e;
	bool is;

	TRY(find_unit(m, in.unit, &is));
	if (!is || m->c->fault_count > faults)
		return OK;
	if (*state && strcmp(state, "valid") != 0) {
		m->left_out++;
		report_row(m, &in, "state", &made);
		return OK;
	}
	TRY(find_here(m, &in, &made.id));
	if (made.id) {
		m->left_out++;
		report_row(m, &in, "here", &made);
		return OK;
	}
	e = document_add(m->c, &in, &made);
	if (e != OK)
		return blame(m, e, NULL);
	*(made.linked ? &m->linked : &m->added) += 1;
	report_row(m, &in, made.linked ? "linked" : "new", &made);
	return OK;
}

enum err document_import(struct ctx *c, const struct document_import *ask,
			 struct val **report)
{
	struct import m = {.c = c, .ask = ask, .rows = val_list(c->mem)};

	if (ask->unit)
		TRY(unit_for(c, ACT_REGISTER, ask->unit, c->today, &m.unit));
	TRY(sheet_read(c, ask->file, columns, COUNT(columns), &m.t));
	for (size_t i = 0; i < m.t.csv.n; i++) {
		m.row = &m.t.csv.row[i];
		TRY(import_row(&m));
	}
	TRY(faults_end(c));
	*report = val_map(c->mem);
	map_i(*report, "added", m.added);
	map_i(*report, "linked", m.linked);
	map_i(*report, "left_out", m.left_out);
	map_v(*report, "rows", m.rows);
	return OK;
}

/* ---- out ---- */

struct export
{
	struct buf *out;
	struct document_csv_row row; /* being gathered; entry 0: none */
	struct buf carried;
};

static const char *iso(struct arena *mem, bool set, int64_t day)
{
	char text[11];

	return set ? arena_text(mem, day_iso(day, text)) : "";
}

static void put(struct export *x)
{
	const struct document_csv_row *r = &x->row;
	struct arena *mem = x->out->mem;
	const char *cells[] = {
		[UNIT] = r->unit,
		[NUMBER] = r->symbol,
		[KIND] = r->kind,
		[DATE] = iso(mem, true, r->day),
		[ISSUER] = r->issuer ? r->issuer : "",
		[ISSUER_NAME] = r->issuer_name,
		[SUBJECT] = r->subject,
		[SIGNER] = r->signer,
		[CAPACITY] = r->capacity,
		[URGENCY] = r->urgency,
		[DUE] = iso(mem, r->due.set, r->due.value),
		[PLACE] = r->place,
		[PAGES] = r->pages.set ? arena_printf(mem, "%" PRId64,
						      r->pages.value)
				       : "",
		[ARRIVED] = iso(mem, true, r->came),
		[NOTE] = r->note,
		[CARRIES_OUT] = x->carried.len ? x->carried.s : "",
		[STATE] = r->state,
	};

	for (size_t i = 0; r->entry && i < COUNT(cells); i++)
		csv_cell(x->out, cells[i], i + 1 == COUNT(cells));
}

/* Keeps a row until all that its document carries out is known. */
static enum err gather(void *arg, const struct document_csv_row *r)
{
	struct export *x = arg;
	struct arena *mem = x->out->mem;

	if (r->entry != x->row.entry) {
		put(x);
		x->carried = (struct buf){.mem = mem};
		x->row = *r;
		x->row.unit = arena_text(mem, r->unit);
		x->row.symbol = arena_text(mem, r->symbol);
		x->row.kind = arena_text(mem, r->kind);
		x->row.issuer = arena_text(mem, r->issuer);
		x->row.issuer_name = arena_text(mem, r->issuer_name);
		x->row.subject = arena_text(mem, r->subject);
		x->row.signer = arena_text(mem, r->signer);
		x->row.capacity = arena_text(mem, r->capacity);
		x->row.urgency = arena_text(mem, r->urgency);
		x->row.place = arena_text(mem, r->place);
		x->row.note = arena_text(mem, r->note);
		x->row.state = arena_text(mem, r->state);
	}
	if (r->carried && *r->carried)
		buf_printf(&x->carried, "%s%s", x->carried.len ? "; " : "",
			   r->carried);
	return OK;
}

enum err document_export(struct ctx *c, const char *unit, const char *book,
			 int64_t year, struct buf *out)
{
	struct export x = {.out = out};
	struct unit u = {0};
	struct sight s;

	if (book && strcmp(book, "in") != 0 && strcmp(book, "out") != 0)
		return fail(c, ERR_INVALID, "book",
			    N_("A book is \"in\" or \"out\", not \"%s\"."),
			    book);
	if (unit)
		TRY(unit_for(c, ACT_CONSULT, unit, c->today, &u));
	TRY(sight_get(c, ACT_CONSULT, &s));
	for (size_t i = 0; i < COUNT(columns); i++)
		csv_cell(out, columns[i].name, i + 1 == COUNT(columns));
	TRY(sql_document_csv(c, u.id, book ? book : "", year, s.all, c->account,
			     c->today, s.powers, gather, &x));
	put(&x);
	return OK;
}
