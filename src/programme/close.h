/* close.h - a year is closed in one act, and opened again. */
#ifndef PROGRAMME_CLOSE_H
#define PROGRAMME_CLOSE_H

#include "core/ctx.h"

/**
 * Closes a unit's programme of a year, all in one transaction:
 *
 * - what is open is carried over: a task of next year's programme goes on from
 *   it, with its group (by name), holders and progress, due on the same day of
 *   the next year (`due` above 0: on that day); what lies in the next year
 *   already keeps its day. Units that were asked go on being asked, by the same
 *   call, until the new day;
 * - what comes again begins anew (again_all()), and what is open of it goes on
 *   as the one in its place in the new row; units are asked anew;
 * - visits that are still planned go over to next year's programme;
 * - the figures of the year are handed in and count (figures_put());
 * - from then on the programme cannot be changed.
 *
 * *view: {"unit","unit_name","year","next","tasks","done","late","carried",
 * "dropped","visits","counted","fates":[{"task","subject","fate","due","new",
 * "new_due","late"}]}; fate: done, dropped, carried (into `new`), or again:
 * `new` is the first of `tasks` ones that begin anew; counted: false where the
 * unit ceased within the year.
 *
 * ERR_CONFLICT  it is closed already, or next year's is; the unit has none;
 *               the year has not begun
 * ERR_INVALID   `due` is not in the next year
 * ERR_MISSING   no such unit
 * ERR_DENIED    may not ACT_PLAN there; or ACT_CALL, where units are asked
 */
enum err programme_close(struct ctx *c, const char *unit, int64_t year,
			 int64_t due, struct val **view) MUST;

/**
 * As if it had not been closed: what was carried over or began anew goes, its
 * tasks are open again, and its figures cease to count. *n: how many tasks.
 *
 * ERR_CONFLICT  it is open; next year's is closed; or a task that was carried
 *               over or began anew was touched since: the message names it
 */
enum err programme_reopen(struct ctx *c, const char *unit, int64_t year,
			  const char *reason, int64_t *n) MUST;

#endif
