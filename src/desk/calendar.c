/* calendar.c - what falls due, as events of one day. */
#include "desk/calendar.h"

#include "access/role.h"
#include "base/day.h"
#include "calls/call.h"
#include "core/ical.h"
#include "core/setting.h"
#include "gen/sql_desk.h"
#include "org/zone.h"

#include <string.h>

#define HOURS 1 /* after which it is worth reading again */

struct calendar {
	struct ctx *c;
	const struct feed *f;
	struct buf *out;
	const char *base;
	const char *answers; /* powers */
	int64_t unit;	     /* whose zone is: */
	const char *zone;
};

static const char *category(const struct calendar *k, const char *kind)
{
	for (size_t i = 0; i < feed_kinds_count; i++)
		if (!strcmp(feed_kinds[i].name, kind))
			return tr(k->c, feed_kinds[i].label);
	return NULL;
}

static const char *uid(const struct calendar *k, const char *what, int64_t id)
{
	return arena_printf(k->c->mem, "%s-%lld-%s@tierwork", what,
			    (long long)id, k->f->mark);
}

static const char *url(const struct calendar *k, const char *path)
{
	return *k->base ? arena_printf(k->c->mem, "%s%s", k->base, path) : NULL;
}

static const char *summary(const struct calendar *k, const char *title,
			   const char *unit)
{
	return arena_printf(k->c->mem, "%s (%s)", title, unit);
}

/* ---- what units owe ---- */

static enum err day_of_due(struct calendar *k, const struct calendar_owed *row,
			   int64_t *day)
{
	if (k->unit != row->unit)
		TRY(zone_of(k->c, row->unit, k->c->today, &k->zone));
	k->unit = row->unit;
	*day = tz_day(k->zone, row->due - 1);
	return OK;
}

static enum err path_of(struct calendar *k, const struct calendar_owed *row,
			const struct call_topic *t, const char **path)
{
	if (row->role == ANSWERS)
		return call_path(k->c, row->code, t, path);
	*path = arena_printf(k->c->mem, "/calls/%lld?unit=%s",
			     (long long)row->call, row->code);
	return OK;
}

static enum err add_owed(struct calendar *k, const struct calendar_owed *row)
{
	const struct call_topic t = {row->what, row->form, row->period,
				     row->about, row->call};
	struct ical_event e = {.changed = row->changed_at,
			       .sequence = row->changed_at - row->asked};
	const char *title, *path;
	enum state state;

	if (!state_read(row->state, &state))
		return ERR_BROKEN;
	TRY(call_title(k->c, &t, &title));
	TRY(path_of(k, row, &t, &path));
	TRY(day_of_due(k, row, &e.day));
	e.uid = uid(k, "assignment", row->id);
	e.summary = summary(k, title, row->name);
	e.description =
		arena_printf(k->c->mem, "%s%s%s", tr(k->c, state_label(state)),
			     *row->note ? "\n" : "", row->note);
	e.category = category(k, row->what);
	e.url = url(k, path);
	ical_event(k->out, &e);
	return OK;
}

static enum err owed(struct calendar *k)
{
	struct ctx *c = k->c;
	struct calendar_owed *row;
	size_t n;

	TRY(sql_calendar_owed(c, c->account, c->today, k->answers,
			      powers_mine(c, ACT_CALL),
			      arena_printf(c->mem, ",%s,", k->f->without),
			      CALENDAR_MOST, &row, &n));
	for (size_t i = 0; i < n; i++)
		TRY(add_owed(k, &row[i]));
	return OK;
}

/* ---- tasks ---- */

static void add_task(struct calendar *k, const struct calendar_task *row)
{
	const char *path =
		arena_printf(k->c->mem, "/tasks/%lld", (long long)row->id);

	ical_event(k->out,
		   &(struct ical_event){
			   .uid = uid(k, "task", row->id),
			   .day = row->due,
			   .changed = row->changed_at,
			   .sequence = row->changed_at - row->at,
			   .summary = summary(k, row->subject, row->name),
			   .description = row->result,
			   .category = category(k, "task"),
			   .url = url(k, path),
		   });
}

static enum err tasks(struct calendar *k)
{
	struct ctx *c = k->c;
	struct calendar_task *row;
	size_t n;

	if (!feed_shows(k->f, "task"))
		return OK;
	TRY(sql_calendar_tasks(c, c->account, k->f->person, c->today,
			       k->answers, powers_mine(c, ACT_PLAN),
			       CALENDAR_MOST, &row, &n));
	for (size_t i = 0; i < n; i++)
		add_task(k, &row[i]);
	return OK;
}

/* ---- the whole ---- */

static enum err write(struct ctx *c, const struct feed *f, struct buf *out)
{
	struct calendar k = {.c = c, .f = f, .out = out};
	const char *title;
	bool nothing;

	TRY(may_nothing(c, &nothing));
	if (nothing)
		return fail(c, ERR_MISSING, NULL,
			    N_("There is no such calendar."));
	TRY(setting_get(c, "title", "Tierwork", &title));
	TRY(setting_get(c, "base-url", "", &k.base));
	k.answers = powers_mine(c, ACT_ANSWER);
	ical_begin(out, arena_printf(c->mem, "%s: %s", title, f->name), c->lang,
		   HOURS);
	TRY(owed(&k));
	TRY(tasks(&k));
	ical_end(out);
	return OK;
}

/* The account acts for as long as its calendar is written, whoever brings
 * the address. */
enum err calendar_read(struct ctx *c, const char *secret, struct feed *f,
		       struct buf *out)
{
	const struct ctx own = *c;
	enum err e;

	TRY(feed_open(c, secret, f));
	c->account = f->account;
	c->is_operator = false;
	c->rights = NULL;
	c->acts = 0;
	c->lang = f->lang;
	e = write(c, f, out);
	c->account = own.account;
	c->is_operator = own.is_operator;
	c->rights = own.rights;
	c->acts = own.acts;
	c->lang = own.lang;
	return e;
}
