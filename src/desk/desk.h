/* desk.h - what a unit owes and what it is owed, by due date, each with the
 * one next action; and what changed since somebody last looked. */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include "core/ctx.h"

#define DESK_ROWS 50 /* of each list */

/**
 * The desk of a unit (code; NULL: the own one), and of the units that it took
 * over from.
 *
 * {"unit","name","today","seen_at","seen_shown",
 *  "approval" (its head approves what it hands in),"may_approve",
 *  "owed":[{"call","title","unit","name","taken_over","role","state",
 *   "state_shown","due","due_shown","when","urgency","note","action","href"}],
 *  "owed_all","owed_late",
 *  "awaited":[{"call","title","due","due_shown","when","urgency","counts",
 *   "late","late_of","to_check","words","action","href","call_href"}],
 *  "changes":[{"at","at_shown","words","href"}]}
 *
 * owed: what the unit has to answer, pass on or mend. awaited: calls that
 * units below it have not done with. urgency: "late", "soon" or "".
 *
 * ERR_MISSING  no such unit, or not in sight; or none is the account's own
 */
enum err desk_view(struct ctx *c, const char *unit, struct val **view) MUST;

/* The desk was looked at: what changed before now is no news any more. */
enum err desk_seen(struct ctx *c, const char *unit) MUST;

/* About how many units a call to that kind would address: whether issuing it
 * is long work. */
enum err desk_addressed(struct ctx *c, const char *under, const char *kind,
			int64_t *n) MUST;

#endif
