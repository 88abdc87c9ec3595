/* holder.h - who has a task: units, bodies and people. */
#ifndef PROGRAMME_HOLDER_H
#define PROGRAMME_HOLDER_H

#include "core/ctx.h"

#define HOLDERS_MOST 2000 /* of one task */

/* Exactly one of the three is above 0. */
struct holder {
	int64_t unit, body, person; /* ids */
	bool leads;		    /* answers for it; the others help */
	const char *code, *name;
};

/* How somebody asks for holders; each as "unit:DN-01", "body:B3" or
 * "person:P12". */
struct holders_given {
	const char *const *to;
	size_t n;
	const char *lead; /* the one that leads, whether in `to` or not; "" */
};

/**
 * Finds them, each once. A single one leads; of several just `lead`, or none.
 *
 * ERR_INVALID  it is written otherwise; they are too many; a unit is not at
 *              or below `unit` (id; 0: wherever) today
 * ERR_MISSING  there is none of that code, or not in sight
 */
enum err holders_find(struct ctx *c, int64_t unit,
		      const struct holders_given *given, struct holder **out,
		      size_t *n) MUST;

/* Those of a task, who leads first. */
enum err holders_of(struct ctx *c, int64_t task, struct holder **out,
		    size_t *n) MUST;

/* Makes them the holders of some tasks, which have none. */
enum err holders_put(struct ctx *c, const int64_t *task, size_t tasks,
		     const struct holder *h, size_t n) MUST;

/* Takes all holders from a task. */
enum err holders_drop(struct ctx *c, int64_t task) MUST;

bool holder_is(const struct holder *a, const struct holder *b);

/* "unit", "body", "person". */
const char *holder_kind(const struct holder *h);

/* [{"kind","code","name","leads"}] */
struct val *holders_view(struct ctx *c, const struct holder *h, size_t n);

/* For the journal: [text] with the codes of units and bodies, and people by
 * number: "unit:DN-01", "person:12". */
struct val *holders_note(struct ctx *c, const struct holder *h, size_t n);

/* Tells the people among `now` who were not among `was` that they have a
 * task. */
enum err holders_tell(struct ctx *c, int64_t task, const char *subject,
		      int64_t due, const struct holder *now, size_t n,
		      const struct holder *was, size_t n_was) MUST;

#endif
