/* expr_eval.c - what an expression gives, exactly; as src/web/static/rules.js
 * does it. */
#include "returns/expr_step.h"

#include <assert.h>
#include <inttypes.h>

#define DASH	 "\xe2\x80\x93"
#define I128_MIN (-(int128)(~(unsigned __int128)0 >> 1) - 1)

/* A number or a condition on the stack; `f` where a number is known. */
struct item {
	enum expr_result is;
	struct fraction f;
};

struct eval {
	const struct expr *e;
	const struct values *now, *last;
};

static const struct item unknown = {.is = EXPR_UNKNOWN};
static const struct item too_large = {.is = EXPR_TOO_LARGE};

static struct item condition(bool holds)
{
	return (struct item){.is = holds ? EXPR_TRUE : EXPR_FALSE};
}

/* Lowest terms; the least int128 has no opposite and is not let in. */
static struct item fraction(int128 num, int128 den)
{
	int128 g;

	if (num == I128_MIN || den == I128_MIN)
		return too_large;
	g = i128_gcd(num, den);
	return (struct item){EXPR_TRUE, {num / g, den / g}};
}

static struct item decimal(int64_t v, int scale)
{
	int128 ten = 1;

	while (scale-- > 0)
		ten *= 10;
	return fraction(v, ten);
}

static struct item add(struct fraction a, struct fraction b)
{
	int128 g = i128_gcd(a.den, b.den), x, y, sum, den;

	if (!i128_mul(a.num, b.den / g, &x) ||
	    !i128_mul(b.num, a.den / g, &y) || !i128_add(x, y, &sum) ||
	    !i128_mul(a.den / g, b.den, &den))
		return too_large;
	return fraction(sum, den);
}

static struct item multiply(struct fraction a, struct fraction b)
{
	int128 g = i128_gcd(a.num, b.den), h = i128_gcd(b.num, a.den), num, den;

	if (!i128_mul(a.num / g, b.num / h, &num) ||
	    !i128_mul(a.den / h, b.den / g, &den))
		return too_large;
	return fraction(num, den);
}

static struct fraction negative(struct fraction a)
{
	return (struct fraction){-a.num, a.den};
}

static struct item divide(struct fraction a, struct fraction b)
{
	if (b.num == 0)
		return unknown;
	if (b.num < 0)
		return multiply(negative(a), (struct fraction){b.den, -b.num});
	return multiply(a, (struct fraction){b.den, b.num});
}

/* From nothing to nothing is no change; from nothing to something has no
 * measure. */
static struct item change(struct fraction now, struct fraction last)
{
	struct item by;

	if (last.num == 0)
		return now.num == 0 ? fraction(0, 1) : unknown;
	by = add(now, negative(last));
	if (by.is != EXPR_TRUE)
		return by;
	return divide(by.f, last.num < 0 ? negative(last) : last);
}

/* Rounded down; what is left over goes to *rest. */
static int128 whole(struct fraction f, int128 *rest)
{
	int128 q = f.num / f.den;

	*rest = f.num % f.den;
	if (*rest < 0) {
		*rest += f.den;
		q--;
	}
	return q;
}

/* Below, at or above 0 as a is to b. By whole parts, then by what is left
 * over the other way round, for the products need not fit. */
static int compare(struct fraction a, struct fraction b)
{
	for (;;) {
		int128 ra, rb, qa = whole(a, &ra), qb = whole(b, &rb);

		if (qa != qb)
			return qa < qb ? -1 : 1;
		if (ra == 0 || rb == 0)
			return (ra > 0) - (rb > 0);
		struct fraction turned = {b.den, rb};

		b = (struct fraction){a.den, ra};
		a = turned;
	}
}

/* What is known of those given; nothing given: not known. */
static struct item gather(enum step_op op, const struct item *of, int32_t n)
{
	struct item all = unknown;

	for (int32_t i = 0; i < n; i++) {
		bool first = all.is == EXPR_UNKNOWN;

		if (of[i].is == EXPR_TOO_LARGE)
			return too_large;
		if (of[i].is == EXPR_UNKNOWN)
			continue;
		if (first)
			all = of[i];
		else if (op == STEP_SUM)
			all = add(all.f, of[i].f);
		else if ((compare(of[i].f, all.f) < 0) == (op == STEP_MIN))
			all = of[i];
		if (all.is == EXPR_TOO_LARGE)
			return all;
	}
	return all;
}

static struct item logic(bool either, enum expr_result a, enum expr_result b)
{
	enum expr_result decides = either ? EXPR_TRUE : EXPR_FALSE;

	if (a == decides || b == decides)
		return (struct item){.is = decides};
	return (struct item){.is = a > b ? a : b};
}

/* Of numbers that are all known. */
static struct item compute(enum step_op op, const struct item *of, size_t n)
{
	struct fraction a = of[0].f, b = n > 1 ? of[1].f : a;

	switch (op) {
	case STEP_NEGATE: return fraction(-a.num, a.den);
	case STEP_ADD: return add(a, b);
	case STEP_SUBTRACT: return add(a, negative(b));
	case STEP_MULTIPLY: return multiply(a, b);
	case STEP_DIVIDE: return divide(a, b);
	case STEP_CHANGE: return change(a, b);
	case STEP_EQUAL: return condition(compare(a, b) == 0);
	case STEP_UNEQUAL: return condition(compare(a, b) != 0);
	case STEP_LESS: return condition(compare(a, b) < 0);
	case STEP_AT_MOST: return condition(compare(a, b) <= 0);
	case STEP_MORE: return condition(compare(a, b) > 0);
	case STEP_AT_LEAST: return condition(compare(a, b) >= 0);
	case STEP_WITHIN:
		return condition(compare(a, b) <= 0 &&
				 compare(a, negative(b)) >= 0);
	case STEP_BETWEEN:
		return condition(compare(a, b) >= 0 &&
				 compare(a, of[2].f) <= 0);
	case STEP_NUMBER:
	case STEP_VALUE:
	case STEP_LAST:
	case STEP_GIVEN:
	case STEP_SUM:
	case STEP_MIN:
	case STEP_MAX:
	case STEP_NOT:
	case STEP_AND:
	case STEP_OR:
	case STEPS: break;
	}
	assert(false);
	return unknown;
}

/* What all of the operands being known would take. */
static struct item strict(enum step_op op, const struct item *of, size_t n)
{
	enum expr_result worst = EXPR_TRUE;

	for (size_t i = 0; i < n; i++)
		if (of[i].is > worst)
			worst = of[i].is;
	if (worst != EXPR_TRUE)
		return (struct item){.is = worst};
	return compute(op, of, n);
}

static bool given(const struct expr_name *name, const struct values *v)
{
	return name->slot < v->n && v->given[name->slot];
}

static struct item value(const struct expr_name *name, const struct values *v)
{
	if (!v || !given(name, v))
		return unknown;
	return decimal(v->v[name->slot], name->scale);
}

/* What one step puts on the stack, of the operands it takes off it. */
static struct item take_step(const struct eval *in, const struct expr_step *s,
			     const struct item *of)
{
	const struct expr_name *name = &in->e->name[s->arg];

	switch (s->op) {
	case STEP_NUMBER: return decimal(s->number, s->scale);
	case STEP_VALUE: return value(name, in->now);
	case STEP_LAST: return value(name, in->last);
	case STEP_GIVEN: return condition(given(name, in->now));
	case STEP_SUM:
	case STEP_MIN:
	case STEP_MAX: return gather(s->op, of, s->arg);
	case STEP_NOT:
		return of->is > EXPR_TRUE ? *of
					  : condition(of->is == EXPR_FALSE);
	case STEP_AND:
	case STEP_OR: return logic(s->op == STEP_OR, of[0].is, of[1].is);
	case STEP_NEGATE:
	case STEP_ADD:
	case STEP_SUBTRACT:
	case STEP_MULTIPLY:
	case STEP_DIVIDE:
	case STEP_CHANGE:
	case STEP_EQUAL:
	case STEP_UNEQUAL:
	case STEP_LESS:
	case STEP_AT_MOST:
	case STEP_MORE:
	case STEP_AT_LEAST:
	case STEP_WITHIN:
	case STEP_BETWEEN:
	case STEPS: break;
	}
	return strict(s->op, of, step_takes(s));
}

/* clang-format off */
static const struct {
	const char *word; /* in rules.js */
	size_t takes;	  /* off the stack; before it puts one on */
} steps[STEPS] = {
	[STEP_NUMBER] = {"#", 0},	[STEP_VALUE] = {"$", 0},
	[STEP_LAST] = {"@", 0},		[STEP_GIVEN] = {"?", 0},
	[STEP_NEGATE] = {"neg", 1},	[STEP_ADD] = {"+", 2},
	[STEP_SUBTRACT] = {"-", 2},	[STEP_MULTIPLY] = {"*", 2},
	[STEP_DIVIDE] = {"/", 2},	[STEP_CHANGE] = {"change", 2},
	[STEP_SUM] = {"sum", 0},	[STEP_MIN] = {"min", 0},
	[STEP_MAX] = {"max", 0},	[STEP_EQUAL] = {"=", 2},
	[STEP_UNEQUAL] = {"!=", 2},	[STEP_LESS] = {"<", 2},
	[STEP_AT_MOST] = {"<=", 2},	[STEP_MORE] = {">", 2},
	[STEP_AT_LEAST] = {">=", 2},	[STEP_WITHIN] = {"within", 2},
	[STEP_BETWEEN] = {"between", 3}, [STEP_NOT] = {"not", 1},
	[STEP_AND] = {"and", 2},	[STEP_OR] = {"or", 2},
};
/* clang-format on */

static bool of_many(enum step_op op)
{
	return op == STEP_SUM || op == STEP_MIN || op == STEP_MAX;
}

size_t step_takes(const struct expr_step *s)
{
	return of_many(s->op) ? (size_t)s->arg : steps[s->op].takes;
}

static struct item evaluate(struct arena *mem, const struct expr *e,
			    const struct values *now, const struct values *last)
{
	struct eval in = {e, now, last};
	struct arena_mark mark = arena_mark(mem);
	struct item *stack = arena_array(mem, e->depth, sizeof(*stack));
	struct item result;
	size_t n = 0;

	for (size_t i = 0; i < e->n; i++) {
		n -= step_takes(&e->step[i]);
		stack[n] = take_step(&in, &e->step[i], &stack[n]);
		n++;
	}
	assert(n == 1);
	result = stack[0];
	arena_rewind(mem, mark);
	return result;
}

enum expr_result expr_test(struct arena *mem, const struct expr *e,
			   const struct values *now, const struct values *last)
{
	assert(e->kind == EXPR_CONDITION);
	return evaluate(mem, e, now, last).is;
}

enum expr_result expr_number(struct arena *mem, const struct expr *e,
			     const struct values *now,
			     const struct values *last, struct fraction *out)
{
	struct item i = evaluate(mem, e, now, last);

	assert(e->kind == EXPR_NUMBER);
	*out = i.f;
	return i.is;
}

/* The fewest decimals that show it whole; else 2. */
static int decimals(int128 den)
{
	int128 ten = 1;

	for (int k = 0; k <= SCALE_MAX; k++, ten *= 10)
		if (ten % den == 0)
			return k;
	return 2;
}

const char *expr_show(struct arena *mem, const struct expr *e,
		      const struct values *now, const struct values *last,
		      const char *lang)
{
	bool percent = e->step[e->n - 1].op == STEP_CHANGE;
	struct fraction f;
	int128 v;
	int scale;

	if (expr_number(mem, e, now, last, &f) != EXPR_TRUE)
		return DASH;
	scale = percent ? 1 : decimals(f.den);
	if (!decimal_ratio(f.num, f.den, percent ? 3 : scale, &v))
		return DASH;
	return arena_printf(mem, "%s%s%s", percent && v > 0 ? "+" : "",
			    decimal_show(mem, v, scale, lang),
			    percent ? "%" : "");
}

static const char *step_word(struct arena *mem, const struct expr *e,
			     const struct expr_step *s)
{
	const char *word = steps[s->op].word;

	if (s->op == STEP_NUMBER)
		return arena_printf(mem, "%s%s", word,
				    decimal_text(mem, s->number, s->scale));
	if (s->op <= STEP_GIVEN)
		return arena_printf(mem, "%s%s", word, e->name[s->arg].code);
	if (of_many(s->op))
		return arena_printf(mem, "%s %" PRId32, word, s->arg);
	return word;
}

struct val *expr_view(struct arena *mem, const struct expr *e)
{
	struct val *list = val_list(mem);

	for (size_t i = 0; i < e->n; i++)
		list_s(list, step_word(mem, e, &e->step[i]));
	return list;
}
