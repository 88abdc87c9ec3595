/* cascade_copy.c - one unit's copy of a document that it must carry out: what
 * is asked, what it did, and what its checker says to that. */
#include "register/cascade.h"

#include "base/day.h"
#include "base/show.h"
#include "register/exchange.h"
#include "web/pages/call_form.h"
#include "web/pages/documents.h"
#include "web/pages/words.h"

#include <string.h>

/* ---- the page ---- */

static void story_words(struct req *q, struct val *story)
{
	for (struct val *o = story->first; o; o = o->next) {
		struct val *files = val_member(o, "files");

		/* else the template finds that of the copy */
		if (!val_get(o, "symbol"))
			map_s(o, "symbol", NULL);
		map_instant_shown(q, o, "at_shown", val_text(o, "at"));
		for (struct val *f = files->first; f; f = f->next)
			map_s(f, "size_shown",
			      size_shown(q->c, val_int(f, "size")));
	}
}

/* Which of the forms of the page are open to the reader, in which state. */
static void add_forms(struct req *q, struct val *v)
{
	const char *state = val_text(v, "assignment_state");
	bool open = strcmp(val_text(v, "call_state"), "withdrawn") &&
		    strcmp(state, "withdrawn") && strcmp(state, "waived");
	bool relays = !strcmp(val_text(v, "role"), "relays");
	bool answers = open && val_true(val_get(v, "may_answer"));
	bool note = !strcmp(val_text(v, "expect"), EXPECT_NOTE);

	map_b(v, "may_acknowledge", answers && !strcmp(state, "delivered"));
	map_b(v, "may_say", answers && !relays && !note);
	map_s(v, "unsent",
	      answers && !relays && !note ? NULL : form(q, "words", NULL));
	map_b(v, "may_pass", answers && relays);
	map_b(v, "may_judge",
	      open && !relays && val_true(val_get(v, "may_check")) &&
		      !strcmp(state, "submitted"));
	map_s(v, "sent_own", form(q, "own", ""));
	map_s(v, "sent_words", form(q, "words", ""));
	map_s(v, "sent_due", form(q, "due", ""));
	map_s(v, "sent_reason", form(q, "reason", ""));
	map_b(v, "sent_done", *form(q, "done", "") != '\0');
}

static const char *withdrawn_words(struct req *q, const struct val *v)
{
	const char *why = val_text(v, "call_reason");

	if (strcmp(val_text(v, "assignment_state"), "withdrawn") != 0)
		return NULL;
	if (!*why)
		why = val_text(v, "reason");
	return arena_printf(q->c->mem,
			    tr(q->c, N_("It is no longer asked for: %s")), why);
}

static enum err show_copy(struct req *q, struct reply *p, int status,
			  const char *trouble)
{
	struct ctx *c = q->c;
	struct val *v, *before;
	int64_t due;

	TRY(cascade_show_call(c, q->id, q->code, &v));
	if (q->api)
		return json(q, p, v);
	TRY(exchange_add_view(c, val_int(v, "document"), v));
	change_words(q, v);
	exchange_words(q, v);
	add_forms(q, v);
	story_words(q, val_member(v, "story"));
	before = val_member(v, "before");
	for (struct val *b = before->first; b; b = b->next)
		story_words(q, val_member(b, "story"));
	map_b(v, "any_story", val_get(v, "story")->first != NULL);
	map_iso_shown(q, v, "date_shown", val_get(v, "date"));
	map_s(v, "due_shown",
	      instant_parse(val_text(v, "due"), &due)
		      ? show_day(c->mem, tz_day(q->timezone, due - 1), c->lang)
		      : "");
	map_s(v, "withdrawn", withdrawn_words(q, v));
	map_s(v, "trouble", trouble);
	map_s(v, "title",
	      arena_printf(c->mem, "%s: %s", val_text(v, "symbol"),
			   val_text(v, "name")));
	map_s(v, "about", val_text(v, "subject"));
	p->status = status;
	return page(q, p, "register/copy", v);
}

/* GET /cascade/{id}/{code} and its twin under /api/ */
enum err page_cascade_copy(struct req *q, struct reply *p)
{
	return show_copy(q, p, 200, NULL);
}

/* ---- what is said ---- */

struct saying {
	struct req *q;
	const char *document; /* its number in the store */
	const struct file_in *file;
	size_t files;
};

static enum err find_document(struct ctx *c, struct saying *s)
{
	struct val *v;

	TRY(cascade_show_call(c, s->q->id, s->q->code, &v));
	s->document =
		arena_printf(c->mem, "%lld", (long long)val_int(v, "document"));
	return OK;
}

static enum err answer(struct ctx *c, struct saying *s)
{
	struct req *q = s->q;
	struct cascade_answer a = {
		.own = form(q, "own", NULL),
		.words = form(q, "words", NULL),
		.file = s->file,
		.files = s->files,
		.done = *form(q, "done", "") != '\0',
	};
	int64_t version;

	return cascade_answer(c, s->document, q->code, &a, &version);
}

static enum err acknowledge(struct ctx *c, struct saying *s)
{
	return cascade_acknowledge(c, s->document, s->q->code);
}

static enum err accept(struct ctx *c, struct saying *s)
{
	int64_t n;

	return cascade_accept(c, s->document, s->q->code, &n);
}

static enum err send_back(struct ctx *c, struct saying *s)
{
	return cascade_send_back(c, s->document, s->q->code,
				 form(s->q, "reason", ""));
}

static enum err pass_on(struct ctx *c, struct saying *s)
{
	const char *day = form(s->q, "due", NULL);
	int64_t due = 0, n;

	if (day && !day_parse(day, &due))
		return fail(c, ERR_INVALID, "due",
			    N_("Say until when, as 31/12/2026."));
	return cascade_pass_on(c, s->document, s->q->code,
			       form(s->q, "own", NULL), due, &n);
}

static enum err send_up(struct ctx *c, struct saying *s)
{
	return cascade_send_up(c, s->document, s->q->code,
			       form(s->q, "words", ""),
			       *form(s->q, "incomplete", "") != '\0');
}

/* By the last word of the route; without one the unit answers. */
static const struct {
	const char *act;
	enum err (*fn)(struct ctx *c, struct saying *s);
} acts[] = {
	{"/acknowledge", acknowledge}, {"/accept", accept},
	{"/send-back", send_back},     {"/pass-on", pass_on},
	{"/send-up", send_up},	       {"", answer},
};

static enum err act(struct ctx *c, void *arg)
{
	struct saying *s = arg;
	const char *path = s->q->route->path;
	size_t most = strlen(path);

	TRY(find_document(c, s));
	for (size_t i = 0; i < COUNT(acts); i++) {
		size_t n = strlen(acts[i].act);

		if (n <= most && !strcmp(path + most - n, acts[i].act))
			return acts[i].fn(c, s);
	}
	return ERR_BROKEN;
}

static enum err find_only(struct ctx *c, void *arg)
{
	return find_document(c, arg);
}

/* POST /cascade/{id}/{code} and what follows it, and twins under /api/ */
enum err post_cascade_copy(struct req *q, struct reply *p)
{
	struct saying s = {.q = q};
	enum err e;

	/* nobody has a file looked at who does not see the copy */
	TRY(run_unit(q->c, DB_READ, find_only, &s));
	TRY(take_files(q, &s.file, &s.files));
	e = run_unit(q->c, DB_WRITE, act, &s);
	if (call_shown_again(q, e))
		return show_copy(q, p, err_status(e), q->c->why);
	TRY(e);
	return see_other(q, p, "/cascade/%lld/%s", (long long)q->id, q->code);
}
