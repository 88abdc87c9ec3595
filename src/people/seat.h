/* seat.h - the kinds of seats, and who sat where on any date. */
#ifndef PEOPLE_SEAT_H
#define PEOPLE_SEAT_H

#include "core/ctx.h"

/* The kinds of seats: [{"code","label","vi","en","rank"}], in the order of a
 * line-up. */
enum err seat_kind_list(struct ctx *c, struct val **out) MUST;

/**
 * Adds a kind of seats; `rank` 0: after all others. Journalled.
 *
 * ERR_INVALID   no code, or a name is missing or too long
 * ERR_CONFLICT  there is one of that code
 * ERR_DENIED    as may_all(ACT_OPERATE)
 */
enum err seat_kind_add(struct ctx *c, const char *code, const char *vi,
		       const char *en, int64_t rank) MUST;

/* Which sittings a list holds. At most one of the three. */
struct seat_ask {
	const char *unit; /* at it and below it that day */
	const char *body;
	const char *person;
	int64_t at;
	bool every; /* also who sat before, or will sit after */
};

/* Who sat where: [{"body","body_name","unit","unit_name","seat","label",
 * "person","name","duties","role","since","until","decision","ended"}];
 * decision: by which it began, ended: by which it ended, or null.
 * ERR_MISSING: no such unit or body; to the operator, also no such person. */
enum err seat_list(struct ctx *c, const struct seat_ask *ask,
		   struct val **out) MUST;

/* The seats that one person holds and held, in bodies in sight; as
 * seat_list(). */
enum err seat_story(struct ctx *c, int64_t person, struct val **out) MUST;

/* Who can be put on a seat at a unit, to choose from: [{"code","name"}], at
 * most `limit`. Whoever calls has asked may() before. */
enum err seat_people(struct ctx *c, int64_t unit, int64_t day, int64_t limit,
		     struct val **out) MUST;

#endif
