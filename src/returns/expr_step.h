/* expr_step.h - the steps of an expression; for expr.c, which makes them,
 * and expr_eval.c, which takes them. */
#ifndef RETURNS_EXPR_STEP_H
#define RETURNS_EXPR_STEP_H

#include "returns/expr.h"

enum step_op {
	STEP_NUMBER,
	STEP_VALUE, /* of an indicator, by its place among the names */
	STEP_LAST,
	STEP_GIVEN,
	STEP_NEGATE,
	STEP_ADD,
	STEP_SUBTRACT,
	STEP_MULTIPLY,
	STEP_DIVIDE,
	STEP_CHANGE, /* from the second to the first, relative to it */
	STEP_SUM,    /* of as many as arg says, as are the next two */
	STEP_MIN,
	STEP_MAX,
	STEP_EQUAL,
	STEP_UNEQUAL,
	STEP_LESS,
	STEP_AT_MOST,
	STEP_MORE,
	STEP_AT_LEAST,
	STEP_WITHIN,  /* the first lies within the second, up or down */
	STEP_BETWEEN, /* the first lies from the second to the third */
	STEP_NOT,
	STEP_AND,
	STEP_OR,
	STEPS
};

struct expr_step {
	enum step_op op;
	int32_t arg;	/* place among the names, or how many */
	int64_t number; /* of STEP_NUMBER */
	int scale;	/* and its decimals */
};

/* How many numbers and conditions it takes off the stack. */
size_t step_takes(const struct expr_step *s);

#endif
