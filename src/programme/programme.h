/* programme.h - the work of a unit in a year, in groups of tasks.
 *
 * A programme comes into being with its first task. Of a unit that ceased,
 * it is the business of who took over. */
#ifndef PROGRAMME_PROGRAMME_H
#define PROGRAMME_PROGRAMME_H

#include "access/role.h"

#define YEAR_MIN 1900
#define YEAR_MAX 9998

struct programme {
	int64_t id; /* 0: it has no task yet */
	int64_t unit, year;
	bool open;     /* not closed */
	int64_t today; /* the day where the unit is */
	const char *code, *name;
};

/**
 * The programme of a unit (code) and year (0: of the unit's own day), where
 * `act` (ACT_FOLLOW, ACT_PLAN) may be done.
 *
 * ERR_INVALID  no such year
 * ERR_MISSING  no such unit
 * ERR_DENIED   the unit is in sight, but not this
 */
enum err programme_find(struct ctx *c, enum act act, const char *unit,
			int64_t year, struct programme *out) MUST;

/* The same, to be changed: it is made where there is none, and nobody else
 * changes it until the transaction ends. ERR_CONFLICT: it is closed. */
enum err programme_hold(struct ctx *c, const char *unit, int64_t year,
			struct programme *out) MUST;

/* The same of one that is there; of whoever may see it nothing is asked. */
enum err programme_hold_id(struct ctx *c, int64_t id,
			   struct programme *out) MUST;

/* may_for(), where seeing is settled: ERR_DENIED also of a unit that is not
 * in sight. */
enum err programme_may(struct ctx *c, enum act act, int64_t unit) MUST;

/* The day where a unit (id) is. */
enum err unit_today(struct ctx *c, int64_t unit, int64_t *day) MUST;

/* ---- groups ---- */

/* The group of that name (tidied), made last where there is none; 0 for "".
 * The programme is held. ERR_INVALID: the name is too long. */
enum err group_hold(struct ctx *c, const struct programme *p, const char *name,
		    int64_t *id) MUST;

/* Adds a group, last. ERR_INVALID: no name. ERR_CONFLICT: there is one of
 * that name; others as programme_hold(). */
enum err group_add(struct ctx *c, const char *unit, int64_t year,
		   const char *name) MUST;

/* Gives a group of an open programme another name, or (`place` above 0)
 * another place in the order, from 1.
 *
 * ERR_MISSING   no such group
 * ERR_CONFLICT  another has the name; the programme is closed
 */
enum err group_edit(struct ctx *c, const char *unit, int64_t year,
		    const char *group, const char *name, int64_t place) MUST;

/* The names of those of a programme, in order. */
enum err group_names(struct ctx *c, const struct programme *p,
		     const char ***name, size_t *n) MUST;

/* [{"group","name","place","tasks"}] in order. */
enum err group_list(struct ctx *c, const char *unit, int64_t year,
		    struct val **out) MUST;

#endif
