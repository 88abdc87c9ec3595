/* fields.c - what people write of a task, tidied and checked. */
#include "programme/fields.h"

#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "people/words.h"
#include "register/document.h"

#include <inttypes.h>

enum err task_text(struct ctx *c, const char *field, const char **text)
{
	*text = text_paragraphs(c->mem, *text);
	if (utf8_length(*text) > TEXT_MOST)
		return fail(c, ERR_INVALID, field,
			    N_("This is too long: at most %d characters."),
			    TEXT_MOST);
	return OK;
}

const char *task_words(struct arena *mem, const char *subject)
{
	return name_folded(mem, subject);
}

static enum err subject(struct ctx *c, const char **text)
{
	*text = text_tidy(c->mem, *text);
	if (!**text)
		return fail(c, ERR_INVALID, "subject",
			    N_("What is to be done? A task needs a subject."));
	if (utf8_length(*text) > SUBJECT_MOST)
		return fail(c, ERR_INVALID, "subject",
			    N_("The subject is too long: at most %d "
			       "characters; write more into the detail."),
			    SUBJECT_MOST);
	return OK;
}

static enum err texts(struct ctx *c, const struct task_given *in,
		      const struct task *was, struct task_fields *out)
{
	const struct {
		const char *field, *given, *was;
		const char **to;
	} all[] = {
		{"detail", in->detail, was ? was->detail : "", &out->detail},
		{"result", in->result, was ? was->result : "", &out->result},
		{"conclusion", in->conclusion, was ? was->conclusion : "",
		 &out->conclusion},
	};

	out->subject = in->subject ? in->subject : was ? was->subject : "";
	TRY(subject(c, &out->subject));
	out->words = task_words(c->mem, out->subject);
	for (size_t i = 0; i < COUNT(all); i++) {
		*all[i].to = all[i].given ? all[i].given : all[i].was;
		TRY(task_text(c, all[i].field, all[i].to));
	}
	return OK;
}

static enum err days(struct ctx *c, const struct programme *p,
		     const struct task_given *in, const struct task *was,
		     struct task_fields *out)
{
	if (!in->due.set && !was)
		return fail(c, ERR_INVALID, "due",
			    N_("By when? A task needs a due day."));
	out->due = in->due.set ? in->due.value : was->due;
	if (in->start.set)
		out->start = in->start.value;
	else if (was)
		out->start = was->start;
	else
		out->start = p->today < out->due ? p->today : out->due;
	if (out->due < out->start)
		return fail(c, ERR_INVALID, "due",
			    N_("A task cannot be due before it begins."));
	return OK;
}

static enum err document(struct ctx *c, const char *text, int64_t *id)
{
	struct document d;

	*id = 0;
	if (!*text)
		return OK;
	TRY(document_ref(c, text, &d));
	*id = d.id;
	return OK;
}

enum err task_fields(struct ctx *c, const struct programme *p,
		     const struct task_given *in, const struct task *was,
		     struct task_fields *out)
{
	const char *group = in->group ? in->group : was ? was->group : "";

	*out = (struct task_fields){.document = was ? was->document : 0};
	TRY(texts(c, in, was, out));
	TRY(days(c, p, in, was, out));
	if (in->document)
		TRY(document(c, in->document, &out->document));
	TRY(group_hold(c, p, group, &out->group));
	if (in->give) {
		out->give = true;
		TRY(holders_find(c, p->unit, &in->holders, &out->holder,
				 &out->holders));
	}
	return OK;
}

enum err task_record(struct ctx *c, const char *act, int64_t id,
		     struct val *detail)
{
	return journal_add(c, act, arena_printf(c->mem, "%" PRId64, id),
			   detail);
}
