/* decimal.c - reads, writes, divides and adds exact decimal numbers. */
#include "base/decimal.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

typedef unsigned __int128 uint128;

#define MINUS "\xe2\x88\x92" /* U+2212 */

/* The most digits an int128 has (39), a sign of three bytes, twelve
 * grouping marks, a point and "0." before the decimals. */
#define TEXT_ROOM 64

static const struct {
	const char *word;
	char group, point; /* group 0: none */
} styles[] = {
	[NUMBERS_PLAIN] = {"plain", 0, '.'},
	[NUMBERS_EN] = {"en", ',', '.'},
	[NUMBERS_VI] = {"vi", '.', ','},
};

bool numbers_parse(const char *word, enum numbers *style)
{
	for (size_t i = 0; i < COUNT(styles); i++) {
		if (!strcmp(styles[i].word, word)) {
			*style = (enum numbers)i;
			return true;
		}
	}
	return false;
}

static size_t digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* The bytes of a whole part, grouping marks and all; 0: none stands here.
 * A grouped number never begins with 0: "0.120" is no vi number, but most
 * likely a decimal in the wrong style. */
static size_t whole_length(const char *s, char group)
{
	size_t n = digits(s);

	if (!group || s[n] != group)
		return n;
	if (n < 1 || n > 3 || s[0] == '0')
		return 0;
	while (s[n] == group) {
		if (digits(s + n + 1) != 3)
			return 0;
		n += 4;
	}
	return n;
}

/* Appends the digits among `n` bytes to *v; false when it grows over what
 * the magnitude of a 64-bit number can be. */
static bool gather(const char *s, size_t n, uint128 *v)
{
	const uint128 most = (uint128)INT64_MAX + 1;

	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			continue;
		*v = *v * 10 + (uint128)(s[i] - '0');
		if (*v > most)
			return false;
	}
	return true;
}

static bool sign_take(const char **s)
{
	size_t n = 0;

	if (**s == '-')
		n = 1;
	else if (!strncmp(*s, MINUS, strlen(MINUS)))
		n = strlen(MINUS);
	*s += n;
	return n > 0;
}

enum decimal_err decimal_parse(const char *s, enum numbers style, int scale,
			       int64_t *value)
{
	bool negative = sign_take(&s);
	size_t whole = whole_length(s, styles[style].group);
	const char *rest = s + whole;
	size_t decimals = 0;
	uint128 v = 0;

	assert(scale >= 0 && scale <= SCALE_MAX);
	if (whole == 0)
		return DECIMAL_SYNTAX;
	if (*rest == styles[style].point) {
		decimals = digits(++rest);
		if (decimals == 0)
			return DECIMAL_SYNTAX;
	}
	if (rest[decimals] != '\0')
		return DECIMAL_SYNTAX;
	if (decimals > (size_t)scale)
		return DECIMAL_SCALE;
	if (!gather(s, whole, &v) || !gather(rest, decimals, &v) ||
	    !gather("000000000", (size_t)scale - decimals, &v))
		return DECIMAL_RANGE;
	if (v > (uint128)INT64_MAX + negative)
		return DECIMAL_RANGE;
	*value = negative ? (int64_t) - (int128)v : (int64_t)v;
	return DECIMAL_OK;
}

static uint128 magnitude(int128 v)
{
	return v < 0 ? -(uint128)v : (uint128)v;
}

/* Writes from the right, as the digits come. group 0: none. */
static char *number_text(struct arena *mem, int128 value, int scale,
			 const char *minus, char group, char point)
{
	char room[TEXT_ROOM], *p = room + sizeof(room);
	uint128 v = magnitude(value);

	assert(scale >= 0 && scale <= SCALE_MAX + 2);
	for (int i = 0; i < scale; i++, v /= 10)
		*--p = (char)('0' + (int)(v % 10));
	if (scale > 0)
		*--p = point;
	for (int i = 0; i == 0 || v > 0; i++, v /= 10) {
		if (group && i > 0 && i % 3 == 0)
			*--p = group;
		*--p = (char)('0' + (int)(v % 10));
	}
	if (value < 0) {
		p -= strlen(minus);
		memcpy(p, minus, strlen(minus));
	}
	return arena_copy(mem, p, (size_t)(room + sizeof(room) - p));
}

char *decimal_text(struct arena *mem, int128 value, int scale)
{
	return number_text(mem, value, scale, "-", 0, '.');
}

char *decimal_show(struct arena *mem, int128 value, int scale, const char *lang)
{
	enum numbers style = !strcmp(lang, "vi") ? NUMBERS_VI : NUMBERS_EN;

	return number_text(mem, value, scale, MINUS, styles[style].group,
			   styles[style].point);
}

/* r * 10 / den and what is left, where r < den <= 2^127: r * 10 itself
 * could be too large, so it is added up. */
static unsigned next_digit(uint128 *r, uint128 den)
{
	uint128 sum = 0;
	unsigned digit = 0;

	for (int i = 0; i < 10; i++) {
		sum += *r;
		if (sum >= den) {
			sum -= den;
			digit++;
		}
	}
	*r = sum;
	return digit;
}

bool decimal_ratio(int128 num, int128 den, int scale, int128 *out)
{
	bool negative = (num < 0) != (den < 0);
	uint128 n = magnitude(num), d = magnitude(den);
	uint128 q, r, most = ((uint128)1 << 127) - !negative;

	assert(den != 0);
	for (; scale < 0; scale++) {
		if (d > most / 10)
			return false;
		d *= 10;
	}
	q = n / d;
	r = n % d;
	for (int i = 0; i < scale; i++) {
		unsigned digit = next_digit(&r, d);

		if (q > (most - digit) / 10)
			return false;
		q = q * 10 + digit;
	}
	if (r > d - r || (r == d - r && q % 2 == 1)) {
		if (q == most)
			return false;
		q++;
	}
	*out = (int128)(negative ? -q : q);
	return true;
}

int128 decimal_div(int128 num, int128 den, int scale)
{
	int128 out = 0;
	bool fits = decimal_ratio(num, den, scale, &out);

	assert(fits);
	return fits ? out : 0;
}

bool i128_add(int128 a, int128 b, int128 *sum)
{
	return !__builtin_add_overflow(a, b, sum);
}

bool i128_mul(int128 a, int128 b, int128 *product)
{
	return !__builtin_mul_overflow(a, b, product);
}

int128 i128_gcd(int128 a, int128 b)
{
	uint128 x = magnitude(a), y = magnitude(b);

	while (y) {
		uint128 rest = x % y;

		x = y;
		y = rest;
	}
	assert(x >> 127 == 0);
	return (int128)x;
}

/* Cuts num/den to lowest terms; false unless above 0 and at most 1. */
static bool share_make(int128 num, int128 den, struct share *out)
{
	int128 gcd;

	if (num <= 0 || num > den)
		return false;
	gcd = i128_gcd(num, den);
	if (den / gcd > INT64_MAX)
		return false;
	out->num = (int64_t)(num / gcd);
	out->den = (int64_t)(den / gcd);
	return true;
}

/* All of `n` bytes as a plain number of `scale` decimals. */
static bool part_parse(const char *s, size_t n, int scale, int64_t *value)
{
	char part[32];

	if (n >= sizeof(part))
		return false;
	memcpy(part, s, n);
	part[n] = '\0';
	return decimal_parse(part, NUMBERS_PLAIN, scale, value) == DECIMAL_OK;
}

bool share_parse(const char *s, struct share *out)
{
	const int64_t one = 1000000000; /* 10^SCALE_MAX */
	size_t n = strlen(s);
	const char *slash = strchr(s, '/');
	int64_t num, den;

	if (slash) {
		size_t left = (size_t)(slash - s);

		return part_parse(s, left, 0, &num) &&
		       part_parse(slash + 1, n - left - 1, 0, &den) &&
		       share_make(num, den, out);
	}
	if (n > 0 && s[n - 1] == '%')
		return part_parse(s, n - 1, SCALE_MAX, &num) &&
		       share_make(num, (int128)one * 100, out);
	return part_parse(s, n, SCALE_MAX, &num) && share_make(num, one, out);
}

char *share_text(struct arena *mem, struct share s)
{
	if (s.den == 0)
		return NULL;
	if (s.den == 1)
		return arena_printf(mem, "%" PRId64, s.num);
	return arena_printf(mem, "%" PRId64 "/%" PRId64, s.num, s.den);
}
