/* task_form.h - what forms and programs send of a task. */
#ifndef WEB_PAGES_TASK_FORM_H
#define WEB_PAGES_TASK_FORM_H

#include "programme/task.h"
#include "web/web.h"

/* Fields subject, detail, result, group, conclusion, document, start, due,
 * lead, holders.0, holders.1 … as struct task_given has them. A field that
 * was not sent is not given; holders are given where any of them, or
 * `holders` itself or `lead`, was sent. ERR_INVALID: no date. */
enum err task_form_given(struct req *q, struct task_given *out) MUST;

/* The same with unit, year, every, until, of a new task. */
enum err task_form_new(struct req *q, struct task_new *out) MUST;

/* Fields words, progress ("": as it was), done, base. */
enum err task_form_word(struct req *q, struct task_word *out) MUST;

/* A field as a whole number. ERR_INVALID: it is none. */
enum err task_form_number(struct req *q, const char *name, int64_t otherwise,
			  int64_t *n) MUST;

/* ?unit=&year=&holder=&document=&state=&group=&find=&after=&limit= */
enum err task_query(struct req *q, struct task_ask *out) MUST;

#endif
