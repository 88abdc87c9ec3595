/* review.h - what waits for whoever checks: many returns at once. */
#ifndef RETURNS_REVIEW_H
#define RETURNS_REVIEW_H

#include "core/ctx.h"

#define REVIEW_LIMIT 200   /* on one page, at most */
#define REVIEW_MOST  20000 /* accepted in one act, at most */

/**
 * What waits for c to check, of one call (0: of all), by form, unit and
 * period; at most `limit` from `offset` on:
 *
 * {"total","returns":[{"unit","name","form","title","period",
 * "period_title","version","sent_at","sent_by","call","late","correction",
 * "clean","findings":[…],"outliers":[…],"changes":[{"code","title","shown",
 * "last_shown","change","marked"}]}]}
 *
 * clean: no rule has a finding, no value is an outlier. changes: the numbers
 * that differ most from the period before, or of a correction from what
 * counts until now, REVIEW_CHANGES at most; marked: a finding or an outlier
 * is about it. A handful of statements, however many returns.
 */
enum err review_view(struct ctx *c, int64_t call, int64_t offset, int64_t limit,
		     struct val **view) MUST;

#define REVIEW_CHANGES 6

/* One of those that are named. */
struct review_item {
	const char *unit, *form, *period;
	int64_t version;
};

/**
 * Accepts many at once: those named, or (item NULL) all clean ones of a
 * call (0: of all), REVIEW_MOST at most; all or none. One entry of the
 * journal for each form and period: count, and digest of the rows. *done:
 * how many. Needs DB_WRITE.
 *
 * ERR_CONFLICT  one that is named does not wait for c in that version
 */
enum err review_accept(struct ctx *c, int64_t call,
		       const struct review_item *item, size_t n,
		       int64_t *done) MUST;

#endif
