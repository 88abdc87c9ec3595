/* person_import.h - many people from a file. */
#ifndef PEOPLE_PERSON_IMPORT_H
#define PEOPLE_PERSON_IMPORT_H

#include "core/ctx.h"

struct person_import {
	struct blob file; /* CSV or workbook; or vCards, told by their begin */
	const char *unit; /* of those of whom the file gives none; NULL: none */
	bool alike;	  /* those that are probably there are added as well */
};

/**
 * Adds people from a table with the columns code, name, unit, email, phone,
 * from (name is needed; an empty code is made, an empty unit is that of
 * `ask`, an empty from is today), or from vCards (vcard.h).
 *
 * Who is probably there already is left out, unless ask->alike: somebody of
 * the same name (with or without marks) with the same mail address, or in
 * the same unit, unless address or telephone tell them apart.
 *
 * All is checked before anything is written. Needs DB_WRITE; journalled.
 * *report: {"added","left_out","dropped":[{"field","n"}],"rows":[{"line",
 * "code","name","unit","from","fate","alike"}]}; fate: "new", "alike" (to
 * whom: the code of a person, or of a row before), dropped: what vCards hold
 * and Tierwork does not keep.
 *
 * ERR_INVALID  faults by line and column: no such unit, or not on that day;
 *              a code that is taken; a value that is none
 * ERR_DENIED   may not ACT_PEOPLE at a unit
 */
enum err person_import(struct ctx *c, const struct person_import *ask,
		       struct val **report) MUST;

#endif
