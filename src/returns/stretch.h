/* stretch.h - what one unit and all below it gave over many base periods,
 * in as many statements as for one. */
#ifndef RETURNS_STRETCH_H
#define RETURNS_STRETCH_H

#include "gen/sql_returns.h"
#include "returns/form.h"

/**
 * The rows that figure_self gives for each base period first..last of the
 * form, by period - first. Where the unit was not in the tree, or form[] is
 * NULL (before the form's first), row.kind is not set.
 */
enum err stretch_rows(struct ctx *c, int64_t unit, int64_t first, int64_t last,
		      struct form *const *form, struct node_row **out) MUST;

#endif
