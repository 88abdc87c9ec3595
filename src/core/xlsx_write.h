/* xlsx_write.h - writes workbooks: tables to keep, and templates to fill in.
 *
 * A workbook is written to a file without a name; xlsx_done() gives its
 * bytes. What goes wrong on the way is said then. */
#ifndef CORE_XLSX_WRITE_H
#define CORE_XLSX_WRITE_H

#include "core/ctx.h"

#define XLSX_DIGITS 15 /* more do not fit a spreadsheet's number */

/* ---- a table, row by row; in memory is only the row at hand ---- */

struct xlsx_out;

/* `sheet`: the name of the sheet, cut to what spreadsheets take. */
struct xlsx_out *xlsx_new(struct ctx *c, const char *sheet) MUST;

/* The next cell. A number in the plain style that a spreadsheet cannot hold
 * exactly, and what is no number, is a text. */
void xlsx_put(struct xlsx_out *x, const char *text);
void xlsx_put_number(struct xlsx_out *x, const char *number);
/* Ends the row; the first is the head, which stays in sight. */
void xlsx_end_row(struct xlsx_out *x);

/* Ends the workbook, whatever becomes of it, and adds its bytes to `to`.
 * ERR_FULL: no room on the disk. */
enum err xlsx_done(struct xlsx_out *x, struct buf *to) MUST;

/* ---- for those who shape one themselves ---- */

struct xlsx_file {
	char path[4096];
	void *workbook; /* lxw_workbook; NULL: the file cannot be made */
};

/* `rows`: true: written row by row, as above. */
void xlsx_file_open(struct xlsx_file *f, bool rows);
enum err xlsx_file_done(struct ctx *c, struct xlsx_file *f,
			struct buf *to) MUST;

/* Whether a plain number keeps every digit in a spreadsheet, which knows only
 * binary fractions: strtod() gives what to write then. */
bool xlsx_holds(const char *number) MUST;

/* The format that shows all of its decimals: "#,##0.00". */
const char *xlsx_format(struct arena *mem, int decimals);

#endif
