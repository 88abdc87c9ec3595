/* contact.h - whom to ask at a unit. */
#ifndef ACCESS_CONTACT_H
#define ACCESS_CONTACT_H

#include "core/ctx.h"

struct contact {
	const char *unit;	   /* code */
	const char *login, *email; /* email NULL: none is known */
};

/**
 * Who holds a role that answers at one of these units, at that very unit, by
 * unit (code). For lists that the reader may see already. One statement.
 */
enum err contact_list(struct ctx *c, const char *const *units, size_t n,
		      struct contact **out, size_t *found) MUST;

#endif
