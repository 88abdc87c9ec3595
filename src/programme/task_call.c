/* task_call.c - units that are asked to do a task. */
#include "programme/task_call.h"

#include "gen/sql_programme.h"

#include <inttypes.h>

/* ---- the kind of call ---- */

static enum err subject_of(struct ctx *c, const struct call_topic *t,
			   const char **title)
{
	struct task_subject s;

	TRY(sql_task_subject(c, t->about, &s));
	*title = s.subject;
	return OK;
}

static enum err describe(struct ctx *c, const struct call_topic *t,
			 struct val *to)
{
	(void)c;
	map_i(to, "task", t->about);
	return OK;
}

static enum err path(struct ctx *c, const char *unit,
		     const struct call_topic *t, const char **out)
{
	*out = arena_printf(c->mem, "/tasks/%" PRId64 "?unit=%s", t->about,
			    unit);
	return OK;
}

const struct call_kind task_call_kind = {
	.what = "task",
	.title = subject_of,
	.describe = describe,
	.path = path,
};

/* ---- who is asked ---- */

bool task_asks(int64_t unit, const struct holder *h)
{
	return h->unit && h->unit != unit;
}

/* Units that are asked among `h`, and not among `but`. */
static int64_t *units_of(struct ctx *c, int64_t unit, const struct holder *h,
			 size_t n, const struct holder *but, size_t buts,
			 size_t *units)
{
	int64_t *list = arena_array(c->mem, n, sizeof(*list));

	*units = 0;
	for (size_t i = 0; i < n; i++) {
		bool left_out = !task_asks(unit, &h[i]);

		for (size_t k = 0; k < buts && !left_out; k++)
			left_out = holder_is(&but[k], &h[i]);
		if (!left_out)
			list[(*units)++] = h[i].unit;
	}
	return list;
}

static enum err issue(struct ctx *c, const struct task *t, int64_t due,
		      const int64_t *list, size_t n)
{
	struct call_issued made;
	const struct call_ask ask = {
		.what = "task",
		.about = t->id,
		.expect = "carry-out",
		.day = c->today,
		.under = t->code,
		.list = list,
		.listed = n,
		.due = due,
	};

	TRY(call_issue(c, &ask, &made));
	return sql_task_called(c, t->id, made.id);
}

/* Units whose call was withdrawn are asked anew; of what is past due only
 * where somebody `wants` to. */
static enum err ask_all(struct ctx *c, const struct task *t, int64_t due,
			const struct holder *h, size_t n, bool wants)
{
	size_t units;
	int64_t *list = units_of(c, t->unit, h, n, NULL, 0, &units), today;

	if (units == 0)
		return OK;
	TRY(unit_today(c, t->unit, &today));
	return wants || due >= today ? issue(c, t, due, list, units) : OK;
}

static bool any_asked(const struct task *t, const struct holder *h, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (task_asks(t->unit, &h[i]))
			return true;
	return false;
}

enum err task_call_follow(struct ctx *c, const struct task *t, int64_t due,
			  const struct holder *now, size_t n,
			  const struct holder *old, size_t n_old)
{
	size_t adds, drops;
	int64_t *add = units_of(c, t->unit, now, n, old, n_old, &adds);
	int64_t *drop = units_of(c, t->unit, old, n_old, now, n, &drops);
	const char *why = tr(c, N_("The task was given to others."));
	int64_t changed;

	if (!t->asks)
		return ask_all(c, t, due, now, n, adds > 0);
	if (!any_asked(t, now, n))
		return task_call_end(c, t, why);
	if (due != t->due)
		TRY(call_extend(c, t->call, NULL, due, &changed));
	if (adds + drops == 0)
		return OK;
	return call_relist(c, t->call, add, adds, drop, drops, why);
}

enum err task_call_end(struct ctx *c, const struct task *t, const char *reason)
{
	int64_t changed;

	if (!t->asks)
		return OK;
	TRY(call_withdraw(c, t->call, NULL, reason, &changed));
	return sql_task_called(c, t->id, 0);
}
