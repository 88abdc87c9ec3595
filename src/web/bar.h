/* bar.h - the bar of states: how many of the assigned units are how far. */
#ifndef WEB_BAR_H
#define WEB_BAR_H

#include "web/web.h"

/**
 * Adds to `v` what calls/bar.html draws: "bar":{"label","big","parts"}.
 *
 * counts   {"delivered":n, …} by state, as views have it
 * late_of  how many of those that are owed are late, by state; they make a
 *          part of their own
 */
void map_bar(struct req *q, struct val *v, const struct val *counts,
	     const struct val *late_of, bool big);

#endif
