/* test_csv.c - tables as people make them, and tables for them. */
#include "base/csv.h"

#include "unit.h"

#include <string.h>

#define MANY 1000000

/* What was read, in one line: cells with | behind, rows in [line:...]. */
static const char *read_back(struct arena *mem, const char *s, size_t n)
{
	struct buf b = {.mem = mem};
	struct csv t;
	enum csv_err e = csv_parse(mem, s, n, MANY, &t);

	if (e != CSV_OK) {
		buf_printf(&b, "error %d at %d:%d", (int)e, (int)t.line,
			   (int)t.column);
		return b.s;
	}
	buf_printf(&b, "[%d:", (int)t.head_line);
	for (size_t i = 0; i < t.cols; i++)
		buf_printf(&b, "%s|", t.head[i]);
	for (size_t r = 0; r < t.n; r++) {
		buf_printf(&b, "][%d:", (int)t.row[r].line);
		for (size_t i = 0; i < t.cols; i++)
			buf_printf(&b, "%s|", t.row[r].cell[i]);
	}
	buf_str(&b, "]");
	return b.s;
}

struct example {
	const char *file, *want;
};

static void check(struct arena *mem, const struct example *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_string_equal(
			read_back(mem, x[i].file, strlen(x[i].file)),
			x[i].want);
}

static void reads_tables(void **state)
{
	static const struct example x[] = {
		{"a", "[1:a|]"},
		{"a\n", "[1:a|]"},
		{"a,b\n1,2\n3,4", "[1:a|b|][2:1|2|][3:3|4|]"},
		{"a,b\r\n1,2\r\n", "[1:a|b|][2:1|2|]"},
		{"a,b\r1,2\r", "[1:a|b|][2:1|2|]"},
		{"a;b\n1,5;2\n", "[1:a|b|][2:1,5|2|]"},
		{"\xef\xbb\xbf"
		 "a,b\n1,2\n",
		 "[1:a|b|][2:1|2|]"},
		{"a,b,c\n1\n1,2\n", "[1:a|b|c|][2:1|||][3:1|2||]"},
		{"a,b\n1,", "[1:a|b|][2:1||]"},
		{"a,b\n,2", "[1:a|b|][2:|2|]"},
		{"a\n \t1 \t\n", "[1:a|][2:1|]"},
		{"a\n\xc2\xa0"
		 "1\xc2\xa0\n",
		 "[1:a|][2:1|]"},
		{" \xef\xbb\xbf"
		 "a\n\xef\xbb\xbf"
		 "1\n",
		 "[1:a|][2:1|]"},
		{"a\ttab,b\n", "[1:a\ttab|b|]"},
		{"Đơn vị;Tên\nX;Hà Nội\n", "[1:Đơn vị|Tên|][2:X|Hà Nội|]"},
	};

	check(*state, x, COUNT(x));
}

static void passes_over_what_is_empty(void **state)
{
	static const struct example x[] = {
		{"a,b\n\n1,2\n\n\n3,4\n\n", "[1:a|b|][3:1|2|][6:3|4|]"},
		{"a,b\n,\n , \n\"\",\n1,2\n", "[1:a|b|][5:1|2|]"},
		{"\n\na,b\n1,2\n", "[3:a|b|][4:1|2|]"},
		{";;\n\na;b\n1;2\n", "[3:a|b|][4:1|2|]"},
		{"a;b;;\n1;2;;\n3;4;;;;\n", "[1:a|b|][2:1|2|][3:3|4|]"},
		{",b\n1,2\n", "[1:|b|][2:1|2|]"},
	};

	check(*state, x, COUNT(x));
}

static void understands_quotes(void **state)
{
	static const struct example x[] = {
		{"a,b\n\"1\",\"2\"\n", "[1:a|b|][2:1|2|]"},
		{"a\n\"x, y\"\n", "[1:a|][2:x, y|]"},
		{"a\n\"say \"\"yes\"\"\"\n", "[1:a|][2:say \"yes\"|]"},
		{"a\n\"\"\"\"\n", "[1:a|][2:\"|]"},
		{"a\n\"  x  \"\n", "[1:a|][2:  x  |]"},
		{"a,b\n  \"x\"  ,  \"y\"  \n", "[1:a|b|][2:x|y|]"},
		{"a,b\n\"one\ntwo\r\nthree\rfour\",2\n5,6\n",
		 "[1:a|b|][2:one\ntwo\r\nthree\rfour|2|][6:5|6|]"},
		{"a\n5\" pipe\n", "[1:a|][2:5\" pipe|]"},
		{"\"a;b\",c\n1,2\n", "[1:a;b|c|][2:1|2|]"},
		{"\"a,b,c\";d\n1;2\n", "[1:a,b,c|d|][2:1|2|]"},
		{"a\n\"x\"", "[1:a|][2:x|]"},
		{"a,b\n\"x\",", "[1:a|b|][2:x||]"},
		{"\"a\nb\";c\n1;2\n", "[1:a\nb|c|][3:1|2|]"},
	};

	check(*state, x, COUNT(x));
}

static void chooses_the_delimiter(void **state)
{
	static const struct {
		const char *file;
		char want;
	} x[] = {
		{"a\n1;2\n", ','},  {"a,b\n", ','},
		{"a;b\n", ';'},	    {"a,b;c;d\n", ';'},
		{"a,b;c\n", ','},   {"\"a;b;c\",d\n", ','},
		{"\n\na;b\n", ';'}, {" \"a,\"\"b,\";c\n", ';'},
	};
	struct csv t;

	for (size_t i = 0; i < COUNT(x); i++) {
		assert_int_equal(csv_parse(*state, x[i].file, strlen(x[i].file),
					   MANY, &t),
				 CSV_OK);
		assert_int_equal(t.delimiter, x[i].want);
	}
}

static void says_where_it_fails(void **state)
{
	static const struct {
		const char *file;
		size_t n;
		enum csv_err e;
		int64_t line, column;
	} x[] = {
		{"", 0, CSV_EMPTY, 1, 1},
		{"\xef\xbb\xbf", 3, CSV_EMPTY, 1, 1},
		{"\n\n , \n", 6, CSV_EMPTY, 4, 1},
		{"\xff\xfe"
		 "a\0",
		 4, CSV_UTF8, 1, 1},
		{"a,b\n1,\xe1\xba"
		 "x\n",
		 10, CSV_UTF8, 2, 3},
		{"a,b\r\nĐô,\x80\n", 12, CSV_UTF8, 2, 4},
		{"a,b\r\n\xf4\x90\x80\x80", 9, CSV_UTF8, 2, 1},
		{"a\r\rb\xff", 5, CSV_UTF8, 3, 2},
		{"a\n\xc3", 3, CSV_UTF8, 2, 1},
		{"a,b\nx\0y", 7, CSV_NUL, 2, 2},
		{"a\n\"x\ny\n", 7, CSV_QUOTE, 2, 1},
		{"a,b\nĐ,\"x", 9, CSV_QUOTE, 2, 3},
		{"a,b\n\"x\"y,2\n", 11, CSV_QUOTE, 2, 4},
		{"a,b\n\"x\ny\"  z,2\n", 15, CSV_QUOTE, 3, 5},
		{"\"a\"b\n", 5, CSV_QUOTE, 1, 4},
		{"a,b\n1,2\n1,2,3\n", 14, CSV_WIDTH, 3, 5},
		{"a,b\n1,2,,, 3\n", 13, CSV_WIDTH, 2, 8},
	};
	struct csv t;

	for (size_t i = 0; i < COUNT(x); i++) {
		enum csv_err e = csv_parse(*state, x[i].file, x[i].n, MANY, &t);

		if (e != x[i].e || t.line != x[i].line ||
		    t.column != x[i].column)
			fail_msg("row %zu: %d at %d:%d", i, (int)e, (int)t.line,
				 (int)t.column);
	}
}

static void keeps_to_max_cells(void **state)
{
	static const char *const file = "a,b\n1,2\n\n3\n";
	struct csv t;

	assert_int_equal(csv_parse(*state, file, strlen(file), 6, &t), CSV_OK);
	assert_int_equal(t.n, 2);
	assert_int_equal(csv_parse(*state, file, strlen(file), 5, &t),
			 CSV_LARGE);
	assert_int_equal(t.line, 4);
	assert_int_equal(csv_parse(*state, file, strlen(file), 1, &t),
			 CSV_LARGE);
	assert_int_equal(t.line, 1);
	assert_int_equal(csv_parse(*state, file, strlen(file), 0, &t),
			 CSV_LARGE);
}

static void bounds_each_cell(void **state)
{
	const size_t size = CSV_CELL_MAX + 10;
	char *file = arena_alloc(*state, size);
	struct csv t;

	memset(file, 'x', size);
	memcpy(file, "a\n", 2);
	assert_int_equal(csv_parse(*state, file, CSV_CELL_MAX, MANY, &t),
			 CSV_OK);
	assert_int_equal(csv_parse(*state, file, size, MANY, &t), CSV_LARGE);
	assert_int_equal(t.line, 2);
	assert_int_equal(t.column, 1);
}

/* Much of the worst there is is refused, or read in bounded memory. */
static void bounds_large_files(void **state)
{
	static const struct {
		const char *piece;
		size_t mb;
		enum csv_err e;
	} x[] = {
		{"a,b;", 200, CSV_LARGE}, {"1;2\n", 200, CSV_LARGE},
		{",", 20, CSV_LARGE},	  {"\n", 20, CSV_EMPTY},
		{",\n", 20, CSV_EMPTY},	  {"a\n", 20, CSV_LARGE},
		{"\"", 20, CSV_LARGE},	  {"\"\n", 20, CSV_LARGE},
		{"a", 20, CSV_LARGE},	  {" ", 20, CSV_EMPTY},
	};

	for (size_t i = 0; i < COUNT(x); i++) {
		struct arena *mem = arena_new();
		size_t size = x[i].mb << 20, n = strlen(x[i].piece);
		char *file = arena_alloc(*state, size);
		struct csv t;

		for (size_t at = 0; at < size; at += n)
			memcpy(file + at, x[i].piece, n);
		assert_int_equal(csv_parse(mem, file, size, MANY, &t), x[i].e);
		arena_free(mem);
		arena_reset(*state);
	}
}

static void writes_cells(void **state)
{
	static const struct {
		const char *cell, *want;
	} x[] = {
		{"", ""},
		{"abc", "abc"},
		{"a b", "a b"},
		{"a,b", "\"a,b\""},
		{"a;b", "\"a;b\""},
		{"a\nb", "\"a\nb\""},
		{"a\rb", "\"a\rb\""},
		{"a\"b", "\"a\"\"b\""},
		{"\"", "\"\"\"\""},
		{" a", "\" a\""},
		{"a\t", "\"a\t\""},
		{"a\xc2\xa0", "\"a\xc2\xa0\""},
		{"=1+1", "'=1+1"},
		{"+84", "'+84"},
		{"-5", "'-5"},
		{"@x", "'@x"},
		{"'=x", "''=x"},
		{"'x", "'x"},
		{"=\"a\",b", "\"'=\"\"a\"\",b\""},
	};

	for (size_t i = 0; i < COUNT(x); i++) {
		struct buf b = {.mem = *state};

		csv_cell(&b, x[i].cell, true);
		assert_string_equal(b.s,
				    arena_printf(*state, "%s\n", x[i].want));
	}
}

static void writes_numbers_as_they_are(void **state)
{
	struct buf b = {.mem = *state};

	csv_number(&b, "-5", false);
	csv_number(&b, "-3,5", false);
	csv_number(&b, "7", true);
	assert_string_equal(b.s, "-5,\"-3,5\",7\n");
}

static void reads_what_it_writes(void **state)
{
	static const char *const cells[] = {
		"x",   "",     "-5",   "'-5", "''=x", "'x",	   " blank ",
		"a\"", "\"a",  "a\nb", "\r",  "a,b",  "\xc2\xa0x", "@\"\n",
		"''",  "=1;2", "đ",    "'",   "+,",   "\t",	   "x",
	};
	struct buf b = {.mem = *state};
	struct csv t;

	for (size_t i = 0; i < COUNT(cells); i++)
		csv_cell(&b, "head", i + 1 == COUNT(cells));
	for (size_t i = 0; i < COUNT(cells); i++)
		csv_cell(&b, cells[i], i + 1 == COUNT(cells));
	assert_int_equal(csv_parse(*state, b.s, b.len, MANY, &t), CSV_OK);
	assert_int_equal(t.n, 1);
	assert_int_equal(t.cols, COUNT(cells));
	for (size_t i = 0; i < COUNT(cells); i++)
		assert_string_equal(t.row[0].cell[i], cells[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(reads_tables),
		IN_ARENA(passes_over_what_is_empty),
		IN_ARENA(understands_quotes),
		IN_ARENA(chooses_the_delimiter),
		IN_ARENA(says_where_it_fails),
		IN_ARENA(keeps_to_max_cells),
		IN_ARENA(bounds_each_cell),
		IN_ARENA(bounds_large_files),
		IN_ARENA(writes_cells),
		IN_ARENA(writes_numbers_as_they_are),
		IN_ARENA(reads_what_it_writes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
