/* form_reader.h - properties of a form's file, read one by one; whatever is
 * wrong is kept as a fault that names its place. Private to what reads
 * such files. */
#ifndef RETURNS_FORM_READER_H
#define RETURNS_FORM_READER_H

#include "returns/form.h"

#include <jansson.h>

/* What is being read, for the place named in faults. */
struct reader {
	struct ctx *c;
	const char *place; /* "indicators[3]", or "" at the top */
};

const char *reader_path(const struct reader *r, const char *key);

/* Whatever is not described may be a slip, so it is not passed over. */
void reader_known(struct reader *r, const json_t *o, const char *const *known,
		  size_t n);

/* A text property; NULL, and a fault where `needed`, without it. */
const char *reader_text(struct reader *r, const json_t *o, const char *key,
			bool needed);

/* {"vi":…,"en":…}, or one text for both languages. */
void reader_texts(struct reader *r, const json_t *o, const char *key,
		  bool needed, const char *to[LANGS]);

/* A needed code; NULL, and a fault, where it is none. */
const char *reader_code(struct reader *r, const json_t *o, const char *key);

#endif
