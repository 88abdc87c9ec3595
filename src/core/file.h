/* file.h - what kind of file some bytes are, and which kinds are taken. */
#ifndef CORE_FILE_H
#define CORE_FILE_H

#include "core/ctx.h"

/* A kind of file that people may add. */
struct file_kind {
	const char *type;   /* as it is sent out */
	const char *ending; /* of its name: ".pdf" */
};

/**
 * Tells the kind by the content; what the name or a browser says of it does
 * not count. Slow: call it outside of a transaction.
 *
 * ERR_INVALID  empty, or of a kind that is not taken; the message names
 *              those that are
 */
enum err file_kind(struct ctx *c, struct blob content,
		   const struct file_kind **out) MUST;

/* The name under which such a file is kept: the last part of `name`, tidied,
 * at most 100 characters, with an ending of its kind; never empty. */
const char *file_name(struct arena *mem, const char *name,
		      const struct file_kind *kind) MUST;

#endif
