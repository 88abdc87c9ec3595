/* answer_file.h - one return as a file: a table of code and value, a row of
 * a table of many units, or a workbook made for the form. */
#ifndef RETURNS_ANSWER_FILE_H
#define RETURNS_ANSWER_FILE_H

#include "returns/draft.h"
#include "returns/template.h"

#define ANSWER_FILE_MAX ((size_t)50 << 20)

/* A file that was read, and is not yet known to be of any return. */
struct answer_file {
	enum numbers numbers; /* how its texts write them */
	bool made;	      /* by template_make(): `book` and `mark`, */
	struct xlsx book;
	struct template_mark mark;
	struct csv csv; /* else this */
};

/**
 * Reads a file from outside. Slow: call it outside of a transaction.
 *
 * ERR_INVALID  no such table, as sheet_parse() says it; too large
 */
enum err answer_file_parse(struct ctx *c, struct blob file,
			   enum numbers numbers, struct answer_file *out) MUST;

/**
 * The cells that it holds for one return: columns code,value; or unit and
 * codes of indicators, with one row for this unit; or a filled template.
 *
 * ERR_INVALID  faults by line and column: a code that the form does not ask,
 *              one that stands twice, no row of the unit; a template of
 *              another return
 */
enum err answer_file_read(struct ctx *c, const struct place *at,
			  const struct answer_file *from, struct typed **cell,
			  size_t *n) MUST;

/* What is wrong with the values of cells, by line and column of the file:
 * ERR_INVALID. What they come to is not kept. */
enum err answer_file_check(struct ctx *c, const struct place *at,
			   const struct typed *cell, size_t n) MUST;

/**
 * Puts what a file says into the draft, as draft_save(). Nothing is saved
 * where any cell of it is wrong: the file is there to be mended.
 */
enum err draft_take_file(struct ctx *c, struct place *at, int64_t rev,
			 const struct answer_file *from,
			 struct val **view) MUST;

#endif
