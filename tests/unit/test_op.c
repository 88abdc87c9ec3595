/* test_op.c - shares that make a whole, and the words of operations. */
#include "unit.h"

#include "org/op.h"

#include <string.h>

static bool whole(const char *const *text, size_t n)
{
	struct share share[16] = {{0}};
	const char *why = NULL;
	bool yes;

	for (size_t i = 0; i < n; i++)
		if (*text[i])
			assert_true(share_parse(text[i], &share[i]));
	yes = shares_whole(share, n, &why);
	assert_true(yes || strstr(why, "%s"));
	return yes;
}

#define WHOLE(...)                                                             \
	whole((const char *const[]){__VA_ARGS__},                              \
	      COUNT(((const char *const[]){__VA_ARGS__})))

static void test_shares(void **state)
{
	(void)state;
	assert_true(WHOLE("1"));
	assert_true(WHOLE("1/3", "1/3", "1/3"));
	assert_true(WHOLE("0.25", "75%"));
	assert_true(WHOLE("1/7", "2/11", "52/77"));
	assert_true(WHOLE("", "", ""));
	assert_false(WHOLE("1/3", "1/3"));
	assert_false(WHOLE("1/2", "1/2", "1/1000000000"));
	assert_false(WHOLE("1/2", ""));
	assert_false(WHOLE("1/2", "1/2", ""));
	/* sums of what does not fit are refused, not wrapped */
	assert_false(WHOLE("1/9223372036854775783", "1/9223372036854775643",
			   "1/9223372036854775549"));
}

static void test_words(void **state)
{
	enum op_kind op;

	(void)state;
	for (int i = 0; i < OP_KINDS; i++) {
		assert_true(op_parse(op_name((enum op_kind)i), &op));
		assert_int_equal(op, i);
	}
	assert_false(op_parse("", &op));
	assert_false(op_parse("Create", &op));
	assert_true(op_ends(OP_SPLIT));
	assert_false(op_ends(OP_MOVE));
}

static enum err read_text(struct ctx *c, const char *text, struct op **op,
			  size_t *n)
{
	return op_read(c, (struct blob){text, strlen(text)}, op, n);
}

static void test_read(void **state)
{
	struct ctx c = {.mem = *state, .lang = "en"};
	struct op *op;
	size_t n;

	assert_int_equal(read_text(&c,
				   "code;op;share;into\nA;split;30%;B\n\n"
				   "A;split;0.7;C\nD;close;;\n",
				   &op, &n),
			 OK);
	assert_int_equal(n, 3);
	assert_int_equal(op[0].op, OP_SPLIT);
	assert_string_equal(op[0].into, "B");
	assert_int_equal(op[0].share.num, 3);
	assert_int_equal(op[0].share.den, 10);
	assert_int_equal(op[1].line, 4);
	assert_null(op[2].into);
	assert_int_equal(read_text(&c, "op,code\nmerge,A\n", &op, &n),
			 ERR_INVALID);
	assert_int_equal(c.faults->line, 2);
	assert_string_equal(c.faults->field, "into");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(test_shares),
		IN_ARENA(test_words),
		IN_ARENA(test_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
