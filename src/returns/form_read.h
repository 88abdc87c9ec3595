/* form_read.h - a form's file, read and checked but not yet compared with
 * what the store has. */
#ifndef RETURNS_FORM_READ_H
#define RETURNS_FORM_READ_H

#include "returns/form.h"

#include <jansson.h>

/* Properties that the file may have, and what they mean: docs/forms.md. */
struct form_file {
	const char *code, *title[LANGS];
	enum period_kind period;
	int64_t first; /* 0: not said */
	const char **answers;
	size_t answers_n;
	/* In the order of the file, items behind what they are items of. All
	 * but `of` that are slots in a form are places in here. */
	struct indicator *item;
	const char *(*of)[2]; /* codes of the parts of a ratio, else NULL */
	int32_t n;
	int32_t asks;		 /* without items */
	int32_t *total, totals;	 /* as form.total */
	struct form_rule *rules; /* their indicators have no slots yet */
	size_t rules_n;
	const char *body; /* the JSON again, compact, its order kept */
};

/* Reads the JSON; everything wrong is kept as a fault. ERR_INVALID: some
 * were. */
enum err form_read(struct ctx *c, struct blob file, struct form_file *out) MUST;

/**
 * Reads a file and compares it with what the store has, as form_import()
 * does, and changes nothing. *out is read even where it does not go with
 * the old versions (ERR_CONFLICT).
 */
enum err form_check(struct ctx *c, struct blob file,
		    struct form_file *out) MUST;

/* Reads the indicators of all versions of f->id: what never changes. */
enum err form_slots(struct ctx *c, struct form *f) MUST;

/* JSON as text, by jansson's flags. */
const char *form_body(struct arena *mem, const json_t *o, size_t flags);

#endif
