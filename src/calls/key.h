/* key.h - the one whole number that a return, what is asked for it and its
 * roll-ups are known by:
 * form * 2^52 + unit * 2^20 + period. The periods of a unit lie side by
 * side, so that a series is one range of the index. */
#ifndef CALLS_KEY_H
#define CALLS_KEY_H

#include "base/period.h"

#include <assert.h>

#define KEY_FORM_SHIFT 52
#define KEY_UNIT_SHIFT PERIOD_BITS
#define KEY_FORMS      (1 << 11) /* above every number of a form */

static inline int64_t key_of(int64_t form, int64_t unit, int64_t period)
{
	assert(form > 0 && form < KEY_FORMS);
	assert(unit >= 0 && unit < (int64_t)1 << 32);
	assert(period >= 0 && period < 1 << PERIOD_BITS);
	return form << KEY_FORM_SHIFT | unit << KEY_UNIT_SHIFT | period;
}

static inline int64_t key_unit(int64_t key)
{
	return key >> KEY_UNIT_SHIFT & (((int64_t)1 << 32) - 1);
}

static inline int64_t key_period(int64_t key)
{
	return key & ((1 << PERIOD_BITS) - 1);
}

#endif
