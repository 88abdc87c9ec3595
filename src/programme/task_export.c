/* task_export.c - a programme's tasks as a table, in Redmine's columns. */
#include "base/csv.h"
#include "base/day.h"
#include "core/xlsx_write.h"
#include "gen/sql_programme.h"
#include "programme/programme.h"
#include "programme/task_import.h"

#include <inttypes.h>
#include <string.h>

/* The holders stand last: they are gathered while the rows come. */
static const char *const heads[] = {
	"#",	       "Status",     "Subject",	 "Assignee", "Category",
	"Start date",  "Due date",   "% Done",	 "Closed",   "Description",
	"Deliverable", "Conclusion", "Document", "Holders",
};

/* One of the two is being written. */
struct export
{
	struct arena *mem;
	struct xlsx_out *xlsx;
	struct buf *csv;
	int64_t task; /* whose row is being written; 0: none */
	struct buf holders;
};

static void put(struct export *x, const char *text, bool last)
{
	if (!x->xlsx) {
		csv_cell(x->csv, text, last);
		return;
	}
	xlsx_put(x->xlsx, text);
	if (last)
		xlsx_end_row(x->xlsx);
}

static void put_day(struct export *x, int64_t day)
{
	char text[11];

	put(x, day_iso(day, text), false);
}

static void put_number(struct export *x, int64_t n)
{
	put(x, arena_printf(x->mem, "%" PRId64, n), false);
}

static const char *status_of(const struct task_exported *t)
{
	if (!strcmp(t->state, "open"))
		return t->progress ? "In Progress" : "New";
	if (!strcmp(t->state, "done"))
		return "Closed";
	return strcmp(t->state, "dropped") ? "Carried over" : "Rejected";
}

static void end_row(struct export *x)
{
	if (x->task)
		put(x, x->holders.len ? x->holders.s : "", true);
	x->holders.len = 0;
}

static void begin_row(struct export *x, const struct task_exported *t)
{
	x->task = t->id;
	put_number(x, t->id);
	put(x, status_of(t), false);
	put(x, t->subject, false);
	put(x, t->leads.value ? t->holder_name : "", false);
	put(x, t->group_ ? t->group_ : "", false);
	put_day(x, t->start);
	put_day(x, t->due);
	put_number(x, t->progress);
	if (t->done_day.set)
		put_day(x, t->done_day.value);
	else
		put(x, "", false);
	put(x, t->detail, false);
	put(x, t->result, false);
	put(x, t->conclusion, false);
	put(x, t->symbol ? t->symbol : "", false);
}

/* A task has a row for each holder, who leads first, or just one. */
static enum err add(void *arg, const struct task_exported *t)
{
	struct export *x = arg;
	const char *kind = t->h_person ? "person" : t->h_body ? "body" : "unit";

	if (t->id != x->task) {
		end_row(x);
		begin_row(x, t);
	}
	if (t->holder_code)
		buf_printf(&x->holders, "%s%s:%s", x->holders.len ? "; " : "",
			   kind, t->holder_code);
	return OK;
}

enum err task_export(struct ctx *c, const char *unit, int64_t year,
		     bool workbook, struct buf *out)
{
	struct export x = {
		.mem = c->mem, .csv = out, .holders = {.mem = c->mem}};
	struct programme p;
	enum err e, done;

	TRY(programme_find(c, ACT_FOLLOW, unit, year, &p));
	if (workbook)
		x.xlsx = xlsx_new(c, p.code);
	for (size_t i = 0; i < COUNT(heads); i++)
		put(&x, heads[i], i + 1 == COUNT(heads));
	e = sql_task_export(c, p.id, add, &x);
	end_row(&x);
	if (!workbook)
		return e;
	done = xlsx_done(x.xlsx, out);
	return e == OK ? done : e;
}
