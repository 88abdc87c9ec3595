/* store.h - a store as a whole: new ones, and whether one fits. */
#ifndef CORE_STORE_H
#define CORE_STORE_H

#include "core/ctx.h"

/**
 * OK when the open database is a store of just this program's schema; else
 * c->why says what to run. A work_fn: `unused` is NULL.
 *
 * ERR_MISSING  there is no store in the database
 * ERR_SCHEMA   it is of an older, newer or other program
 */
enum err store_check(struct ctx *c, void *unused) MUST;

/**
 * Makes a store in the empty database of this unit of work (DB_WRITE): its
 * tables, its title and time zone. Journalled.
 *
 * ERR_CONFLICT  there is a store already, or something else
 * ERR_INVALID   no such time zone, or the title is empty or too long
 */
enum err store_make(struct ctx *c, const char *title,
		    const char *timezone) MUST;

#endif
