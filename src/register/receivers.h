/* receivers.h - the units that have a document, and are told what becomes of
 * it. */
#ifndef REGISTER_RECEIVERS_H
#define REGISTER_RECEIVERS_H

#include "register/document.h"

/* Codes of units, but for its keeper. */
struct receivers {
	const char **unit;
	size_t n;
};

/* In whose incoming book it stands, and who is asked to carry it out: before
 * what was asked is taken back. */
enum err receivers_find(struct ctx *c, const struct document *d,
			struct receivers *out) MUST;

/**
 * Tells their people; not who acts.
 *
 * what   "corrected", "recalled", "replaced" or "revoked"
 * other  symbol of the document that did it, or NULL
 */
enum err receivers_tell(struct ctx *c, const struct receivers *h,
			const struct document *d, const char *what,
			const char *why, const char *other) MUST;

#endif
