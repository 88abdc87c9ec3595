/* outlier.c - values far from what the same unit gave before.
 *
 * The modified z-score of Iglewicz and Hoaglin (1993): a value is far when
 * 0.6745 * |value - median| / MAD is above 3.5, MAD being the median of the
 * distances from the median. Neither is moved by one wild value, as mean
 * and deviation are. In whole numbers: the median is kept twofold, MAD
 * forty times. */
#include "returns/judge.h"

#include "calls/key.h"
#include "gen/sql_returns.h"

#include <stdlib.h>

/* A figure that hardly ever moved would make each small step look wild: MAD
 * counts as no less than a twentieth of the median, and as no less than 1 of
 * the last digit. */
#define LEAST_PART 20

static int by_size(const void *a, const void *b)
{
	int128 x = *(const int128 *)a, y = *(const int128 *)b;

	return (x > y) - (x < y);
}

/* Sorts them; twice their median. */
static int128 median_twice(int128 *v, size_t n)
{
	qsort(v, n, sizeof(*v), by_size);
	return v[(n - 1) / 2] + v[n / 2];
}

static int128 distance(int128 a, int128 b)
{
	return a > b ? a - b : b - a;
}

static int128 larger(int128 a, int128 b)
{
	return a > b ? a : b;
}

bool outlier_measure(const int64_t *past, size_t n, int64_t now,
		     struct outlier *to)
{
	int128 v[OUTLIER_PERIODS], median2, mad40;

	if (n < OUTLIER_NEEDS || n > OUTLIER_PERIODS)
		return false;
	for (size_t i = 0; i < n; i++)
		v[i] = past[i];
	median2 = median_twice(v, n);
	*to = (struct outlier){.periods = (int32_t)n,
			       .low = (int64_t)v[0],
			       .middle = (int64_t)decimal_div(median2, 2, 0),
			       .high = (int64_t)v[n - 1]};
	for (size_t i = 0; i < n; i++)
		v[i] = distance(2 * v[i], median2);
	mad40 = larger(median_twice(v, n) * 10, 40);
	mad40 = larger(mad40, distance(median2, 0) * 20 / LEAST_PART);
	return 6745 * 20 * distance(2 * (int128)now, median2) > 35000 * mad40;
}

/* What the unit gave for the periods before, oldest first. */
static enum err read_past(struct ctx *c, const struct form *f, int64_t unit,
			  int64_t period, struct values ***out, size_t *n)
{
	int64_t first = judge_periods_before(period, OUTLIER_PERIODS);
	struct judge_past *row;

	*n = 0;
	if (first == period)
		return OK;
	TRY(sql_judge_past(c, key_of(f->id, unit, first),
			   key_of(f->id, unit, period - 1), &row, n));
	*out = arena_array(c->mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++) {
		(*out)[i] = values_new(c->mem, f->slots);
		if (!values_unpack(row[i].values_, (*out)[i]))
			return ERR_BROKEN;
	}
	return OK;
}

static const char *say(struct ctx *c, const struct indicator *in,
		       const struct outlier *o)
{
	return arena_printf(
		c->mem,
		tr(c, N_("unlike the %d periods before, which went from %s to "
			 "%s, the middle one %s")),
		o->periods, decimal_show(c->mem, o->low, in->scale, c->lang),
		decimal_show(c->mem, o->high, in->scale, c->lang),
		decimal_show(c->mem, o->middle, in->scale, c->lang));
}

/* Whether the value of one slot is far from those before. */
static bool is_far(const struct form *f, int32_t slot, const struct values *now,
		   struct values *const *past, size_t n, struct outlier *to)
{
	enum indicator_type type = f->slot[slot].type;
	int64_t given[OUTLIER_PERIODS];
	size_t count = 0;

	if ((type != TYPE_COUNT && type != TYPE_AMOUNT) || !now->given[slot])
		return false;
	for (size_t i = 0; i < n; i++)
		if (past[i]->given[slot])
			given[count++] = past[i]->v[slot];
	if (!outlier_measure(given, count, now->v[slot], to))
		return false;
	to->slot = slot;
	return true;
}

void judge_far(struct ctx *c, const struct form *f, const struct values *now,
	       struct values *const *past, size_t periods, struct outlier **out,
	       size_t *n)
{
	*out = arena_array(c->mem, (size_t)f->n, sizeof(**out));
	*n = 0;
	for (int32_t i = 0; i < f->n; i++) {
		struct outlier *to = &(*out)[*n];

		if (!is_far(f, f->order[i], now, past, periods, to))
			continue;
		to->say = say(c, &f->slot[to->slot], to);
		++*n;
	}
}

enum err judge_outliers(struct ctx *c, const struct form *f, int64_t unit,
			int64_t period, const struct values *now,
			struct outlier **out, size_t *n)
{
	struct values **past = NULL;
	size_t periods;

	TRY(read_past(c, f, unit, period, &past, &periods));
	judge_far(c, f, now, past, periods, out, n);
	return OK;
}

struct val *outliers_view(struct ctx *c, const struct form *f,
			  const struct outlier *o, size_t n)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++) {
		const struct indicator *in = &f->slot[o[i].slot];
		struct val *v = val_map(c->mem);

		map_s(v, "code", in->code);
		map_s(v, "say", o[i].say);
		map_i(v, "periods", o[i].periods);
		map_s(v, "low", decimal_text(c->mem, o[i].low, in->scale));
		map_s(v, "middle",
		      decimal_text(c->mem, o[i].middle, in->scale));
		map_s(v, "high", decimal_text(c->mem, o[i].high, in->scale));
		list_v(list, v);
	}
	return list;
}
