/* document_csv.h - registered documents as a table, in and out. */
#ifndef REGISTER_DOCUMENT_CSV_H
#define REGISTER_DOCUMENT_CSV_H

#include "core/ctx.h"

struct document_import {
	struct blob file; /* CSV or workbook */
	const char *unit; /* of rows that name none; NULL: none */
};

/**
 * Enters documents from a table, each as document_add() does, with the
 * columns unit, number (the symbol as written), kind, date, issuer (a unit's
 * code; empty: `unit` itself), issuer_name (who is no unit), subject, signer,
 * capacity, urgency, due, place, pages, arrived, note, carries_out (several
 * parted by ;) and state; kind, date and subject are needed. A row may carry
 * out a document of a row before it.
 *
 * What stands in that book already is left out, as are rows of another state
 * than "valid": such documents are changed by an act of their own.
 *
 * All or nothing; needs DB_WRITE; journalled document by document. *report:
 * {"added","linked","left_out","rows":[{"line","unit","symbol","subject",
 * "document","fate","warnings"}]}; fate: "new", "linked" (it was here and
 * comes into one more book), "here", "state" (left out).
 *
 * ERR_INVALID  faults by line and column, of all rows
 * ERR_DENIED   may not ACT_REGISTER at a unit of the table
 */
enum err document_import(struct ctx *c, const struct document_import *ask,
			 struct val **report) MUST;

/**
 * Writes what stands in books, in sight, as document_import() reads it, in
 * the order in which it came there. `unit` and `book` NULL, `year` 0: all.
 *
 * ERR_INVALID  no such book; ERR_MISSING, ERR_DENIED  may not ACT_CONSULT
 * at the unit
 */
enum err document_export(struct ctx *c, const char *unit, const char *book,
			 int64_t year, struct buf *out) MUST;

#endif
