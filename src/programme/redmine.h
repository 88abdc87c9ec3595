/* redmine.h - issues as Redmine exports them: CSV in UTF-8 with the headers
 * of its English or Vietnamese. */
#ifndef PROGRAMME_REDMINE_H
#define PROGRAMME_REDMINE_H

#include "core/ctx.h"

/* How days with numbers for all three parts are written, unless the year
 * stands first. */
enum day_order {
	DAYS_TOLD_BY_FILE, /* some day of the file can be read one way only */
	DAYS_DAY_FIRST,
	DAYS_MONTH_FIRST,
};

struct redmine_issue {
	int64_t line;					      /* in the file */
	int64_t due_column;				      /* for faults */
	const char *subject, *description, *group, *assignee; /* or "" */
	const char *result, *conclusion;		      /* or "" */
	struct opt_int start, due, created, closed;	      /* days */
	int64_t progress;				      /* hundredths */
	const char *state; /* "open", "done", "dropped" */
};

struct redmine {
	struct redmine_issue *issue;
	size_t n;
	struct val *dropped; /* [text]: columns that are not taken over */
};

/**
 * Reads a file. `group` is the category, or else the target version; an issue
 * is done when its status says closed or it was closed on a day, or when all
 * of it is done; dropped when it was rejected.
 *
 * ERR_INVALID  faults by line and column: no CSV in UTF-8; no column for the
 *              subject; a day or a progress that is none; days that can be
 *              read two ways in all of the file
 */
enum err redmine_read(struct ctx *c, struct blob file, enum day_order order,
		      struct redmine *out) MUST;

/* Reads one day as Redmine writes it: 2026-12-31, 31/12/2026, 31.12.2026,
 * 31-12-2026, 12/31/2026, "31 Dec 2026", "December 31, 2026"; a time of day
 * may follow. *told: which order it tells, where it is not a day in the
 * other. False: it is none. */
bool redmine_day(const char *text, enum day_order order, int64_t *day,
		 enum day_order *told) MUST;

#endif
