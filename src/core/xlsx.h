/* xlsx.h - reads the first sheet of a workbook that people filled. */
#ifndef CORE_XLSX_H
#define CORE_XLSX_H

#include "base/csv.h"
#include "core/ctx.h"

#define XLSX_TYPE                                                              \
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define XLSX_MAX     (50 << 20) /* bytes of a file */
#define XLSX_COLUMNS 16384

/* How much is read. Unpacked bytes count over all parts of the file; cells
 * count as in a full table. Reading takes at most about bytes + 32 * cells
 * of memory. */
struct xlsx_limits {
	size_t bytes, cells;
};

struct xlsx_row {
	int64_t line;	    /* as the spreadsheet numbers it, from 1 */
	size_t n;	    /* up to the last cell that holds something */
	const char **cell;  /* "" for one that holds nothing */
	const bool *number; /* by cell: it is a number, not a text */
};

struct xlsx {
	struct xlsx_row *row; /* those that hold something */
	size_t n;
};

/* Whether the file begins as a workbook (a zip file), or as one of the old
 * kind or with a password, which xlsx_read() refuses in words. */
bool xlsx_is(struct blob file) MUST;

/**
 * Reads the first sheet that is not hidden. Cells are text, trimmed as
 * csv_parse() does it: numbers as typed (see xlsx_number()), days as
 * 2026-01-31, truth as TRUE and FALSE.
 *
 * ERR_INVALID  no workbook, or a damaged one; over a limit; a cell holds a
 *              formula or an error: the faults name each
 */
enum err xlsx_read(struct ctx *c, struct blob file,
		   const struct xlsx_limits *limits, struct xlsx *out) MUST;

/* What was read as a table under a head, its first row, just as csv_parse()
 * gives it. ERR_INVALID: empty, too many cells, a cell beyond the head */
enum err xlsx_table(struct ctx *c, const struct xlsx *t, size_t max_cells,
		    struct csv *out) MUST;

/* How much is read of a table of so many cells. */
struct xlsx_limits xlsx_limits_of(size_t max_cells);

#endif
