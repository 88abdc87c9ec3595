/* fuzz.h - what every fuzz target needs: its entry, and input as text. */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/arena.h"

#include <assert.h>
#include <string.h>

/* The entry that libFuzzer, or replay.c, calls with each input. A broken
 * property asserts; 0 is returned always. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Takes one byte off the input; 0 once there is none. */
static inline unsigned fuzz_byte(const uint8_t **data, size_t *size)
{
	if (*size == 0)
		return 0;
	--*size;
	return *(*data)++;
}

/* Takes a whole number off the input. */
static inline int64_t fuzz_number(const uint8_t **data, size_t *size)
{
	uint64_t n = 0;

	for (size_t i = 0; i < sizeof(n); i++)
		n = n << 8 | fuzz_byte(data, size);
	return (int64_t)n;
}

/* What is left of the input, up to a NUL. */
static inline char *fuzz_text(struct arena *mem, const uint8_t *data,
			      size_t size)
{
	return arena_copy(mem, (const char *)data, size);
}

#endif
