/* test_multipart.c - what comes out of a form that carries files. */
#include "unit.h"

#include "web/multipart.h"

#include <string.h>

static struct arena *mem;
static struct fields fields;
static struct uploads files;

static int setup(void **state)
{
	(void)state;
	mem = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static enum form_err read_body(const char *body)
{
	return multipart_read(mem, "b", body, strlen(body), &fields, &files);
}

static void boundaries(void **state)
{
	static const char type[] = "multipart/form-data; boundary=";

	(void)state;
	assert_string_equal(
		multipart_boundary(mem, "multipart/form-data; boundary=a-1"),
		"a-1");
	assert_string_equal(
		multipart_boundary(
			mem, "Multipart/Form-Data; x=y; Boundary=\"a 1\"; z"),
		"a 1");
	assert_null(multipart_boundary(mem, NULL));
	assert_null(multipart_boundary(mem, "multipart/form-data"));
	assert_null(multipart_boundary(mem, type));
	assert_null(multipart_boundary(mem, "text/plain; boundary=a"));
	assert_null(
		multipart_boundary(mem, arena_printf(mem, "%s%071d", type, 0)));
}

static void parts(void **state)
{
	(void)state;
	assert_int_equal(
		read_body("--b\r\n"
			  "Content-Disposition: form-data; name=\"csrf\"\r\n"
			  "\r\n"
			  "một\r\nhai\r\n"
			  "--b\r\n"
			  "Content-Type: a/b\r\n"
			  "content-disposition: form-data; name=\"f\"; "
			  "filename=\"C:\\tệp \\\"1\\\".pdf\"\r\n"
			  "\r\n"
			  "--\r\n--a\r\n"
			  "--b\r\n"
			  "Content-Disposition: form-data; name=\"g\"; "
			  "filename=\"\"\r\n"
			  "\r\n"
			  "\r\n"
			  "--b--\r\n"),
		FORM_OK);
	assert_int_equal(fields.n, 1);
	assert_string_equal(fields.at[0].name, "csrf");
	assert_string_equal(fields.at[0].value, "một\r\nhai");
	assert_int_equal(files.n, 1); /* one that was not chosen is none */
	assert_string_equal(files.at[0].field, "f");
	assert_string_equal(files.at[0].name, "C:\\tệp \\\"1\\\".pdf");
	assert_int_equal(files.at[0].content.size, 7);
	assert_memory_equal(files.at[0].content.data, "--\r\n--a", 7);
}

static void broken(void **state)
{
	static const char *const bodies[] = {
		"",
		"--b",
		"--b\r\n",
		"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
		"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n--b--",
		"--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--",
		"--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--",
		"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1"
		"\r\n--bb--",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bodies); i++)
		assert_int_equal(read_body(bodies[i]), FORM_SYNTAX);
	assert_int_equal(
		read_body("--b\r\nContent-Disposition: form-data; name=\"a\""
			  "\r\n\r\n\xff\r\n--b--"),
		FORM_UTF8);
}

static void too_many(void **state)
{
	struct buf b = {.mem = mem};

	(void)state;
	for (int i = 0; i <= MULTIPART_FILES; i++)
		buf_str(&b, "--b\r\nContent-Disposition: form-data; name=\"a\";"
			    " filename=\"x\"\r\n\r\n1\r\n");
	buf_str(&b, "--b--");
	assert_int_equal(read_body(b.s), FORM_LARGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(boundaries, setup, teardown),
		cmocka_unit_test_setup_teardown(parts, setup, teardown),
		cmocka_unit_test_setup_teardown(broken, setup, teardown),
		cmocka_unit_test_setup_teardown(too_many, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
