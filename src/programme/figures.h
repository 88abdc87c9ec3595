/* figures.h - how a year's programme went: tasks done, late, open, carried
 * over. While it is open they are counted when they are asked for; on closing
 * they become a return of the program's own form, which adds up the tree and
 * is compared like all others. */
#ifndef PROGRAMME_FIGURES_H
#define PROGRAMME_FIGURES_H

#include "programme/programme.h"

#define FIGURES_FORM "PROGRAMME" /* its indicators are named as below */

/* `tasks` is the sum of all but `late`. Late: done after its due day; open
 * and past due today; carried over, though due within the year. */
struct programme_count {
	int64_t programmes, closed; /* how many were added up */
	int64_t tasks, done, open, carried, dropped, late;
};

/* Of one programme. */
enum err programme_count(struct ctx *c, const struct programme *p,
			 struct programme_count *out) MUST;

/* Makes the return of a programme that has just been closed (carried over is
 * what was open), for who may ACT_PLAN; *counted: false where the unit ceased
 * before the year ended, and is asked for no return of it. */
enum err figures_put(struct ctx *c, const struct programme *p,
		     const struct programme_count *n, bool *counted) MUST;

/* That return ceases to count. */
enum err figures_void(struct ctx *c, const struct programme *p) MUST;

/**
 * {"unit","unit_name","year","today","programme" (its number, or null),
 * "closed_at","form" (FIGURES_FORM),"own":counts,"below":counts,"all":counts,
 * "children":[{"unit","name",counts…}],"plan": null or {"call","due","state",
 * "state_label"}}; counts: {"programmes","closed","tasks","done","open",
 * "carried","dropped","late"}; children: units right below on the unit's own
 * day, each with all below it; plan: what the unit is asked for.
 *
 * Errors as of programme_find(ACT_FOLLOW).
 */
enum err programme_view(struct ctx *c, const char *unit, int64_t year,
			struct val **view) MUST;

#endif
