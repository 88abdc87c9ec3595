/* change.h - what the changes of a document have in common. */
#ifndef REGISTER_CHANGE_H
#define REGISTER_CHANGE_H

#include "register/document.h"

/* A change in the making. */
struct change {
	struct ctx *c;
	struct document d; /* as it is before */
	const char *what, *why;
};

/* Alone with a valid document that c may change; and the reason is one. */
enum err change_begin(struct ctx *c, int64_t id, const char *what,
		      const char *why, struct change *ch) MUST;

/* Its row. `by` 0: no other document; `before` NULL: nothing was corrected. */
enum err change_put(const struct change *ch, int64_t by,
		    struct val *before) MUST;

/* The entry in the journal: a detail to add to, and its writing. */
struct val *change_detail(const struct change *ch);
enum err change_tell(const struct change *ch, const char *act,
		     struct val *detail) MUST;

#endif
