/* csv.h - reads tables that people made: UTF-8 with or without BOM, comma
 * or semicolon (told by the first line), quotes as in RFC 4180, LF or CRLF. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/arena.h"

#define CSV_CELL_MAX (1 << 20) /* bytes */

enum csv_err {
	CSV_OK,
	CSV_EMPTY, /* no line that holds anything */
	CSV_UTF8,  /* not UTF-8 */
	CSV_QUOTE, /* a quote that does not end, or text after its end */
	CSV_WIDTH, /* something stands in a cell beyond the head */
	CSV_LARGE, /* over `max_cells` cells, or one over CSV_CELL_MAX */
	CSV_NUL,   /* a zero byte */
};

struct csv_row {
	int64_t line;	   /* in the file, from 1 */
	const char **cell; /* as many as the head has; missing ones are "" */
	/* of a workbook (core/xlsx.h): by cell, whether it holds a number, as
	 * which it is written in the plain style; NULL: none does */
	const bool *number;
};

struct csv {
	char delimiter;
	size_t cols, n;
	const char **head;
	int64_t head_line; /* 1, unless lines that hold nothing go before */
	struct csv_row *row;
	/* After an error, where: the line, and the character in it, both
	 * from 1. For a quote that does not end: where it begins. */
	int64_t line, column;
};

/**
 * Parses `n` bytes, all at once, into memory of `mem`; nothing of `s` is
 * needed afterwards.
 *
 * A line ends in LF, CRLF or CR. Cells are trimmed of blanks (space, tab,
 * U+00A0, U+FEFF) outside quotes. Rows that hold nothing at all are passed
 * over, as are empty cells behind the last of the head. The delimiter is ;
 * where the head has more of them than of commas. `max_cells` bounds head
 * and rows together, so that memory stays within n + 64 * max_cells bytes.
 * A ' that csv_cell() put before = + - @ is taken off again.
 */
enum csv_err csv_parse(struct arena *mem, const char *s, size_t n,
		       size_t max_cells, struct csv *out) MUST;

/* A cell as csv_parse() gives it: without blanks around, and without the '
 * that csv_cell() put. */
const char *csv_trim(struct arena *mem, const char *s);

/**
 * Adds one cell, quoted where needed; `last` ends the row (with LF).
 *
 * A leading = + - @ is neutralised with a ' so that no spreadsheet runs the
 * text; numbers, whose minus must stay, go through csv_number().
 */
void csv_cell(struct buf *b, const char *s, bool last);
void csv_number(struct buf *b, const char *s, bool last);

#endif
