/* xlsx_sheet.h - the cells of one sheet; of use to xlsx.c alone. */
#ifndef CORE_XLSX_SHEET_H
#define CORE_XLSX_SHEET_H

#include "core/part.h"
#include "core/xlsx.h"

/* What a workbook keeps for all of its sheets. */
struct xlsx_book {
	const char **string; /* shared texts, by number */
	size_t strings;
	bool *day; /* by number of a cell's style: it shows a day */
	size_t styles;
	bool from_1904;
};

/* Reads the part `name`; what is wrong with its cells are faults of `c`.
 * *large: it has more than `max_cells`. */
enum part_err xlsx_sheet(struct ctx *c, struct parts *p, const char *name,
			 const struct xlsx_book *book, size_t max_cells,
			 struct xlsx *out, bool *large) MUST;

/* Adds text to `b`, up to CSV_CELL_MAX in all; false beyond. */
bool xlsx_add(struct buf *b, const char *s, size_t n) MUST;

#endif
