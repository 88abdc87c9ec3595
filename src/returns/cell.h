/* cell.h - what people type into a form, one cell after another: the one way
 * for files, pages and spreadsheets. */
#ifndef RETURNS_CELL_H
#define RETURNS_CELL_H

#include "returns/form.h"
#include "returns/vector.h"

#define CELL_TEXT_MAX 20000 /* bytes of the answer to a text */

/* A form as somebody fills it in. */
struct filled {
	struct values *v;  /* by slot */
	const char **text; /* by slot: the answer to a text, else NULL */
	bool *typed;	   /* by slot: something stood there, right or not */
};

/* One cell, and where it stands in a file (else 0, 0). */
struct cell_in {
	int32_t slot;
	const char *typed;
	enum numbers numbers;
	int64_t line, column;
};

struct filled *filled_new(struct arena *mem, const struct form *f);

/* Whether people answer this slot. What is computed from parts may be given
 * without them; a ratio never is, nor an item of a choice, which is answered
 * as a whole. */
bool cell_asked(const struct form *f, int32_t slot);

/**
 * Reads what was typed for an asked slot. Nothing but blanks is "not given",
 * which is not 0. A yes/no takes có, không, yes, no, x, 1 and 0; a choice the
 * code or the title of an item, and then gives a 1 or a 0 to each that any
 * version offers; a text
 * has its words counted.
 *
 * False, with one fault that names the indicator: no number, a formula, too
 * many decimals, too large, no item of the choice, too few or many words.
 */
bool cell_read(struct ctx *c, const struct form *f, const struct cell_in *cell,
	       struct filled *to);

/**
 * Computes what is the total of others, from those of its parts that are
 * given. A total that was typed stands where no part is.
 *
 * Faults: it was typed as something else, or does not fit. A total with a
 * part that could not be read is left alone.
 */
void filled_total(struct ctx *c, const struct form *f, int64_t line,
		  struct filled *to);

/* Faults for what is required and was not typed. */
void filled_require(struct ctx *c, const struct form *f, int64_t line,
		    const struct filled *from);

/* What to type for it, in any language: "1" or "0" of a yes/no, an item's
 * code; "" where it is not given. Of a text, `text`. */
const char *cell_typed(struct arena *mem, const struct form *f, int32_t slot,
		       const struct values *v, const char *text,
		       enum numbers numbers);

/* The same for reading: "1.234,5", "Có", an item's title; "" where it is not
 * given. */
const char *cell_shown(const struct ctx *c, const struct form *f, int32_t slot,
		       const struct values *v, const char *text);

/* "+470 (+2.6%)" from one period to the next, of a number that both give;
 * else NULL. */
const char *cell_change(const struct ctx *c, const struct form *f, int32_t slot,
			const struct values *now, const struct values *last);

/* How many words a text has: pieces between blanks that have a letter or a
 * digit. */
int64_t cell_words(const char *s);

#endif
