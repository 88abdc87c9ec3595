/* answer_file.h - one return as a file: a table of code and value, a row of
 * a table of many units, or a workbook made for the form. */
#ifndef RETURNS_ANSWER_FILE_H
#define RETURNS_ANSWER_FILE_H

#include "returns/draft.h"

#define ANSWER_FILE_MAX ((size_t)50 << 20)

/**
 * Reads the cells that a file holds for one return: columns code,value; or
 * unit and codes of indicators, with one row for this unit.
 *
 * ERR_INVALID  no such table; faults by line and column: a code that the
 *              form does not ask, one that stands twice, no row of the unit
 */
enum err answer_file_read(struct ctx *c, const struct place *at,
			  struct blob file, enum numbers numbers,
			  struct typed **cell, size_t *n) MUST;

/* What is wrong with the values of cells, by line and column of the file:
 * ERR_INVALID. What they come to is not kept. */
enum err answer_file_check(struct ctx *c, const struct place *at,
			   const struct typed *cell, size_t n) MUST;

/**
 * Puts what a file says into the draft, as draft_save(). Nothing is saved
 * where any cell of it is wrong: the file is there to be mended.
 */
enum err draft_take_file(struct ctx *c, struct place *at, int64_t rev,
			 struct blob file, enum numbers numbers,
			 struct val **view) MUST;

#endif
