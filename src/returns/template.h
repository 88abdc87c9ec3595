/* template.h - a workbook made for one return, to be filled in offline: only
 * the values can be typed, choices are lists, numbers are checked. */
#ifndef RETURNS_TEMPLATE_H
#define RETURNS_TEMPLATE_H

#include "core/xlsx.h"
#include "returns/place.h"

/* Makes it of what answer_view() shows, in the reader's language, with what
 * the draft says so far. Writes to the disk: call it outside of a
 * transaction. ERR_FULL: no room there. */
enum err template_make(struct ctx *c, const struct val *view,
		       struct buf *to) MUST;

/* What a filled one says of itself, in a row that nobody sees. */
struct template_mark {
	const char *form, *version, *unit, *period;
	int64_t head;	    /* line of its head; its cells stand below */
	size_t code, value; /* their columns, from 0 */
};

/* Whether the workbook was made by template_make(). */
bool template_mark(const struct xlsx *t, struct template_mark *m) MUST;

/* A fault each where it was made for another form, version of the form, unit
 * or period. */
void template_check(struct ctx *c, const struct place *at,
		    const struct template_mark *m);

#endif
