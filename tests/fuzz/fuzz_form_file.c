/* fuzz_form_file.c - a form's file is refused with a reason, or read whole;
 * what was read is JSON that reads the same. */
#include "returns/form_read.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct ctx c = {.mem = mem, .lang = "en"};
	struct form_file file, again;
	enum err e = form_read(&c, (struct blob){data, size}, &file);

	assert(e == OK ? c.fault_count == 0 : c.fault_count > 0);
	if (e == OK) {
		struct blob body = {file.body, strlen(file.body)};

		assert(file.code && file.asks > 0 && file.n >= file.asks);
		e = form_read(&c, body, &again);
		assert(e == OK && again.n == file.n);
		assert(!strcmp(again.code, file.code));
	}
	arena_free(mem);
	return 0;
}
