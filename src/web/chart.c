/* chart.c - bars over time; in whole numbers all the way. */
#include "web/chart.h"

#define TOP	25 /* px from above */
#define BOTTOM	175
#define LEFT	100 /* tenths of a per cent */
#define LINES	5   /* of the grid, at most, beside that of 0 */
#define CROWDED 9   /* more bars do not fit on a phone with their words */

struct axis {
	int128 step;	/* between two lines, at the scale */
	int128 low, up; /* lines below 0 and above it */
	int digits;	/* decimals beside a bar */
	int128 unit;	/* what 1 is on the axis: a thousand at the scale ... */
	const char *name;
};

static int128 ten(int n)
{
	int128 t = 1;

	while (n-- > 0)
		t *= 10;
	return t;
}

static int128 lines(int128 far, int128 step)
{
	return (far + step - 1) / step;
}

static struct axis axis_of(struct ctx *c, int128 least, int128 most, int scale)
{
	static const struct {
		int digits;
		const char *name;
	} units[] = {
		{9, N_("billion")}, {6, N_("million")}, {3, N_("thousand")}};
	struct axis a = {.step = 1, .unit = ten(scale)};
	int128 far = most > -least ? most : -least;

	/* 1, 2, 5, 10, 20, 50 ... */
	for (int i = 0; lines(-least, a.step) + lines(most, a.step) > LINES;
	     i++)
		a.step = i % 3 == 1 ? a.step / 2 * 5 : a.step * 2;
	a.low = lines(-least, a.step);
	a.up = lines(most, a.step);
	if (a.low + a.up == 0) {
		a.step = a.unit;
		a.up = 1;
	}
	for (size_t i = COUNT(units); i-- > 0;)
		if (far >= ten(scale + units[i].digits)) {
			a.unit = ten(scale + units[i].digits);
			a.name = tr(c, units[i].name);
		}
	/* three digits are enough beside a bar */
	a.digits = far >= 100 * a.unit ? 0 : far >= 10 * a.unit ? 1 : 2;
	if (a.unit == ten(scale) && a.digits > scale)
		a.digits = scale;
	return a;
}

/* A line of the grid is a round number. */
static const char *round_number(struct ctx *c, int128 n, int128 unit)
{
	int digits = 0;

	while (digits < 3 && n * ten(digits) % unit)
		digits++;
	return decimal_show(c->mem, decimal_div(n, unit, digits), digits,
			    c->lang);
}

static const char *tenths(struct ctx *c, int128 n, const char *after)
{
	return arena_printf(c->mem, "%d.%d%s", (int)(n / 10), (int)(n % 10),
			    after);
}

/* Tenths of a pixel from above. */
static int128 height_of(const struct axis *a, int128 n)
{
	int128 all = (a->low + a->up) * a->step;

	return BOTTOM * 10 -
	       decimal_div((n + a->low * a->step) * 10 * (BOTTOM - TOP), all,
			   0);
}

static struct val *grid(struct ctx *c, const struct axis *a)
{
	struct val *list = val_list(c->mem);

	for (int128 i = -a->low; i <= a->up; i++) {
		struct val *v = val_map(c->mem);
		int128 y = height_of(a, i * a->step);

		map_s(v, "y", tenths(c, y, ""));
		map_s(v, "ty", tenths(c, y + 40, ""));
		map_s(v, "text", round_number(c, i * a->step, a->unit));
		list_v(list, v);
	}
	return list;
}

static struct val *bar_view(struct ctx *c, const struct axis *a,
			    const struct chart_bar *b, int128 x, int128 wide)
{
	struct val *v = val_map(c->mem);
	int128 zero = height_of(a, 0);
	int128 y = b->given ? height_of(a, b->n) : zero;
	int128 top = y < zero ? y : zero;

	map_s(v, "x", tenths(c, x, "%"));
	map_s(v, "width", tenths(c, wide, "%"));
	map_s(v, "y", tenths(c, top, ""));
	map_s(v, "height", tenths(c, y < zero ? zero - y : y - zero, ""));
	map_b(v, "given", b->given);
	map_b(v, "whole", b->whole);
	map_s(v, "tx", tenths(c, x + wide / 2, "%"));
	map_s(v, "ty", tenths(c, top - 50, ""));
	map_s(v, "value",
	      b->given ? decimal_show(c->mem,
				      decimal_div(b->n, a->unit, a->digits),
				      a->digits, c->lang)
		       : "–");
	map_s(v, "label", b->label);
	return v;
}

struct val *chart_view(struct ctx *c, const struct chart_bar *bar, size_t n,
		       int scale)
{
	struct val *chart = val_map(c->mem), *bars = val_list(c->mem);
	int128 least = 0, most = 0, slot = (1000 - LEFT) / (int128)n;
	struct axis a;

	for (size_t i = 0; i < n; i++) {
		if (bar[i].given && bar[i].n < least)
			least = bar[i].n;
		if (bar[i].given && bar[i].n > most)
			most = bar[i].n;
	}
	a = axis_of(c, least, most, scale);
	for (size_t i = 0; i < n; i++) {
		int128 x = LEFT + slot * (int128)i + slot * 15 / 100;
		struct val *v = bar_view(c, &a, &bar[i], x, slot * 7 / 10);

		map_b(v, "odd", n >= CROWDED && (n - 1 - i) % 3 != 0);
		list_v(bars, v);
	}
	map_s(chart, "axis", a.name);
	map_v(chart, "lines", grid(c, &a));
	map_v(chart, "bars", bars);
	return chart;
}
