/* task_form.c - what forms and programs send of a task. */
#include "web/pages/task_form.h"

#include "base/day.h"

#include <stdlib.h>

#define PAGE	  25  /* tasks of one page */
#define PAGE_MOST 500 /* that a program may ask for */

enum err task_form_number(struct req *q, const char *name, int64_t otherwise,
			  int64_t *n)
{
	const char *s = form(q, name, "");
	char *end;

	*n = otherwise;
	if (!*s)
		return OK;
	*n = strtoll(s, &end, 10);
	if (*end)
		return fail(q->c, ERR_INVALID, name,
			    N_("This is no whole number."));
	return OK;
}

static enum err day_sent(struct req *q, const char *name, struct opt_int *day)
{
	const char *s = form(q, name, "");

	*day = (struct opt_int){.set = *s != '\0'};
	if (*s && !day_parse(s, &day->value))
		return fail(q->c, ERR_INVALID, name,
			    N_("This is no date; write it as 31/12/2026."));
	return OK;
}

static void holders_sent(struct req *q, struct task_given *g)
{
	const struct fields *f = &q->form;
	const char **to = arena_array(q->c->mem, f->n, sizeof(*to)), *one;
	size_t n = 0;

	while ((one = fields_get(f, arena_printf(q->c->mem, "holders.%zu", n))))
		to[n++] = one;
	g->holders = (struct holders_given){to, n, form(q, "lead", "")};
	g->give = n || fields_get(f, "holders") || fields_get(f, "lead");
}

enum err task_form_given(struct req *q, struct task_given *out)
{
	const struct fields *f = &q->form;

	*out = (struct task_given){
		.subject = fields_get(f, "subject"),
		.detail = fields_get(f, "detail"),
		.result = fields_get(f, "result"),
		.group = fields_get(f, "group"),
		.document = fields_get(f, "document"),
		.conclusion = fields_get(f, "conclusion"),
	};
	holders_sent(q, out);
	TRY(day_sent(q, "start", &out->start));
	return day_sent(q, "due", &out->due);
}

enum err task_form_new(struct req *q, struct task_new *out)
{
	struct opt_int until;

	*out = (struct task_new){
		.unit = form(q, "unit", ""),
		.every = form(q, "every", ""),
	};
	TRY(task_form_number(q, "year", 0, &out->year));
	TRY(day_sent(q, "until", &until));
	out->until = until.value;
	return task_form_given(q, &out->given);
}

enum err task_form_word(struct req *q, struct task_word *out)
{
	const bool done = *form(q, "done", "") != '\0';

	*out = (struct task_word){.words = form(q, "words", "")};
	TRY(task_form_number(q, "progress", done ? 100 : -1, &out->progress));
	return task_form_number(q, "base", 0, &out->base);
}

enum err task_query(struct req *q, struct task_ask *out)
{
	*out = (struct task_ask){
		.unit = query(q, "unit", NULL),
		.holder = query(q, "holder", NULL),
		.document = query(q, "document", NULL),
		.state = query(q, "state", ""),
		.group = query(q, "group", NULL),
		.find = query(q, "find", ""),
		.after = query(q, "after", ""),
	};
	TRY(query_int(q, "year", 0, 0, YEAR_MAX, &out->year));
	return query_int(q, "limit", PAGE, 1, PAGE_MOST, &out->limit);
}
