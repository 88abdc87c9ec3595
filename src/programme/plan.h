/* plan.h - units are asked for their programme of a year, and hand it in: a
 * call (calls/call.h) whose period is that year. A programme that was handed
 * in before it was asked for counts as given. */
#ifndef PROGRAMME_PLAN_H
#define PROGRAMME_PLAN_H

#include "calls/call.h"

extern const struct call_kind plan_call_kind;

/**
 * Asks all units of a kind for their programme of `year`, as call_issue();
 * `ask` gives under, kind, due, stepwise, note. Sets the rest.
 *
 * ERR_INVALID   no such year; as call_issue()
 * ERR_CONFLICT  one of the units is asked for the same year already
 */
enum err plan_ask(struct ctx *c, int64_t year, struct call_ask *ask,
		  struct call_issued *out) MUST;

/**
 * Hands in a unit's programme of a year to the newest call that asks the unit,
 * or one that it took over from, for it; the checker is told. Journalled.
 *
 * *view: {"unit","year","call","tasks","state"}; tasks: how many it plans.
 *
 * ERR_CONFLICT  it has no task; nobody asked for it; as reply_put()
 * ERR_MISSING, ERR_DENIED  as reply_put()
 */
enum err plan_submit(struct ctx *c, const char *unit, int64_t year,
		     const char *words, struct val **view) MUST;

/* Accepts all plans handed in to a call, or at or below a unit (code), that c
 * checks. *n: how many. ERR_MISSING: that call asks for no plans; errors else
 * as reply_accept(). */
enum err plan_accept(struct ctx *c, int64_t call, const char *unit,
		     int64_t *n) MUST;

/* Back to one unit, which is told why. Errors as reply_send_back(). */
enum err plan_send_back(struct ctx *c, int64_t call, const char *unit,
			const char *reason) MUST;

#endif
