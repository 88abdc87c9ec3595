/* outside.c - counts the threads that wait for other machines. */
#include "core/outside.h"

#include <limits.h>
#include <stdatomic.h>

static atomic_int out, most = INT_MAX;

void outside_most(int n)
{
	most = n;
}

bool outside_enter(void)
{
	if (atomic_fetch_add(&out, 1) < most)
		return true;
	atomic_fetch_sub(&out, 1);
	return false;
}

void outside_leave(void)
{
	atomic_fetch_sub(&out, 1);
}
