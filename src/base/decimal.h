/* decimal.h - exact decimal numbers: 64-bit integers scaled by ten to a
 * power, sums in 128 bits. Nothing is ever a float. */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/arena.h"

typedef __int128 int128;

#define SCALE_MAX 9

/* How a file writes numbers; never guessed cell by cell. */
enum numbers {
	NUMBERS_PLAIN, /* 3359.80 */
	NUMBERS_EN,    /* 3,359.80 */
	NUMBERS_VI,    /* 3.359,80 */
};
bool numbers_parse(const char *word, enum numbers *style) MUST;

enum decimal_err {
	DECIMAL_OK,
	DECIMAL_SYNTAX, /* not a number in this style */
	DECIMAL_SCALE,	/* more decimals than `scale` holds */
	DECIMAL_RANGE,	/* does not fit in 64 bits */
};

/**
 * Reads all of `s` as a number of `scale` decimals (0 to SCALE_MAX), so
 * that "3.36" at scale 2 gives 336.
 *
 * A sign is - or U+2212; digits stand on both sides of a point. Grouping
 * marks of the style must stand right, or not at all: in vi "1.120" is
 * 1120, while "1.12" and "0.120" are no numbers. A decimal too many is an
 * error even when it is 0, for a "1.000" that the plain style has at scale
 * 0 most likely means a thousand.
 */
enum decimal_err decimal_parse(const char *s, enum numbers style, int scale,
			       int64_t *value) MUST;

/* Exact text with just `scale` decimals (0 to SCALE_MAX + 2): 336 at scale 2
 * is "3.36". */
char *decimal_text(struct arena *mem, int128 value, int scale) MUST;
/* The same, grouped for people: "1.234,5" in vi, "1,234.5" in en; the
 * minus sign is U+2212. */
char *decimal_show(struct arena *mem, int128 value, int scale,
		   const char *lang) MUST;

/* num / den * 10^scale, rounded half to even; den is not 0. False when it,
 * or for a scale below 0 den / 10^scale, does not fit in 128 bits. */
bool decimal_ratio(int128 num, int128 den, int scale, int128 *out) MUST;
/* The same where it is known to fit. */
int128 decimal_div(int128 num, int128 den, int scale);

/* a + b, a * b; false when it does not fit. */
bool i128_add(int128 a, int128 b, int128 *sum) MUST;
bool i128_mul(int128 a, int128 b, int128 *product) MUST;

/* Greatest common divisor; not negative. Asserts that it fits: not both may
 * be the least int128, nor one of them 0 beside it. */
int128 i128_gcd(int128 a, int128 b);

/* A share: a rational number above 0 and at most 1, in lowest terms. */
struct share {
	int64_t num, den; /* den 0: unknown */
};
/* Reads "3/5", "0.6" or "60%", with at most SCALE_MAX decimals. */
bool share_parse(const char *s, struct share *out) MUST;
/* "1" or "3/5"; NULL for an unknown share. */
char *share_text(struct arena *mem, struct share s) MUST;

#endif
