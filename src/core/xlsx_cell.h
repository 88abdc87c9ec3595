/* xlsx_cell.h - what a cell of a spreadsheet holds, as a person would have
 * typed it: numbers and days as text, exact. */
#ifndef CORE_XLSX_CELL_H
#define CORE_XLSX_CELL_H

#include "base/arena.h"

/**
 * The decimal text of a number as it is stored ("0.10000000000000001" is
 * "0.1", "1.5E3" is "1500"): 15 digits, as many as a spreadsheet shows and
 * lets type. A whole number written out stays as it is, up to 18 digits.
 * NULL: no number, or one of more than 30 places.
 */
const char *xlsx_number(struct arena *mem, const char *stored) MUST;

/**
 * The day that a number is in a cell formatted as one: "2026-01-31", with a
 * time "2026-01-31 08:30:00". `from_1904`: the workbook counts from there.
 * NULL: no day between 1900 and 9999.
 */
const char *xlsx_day(struct arena *mem, const char *stored,
		     bool from_1904) MUST;

/* A text as it was typed, trimmed as csv_trim() does it: what a workbook
 * writes as _x005F_ is _, as _x000A_ a line's end, as _x0009_ a tab, and
 * _x000D_, which stands before a line's end, is nothing. */
const char *xlsx_text(struct arena *mem, const char *stored) MUST;

/* Whether a number format ("dd/mm/yyyy", "0.00") shows a day or a time. */
bool xlsx_is_day(const char *format) MUST;
/* The same of a format that every workbook has, by its number. */
bool xlsx_is_day_format(int64_t id) MUST;

/* "B7" as a row and a column, both from 1; false: no such place. Reads
 * `place` up to a NUL. */
bool xlsx_place(const char *place, int64_t *row, int64_t *column) MUST;
/* "B7" of a row and a column (1 to 18278). */
const char *xlsx_place_text(struct arena *mem, int64_t row,
			    int64_t column) MUST;

#endif
