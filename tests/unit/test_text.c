/* test_text.c - UTF-8, tidy names, folded words, sort keys, codes. */
#include "base/text.h"

#include "unit.h"

#include <pthread.h>
#include <string.h>

static void knows_utf8(void **state)
{
	static const struct {
		const char *s;
		size_t n, bad; /* bad == n: well-formed */
	} want[] = {
		{"", 0, 0},
		{"abc", 3, 3},
		{"\x7f", 1, 1},
		{"\xc2\x80", 2, 2},
		{"\xdf\xbf", 2, 2},
		{"\xe0\xa0\x80", 3, 3},
		{"\xed\x9f\xbf", 3, 3},
		{"\xee\x80\x80", 3, 3},
		{"\xef\xbf\xbf", 3, 3},
		{"\xf0\x90\x80\x80", 4, 4},
		{"\xf4\x8f\xbf\xbf", 4, 4},
		{"\0", 1, 0},
		{"a\0b", 3, 1},
		{"\x80", 1, 0},
		{"\xbf", 1, 0},
		{"\xc0\x80", 2, 0},
		{"\xc1\xbf", 2, 0},
		{"\xc2", 1, 0},
		{"\xc2\x41", 2, 0},
		{"\xc2\xc0", 2, 0},
		{"\xe0\x9f\xbf", 3, 0},
		{"\xe0\xa0", 2, 0},
		{"\xe1\x80\x41", 3, 0},
		{"\xed\xa0\x80", 3, 0},
		{"\xed\xbf\xbf", 3, 0},
		{"\xf0\x8f\xbf\xbf", 4, 0},
		{"\xf4\x90\x80\x80", 4, 0},
		{"\xf5\x80\x80\x80", 4, 0},
		{"\xf8\x88\x80\x80\x80", 5, 0},
		{"\xff", 1, 0},
		{"\xfe\xff", 2, 0},
		{"12345678\x80", 9, 8},
		{"1234567\xc3\xa9"
		 "12345678901234567\xff",
		 27, 26},
		{"12345678\0"
		 "2345678",
		 16, 8},
		{"\x01\x01\x01\x01\x01\x01\x01\x01", 8, 8},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		size_t bad = want[i].n;
		bool valid = utf8_valid(want[i].s, want[i].n, &bad);

		if (valid != (want[i].bad == want[i].n) || bad != want[i].bad)
			fail_msg("row %zu: %d, %zu", i, valid, bad);
		assert_int_equal(utf8_valid(want[i].s, want[i].n, NULL), valid);
	}
}

/* Every code point there is, and every pair of bytes. */
static void knows_every_character(void **state)
{
	(void)state;
	for (unsigned c = 1; c < 0x110000; c++) {
		char s[4] = {(char)c};
		size_t n = 1;

		if (c >= 0x10000) {
			s[0] = (char)(0xf0 | c >> 18);
			s[n++] = (char)(0x80 | (c >> 12 & 63));
			s[n++] = (char)(0x80 | (c >> 6 & 63));
			s[n++] = (char)(0x80 | (c & 63));
		} else if (c >= 0x800) {
			s[0] = (char)(0xe0 | c >> 12);
			s[n++] = (char)(0x80 | (c >> 6 & 63));
			s[n++] = (char)(0x80 | (c & 63));
		} else if (c >= 0x80) {
			s[0] = (char)(0xc0 | c >> 6);
			s[n++] = (char)(0x80 | (c & 63));
		}
		if (utf8_valid(s, n, NULL) != (c < 0xd800 || c > 0xdfff))
			fail_msg("U+%04X", c);
	}
	for (unsigned c = 0; c < 65536; c++) {
		char s[2] = {(char)(c >> 8), (char)c};
		unsigned a = c >> 8, b = c & 255;
		bool ascii = a && b && a < 128 && b < 128;
		bool two = a >= 0xc2 && a <= 0xdf && b >= 0x80 && b <= 0xbf;

		if (utf8_valid(s, 2, NULL) != (ascii || two))
			fail_msg("bytes %02x %02x", a, b);
	}
}

static void counts_characters(void **state)
{
	(void)state;
	assert_int_equal(utf8_length(""), 0);
	assert_int_equal(utf8_length("abc"), 3);
	assert_int_equal(utf8_length("Đắk Lắk"), 7);
	assert_int_equal(utf8_length("e\xcc\x81"), 2);
	assert_int_equal(utf8_length("\xf0\x9f\x98\x80"), 1);
}

static void tidies(void **state)
{
	static const struct {
		const char *s, *want;
	} want[] = {
		{"", ""},
		{"  \t\r\n ", ""},
		{" a  b\t\nc ", "a b c"},
		{"a\xc2\xa0\xe2\x80\x83"
		 "b",
		 "a b"},
		{"a\xe2\x80\xa8"
		 "b",
		 "a b"},
		{"\x01"
		 "a\x7f\xc2\x85"
		 "b\x1b",
		 "a b"},
		{"a\x02"
		 "b",
		 "ab"},
		{"\xef\xbb\xbf"
		 "a",
		 "a"},
		{"a\xe2\x80\xae"
		 "b\xe2\x80\x8b",
		 "ab"},
		{"ho\xcc\x80"
		 "a",
		 "hòa"},
		{"Hu\xc3\xaa\xcc\x81", "Huế"},
		{"Hue\xcc\x82\xcc\x81", "Huế"},
		{"e\x01\xcc\x81", "é"},
		{"Đắk Lắk", "Đắk Lắk"},
		{"a\xff"
		 "b",
		 "a\xef\xbf\xbd"
		 "b"},
		{"ﬁ", "ﬁ"},
	};

	for (size_t i = 0; i < COUNT(want); i++) {
		char *once = text_tidy(*state, want[i].s);

		assert_string_equal(once, want[i].want);
		assert_string_equal(text_tidy(*state, once), once);
	}
}

static void folds(void **state)
{
	static const struct {
		const char *s, *want;
	} want[] = {
		{"", ""},
		{"Đông Hà", "dong ha"},
		{"ĐƯỜNG Ðắk", "duong dak"},
		{"  Thừa  Thiên – Huế ", "thua thien – hue"},
		{"Hu\xc3\xaa\xcc\x81", "hue"},
		{"NGHỊ QUYẾT", "nghi quyet"},
		{"ằẳẵắặ ầẩẫấậ ềểễếệ ồổỗốộ ờởỡớợ ừửữứự ỳỷỹýỵ",
		 "aaaaa aaaaa eeeee ooooo ooooo uuuuu yyyyy"},
		{"Straße", "strasse"},
		{"ﬁ", "fi"},
		{"Ｐｈường　２", "phuong 2"},
		{"İ", "i"},
		{"Ω", "ω"},
		{"a\xe2\x80\x8b"
		 "b",
		 "ab"},
	};

	for (size_t i = 0; i < COUNT(want); i++) {
		char *once = text_fold(*state, want[i].s);

		assert_string_equal(once, want[i].want);
		assert_string_equal(text_fold(*state, once), once);
	}
}

static int compare(struct arena *mem, const char *a, const char *b)
{
	struct sort_key x = text_sort_key(mem, a), y = text_sort_key(mem, b);
	int order = memcmp(x.data, y.data, x.size < y.size ? x.size : y.size);

	return order ? order : (x.size > y.size) - (x.size < y.size);
}

static void finds_words(void **state)
{
	static const struct {
		const char *s;
		size_t most;
		const char *words;
	} want[] = {
		{"", 99, ""},
		{" -/. ", 99, ""},
		{"Số: 15/QĐ-BNV", 99, "so 15 qd bnv"},
		{"«Nghị quyết», 2026…", 99, "nghi quyet 2026"},
		{"xa\xff\xc4y\xcc\x81", 99, "xa y"},
		{"một hai ba", 7, "mot hai"},
		{"một hai ba", 8, "mot hai"},
		{"một hai ba", 6, "mot"},
		{"một", 2, ""},
		{"文書 2", 99, "文書 2"},
	};

	for (size_t i = 0; i < COUNT(want); i++)
		assert_string_equal(text_words(*state, want[i].s, want[i].most),
				    want[i].words);
}

static void sorts_as_vietnamese_does(void **state)
{
	static const char *const order[] = {
		"",	     "1",	  "2",	    "10",  "an", "An Giang",
		"ăn",	     "ân",	  "ba",	    "cha", "da", "đa",
		"Điện Biên", "ha",	  "hà",	    "hả",  "hã", "há",
		"hạ",	     "Hà Giang",  "Hà Nội", "o",   "ô",	 "ơ",
		"Phường 2",  "Phường 10", "u",	    "ư",   "y",
	};

	for (size_t i = 1; i < COUNT(order); i++)
		if (compare(*state, order[i - 1], order[i]) >= 0)
			fail_msg("%s is not before %s", order[i - 1], order[i]);
	assert_int_equal(compare(*state, "Huế", "Hu\xc3\xaa\xcc\x81"), 0);
}

static void *ask_keys(void *arg)
{
	struct arena *mem = arena_new();
	int64_t wrong = 0;

	for (int i = 0; i < 2000; i++) {
		wrong += compare(mem, "da", "đa") >= 0;
		wrong += strcmp(text_fold(mem, "Đông"), "dong") != 0;
		arena_reset(mem);
	}
	arena_free(mem);
	return wrong ? arg : NULL;
}

static void threads_do_not_meet(void **state)
{
	pthread_t thread[4];

	for (size_t i = 0; i < COUNT(thread); i++)
		assert_int_equal(
			pthread_create(&thread[i], NULL, ask_keys, state), 0);
	for (size_t i = 0; i < COUNT(thread); i++) {
		void *wrong;

		pthread_join(thread[i], &wrong);
		assert_null(wrong);
	}
}

/* Around the length from which memory comes from elsewhere. */
static void takes_text_of_any_length(void **state)
{
	struct buf plain = {.mem = *state}, marks = {.mem = *state};
	struct sort_key last = {0};

	for (size_t n = 1; n < 600; n++) {
		struct sort_key key;

		buf_str(&plain, "e");
		buf_str(&marks, "Ê\xcc\x81");
		assert_string_equal(text_tidy(*state, plain.s), plain.s);
		assert_string_equal(text_fold(*state, marks.s), plain.s);
		assert_int_equal(utf8_length(text_tidy(*state, marks.s)), n);
		key = text_sort_key(*state, marks.s);
		assert_true(key.size > last.size);
		last = key;
	}
}

static void takes_what_grows(void **state)
{
	struct buf b = {.mem = *state};

	/* One character that folds to eighteen, blanks among them. */
	for (int i = 0; i < 300; i++)
		buf_str(&b, "\xef\xb7\xba");
	assert_int_equal(utf8_length(text_fold(*state, b.s)), 300 * 18);
}

static void takes_long_text(void **state)
{
	size_t n = 10 << 20;
	char *s = arena_alloc(*state, n + 1);

	memset(s, 'A', n);
	assert_int_equal(strlen(text_tidy(*state, s)), n);
	assert_int_equal(strlen(text_fold(*state, s)), n);
}

#define TEN  "1234567890"
#define LONG TEN TEN TEN TEN TEN TEN "123"

static void knows_codes(void **state)
{
	static const char *const good[] = {
		"a", "A-1_b.2", "001", "...", "-", LONG "4",
	};
	static const char *const bad[] = {
		"",    ".",  "..", "a b", "a/b",     "đ",
		"a\n", " a", "a%", "a?b", LONG "45",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		if (!code_valid(good[i]))
			fail_msg("no code: %s", good[i]);
	for (size_t i = 0; i < COUNT(bad); i++)
		if (code_valid(bad[i]))
			fail_msg("taken for a code: %s", bad[i]);
}

static void writes_hex(void **state)
{
	assert_string_equal(text_hex(*state, "\x00\x09\xaf\xff", 4),
			    "0009afff");
	assert_string_equal(text_hex(*state, "", 0), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_utf8),
		cmocka_unit_test(knows_every_character),
		cmocka_unit_test(counts_characters),
		IN_ARENA(tidies),
		IN_ARENA(folds),
		IN_ARENA(finds_words),
		IN_ARENA(sorts_as_vietnamese_does),
		cmocka_unit_test(threads_do_not_meet),
		IN_ARENA(takes_text_of_any_length),
		IN_ARENA(takes_what_grows),
		IN_ARENA(takes_long_text),
		cmocka_unit_test(knows_codes),
		IN_ARENA(writes_hex),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
