/* attach.h - who may add files to a return, and see them. */
#ifndef RETURNS_ATTACH_H
#define RETURNS_ATTACH_H

#include "core/attachment.h"

#define ATTACH_PLACE "return" /* owner: the key of the return */

/**
 * Adds a file, looked at before, to the draft of the return that these words
 * name. Needs DB_WRITE.
 *
 * ERR_MISSING, ERR_DENIED  as may(ACT_ANSWER) at the unit
 * ERR_INVALID   the form has no such period
 * ERR_CONFLICT  as attachment_add()
 */
enum err attach_add(struct ctx *c, const char *unit, const char *form,
		    const char *period, const struct file_in *file,
		    int64_t *id) MUST;

/* OK when c may see the file, as whoever may see the return: a draft's only
 * those who may answer it. Else ERR_MISSING. */
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
