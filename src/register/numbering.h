/* numbering.h - which number and symbol a document of a unit gets: rules,
 * terms of office, and runs of numbers without gaps. */
#ifndef REGISTER_NUMBERING_H
#define REGISTER_NUMBERING_H

#include "register/kind.h"

#define NUMBER_MAX 99999999999 /* eleven digits: the state's CodeNumber */

/* Where no rule says otherwise; the issuer is the unit's code then. */
#define NUMBERING_FORMAT "{n:02}/{kind}-{issuer}"

/* Of what a number is asked. */
struct number_ask {
	int64_t unit; /* id */
	const char *unit_code;
	const struct document_kind *kind;
	int64_t day;	     /* of the document: of that year, or term */
	const char *drafter; /* NULL: none */
};

struct number_given {
	int64_t series; /* id */
	int64_t n;	/* from 1 */
	const char *symbol;
	int64_t first, until; /* days through which the series runs */
};

/**
 * Takes the next number of the series that the rule of (unit, kind) says;
 * without a rule of that of the kind in that year. It is given back when the
 * transaction fails: whoever takes the next waits till then. Needs DB_WRITE.
 *
 * ERR_CONFLICT  numbered by terms of office, and none is known for that day
 * ERR_INVALID   the symbol would be longer than symbols may be
 */
enum err numbering_take(struct ctx *c, const struct number_ask *ask,
			struct number_given *out) MUST;

/* The number and symbol that numbering_take() would give now; series 0. */
enum err numbering_next(struct ctx *c, const struct number_ask *ask,
			struct number_given *out) MUST;

/**
 * A number was given by hand: where its symbol is one that the series makes,
 * the series goes on after it, and *out is that; else out->series is 0.
 * Needs DB_WRITE.
 */
enum err numbering_reach(struct ctx *c, const struct number_ask *ask, int64_t n,
			 const char *found_by, struct number_given *out) MUST;

/* ---- rules ---- */

/**
 * How a unit numbers documents of some kinds, which share one series.
 *
 * kinds   separated by commas, each as document_kind_find()
 * per     "year" or "term"
 * format  as symbol_format_check()
 * abbr    of the unit, as symbols have it; NULL: its code
 * *id     its number
 *
 * ERR_INVALID   one of them is not right
 * ERR_CONFLICT  one of the kinds has a rule that holds; the message names it
 * ERR_DENIED    may not ACT_REGISTER at the unit
 */
enum err numbering_add(struct ctx *c, const char *unit, const char *kinds,
		       const char *per, const char *format, const char *abbr,
		       int64_t *id) MUST;

/* It holds no more; the series stays. ERR_MISSING, ERR_CONFLICT: it ended. */
enum err numbering_end(struct ctx *c, int64_t id) MUST;

/* [{"numbering","unit","name","per","format","abbr","kinds":[…],"state":
 * "holds"|"ended","next","series":[{"span","last"}]}] of units in sight, or
 * of one (code; NULL: all). span: a year, or the first day of a term. */
enum err numbering_list(struct ctx *c, const char *unit, struct val **out) MUST;

/* ---- terms of office ---- */

/* ERR_CONFLICT: one begins on that day already. */
enum err office_term_add(struct ctx *c, const char *unit, const char *name,
			 int64_t since) MUST;

/* [{"unit","unit_name","name","since"}] */
enum err office_term_list(struct ctx *c, const char *unit,
			  struct val **out) MUST;

#endif
