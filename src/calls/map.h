/* map.h - a call seen as a map of tiers: two tiers below a unit, each unit as
 * wide as what is asked of it. */
#ifndef CALLS_MAP_H
#define CALLS_MAP_H

#include "core/ctx.h"

#define MAP_CELLS 600 /* a map of more is none */

/**
 * {"cells":[{"unit","name","tier","x","width","counts","late","state"}],
 * "of"}: tier 1 are the children of the unit (code; NULL: the issuer's), tier
 * 2 theirs; x and width in hundred-thousandths of the whole; `state` is what
 * to look at first: "late", "delivered", "acknowledged", "sent-back",
 * "submitted", "accepted" or "waived". Without cells where nothing lies
 * below, or too much. One statement.
 *
 * ERR_MISSING  no such call or unit, or not in sight
 */
enum err coverage_map(struct ctx *c, int64_t call, const char *unit,
		      struct val **view) MUST;

#endif
