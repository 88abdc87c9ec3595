/* fuzz_symbol.c - any text as a symbol: what is read stands in it; and as
 * the format of symbols: faults, or symbols that have their number. */
#include "fuzz.h"

#include "base/text.h"
#include "register/symbol.h"

/* Each word of `part` stands in the folded text. */
static void stands_in(struct arena *mem, const char *folded, const char *part)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	char *words = part ? text_fold(mem, part) : arena_text(mem, "");

	while (*words) {
		size_t n = strspn(words, letters);
		char after = words[n];

		words[n] = '\0';
		assert(strstr(folded, words));
		words += n + (after != '\0');
	}
}

static void check_format(struct arena *mem, const char *s)
{
	const struct symbol_parts p = {123, "QĐ", "TWĐTN", "VP", "XII", 2026};
	struct symbol_fault fault = {0};

	if (!symbol_format_check(mem, s, &fault))
		assert(fault.why && fault.what);
	else
		assert(strstr(symbol_format(mem, s, &p), "123"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	const char *s = fuzz_text(mem, data, size);
	const char *folded = text_fold(mem, s);
	struct buf view = {.mem = mem};
	struct symbol read;
	bool any = symbol_parse(mem, s, &read);

	assert(any == (read.numbered || read.kind || read.issuer));
	assert(read.number >= 0 && read.number <= 99999999999);
	assert(!read.drafter || read.issuer);
	assert((read.names_n == 0) == (read.names == NULL));
	stands_in(mem, folded, read.suffix);
	stands_in(mem, folded, read.kind);
	stands_in(mem, folded, read.issuer);
	stands_in(mem, folded, read.drafter);
	stands_in(mem, folded, read.left);
	val_json(symbol_view(mem, &read), &view);
	assert(strlen(symbol_key(mem, s)) <= 2 * strlen(folded));
	check_format(mem, s);
	arena_free(mem);
	return 0;
}
