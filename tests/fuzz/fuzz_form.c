/* fuzz_form.c - what a form or a JSON object becomes is UTF-8 without NUL,
 * within its limits; a form that is written again reads the same. */
#include "base/text.h"
#include "fuzz.h"
#include "web/form.h"

static void check(const struct fields *f)
{
	assert(f->n <= FORM_FIELDS);
	for (size_t i = 0; i < f->n; i++) {
		const struct field *a = &f->at[i];

		assert(strlen(a->name) <= FORM_NAME);
		assert(utf8_valid(a->name, strlen(a->name), NULL));
		assert(utf8_valid(a->value, strlen(a->value), NULL));
	}
}

static void escape(struct buf *b, const char *s)
{
	for (; *s; s++)
		buf_printf(b, "%%%02x", (unsigned char)*s);
}

static void compare(struct arena *mem, const struct fields *was)
{
	struct buf b = {.mem = mem};
	struct fields is;
	enum form_err e;

	buf_str(&b, "");
	for (size_t i = 0; i < was->n; i++) {
		buf_str(&b, i ? "&" : "");
		escape(&b, was->at[i].name);
		buf_str(&b, "=");
		escape(&b, was->at[i].value);
	}
	e = form_urlencoded(mem, b.s ? b.s : "", b.len, &is);
	assert(e == FORM_OK && is.n == was->n);
	for (size_t i = 0; i < is.n; i++) {
		assert(!strcmp(is.at[i].name, was->at[i].name));
		assert(!strcmp(is.at[i].value, was->at[i].value));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool json = fuzz_byte(&data, &size) & 1;
	struct arena *mem = arena_new();
	const char *s = (const char *)data;
	struct fields f;
	enum form_err e = json ? form_json(mem, s, size, &f)
			       : form_urlencoded(mem, s, size, &f);

	if (e == FORM_OK) {
		check(&f);
		compare(mem, &f);
	}
	arena_free(mem);
	return 0;
}
