/* fuzz_path.c - a path is UTF-8 without NUL that begins with a slash; a
 * cookie is found as it stands in the header. */
#include "base/text.h"
#include "fuzz.h"
#include "web/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	const char *s = fuzz_text(mem, data, size);
	const char *path = form_path(mem, s);
	const char *value = form_cookie(mem, s, "a");

	if (path) {
		assert(path[0] == '/');
		assert(strlen(path) <= strlen(s));
		assert(utf8_valid(path, strlen(path), NULL));
	}
	if (value)
		assert(strstr(s, arena_printf(mem, "a=%s", value)) &&
		       !strchr(value, ';'));
	arena_free(mem);
	return 0;
}
