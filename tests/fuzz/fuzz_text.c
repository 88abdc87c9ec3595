/* fuzz_text.c - UTF-8 is what ICU says it is; tidying and folding twice is
 * the same as once; sort keys do not end early. */
#include "base/text.h"
#include "fuzz.h"

#include <unicode/ustring.h>

static bool icu_valid(struct arena *mem, const char *s, size_t n)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar *to = arena_array(mem, n + 1, sizeof(*to));

	u_strFromUTF8(to, (int32_t)n + 1, NULL, s, (int32_t)n, &status);
	return U_SUCCESS(status) && !memchr(s, 0, n);
}

static void words(struct arena *mem, const char *s)
{
	const char *tidy = text_tidy(mem, s), *fold = text_fold(mem, s);
	const char *found = text_words(mem, s, 40);
	struct sort_key key = text_sort_key(mem, s);

	assert(strlen(found) <= 40 && !strstr(found, "  "));
	assert(!strcmp(text_words(mem, found, SIZE_MAX), found));
	assert(utf8_valid(tidy, strlen(tidy), NULL));
	assert(utf8_valid(fold, strlen(fold), NULL));
	assert(!strcmp(text_tidy(mem, tidy), tidy));
	assert(!strcmp(text_fold(mem, fold), fold));
	assert(!memchr(key.data, 0, key.size));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	const char *s = fuzz_text(mem, data, size);
	size_t bad = size;
	bool valid = utf8_valid(s, size, &bad);

	assert(valid == icu_valid(mem, s, size));
	assert(valid == (bad == size));
	if (bad < size && !utf8_valid(s, bad, NULL))
		assert(false);
	if (valid)
		assert(utf8_length(s) <= size);
	words(mem, s);
	if (code_valid(s))
		assert(!strcmp(text_tidy(mem, s), s));
	arena_free(mem);
	return 0;
}
