/* expr.h - the small language of rules across indicators (docs/rules.md):
 * read once into steps for a stack, then evaluated exactly.
 *
 * Pure code: an arena and no store. Values are whole numbers scaled by
 * their indicator's decimals; what is computed of them are fractions of
 * 128 bits. The page evaluates the same steps (src/web/static/rules.js);
 * tests/unit/expr_cases.json holds both to one table of cases. */
#ifndef RETURNS_EXPR_H
#define RETURNS_EXPR_H

#include "base/val.h"
#include "returns/vector.h"

#define EXPR_LENGTH_MAX 1000 /* code points */
#define EXPR_DEPTH_MAX	50   /* parentheses and signs within each other */

/* What a whole expression gives. */
enum expr_kind { EXPR_NUMBER, EXPR_CONDITION };

/* What may be known of a condition; a number is known as EXPR_TRUE. */
enum expr_result {
	EXPR_FALSE,
	EXPR_TRUE,
	EXPR_UNKNOWN,	/* a value it needs is missing, or something ÷ 0 */
	EXPR_TOO_LARGE, /* a number on the way did not fit in 128 bits */
};

enum expr_type { EXPR_IS_NUMBER, EXPR_IS_RATIO, EXPR_IS_TEXT };

/* An indicator that an expression may name. */
struct expr_name {
	const char *code;
	enum expr_type type;
	int32_t slot;	   /* in struct values */
	int scale;	   /* of a number: decimals */
	const char *of[2]; /* of a ratio: codes of its parts, both numbers */
};

/* Fills in all of `to` but the code; false: there is no such indicator. */
typedef bool (*expr_name_fn)(const void *arg, const char *code,
			     struct expr_name *to);

struct expr_step;

struct expr {
	const char *text; /* as it was written */
	enum expr_kind kind;
	struct expr_step *step; /* in reverse Polish order */
	size_t n, depth;	/* depth: the most that lie on the stack */
	struct expr_name *name; /* each indicator once, as they first stand;
				 * its slot may be set after parsing */
	size_t names;
	bool needs_last; /* asks for the last period */
};

/* Where an expression is wrong, and how to say it. */
struct expr_fault {
	size_t at;	 /* code point, from 1 */
	const char *why; /* a message of po/: takes int at, const char *what */
	const char *what;
};

/**
 * Reads `text`, which must give a `kind` and name an indicator.
 *
 * NULL: it does not, and *fault says where and why.
 */
struct expr *expr_parse(struct arena *mem, const char *text,
			enum expr_kind kind, expr_name_fn find, const void *arg,
			struct expr_fault *fault) MUST;

/* A fraction in lowest terms, den > 0. */
struct fraction {
	int128 num, den;
};

/* Whether a condition holds of these values and of the last period's
 * (NULL: there are none). `mem` is left as it was. */
enum expr_result expr_test(struct arena *mem, const struct expr *e,
			   const struct values *now, const struct values *last);

/* What a number is: EXPR_TRUE and *out, or why it is not known. */
enum expr_result expr_number(struct arena *mem, const struct expr *e,
			     const struct values *now,
			     const struct values *last, struct fraction *out);

/* A number as people read it: "1.234,5"; a change as "+12,5%"; a dash
 * where it is not known. Exact up to 9 decimals, else rounded to 2. */
const char *expr_show(struct arena *mem, const struct expr *e,
		      const struct values *now, const struct values *last,
		      const char *lang);

/* The steps as a list of words, for rules.js: "$A" value, "@A" last value,
 * "?A" given, "#1.5" number, else an operation: "+", "sum 3", "within". */
struct val *expr_view(struct arena *mem, const struct expr *e);

#endif
