/* err.h - why a function did not do its work. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST	     __attribute__((warn_unused_result))
#define PRINTF(f, a) __attribute__((format(printf, f, a), nonnull(f)))
#define COUNT(a)     (sizeof(a) / sizeof((a)[0]))
#define N_(s)	     s /* marks a message for xgettext, translates nothing */

/* The number is the exit code of the command line; err_status() gives the
 * HTTP status. */
enum err {
	OK = 0,
	ERR_BROKEN = 1,	     /* our fault or the machine's; logged in full */
	ERR_USAGE = 2,	     /* the words of a command are off */
	ERR_INVALID = 3,     /* the input breaks a rule */
	ERR_CONFLICT = 4,    /* the thing is not in the state this needs */
	ERR_DENIED = 5,	     /* this actor may not do this */
	ERR_MISSING = 6,     /* no such thing, or not visible to the actor */
	ERR_BUSY = 7,	     /* another writer won; the unit may be rerun */
	ERR_UNAVAILABLE = 8, /* the database is away */
	ERR_FULL = 9,	     /* the disk is full */
	ERR_SCHEMA = 10,     /* the store is of an older or newer program */
};

/* The HTTP status that stands for `e`. */
int err_status(enum err e);

/* The name of `e` in logs and JSON: "invalid", "missing" ... */
const char *err_name(enum err e);

/* Return early with the error of `e`. The only macro that returns. */
#define TRY(e)                                                                 \
	do {                                                                   \
		enum err try_ = (e);                                           \
		if (try_ != OK)                                                \
			return try_;                                           \
	} while (0)

#endif
