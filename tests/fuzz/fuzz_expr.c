/* fuzz_expr.c - any text as an expression: steps that give something for any
 * values, or a fault at a character of it. */
#include "fuzz.h"

#include "base/text.h"
#include "returns/expr.h"

enum { NAMES = 4 };

/* One-letter names: numbers of four scales, a text and a ratio. */
static bool find(const void *arg, const char *code, struct expr_name *to)
{
	static const int scales[NAMES] = {0, 2, 9, 0};

	(void)arg;
	if (strlen(code) != 1 || *code < 'a' || *code > 'f')
		return false;
	*to = (struct expr_name){.slot = *code - 'a'};
	if (*code == 'e')
		*to = (struct expr_name){.type = EXPR_IS_TEXT, .slot = 3};
	else if (*code == 'f')
		*to = (struct expr_name){.type = EXPR_IS_RATIO,
					 .of = {"a", "b"}};
	else
		to->scale = scales[to->slot];
	return true;
}

static struct values *some(struct arena *mem, const uint8_t **data,
			   size_t *size)
{
	struct values *v = values_new(mem, NAMES);
	unsigned given = fuzz_byte(data, size);

	for (int i = 0; i < NAMES; i++) {
		v->given[i] = given >> i & 1;
		if (given >> i & 1)
			v->v[i] = given & 128 ? fuzz_number(data, size)
					      : (int8_t)fuzz_byte(data, size);
	}
	return v;
}

static void check(struct arena *mem, const struct expr *e,
		  const struct values *now, const struct values *last)
{
	struct buf steps = {.mem = mem};
	struct fraction f;

	val_json(expr_view(mem, e), &steps);
	assert(steps.len > 4 && e->names > 0 && e->depth <= e->n);
	if (e->kind == EXPR_CONDITION) {
		assert(expr_test(mem, e, now, last) <= EXPR_TOO_LARGE);
		return;
	}
	assert(*expr_show(mem, e, now, last, "vi"));
	if (expr_number(mem, e, now, last, &f) == EXPR_TRUE)
		assert(f.den > 0 && i128_gcd(f.num, f.den) == 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct values *now = some(mem, &data, &size);
	struct values *last = some(mem, &data, &size);
	const char *s = fuzz_text(mem, data, size);

	for (int kind = EXPR_NUMBER; kind <= EXPR_CONDITION; kind++) {
		struct expr_fault fault;
		struct expr *e;

		if (!utf8_valid(s, strlen(s), NULL))
			break;
		e = expr_parse(mem, s, (enum expr_kind)kind, find, NULL,
			       &fault);
		if (e)
			check(mem, e, now, last);
		else
			assert(fault.why && fault.what && fault.at >= 1 &&
			       fault.at <= utf8_length(s) + 1);
	}
	arena_free(mem);
	return 0;
}
