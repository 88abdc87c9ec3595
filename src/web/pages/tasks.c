/* tasks.c - a task: what is expected, how far it is, and what is done to it;
 * the own ones as a list. */
#include "web/pages/programme.h"

#include "base/day.h"
#include "calls/call.h"
#include "programme/repeat.h"
#include "web/pages/call_form.h"
#include "web/pages/history.h"
#include "web/pages/people_words.h"
#include "web/pages/task_form.h"
#include "web/pages/words.h"

#include <stdlib.h>
#include <string.h>

/* ---- lists of holders and documents ---- */

/* GET /tasks: the own ones; ?holder=, ?document= */
enum err page_tasks(struct req *q, struct reply *p)
{
	struct task_ask ask;
	struct val *v;

	TRY(task_query(q, &ask));
	ask.unit = NULL;
	TRY(task_list(q->c, &ask, &v));
	for (struct val *t = val_member(v, "tasks")->first; t; t = t->next)
		task_shown(q, t, q->c->today);
	map_s(v, "title",
	      ask.holder     ? tr(q->c, N_("Tasks given to somebody"))
	      : ask.document ? tr(q->c, N_("Tasks born of a document"))
			     : tr(q->c, N_("My own tasks")));
	map_s(v, "holder", ask.holder ? ask.holder : "");
	map_s(v, "document", ask.document ? ask.document : "");
	map_s(v, "state", ask.state);
	map_v(v, "states", task_states(q, ask.state));
	map_b(v, "some", val_get(v, "tasks")->first != NULL);
	return page(q, p, "programme/tasks", v);
}

/* ---- the page of one ---- */

static const char *percent_of(struct req *q, int64_t progress)
{
	return arena_printf(q->c->mem, "%lld %%", (long long)progress);
}

static void file_words(struct req *q, struct val *files)
{
	for (struct val *f = files->first; f; f = f->next)
		map_s(f, "size_shown", size_shown(q->c, val_int(f, "size")));
}

static void told_words(struct req *q, struct val *v)
{
	struct val *words = val_member(v, "words");

	for (struct val *w = words->first; w; w = w->next) {
		const int64_t progress = val_int(w, "progress");

		map_instant_shown(q, w, "at_shown", val_text(w, "at"));
		map_s(w, "how_far", percent_of(q, progress));
		map_s(w, "far_width",
		      arena_printf(q->c->mem, "%lld%%", (long long)progress));
		task_state_words(q, w, val_text(w, "state"), false);
		file_words(q, val_member(w, "files"));
	}
	map_b(v, "some_words", words->first != NULL);
	file_words(q, val_member(v, "draft"));
	map_b(v, "some_draft", val_get(v, "draft")->first != NULL);
}

static void holder_words(struct req *q, struct val *v)
{
	static const char *const kinds[] = {"unit", "body", "person"};
	struct val *list = val_member(v, "holders");

	for (struct val *h = list->first; h; h = h->next)
		for (size_t i = 0; i < COUNT(kinds); i++)
			map_b(h, arena_printf(q->c->mem, "is_%s", kinds[i]),
			      !strcmp(kinds[i], val_text(h, "kind")));
	map_b(v, "some_holders", list->first != NULL);
}

static void asked_words(struct req *q, struct val *v)
{
	struct val *call = val_member(v, "call");

	map_b(v, "asks_units", call->kind == VAL_MAP);
	if (call->kind != VAL_MAP)
		return;
	for (struct val *u = val_member(call, "units")->first; u; u = u->next) {
		const struct val *far = val_get(u, "progress");
		enum state s;

		map_s(u, "far_shown",
		      far->kind == VAL_INT ? percent_of(q, far->i) : NULL);
		map_instant_shown(q, u, "at_shown", val_text(u, "at"));
		map_s(u, "state_shown",
		      state_read(val_text(u, "state"), &s)
			      ? tr(q->c, state_label(s))
			      : val_text(u, "state"));
		map_s(u, "words_said", val_text(u, "words"));
	}
}

static void row_words(struct req *q, struct val *v)
{
	struct val *row = val_member(v, "repeats");
	const struct repeat *r = repeat_find(val_text(v, "every"));

	for (struct val *t = row->first; t; t = t->next) {
		map_iso_shown(q, t, "due_shown", val_get(t, "due"));
		task_state_words(q, t, val_text(t, "state"), false);
		map_b(t, "this_one", val_int(t, "task") == q->id);
	}
	map_b(v, "some_repeats", row->first && row->first->next);
	map_s(v, "every_shown", r ? tr(q->c, r->label) : NULL);
}

/* What the acts begin with, or what was sent, so that nothing is lost. */
static void act_words(struct req *q, struct val *v, const char *trouble)
{
	static const char *const acts[] = {"report", "edit", "drop", "reopen"};
	const bool sent = q->method == POST;

	map_s(v, "trouble", trouble);
	for (size_t i = 0; i < COUNT(acts); i++)
		map_b(v, arena_printf(q->c->mem, "at_%s", acts[i]),
		      sent && strstr(q->path, acts[i]));
	map_s(v, "sent_progress",
	      form(q, "progress",
		   arena_printf(q->c->mem, "%lld",
				(long long)val_int(v, "progress"))));
	map_s(v, "sent_words", form(q, "words", ""));
	map_b(v, "sent_done", *form(q, "done", "") != '\0');
	map_s(v, "sent_reason", form(q, "reason", ""));
	task_form_words(q, v);
}

static void born_words(struct req *q, struct val *v)
{
	struct val *d = val_member(v, "document");

	map_b(v, "of_document", d->kind == VAL_MAP);
	if (d->kind == VAL_MAP)
		map_iso_shown(q, d, "day_shown", val_get(d, "day"));
}

static enum err show_task(struct req *q, struct reply *p, int status,
			  const char *trouble)
{
	struct val *v;
	int64_t due;
	bool open;

	TRY(task_view(q->c, q->id, &v));
	open = !strcmp(val_text(v, "state"), "open");
	map_s(v, "title", val_text(v, "subject"));
	task_state_words(q, v, val_text(v, "state"),
			 val_true(val_get(v, "late")));
	if (day_parse(val_text(v, "due"), &due))
		map_when(q, v, due, q->c->today, open);
	map_iso_shown(q, v, "start_shown", val_get(v, "start"));
	map_s(v, "progress_shown", percent_of(q, val_int(v, "progress")));
	map_s(v, "width",
	      arena_printf(q->c->mem, "%lld%%",
			   (long long)val_int(v, "progress")));
	map_b(v, "is_open", open);
	map_b(v, "may_edit", val_true(val_get(val_get(v, "may"), "edit")));
	map_b(v, "may_report",
	      open && val_true(val_get(val_get(v, "may"), "report")));
	map_b(v, "may_reopen",
	      !open && strcmp(val_text(v, "state"), "carried") &&
		      val_true(val_get(val_get(v, "may"), "edit")));
	born_words(q, v);
	told_words(q, v);
	holder_words(q, v);
	asked_words(q, v);
	row_words(q, v);
	act_words(q, v, trouble);
	if (status == 200)
		TRY(history_add_id(q, v, "task", q->id));
	else
		history_show(v, NULL);
	p->status = status;
	return page(q, p, "programme/task", v);
}

/* GET /tasks/{id} */
enum err page_task(struct req *q, struct reply *p)
{
	return show_task(q, p, 200, NULL);
}

/* ---- what is done to it ---- */

static enum err edit(struct ctx *c, void *arg)
{
	struct req *q = arg;
	struct task_given given;
	int64_t base;

	TRY(task_form_number(q, "base", 0, &base));
	TRY(task_form_typed(q, &given));
	return task_edit(c, q->id, base, &given, *form(q, "later", "") != '\0');
}

static enum err drop(struct ctx *c, void *arg)
{
	struct req *q = arg;
	int64_t base;

	TRY(task_form_number(q, "base", 0, &base));
	return task_drop(c, q->id, base, form(q, "reason", ""));
}

static enum err reopen(struct ctx *c, void *arg)
{
	struct req *q = arg;
	int64_t base;

	TRY(task_form_number(q, "base", 0, &base));
	return task_reopen(c, q->id, base, form(q, "reason", ""));
}

/* By the last word of the address. */
static const struct {
	const char *act;
	enum err (*fn)(struct ctx *c, void *arg);
} acts[] = {
	{"/edit", edit},
	{"/drop", drop},
	{"/reopen", reopen},
};

static enum err answer(struct req *q, struct reply *p, enum err e)
{
	if (call_shown_again(q, e))
		return show_task(q, p, err_status(e), q->c->why);
	TRY(e);
	return see_other(q, p, "/tasks/%lld", (long long)q->id);
}

/* POST /tasks/{id}/edit, /drop and /reopen */
enum err post_task(struct req *q, struct reply *p)
{
	enum err e = ERR_MISSING;

	for (size_t i = 0; i < COUNT(acts); i++)
		if (!strcmp(strrchr(q->path, '/'), acts[i].act))
			e = run_unit(q->c, DB_WRITE, acts[i].fn, q);
	return answer(q, p, e);
}

struct reporting {
	struct req *q;
	const struct file_in *file;
	size_t n;
};

static enum err report(struct ctx *c, void *arg)
{
	struct reporting *r = arg;
	struct task_word word;
	int64_t version, id;

	TRY(task_form_word(r->q, &word));
	for (size_t i = 0; i < r->n; i++)
		TRY(task_attach(c, r->q->id, &r->file[i], &id));
	return task_report(c, r->q->id, &word, &version);
}

/* POST /tasks/{id}/report */
enum err post_task_report(struct req *q, struct reply *p)
{
	struct reporting r = {.q = q};
	enum err e = take_files(q, &r.file, &r.n);

	if (e == OK)
		e = run_unit(q->c, DB_WRITE, report, &r);
	return answer(q, p, e);
}
