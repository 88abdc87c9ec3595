/* calendar.h - the due dates of an account, as calendar programs read them. */
#ifndef DESK_CALENDAR_H
#define DESK_CALENDAR_H

#include "access/feed.h"

#define CALENDAR_MOST 500 /* of what is owed, and as many tasks */

/**
 * Writes the calendar of a secret address to `out`, as core/ical.h does: one
 * event, on the last day there is for it, of each thing that the units of its
 * account owe, as the account's rights are now; and of each open task that
 * its person has, a body where that person sits, or its unit. What is late
 * stays until it is done. In the language of the account.
 *
 * ERR_MISSING  as feed_open(); also where the account has no right at all
 */
enum err calendar_read(struct ctx *c, const char *secret, struct feed *f,
		       struct buf *out) MUST;

#endif
