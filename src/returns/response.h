/* response.h - what units hand in for a form and period, in versions. */
#ifndef RETURNS_RESPONSE_H
#define RETURNS_RESPONSE_H

#include "base/decimal.h"
#include "core/ctx.h"
#include "returns/form.h"
#include "returns/vector.h"

struct response_file {
	struct blob csv; /* columns: unit, then codes of indicators */
	const char *form, *period;
	enum numbers numbers; /* how it writes them */
	bool accept;	      /* they count at once */
	bool partial;	      /* faulty rows are left out, not the file */
};

/**
 * Takes the returns of many units for one form and base period from a
 * table. An empty cell is "not given", which is not 0. A unit that had a
 * return gets a new version.
 *
 * *view: {"form","period","returns","accepted","rejected"} counts.
 *
 * ERR_INVALID   the period is not the form's; faults by line and column:
 *               unknown column or unit, a unit not alive on the period's
 *               last day or of a kind that does not answer, twice the same,
 *               no number, too many decimals, too large, required and empty
 * ERR_DENIED    may not hand in, or accept, for one of the units
 */
enum err response_import(struct ctx *c, const struct response_file *file,
			 struct val **view) MUST;

/**
 * Takes one unit's return for a base period of the form; with `accept` it
 * counts at once, at every tier above.
 *
 * ERR_MISSING  no such unit in that period's tree, or not visible
 * ERR_DENIED   may not hand in, or accept, there
 * ERR_INVALID  its kind does not answer, or a sum would not fit
 */
enum err response_take(struct ctx *c, const struct form *f, int64_t period,
		       const char *unit, const struct values *v,
		       bool accept) MUST;

/* Largest file read: more is refused before it is parsed. */
#define RESPONSE_FILE_MAX ((size_t)256 << 20)

#endif
