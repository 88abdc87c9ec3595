/* test_xlsx.c - what spreadsheets store, as people typed it. */
#include "unit.h"

#include "core/xlsx.h"
#include "core/xlsx_cell.h"
#include "core/xlsx_write.h"

static struct arena *mem;

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

static void numbers(void **state)
{
	static const char *const is[][2] = {
		{"0", "0"},
		{"-0", "0"},
		{"12", "12"},
		{"00012", "12"},
		{"1200", "1200"},
		{"-3.50", "-3.5"},
		{"0.10000000000000001", "0.1"},
		{"0.29999999999999999", "0.3"},
		{"-2.2999999999999998", "-2.3"},
		{"1234567.8899999999", "1234567.89"},
		{"999999999999999.9", "1000000000000000"},
		{"0.99999999999999989", "1"},
		{"1.5E3", "1500"},
		{"1E-3", "0.001"},
		{"4.0000000000000001E-2", "0.04"},
		{"123456789012345678", "123456789012345678"},
		{"9007199254740993", "9007199254740993"},
		{"1E+29", "100000000000000000000000000000"},
	};
	static const char *const not [] = {
		"",    ".",   "-",   "1.2.3", "1,5",   "0x10",
		"nan", "inf", "1E",  "1E+",   "1E999", " 1",
		"1 ",  "E5",  "--1", "1E40",  "1e5x"};

	(void)state;
	for (size_t i = 0; i < COUNT(is); i++)
		assert_string_equal(xlsx_number(mem, is[i][0]), is[i][1]);
	for (size_t i = 0; i < COUNT(not ); i++)
		assert_null(xlsx_number(mem, not [i]));
}

static void days(void **state)
{
	(void)state;
	assert_string_equal(xlsx_day(mem, "1", false), "1900-01-01");
	assert_string_equal(xlsx_day(mem, "59", false), "1900-02-28");
	assert_string_equal(xlsx_day(mem, "61", false), "1900-03-01");
	assert_string_equal(xlsx_day(mem, "46053", false), "2026-01-31");
	assert_string_equal(xlsx_day(mem, "44591", true), "2026-01-31");
	assert_string_equal(xlsx_day(mem, "46053.354166666664", false),
			    "2026-01-31 08:30:00");
	assert_string_equal(xlsx_day(mem, "46052.999999999", false),
			    "2026-01-31");
	assert_null(xlsx_day(mem, "-1", false));
	assert_null(xlsx_day(mem, "0", false));
	assert_null(xlsx_day(mem, "2958466", false));
	assert_null(xlsx_day(mem, "1E20", false));
	assert_null(xlsx_day(mem, "today", false));
}

static void formats(void **state)
{
	(void)state;
	assert_true(xlsx_is_day("dd/mm/yyyy"));
	assert_true(xlsx_is_day("[$-42A]d\\ mmmm"));
	assert_true(xlsx_is_day("H:MM"));
	assert_false(xlsx_is_day("General"));
	assert_false(xlsx_is_day("#,##0.00\\ \"đồng/h\""));
	assert_false(xlsx_is_day("[Red]0.00;_-0"));
	assert_false(xlsx_is_day("\"d"));
	assert_true(xlsx_is_day_format(14));
	assert_false(xlsx_is_day_format(2));
}

static void places(void **state)
{
	static const struct {
		const char *text;
		int64_t row, column;
	} are[] = {{"A1", 1, 1},
		   {"Z9", 9, 26},
		   {"AA10", 10, 27},
		   {"XFD1048576", 1048576, 16384}};
	static const char *const not [] = {"",	 "A",	"1",	 "A0",
					   "a1", "A1B", "ABCD1", "A99999999999",
					   "A-1"};
	int64_t row, column;

	(void)state;
	for (size_t i = 0; i < COUNT(are); i++) {
		assert_true(xlsx_place(are[i].text, &row, &column));
		assert_int_equal(row, are[i].row);
		assert_int_equal(column, are[i].column);
		assert_string_equal(xlsx_place_text(mem, row, column),
				    are[i].text);
	}
	for (size_t i = 0; i < COUNT(not ); i++)
		assert_false(xlsx_place(not [i], &row, &column));
}

static void texts(void **state)
{
	static const char *const are[][2] = {
		{"", ""},
		{"  a b ", "a b"},
		{"a_x000D_\nb", "a\nb"},
		{"a_x000d__x000a_b", "a\nb"},
		{"_x005F_x000D_", "_x000D_"},
		{"_x000D_", ""},
		{"_x0041_", "_x0041_"},
		{"_x00", "_x00"},
		{"'=1", "=1"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(are); i++)
		assert_string_equal(xlsx_text(mem, are[i][0]), are[i][1]);
}

static void holds(void **state)
{
	static const char *const are[] = {
		"0", "-1", "0.001", "-12.50", "999999999999999", "0.1"};
	static const char *const not [] = {
		"",	"-",   "1.",  ".5",
		"1e5",	"1,5", "--1", "1234567890123456",
		"1.2.3"};

	(void)state;
	for (size_t i = 0; i < COUNT(are); i++)
		assert_true(xlsx_holds(are[i]));
	for (size_t i = 0; i < COUNT(not ); i++)
		assert_false(xlsx_holds(not [i]));
	assert_string_equal(xlsx_format(mem, 0), "#,##0");
	assert_string_equal(xlsx_format(mem, 3), "#,##0.000");
}

/* What we write we read the same; it holds no formula, whatever it says. */
static void there_and_back(void **state)
{
	static const struct {
		const char *text;
		bool number;
	} cells[] = {{"mã", false},
		     {"=1+1", false},
		     {"<b>&\"", false},
		     {"", false},
		     {"00123", false},
		     {"-1234567.25", true},
		     {"1234567890123456", true},
		     {"0", true}};
	const struct xlsx_limits limits = {1 << 20, 1000};
	struct ctx c = {.mem = mem, .lang = "en"};
	struct buf b = {.mem = mem};
	struct xlsx_out *x =
		xlsx_new(&c, "a/b[c] đã dài hơn ba mươi mốt ký tự");
	struct xlsx t;

	(void)state;
	for (int row = 0; row < 3; row++) {
		for (size_t i = 0; i < COUNT(cells); i++)
			if (cells[i].number)
				xlsx_put_number(x, cells[i].text);
			else
				xlsx_put(x, cells[i].text);
		xlsx_end_row(x);
	}
	assert_int_equal(xlsx_done(x, &b), OK);
	assert_true(xlsx_is((struct blob){b.s, b.len}));
	assert_int_equal(xlsx_read(&c, (struct blob){b.s, b.len}, &limits, &t),
			 OK);
	assert_int_equal(t.n, 3);
	for (size_t i = 0; i < COUNT(cells); i++)
		assert_string_equal(t.row[2].cell[i], cells[i].text);
	assert_true(t.row[2].number[5]);
	assert_false(t.row[2].number[6]); /* too long: a text */
	assert_false(t.row[2].number[4]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(numbers, setup, teardown),
		cmocka_unit_test_setup_teardown(days, setup, teardown),
		cmocka_unit_test_setup_teardown(formats, setup, teardown),
		cmocka_unit_test_setup_teardown(places, setup, teardown),
		cmocka_unit_test_setup_teardown(texts, setup, teardown),
		cmocka_unit_test_setup_teardown(holds, setup, teardown),
		cmocka_unit_test_setup_teardown(there_and_back, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
