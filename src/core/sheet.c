/* sheet.c - reads CSV and XLSX files with named columns. */
#include "core/sheet.h"

#include "core/xlsx.h"

#include <assert.h>
#include <string.h>

static enum err parse_workbook(struct ctx *c, struct blob file,
			       size_t max_cells, struct csv *out)
{
	const struct xlsx_limits limits = xlsx_limits_of(max_cells);
	struct xlsx t;

	TRY(xlsx_read(c, file, &limits, &t));
	return xlsx_table(c, &t, max_cells, out);
}

enum numbers sheet_numbers(const struct csv_row *row, size_t cell,
			   enum numbers told)
{
	return row->number && row->number[cell] ? NUMBERS_PLAIN : told;
}

enum err sheet_parse(struct ctx *c, struct blob file, size_t max_cells,
		     struct csv *out)
{
	static const char *const why[] = {
		[CSV_EMPTY] = N_("The file is empty."),
		[CSV_UTF8] = N_("Not UTF-8 from character %lld on; save the "
				"file as CSV UTF-8."),
		[CSV_QUOTE] = N_("The quotation mark at character %lld has no "
				 "end, or text follows its end."),
		[CSV_WIDTH] = N_("More cells than the head has columns, from "
				 "character %lld on."),
		[CSV_LARGE] = N_("The file has too many cells; split it."),
		[CSV_NUL] = N_("A zero byte at character %lld: this is no "
			       "text file; save it as CSV UTF-8."),
	};
	enum csv_err e;

	if (xlsx_is(file))
		return parse_workbook(c, file, max_cells, out);
	e = csv_parse(c->mem, file.data, file.size, max_cells, out);
	if (e == CSV_OK)
		return OK;
	fault(c, out->line, 0, NULL, why[e], (long long)out->column);
	return faults_end(c);
}

static int find(const struct column *want, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(want[i].name, name))
			return (int)i;
	return -1;
}

/* "code, name, kind" */
static const char *names(struct arena *mem, const struct column *want, size_t n)
{
	struct buf b = {.mem = mem};

	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i ? ", " : "", want[i].name);
	return b.s;
}

enum err sheet_read(struct ctx *c, struct blob file, const struct column *want,
		    size_t n, struct sheet *out)
{
	assert(n <= SHEET_COLUMNS);
	TRY(sheet_parse(c, file, SHEET_CELLS, &out->csv));
	for (size_t i = 0; i < n; i++)
		out->place[i] = -1;
	for (size_t k = 0; k < out->csv.cols; k++) {
		const char *name = out->csv.head[k];
		int i = find(want, n, name);

		if (i < 0)
			fault(c, out->csv.head_line, (int64_t)k + 1, NULL,
			      N_("Unknown column “%s”; the columns are %s."),
			      name, names(c->mem, want, n));
		else if (out->place[i] >= 0)
			fault(c, out->csv.head_line, (int64_t)k + 1, NULL,
			      N_("The column %s stands twice."), name);
		else
			out->place[i] = (int)k;
	}
	for (size_t i = 0; i < n; i++)
		if (want[i].required && out->place[i] < 0)
			fault(c, out->csv.head_line, 0, NULL,
			      N_("The column %s is missing."), want[i].name);
	return faults_end(c);
}

const char *sheet_cell(const struct sheet *t, const struct csv_row *row,
		       int col)
{
	return t->place[col] < 0 ? "" : row->cell[t->place[col]];
}

int64_t sheet_column(const struct sheet *t, int col)
{
	return t->place[col] + 1;
}
