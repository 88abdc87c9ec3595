/* fuzz_day.c - days and instants come back from their text; a day ends
 * where the next begins, in every zone. */
#include "base/day.h"
#include "fuzz.h"

static void day(const char *s)
{
	int64_t d, again = 0;
	char to[11];

	if (!day_parse(s, &d))
		return;
	assert(d >= DAY_MIN && d <= DAY_MAX);
	if (!day_parse(day_iso(d, to), &again))
		assert(false);
	assert(again == d);
}

static void instant(const char *s)
{
	int64_t at, again = 0;
	char to[21];

	if (!instant_parse(s, &at))
		return;
	if (!instant_parse(instant_iso(at, to), &again))
		assert(false);
	assert(again == at);
}

/* The first bytes are a day, the others a zone. */
static void zone(const char *s, int64_t d)
{
	int64_t end;

	if (!tz_known(s))
		return;
	d = DAY_MIN + (int64_t)((uint64_t)d % (DAY_MAX - DAY_MIN));
	end = tz_day_end(s, d);
	assert(tz_day(s, end) > d && tz_day(s, end - 1) <= d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	const char *s = fuzz_text(mem, data, size);
	int64_t d;

	day(s);
	instant(s);
	d = fuzz_number(&data, &size);
	zone(fuzz_text(mem, data, size), d);
	arena_free(mem);
	return 0;
}
