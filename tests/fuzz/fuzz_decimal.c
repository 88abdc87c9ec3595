/* fuzz_decimal.c - numbers and shares come back from their text, and a
 * quotient is the nearest there is. */
#include "base/decimal.h"
#include "fuzz.h"

static const char *const langs[] = {[NUMBERS_EN] = "en", [NUMBERS_VI] = "vi"};

static void number(struct arena *mem, const char *s, enum numbers style,
		   int scale)
{
	int64_t value, again = 0;
	enum decimal_err e = decimal_parse(s, style, scale, &value);
	const char *shown;

	if (e != DECIMAL_OK)
		return;
	shown = style == NUMBERS_PLAIN
			? decimal_text(mem, value, scale)
			: decimal_show(mem, value, scale, langs[style]);
	e = decimal_parse(shown, style, scale, &again);
	assert(e == DECIMAL_OK && again == value);
}

static void share(struct arena *mem, const char *s)
{
	struct share x, again;

	if (!share_parse(s, &x))
		return;
	assert(x.num > 0 && x.num <= x.den && i128_gcd(x.num, x.den) == 1);
	if (!share_parse(share_text(mem, x), &again))
		assert(false);
	assert(again.num == x.num && again.den == x.den);
}

static void quotient(int64_t num, int64_t den, int scale)
{
	int128 ten = 1, q, off, size = den < 0 ? -(int128)den : den;

	if (den == 0)
		return;
	for (int i = 0; i < scale; i++)
		ten *= 10;
	q = decimal_div(num, den, scale);
	off = (num * ten - q * den) * 2;
	off = off < 0 ? -off : off;
	assert(off < size || (off == size && q % 2 == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned how = fuzz_byte(&data, &size);
	int scale = (int)(how / 8 % (SCALE_MAX + 1));
	struct arena *mem = arena_new();
	int64_t num, den;

	if (how % 8 < COUNT(langs)) {
		number(mem, fuzz_text(mem, data, size), (enum numbers)(how % 8),
		       scale);
	} else if (how % 8 == COUNT(langs)) {
		share(mem, fuzz_text(mem, data, size));
	} else {
		num = fuzz_number(&data, &size);
		den = fuzz_number(&data, &size);
		quotient(num, den, scale);
	}
	arena_free(mem);
	return 0;
}
