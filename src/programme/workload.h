/* workload.h - who has how much to do. */
#ifndef PROGRAMME_WORKLOAD_H
#define PROGRAMME_WORKLOAD_H

#include "core/ctx.h"

/**
 * The tasks of a year of a unit (code) and all below it: {"unit","year","by",
 * "today","rows":[{"code","name","open","late","done","dropped","carried",
 * "leads"}]}. By "unit": whose programme they stand in; "person": who has
 * them, and how many of them they lead. late: of the open ones, those past
 * due on the unit's own day.
 *
 * ERR_INVALID  `by` is neither
 * others       as programme_find(ACT_FOLLOW)
 */
enum err workload_view(struct ctx *c, const char *unit, int64_t year,
		       const char *by, struct val **out) MUST;

#endif
