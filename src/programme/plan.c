/* plan.c - units are asked for their programme of a year, and hand it in. */
#include "programme/plan.h"

#include "access/notice.h"
#include "base/day.h"
#include "base/period.h"
#include "calls/reply.h"
#include "core/journal.h"
#include "gen/sql_programme.h"
#include "programme/programme.h"

#include <inttypes.h>
#include <string.h>

#define WHAT   "plan"
#define EXPECT "own-plan"

static int64_t period_of_year(int64_t year)
{
	return period_of(PERIOD_YEAR, day_of(year, 1, 1));
}

static int64_t year_of(int64_t period)
{
	int64_t year, n;

	period_place(period, &year, &n);
	return year;
}

/* ---- as all calls are seen ---- */

static enum err title(struct ctx *c, const struct call_topic *t,
		      const char **out)
{
	*out = arena_printf(c->mem, tr(c, N_("Plan for %lld")),
			    (long long)year_of(t->period));
	return OK;
}

static enum err describe(struct ctx *c, const struct call_topic *t,
			 struct val *to)
{
	char text[12];

	map_s(to, "period", arena_text(c->mem, period_text(t->period, text)));
	return OK;
}

static enum err given(struct ctx *c, int64_t call, int64_t low, int64_t high,
		      struct call_given **out, size_t *n)
{
	struct plan_given *row;

	TRY(sql_plan_given(c, call, low, high, &row, n));
	*out = arena_array(c->mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct call_given){
			row[i].unit, row[i].accepted ? ACCEPTED : SUBMITTED};
	return OK;
}

static enum err path(struct ctx *c, const char *unit,
		     const struct call_topic *t, const char **out)
{
	*out = arena_printf(c->mem, "/programme/%s?year=%lld", unit,
			    (long long)year_of(t->period));
	return OK;
}

const struct call_kind plan_call_kind = {
	.what = WHAT,
	.title = title,
	.describe = describe,
	.given = given,
	.path = path,
};

/* ---- asked ---- */

enum err plan_ask(struct ctx *c, int64_t year, struct call_ask *ask,
		  struct call_issued *out)
{
	if (year < YEAR_MIN || year > YEAR_MAX)
		return fail(c, ERR_INVALID, "year",
			    N_("%lld is no year of a programme."),
			    (long long)year);
	ask->what = WHAT;
	ask->form = ask->about = 0;
	ask->period = period_of_year(year);
	ask->expect = EXPECT;
	ask->day = c->today;
	return call_issue(c, ask, out);
}

/* ---- handed in ---- */

struct telling {
	const char *text; /* of the title and a unit */
	const struct reply_part *part;
};

static enum err say(struct ctx *c, void *arg, const char **text)
{
	const struct telling *t = arg;
	struct call_topic topic = call_topic(&t->part->call);
	const char *name;

	TRY(call_title(c, &topic, &name));
	*text = arena_printf(c->mem, tr(c, t->text), name, t->part->unit);
	return OK;
}

static enum err tell(struct ctx *c, const struct reply_part *part,
		     const char *kind, const char *text, const char *words)
{
	struct telling t = {text, part};
	struct call_topic topic = call_topic(&part->call);
	bool back = !strcmp(kind, "sent-back");
	struct notice what = {
		.kind = kind, .say = say, .arg = &t, .words = words};

	TRY(path(c, part->unit, &topic, &what.link));
	return notice_unit(c, &what, back ? part->a.unit : part->a.checker,
			   back ? ACT_ANSWER : ACT_ACCEPT, NULL);
}

static enum err find_call(struct ctx *c, const struct programme *p,
			  struct reply_part *part)
{
	struct plan_call *call;
	size_t n;

	TRY(sql_plan_asked(c, p->unit, period_of_year(p->year), c->today, &call,
			   &n));
	if (n == 0)
		return fail(c, ERR_CONFLICT, "year",
			    N_("Nobody asks %s for its plan for %lld."),
			    p->code, (long long)p->year);
	return reply_find(c, call[0].call, p->code, part);
}

static enum err record(struct ctx *c, const struct programme *p, int64_t call,
		       int64_t tasks)
{
	struct val *v = val_map(c->mem);

	map_i(v, "year", p->year);
	map_i(v, "call", call);
	map_i(v, "tasks", tasks);
	return journal_add(c, "programme.submit", p->code, v);
}

enum err plan_submit(struct ctx *c, const char *unit, int64_t year,
		     const char *words, struct val **view)
{
	struct reply_said r = {.words = words, .done = true};
	struct reply_part part;
	struct plan_tasks tasks;
	struct programme p;
	int64_t version;

	TRY(programme_find(c, ACT_ANSWER, unit, year, &p));
	TRY(sql_plan_tasks(c, p.id, &tasks));
	if (tasks.n == 0)
		return fail(c, ERR_CONFLICT, "year",
			    N_("The programme of %s for %lld has no task yet."),
			    p.code, (long long)p.year);
	TRY(find_call(c, &p, &part));
	TRY(reply_put(c, &part, &r, &version));
	TRY(tell(c, &part, "to-check", N_("%s of %s waits to be checked."),
		 words));
	*view = val_map(c->mem);
	map_s(*view, "unit", p.code);
	map_i(*view, "year", p.year);
	map_i(*view, "call", part.call.id);
	map_i(*view, "tasks", tasks.n);
	map_s(*view, "state", state_name(part.a.state));
	return record(c, &p, part.call.id, tasks.n);
}

/* ---- checked ---- */

static enum err call_of_plans(struct ctx *c, int64_t id)
{
	struct call k;

	TRY(call_get(c, id, &k));
	if (!strcmp(k.what, WHAT))
		return OK;
	return fail(c, ERR_MISSING, "call", N_("Call %lld asks for no plans."),
		    (long long)id);
}

enum err plan_accept(struct ctx *c, int64_t call, const char *unit, int64_t *n)
{
	TRY(call_of_plans(c, call));
	return reply_accept(c, call, unit, n);
}

enum err plan_send_back(struct ctx *c, int64_t call, const char *unit,
			const char *reason)
{
	struct reply_part part;

	TRY(call_of_plans(c, call));
	TRY(reply_find(c, call, unit, &part));
	TRY(reply_send_back(c, &part, reason));
	return tell(c, &part, "sent-back",
		    N_("%s of %s is sent back to be mended."), reason);
}
