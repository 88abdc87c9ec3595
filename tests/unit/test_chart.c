/* test_chart.c - the axis and the bars of a chart. */
#include "web/chart.h"

#include "unit.h"

#include <string.h>

#define BARS 3

static const char *text(const struct val *v, const char *key)
{
	const struct val *m = val_get(v, key);

	return m && m->kind == VAL_TEXT ? m->s : "(none)";
}

/* All texts of one name in a list, with blanks between. */
static const char *all(struct arena *mem, const struct val *list,
		       const char *key)
{
	struct buf b = {.mem = mem};

	buf_str(&b, "");
	for (const struct val *v = list->first; v; v = v->next)
		buf_printf(&b, "%s%s", b.len ? " " : "", text(v, key));
	return b.s;
}

static struct val *chart(struct arena *mem, const char *lang, int scale,
			 const int64_t n[BARS])
{
	struct ctx c = {.mem = mem, .lang = lang};
	struct chart_bar bar[BARS] = {0};

	for (int i = 0; i < BARS; i++)
		bar[i] = (struct chart_bar){"x", n[i] != INT64_MIN, true, n[i]};
	return chart_view(&c, bar, BARS, scale);
}

static void round_steps(void **state)
{
	static const struct {
		int64_t n[BARS];
		int scale;
		const char *axis, *lines, *values;
	} want[] = {
		{{1, 2, 3}, 0, "(none)", "0 1 2 3", "1 2 3"},
		{{0, 0, 0}, 0, "(none)", "0 1", "0 0 0"},
		{{7, 12, 40}, 0, "(none)", "0 10 20 30 40", "7 12 40"},
		{{29840, 31115, 34306},
		 0,
		 "thousand",
		 "0 10 20 30 40",
		 "29.8 31.1 34.3"},
		{{2869, 335997, 100},
		 2,
		 "thousand",
		 "0 1 2 3 4",
		 "0.03 3.36 0.00"},
		{{5, 12, 20}, 1, "(none)", "0 0.5 1 1.5 2", "0.5 1.2 2.0"},
		{{107431211, 90000000, 0},
		 0,
		 "million",
		 "0 50 100 150",
		 "107 90 0"},
		{{-30, 0, 20}, 0, "(none)", "−30 −20 −10 0 10 20", "−30 0 20"},
		{{INT64_MAX, 0, -INT64_MAX},
		 0,
		 "billion",
		 "−10,000,000,000 −5,000,000,000 0 5,000,000,000 "
		 "10,000,000,000",
		 "9,223,372,037 0 −9,223,372,037"},
	};

	for (size_t i = 0; i < COUNT(want); i++) {
		struct val *v = chart(*state, "en", want[i].scale, want[i].n);

		assert_string_equal(text(v, "axis"), want[i].axis);
		assert_string_equal(all(*state, val_get(v, "lines"), "text"),
				    want[i].lines);
		assert_string_equal(all(*state, val_get(v, "bars"), "value"),
				    want[i].values);
	}
}

/* Bars stand on the line of 0, in 150 px. */
static void heights(void **state)
{
	const int64_t up[] = {0, 10, 20}, both[] = {-20, 0, 20};
	struct val *v = chart(*state, "vi", 0, up);

	assert_string_equal(all(*state, val_get(v, "bars"), "height"),
			    "0.0 75.0 150.0");
	assert_string_equal(all(*state, val_get(v, "bars"), "y"),
			    "175.0 100.0 25.0");
	v = chart(*state, "vi", 0, both);
	assert_string_equal(all(*state, val_get(v, "bars"), "height"),
			    "75.0 0.0 75.0");
	assert_string_equal(all(*state, val_get(v, "bars"), "y"),
			    "100.0 100.0 25.0");
}

static void what_is_not_given_has_no_bar(void **state)
{
	const int64_t n[] = {INT64_MIN, 5, INT64_MIN};
	struct val *v = chart(*state, "vi", 0, n);

	assert_string_equal(all(*state, val_get(v, "bars"), "value"), "– 5 –");
	assert_string_equal(all(*state, val_get(v, "bars"), "height"),
			    "0.0 150.0 0.0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(round_steps),
		IN_ARENA(heights),
		IN_ARENA(what_is_not_given_has_no_bar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
