/* data.c - the generated organisation and its returns. */
#include "data.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEED 20250701

/* clang-format off */
static const struct data sizes[] = {
	{"S", {1, 10, 50, 250, 2500}, 2024, 12,
	 "2,811 units in 5 tiers, 2,500 answer; 50 indicators, 12 months"},
	{"M", {1, 2, 10, 100, 9900}, 2015, 120,
	 "10,013 units in 5 tiers, 9,900 answer; 50 indicators, 120 months"},
	{"L", {1, 63, 700, 10000, 100000}, 2024, 12,
	 "110,764 units in 5 tiers, 100,000 answer; 50 indicators, 12 months"},
};
/* clang-format on */

const struct data *data_find(const char *size)
{
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		if (!strcmp(sizes[i].size, size))
			return &sizes[i];
	return NULL;
}

int64_t tier_first(const struct data *d, int t)
{
	int64_t n = 0;

	for (int i = 0; i < t; i++)
		n += d->tier[i];
	return n;
}

int64_t data_units(const struct data *d)
{
	return tier_first(d, TIERS);
}

int unit_tier(const struct data *d, int64_t u)
{
	int t = 0;

	while (u >= tier_first(d, t + 1))
		t++;
	return t;
}

int64_t unit_parent(const struct data *d, int64_t u)
{
	int t = unit_tier(d, u);

	if (t == 0)
		return -1;
	return tier_first(d, t - 1) +
	       (u - tier_first(d, t)) * d->tier[t - 1] / d->tier[t];
}

char *unit_code(const struct data *d, int64_t u, char to[24])
{
	int t = unit_tier(d, u);

	snprintf(to, 24, "%c%lld", 'A' + t,
		 (long long)(u - tier_first(d, t) + 1));
	return to;
}

int64_t unit_of_code(const struct data *d, const char *code)
{
	return tier_first(d, code[0] - 'A') + strtoll(code + 1, NULL, 10) - 1;
}

char *month_text(const struct data *d, int64_t m, char to[24])
{
	snprintf(to, 24, "%04lld-%02lld", (long long)(d->first_year + m / 12),
		 (long long)(m % 12 + 1));
	return to;
}

int64_t month_number(const struct data *d, int64_t m)
{
	return (d->first_year + m / 12) * 100 + m % 12 + 1;
}

uint64_t mix(uint64_t x)
{
	x += 0x9e3779b97f4a7c15u;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

static uint64_t place(int64_t u, int64_t m, int i)
{
	return mix(mix(mix(SEED + (uint64_t)u) + (uint64_t)m) + (uint64_t)i);
}

bool unit_gave(const struct data *d, int64_t u, int64_t m)
{
	if (place(unit_parent(d, u), m, -1) % 10 >= 3)
		return true;
	return place(u, m, -1) % 100 >= 27;
}

bool unit_value(const struct data *d, int64_t u, int64_t m, int i,
		int64_t *value)
{
	static const int64_t span[] = {10, 100, 1000, 10000, 100000};
	uint64_t h = place(u, m, i);

	(void)d;
	*value = (int64_t)((h >> 10) % (uint64_t)span[i % 5]);
	return h % 1024 < 911;
}

void check_add(struct check *k, int64_t unit, int64_t month, int64_t indicator,
	       int64_t sum, int64_t count)
{
	uint64_t h = mix((uint64_t)unit);

	h = mix(h + (uint64_t)month);
	h = mix(h + (uint64_t)indicator);
	h = mix(h + (uint64_t)sum);
	k->sum += mix(h + (uint64_t)count);
	k->rows++;
}
