/* test_file.c - which kinds of files are taken, and under which names. */
#include "unit.h"

#include "core/file.h"

#include <string.h>

static struct ctx *setup_ctx(void)
{
	static struct ctx c;

	c = (struct ctx){.mem = arena_new(), .lang = "en"};
	return &c;
}

static const char *kind(struct ctx *c, const void *s, size_t n)
{
	const struct file_kind *k;

	if (file_kind(c, (struct blob){s, n}, &k) != OK)
		return NULL;
	return k->type;
}

#define KIND(c, s) kind(c, s, sizeof(s) - 1)

static void kinds(void **state)
{
	struct ctx *c = setup_ctx();

	(void)state;
	assert_string_equal(KIND(c, "%PDF-1.7\n"), "application/pdf");
	assert_string_equal(KIND(c, "\xff\xd8\xff\xe0\0\x10JFIF\0"),
			    "image/jpeg");
	assert_string_equal(KIND(c, "Xin chào các bạn\n"), "text/plain");
	assert_string_equal(KIND(c, "#!/bin/sh\necho hello\n"), "text/plain");
	assert_string_equal(KIND(c, "{\\rtf1\\ansi hello}"), "text/rtf");
	assert_null(KIND(c, ""));
	assert_null(KIND(c, "<!DOCTYPE html><html><body>a</body></html>"));
	assert_null(KIND(c, "<?xml version=\"1.0\"?><svg xmlns=\"http://"
			    "www.w3.org/2000/svg\"><a/></svg>"));
	assert_null(KIND(c, "\x7f"
			    "ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0\x3e\0"));
	assert_null(KIND(c, "PK\3\4\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"));
	assert_non_null(strstr(c->why, "application/zip"));
	arena_free(c->mem);
}

static void names(void **state)
{
	static const struct file_kind pdf = {"application/pdf", ".pdf"},
				      jpeg = {"image/jpeg", ".jpg"};
	static const char *const are[][2] = {
		{"a.pdf", "a.pdf"},
		{"A.PDF", "A.PDF"},
		{"a.exe", "a.exe.pdf"},
		{"C:\\mine\\a.pdf", "a.pdf"},
		{"../../etc/passwd", "passwd.pdf"},
		{".pdf", "pdf.pdf"},
		{"", "file.pdf"},
		{"...", "file.pdf"},
		{"a\r\nb\".pdf", "a b_.pdf"},
		{"  Báo   cáo .pdf ", "Báo cáo .pdf"},
	};
	struct arena *mem = arena_new();
	char longer[400];

	(void)state;
	for (size_t i = 0; i < COUNT(are); i++)
		assert_string_equal(file_name(mem, are[i][0], &pdf), are[i][1]);
	assert_string_equal(file_name(mem, "a.JPEG", &jpeg), "a.JPEG");
	for (size_t i = 0; i < 120; i++)
		memcpy(longer + i * 2, "\xc4\x91", 2);
	memcpy(longer + 240, ".pdf", 5);
	assert_int_equal(strlen(file_name(mem, longer, &pdf)), 95 * 2 + 4);
	longer[240] = '\0';
	assert_int_equal(strlen(file_name(mem, longer, &pdf)), 95 * 2 + 4);
	arena_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
