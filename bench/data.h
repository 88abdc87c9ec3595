/* data.h - the generated organisation and its returns: the same for every
 * side, whatever the machine, since each value is a hash of where it stands. */
#ifndef BENCH_DATA_H
#define BENCH_DATA_H

#include <stdbool.h>
#include <stdint.h>

#define TIERS	   5
#define INDICATORS 50

/* Units are numbered tier by tier from 0, the top; the lowest tier answers. */
struct data {
	const char *size;
	int64_t tier[TIERS]; /* units in it */
	int64_t first_year;  /* the first month is its January */
	int64_t months;
	const char *what; /* one line for the report */
};

/* The data of size "S", "M" or "L"; NULL: no such size. */
const struct data *data_find(const char *size);

int64_t data_units(const struct data *d);
/* The first unit of tier `t`; of TIERS: the number of units. */
int64_t tier_first(const struct data *d, int t);
int unit_tier(const struct data *d, int64_t u);
int64_t unit_parent(const struct data *d, int64_t u); /* -1: the top */

/* "A1" is the top, "B1" the first of the tier below, and so on. */
char *unit_code(const struct data *d, int64_t u, char to[24]);
int64_t unit_of_code(const struct data *d, const char *code);

/* "2024-01" of month m, counted from 0. */
char *month_text(const struct data *d, int64_t m, char to[24]);
/* 202401. */
int64_t month_number(const struct data *d, int64_t m);

/* Whether unit u of the lowest tier handed in a return for month m. Some
 * 92 % do; who does not lies in clusters, as in life. */
bool unit_gave(const struct data *d, int64_t u, int64_t m);
/* What it said of indicator i; false: nothing (in a return, some 11 %). */
bool unit_value(const struct data *d, int64_t u, int64_t m, int i,
		int64_t *value);

/* A checksum of answers that does not depend on their order. */
struct check {
	uint64_t sum;
	int64_t rows;
};
void check_add(struct check *k, int64_t unit, int64_t month, int64_t indicator,
	       int64_t sum, int64_t count);

uint64_t mix(uint64_t x); /* splitmix64 */

#endif
