/* person.h - people: who they are, to which unit they belong. */
#ifndef PEOPLE_PERSON_H
#define PEOPLE_PERSON_H

#include "core/ctx.h"

/* The number of the person of a code; of one found twice, of the one that
 * was kept. ERR_MISSING: none, or erased. */
enum err person_find(struct ctx *c, const char *code, int64_t *id) MUST;

#endif
