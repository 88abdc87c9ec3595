/* field.h - what the fields of a document must be like. */
#ifndef REGISTER_FIELD_H
#define REGISTER_FIELD_H

#include "register/document.h"

/* Tidies a text (NULL: ""). ERR_INVALID: longer than `most` characters. */
enum err field_tidy(struct ctx *c, const char *field, const char *text,
		    size_t most, const char **out) MUST;

/* ERR_INVALID: it says nothing. */
enum err field_subject(struct ctx *c, const char *subject) MUST;

/* ERR_INVALID: none of urgencies[]. */
enum err field_urgency(struct ctx *c, const char *urgency) MUST;

/* ERR_INVALID: not a number of pages. */
enum err field_pages(struct ctx *c, struct opt_int pages) MUST;

/* A tidy symbol, as written. ERR_INVALID: longer than symbols may be. */
enum err field_symbol(struct ctx *c, const char *symbol) MUST;

/* Keeps files, looked at before, as those of the version of a document that
 * is being made. */
enum err field_files(struct ctx *c, int64_t document, int64_t version,
		     const struct file_in *file, size_t n) MUST;

/* The civil year of a day. */
int64_t day_year(int64_t day);

#endif
