/* answer_file.c - one return as a file. */
#include "returns/answer_file.h"

#include "core/sheet.h"

#include <string.h>

/* One return has little in it, and a row of each unit not much more; what
 * has more is refused before it takes much memory. */
#define CELLS_MAX 1000000
#define TEXT_MAX  (16 << 20) /* bytes of CSV, or of a workbook's parts */

struct file {
	struct ctx *c;
	const struct place *at;
	const struct answer_file *from;
	struct typed *cell;
	size_t n;
};

static void add_cell(struct file *f, const char *code, const char *value,
		     enum numbers numbers, int64_t line, int64_t column)
{
	const struct form *form = f->at->form;
	int32_t s = form_slot(form, code);
	struct ctx *c = f->c;

	if (s < 0 || !form->slot[s].asked) {
		fault(c, line, column, code,
		      N_("form %s asks no such indicator in this period"),
		      form->code);
		return;
	}
	if (!cell_asked(form, s)) {
		if (*value)
			fault(c, line, column, code,
			      N_("is computed, not handed in"));
		return;
	}
	for (size_t i = 0; i < f->n; i++)
		if (!strcmp(f->cell[i].code, code)) {
			fault(c, line, column, code,
			      N_("stands on line %lld already"),
			      (long long)f->cell[i].line);
			return;
		}
	f->cell[f->n++] = (struct typed){
		.as = TYPED_CELL,
		.code = code,
		.value = value,
		.numbers = numbers,
		.line = line,
		.column = column,
	};
}

static int column_of(const struct file *f, const char *name)
{
	for (size_t i = 0; i < f->from->csv.cols; i++)
		if (!strcmp(f->from->csv.head[i], name))
			return (int)i;
	return -1;
}

/* A line for each indicator. */
static void read_lines(struct file *f, int code, int value)
{
	f->cell = arena_array(f->c->mem, f->from->csv.n, sizeof(*f->cell));
	for (size_t i = 0; i < f->from->csv.n; i++) {
		const struct csv_row *row = &f->from->csv.row[i];

		add_cell(f, row->cell[code], row->cell[value],
			 sheet_numbers(row, (size_t)value, f->from->numbers),
			 row->line, value + 1);
	}
}

/* A row for each unit, of which one is ours. */
static void read_row(struct file *f, int unit)
{
	const struct csv_row *mine = NULL;

	f->cell = arena_array(f->c->mem, f->from->csv.cols, sizeof(*f->cell));
	for (size_t i = 0; i < f->from->csv.n; i++) {
		const struct csv_row *row = &f->from->csv.row[i];

		if (strcmp(row->cell[unit], f->at->code))
			continue;
		if (mine)
			fault(f->c, row->line, unit + 1, "unit",
			      N_("%s stands on line %lld already"), f->at->code,
			      (long long)mine->line);
		mine = row;
	}
	if (!mine) {
		fault(f->c, 0, 0, "unit", N_("no row is of %s"), f->at->code);
		return;
	}
	for (size_t i = 0; i < f->from->csv.cols; i++)
		if ((int)i != unit)
			add_cell(f, f->from->csv.head[i], mine->cell[i],
				 sheet_numbers(mine, i, f->from->numbers),
				 mine->line, (int64_t)i + 1);
}

/* Of a workbook that was made for a return. */
static void read_template(struct file *f)
{
	const struct template_mark *m = &f->from->mark;
	const struct xlsx *t = &f->from->book;

	template_check(f->c, f->at, m);
	if (f->c->fault_count)
		return;
	f->cell = arena_array(f->c->mem, t->n, sizeof(*f->cell));
	for (size_t i = 0; i < t->n; i++) {
		const struct xlsx_row *row = &t->row[i];
		bool given = row->n > m->value;

		if (row->line <= m->head || !*row->cell[m->code])
			continue;
		add_cell(f, row->cell[m->code],
			 given ? row->cell[m->value] : "",
			 given && row->number[m->value] ? NUMBERS_PLAIN
							: f->from->numbers,
			 row->line, (int64_t)m->value + 1);
	}
}

static void read_table(struct file *f)
{
	int unit = column_of(f, "unit");
	int code = column_of(f, "code");
	int value = column_of(f, "value");

	if (code >= 0 && value >= 0)
		read_lines(f, code, value);
	else if (unit >= 0)
		read_row(f, unit);
	else
		fault(f->c, f->from->csv.head_line, 1, NULL,
		      N_("the columns are neither code and value, nor unit "
			 "and codes of indicators"));
}

enum err answer_file_parse(struct ctx *c, struct blob file,
			   enum numbers numbers, struct answer_file *out)
{
	const struct xlsx_limits limits = {TEXT_MAX, CELLS_MAX};

	*out = (struct answer_file){.numbers = numbers};
	if (!xlsx_is(file) && file.size > TEXT_MAX) {
		fault(c, 0, 0, NULL,
		      N_("The file is too large: at most %lld MB."),
		      (long long)(TEXT_MAX >> 20));
		return faults_end(c);
	}
	if (!xlsx_is(file))
		return sheet_parse(c, file, CELLS_MAX, &out->csv);
	TRY(xlsx_read(c, file, &limits, &out->book));
	out->made = template_mark(&out->book, &out->mark);
	return out->made ? OK : xlsx_table(c, &out->book, CELLS_MAX, &out->csv);
}

enum err answer_file_read(struct ctx *c, const struct place *at,
			  const struct answer_file *from, struct typed **cell,
			  size_t *n)
{
	struct file f = {.c = c, .at = at, .from = from};

	if (from->made)
		read_template(&f);
	else
		read_table(&f);
	*cell = f.cell;
	*n = f.n;
	return faults_end(c);
}

enum err answer_file_check(struct ctx *c, const struct place *at,
			   const struct typed *cell, size_t n)
{
	(void)cells_read(c, at->form, cell, n);
	return faults_end(c);
}

enum err draft_take_file(struct ctx *c, struct place *at, int64_t rev,
			 const struct answer_file *from, struct val **view)
{
	struct typed *cell;
	size_t n;

	TRY(answer_file_read(c, at, from, &cell, &n));
	TRY(answer_file_check(c, at, cell, n));
	return draft_save(c, at, rev, cell, n, view);
}
