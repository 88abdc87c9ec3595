/* edxml_signed.h - what a signature in a packet says it is about. It is not
 * verified; but one that is about something else than what is read is a
 * known trick, and refused. */
#ifndef REGISTER_EDXML_SIGNED_H
#define REGISTER_EDXML_SIGNED_H

#include "core/part.h"
#include "register/edxml_row.h"

#define EDXML_IDS 1000

struct edxml_id {
	const char *id;
	bool whole; /* of an element that holds all that is read of it */
	int64_t line;
};

struct edxml_ids {
	struct arena *mem;
	struct edxml_id *id; /* of elements */
	struct edxml_id *of; /* that a signature is about */
	size_t ids, ofs;
	bool large; /* there were more */
};

/* An element began; a Reference in a signature began. */
void edxml_id_seen(struct edxml_ids *ids, const struct part_element *e,
		   enum edxml_group in);
void edxml_id_signed(struct edxml_ids *ids, const struct part_element *e);

/* Adds a fault where what is signed is not what was read. */
void edxml_id_check(struct ctx *c, const struct edxml_ids *ids);

#endif
