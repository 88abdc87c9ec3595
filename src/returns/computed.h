/* computed.h - returns that the program itself makes of what it knows: nobody
 * types them, they count at once, and add up the tree like all others. */
#ifndef RETURNS_COMPUTED_H
#define RETURNS_COMPUTED_H

#include "access/role.h"
#include "returns/form.h"

/* A form of the program's own: its file without who answers. */
struct computed_form {
	const char *code;
	const char *head; /* the file before the codes of kinds that answer, */
	const char *tail; /* and behind them */
};

struct computed {
	const char *code; /* of an indicator of the form; totals as well */
	int64_t n;
};

/**
 * The form for `period`, answered also by units of `kind` (code): it comes
 * into being when it is needed first, and a kind that did not answer it makes
 * a new version. Asks for no right: who makes a return of the form may.
 *
 * ERR_CONFLICT  a form of that code was made by people and is another one
 */
enum err computed_form(struct ctx *c, const struct computed_form *own,
		       int64_t period, const char *kind,
		       struct form **out) MUST;

/**
 * Hands in the return of a unit (code) and makes it count in one go, for who
 * may do `act` at the unit: what people may hand in and accept is not asked,
 * as none of them says what it says.
 *
 * ERR_CONFLICT  the unit is not in the tree on the period's last day
 * ERR_MISSING, ERR_DENIED  as may_for(act)
 */
enum err computed_put(struct ctx *c, const struct form *f, int64_t period,
		      const char *unit, enum act act, const struct computed *is,
		      size_t n) MUST;

/* It ceases to count; nothing happens where none does. Errors as above. */
enum err computed_void(struct ctx *c, const struct form *f, int64_t period,
		       const char *unit, enum act act) MUST;

#endif
