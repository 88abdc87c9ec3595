/* random.h - the only chance in the program, from the system. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* Fills `to` with `n` unguessable bytes. */
void random_bytes(void *to, size_t n);

/* A whole number from 0 to n - 1; n must be positive. */
int64_t random_below(int64_t n);

#endif
