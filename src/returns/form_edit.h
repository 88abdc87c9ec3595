/* form_edit.h - a form as an editor holds it: texts as typed, row by row, so
 * that what is wrong is kept until somebody mends it. */
#ifndef RETURNS_FORM_EDIT_H
#define RETURNS_FORM_EDIT_H

#include "core/ctx.h"

#define EDIT_ROWS  250 /* more are edited as a file */
#define EDIT_RULES 100

/* An indicator, or a heading over those behind it. "": not said. */
struct edit_row {
	const char *type; /* as in a file, or "heading" */
	const char *code, *vi, *en, *unit_vi, *unit_en, *help_vi, *help_en;
	const char *required; /* "1" */
	const char *scale, *tree, *time, *by, *words_min, *words_max;
	const char *parts; /* of a ratio or a sum: "a, b" */
	const char *items; /* of a choice: a line "code | tiếng Việt | English"
			    * each */
};

/* A rule across indicators. */
struct edit_rule {
	const char *when, *check, *level, *vi, *en;
};

struct form_edit {
	const char *code, *vi, *en, *period, *first;
	const char *answers; /* "a, b" */
	const char *lists;   /* a line "[age]", then items as of a choice */
	struct edit_row row[EDIT_ROWS];
	size_t rows;
	struct edit_rule rule[EDIT_RULES];
	size_t rules;
};

/* The texts of each struct by the names of their inputs. */
struct edit_text {
	const char *name;
	size_t at; /* offsetof() */
};
extern const struct edit_text edit_form_texts[], edit_row_texts[],
	edit_rule_texts[];
extern const size_t edit_form_count, edit_row_count, edit_rule_count;

/* The text of that place in a struct. */
static inline const char **edit_text(void *of, const struct edit_text *t)
{
	return (const char **)((char *)of + t->at);
}

/* An empty form, all texts "". */
struct form_edit *form_edit_new(struct arena *mem);

/* Reads a form's file, which form_read() has found good. False: it has more
 * rows or rules than fit. */
bool form_edit_read(struct arena *mem, struct blob file,
		    struct form_edit *to) MUST;

/* Writes it as a form's file, indented; what is wrong in it form_read()
 * says. */
const char *form_edit_file(struct arena *mem, const struct form_edit *e);

/* An empty row before row `at`; false: it is full. */
bool form_edit_add(struct form_edit *e, size_t at) MUST;
void form_edit_remove(struct form_edit *e, size_t at);
/* Row `at` changes places with the one before or behind it, if any. */
void form_edit_up(struct form_edit *e, size_t at);
void form_edit_down(struct form_edit *e, size_t at);

/* The row of the file's nth indicator, from 0. */
size_t form_edit_place(const struct form_edit *e, size_t indicator);

#endif
