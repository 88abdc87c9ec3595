/* fuzz_multipart.c - fields are UTF-8 within their limits, files lie within
 * the body, and none holds its boundary. */
#include "base/text.h"
#include "fuzz.h"
#include "web/multipart.h"

static void check_fields(const struct fields *f)
{
	size_t text = 0;

	assert(f->n <= FORM_FIELDS);
	for (size_t i = 0; i < f->n; i++) {
		const struct field *a = &f->at[i];

		text += strlen(a->value);
		assert(strlen(a->name) <= FORM_NAME);
		assert(utf8_valid(a->name, strlen(a->name), NULL));
		assert(utf8_valid(a->value, strlen(a->value), NULL));
	}
	assert(text <= MULTIPART_TEXT);
}

static void check_files(const struct uploads *f, const char *mark,
			const char *s, size_t n)
{
	assert(f->n <= MULTIPART_FILES);
	for (size_t i = 0; i < f->n; i++) {
		const struct upload *u = &f->at[i];
		const char *at = u->content.data;

		assert(strlen(u->field) <= FORM_NAME);
		assert(utf8_valid(u->name, strlen(u->name), NULL));
		assert(at >= s && at + u->content.size <= s + n);
		assert(!memmem(at, u->content.size, mark, strlen(mark)));
	}
}

/* The first line is the Content-Type, the rest the body. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data, *end = memchr(s, '\n', size);
	size_t line = end ? (size_t)(end - s) : size;
	struct arena *mem = arena_new();
	const char *type = arena_copy(mem, s, line);
	const char *boundary = multipart_boundary(mem, type);
	struct uploads files;
	struct fields fields;

	s += line + (end != NULL);
	size -= line + (end != NULL);
	if (boundary && multipart_read(mem, boundary, s, size, &fields,
				       &files) == FORM_OK) {
		check_fields(&fields);
		check_files(&files, arena_printf(mem, "\r\n--%s", boundary), s,
			    size);
	}
	arena_free(mem);
	return 0;
}
