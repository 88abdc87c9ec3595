/* visit_row.h - one visit as it is kept: what every act on it begins and ends
 * with. */
#ifndef PROGRAMME_VISIT_ROW_H
#define PROGRAMME_VISIT_ROW_H

#include "gen/sql_programme.h"

/* ERR_MISSING: there is none, or it is not in sight. */
enum err visit_get(struct ctx *c, int64_t id, struct visit_row *out) MUST;

/* The same, planned, to be changed; nobody else changes it until the
 * transaction ends. ERR_CONFLICT: it is concluded or cancelled. */
enum err visit_hold(struct ctx *c, int64_t id, struct visit_row *out) MUST;

/* OK: c may ACT_PLAN at the unit that makes it. ERR_DENIED */
enum err visit_may_plan(struct ctx *c, const struct visit_row *v) MUST;

/* OK: the same, or c is of its team. */
enum err visit_may_note(struct ctx *c, const struct visit_row *v) MUST;

/* Whether what it found is for c while nothing is concluded. */
static inline bool visit_inside(const struct visit_row *v)
{
	return v->makes || v->goes;
}

enum visit_news {
	VISIT_PLANNED,
	VISIT_MOVED,
	VISIT_CANCELLED,
	VISIT_CONCLUDED,
};

/* Tells the people of the visited unit, with words ("") of who acts. */
enum err visit_tell(struct ctx *c, enum visit_news news,
		    const struct visit_row *v, const char *words) MUST;

/* The journal's entry of an act. */
enum err visit_record(struct ctx *c, const char *act, const struct visit_row *v,
		      struct val *detail) MUST;

/* Tidies a text of people (`field`) and looks at its length.
 * ERR_INVALID: it is longer than `most` characters. */
enum err visit_text(struct ctx *c, const char *field, const char **text,
		    int most) MUST;

#endif
