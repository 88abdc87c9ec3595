/* task_new.c - the form of a task: a new one, or one that is changed. */
#include "web/pages/programme.h"

#include "access/role.h"
#include "org/unit.h"
#include "people/body.h"
#include "people/seat.h"
#include "programme/repeat.h"
#include "web/pages/call_form.h"
#include "web/pages/people_words.h"
#include "web/pages/task_form.h"
#include "web/pages/words.h"

#include <string.h>

#define CHOICES 300 /* of each kind of holder to choose from */
#define ROWS	8   /* for holders in the form, at most */
#define FREE	3   /* empty ones below those that are there */

/* ---- what was sent ---- */

/* "person:P3 Lê Quang Đạo" of a list to choose from is "person:P3". */
static const char *first_word(struct arena *mem, const char *s)
{
	return arena_copy(mem, s, strcspn(s, " "));
}

static const char *holder_sent(const struct req *q, size_t row)
{
	return fields_get(&q->form,
			  arena_printf(q->c->mem, "holders.%zu", row));
}

enum err task_form_typed(struct req *q, struct task_given *out)
{
	const char **to = arena_array(q->c->mem, q->form.n, sizeof(*to)), *one;
	size_t n = 0;

	TRY(task_form_given(q, out));
	for (size_t i = 0; (one = holder_sent(q, i)); i++)
		if (*one)
			to[n++] = first_word(q->c->mem, one);
	out->holders.to = to;
	out->holders.n = n;
	out->holders.lead = n ? to[0] : ""; /* the first one answers for it */
	out->detail = text_lines(q->c->mem, form(q, "detail", ""));
	out->result = text_lines(q->c->mem, form(q, "result", ""));
	return OK;
}

/* ---- what the form begins with ---- */

static const char *begins(struct req *q, const struct val *task,
			  const char *name)
{
	const char *sent = fields_get(&q->form, name);
	const struct val *there = task ? val_get(task, name) : NULL;

	if (sent)
		return sent;
	if (there && there->kind == VAL_TEXT)
		return there->s;
	return query(q, name, "");
}

static void add_holder(struct req *q, struct val *rows, const char *who,
		       const char *name)
{
	struct val *v = val_map(q->c->mem);
	int64_t n = 0;

	for (const struct val *r = rows->first; r; r = r->next)
		n++;
	map_i(v, "n", n);
	map_i(v, "place", n + 1);
	map_s(v, "who",
	      *name ? arena_printf(q->c->mem, "%s %s", who, name) : who);
	list_v(rows, v);
}

static struct val *holder_rows(struct req *q, const struct val *task)
{
	struct val *rows = val_list(q->c->mem);
	const struct val *h = task ? val_get(task, "holders")->first : NULL;
	const char *sent = holder_sent(q, 0);
	size_t n = 0;

	for (; sent; sent = holder_sent(q, ++n))
		add_holder(q, rows, sent, "");
	if (n)
		return rows;
	for (; h; h = h->next, n++)
		add_holder(q, rows,
			   arena_printf(q->c->mem, "%s:%s", val_text(h, "kind"),
					val_text(h, "code")),
			   val_text(h, "name"));
	for (size_t i = 0; i < FREE || n + i < ROWS / 2; i++)
		add_holder(q, rows, "", "");
	return rows;
}

static const char *document_of(struct req *q, const struct val *task)
{
	const struct val *d = task ? val_get(task, "document") : NULL;

	if (fields_get(&q->form, "document"))
		return form(q, "document", "");
	return d && d->kind == VAL_MAP
		       ? arena_printf(q->c->mem, "%lld",
				      (long long)val_int(d, "document"))
		       : query(q, "document", "");
}

static void fill(struct req *q, const struct val *task, struct val *v)
{
	static const char *const names[] = {"subject", "detail",     "result",
					    "group",   "conclusion", "start",
					    "due",     "until"};

	for (size_t i = 0; i < COUNT(names); i++)
		map_s(v, arena_printf(q->c->mem, "to_%s", names[i]),
		      begins(q, task, names[i]));
	map_s(v, "to_document", document_of(q, task));
	map_v(v, "rows", holder_rows(q, task));
}

void task_form_words(struct req *q, struct val *task)
{
	fill(q, task, task);
}

/* ---- a new one ---- */

static void offer(struct req *q, struct val *list, const char *kind,
		  const char *code, const char *name)
{
	struct val *v = val_map(q->c->mem);

	map_s(v, "value",
	      arena_printf(q->c->mem, "%s:%s %s", kind, code, name));
	list_v(list, v);
}

/* Whom to give it to: people and bodies of the unit, where they are known. */
static enum err offer_holders(struct req *q, const struct unit *u,
			      struct val *v)
{
	struct val *all = val_list(q->c->mem), *people, *bodies;
	enum err e = may(q->c, ACT_KNOW, u->id);

	TRY(body_list_of(q->c, u->id, q->c->today, &bodies));
	for (const struct val *b = bodies->first; b; b = b->next)
		offer(q, all, "body", val_text(b, "code"), val_text(b, "name"));
	if (e == OK) {
		TRY(seat_people(q->c, u->id, q->c->today, CHOICES, &people));
		for (const struct val *b = people->first; b; b = b->next)
			offer(q, all, "person", val_text(b, "code"),
			      val_text(b, "name"));
	} else {
		ctx_forget(q->c);
	}
	map_v(v, "offered", all);
	return OK;
}

static struct val *rhythms(struct req *q)
{
	struct val *list = val_list(q->c->mem);
	const char *chosen = form(q, "every", "");

	for (size_t i = 0; i < repeats_count; i++)
		list_v(list, choice(q->c, repeats[i].every,
				    tr(q->c, repeats[i].label), chosen));
	return list;
}

static enum err group_offers(struct req *q, const char *unit, int64_t year,
			     struct val *v)
{
	struct val *list;

	TRY(group_list(q->c, unit, year, &list));
	map_v(v, "groups", list);
	return OK;
}

static enum err show_form(struct req *q, struct reply *p, int status,
			  const char *trouble)
{
	const bool sent = q->method == POST;
	const char *unit = sent ? form(q, "unit", "") : query(q, "unit", "");
	struct val *v = val_map(q->c->mem);
	struct programme of;
	struct unit u;
	int64_t year;

	TRY(query_int(q, "year", 0, YEAR_MIN, YEAR_MAX, &year));
	if (sent)
		TRY(task_form_number(q, "year", 0, &year));
	if (!*unit)
		TRY(role_home(q->c, &unit));
	if (!unit)
		return ERR_MISSING;
	TRY(programme_find(q->c, sent ? ACT_FOLLOW : ACT_PLAN, unit, year,
			   &of));
	TRY(unit_get(q->c, unit, q->c->today, &u));
	TRY(offer_holders(q, &u, v));
	TRY(group_offers(q, unit, of.year, v));
	map_s(v, "title", tr(q->c, N_("Add a task")));
	map_s(v, "trouble", trouble);
	map_s(v, "unit", of.code);
	map_s(v, "unit_name", of.name);
	map_i(v, "year", of.year);
	map_v(v, "rhythms", rhythms(q));
	map_b(v, "fresh", true);
	fill(q, NULL, v);
	p->status = status;
	return page(q, p, "programme/task_new", v);
}

/* GET /tasks/new */
enum err page_task_new(struct req *q, struct reply *p)
{
	return show_form(q, p, 200, NULL);
}

struct adding {
	struct req *q;
	int64_t id;
};

static enum err add(struct ctx *c, void *arg)
{
	struct adding *a = arg;
	struct task_new task;

	TRY(task_form_new(a->q, &task));
	TRY(task_form_typed(a->q, &task.given));
	return task_add(c, &task, &a->id);
}

/* POST /tasks */
enum err post_task_new(struct req *q, struct reply *p)
{
	struct adding a = {.q = q};
	enum err e = run_unit(q->c, DB_WRITE, add, &a);

	if (call_shown_again(q, e))
		return show_form(q, p, err_status(e), q->c->why);
	TRY(e);
	return see_other(q, p, "/tasks/%lld", (long long)a.id);
}
