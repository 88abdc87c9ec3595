/* ical.c - calendars of whole days, line by line. */
#include "core/ical.h"

#include "base/day.h"

#include <stdio.h>
#include <string.h>

/* One line, folded: what goes on in the next one begins with a blank there,
 * which counts. */
static void put_line(struct buf *b, const char *s)
{
	size_t room = ICAL_LINE, left = strlen(s);

	while (left > room) {
		size_t n = room;

		while (((unsigned char)s[n] & 0xC0) == 0x80)
			n--;
		buf_add(b, s, n);
		buf_str(b, "\r\n ");
		s += n;
		left -= n;
		room = ICAL_LINE - 1;
	}
	buf_add(b, s, left);
	buf_str(b, "\r\n");
}

static bool is_control(char s)
{
	return (unsigned char)s < ' ' || s == 127;
}

/* NAME:value, as it is. */
static void put(struct buf *b, const char *name, const char *value)
{
	struct buf line = {.mem = b->mem};

	buf_printf(&line, "%s:", name);
	for (const char *s = value; *s; s++)
		if (!is_control(*s))
			buf_add(&line, s, 1);
	put_line(b, line.s);
}

/* The same of a text, escaped. */
static void put_text(struct buf *b, const char *name, const char *text)
{
	struct buf line = {.mem = b->mem};

	if (!text || !*text)
		return;
	for (const char *s = text; *s; s++) {
		if (strchr("\\;,", *s))
			buf_printf(&line, "\\%c", *s);
		else if (*s == '\n')
			buf_str(&line, "\\n");
		else if (!is_control(*s))
			buf_add(&line, s, 1);
	}
	put(b, name, line.s ? line.s : "");
}

static void put_day(struct buf *b, const char *name, int64_t day)
{
	int64_t y, m, d;
	char text[16];

	day_civil(day, &y, &m, &d);
	snprintf(text, sizeof(text), "%04d%02d%02d", (int)y, (int)m, (int)d);
	put(b, name, text);
}

/* 20260131T083000Z: as it is written elsewhere, without - and :. */
static void put_instant(struct buf *b, const char *name, int64_t at)
{
	char iso[21], text[21];
	size_t n = 0;

	instant_iso(at, iso);
	for (const char *s = iso; *s; s++)
		if (*s != '-' && *s != ':')
			text[n++] = *s;
	text[n] = '\0';
	put(b, name, text);
}

void ical_begin(struct buf *b, const char *name, const char *lang, int hours)
{
	char period[16];

	snprintf(period, sizeof(period), "PT%dH", hours);
	put(b, "BEGIN", "VCALENDAR");
	put(b, "VERSION", "2.0");
	put(b, "PRODID",
	    strcmp(lang, "en") ? "-//Tierwork//Tierwork//VI"
			       : "-//Tierwork//Tierwork//EN");
	put(b, "CALSCALE", "GREGORIAN");
	put(b, "METHOD", "PUBLISH");
	put_text(b, "NAME", name);
	put_text(b, "X-WR-CALNAME", name);
	put(b, "REFRESH-INTERVAL;VALUE=DURATION", period);
	put(b, "X-PUBLISHED-TTL", period);
}

void ical_event(struct buf *b, const struct ical_event *e)
{
	char sequence[24];

	snprintf(sequence, sizeof(sequence), "%lld", (long long)e->sequence);
	put(b, "BEGIN", "VEVENT");
	put(b, "UID", e->uid);
	put_instant(b, "DTSTAMP", e->changed);
	put_instant(b, "LAST-MODIFIED", e->changed);
	put(b, "SEQUENCE", sequence);
	put_day(b, "DTSTART;VALUE=DATE", e->day);
	put_day(b, "DTEND;VALUE=DATE", e->day + 1);
	put_text(b, "SUMMARY", e->summary);
	put_text(b, "DESCRIPTION", e->description);
	put_text(b, "CATEGORIES", e->category);
	if (e->url && *e->url)
		put(b, "URL", e->url);
	/* it is a day to have done it by, nobody is away on it */
	put(b, "TRANSP", "TRANSPARENT");
	put(b, "END", "VEVENT");
}

void ical_end(struct buf *b)
{
	put(b, "END", "VCALENDAR");
}
