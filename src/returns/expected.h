/* expected.h - who is expected to give a return, where roll-ups were read for
 * many periods at once; the rule itself stands in expected.sql. */
#ifndef RETURNS_EXPECTED_H
#define RETURNS_EXPECTED_H

#include "gen/sql_returns.h"
#include "returns/form.h"

/**
 * Fills missing and assigned of a row whose roll-up was read.
 *
 * asked     units below whose kind has to answer, on the period's last day
 * unasked   of those below that gave: whose kind need not
 * owing     of those below whom open calls ask: who gave nothing; not set:
 *           there is no open call
 * assigned  whether the unit itself is asked by one
 */
void expected_put(struct node_row *row, int64_t asked, int64_t unasked,
		  struct opt_int owing, struct opt_int assigned);

/* Whether the unit of a row is itself asked: by a call or, where there is
 * none, by its kind. */
bool expected_itself(const struct form *f, const struct node_row *row);

/* How many returns are expected at or below it: given ones and missing. */
int64_t expected_of(const struct form *f, const struct node_row *row);

#endif
