/* standing.c - calls that are issued again for every period. */
#include "calls/standing.h"

#include "access/role.h"
#include "access/sight.h"
#include "base/period.h"
#include "calls/view.h"
#include "core/journal.h"
#include "gen/sql_calls.h"
#include "gen/sql_org.h"
#include "org/unit.h"
#include "org/zone.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

static enum err record(struct ctx *c, const char *act, int64_t id,
		       struct val *detail)
{
	return journal_add(c, act, arena_printf(c->mem, "%" PRId64, id),
			   detail);
}

static void map_period(struct val *v, const char *key, int64_t period)
{
	char text[12];

	map_s(v, key, arena_text(v->mem, period_text(period, text)));
}

static enum err check_days(struct ctx *c, const struct standing_ask *ask)
{
	if (ask->due_after < 0 || ask->due_after > STANDING_DAYS)
		return fail(c, ERR_INVALID, "due-after",
			    N_("The due day is 0 to %d days after the period's "
			       "last day."),
			    STANDING_DAYS);
	if (ask->ahead < 0 || ask->ahead > STANDING_DAYS)
		return fail(c, ERR_INVALID, "ahead",
			    N_("A call is issued 0 to %d days before the "
			       "period ends."),
			    STANDING_DAYS);
	return OK;
}

enum err standing_add(struct ctx *c, const struct standing_ask *ask,
		      int64_t *id)
{
	struct val *v = val_map(c->mem);
	struct standing_id made;
	struct kind_id kind;
	struct unit u;
	enum err e;

	TRY(unit_get(c, ask->under, c->today, &u));
	TRY(may(c, ACT_CALL, u.id));
	TRY(check_days(c, ask));
	e = sql_kind_find(c, ask->kind, &kind);
	if (e == ERR_MISSING)
		return fail(c, e, "to", N_("There is no kind of units \"%s\"."),
			    ask->kind);
	TRY(e);
	TRY(sql_standing_put(c, ask->what, u.id, ask->form, kind.id,
			     ask->stepwise ? "stepwise" : "direct",
			     ask->due_after, ask->ahead, ask->first, c->now,
			     c->account, &made));
	*id = made.id;
	map_s(v, "under", u.code);
	map_s(v, "to", ask->kind);
	map_period(v, "first", ask->first);
	map_i(v, "due_after", ask->due_after);
	map_i(v, "ahead", ask->ahead);
	return record(c, "standing.add", made.id, v);
}

enum err standing_end(struct ctx *c, int64_t id)
{
	struct standing_issuer s;
	int64_t changed;
	enum err e = sql_standing_issuer(c, id, &s);

	if (e == OK)
		e = may(c, ACT_CALL, s.issuer);
	if (e == ERR_MISSING)
		return fail(c, e, "standing",
			    N_("There is no standing call %lld; see: tierwork "
			       "call standing list"),
			    (long long)id);
	TRY(e);
	TRY(sql_standing_end(c, id, c->now, &changed));
	if (changed == 0)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("Standing call %lld has ended already."),
			    (long long)id);
	return record(c, "standing.end", id, NULL);
}

enum err standing_list_view(struct ctx *c, struct val **view)
{
	struct standing_item *s;
	struct sight sight;
	size_t n;

	*view = val_list(c->mem);
	TRY(sight_get(c, ACT_READ, &sight));
	TRY(sql_standing_items(c, sight.all, c->account, c->today, sight.powers,
			       &s, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);
		struct call_topic first = {s[i].what, s[i].form, s[i].first, 0,
					   0};
		struct call_topic next = {s[i].what, s[i].form, s[i].next, 0,
					  0};
		const struct call_kind *kind;
		const char *title;

		TRY(call_kind_of(s[i].what, &kind));
		TRY(kind->title(c, &next, &title));
		map_i(v, "standing", s[i].id);
		map_s(v, "what", s[i].what);
		map_s(v, "title", title);
		TRY(kind->describe(c, &first, v));
		map_s(v, "issuer", s[i].issuer);
		map_s(v, "kind", s[i].kind);
		map_s(v, "relay", s[i].relay);
		map_i(v, "due_after", s[i].due_after);
		map_i(v, "ahead", s[i].ahead);
		map_period(v, "next", s[i].next);
		map_i(v, "calls", s[i].calls);
		map_b(v, "ended", s[i].ended_at.set);
		list_v(*view, v);
	}
	return OK;
}

static enum err move(struct ctx *c, int64_t id, int64_t unit, const char *code)
{
	struct val *v = val_map(c->mem);

	TRY(sql_standing_moved(c, id, unit));
	map_s(v, "unit", code);
	return record(c, "standing.move", id, v);
}

/* The unit that issues for `day`: whoever took over from the one that did,
 * where that is one. *code NULL: there is none. */
static enum err find_issuer(struct ctx *c, const struct standing_row *s,
			    int64_t day, const char **code)
{
	struct unit_code u;
	enum err e = sql_unit_code_alive(c, s->under, day, &u);
	struct successor *onward;
	int64_t unit = 0;
	size_t n, alive = 0;

	*code = NULL;
	if (e != ERR_MISSING) {
		*code = u.code;
		return e;
	}
	TRY(sql_successors(c, s->under, day, &onward, &n));
	for (size_t i = 0; i < n; i++) {
		e = sql_unit_code_alive(c, onward[i].unit, day, &u);
		if (e == ERR_MISSING)
			continue;
		TRY(e);
		alive++;
		unit = onward[i].unit;
		*code = u.code;
	}
	if (alive == 1)
		return move(c, s->id, unit, *code);
	*code = NULL;
	return OK;
}

/* Whether its next period's turn has come where its issuer is. */
static enum err is_due(struct ctx *c, const struct standing_row *s, bool *due)
{
	int64_t last = period_last_day(s->next);
	const char *zone;

	TRY(zone_of(c, s->under, last, &zone));
	*due = tz_day(zone, c->now) > last - s->ahead;
	return OK;
}

/* Issues one period's call; *id 0 where nobody is to be asked. */
static enum err issue(struct ctx *c, const struct standing_row *s, int64_t *id)
{
	int64_t day = period_last_day(s->next);
	struct call_topic topic = {s->what, s->form, s->next, 0, 0};
	const struct call_kind *kind;
	struct call_issued made = {0};
	struct call_ask ask = {
		.what = s->what,
		.form = s->form,
		.period = s->next,
		.day = day,
		.kind = s->kind,
		.due = day + s->due_after,
		.stepwise = !strcmp(s->relay, "stepwise"),
		.standing = s->id,
	};
	int64_t changed;
	bool asks = true;

	TRY(call_kind_of(s->what, &kind));
	TRY(find_issuer(c, s, day, &ask.under));
	if (!ask.under) {
		TRY(sql_standing_end(c, s->id, c->now, &changed));
		return record(c, "standing.end", s->id, NULL);
	}
	if (kind->asks)
		TRY(kind->asks(c, &topic, s->kind_id, &asks));
	if (asks)
		TRY(call_issue(c, &ask, &made));
	*id = made.id;
	if (!period_valid(s->next + 1)) {
		TRY(sql_standing_end(c, s->id, c->now, &changed));
		return record(c, "standing.end", s->id, NULL);
	}
	return sql_standing_next(c, s->id, s->next + 1);
}

static enum err run_next(struct ctx *c, int64_t *id)
{
	struct standing_row *s;
	struct calls_lock got;
	bool due, any;
	size_t n;

	TRY(tree_hold(c));
	TRY(sql_calls_lock(c, &got));
	do {
		any = false;
		TRY(sql_standing_going(c, &s, &n));
		for (size_t i = 0; i < n && *id == 0; i++) {
			TRY(is_due(c, &s[i], &due));
			if (due)
				TRY(issue(c, &s[i], id));
			any = any || due;
		}
	} while (any && *id == 0);
	return OK;
}

enum err standing_run(struct ctx *c, int64_t *id)
{
	bool was = c->is_operator;
	enum err e;

	*id = 0;
	c->is_operator = true; /* who added it might ask */
	e = run_next(c, id);
	c->is_operator = was;
	return e;
}

static enum err do_run(struct ctx *c, void *arg)
{
	return standing_run(c, arg);
}

enum err standing_chore(struct ctx *c, struct turn *t)
{
	int64_t id;

	TRY(run_unit(c, DB_WRITE, do_run, &id));
	t->done += id != 0;
	t->more = id != 0;
	return OK;
}
