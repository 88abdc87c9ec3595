/* programme.c - the programme of a unit's year: as a list, as a board, as a
 * table to keep. */
#include "web/pages/programme.h"

#include "access/role.h"
#include "base/day.h"
#include "base/show.h"
#include "calls/assignment.h"
#include "programme/figures.h"
#include "web/grid.h"
#include "web/pages/task_form.h"
#include "web/pages/words.h"

#include <string.h>

#define CARDS	   40  /* of one column of the board */
#define TABLE_PAGE 500 /* tasks read at a time for a table to keep */
#define SOON	   14  /* days before the due day from which it is said */

/* ---- what several pages say alike ---- */

void map_when(struct req *q, struct val *v, int64_t due, int64_t today,
	      bool open)
{
	struct ctx *c = q->c;
	const int64_t days = due - today;
	const char *when = NULL;

	if (open && days < 0)
		when = arena_printf(c->mem,
				    trn(c, N_("%lld day late"),
					N_("%lld days late"), -days),
				    (long long)-days);
	else if (open && days == 0)
		when = tr(c, N_("Today"));
	else if (open && days <= SOON)
		when = arena_printf(
			c->mem,
			trn(c, N_("%lld day left"), N_("%lld days left"), days),
			(long long)days);
	map_day_shown(q, v, "due_shown", due);
	map_b(v, "overdue", open && days < 0);
	map_s(v, "when", when);
}

void task_state_words(struct req *q, struct val *v, const char *state,
		      bool late)
{
	static const struct {
		const char *state, *shape;
	} shapes[] = {
		{"open", "delivered"},	  {"late", "late"},
		{"done", "accepted"},	  {"dropped", "waived"},
		{"carried", "submitted"},
	};
	const char *now = late ? "late" : state;

	map_s(v, "state_label", tr(q->c, task_state_label(now)));
	for (size_t i = 0; i < COUNT(shapes); i++)
		if (!strcmp(shapes[i].state, now))
			map_s(v, "shape", shapes[i].shape);
}

void task_shown(struct req *q, struct val *t, int64_t today)
{
	struct arena *mem = q->c->mem;
	const char *state = val_text(t, "state");
	const int64_t progress = val_int(t, "progress");
	const struct val *lead = val_get(t, "lead");
	const int64_t others = val_int(t, "holders") - 1;
	int64_t due = today;

	if (!day_parse(val_text(t, "due"), &due))
		due = today;
	map_when(q, t, due, today, !strcmp(state, "open"));
	map_iso_shown(q, t, "start_shown", val_get(t, "start"));
	task_state_words(q, t, state, val_true(val_get(t, "late")));
	map_s(t, "width", arena_printf(mem, "%lld%%", (long long)progress));
	map_s(t, "progress_shown",
	      arena_printf(mem, "%lld %%", (long long)progress));
	map_s(t, "lead_name",
	      lead && lead->kind == VAL_MAP ? val_text(lead, "name") : NULL);
	map_s(t, "others",
	      others > 0 ? arena_printf(mem, "+%lld", (long long)others)
			 : NULL);
	map_b(t, "units_asked", val_int(t, "asked") > 0);
}

static enum err may_there(struct ctx *c, enum act act, int64_t unit, bool *yes)
{
	enum err e = may_for(c, act, unit);

	*yes = e == OK;
	if (e != ERR_DENIED && e != ERR_MISSING)
		return e;
	ctx_forget(c);
	return OK;
}

enum err may_plan(struct ctx *c, int64_t unit, bool *yes)
{
	return may_there(c, ACT_PLAN, unit, yes);
}

enum err programme_asked(struct req *q, enum act act, struct programme *p)
{
	int64_t year;

	TRY(query_int(q, "year", 0, YEAR_MIN, YEAR_MAX, &year));
	return programme_find(q->c, act, q->code, year, p);
}

static void count_words(struct req *q, const struct programme_count *n,
			struct val *v)
{
	map_n(q, v, "n_tasks", n->tasks);
	map_n(q, v, "n_open", n->open);
	map_n(q, v, "n_late", n->late);
	map_n(q, v, "n_done", n->done);
	map_n(q, v, "n_dropped", n->dropped);
	map_n(q, v, "n_carried", n->carried);
}

enum err programme_head(struct req *q, const struct programme *p,
			const char *view, struct val *v)
{
	static const char *const views[] = {"list", "board", "calendar",
					    "timeline"};
	struct programme_count n = {0};
	bool plans, answers;

	if (p->id)
		TRY(programme_count(q->c, p, &n));
	TRY(may_plan(q->c, p->unit, &plans));
	TRY(may_there(q->c, ACT_ANSWER, p->unit, &answers));
	count_words(q, &n, v);
	map_s(v, "title",
	      arena_printf(q->c->mem, tr(q->c, N_("Programme of %lld")),
			   (long long)p->year));
	map_s(v, "code", p->code);
	map_s(v, "unit_title", p->name);
	map_i(v, "of_year", p->year);
	map_i(v, "year_before", p->year - 1);
	map_i(v, "year_after", p->year + 1);
	map_b(v, "closed", !p->open);
	map_b(v, "may_plan", plans);
	map_b(v, "may_submit", answers);
	map_b(v, "may_add", plans && p->open);
	for (size_t i = 0; i < COUNT(views); i++)
		map_b(v, arena_printf(q->c->mem, "at_%s", views[i]),
		      !strcmp(views[i], view));
	return OK;
}

/* ---- the list ---- */

static enum err group_choices(struct req *q, const struct programme *p,
			      const char *chosen, struct val *v)
{
	struct val *list = val_list(q->c->mem);
	const char **name;
	size_t n;

	TRY(group_names(q->c, p, &name, &n));
	for (size_t i = 0; i < n; i++)
		list_v(list, choice(q->c, name[i], name[i], chosen));
	map_v(v, "groups", list);
	return OK;
}

struct val *task_states(struct req *q, const char *chosen)
{
	static const char *const states[] = {"open", "late", "done", "dropped",
					     "carried"};
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < COUNT(states); i++)
		list_v(list,
		       choice(q->c, states[i],
			      tr(q->c, task_state_label(states[i])), chosen));
	return list;
}

static enum err show_list(struct req *q, struct reply *p,
			  const struct programme *of)
{
	struct task_ask ask;
	struct val *v;

	TRY(task_query(q, &ask));
	ask.of = of;
	TRY(task_list(q->c, &ask, &v));
	TRY(programme_head(q, of, "list", v));
	TRY(group_choices(q, of, ask.group ? ask.group : "", v));
	for (struct val *t = val_member(v, "tasks")->first; t; t = t->next)
		task_shown(q, t, of->today);
	map_s(v, "state", ask.state);
	map_s(v, "group", ask.group ? ask.group : "");
	map_s(v, "find", ask.find);
	map_v(v, "states", task_states(q, ask.state));
	map_b(v, "some", val_get(v, "tasks")->first != NULL);
	map_b(v, "narrowed", *ask.state || ask.group || *ask.find);
	return page(q, p, "programme/list", v);
}

/* ---- the board ---- */

static enum err add_column(struct req *q, const struct programme *of,
			   const char *state, struct val *columns)
{
	struct task_ask ask = {.of = of, .state = state, .limit = CARDS};
	struct val *v;

	if (!strcmp(state, "open")) /* what is late has its own column */
		ask.after =
			arena_printf(q->c->mem, "%lld.0", (long long)of->today);
	TRY(task_list(q->c, &ask, &v));
	for (struct val *t = val_member(v, "tasks")->first; t; t = t->next)
		task_shown(q, t, of->today);
	map_s(v, "column", state);
	map_s(v, "label", tr(q->c, task_state_label(state)));
	map_b(v, "empty", !val_get(v, "tasks")->first);
	list_v(columns, v);
	return OK;
}

static enum err show_board(struct req *q, struct reply *p,
			   const struct programme *of)
{
	static const char *const states[] = {"late", "open", "done", "dropped"};
	struct val *v = val_map(q->c->mem), *columns = val_list(q->c->mem);

	TRY(programme_head(q, of, "board", v));
	for (size_t i = 0; i < COUNT(states); i++)
		TRY(add_column(q, of, states[i], columns));
	map_v(v, "columns", columns);
	return page(q, p, "programme/board", v);
}

/* ---- the page ---- */

/* GET /programme: that of the own unit */
enum err page_programme_home(struct req *q, struct reply *p)
{
	const char *home;

	TRY(role_home(q->c, &home));
	return see_other(q, p, home ? "/programme/%s" : "/tasks", home);
}

/* GET /programme/{code} */
enum err page_programme(struct req *q, struct reply *p)
{
	static const struct {
		const char *view;
		enum err (*show)(struct req *q, struct reply *p,
				 const struct programme *of);
	} views[] = {
		{"list", show_list},
		{"board", show_board},
		{"calendar", show_month},
		{"timeline", show_timeline},
	};
	const char *view = query(q, "view", "list");
	struct programme of;

	TRY(programme_asked(q, ACT_FOLLOW, &of));
	for (size_t i = 0; i < COUNT(views); i++)
		if (!strcmp(views[i].view, view))
			return views[i].show(q, p, &of);
	return fail(q->c, ERR_INVALID, "view",
		    N_("A programme is shown as list, board, calendar or "
		       "timeline, not as %s."),
		    view);
}

/* ---- a table to keep ---- */

static void table_row(struct grid *t, const struct val *task)
{
	const struct val *lead = val_get(task, "lead");
	const bool led = lead && lead->kind == VAL_MAP;

	grid_int(t, val_int(task, "task"));
	grid_text(t, val_text(task, "group"));
	grid_text(t, val_text(task, "subject"));
	grid_text(t, led ? val_text(lead, "code") : "");
	grid_text(t, led ? val_text(lead, "name") : "");
	grid_int(t, val_int(task, "holders"));
	grid_text(t, val_text(task, "start"));
	grid_text(t, val_text(task, "due"));
	grid_int(t, val_int(task, "progress"));
	grid_text(t, val_true(val_get(task, "late")) ? "late"
						     : val_text(task, "state"));
	grid_row(t);
}

/* GET /programme/{code}/tasks.csv and .xlsx */
enum err page_programme_table(struct req *q, struct reply *p)
{
	struct programme of;
	struct task_ask ask;
	struct val *all = val_list(q->c->mem), *v;
	struct grid *t;

	TRY(programme_asked(q, ACT_FOLLOW, &of));
	TRY(task_query(q, &ask));
	ask.of = &of;
	ask.limit = TABLE_PAGE;
	do {
		TRY(task_list(q->c, &ask, &v));
		list_v(all, v);
		ask.after = val_text(v, "next");
	} while (*ask.after);
	t = grid_begin(q, p);
	grid_head(t, "task,group,subject,lead,lead_name,holders,start,due,"
		     "progress,state");
	for (const struct val *part = all->first; part; part = part->next)
		for (const struct val *one = val_get(part, "tasks")->first; one;
		     one = one->next)
			table_row(t, one);
	return grid_end(t, "programme-%s-%lld", of.code, (long long)of.year);
}
