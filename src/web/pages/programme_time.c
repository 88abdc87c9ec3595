/* programme_time.c - the programme of a unit's year on the days of a month,
 * and as bars over the year. */
#include "web/pages/programme.h"

#include "base/day.h"
#include "base/period.h"
#include "base/show.h"
#include "programme/visit.h"
#include "web/pages/words.h"

#include <string.h>

#define DUE_MOST 500 /* tasks due in one month that are shown */
#define BARS	 300 /* of one page of the timeline */
#define WEEK	 7

static int64_t iso_day(const struct val *v, const char *key, int64_t otherwise)
{
	int64_t day = otherwise;

	return day_parse(val_text(v, key), &day) ? day : otherwise;
}

/* 0: Monday; 1 January 1970 was a Thursday. */
static int64_t weekday(int64_t day)
{
	return ((day + 3) % WEEK + WEEK) % WEEK;
}

/* ---- a month ---- */

struct month {
	struct req *q;
	const struct programme *of;
	int64_t period, first, last;
	struct val *day[31]; /* what the calendar shows of each */
};

/* That of ?month=, of today, or the year's first or last. */
static enum err choose_month(struct month *m)
{
	const struct programme *of = m->of;
	const char *asked = query(m->q, "month", NULL);
	int64_t day = of->today;

	if (day < day_of(of->year, 1, 1))
		day = day_of(of->year, 1, 1);
	if (day > day_of(of->year, 12, 31))
		day = day_of(of->year, 12, 1);
	m->period = period_of(PERIOD_MONTH, day);
	if (asked && (!period_parse(asked, &m->period) ||
		      period_kind(m->period) != PERIOD_MONTH))
		return fail(m->q->c, ERR_INVALID, "month",
			    N_("Write the month as 2026-11, not %s."), asked);
	m->first = period_first_day(m->period);
	m->last = period_last_day(m->period);
	return OK;
}

static struct val *month_day(struct month *m, int64_t day)
{
	static const char *const names[WEEK] = {
		N_("Monday"), N_("Tuesday"),  N_("Wednesday"), N_("Thursday"),
		N_("Friday"), N_("Saturday"), N_("Sunday"),
	};
	const bool within = day >= m->first && day <= m->last;
	struct ctx *c = m->q->c;
	struct val *v = val_map(c->mem);

	map_b(v, "within", within);
	map_i(v, "n", within ? day - m->first + 1 : 0);
	map_s(v, "long",
	      arena_printf(c->mem, "%s %s", tr(c, names[weekday(day)]),
			   show_day(c->mem, day, c->lang)));
	map_b(v, "now", day == m->of->today);
	map_v(v, "tasks", val_list(c->mem));
	map_v(v, "visits", val_list(c->mem));
	map_b(v, "none", true);
	if (within)
		m->day[day - m->first] = v;
	return v;
}

static struct val *weeks(struct month *m)
{
	const int64_t from = m->first - weekday(m->first);
	struct val *list = val_list(m->q->c->mem);

	for (int64_t monday = from; monday <= m->last; monday += WEEK) {
		struct val *week = val_map(m->q->c->mem);
		struct val *days = val_list(m->q->c->mem);

		for (int64_t day = monday; day < monday + WEEK; day++)
			list_v(days, month_day(m, day));
		map_v(week, "days", days);
		list_v(list, week);
	}
	return list;
}

static void put_on(struct month *m, int64_t day, const char *list,
		   struct val *what)
{
	struct val *at;

	if (day < m->first || day > m->last)
		return;
	at = m->day[day - m->first];
	val_member(at, "none")->i = false;
	list_v(val_member(at, list), what);
}

static enum err add_tasks(struct month *m)
{
	struct ctx *c = m->q->c;
	struct val *v, *next;
	const struct task_ask ask = {
		.of = m->of,
		.after = arena_printf(c->mem, "%lld.%lld",
				      (long long)m->first - 1,
				      (long long)INT64_MAX),
		.limit = DUE_MOST,
	};

	TRY(task_list(c, &ask, &v));
	for (struct val *t = val_member(v, "tasks")->first; t; t = next) {
		next = t->next;
		t->next = NULL; /* it moves to another list */
		task_shown(m->q, t, m->of->today);
		put_on(m, iso_day(t, "due", 0), "tasks", t);
	}
	return OK;
}

static enum err add_visits(struct month *m)
{
	struct ctx *c = m->q->c;
	const struct visit_ask ask = {.unit = m->of->code, .year = m->of->year};
	struct val *list, *next;

	TRY(visit_list(c, &ask, &list));
	for (struct val *v = list->first; v; v = next) {
		next = v->next;
		v->next = NULL; /* it moves to another list */
		put_on(m, iso_day(v, "from", 0), "visits", v);
	}
	return OK;
}

enum err show_month(struct req *q, struct reply *p, const struct programme *of)
{
	struct month m = {.q = q, .of = of};
	struct val *v = val_map(q->c->mem), *list;
	char text[12];

	TRY(choose_month(&m));
	TRY(programme_head(q, of, "calendar", v));
	list = weeks(&m);
	TRY(add_tasks(&m));
	TRY(add_visits(&m));
	map_v(v, "weeks", list);
	map_s(v, "month_shown",
	      show_first(q->c->mem,
			 show_period(q->c->mem, m.period, q->c->lang)));
	map_s(v, "month_before",
	      arena_text(
		      q->c->mem,
		      period_text(period_of(PERIOD_MONTH, m.first - 1), text)));
	map_s(v, "month_after",
	      arena_text(
		      q->c->mem,
		      period_text(period_of(PERIOD_MONTH, m.last + 1), text)));
	return page(q, p, "programme/month", v);
}

/* ---- the year as bars ---- */

static const char *percent(struct arena *mem, int64_t part, int64_t of)
{
	const int64_t tenths = part * 1000 / of;

	return arena_printf(mem, "%lld.%lld%%", (long long)(tenths / 10),
			    (long long)(tenths % 10));
}

/* Where the bar of a task lies in the year; as wide as can be seen. */
static void bar_words(struct req *q, const struct programme *of, struct val *t)
{
	const int64_t first = day_of(of->year, 1, 1);
	const int64_t last = day_of(of->year, 12, 31);
	const int64_t days = last - first + 1, least = days / 100 + 1;
	int64_t from = iso_day(t, "start", first);
	int64_t to = iso_day(t, "due", last);

	from = from < first ? first : from > last ? last : from;
	to = to > last ? last : to < from ? from : to;
	if (to - from < least)
		from = to - least < first ? first : to - least;
	map_s(t, "x", percent(q->c->mem, from - first, days));
	map_s(t, "wide", percent(q->c->mem, to - from + 1, days));
	map_s(t, "far",
	      percent(q->c->mem, (to - from + 1) * val_int(t, "progress") / 100,
		      days));
}

static struct val *group_of(struct arena *mem, struct val *groups,
			    const char *name)
{
	struct val *g = groups->first;

	while (g && strcmp(val_text(g, "name"), name))
		g = g->next;
	if (g)
		return g;
	g = val_map(mem);
	map_s(g, "name", name);
	map_v(g, "bars", val_list(mem));
	list_v(groups, g);
	return g;
}

static struct val *months(struct req *q, int64_t year)
{
	const int64_t first = day_of(year, 1, 1);
	struct val *list = val_list(q->c->mem);

	for (int64_t month = 1; month <= 12; month++) {
		struct val *v = val_map(q->c->mem);

		map_i(v, "month", month);
		map_s(v, "mx",
		      percent(q->c->mem, day_of(year, month, 1) - first,
			      day_of(year, 12, 31) - first + 1));
		list_v(list, v);
	}
	return list;
}

enum err show_timeline(struct req *q, struct reply *p,
		       const struct programme *of)
{
	const struct task_ask ask = {
		.of = of, .after = query(q, "after", ""), .limit = BARS};
	const int64_t first = day_of(of->year, 1, 1);
	const int64_t days = day_of(of->year, 12, 31) - first + 1;
	struct arena *mem = q->c->mem;
	struct val *v, *groups = val_list(mem), *next;
	const char **name;
	size_t n;

	TRY(task_list(q->c, &ask, &v));
	TRY(programme_head(q, of, "timeline", v));
	TRY(group_names(q->c, of, &name, &n));
	for (size_t i = 0; i < n; i++)
		group_of(mem, groups, name[i]);
	for (struct val *t = val_member(v, "tasks")->first; t; t = next) {
		next = t->next;
		t->next = NULL; /* it moves to another list */
		task_shown(q, t, of->today);
		bar_words(q, of, t);
		list_v(val_member(group_of(mem, groups, val_text(t, "group")),
				  "bars"),
		       t);
	}
	for (struct val *g = groups->first; g; g = g->next)
		map_b(g, "filled", val_get(g, "bars")->first != NULL);
	map_v(v, "groups", groups);
	map_v(v, "months", months(q, of->year));
	map_s(v, "now_x",
	      of->today >= first && of->today < first + days
		      ? percent(mem, of->today - first, days)
		      : NULL);
	map_b(v, "some", groups->first != NULL);
	return page(q, p, "programme/timeline", v);
}
