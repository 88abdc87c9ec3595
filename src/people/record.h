/* record.h - what the files of people share: making a person's row. */
#ifndef PEOPLE_RECORD_H
#define PEOPLE_RECORD_H

#include "core/journal.h"
#include "org/tree.h"
#include "org/view.h"
#include "people/person.h"

/* The row of a person of whom all is tidy and right. */
struct person_row person_row(struct ctx *c, int64_t id, const char *code,
			     const struct person_given *in);

/* A code that nobody has or had: "P12" of the 12th, if it is free. */
enum err person_make_code(struct ctx *c, int64_t id, const char **code) MUST;

/* An entry about a person. No name, address nor number may stand in it. */
enum err person_journal(struct ctx *c, const char *act, int64_t id,
			struct val *detail) MUST;

/* The unit that somebody is to join on a day.
 * ERR_MISSING, ERR_DENIED, ERR_INVALID  as person_move() */
enum err unit_to_join(struct ctx *c, const struct tree *t, const char *code,
		      int64_t day, int32_t *unit) MUST;

#endif
