/* test_arena.c - memory of a unit of work, and growing text in it. */
#include "unit.h"

#include <string.h>

static void gives_zeroed_aligned_memory(void **state)
{
	for (size_t size = 0; size < 300; size++) {
		unsigned char *p = arena_alloc(*state, size);

		assert_int_equal((uintptr_t)p % 16, 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		if (size)
			memset(p, 0xff, size);
	}
}

static void zeroes_again_after_reset(void **state)
{
	unsigned char *p;

	memset(arena_alloc(*state, 1000), 0xff, 1000);
	memset(arena_alloc(*state, 1000000), 0xff, 1000000);
	arena_reset(*state);
	p = arena_alloc(*state, 2000);
	for (size_t i = 0; i < 2000; i++)
		assert_int_equal(p[i], 0);
}

static void holds_more_than_a_chunk(void **state)
{
	char *small = arena_text(*state, "small");
	char *large = arena_alloc(*state, 10 << 20);
	char *after = arena_text(*state, "after");

	memset(large, 'x', 10 << 20);
	assert_string_equal(small, "small");
	assert_string_equal(after, "after");
}

static void rewinds_to_a_mark(void **state)
{
	struct arena_mark mark;
	char *before = arena_text(*state, "before"), *first, *again;

	mark = arena_mark(*state);
	first = arena_text(*state, "after");
	for (int i = 0; i < 1000; i++)
		memset(arena_alloc(*state, 1000), 0xff, 1000);
	arena_rewind(*state, mark);
	again = arena_alloc(*state, 6);
	assert_ptr_equal(first, again);
	assert_string_equal(again, "");
	assert_string_equal(before, "before");
}

static void copies_text(void **state)
{
	char *p = arena_copy(*state, "a\0b", 3);

	assert_memory_equal(p, "a\0b\0", 4);
	assert_string_equal(arena_copy(*state, NULL, 0), "");
	assert_null(arena_text(*state, NULL));
	assert_string_equal(arena_printf(*state, "%d %s", 7, "seven"),
			    "7 seven");
	assert_string_equal(arena_printf(*state, "%s", ""), "");
}

static void frees_nothing(void **state)
{
	(void)state;
	arena_free(NULL);
}

static void buf_grows(void **state)
{
	struct buf b = {.mem = *state};

	for (int i = 0; i < 100000; i++) {
		buf_str(&b, "ab");
		buf_printf(&b, "%d", i % 10);
		buf_add(&b, "xyz", 1);
	}
	assert_int_equal(b.len, 400000);
	assert_int_equal(strlen(b.s), 400000);
	assert_memory_equal(b.s + 399996, "ab9x", 5);
}

static void buf_takes_nothing(void **state)
{
	struct buf b = {.mem = *state};

	buf_add(&b, NULL, 0);
	assert_string_equal(b.s, "");
	buf_printf(&b, "%s", "");
	assert_int_equal(b.len, 0);
}

static void buf_escapes_html(void **state)
{
	struct buf b = {.mem = *state};

	buf_html(&b, "<a href=\"x\" id='y'>Đ & \x7f</a>");
	assert_string_equal(b.s, "&lt;a href=&quot;x&quot; id=&#39;y&#39;"
				 "&gt;Đ &amp; \x7f&lt;/a&gt;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(gives_zeroed_aligned_memory),
		IN_ARENA(zeroes_again_after_reset),
		IN_ARENA(holds_more_than_a_chunk),
		IN_ARENA(rewinds_to_a_mark),
		IN_ARENA(copies_text),
		cmocka_unit_test(frees_nothing),
		IN_ARENA(buf_grows),
		IN_ARENA(buf_takes_nothing),
		IN_ARENA(buf_escapes_html),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
