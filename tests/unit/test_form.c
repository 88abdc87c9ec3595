/* test_form.c - forms, addresses, JSON and cookies of strangers. */
#include "web/form.h"

#include "unit.h"

#include <string.h>

static void decodes_forms(void **state)
{
	static const char in[] = "a=1&b=x+y%2Bz&&c&d=&a=2&%C4%91=%C3%AA";
	static const char *const want[][2] = {{"a", "1"}, {"b", "x y+z"},
					      {"c", ""},  {"d", ""},
					      {"a", "2"}, {"đ", "ê"}};
	struct fields f;

	assert_int_equal(form_urlencoded(*state, in, strlen(in), &f), FORM_OK);
	assert_int_equal(f.n, COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++) {
		assert_string_equal(f.at[i].name, want[i][0]);
		assert_string_equal(f.at[i].value, want[i][1]);
	}
	assert_string_equal(fields_get(&f, "a"), "1");
	assert_null(fields_get(&f, "e"));
	assert_int_equal(form_urlencoded(*state, "", 0, &f), FORM_OK);
	assert_int_equal(f.n, 0);
}

static void refuses_forms(void **state)
{
	static const struct {
		const char *in;
		enum form_err want;
	} rows[] = {
		{"a=%", FORM_SYNTAX},	 {"a=%1", FORM_SYNTAX},
		{"a=%zz", FORM_SYNTAX},	 {"%=a", FORM_SYNTAX},
		{"a=%00", FORM_UTF8},	 {"a=%ff", FORM_UTF8},
		{"%c3=a", FORM_UTF8},	 {"a=%ed%a0%80", FORM_UTF8},
		{"a=%c0%80", FORM_UTF8},
	};
	struct buf many = {.mem = *state};
	struct fields f;

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(form_urlencoded(*state, rows[i].in,
						 strlen(rows[i].in), &f),
				 rows[i].want);
	for (int i = 0; i < FORM_FIELDS; i++)
		buf_str(&many, i ? "&a=1" : "a=1");
	assert_int_equal(form_urlencoded(*state, many.s, many.len, &f),
			 FORM_OK);
	assert_int_equal(f.n, FORM_FIELDS);
	buf_str(&many, "&a=1");
	assert_int_equal(form_urlencoded(*state, many.s, many.len, &f),
			 FORM_LARGE);
	many.len = 0;
	for (int i = 0; i <= FORM_NAME; i++)
		buf_str(&many, "n");
	assert_int_equal(form_urlencoded(*state, many.s, many.len, &f),
			 FORM_LARGE);
}

static enum form_err json_of(struct arena *mem, const char *in,
			     struct fields *f)
{
	return form_json(mem, in, strlen(in), f);
}

static void reads_json(void **state)
{
	static const char *const bad[] = {"",
					  "1",
					  "[]",
					  "{",
					  "{\"a\":1}x",
					  "{\"a\":\"\\u0000\"}",
					  "{\"a\":",
					  "{\"a\":1,\"a\":2}",
					  "{\"a\":[[[[1]]]]}"};
	struct fields f;

	assert_int_equal(
		json_of(*state,
			"{\"a\":\"x y\",\"b\":9007199254740993,\"c\":true,"
			"\"d\":false,\"e\":null}",
			&f),
		FORM_OK);
	assert_int_equal(f.n, 3);
	assert_string_equal(fields_get(&f, "a"), "x y");
	assert_string_equal(fields_get(&f, "b"), "9007199254740993");
	assert_string_equal(fields_get(&f, "c"), "1");
	assert_int_equal(json_of(*state, "{\"a\":1.5}", &f), FORM_REAL);
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(json_of(*state, bad[i], &f), FORM_SYNTAX);
}

static void names_what_lies_within(void **state)
{
	struct buf many = {.mem = *state};
	struct fields f;

	assert_int_equal(
		json_of(*state,
			"{\"rev\":3,\"cells\":[{\"code\":\"A1\","
			"\"value\":\"5\"},{\"code\":\"A2\"}],\"o\":{}}",
			&f),
		FORM_OK);
	assert_int_equal(f.n, 4);
	assert_string_equal(fields_get(&f, "cells.0.value"), "5");
	assert_string_equal(fields_get(&f, "cells.1.code"), "A2");
	buf_str(&many, "{\"a\":[0");
	for (int i = 0; i < FORM_FIELDS; i++)
		buf_str(&many, ",1");
	buf_str(&many, "]}");
	assert_int_equal(json_of(*state, many.s, &f), FORM_LARGE);
}

static void decodes_paths(void **state)
{
	assert_string_equal(form_path(*state, "/a/b%20c?d=/e"), "/a/b c");
	assert_string_equal(form_path(*state, "/a+b"), "/a+b");
	assert_string_equal(form_path(*state, "/"), "/");
	assert_null(form_path(*state, ""));
	assert_null(form_path(*state, "a"));
	assert_null(form_path(*state, "http://elsewhere.example/"));
	assert_null(form_path(*state, "/%00"));
	assert_null(form_path(*state, "/%f"));
	assert_null(form_path(*state, "/%ff"));
}

static void finds_cookies(void **state)
{
	static const char head[] = "a=1; ab=2;b=; tierwork=x=y; a=3";

	assert_string_equal(form_cookie(*state, head, "a"), "1");
	assert_string_equal(form_cookie(*state, head, "ab"), "2");
	assert_string_equal(form_cookie(*state, head, "b"), "");
	assert_string_equal(form_cookie(*state, head, "tierwork"), "x=y");
	assert_null(form_cookie(*state, head, "c"));
	assert_null(form_cookie(*state, NULL, "a"));
	assert_null(form_cookie(*state, "", "a"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(decodes_forms), IN_ARENA(refuses_forms),
		IN_ARENA(reads_json),	 IN_ARENA(names_what_lies_within),
		IN_ARENA(decodes_paths), IN_ARENA(finds_cookies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
