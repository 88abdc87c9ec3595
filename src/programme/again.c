/* again.c - tasks that come again begin anew in another year's programme. */
#include "programme/again.h"

#include "base/day.h"
#include "core/journal.h"
#include "gen/sql_programme.h"
#include "org/view.h"
#include "programme/repeat.h"
#include "programme/task.h"

#include <string.h>

/* The days of a row in a later year. */
struct days {
	int64_t start, due, until;
};

/* On the same days of the later year; a row that went on to the end of its
 * year goes on through the later one. */
static struct days days_of(const struct again_row *r, int64_t from, int64_t to)
{
	const struct repeat *every = repeat_find(r->every);
	const struct repeat *year = repeat_find("year");
	int64_t end = day_of(from, 12, 31), n = to - from, i = 1;
	struct days d;

	if (every == year || repeat_day(every, r->last, 1) <= end) {
		d.start = repeat_day(year, r->start, n);
		d.due = repeat_day(year, r->due, n);
		d.until = repeat_day(year, r->last, n);
		return d;
	}
	end = day_of(to - 1, 12, 31);
	while (repeat_day(every, r->due, i) <= end)
		i++;
	d.start = repeat_day(every, r->start, i);
	d.due = repeat_day(every, r->due, i);
	d.until = day_of(to, 12, 31);
	return d;
}

static enum err add_row(struct ctx *c, const struct programme *from,
			const struct programme *to, const struct again_row *r,
			struct again *out)
{
	struct days d = days_of(r, from->year, to->year);
	struct task_new t = {
		.unit = to->code,
		.year = to->year,
		.every = r->every,
		.until = d.until,
		.given = {.subject = r->subject,
			  .detail = r->detail,
			  .result = r->result,
			  .group = r->group_,
			  .conclusion = r->conclusion,
			  .start = {true, d.start},
			  .due = {true, d.due},
			  .give = true},
	};
	struct again_count made;
	struct again_unit *unit;
	const char **holder;
	size_t n;

	TRY(sql_again_units(c, r->id, c->today, &unit, &n));
	holder = arena_array(c->mem, n, sizeof(*holder));
	for (size_t i = 0; i < n; i++) {
		holder[i] = arena_printf(c->mem, "unit:%s", unit[i].code);
		if (unit[i].leads)
			t.given.holders.lead = holder[i];
	}
	t.given.holders.to = holder;
	t.given.holders.n = n;
	*out = (struct again){.from = r->id, .subject = r->subject};
	TRY(task_add(c, &t, &out->task));
	TRY(sql_again_holders(c, r->id, out->task));
	if (r->document)
		TRY(sql_again_document(c, out->task, r->document));
	TRY(sql_again_count(c, out->task, &made));
	out->due = made.due;
	out->tasks = made.n;
	return OK;
}

enum err again_all(struct ctx *c, const struct programme *from,
		   const struct programme *to, bool yearly, struct again **out,
		   size_t *n)
{
	struct again_row *row;
	size_t rows;

	*n = 0;
	TRY(sql_again_rows(c, from->id, to->id, &row, &rows));
	*out = arena_array(c->mem, rows, sizeof(**out));
	for (size_t i = 0; i < rows; i++)
		if (!yearly || !strcmp(row[i].every, "year"))
			TRY(add_row(c, from, to, &row[i], &(*out)[(*n)++]));
	return OK;
}

static struct val *again_view(struct ctx *c, const struct again *a, size_t n,
			      int64_t *tasks)
{
	struct val *list = val_list(c->mem);

	*tasks = 0;
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_i(v, "task", a[i].task);
		map_s(v, "subject", a[i].subject);
		map_day(v, "due", a[i].due);
		map_i(v, "tasks", a[i].tasks);
		list_v(list, v);
		*tasks += a[i].tasks;
	}
	return list;
}

enum err programme_start(struct ctx *c, const char *unit, int64_t year,
			 int64_t from, bool repeat, struct val **view)
{
	struct val *v = val_map(c->mem), *detail = val_map(c->mem), *list;
	struct programme old, p;
	int64_t groups, tasks;
	struct again *a;
	size_t n;

	TRY(programme_find(c, ACT_PLAN, unit, from, &old));
	TRY(programme_hold(c, unit, year, &p));
	if (!old.id)
		return fail(c, ERR_MISSING, "from",
			    N_("%s has no programme for %lld."), p.code,
			    (long long)from);
	if (from >= p.year)
		return fail(c, ERR_INVALID, "from",
			    N_("A programme begins from that of an earlier "
			       "year."));
	TRY(sql_group_copy(c, old.id, p.id, &groups));
	TRY(again_all(c, &old, &p, !repeat, &a, &n));
	list = again_view(c, a, n, &tasks);
	map_s(v, "unit", p.code);
	map_i(v, "year", p.year);
	map_i(v, "from", from);
	map_i(v, "groups", groups);
	map_i(v, "tasks", tasks);
	map_v(v, "again", list);
	*view = v;
	map_i(detail, "year", p.year);
	map_i(detail, "from", from);
	map_i(detail, "groups", groups);
	map_i(detail, "tasks", tasks);
	return journal_add(c, "programme.start", p.code, detail);
}
