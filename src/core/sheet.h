/* sheet.h - CSV and XLSX files with named columns, and what is wrong with them
 * in words. */
#ifndef CORE_SHEET_H
#define CORE_SHEET_H

#include "base/csv.h"
#include "base/decimal.h"
#include "core/ctx.h"

#define SHEET_CELLS   4000000 /* in one file of named columns */
#define SHEET_COLUMNS 20

struct column {
	const char *name;
	bool required; /* the file has it; a cell may still be empty */
};

struct sheet {
	struct csv csv;
	int place[SHEET_COLUMNS]; /* in the file, by column; -1: absent */
};

/**
 * Parses a file of any columns, of at most `max_cells` cells: CSV, or the
 * first sheet of a workbook (core/xlsx.h), told by how the file begins.
 *
 * ERR_INVALID  not a table in UTF-8, nor a workbook; the fault says where
 */
enum err sheet_parse(struct ctx *c, struct blob file, size_t max_cells,
		     struct csv *out) MUST;

/* How a cell writes numbers: as was told, unless it is a workbook's number. */
enum numbers sheet_numbers(const struct csv_row *row, size_t cell,
			   enum numbers told);

/**
 * Parses a file of the columns named, in any order.
 *
 * ERR_INVALID  as sheet_parse(); a column is unknown, doubled or missing
 */
enum err sheet_read(struct ctx *c, struct blob file, const struct column *want,
		    size_t n, struct sheet *out) MUST;

/* The cell of column `col` (in the order of `want`); "" where absent. */
const char *sheet_cell(const struct sheet *t, const struct csv_row *row,
		       int col);

/* The column's place in the file for a fault, from 1; 0 where absent. */
int64_t sheet_column(const struct sheet *t, int col);

#endif
