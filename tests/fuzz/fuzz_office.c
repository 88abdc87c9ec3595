/* fuzz_office.c - any bytes as a document, and any bytes as its one part:
 * text comes out, not much more than was asked for, and words of it. */
#include "base/text.h"
#include "core/office_text.h"
#include "fuzz.h"

#include <zip.h>

#define MOST 4096

static const struct {
	const char *type, *part;
} kinds[] = {
	{"application/vnd.openxmlformats-officedocument."
	 "wordprocessingml.document",
	 "word/document.xml"},
	{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	 "xl/sharedStrings.xml"},
	{"application/vnd.openxmlformats-officedocument."
	 "presentationml.presentation",
	 "ppt/slides/slide1.xml"},
	{"application/vnd.oasis.opendocument.text", "content.xml"},
};

/* A file that has nothing but this part. */
static struct blob around(struct arena *mem, const char *name, const void *s,
			  size_t n)
{
	zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *z = zip_open_from_source(to, ZIP_TRUNCATE, NULL);
	struct blob out;
	zip_int64_t at;
	zip_stat_t is;
	char *data;

	zip_source_keep(to);
	at = zip_file_add(z, name, zip_source_buffer(z, s, n, 0), 0);
	assert(at >= 0);
	zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0);
	zip_close(z);
	zip_source_stat(to, &is);
	zip_source_open(to);
	out.size = is.size;
	out.data = data = arena_alloc(mem, out.size);
	zip_source_read(to, data, out.size);
	zip_source_close(to);
	zip_source_free(to);
	return out;
}

/* The first byte tells the kind; its top bit: the rest is the whole file. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned how = fuzz_byte(&data, &size);
	size_t kind = how % COUNT(kinds);
	struct arena *mem = arena_new();
	struct blob file = {data, size};
	const char *text, *words;

	if (how < 128)
		file = around(mem, kinds[kind].part, data, size);
	if (office_text(mem, kinds[kind].type, file, 1 << 20, MOST, &text) ==
	    PART_OK) {
		/* the parser gives a long run of text in one piece */
		assert(strlen(text) < MOST + (1 << 20));
		words = text_words(mem, text, 100);
		assert(strlen(words) <= 100);
		assert(utf8_valid(words, strlen(words), NULL));
	}
	arena_free(mem);
	return 0;
}
