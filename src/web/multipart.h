/* multipart.h - reads the forms that carry files (multipart/form-data). */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include "web/form.h"

#define MULTIPART_TEXT	(1 << 20) /* bytes of all fields that are no file */
#define MULTIPART_FILES 20

/* The boundary that a Content-Type header names; NULL: it is no
 * multipart/form-data, or names none. */
const char *multipart_boundary(struct arena *mem, const char *type) MUST;

/**
 * Divides a body into its fields and its files. Files lie within `s`, which
 * is not copied; a file that was not chosen (no name, no bytes) is left out.
 * More files than MULTIPART_FILES or more text than MULTIPART_TEXT are
 * FORM_LARGE.
 */
enum form_err multipart_read(struct arena *mem, const char *boundary,
			     const char *s, size_t n, struct fields *fields,
			     struct uploads *files) MUST;

#endif
