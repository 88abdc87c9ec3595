/* random.c - the only chance in the program, from the system. */
#include "base/random.h"

#include <assert.h>
#include <sodium.h>

void random_bytes(void *to, size_t n)
{
	randombytes_buf(to, n);
}

int64_t random_below(int64_t n)
{
	uint64_t v, even;

	assert(n > 0);
	/* What is left over above a multiple of n would favour some. */
	even = UINT64_MAX - UINT64_MAX % (uint64_t)n;
	do
		random_bytes(&v, sizeof(v));
	while (v >= even);
	return (int64_t)(v % (uint64_t)n);
}
