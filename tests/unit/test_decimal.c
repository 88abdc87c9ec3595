/* test_decimal.c - exact numbers: reading, writing, dividing, shares. */
#include "base/decimal.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

#define I128_MAX ((int128)(((unsigned __int128)1 << 127) - 1))
#define I128_MIN (-I128_MAX - 1)

static void reads_numbers(void **state)
{
	static const struct {
		const char *s;
		enum numbers style;
		int scale;
		int64_t value;
	} want[] = {
		{"0", NUMBERS_PLAIN, 0, 0},
		{"-0", NUMBERS_PLAIN, 0, 0},
		{"-0.00", NUMBERS_PLAIN, 2, 0},
		{"007", NUMBERS_PLAIN, 0, 7},
		{"3359.80", NUMBERS_PLAIN, 2, 335980},
		{"3359.8", NUMBERS_PLAIN, 4, 33598000},
		{"3359", NUMBERS_PLAIN, 4, 33590000},
		{"-12.5", NUMBERS_PLAIN, 1, -125},
		{"\xe2\x88\x92"
		 "12.5",
		 NUMBERS_PLAIN, 1, -125},
		{"0.000000001", NUMBERS_PLAIN, 9, 1},
		{"9223372036854775807", NUMBERS_PLAIN, 0, INT64_MAX},
		{"-9223372036854775808", NUMBERS_PLAIN, 0, INT64_MIN},
		{"9223372036.854775807", NUMBERS_PLAIN, 9, INT64_MAX},
		{"-9223372036.854775808", NUMBERS_PLAIN, 9, INT64_MIN},
		{"00000000000000000000000000000000000000000000000001",
		 NUMBERS_PLAIN, 0, 1},
		{"3,359.80", NUMBERS_EN, 2, 335980},
		{"3359.80", NUMBERS_EN, 2, 335980},
		{"1,234,567", NUMBERS_EN, 0, 1234567},
		{"-999,999", NUMBERS_EN, 0, -999999},
		{"12,345", NUMBERS_EN, 0, 12345},
		{"9,223,372,036,854,775,807", NUMBERS_EN, 0, INT64_MAX},
		{"3.359,80", NUMBERS_VI, 2, 335980},
		{"3359,80", NUMBERS_VI, 2, 335980},
		{"1.120", NUMBERS_VI, 0, 1120},
		{"1.120", NUMBERS_VI, 4, 11200000},
		{"1.234.567,8", NUMBERS_VI, 1, 12345678},
		{"0,5", NUMBERS_VI, 1, 5},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		int64_t value = 99;
		enum decimal_err e = decimal_parse(want[i].s, want[i].style,
						   want[i].scale, &value);

		if (e != DECIMAL_OK || value != want[i].value)
			fail_msg("%s: error %d, %lld", want[i].s, (int)e,
				 (long long)value);
	}
}

static const struct {
	const char *s;
	enum numbers style;
	int scale;
	enum decimal_err e;
} refused[] = {
	{"", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"-", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"--1", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"+1", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{" 1", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"1 ", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"1 000", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{".5", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"5.", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"1.2.3", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"1e3", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"0x10", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"12a", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"nan", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"٣", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"1,5", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"3,359.80", NUMBERS_PLAIN, 2, DECIMAL_SYNTAX},
	{"3.359,80", NUMBERS_EN, 2, DECIMAL_SYNTAX},
	{"1,5", NUMBERS_EN, 2, DECIMAL_SYNTAX},
	{"1,2345", NUMBERS_EN, 2, DECIMAL_SYNTAX},
	{"1234,567", NUMBERS_EN, 2, DECIMAL_SYNTAX},
	{"1,234567", NUMBERS_EN, 2, DECIMAL_SYNTAX},
	{"1,,234", NUMBERS_EN, 2, DECIMAL_SYNTAX},
	{",234", NUMBERS_EN, 2, DECIMAL_SYNTAX},
	{"1,234,", NUMBERS_EN, 2, DECIMAL_SYNTAX},
	{"0,123", NUMBERS_EN, 2, DECIMAL_SYNTAX},
	{"1.234,567", NUMBERS_EN, 9, DECIMAL_SYNTAX},
	{"1.12", NUMBERS_VI, 2, DECIMAL_SYNTAX},
	{"1.1200", NUMBERS_VI, 4, DECIMAL_SYNTAX},
	{"0.120", NUMBERS_VI, 4, DECIMAL_SYNTAX},
	{"1.234,56.7", NUMBERS_VI, 4, DECIMAL_SYNTAX},
	{"1.5", NUMBERS_PLAIN, 0, DECIMAL_SCALE},
	{"1.000", NUMBERS_PLAIN, 0, DECIMAL_SCALE},
	{"1.125", NUMBERS_PLAIN, 2, DECIMAL_SCALE},
	{"1.1250", NUMBERS_PLAIN, 3, DECIMAL_SCALE},
	{"3.359,805", NUMBERS_VI, 2, DECIMAL_SCALE},
	{"9223372036854775808", NUMBERS_PLAIN, 0, DECIMAL_RANGE},
	{"-9223372036854775809", NUMBERS_PLAIN, 0, DECIMAL_RANGE},
	{"9223372036854775807", NUMBERS_PLAIN, 1, DECIMAL_RANGE},
	{"9223372036.854775808", NUMBERS_PLAIN, 9, DECIMAL_RANGE},
	{"340282366920938463463374607431768211457", NUMBERS_PLAIN, 0,
	 DECIMAL_RANGE},
	{"99999999999999999999999999999999999999999999999999999999",
	 NUMBERS_PLAIN, 0, DECIMAL_RANGE},
};

static void refuses_numbers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		int64_t value;
		enum decimal_err e =
			decimal_parse(refused[i].s, refused[i].style,
				      refused[i].scale, &value);

		if (e != refused[i].e)
			fail_msg("\"%s\": %d, not %d", refused[i].s, (int)e,
				 (int)refused[i].e);
	}
}

static void knows_styles(void **state)
{
	enum numbers style;

	(void)state;
	assert_true(numbers_parse("plain", &style));
	assert_int_equal(style, NUMBERS_PLAIN);
	assert_true(numbers_parse("en", &style));
	assert_int_equal(style, NUMBERS_EN);
	assert_true(numbers_parse("vi", &style));
	assert_int_equal(style, NUMBERS_VI);
	assert_false(numbers_parse("", &style));
	assert_false(numbers_parse("VI", &style));
	assert_false(numbers_parse("de", &style));
}

static void writes_numbers(void **state)
{
	assert_string_equal(decimal_text(*state, 0, 0), "0");
	assert_string_equal(decimal_text(*state, 0, 2), "0.00");
	assert_string_equal(decimal_text(*state, 336, 2), "3.36");
	assert_string_equal(decimal_text(*state, -5, 2), "-0.05");
	assert_string_equal(decimal_text(*state, -50, 1), "-5.0");
	assert_string_equal(decimal_text(*state, 1, 11), "0.00000000001");
	assert_string_equal(decimal_text(*state, INT64_MIN, 0),
			    "-9223372036854775808");
	assert_string_equal(decimal_text(*state, I128_MAX, 0),
			    "170141183460469231731687303715884105727");
	assert_string_equal(decimal_text(*state, I128_MIN, 0),
			    "-170141183460469231731687303715884105728");
	assert_string_equal(decimal_text(*state, I128_MIN, 11),
			    "-1701411834604692317316873037.15884105728");
}

static void shows_numbers(void **state)
{
	assert_string_equal(decimal_show(*state, 0, 0, "vi"), "0");
	assert_string_equal(decimal_show(*state, 999, 0, "vi"), "999");
	assert_string_equal(decimal_show(*state, 1000, 0, "vi"), "1.000");
	assert_string_equal(decimal_show(*state, 12345, 1, "vi"), "1.234,5");
	assert_string_equal(decimal_show(*state, 12345, 1, "en"), "1,234.5");
	assert_string_equal(decimal_show(*state, -123456789, 0, "vi"),
			    "\xe2\x88\x92"
			    "123.456.789");
	assert_string_equal(decimal_show(*state, 100000, 4, "vi"), "10,0000");
	assert_string_equal(decimal_show(*state, I128_MIN, 0, "en"),
			    "\xe2\x88\x92"
			    "170,141,183,460,469,231,731,687,303,715,884,"
			    "105,728");
}

/* What is shown is read again in its style, for every scale. */
static void reads_what_it_shows(void **state)
{
	static const int64_t values[] = {
		0, 1, -1, 999, -1000, 12345678, INT64_MAX, INT64_MIN, 1000000};

	for (size_t i = 0; i < COUNT(values); i++) {
		for (int scale = 0; scale <= SCALE_MAX; scale++) {
			int128 v = values[i];
			int64_t back[3];

			assert_int_equal(
				decimal_parse(decimal_text(*state, v, scale),
					      NUMBERS_PLAIN, scale, &back[0]),
				DECIMAL_OK);
			assert_int_equal(
				decimal_parse(
					decimal_show(*state, v, scale, "vi"),
					NUMBERS_VI, scale, &back[1]),
				DECIMAL_OK);
			assert_int_equal(
				decimal_parse(
					decimal_show(*state, v, scale, "en"),
					NUMBERS_EN, scale, &back[2]),
				DECIMAL_OK);
			for (int j = 0; j < 3; j++)
				assert_int_equal(back[j], values[i]);
		}
	}
}

static void divides(void **state)
{
	static const struct {
		int64_t num, den;
		int scale;
		const char *want;
	} want[] = {
		{1, 3, 2, "0.33"},
		{2, 3, 2, "0.67"},
		{-1, 3, 2, "-0.33"},
		{-2, 3, 2, "-0.67"},
		{2, -3, 2, "-0.67"},
		{-2, -3, 2, "0.67"},
		/* halves go to the even neighbour, on both sides of 0 */
		{1, 2, 0, "0"},
		{3, 2, 0, "2"},
		{5, 2, 0, "2"},
		{7, 2, 0, "4"},
		{-1, 2, 0, "0"},
		{-3, 2, 0, "-2"},
		{-5, 2, 0, "-2"},
		{-7, 2, 0, "-4"},
		{1, 8, 2, "0.12"},
		{3, 8, 2, "0.38"},
		{-1, 8, 2, "-0.12"},
		{-3, 8, 2, "-0.38"},
		{5, -8, 2, "-0.62"},
		{125, 1000, 2, "0.12"},
		{135, 1000, 2, "0.14"},
		/* a hair beside the half */
		{1250001, 10000000, 2, "0.13"},
		{1249999, 10000000, 2, "0.12"},
		{0, 7, 3, "0.000"},
		{0, -7, 3, "0.000"},
		{999, 1000, 2, "1.00"},
		{-999, 1000, 2, "-1.00"},
		{7, 1, 11, "7.00000000000"},
		{INT64_MAX, 1, 2, "9223372036854775807.00"},
		{INT64_MIN, -1, 0, "9223372036854775808"},
		{1, INT64_MAX, 11, "0.00000000000"},
	};

	for (size_t i = 0; i < COUNT(want); i++) {
		int128 q = decimal_div(want[i].num, want[i].den, want[i].scale);

		assert_string_equal(decimal_text(*state, q, want[i].scale),
				    want[i].want);
	}
}

static void divides_extremes(void **state)
{
	(void)state;
	assert_true(decimal_div(I128_MAX, I128_MAX, 11) == 100000000000);
	assert_true(decimal_div(I128_MIN, I128_MIN, 11) == 100000000000);
	assert_true(decimal_div(I128_MIN, I128_MAX, 11) == -100000000000);
	assert_true(decimal_div(I128_MIN, 1, 0) == I128_MIN);
	assert_true(decimal_div(I128_MAX, -1, 0) == -I128_MAX);
	assert_true(decimal_div(I128_MAX - 1, I128_MAX, 11) == 100000000000);
	assert_true(decimal_div(I128_MAX / 2, I128_MAX, 2) == 50);
	assert_true(decimal_div(1, I128_MIN, 11) == 0);
	/* The product would not fit, the result does. */
	assert_true(decimal_div(I128_MAX / 3 * 3, I128_MAX / 3, 11) ==
		    300000000000);
}

/* 2 * |num * 10^scale - q * den| <= |den|, and q even where equal. */
static void rounds_to_the_nearest(void **state)
{
	uint64_t seed = 20250701;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		int64_t num, den;
		int128 q, off;

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		num = (int64_t)(seed >> 33) % 20001 - 10000;
		den = (int64_t)(seed >> 13) % 2001 - 1000;
		if (den == 0)
			continue;
		q = decimal_div(num, den, 2);
		off = ((int128)num * 100 - q * den) * 2;
		off = off < 0 ? -off : off;
		den = den < 0 ? -den : den;
		assert_true(off < den || (off == den && q % 2 == 0));
	}
}

static void adds_and_multiplies(void **state)
{
	int128 w;

	(void)state;
	assert_true(i128_add(I128_MAX, I128_MIN, &w));
	assert_true(w == -1);
	assert_false(i128_add(I128_MAX, 1, &w));
	assert_false(i128_add(I128_MIN, -1, &w));
	assert_true(i128_mul(INT64_MIN, INT64_MIN, &w));
	assert_true(w == (int128)1 << 126);
	assert_false(i128_mul((int128)1 << 126, 2, &w));
	assert_true(i128_mul((int128)1 << 126, -2, &w));
	assert_true(w == I128_MIN);
	assert_false(i128_mul(I128_MIN, -1, &w));
}

static void finds_common_divisors(void **state)
{
	(void)state;
	assert_true(i128_gcd(12, 18) == 6);
	assert_true(i128_gcd(-12, 18) == 6);
	assert_true(i128_gcd(-12, -18) == 6);
	assert_true(i128_gcd(0, 5) == 5);
	assert_true(i128_gcd(5, 0) == 5);
	assert_true(i128_gcd(0, 0) == 0);
	assert_true(i128_gcd(7, 1) == 1);
	assert_true(i128_gcd(I128_MIN, 6) == 2);
	assert_true(i128_gcd(I128_MAX, I128_MAX) == I128_MAX);
}

static const struct {
	const char *s, *want;
} shares[] = {
	{"1", "1"},
	{"1/1", "1"},
	{"7/7", "1"},
	{"1.0", "1"},
	{"100%", "1"},
	{"3/5", "3/5"},
	{"6/10", "3/5"},
	{"0.6", "3/5"},
	{"60%", "3/5"},
	{"0.60", "3/5"},
	{"33.3%", "333/1000"},
	{"1/3", "1/3"},
	{"0.000000001", "1/1000000000"},
	{"0.000000001%", "1/100000000000"},
	{"1/9223372036854775807", "1/9223372036854775807"},
	{"9223372036854775806/9223372036854775807",
	 "9223372036854775806/9223372036854775807"},
};

static const char *const no_shares[] = {
	"",
	"0",
	"0/5",
	"0%",
	"0.0",
	"-1/2",
	"-0.5",
	"1.1",
	"6/5",
	"101%",
	"1/0",
	"0/0",
	"/",
	"1/",
	"/2",
	"%",
	"1/2/3",
	"1/2%",
	"0,6",
	"60 %",
	" 0.6",
	"half",
	"1.5/2",
	"-1/-2",
	"0.0000000001",
	"2",
	"100.1%",
	"1/9223372036854775808",
	"1%%",
	"0000000000000000000000000000000000000000000000000000000000001",
};

static void reads_shares(void **state)
{
	struct share s;

	for (size_t i = 0; i < COUNT(shares); i++) {
		if (!share_parse(shares[i].s, &s))
			fail_msg("no share: %s", shares[i].s);
		assert_string_equal(share_text(*state, s), shares[i].want);
	}
	for (size_t i = 0; i < COUNT(no_shares); i++)
		if (share_parse(no_shares[i], &s))
			fail_msg("taken for a share: %s", no_shares[i]);
	assert_null(share_text(*state, (struct share){0, 0}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(refuses_numbers),
		cmocka_unit_test(knows_styles),
		IN_ARENA(writes_numbers),
		IN_ARENA(shows_numbers),
		IN_ARENA(reads_what_it_shows),
		IN_ARENA(divides),
		cmocka_unit_test(divides_extremes),
		cmocka_unit_test(rounds_to_the_nearest),
		cmocka_unit_test(adds_and_multiplies),
		cmocka_unit_test(finds_common_divisors),
		IN_ARENA(reads_shares),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
