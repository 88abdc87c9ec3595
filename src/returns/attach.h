/* attach.h - who may add files to a return, and see them. */
#ifndef RETURNS_ATTACH_H
#define RETURNS_ATTACH_H

#include "core/attachment.h"

#define ATTACH_PLACE "return" /* owner: the key of the return */

/**
 * Adds a file, looked at before, to the draft of the return that these words
 * name, and begins one where there is none. Needs DB_WRITE.
 *
 * as place_find(), draft_save() and attachment_add()
 */
enum err attach_add(struct ctx *c, const char *unit, const char *form,
		    const char *period, const struct file_in *file,
		    int64_t *id) MUST;

/* OK when c may see the file, as whoever may see the return: a draft's only
 * those of draft_may(). Else ERR_MISSING. */
enum err attach_may_see(struct ctx *c, const struct attachment *a) MUST;

/* Takes a file out of the draft. ERR_DENIED, ERR_CONFLICT as above. Needs
 * DB_WRITE. *unit, *form, *period: the return's. */
enum err attach_drop(struct ctx *c, const struct attachment *a) MUST;

/* The words of the return that a file belongs to. */
struct attach_owner {
	const char *unit, *form, *period;
};

enum err attach_owner(struct ctx *c, const struct attachment *a,
		      struct attach_owner *out) MUST;

#endif
