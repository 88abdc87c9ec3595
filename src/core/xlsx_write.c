/* xlsx_write.c - writes workbooks with libxlsxwriter. */
#include "core/xlsx_write.h"

#include "base/text.h"
#include "core/spool.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define NAME_MOST 31 /* characters of a sheet's name */
#define DECIMALS  12 /* formats kept */

struct xlsx_out {
	struct ctx *c;
	struct xlsx_file file;
	lxw_worksheet *sheet;
	lxw_format *head, *number[DECIMALS];
	lxw_row_t row;
	lxw_col_t column;
};

/* ---- the file ---- */

void xlsx_file_open(struct xlsx_file *f, bool rows)
{
	lxw_workbook_options options = {.constant_memory = rows};
	int fd = spool_named(f->path);

	f->workbook = NULL;
	if (fd < 0) {
		f->path[0] = '\0';
		return;
	}
	close(fd);
	options.tmpdir = getenv("TMPDIR");
	f->workbook = workbook_new_opt(f->path, &options);
}

static enum err read_back(struct ctx *c, const char *path, struct buf *to)
{
	FILE *in = fopen(path, "rb");
	char *some = arena_alloc(c->mem, 65536);
	size_t n;
	bool whole;

	while (in && (n = fread(some, 1, 65536, in)) > 0)
		buf_add(to, some, n);
	whole = in && !ferror(in);
	if (in)
		fclose(in);
	return whole ? OK : ERR_BROKEN;
}

enum err xlsx_file_done(struct ctx *c, struct xlsx_file *f, struct buf *to)
{
	lxw_error e = LXW_ERROR_CREATING_TMPFILE;
	enum err done = OK;
	int why = errno;

	if (f->workbook) {
		e = workbook_close(f->workbook);
		why = errno;
	}
	f->workbook = NULL;
	if (e == LXW_NO_ERROR)
		done = read_back(c, f->path, to);
	if (f->path[0])
		unlink(f->path);
	if (e == LXW_NO_ERROR)
		return done;
	if (why == ENOSPC || why == EFBIG || why == EDQUOT)
		return fail(c, ERR_FULL, NULL,
			    N_("There is no room to write a workbook."));
	return fail(c, ERR_BROKEN, NULL, N_("A workbook cannot be written: %s"),
		    lxw_strerror(e));
}

/* ---- numbers ---- */

bool xlsx_holds(const char *number)
{
	const char *s = number + (*number == '-');
	size_t digits = 0;

	for (const char *at = s; *at; at++) {
		if (isdigit((unsigned char)*at))
			digits += digits > 0 || *at != '0';
		else if (*at != '.' || at == s || !at[1] || strchr(at + 1, '.'))
			return false;
	}
	return *s && digits <= XLSX_DIGITS;
}

const char *xlsx_format(struct arena *mem, int decimals)
{
	return decimals > 0 ? arena_printf(mem, "#,##0.%0*d", decimals, 0)
			    : "#,##0";
}

static int decimals_of(const char *number)
{
	const char *point = strchr(number, '.');

	return point ? (int)strlen(point + 1) : 0;
}

/* ---- a table ---- */

/* Without what no sheet may be called. */
static const char *sheet_name(struct arena *mem, const char *s)
{
	char *name = text_tidy(mem, s), *end = name;

	for (char *at = name; *at; at++)
		if (strchr("[]:*?/\\'", *at))
			*at = '-';
	for (size_t n = 0; *end && n < NAME_MOST; n++)
		do
			end++;
		while (((unsigned char)*end & 0xc0) == 0x80);
	*end = '\0';
	return *name ? name : "1";
}

struct xlsx_out *xlsx_new(struct ctx *c, const char *sheet)
{
	struct xlsx_out *x = arena_alloc(c->mem, sizeof(*x));

	x->c = c;
	xlsx_file_open(&x->file, true);
	if (!x->file.workbook)
		return x;
	x->sheet = workbook_add_worksheet(x->file.workbook,
					  sheet_name(c->mem, sheet));
	x->head = workbook_add_format(x->file.workbook);
	format_set_bold(x->head);
	for (int i = 0; i < DECIMALS; i++) {
		x->number[i] = workbook_add_format(x->file.workbook);
		format_set_num_format(x->number[i], xlsx_format(c->mem, i));
	}
	worksheet_freeze_panes(x->sheet, 1, 0);
	worksheet_set_column(x->sheet, 0, 0, 14, NULL);
	worksheet_set_column(x->sheet, 1, 1, 36, NULL);
	worksheet_set_column(x->sheet, 2, 60, 14, NULL);
	return x;
}

void xlsx_put(struct xlsx_out *x, const char *text)
{
	if (x->sheet && *text)
		worksheet_write_string(x->sheet, x->row, x->column, text,
				       x->row ? NULL : x->head);
	x->column++;
}

void xlsx_put_number(struct xlsx_out *x, const char *number)
{
	int decimals = decimals_of(number);

	if (!x->sheet || decimals >= DECIMALS || !xlsx_holds(number)) {
		xlsx_put(x, number);
		return;
	}
	worksheet_write_number(x->sheet, x->row, x->column++,
			       strtod(number, NULL), x->number[decimals]);
}

void xlsx_end_row(struct xlsx_out *x)
{
	x->row++;
	x->column = 0;
}

enum err xlsx_done(struct xlsx_out *x, struct buf *to)
{
	return xlsx_file_done(x->c, &x->file, to);
}
