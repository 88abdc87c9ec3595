/* shape.h - whether a changed tree is still one: nobody without parent,
 * nobody below itself. */
#ifndef ORG_SHAPE_H
#define ORG_SHAPE_H

#include "org/draft.h"

/* Told of unit u: by f its parent is not alive all the time. */
typedef void (*orphan_fn)(void *arg, int32_t u, const struct tree_fact *f);

/* Told of a unit that is below itself, and of the way round, as "A › B › A". */
typedef void (*cycle_fn)(void *arg, int32_t u, const char *way);

/* Looks at every fact that holds on `day` or later. */
void shape_orphans(const struct draft *d, int64_t day, orphan_fn fn, void *arg);

/* Looks at every day from `day` on, upwards from these units, of which any
 * new circle must hold one; each is told once. */
void shape_cycles(const struct draft *d, int64_t day, const int32_t *units,
		  int32_t n, cycle_fn fn, void *arg);

#endif
