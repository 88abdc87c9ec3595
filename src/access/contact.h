/* contact.h - whom to ask at a unit. */
#ifndef ACCESS_CONTACT_H
#define ACCESS_CONTACT_H

#include "core/ctx.h"

struct contact {
	const char *unit; /* code */
	int64_t account;
	const char *login, *lang;
	const char *email; /* NULL: none is known */
	const char *how;   /* it wishes to be told; NULL: as is usual */
};

/**
 * Who holds a right to answer at one of these units, at that very unit, each
 * once a unit, by unit (code) and login. `kind`: the kind of notice of which
 * `how` speaks, or "". For lists that the reader may see already. One
 * statement.
 */
enum err contact_list(struct ctx *c, const char *const *units, size_t n,
		      const char *kind, struct contact **out,
		      size_t *found) MUST;

/* Those of one unit among them: the first, and *n of them. */
const struct contact *contact_of(const struct contact *list, size_t found,
				 const char *unit, size_t *n);

#endif
