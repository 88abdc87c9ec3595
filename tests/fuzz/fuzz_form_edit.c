/* fuzz_form_edit.c - whatever is typed into the editor of forms becomes JSON;
 * what form_read() finds good comes back from rows the same. */
#include "returns/form_edit.h"

#include "base/text.h"
#include "returns/form_read.h"

#include "fuzz.h"

#include <jansson.h>

static struct blob blob(const char *s)
{
	return (struct blob){s, strlen(s)};
}

/* Each text gets a piece of the input, up to a byte of 1. */
static void type_in(struct arena *mem, const char **s, void *of,
		    const struct edit_text *t, size_t n)
{
	for (size_t i = 0; i < n && **s; i++) {
		size_t len = strcspn(*s, "\1");

		*edit_text(of, &t[i]) = arena_copy(mem, *s, len);
		*s += len + ((*s)[len] != '\0');
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct ctx c = {.mem = mem, .lang = "en"};
	struct form_edit *e = form_edit_new(mem), *again = form_edit_new(mem);
	char *typed = fuzz_text(mem, data, size);
	const char *s = typed, *file, *second;
	struct form_file out;
	json_t *a, *b;

	if (!utf8_valid(s, strlen(s), NULL))
		*typed = '\0'; /* the web lets through nothing else */
	type_in(mem, &s, e, edit_form_texts, edit_form_count);
	while (*s && e->rows < 4)
		type_in(mem, &s, &e->row[e->rows++], edit_row_texts,
			edit_row_count);
	if (*s)
		type_in(mem, &s, &e->rule[e->rules++], edit_rule_texts,
			edit_rule_count);
	file = form_edit_file(mem, e);
	a = json_loads(file, 0, NULL);
	assert(json_is_object(a));
	if (form_read(&c, blob(file), &out) == OK) {
		assert(form_edit_read(mem, blob(file), again));
		second = form_edit_file(mem, again);
		b = json_loads(second, 0, NULL);
		assert(json_equal(a, b));
		json_decref(b);
	}
	json_decref(a);
	arena_free(mem);
	return 0;
}
