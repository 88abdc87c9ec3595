/* figures.c - how a year's programme went. */
#include "programme/figures.h"

#include "base/period.h"
#include "calls/assignment.h"
#include "calls/view.h"
#include "gen/sql_programme.h"
#include "org/unit.h"
#include "returns/computed.h"

#include <stdlib.h>

/* clang-format off */
static const struct computed_form own_form = {
	.code = FIGURES_FORM,
	.head =
	"{\"code\": \"" FIGURES_FORM "\",\n"
	" \"title\": {\"vi\": \"Kết quả chương trình năm\","
	" \"en\": \"Programme of the year\"},\n"
	" \"period\": \"year\",\n"
	" \"answers\": [",
	.tail =
	"],\n"
	" \"indicators\": [\n"
	"  {\"code\": \"tasks\", \"type\": \"count\","
	" \"sum\": [\"done\", \"carried\", \"dropped\"],\n"
	"   \"title\": {\"vi\": \"Nhiệm vụ\", \"en\": \"Tasks\"}},\n"
	"  {\"code\": \"done\", \"type\": \"count\",\n"
	"   \"title\": {\"vi\": \"Hoàn thành\", \"en\": \"Done\"}},\n"
	"  {\"code\": \"carried\", \"type\": \"count\",\n"
	"   \"title\": {\"vi\": \"Chuyển sang năm sau\","
	" \"en\": \"Carried over\"}},\n"
	"  {\"code\": \"dropped\", \"type\": \"count\",\n"
	"   \"title\": {\"vi\": \"Không thực hiện\", \"en\": \"Dropped\"}},\n"
	"  {\"code\": \"late\", \"type\": \"count\",\n"
	"   \"title\": {\"vi\": \"Quá hạn\", \"en\": \"Late\"},\n"
	"   \"help\": {\"vi\": \"Hoàn thành sau hạn, hoặc đến hạn mà chưa "
	"hoàn thành.\", \"en\": \"Done after the due day, or due and not "
	"done.\"}},\n"
	"  {\"code\": \"done_share\", \"type\": \"ratio\","
	" \"of\": [\"done\", \"tasks\"], \"scale\": 3,\n"
	"   \"title\": {\"vi\": \"Tỷ lệ hoàn thành\","
	" \"en\": \"Share done\"}}\n"
	" ]}\n",
};
/* clang-format on */

static int64_t last_day(int64_t year)
{
	return day_of(year, 12, 31);
}

static int64_t period_of_year(int64_t year)
{
	return period_of(PERIOD_YEAR, last_day(year));
}

enum err programme_count(struct ctx *c, const struct programme *p,
			 struct programme_count *out)
{
	struct programme_counts n;

	TRY(sql_programme_counts(c, p->id, p->today, last_day(p->year), &n));
	*out = (struct programme_count){
		.programmes = p->id != 0,
		.closed = !p->open,
		.tasks = n.tasks,
		.done = n.done,
		.open = n.open,
		.carried = n.carried,
		.dropped = n.dropped,
		.late = n.late,
	};
	return OK;
}

/* ---- the return ---- */

/* The unit on the last day of the year; *there: it was in the tree. */
static enum err unit_then(struct ctx *c, const struct programme *p,
			  struct unit *u, bool *there)
{
	int64_t last = last_day(p->year);

	TRY(unit_get(c, p->code, last, u));
	*there = u->day == last;
	return OK;
}

enum err figures_put(struct ctx *c, const struct programme *p,
		     const struct programme_count *n, bool *counted)
{
	const struct computed is[] = {
		{"tasks", n->tasks},	 {"done", n->done},
		{"carried", n->carried}, {"dropped", n->dropped},
		{"late", n->late},
	};
	int64_t period = period_of_year(p->year);
	struct form *f;
	struct unit u;

	TRY(unit_then(c, p, &u, counted));
	if (!*counted)
		return OK;
	TRY(computed_form(c, &own_form, period, u.kind_code, &f));
	return computed_put(c, f, period, p->code, ACT_PLAN, is, COUNT(is));
}

enum err figures_void(struct ctx *c, const struct programme *p)
{
	int64_t period = period_of_year(p->year);
	struct form *f;
	struct unit u;
	bool there;

	TRY(unit_then(c, p, &u, &there));
	if (!there)
		return OK;
	TRY(computed_form(c, &own_form, period, u.kind_code, &f));
	return computed_void(c, f, period, p->code, ACT_PLAN);
}

/* ---- while it is open ---- */

static void map_counts(struct val *v, const struct programme_count *n)
{
	map_i(v, "programmes", n->programmes);
	map_i(v, "closed", n->closed);
	map_i(v, "tasks", n->tasks);
	map_i(v, "done", n->done);
	map_i(v, "open", n->open);
	map_i(v, "carried", n->carried);
	map_i(v, "dropped", n->dropped);
	map_i(v, "late", n->late);
}

static struct programme_count count_of(const struct programme_counts_of *r)
{
	return (struct programme_count){
		.programmes = r->programmes,
		.closed = r->closed,
		.tasks = r->tasks,
		.done = r->done,
		.open = r->open,
		.carried = r->carried,
		.dropped = r->dropped,
		.late = r->late,
	};
}

static void add(struct programme_count *to, const struct programme_count *n)
{
	to->programmes += n->programmes;
	to->closed += n->closed;
	to->tasks += n->tasks;
	to->done += n->done;
	to->open += n->open;
	to->carried += n->carried;
	to->dropped += n->dropped;
	to->late += n->late;
}

static void map_counted(struct val *v, const char *key,
			const struct programme_count *n)
{
	struct val *one = val_map(v->mem);

	map_counts(one, n);
	map_v(v, key, one);
}

static int by_child(const void *child, const void *row)
{
	int64_t want = *(const int64_t *)child;
	int64_t is = ((const struct programme_counts_of *)row)->child;

	return (want > is) - (want < is);
}

/* The unit's own, and those below, child by child. */
static enum err counts_view(struct ctx *c, const struct programme *p,
			    struct val *v)
{
	struct programme_count own = {0}, below = {0}, all;
	struct val *list = val_list(c->mem);
	struct programme_counts_of *row;
	struct programme_child *kid;
	size_t n, kids;

	TRY(sql_programme_counts_below(c, p->unit, p->year, p->today,
				       last_day(p->year), &row, &n));
	TRY(sql_programme_children(c, p->unit, p->today, &kid, &kids));
	for (size_t i = 0; i < n; i++) {
		struct programme_count one = count_of(&row[i]);

		add(row[i].child ? &below : &own, &one);
	}
	for (size_t i = 0; i < kids; i++) {
		struct programme_count one = {0};
		struct val *k = val_map(c->mem);

		const struct programme_counts_of *r =
			bsearch(&kid[i].id, row, n, sizeof(*row), by_child);

		if (r)
			one = count_of(r);
		map_s(k, "unit", kid[i].code);
		map_s(k, "name", kid[i].name);
		map_counts(k, &one);
		list_v(list, k);
	}
	all = own;
	add(&all, &below);
	map_counted(v, "own", &own);
	map_counted(v, "below", &below);
	map_counted(v, "all", &all);
	map_v(v, "children", list);
	return OK;
}

/* What the unit is asked for, by the newest call for its plan; NULL: nothing
 * is. */
static enum err asked_view(struct ctx *c, const struct programme *p,
			   struct val **plan)
{
	struct plan_state *state;
	struct plan_call *call;
	enum state s;
	size_t n;

	*plan = NULL;
	TRY(sql_plan_asked(c, p->unit, period_of_year(p->year), c->today, &call,
			   &n));
	if (n == 0)
		return OK;
	TRY(sql_plan_state(c, call[0].call, p->unit, &state, &n));
	if (n == 0 || !state_read(state[0].state, &s))
		return OK;
	*plan = val_map(c->mem);
	map_i(*plan, "call", call[0].call);
	map_instant(*plan, "due", state[0].due);
	map_s(*plan, "state", state_name(s));
	map_s(*plan, "state_label", tr(c, state_label(s)));
	return OK;
}

enum err programme_view(struct ctx *c, const char *unit, int64_t year,
			struct val **view)
{
	struct programme_state state = {0};
	struct val *v = val_map(c->mem), *plan;
	struct programme p;

	TRY(programme_find(c, ACT_FOLLOW, unit, year, &p));
	if (p.id)
		TRY(sql_programme_state(c, p.id, &state));
	map_s(v, "unit", p.code);
	map_s(v, "unit_name", p.name);
	map_i(v, "year", p.year);
	map_day(v, "today", p.today);
	if (p.id)
		map_i(v, "programme", p.id);
	else
		map_s(v, "programme", NULL);
	if (state.closed_at.set)
		map_instant(v, "closed_at", state.closed_at.value);
	else
		map_s(v, "closed_at", NULL);
	map_s(v, "form", FIGURES_FORM);
	TRY(counts_view(c, &p, v));
	TRY(asked_view(c, &p, &plan));
	if (plan)
		map_v(v, "plan", plan);
	else
		map_s(v, "plan", NULL);
	*view = v;
	return OK;
}
