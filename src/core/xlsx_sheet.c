/* xlsx_sheet.c - reads the rows of a sheet as they come by. */
#include "core/xlsx_sheet.h"

#include "base/text.h"
#include "core/xlsx_cell.h"

#include <stdlib.h>
#include <string.h>

#define SHOWN 60 /* bytes */
#define LINES 1048576

/* Which element's text is wanted now. */
enum within { NONE, VALUE, FORMULA };

struct reading {
	struct ctx *c;
	const struct xlsx_book *book;
	struct xlsx *out;
	size_t rows_cap, cells, max_cells;
	int64_t line, column; /* at hand, from 1 */
	const char **cell;    /* of the row at hand */
	bool *number;	      /* likewise */
	size_t n;	      /* of them */
	char type[12];	      /* of the cell at hand: "s", "inlineStr" ... */
	size_t style;
	bool in_cell, in_row, in_data, aside, calculates;
	enum within within;
	struct buf value, formula;
	bool large, broken, stop;
};

bool xlsx_add(struct buf *b, const char *s, size_t n)
{
	if (n > CSV_CELL_MAX - b->len)
		return false;
	buf_add(b, s, n);
	return true;
}

static void broken(struct reading *r)
{
	r->broken = r->stop = true;
}

static void large(struct reading *r)
{
	r->large = r->stop = true;
}

/* ---- what begins ---- */

static void row_open(struct reading *r, const struct part_element *e)
{
	char number[16];
	int64_t line;

	part_attribute(e, "r", number, sizeof(number));
	line = *number ? strtoll(number, NULL, 10) : r->line + 1;
	if (line <= r->line || line > LINES || r->in_row) {
		broken(r);
		return;
	}
	r->line = line;
	r->column = 0;
	r->n = 0;
	r->in_row = true;
}

static void cell_open(struct reading *r, const struct part_element *e)
{
	char place[16], style[16];
	int64_t row = r->line, column = r->column + 1;

	part_attribute(e, "r", place, sizeof(place));
	part_attribute(e, "s", style, sizeof(style));
	part_attribute(e, "t", r->type, sizeof(r->type));
	if ((*place && !xlsx_place(place, &row, &column)) || r->in_cell ||
	    row != r->line || column <= r->column) {
		broken(r);
		return;
	}
	if (column > XLSX_COLUMNS) {
		large(r);
		return;
	}
	r->column = column;
	r->style = strtoul(style, NULL, 10);
	r->in_cell = true;
	r->calculates = r->aside = false;
	r->value.len = r->formula.len = 0;
}

static void on_open(void *arg, const struct part_element *e)
{
	struct reading *r = arg;
	const char *name = e->name;

	if (!r->in_data) {
		r->in_data = !strcmp(name, "sheetData");
	} else if (!strcmp(name, "row")) {
		row_open(r, e);
	} else if (!strcmp(name, "c") && r->in_row) {
		cell_open(r, e);
	} else if (r->in_cell && !strcmp(name, "f")) {
		r->calculates = true;
		r->within = FORMULA;
	} else if (r->in_cell && !strcmp(name, "rPh")) {
		r->aside = true; /* how to pronounce it */
	} else if (r->in_cell && !r->aside &&
		   (!strcmp(name, "v") || !strcmp(name, "t"))) {
		r->within = VALUE;
	}
}

static void on_text(void *arg, const char *s, size_t n)
{
	struct reading *r = arg;

	if (r->within == VALUE && !xlsx_add(&r->value, s, n))
		large(r);
	if (r->within == FORMULA && r->formula.len < SHOWN)
		buf_add(&r->formula, s, n < SHOWN ? n : SHOWN);
}

/* ---- what a cell holds ---- */

static const char *place(const struct reading *r)
{
	return xlsx_place_text(r->c->mem, r->line, r->column);
}

/* As much of a text as a message shows, without half a letter. */
static const char *shown(const struct buf *b)
{
	size_t n = b->len < SHOWN ? b->len : SHOWN, whole;

	if (!utf8_valid(b->s, n, &whole))
		n = whole;
	return arena_printf(b->mem, "%.*s%s", (int)n, b->s,
			    n < b->len ? "…" : "");
}

static void refuse_formula(struct reading *r)
{
	if (r->formula.len)
		fault(r->c, r->line, r->column, NULL,
		      N_("%s holds a formula (=%s): put the number itself."),
		      place(r), shown(&r->formula));
	else
		fault(r->c, r->line, r->column, NULL,
		      N_("%s holds a formula: put the number itself."),
		      place(r));
}

static const char *shared(struct reading *r, const char *value)
{
	char *end;
	unsigned long i = strtoul(value, &end, 10);

	if (!*value || *end || i >= r->book->strings) {
		broken(r);
		return "";
	}
	return r->book->string[i];
}

static const char *number(struct reading *r, const char *value)
{
	bool day = r->style < r->book->styles && r->book->day[r->style];
	const char *text = NULL;

	if (!*value)
		return "";
	if (day)
		text = xlsx_day(r->c->mem, value, r->book->from_1904);
	if (!text)
		text = xlsx_number(r->c->mem, value);
	return text ? text : arena_text(r->c->mem, value);
}

static bool number_type(const struct reading *r)
{
	return *r->type == '\0' || !strcmp(r->type, "n");
}

static const char *value(struct reading *r)
{
	const char *s = r->value.len ? r->value.s : "";

	if (!strcmp(r->type, "s"))
		return shared(r, s);
	if (!strcmp(r->type, "b"))
		return *s == '1' ? "TRUE" : "FALSE";
	if (!strcmp(r->type, "e")) {
		fault(r->c, r->line, r->column, NULL,
		      N_("%s holds the error %s: put what belongs there, or "
			 "leave it empty."),
		      place(r), shown(&r->value));
		return "";
	}
	if (number_type(r))
		return number(r, s);
	return xlsx_text(r->c->mem, s); /* str, inlineStr, d */
}

/* ---- what ends ---- */

static void cell_close(struct reading *r)
{
	const char *text = "";

	r->in_cell = false;
	r->within = NONE;
	if (r->calculates)
		refuse_formula(r);
	else
		text = value(r);
	if (!*text)
		return;
	while (r->n < (size_t)r->column - 1) {
		r->number[r->n] = false;
		r->cell[r->n++] = "";
	}
	r->number[r->n] = number_type(r);
	r->cell[r->n++] = text;
}

static void row_close(struct reading *r)
{
	struct xlsx *t = r->out;
	const char **cell;
	bool *number;

	r->in_row = false;
	if (r->n == 0)
		return;
	if (r->n > r->max_cells - r->cells) {
		large(r);
		return;
	}
	if (t->n == r->rows_cap) {
		struct xlsx_row *more;

		r->rows_cap = r->rows_cap ? r->rows_cap * 2 : 64;
		more = arena_array(r->c->mem, r->rows_cap, sizeof(*more));
		if (t->n)
			memcpy(more, t->row, t->n * sizeof(*more));
		t->row = more;
	}
	cell = arena_array(r->c->mem, r->n, sizeof(*cell));
	memcpy(cell, r->cell, r->n * sizeof(*cell));
	number = arena_array(r->c->mem, r->n, sizeof(*number));
	memcpy(number, r->number, r->n * sizeof(*number));
	t->row[t->n++] = (struct xlsx_row){r->line, r->n, cell, number};
	r->cells += r->n;
}

static void on_close(void *arg, const char *name)
{
	struct reading *r = arg;

	if (r->in_cell && !strcmp(name, "c"))
		cell_close(r);
	else if (r->in_row && !r->in_cell && !strcmp(name, "row"))
		row_close(r);
	else if (r->in_cell && !strcmp(name, "rPh"))
		r->aside = false;
	else if (r->in_cell)
		r->within = NONE;
	else if (!strcmp(name, "sheetData"))
		r->stop = true;
}

enum part_err xlsx_sheet(struct ctx *c, struct parts *p, const char *name,
			 const struct xlsx_book *book, size_t max_cells,
			 struct xlsx *out, bool *too_large)
{
	struct reading r = {.c = c,
			    .book = book,
			    .out = out,
			    .max_cells = max_cells,
			    .value = {.mem = c->mem},
			    .formula = {.mem = c->mem}};
	struct part_reader reader = {.arg = &r,
				     .open = on_open,
				     .close = on_close,
				     .text = on_text,
				     .stop = &r.stop};
	enum part_err e;

	*out = (struct xlsx){0};
	r.cell = arena_array(c->mem, XLSX_COLUMNS, sizeof(*r.cell));
	r.number = arena_array(c->mem, XLSX_COLUMNS, sizeof(*r.number));
	e = part_read(p, name, &reader);
	*too_large = r.large;
	return r.broken ? PART_BROKEN : e;
}
