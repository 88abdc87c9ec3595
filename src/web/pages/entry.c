/* entry.c - the page on which a unit answers, and its address for scripts:
 * what was typed stays, whatever becomes of it. */
#include "web/pages/entry.h"

#include "returns/form_rules.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the page ---- */

/* All that can be missing before it can be handed in, by indicator. */
static void put_todo(const struct entry *e, struct val *v)
{
	struct ctx *c = e->q->c;
	struct val *list = val_list(c->mem);
	int64_t n = 0;

	for (const struct val *f = e->faults ? e->faults->first : NULL; f;
	     f = f->next, n++) {
		const char *code = val_text(f, "field");
		struct val *one = val_map(c->mem);

		map_s(one, "at",
		      form_slot(e->at.form, code) >= 0 ? code : NULL);
		map_s(one, "why", val_text(f, "why"));
		list_v(list, one);
	}
	map_b(v, "todo_some", n > 0);
	map_v(v, "todo", list);
	map_s(v, "todo_title",
	      arena_printf(c->mem,
			   trn(c,
			       N_("%lld thing to mend before it can be "
				  "submitted"),
			       N_("%lld things to mend before it can be "
				  "submitted"),
			       n),
			   (long long)n));
}

/* What was sent back, and by whom, above all. */
static void put_remarks(const struct entry *e, struct val *v)
{
	const struct val *from = val_get(e->view, "remarks");
	struct val *list = val_list(e->q->c->mem);

	for (const struct val *r = from ? from->first : NULL; r; r = r->next) {
		struct val *one = val_map(e->q->c->mem);
		const char *code = val_text(r, "code");

		map_s(one, "at", *code ? code : NULL);
		map_s(one, "why", val_text(r, "why"));
		list_v(list, one);
	}
	map_b(v, "returned", list->first != NULL);
	map_v(v, "remarks", list);
}

/* The state of the draft, in the bar at the foot. */
static void put_saved(const struct entry *e, const struct val *groups,
		      struct val *v)
{
	struct ctx *c = e->q->c;
	int64_t asked = 0, filled = 0;
	bool saved = val_int(e->view, "rev") > 0;

	for (const struct val *g = groups->first; g; g = g->next)
		for (const struct val *r = val_get(g, "rows")->first; r;
		     r = r->next) {
			bool total = val_true(val_get(r, "total"));

			asked += !total;
			filled += !total && *val_text(r, "value");
		}
	map_s(v, "save_state",
	      e->sent ? "late"
	      : saved ? "accepted"
		      : "delivered");
	map_s(v, "saved",
	      tr(c, e->sent ? N_("Not saved yet")
		    : saved ? N_("Draft saved")
			    : N_("Nothing typed yet")));
	map_s(v, "counts",
	      arena_printf(c->mem, tr(c, N_("%lld/%lld filled in")),
			   (long long)filled, (long long)asked));
}

/* Reasons of rules that find nothing now: they are not lost either. */
static struct val *kept_reasons(const struct entry *e)
{
	struct val *list = val_list(e->q->c->mem);

	for (const struct val *w = val_get(e->view, "whys")->first; w;
	     w = w->next) {
		const char *rule = val_text(w, "rule");
		struct val *one = val_map(e->q->c->mem);

		if (entry_found(e, rule))
			continue;
		map_s(one, "rule", rule);
		map_s(one, "reason", entry_reason(e, rule));
		list_v(list, one);
	}
	return list;
}

static enum err show_entry(struct entry *e, struct reply *p)
{
	struct req *q = e->q;
	struct ctx *c = q->c;
	struct val *v = val_map(c->mem), *groups = entry_groups(e);
	struct buf rules = {.mem = c->mem};
	const char *note = e->sent ? fields_get(e->sent, "note") : NULL;

	val_json(form_rules_view(c, e->at.form), &rules);
	entry_head(e, v);
	map_s(v, "trouble", e->trouble);
	map_s(v, "done", e->done);
	put_todo(e, v);
	put_remarks(e, v);
	map_v(v, "groups", groups);
	put_saved(e, groups, v);
	map_v(v, "kept", kept_reasons(e));
	map_s(v, "note", note ? note : val_text(e->view, "note"));
	map_i(v, "rev", val_int(e->view, "rev"));
	map_i(v, "version", val_int(e->view, "version"));
	map_i(v, "form_version", e->at.form->version);
	map_s(v, "was", entry_was(e));
	map_s(v, "rules", rules.s);
	map_s(v, "number_like",
	      tr(c, N_("This is no number. Write 1234 or 1,234.")));
	return page(q, p, "returns/entry", v);
}

/* GET /entry/{code} */
enum err page_entry(struct req *q, struct reply *p)
{
	struct entry e = {.q = q};
	const char *done = query(q, "done", "");

	TRY(entry_find(q, q->c, ACT_READ, &e.at));
	TRY(answer_view(q->c, &e.at, 0, &e.view));
	if (!entry_may(&e, "save"))
		return see_other(q, p, "%s", entry_at(&e, "check"));
	if (!strcmp(done, "draft"))
		e.done = tr(q->c, N_("The draft is saved."));
	if (!strcmp(done, "file"))
		e.done = tr(q->c, N_("What the file says is in the draft. Look "
				     "through it before you submit."));
	if (!strcmp(done, "correct"))
		e.done = tr(q->c, N_("You correct what was handed in. It goes "
				     "on as it is until you submit again."));
	return show_entry(&e, p);
}

/* ---- what was typed ---- */

struct typing {
	struct entry *e;
	struct typed *cell;
	size_t n;
	int64_t rev;
	struct answer_seen seen;
	struct val *saved, *handed;
};

/* A number that pages send back as they were given it. */
static int64_t number(const char *s, int64_t otherwise)
{
	char *end;
	int64_t n = strtoll(s, &end, 10);

	return *s && !*end && n >= 0 ? n : otherwise;
}

static bool typed_as(const char *name, struct typed *t)
{
	bool cell = !strncmp(name, "c.", 2), why = !strncmp(name, "w.", 2);

	t->as = cell ? TYPED_CELL : why ? TYPED_WHY : TYPED_NOTE;
	t->code = cell || why ? name + 2 : "";
	return cell || why || !strcmp(name, "note");
}

/* Browsers end lines of a text as mail does. */
static const char *plain_lines(struct arena *mem, const char *s)
{
	char *to = arena_text(mem, s), *w = to;

	for (; *s; s++)
		if (*s != '\r')
			*w++ = *s;
	*w = '\0';
	return to;
}

/* The cells of a form that are not as the page showed them. */
static void read_fields(struct typing *t)
{
	struct req *q = t->e->q;
	enum numbers numbers = NUMBERS_VI;

	if (!numbers_parse(form(q, "numbers", q->c->lang), &numbers))
		numbers = NUMBERS_PLAIN;
	t->cell = arena_array(q->c->mem, q->form.n + 1, sizeof(*t->cell));
	for (size_t i = 0; i < q->form.n; i++) {
		const struct field *f = &q->form.at[i];
		struct typed *to = &t->cell[t->n];

		if (!typed_as(f->name, to))
			continue;
		to->value = plain_lines(q->c->mem, f->value);
		to->numbers = numbers;
		t->n += !entry_unchanged(q, f->name, to->value);
	}
	t->rev = number(form(q, "rev", ""), 0);
	t->seen.version = number(form(q, "version", ""), -1);
	t->seen.form_version = number(form(q, "form_version", ""), 0);
}

static enum err save(struct ctx *c, void *arg)
{
	struct typing *t = arg;

	TRY(entry_find(t->e->q, c, ACT_ANSWER, &t->e->at));
	return draft_save(c, &t->e->at, t->rev, t->cell, t->n, &t->saved);
}

static enum err submit(struct ctx *c, void *arg)
{
	struct typing *t = arg;

	TRY(entry_find(t->e->q, c, ACT_ANSWER, &t->e->at));
	return answer_submit(c, &t->e->at, &t->seen, &t->handed);
}

static enum err look(struct ctx *c, void *arg)
{
	struct entry *e = arg;

	TRY(entry_find(e->q, c, ACT_READ, &e->at));
	return answer_view(c, &e->at, 0, &e->view);
}

/* The page again with what was typed and could not be taken. */
static enum err show_again(struct entry *e, struct reply *p, enum err was)
{
	struct ctx *c = e->q->c;
	bool faults = c->fault_count > 0;

	if (was != OK)
		e->trouble = faults ? NULL : c->why;
	e->faults = faults_view(c);
	p->status = was == OK ? 409 : err_status(was);
	p->e = was;
	p->why = c->why;
	ctx_forget(c);
	TRY(run_unit(c, DB_READ, look, e));
	return show_entry(e, p);
}

static const struct val *some(const struct val *v, const char *key)
{
	const struct val *list = v ? val_get(v, key) : NULL;

	return list && list->kind == VAL_LIST && list->first ? list : NULL;
}

/* Others saved what they had typed, or handed it in. */
static const char *said_by_saving(struct typing *t)
{
	struct ctx *c = t->e->q->c;
	const struct val *in = t->saved ? val_get(t->saved, "handed_in") : NULL;

	if (in && in->kind == VAL_MAP)
		return arena_printf(
			c->mem,
			tr(c, N_("%s handed in version %lld meanwhile. What "
				 "you typed is kept as a draft of a "
				 "correction: look through it, then submit "
				 "again.")),
			val_text(in, "by"), (long long)val_int(in, "version"));
	if (t->e->conflicts)
		return tr(c, N_("Somebody else typed into the same cells. "
				"Theirs stand below yours; all other cells "
				"are saved."));
	return NULL;
}

/* POST /entry/{code} */
enum err post_entry(struct req *q, struct reply *p)
{
	struct entry e = {.q = q, .sent = &q->form};
	struct typing t = {.e = &e};
	const char *door = "entry", *done = "draft";
	enum err was = OK;

	read_fields(&t);
	if (t.n)
		was = run_unit(q->c, DB_WRITE, save, &t);
	e.conflicts = some(t.saved, "conflicts");
	e.trouble = was == OK ? said_by_saving(&t) : NULL;
	if (e.trouble)
		return show_again(&e, p, OK);
	if (was == OK)
		e.sent = NULL; /* the draft has it all */
	if (was == OK && !strcmp(form(q, "do", ""), "submit")) {
		was = run_unit(q->c, DB_WRITE, submit, &t);
		door = "check";
		done = "submit";
	}
	if (was == OK && !t.n && !strcmp(door, "entry"))
		was = run_unit(q->c, DB_READ, look, &e);
	if (was == ERR_INVALID || was == ERR_CONFLICT)
		return show_again(&e, p, was);
	TRY(was);
	return see_other(q, p, "%s&done=%s", entry_at(&e, door), done);
}

struct taking {
	struct entry *e;
	struct answer_file from;
	struct val *view;
};

static enum err take_file(struct ctx *c, void *arg)
{
	struct taking *t = arg;
	struct req *q = t->e->q;

	TRY(entry_find(q, c, ACT_ANSWER, &t->e->at));
	return draft_take_file(c, &t->e->at, number(form(q, "rev", ""), 0),
			       &t->from, &t->view);
}

/* POST /entry/{code}/file */
enum err post_entry_file(struct req *q, struct reply *p)
{
	struct entry e = {.q = q};
	struct taking t = {.e = &e};
	enum err was;

	if (q->files.n != 1)
		return fail(q->c, ERR_INVALID, "file",
			    N_("No file was chosen."));
	was = answer_file_parse(
		q->c, q->files.at[0].content,
		strcmp(q->c->lang, "vi") ? NUMBERS_EN : NUMBERS_VI, &t.from);
	if (was == OK)
		was = run_unit(q->c, DB_WRITE, take_file, &t);
	e.conflicts = some(t.view, "conflicts");
	if (was == ERR_INVALID || was == ERR_CONFLICT || e.conflicts)
		return show_again(&e, p, was);
	TRY(was);
	return see_other(q, p, "%s&done=file", entry_at(&e, "entry"));
}

/* ---- for scripts and programs ---- */

/* GET /api/entry/{code}/draft */
enum err api_entry(struct req *q, struct reply *p)
{
	struct entry e = {.q = q};

	TRY(look(q->c, &e));
	return json(q, p, e.view);
}

/* "cells.0.code" and its like, up to the first that is not there. */
static void read_cells(struct typing *t)
{
	static const char *const kinds[] = {"cell", "why", "note"};
	struct req *q = t->e->q;
	enum numbers numbers = NUMBERS_PLAIN;

	if (!numbers_parse(form(q, "numbers", "plain"), &numbers))
		numbers = NUMBERS_PLAIN;
	t->cell = arena_array(q->c->mem, q->form.n + 1, sizeof(*t->cell));
	for (size_t i = 0; i <= q->form.n; i++) {
		char name[4][32];
		struct typed *to = &t->cell[t->n];
		const char *as;

		snprintf(name[0], sizeof(name[0]), "cells.%zu.as", i);
		snprintf(name[1], sizeof(name[1]), "cells.%zu.code", i);
		snprintf(name[2], sizeof(name[2]), "cells.%zu.value", i);
		to->code = fields_get(&q->form, name[1]);
		to->value = fields_get(&q->form, name[2]);
		if (!to->code || !to->value)
			break;
		as = form(q, name[0], "cell");
		for (int k = 0; k < TYPED_KINDS; k++)
			if (!strcmp(as, kinds[k]))
				to->as = (enum typed_as)k;
		to->numbers = numbers;
		t->n++;
	}
	t->rev = number(form(q, "rev", ""), 0);
	t->seen.version = number(form(q, "version", ""), -1);
}

/* POST /api/entry/{code}/draft */
enum err api_draft(struct req *q, struct reply *p)
{
	struct entry e = {.q = q};
	struct typing t = {.e = &e};

	read_cells(&t);
	TRY(save(q->c, &t));
	return json(q, p, t.saved);
}

/* POST /api/entry/{code}/submit */
enum err api_submit(struct req *q, struct reply *p)
{
	struct entry e = {.q = q};
	struct typing t = {.e = &e};

	read_cells(&t);
	TRY(submit(q->c, &t));
	return json(q, p, t.handed);
}
