/* ical.h - writes calendars that other programs subscribe to (RFC 5545):
 * events of whole days, and nothing else. */
#ifndef CORE_ICAL_H
#define CORE_ICAL_H

#include "base/arena.h"

#define ICAL_LINE 75 /* bytes, without the line's end */

/* An event of one day. Texts are UTF-8; where none is wanted, NULL or "". */
struct ical_event {
	const char *uid; /* the same for ever; no two of one calendar's alike */
	int64_t day;	 /* since 1970 */
	int64_t changed; /* when it last did, in seconds since 1970 */
	int64_t sequence; /* 0 or more, grows with each change */
	const char *summary, *description, *category;
	const char *url; /* http(s)://… */
};

/**
 * Begins a calendar in `b`. Lines end as the format wants it (CR LF) and are
 * folded before the 76th byte, never within a character; what means something
 * in the format is escaped, and control characters are left out.
 *
 * name   what programs call it
 * lang   "vi" or "en"
 * hours  after how many a program should read it again
 */
void ical_begin(struct buf *b, const char *name, const char *lang, int hours);
void ical_event(struct buf *b, const struct ical_event *e);
void ical_end(struct buf *b);

#endif
