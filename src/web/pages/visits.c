/* visits.c - the visits of a unit and to it: who goes, what they found, and
 * what follows from it. */
#include "web/pages/programme.h"

#include "access/role.h"
#include "base/day.h"
#include "org/unit.h"
#include "programme/visit.h"
#include "web/pages/call_form.h"
#include "web/pages/history.h"
#include "web/pages/people_words.h"
#include "web/pages/words.h"

#include <string.h>

/* ---- those of a unit ---- */

static const char *visit_shape(const char *state)
{
	if (!strcmp(state, "planned"))
		return "delivered";
	return strcmp(state, "cancelled") ? "accepted" : "waived";
}

static void visit_shown(struct req *q, struct val *v)
{
	map_iso_shown(q, v, "from_shown", val_get(v, "from"));
	map_iso_shown(q, v, "until_shown", val_get(v, "until"));
	map_b(v, "days",
	      strcmp(val_text(v, "from"), val_text(v, "until")) != 0);
	map_s(v, "shape", visit_shape(val_text(v, "state")));
}

static void rows_shown(struct req *q, struct val *list)
{
	for (struct val *v = list->first; v; v = v->next) {
		visit_shown(q, v);
		map_b(v, "follows",
		      val_get(v, "findings")->kind == VAL_INT &&
			      val_int(v, "follow_ups") > 0);
	}
}

/* GET /units/{code}/visits */
enum err page_visits(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem), *by, *to;
	struct visit_ask ask = {.unit = q->code};
	struct programme of;

	TRY(programme_asked(q, ACT_FOLLOW, &of));
	ask.year = of.year;
	TRY(visit_list(q->c, &ask, &by));
	ask = (struct visit_ask){.to = q->code, .year = of.year};
	TRY(visit_list(q->c, &ask, &to));
	TRY(programme_head(q, &of, "visits", v));
	rows_shown(q, by);
	rows_shown(q, to);
	map_b(v, "some_by", by->first != NULL);
	map_v(v, "by", by);
	map_b(v, "some_to", to->first != NULL);
	map_v(v, "to", to);
	return page(q, p, "programme/visits", v);
}

/* ---- one ---- */

static struct val *found(struct req *q, const struct val *v, const char *what)
{
	struct val *list = val_list(q->c->mem);
	const struct val *all = val_get(v, "findings");

	for (const struct val *f = all->kind == VAL_LIST ? all->first : NULL; f;
	     f = f->next) {
		const struct val *task = val_get(f, "task");
		struct val *one = val_map(q->c->mem);

		if (strcmp(val_text(f, "what"), what) != 0)
			continue;
		map_i(one, "finding", val_int(f, "finding"));
		map_s(one, "said", val_text(f, "words"));
		map_iso_shown(q, one, "due_shown", val_get(f, "due"));
		map_b(one, "tasked", task->kind == VAL_MAP);
		if (task->kind == VAL_MAP) {
			map_i(one, "task", val_int(task, "task"));
			task_state_words(q, one, val_text(task, "state"),
					 val_true(val_get(task, "late")));
			map_s(one, "width",
			      arena_printf(
				      q->c->mem, "%lld%%",
				      (long long)val_int(task, "progress")));
			map_s(one, "far",
			      arena_printf(
				      q->c->mem, "%lld %%",
				      (long long)val_int(task, "progress")));
		}
		list_v(list, one);
	}
	return list;
}

static void finding_words(struct req *q, struct val *v)
{
	static const struct {
		const char *what, *title;
	} kinds[] = {
		{"strength", N_("Strengths")},
		{"limit", N_("Limits")},
		{"follow-up", N_("To be followed up")},
	};
	struct val *groups = val_list(q->c->mem), *whats = val_list(q->c->mem);

	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct val *g = val_map(q->c->mem);

		map_s(g, "heading", tr(q->c, kinds[i].title));
		map_s(g, "kind", kinds[i].what);
		map_v(g, "found", found(q, v, kinds[i].what));
		map_b(g, "none", !val_get(g, "found")->first);
		list_v(groups, g);
		list_v(whats, choice(q->c, kinds[i].what,
				     tr(q->c, finding_label(kinds[i].what)),
				     form(q, "what", "strength")));
	}
	map_b(v, "open_to_all", val_get(v, "findings")->kind == VAL_LIST);
	map_v(v, "groups", groups);
	map_v(v, "whats", whats);
}

static void sent_words(struct req *q, struct val *v, const char *trouble)
{
	static const char *const acts[] = {"find", "conclude", "cancel"};
	const bool sent = q->method == POST;

	map_s(v, "trouble", trouble);
	for (size_t i = 0; i < COUNT(acts); i++) {
		const bool at = sent && strstr(q->path, acts[i]);

		map_b(v, arena_printf(q->c->mem, "at_%s", acts[i]), at);
		map_s(v, arena_printf(q->c->mem, "sent_%s", acts[i]),
		      at ? form(q, "words", "") : "");
	}
	map_s(v, "sent_due", form(q, "due", ""));
}

static enum err show_visit(struct req *q, struct reply *p, int status,
			   const char *trouble)
{
	struct val *v, *may;

	TRY(visit_view(q->c, q->id, &v));
	if (q->api)
		return json(q, p, v);
	may = val_member(v, "may");
	map_s(v, "title", val_text(v, "subject"));
	visit_shown(q, v);
	map_b(v, "concluded", *val_text(v, "words") != '\0');
	map_b(v, "may_change", val_true(val_get(may, "change")));
	map_b(v, "may_find", val_true(val_get(may, "find")));
	map_b(v, "may_conclude", val_true(val_get(may, "conclude")));
	finding_words(q, v);
	sent_words(q, v, trouble);
	if (status == 200)
		TRY(history_add_id(q, v, "visit", q->id));
	else
		history_show(v, NULL);
	p->status = status;
	return page(q, p, "programme/visit", v);
}

/* GET /visits/{id} and /api/visits/{id} */
enum err page_visit(struct req *q, struct reply *p)
{
	return show_visit(q, p, 200, NULL);
}

/* ---- what is done to it ---- */

static enum err find(struct ctx *c, void *arg)
{
	struct req *q = arg;
	struct visit_found one = {
		.what = form(q, "what", ""),
		.words = text_lines(c->mem, form(q, "words", "")),
	};
	const char *due = form(q, "due", "");
	int64_t first;

	if (*due && !day_parse(due, &one.due))
		return fail(c, ERR_INVALID, "due",
			    N_("This is no date; write it as 31/12/2026."));
	if (strcmp(one.what, "follow-up") != 0)
		one.due = 0;
	return visit_find(c, q->id, &one, 1, &first);
}

static enum err conclude(struct ctx *c, void *arg)
{
	struct req *q = arg;
	int64_t tasks;

	return visit_conclude(c, q->id,
			      text_lines(c->mem, form(q, "words", "")), &tasks);
}

static enum err cancel(struct ctx *c, void *arg)
{
	struct req *q = arg;

	return visit_cancel(c, q->id, form(q, "words", ""));
}

/* By the last word of the address. */
static const struct {
	const char *act;
	enum err (*fn)(struct ctx *c, void *arg);
} acts[] = {
	{"/find", find},
	{"/conclude", conclude},
	{"/cancel", cancel},
};

/* The faults of one finding, said in one line. */
static const char *trouble_of(const struct ctx *c)
{
	return c->faults && !c->faults->next ? c->faults->why : c->why;
}

/* POST /visits/{id}/find, /conclude and /cancel */
enum err post_visit(struct req *q, struct reply *p)
{
	enum err e = ERR_MISSING;

	for (size_t i = 0; i < COUNT(acts); i++)
		if (!strcmp(strrchr(q->path, '/'), acts[i].act))
			e = run_unit(q->c, DB_WRITE, acts[i].fn, q);
	if (call_shown_again(q, e))
		return show_visit(q, p, err_status(e), trouble_of(q->c));
	TRY(e);
	return see_other(q, p, "/visits/%lld", (long long)q->id);
}

/* ---- a new one ---- */

static enum err show_form(struct req *q, struct reply *p, int status,
			  const char *trouble)
{
	static const char *const names[] = {"to",    "subject", "from",
					    "until", "body",	"members",
					    "lead",  "document"};
	const bool sent = q->method == POST;
	const char *unit = sent ? form(q, "unit", "") : query(q, "unit", "");
	struct val *v = val_map(q->c->mem);
	struct programme of;

	if (!*unit)
		TRY(role_home(q->c, &unit));
	if (!unit)
		return ERR_MISSING;
	TRY(programme_find(q->c, sent ? ACT_FOLLOW : ACT_PLAN, unit, 0, &of));
	map_s(v, "title", tr(q->c, N_("Plan visits")));
	map_s(v, "trouble", trouble);
	map_s(v, "unit", of.code);
	map_s(v, "unit_name", of.name);
	for (size_t i = 0; i < COUNT(names); i++)
		map_s(v, arena_printf(q->c->mem, "to_%s", names[i]),
		      form(q, names[i], query(q, names[i], "")));
	p->status = status;
	return page(q, p, "programme/visit_new", v);
}

/* GET /visits/new */
enum err page_visit_new(struct req *q, struct reply *p)
{
	return show_form(q, p, 200, NULL);
}

struct planning {
	struct req *q;
	struct val *view;
};

/* "SX-01, SX-02" as codes. */
static const char *const *codes(struct arena *mem, const char *s, size_t *n)
{
	const char **to = arena_array(mem, strlen(s) + 1, sizeof(*to));

	for (*n = 0; *s; s += strcspn(s, ", ;\r\n")) {
		s += strspn(s, ", ;\r\n");
		if (*s)
			to[(*n)++] = arena_copy(mem, s, strcspn(s, ", ;\r\n"));
	}
	return to;
}

static enum err plan(struct ctx *c, void *arg)
{
	struct planning *w = arg;
	struct req *q = w->q;
	struct visit_new in = {.unit = form(q, "unit", "")};
	struct visit_given *g = &in.given;
	const char *until = form(q, "until", "");

	in.to = codes(c->mem, form(q, "to", ""), &in.n);
	*g = (struct visit_given){
		.subject = form(q, "subject", ""),
		.document = form(q, "document", NULL),
		.body = form(q, "body", ""),
		.lead = form(q, "lead", ""),
	};
	g->member = codes(c->mem, form(q, "members", ""), &g->members);
	if (!day_parse(form(q, "from", ""), &g->day) ||
	    (*until && !day_parse(until, &g->until)))
		return fail(c, ERR_INVALID, "from",
			    N_("Say the days of the visit, as 31/12/2026."));
	return visit_add(c, &in, &w->view);
}

/* POST /visits */
enum err post_visit_new(struct req *q, struct reply *p)
{
	struct planning w = {.q = q};
	const struct val *made;
	enum err e = run_unit(q->c, DB_WRITE, plan, &w);

	if (call_shown_again(q, e))
		return show_form(q, p, err_status(e), q->c->why);
	TRY(e);
	made = val_get(w.view, "visits");
	if (made->first && !made->first->next)
		return see_other(q, p, "/visits/%lld",
				 (long long)made->first->i);
	return see_other(q, p, "/units/%s/visits?year=%.4s",
			 form(q, "unit", ""), form(q, "from", ""));
}
