/* again.h - tasks that come again begin anew in another year's programme. */
#ifndef PROGRAMME_AGAIN_H
#define PROGRAMME_AGAIN_H

#include "programme/programme.h"

/* What was begun anew: a row of tasks, or a task that comes once a year. */
struct again {
	int64_t from, task;  /* the first of the old row, and of the new */
	const char *subject; /* of both */
	int64_t due;	     /* of the first of the new row */
	int64_t tasks;	     /* how many */
};

/**
 * Begins anew in `to` what comes again in `from`, unless it was dropped or
 * stands in `to` under the same subject and rhythm: on the same days of the
 * later year, or, where the row went on to the end of its year, from its next
 * day on to the end of the later one. Holders go with it; units among them
 * that are no longer there are left out. Both programmes are held.
 *
 * yearly  only what comes once a year
 */
enum err again_all(struct ctx *c, const struct programme *from,
		   const struct programme *to, bool yearly, struct again **out,
		   size_t *n) MUST;

/**
 * Begins the programme of a unit and year from that of another year: its
 * groups, and what comes every year; `repeat`: all that comes again.
 * Journalled.
 *
 * *view: {"unit","year","from","groups","tasks","again":[{"task","subject",
 * "due","tasks"}]}; groups, tasks: how many came into being.
 *
 * ERR_INVALID   `from` is not an earlier year
 * ERR_CONFLICT  the programme is closed
 * ERR_MISSING   there is none of the year `from`
 * ERR_DENIED    as programme_hold(), task_add()
 */
enum err programme_start(struct ctx *c, const char *unit, int64_t year,
			 int64_t from, bool repeat, struct val **view) MUST;

#endif
