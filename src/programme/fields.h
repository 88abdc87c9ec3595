/* fields.h - what people write of a task, tidied and checked. */
#ifndef PROGRAMME_FIELDS_H
#define PROGRAMME_FIELDS_H

#include "programme/task.h"

/* All of a task that can be edited. */
struct task_fields {
	const char *subject, *words; /* words: the subject as it is searched */
	const char *detail, *result, *conclusion;
	int64_t group, document; /* ids, or 0 */
	int64_t start, due;	 /* days */
	bool give;		 /* holders were said: */
	struct holder *holder;
	size_t holders;
};

/**
 * What a task of a held programme becomes. `was` NULL: a new one.
 *
 * ERR_*  as task_add() says
 */
enum err task_fields(struct ctx *c, const struct programme *p,
		     const struct task_given *in, const struct task *was,
		     struct task_fields *out) MUST;

/* Tidies a text of several lines. ERR_INVALID: it is too long. */
enum err task_text(struct ctx *c, const char *field, const char **text) MUST;

/* The subject as it is searched. */
const char *task_words(struct arena *mem, const char *subject);

/* What c may do with a task that it sees. */
enum err task_may(struct ctx *c, const struct task *t, bool *edit,
		  bool *report) MUST;

/* The journal's entry of an act. */
enum err task_record(struct ctx *c, const char *act, int64_t id,
		     struct val *detail) MUST;

#endif
