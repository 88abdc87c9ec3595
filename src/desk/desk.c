/* desk.c - what a unit owes, what it is owed, and what changed. */
#include "desk/desk.h"

#include "access/right.h"
#include "base/day.h"
#include "base/show.h"
#include "calls/call.h"
#include "core/setting.h"
#include "gen/sql_desk.h"
#include "org/unit.h"

#include <stdlib.h>
#include <string.h>

#define DAY_S	   86400
#define FIRST_LOOK (7 * DAY_S) /* what is news to who never looked */
#define SOON_SHOWN 14 /* days: what is further off is shown by its date */

struct desk {
	struct ctx *c;
	struct unit u;
	const char *tz;
	int64_t soon; /* days */
	struct val *owed, *awaited, *changes;
	int64_t late_all, owed_all;
	bool approval, may_approve;
};

/* ---- words ---- */

/* How far off it is, and how much that presses. `due`: its last day. */
static void map_due(struct desk *d, struct val *v, int64_t due, bool late)
{
	struct ctx *c = d->c;
	int64_t days = due - c->today;
	const char *when = NULL;
	char text[11];

	if (late && days >= 0)
		when = tr(c, N_("Late"));
	else if (late)
		when = arena_printf(c->mem,
				    trn(c, N_("%lld day late"),
					N_("%lld days late"), -days),
				    (long long)-days);
	else if (days <= 0)
		when = tr(c, N_("Today"));
	else if (days <= SOON_SHOWN)
		when = arena_printf(
			c->mem,
			trn(c, N_("%lld day left"), N_("%lld days left"), days),
			(long long)days);
	map_s(v, "due", arena_text(c->mem, day_iso(due, text)));
	map_s(v, "due_shown", show_day(c->mem, due, c->lang));
	map_s(v, "when", when);
	map_s(v, "urgency", late ? "late" : days <= d->soon ? "soon" : "");
}

static int64_t last_day(const struct desk *d, int64_t due)
{
	return tz_day(d->tz, due - 1);
}

static void map_action(struct val *v, const char *action, const char *href)
{
	map_s(v, "action", action);
	map_s(v, "href", href);
}

/* ---- owed by us ---- */

/* The one next step of an answer that is owed. */
static enum err step_of_answer(struct ctx *c, const struct desk_owed_row *row,
			       enum state state, struct val *v)
{
	struct call_topic topic = {row->what, row->form, row->period,
				   row->about, row->call};
	const char *path;

	TRY(call_path(c, row->code, &topic, &path));
	map_action(v,
		   state == DELIVERED	   ? tr(c, N_("Begin"))
		   : state == ACKNOWLEDGED ? tr(c, N_("Go on"))
					   : tr(c, N_("Mend")),
		   path);
	return OK;
}

/* The same of what is passed on. */
static void step_of_relay(struct ctx *c, const struct desk_owed_row *row,
			  struct val *v)
{
	const char *at = arena_printf(c->mem, "/calls/%lld?unit=%s",
				      (long long)row->call, row->code);

	if (row->below == 0)
		map_action(v, tr(c, N_("Pass on")), at);
	else if (row->unchecked == 0)
		map_action(v, tr(c, N_("Send up")), at);
	else
		map_action(
			v,
			arena_printf(c->mem,
				     trn(c, N_("See %lld unit"),
					 N_("See %lld units"), row->unchecked),
				     (long long)row->unchecked),
			arena_printf(c->mem, "/calls/%lld/coverage?unit=%s",
				     (long long)row->call, row->code));
}

static enum err add_owed(struct desk *d, const struct desk_owed_row *row)
{
	struct ctx *c = d->c;
	struct val *v = val_map(c->mem);
	struct call_topic topic = {row->what, row->form, row->period,
				   row->about, row->call};
	const char *title;
	enum state state;

	if (!state_read(row->state, &state))
		return ERR_BROKEN;
	TRY(call_title(c, &topic, &title));
	map_i(v, "call", row->call);
	map_s(v, "title", title);
	map_s(v, "unit", row->code);
	map_s(v, "name", row->name);
	map_b(v, "taken_over", row->unit != d->u.id);
	map_s(v, "role", row->role ? "relays" : "answers");
	map_s(v, "state", row->state);
	map_s(v, "state_shown", tr(c, state_label(state)));
	map_due(d, v, last_day(d, row->due), row->due <= c->now);
	map_s(v, "note", *row->note ? row->note : NULL);
	if (row->role)
		step_of_relay(c, row, v);
	else
		TRY(step_of_answer(c, row, state, v));
	list_v(d->owed, v);
	return OK;
}

/* What the unit's people wrote and its head has to approve. */
static enum err add_waiting(struct desk *d, const struct desk_waiting_row *row)
{
	struct ctx *c = d->c;
	struct val *v = val_map(c->mem);
	struct call_topic topic = {
		.what = "return", .form = row->form, .period = row->period};
	const char *title, *path;

	TRY(call_title(c, &topic, &title));
	TRY(call_path(c, row->code, &topic, &path));
	if (row->call.set)
		map_i(v, "call", row->call.value);
	else
		map_s(v, "call", NULL);
	map_s(v, "title", title);
	map_s(v, "unit", row->code);
	map_s(v, "name", row->name);
	map_b(v, "taken_over", row->unit != d->u.id);
	map_s(v, "role", "approves");
	map_s(v, "state", "waiting");
	map_s(v, "state_shown", tr(c, N_("Waits for the head")));
	if (row->due.set)
		map_due(d, v, last_day(d, row->due.value),
			row->due.value <= c->now);
	else
		map_due(d, v, c->today, false);
	map_s(v, "note", NULL);
	map_action(v, tr(c, N_("Approve")), path);
	list_v(d->owed, v);
	return OK;
}

static enum err owed(struct desk *d)
{
	struct ctx *c = d->c;
	struct desk_waiting_row *wait;
	struct desk_owed_row *row;
	struct desk_owed_count all;
	enum err e = may(c, ACT_APPROVE, d->u.id);
	size_t n;

	if (e != OK && e != ERR_DENIED)
		return e;
	d->may_approve = e == OK;
	if (e == OK) {
		TRY(sql_desk_waiting(c, d->u.id, &wait, &n));
		for (size_t i = 0; i < n; i++)
			TRY(add_waiting(d, &wait[i]));
		d->owed_all = (int64_t)n;
	}
	TRY(sql_desk_owed(c, d->u.id, DESK_ROWS, &row, &n));
	for (size_t i = 0; i < n; i++)
		TRY(add_owed(d, &row[i]));
	TRY(sql_desk_owed_count(c, d->u.id, c->now, &all));
	d->owed_all += all.n;
	d->late_all = all.late;
	d->approval = all.approval != 0;
	return OK;
}

/* ---- owed to us ---- */

static struct val *counts_of(struct arena *mem,
			     const struct desk_awaited_row *r)
{
	const int64_t n[STATES] = {
		[DELIVERED] = r->delivered, [ACKNOWLEDGED] = r->acknowledged,
		[SUBMITTED] = r->submitted, [SENT_BACK] = r->sent_back,
		[ACCEPTED] = r->accepted,   [WAIVED] = r->waived,
		[WITHDRAWN] = r->withdrawn,
	};
	struct val *v = val_map(mem);

	for (int s = 0; s < STATES; s++)
		map_i(v, state_name((enum state)s), n[s]);
	return v;
}

/* Of what is owed: how much is late, so that a bar shows each unit once. */
static struct val *late_of(struct arena *mem, const struct desk_awaited_row *r)
{
	struct val *v = val_map(mem);

	map_i(v, state_name(DELIVERED), r->late_delivered);
	map_i(v, state_name(ACKNOWLEDGED), r->late_acknowledged);
	map_i(v, state_name(SENT_BACK), r->late_sent_back);
	return v;
}

/* "Check 3 returns" */
static const char *check_words(struct ctx *c, const struct desk_awaited_row *r)
{
	const char *fmt = r->form ? trn(c, N_("Check %lld return"),
					N_("Check %lld returns"), r->to_check)
				  : trn(c, N_("Check %lld answer"),
					N_("Check %lld answers"), r->to_check);

	return arena_printf(c->mem, fmt, (long long)r->to_check);
}

static enum err step_of_call(struct desk *d, const struct desk_awaited_row *r,
			     const struct call_topic *topic, struct val *v)
{
	struct ctx *c = d->c;
	const char *cover = arena_printf(c->mem, "/calls/%lld/coverage?unit=%s",
					 (long long)r->call, d->u.code);
	int64_t owing = r->delivered + r->acknowledged + r->sent_back;
	int64_t late =
		r->late_delivered + r->late_acknowledged + r->late_sent_back;
	const char *check;

	if (r->to_check > 0) {
		TRY(call_check_path(c, topic, &check));
		map_action(v, check_words(c, r), check);
	} else if (late > 0)
		map_action(v,
			   arena_printf(c->mem,
					trn(c, N_("Remind %lld unit"),
					    N_("Remind %lld units"), late),
					(long long)late),
			   arena_printf(c->mem, "%s#late", cover));
	else if (owing > 0)
		map_action(v,
			   arena_printf(c->mem,
					trn(c, N_("See %lld unit"),
					    N_("See %lld units"), owing),
					(long long)owing),
			   cover);
	else
		map_action(v, tr(c, N_("See who holds it up")), cover);
	map_s(v, "call_href", cover);
	return OK;
}

static enum err add_awaited(struct desk *d, const struct desk_awaited_row *r)
{
	struct ctx *c = d->c;
	struct val *v = val_map(c->mem);
	int64_t all = r->delivered + r->acknowledged + r->submitted +
		      r->sent_back + r->accepted;
	int64_t late =
		r->late_delivered + r->late_acknowledged + r->late_sent_back;
	struct call_topic topic = {r->what, r->form, r->period, r->about,
				   r->call};
	const char *title;

	TRY(call_title(c, &topic, &title));
	map_i(v, "call", r->call);
	map_s(v, "title", title);
	map_due(d, v, r->due, late > 0);
	map_v(v, "counts", counts_of(c->mem, r));
	map_i(v, "late", late);
	map_v(v, "late_of", late_of(c->mem, r));
	map_i(v, "to_check", r->to_check);
	map_s(v, "words",
	      arena_printf(c->mem,
			   tr(c, N_("%lld/%lld accepted · %lld submitted")),
			   (long long)r->accepted, (long long)all,
			   (long long)r->submitted));
	TRY(step_of_call(d, r, &topic, v));
	list_v(d->awaited, v);
	return OK;
}

static enum err awaited(struct desk *d)
{
	struct desk_awaited_row *row;
	size_t n;

	TRY(sql_desk_awaited(d->c, d->u.id, d->c->now, DESK_ROWS, &row, &n));
	for (size_t i = 0; i < n; i++)
		TRY(add_awaited(d, &row[i]));
	return OK;
}

/* ---- what changed ---- */

/* "Sent back: Monthly return, July 2026". */
static const char *words_of(struct ctx *c, const struct desk_change *row,
			    enum state state, const char *title)
{
	if (row->mine && state == DELIVERED)
		return arena_printf(c->mem, tr(c, N_("Asked for: %s")), title);
	if (row->mine)
		return arena_printf(c->mem, "%s: %s", tr(c, state_label(state)),
				    title);
	if (row->n == 1)
		return arena_printf(c->mem, tr(c, N_("%s submitted: %s")),
				    row->name, title);
	return arena_printf(c->mem, tr(c, N_("%lld units submitted: %s")),
			    (long long)row->n, title);
}

static enum err add_change(struct desk *d, const struct desk_change *row)
{
	struct ctx *c = d->c;
	struct val *v = val_map(c->mem);
	struct call_topic topic = {row->what, row->form, row->period,
				   row->about, row->call};
	const char *title, *path;
	enum state state;
	char at[21];

	if (!state_read(row->state, &state))
		return ERR_BROKEN;
	TRY(call_title(c, &topic, &title));
	if (row->mine)
		TRY(call_path(c, row->code, &topic, &path));
	else
		TRY(call_check_path(c, &topic, &path));
	map_s(v, "at", arena_text(c->mem, instant_iso(row->at, at)));
	map_s(v, "at_shown", show_instant(c->mem, row->at, d->tz, c->lang));
	map_s(v, "words", words_of(c, row, state, title));
	map_s(v, "href", path);
	list_v(d->changes, v);
	return OK;
}

static enum err changes(struct desk *d, int64_t since)
{
	struct desk_change *row;
	size_t n;

	TRY(sql_desk_changes(d->c, d->u.id, since, d->c->account, &row, &n));
	for (size_t i = 0; i < n; i++)
		TRY(add_change(d, &row[i]));
	return OK;
}

/* ---- the whole ---- */

static enum err find_unit(struct ctx *c, const char *unit, struct unit *out)
{
	bool nothing;

	TRY(may_nothing(c, &nothing));
	if (nothing)
		return right_none(c);
	if (!unit)
		TRY(role_home(c, &unit));
	if (!unit)
		return fail(c, ERR_MISSING, "unit",
			    N_("No unit is yours: choose one on the page "
			       "\"Units\"."));
	return unit_for(c, ACT_READ, unit, c->today, out);
}

static enum err open_desk(struct ctx *c, const char *unit, struct desk *d)
{
	const char *soon;

	*d = (struct desk){.c = c};
	TRY(find_unit(c, unit, &d->u));
	TRY(setting_get(c, "timezone", TIMEZONE_DEFAULT, &d->tz));
	TRY(setting_get(c, "due-soon", "3", &soon));
	d->soon = strtol(soon, NULL, 10);
	d->owed = val_list(c->mem);
	d->awaited = val_list(c->mem);
	d->changes = val_list(c->mem);
	return OK;
}

enum err desk_view(struct ctx *c, const char *unit, struct val **view)
{
	struct desk_seen_row seen = {.at = c->now - FIRST_LOOK};
	struct val *v = val_map(c->mem);
	struct desk d;
	char text[21];
	enum err e;

	TRY(open_desk(c, unit, &d));
	e = sql_desk_seen_get(c, c->account, d.u.id, &seen);
	if (e != OK && e != ERR_MISSING)
		return e;
	TRY(owed(&d));
	TRY(awaited(&d));
	TRY(changes(&d, seen.at));
	map_s(v, "unit", d.u.code);
	map_s(v, "name", d.u.name);
	map_s(v, "today", show_day(c->mem, c->today, c->lang));
	map_s(v, "seen_at", arena_text(c->mem, instant_iso(seen.at, text)));
	map_s(v, "seen_shown", show_instant(c->mem, seen.at, d.tz, c->lang));
	map_b(v, "approval", d.approval);
	map_b(v, "may_approve", d.may_approve);
	map_v(v, "owed", d.owed);
	map_i(v, "owed_all", d.owed_all);
	map_i(v, "owed_late", d.late_all);
	map_v(v, "awaited", d.awaited);
	map_v(v, "changes", d.changes);
	*view = v;
	return OK;
}

enum err desk_seen(struct ctx *c, const char *unit)
{
	struct unit u;

	TRY(find_unit(c, unit, &u));
	return sql_desk_seen_put(c, c->account, u.id, c->now);
}

enum err desk_addressed(struct ctx *c, const char *under, const char *kind,
			int64_t *n)
{
	struct desk_addressed row;

	TRY(sql_desk_addressed(c, under, kind, c->today, &row));
	*n = row.n;
	return OK;
}
