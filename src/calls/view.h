/* view.h - how calls show instants, and what views of a call share. */
#ifndef CALLS_VIEW_H
#define CALLS_VIEW_H

#include "calls/call.h"
#include "calls/coverage.h"
#include "org/view.h"

/* "2026-07-31T17:00:00Z". */
static inline void map_instant(struct val *map, const char *key, int64_t at)
{
	char text[21];

	map_s(map, key, arena_text(map->mem, instant_iso(at, text)));
}

/* Adds "counts", "expected", "late" and "due_soon" at or below a unit. */
enum err call_counts(struct ctx *c, const struct call *k, int64_t unit,
		     struct val *to) MUST;

/* What lies strictly below a unit (id). */
enum err coverage_below(struct ctx *c, const struct call *k, int64_t unit,
			struct coverage *out) MUST;

#endif
