/* right_view.h - what right.c and why.c share. */
#ifndef ACCESS_RIGHT_VIEW_H
#define ACCESS_RIGHT_VIEW_H

#include "access/right.h"
#include "gen/sql_access.h"

/* One right as right.h describes it. */
struct val *right_one(struct ctx *c, const struct right_full *r);

/* "Sông Xanh (SX)", or "the whole store". */
const char *right_place(struct ctx *c, const char *code, const char *name);

/* ERR_MISSING with words: no such unit, or not in sight. */
enum err right_unit_find(struct ctx *c, enum act act, const char *code,
			 struct right_unit *out) MUST;

/* ERR_MISSING with words. */
enum err right_account_find(struct ctx *c, const char *login,
			    struct right_account *out) MUST;

#endif
