/* test_words.c - what people type when they look for a document. */
#include "unit.h"

#include "base/text.h"
#include "register/words.h"

#include <string.h>

static void queries(void **state)
{
	static const char *const want[][2] = {
		{"", ""},
		{" ' \" -- ", ""},
		{"Nghị quyết", "nghi & quyet:*"},
		{"15/QĐ-BNV", "15 & qd & bnv:*"},
		{"\"nghị quyết\" 15", "nghi <-> quyet & 15:*"},
		{"kế \"hoạch năm\"", "ke & hoach <-> nam:*"},
		{"\"a b\" \"c d", "a <-> b & c <-> d:*"},
		{"a & b | !c:* <-> (d)", "a & b & c & d:*"},
		{"a OR b* NEAR(c) ^d -e", "a & or & b & near & c & d & e:*"},
		{"' OR 1=1; --", "or & 1 & 1:*"},
		{"uỷ ban", "uy & ban:*"},
	};

	for (size_t i = 0; i < COUNT(want); i++) {
		struct sought s;

		words_sought(*state, want[i][0], &s);
		assert_string_equal(s.query, want[i][1]);
		assert_true((s.n == 0) == !*s.query);
	}
}

static void long_ones(void **state)
{
	struct buf many = {.mem = *state}, wide = {.mem = *state};
	struct buf odd = {.mem = *state};
	struct sought s;

	for (int i = 0; i < 100; i++) {
		buf_printf(&many, "từ%d ", i);
		buf_str(&wide, "chữ");
		buf_str(&odd, i ? "文" : "a");
	}
	words_sought(*state, many.s, &s);
	assert_int_equal(s.n, WORDS_MOST);
	assert_string_equal(s.word[15], "tu15");
	words_sought(*state, wide.s, &s);
	assert_int_equal(s.n, 1);
	assert_int_equal(strlen(s.query), 62);
	words_sought(*state, odd.s, &s);
	assert_true(utf8_valid(s.query, strlen(s.query), NULL));
	assert_int_equal(strlen(s.query), 60);
}

static void within(void **state)
{
	static const struct {
		const char *sought, *text;
		bool is;
	} want[] = {
		{"nghi quyet", "Nghị quyết số 5", true},
		{"nghi quy", "Nghị quyết", true},
		{"ngh quyet", "Nghị quyết", false},
		{"quyet nghi", "Nghị quyết", true},
		{"nghi", "Đề nghị", true},
		{"ghi", "Nghị", false},
		{"", "Nghị", false},
		{"a", "", false},
	};

	for (size_t i = 0; i < COUNT(want); i++) {
		struct sought s;

		words_sought(*state, want[i].sought, &s);
		assert_int_equal(words_within(*state, &s, want[i].text),
				 want[i].is);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(queries),
		IN_ARENA(long_ones),
		IN_ARENA(within),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
