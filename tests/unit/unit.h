/* unit.h - cmocka, and what every unit test needs beside it. */
#ifndef UNIT_H
#define UNIT_H

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* ours is core/ctx.h; cmocka's fail_msg() would call it */
#undef fail_msg
#define fail_msg(...)                                                          \
	do {                                                                   \
		print_error(__VA_ARGS__);                                      \
		print_error("\n");                                             \
		_fail(__FILE__, __LINE__);                                     \
	} while (0)

/* An arena as the state of each test. */
static inline int arena_setup(void **state)
{
	*state = arena_new();
	return 0;
}

static inline int arena_teardown(void **state)
{
	arena_free(*state);
	return 0;
}

/* Row of a test group whose tests take an arena. */
#define IN_ARENA(f)                                                            \
	cmocka_unit_test_setup_teardown(f, arena_setup, arena_teardown)

#endif
