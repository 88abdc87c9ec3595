/* fuzz_period.c - a period has one text, and its parts fill it. */
#include "base/period.h"
#include "fuzz.h"

static void parts(int64_t period, enum period_kind base)
{
	int64_t first, last;

	if (!period_split(period, base, &first, &last)) {
		assert(base != period_kind(period));
		return;
	}
	assert(period_kind(first) == base && period_kind(last) == base);
	assert(first <= last);
	assert(period_around(period_kind(period), first) == period);
	assert(period_around(period_kind(period), last) == period);
	if (base == PERIOD_WEEK)
		return;
	assert(period_first_day(first) == period_first_day(period));
	assert(period_last_day(last) == period_last_day(period));
}

static void check(int64_t period)
{
	char to[12];
	int64_t again = 0;

	assert(period > 0 && period < 1 << PERIOD_BITS);
	if (!period_parse(period_text(period, to), &again))
		assert(false);
	assert(again == period);
	for (int k = PERIOD_YEAR; k <= PERIOD_SCHOOL; k++)
		parts(period, (enum period_kind)k);
}

/* The input is tried as a text and as the number itself. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	const char *s = fuzz_text(mem, data, size);
	char to[12];
	int64_t period;

	if (period_parse(s, &period)) {
		assert(period_valid(period));
		assert(!strcmp(period_text(period, to), s));
		check(period);
	}
	period = fuzz_number(&data, &size);
	if (period_valid(period))
		check(period);
	arena_free(mem);
	return 0;
}
