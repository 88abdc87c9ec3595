/* right.c - rights as people see them: as sentences, in lists. */
#include "access/right.h"

#include "access/delegation.h"
#include "access/grant.h"
#include "access/right_view.h"
#include "access/sight.h"
#include "base/show.h"
#include "base/view.h"

#include <string.h>

const char *right_place(struct ctx *c, const char *code, const char *name)
{
	if (!code)
		return tr(c, N_("the whole store"));
	return arena_printf(c->mem, "%s (%s)", name, code);
}

static const char *role_words(struct ctx *c, const char *role, const char *area)
{
	const struct role *r = role_find(role);
	const char *label = r ? tr(c, r->label) : role;

	if (!strcmp(area, areas[0]))
		return label;
	return arena_printf(c->mem, "%s (%s)", label, tr(c, area_label(area)));
}

static const char *day_words(struct ctx *c, int64_t day)
{
	return show_day(c->mem, day, c->lang);
}

/* What was given holds at once, whatever the clock says; it began on the day
 * on which it was given. */
static int64_t since_of(const struct right_full *r)
{
	return r->since > r->day ? r->since : r->day;
}

static const char *seat_label(const struct ctx *c, const struct right_full *r)
{
	return strcmp(c->lang, "vi") ? r->seat_en : r->seat_vi;
}

static const char *grant_words(struct ctx *c, const struct right_full *r,
			       const char *role, const char *place)
{
	const char *since = day_words(c, since_of(r));

	if (r->until == DAY_MAX && since_of(r) > 0)
		return arena_printf(c->mem,
				    tr(c, N_("%1$s of %2$s since %3$s, granted "
					     "without a last day")),
				    role, place, since);
	if (r->until == DAY_MAX)
		return arena_printf(c->mem,
				    tr(c, N_("%1$s of %2$s, granted without a "
					     "last day")),
				    role, place);
	if (since_of(r) > 0)
		return arena_printf(c->mem,
				    tr(c, N_("%1$s of %2$s since %3$s, granted "
					     "until %4$s")),
				    role, place, since, day_words(c, r->until));
	return arena_printf(c->mem,
			    tr(c, N_("%1$s of %2$s, granted until %3$s")), role,
			    place, day_words(c, r->until));
}

static const char *seat_words(struct ctx *c, const struct right_full *r,
			      const char *role, const char *place)
{
	const char *seat = seat_label(c, r);

	if (r->until == DAY_MAX)
		return arena_printf(
			c->mem,
			tr(c, N_("%1$s of %2$s since %3$s (seat: %4$s of %5$s, "
				 "decision %6$s)")),
			role, place, day_words(c, since_of(r)), seat,
			r->body_name, r->decision);
	return arena_printf(c->mem,
			    tr(c, N_("%1$s of %2$s from %3$s until %4$s (seat: "
				     "%5$s of %6$s, decision %7$s)")),
			    role, place, day_words(c, since_of(r)),
			    day_words(c, r->until), seat, r->body_name,
			    r->decision);
}

/* "Head of Sông Xanh (SX) since 1 May 2024 (seat: ...)" */
static const char *right_words(struct ctx *c, const struct right_full *r)
{
	const char *role = role_words(c, r->role, r->area);
	const char *place = right_place(c, r->code, r->name);

	if (r->behalf)
		return arena_printf(c->mem,
				    tr(c, N_("Stands in for %1$s until %2$s, "
					     "who is %3$s of %4$s")),
				    r->for_, day_words(c, r->until), role,
				    place);
	return r->sitting ? seat_words(c, r, role, place)
			  : grant_words(c, r, role, place);
}

static const char *state_of(const struct ctx *c, const struct right_full *r)
{
	return r->until < c->today   ? "ended"
	       : r->since > c->today ? "coming"
				     : "now";
}

struct val *right_one(struct ctx *c, const struct right_full *r)
{
	const struct role *role = role_find(r->role);
	struct val *v = val_map(c->mem);
	bool seat = r->sitting && !r->behalf;

	map_i(v, "account", r->account);
	map_s(v, "login", r->login);
	map_s(v, "person", r->person);
	map_s(v, "role", r->role);
	map_s(v, "role_label", role ? tr(c, role->label) : r->role);
	map_s(v, "area", r->area);
	map_s(v, "area_label", tr(c, area_label(r->area)));
	map_s(v, "unit", r->code);
	map_s(v, "unit_name", r->name);
	map_s(v, "place", right_place(c, r->code, r->name));
	map_day(v, "since", since_of(r) > 0 ? since_of(r) : DAY_MAX);
	map_day(v, "until", r->until);
	map_s(v, "state", state_of(c, r));
	map_s(v, "via", r->behalf ? "stand-in" : seat ? "seat" : "grant");
	if (r->behalf || seat)
		map_s(v, "granted", NULL);
	else
		map_i(v, "granted", r->given);
	map_s(v, "by", r->behalf || seat ? NULL : r->by);
	map_s(v, "seat", seat ? r->seat : NULL);
	map_s(v, "seat_label", seat ? seat_label(c, r) : NULL);
	map_s(v, "body", seat ? r->body : NULL);
	map_s(v, "body_name", seat ? r->body_name : NULL);
	map_s(v, "decision", seat ? r->decision : NULL);
	map_s(v, "for", r->for_);
	map_s(v, "words", right_words(c, r));
	return v;
}

enum err right_unit_find(struct ctx *c, enum act act, const char *code,
			 struct right_unit *out)
{
	enum err e = sql_right_unit(c, code, c->today, out);

	if (e == OK)
		e = may(c, act, out->id);
	if (e == ERR_MISSING)
		return fail(c, e, "unit", N_("There is no unit %s."), code);
	return e;
}

enum err right_account_find(struct ctx *c, const char *login,
			    struct right_account *out)
{
	enum err e = sql_right_account(c, login, out);

	if (e == ERR_MISSING)
		return fail(c, e, "login", N_("There is no account %s."),
			    login);
	return e;
}

static enum err rights_at(struct ctx *c, const struct right_ask *ask,
			  struct right_full **row, size_t *n)
{
	struct right_unit unit = {0};
	struct sight s;

	if (ask->unit)
		TRY(right_unit_find(c, ACT_SEE, ask->unit, &unit));
	TRY(sight_get(c, ACT_AUDIT, &s));
	return sql_right_at(c, unit.id, ask->at ? ask->at : c->today,
			    ask->at ? ask->at : DAY_MAX, s.all, c->account,
			    c->today, s.powers, row, n);
}

static enum err rights_of(struct ctx *c, int64_t account,
			  struct right_full **row, size_t *n)
{
	struct sight s;

	TRY(sight_get(c, ACT_AUDIT, &s));
	return sql_right_of(c, account, s.all, c->account, c->today, s.powers,
			    row, n);
}

/* Of one account, as the statement for all would have them. */
static bool wanted(const struct right_ask *ask, const struct right_full *r,
		   int64_t today)
{
	return r->until >= (ask->at ? ask->at : today) &&
	       (!ask->at || since_of(r) <= ask->at);
}

/* Rights of others are for who may audit somewhere. */
static enum err may_look(struct ctx *c, int64_t account)
{
	struct sight s;

	if (c->is_operator || account == c->account)
		return OK;
	TRY(may_any(c, ACT_AUDIT));
	return sight_get(c, ACT_AUDIT, &s);
}

enum err right_list(struct ctx *c, const struct right_ask *ask,
		    struct val **list)
{
	struct right_account who = {0};
	struct right_full *row;
	size_t n;

	*list = val_list(c->mem);
	if (ask->login)
		TRY(right_account_find(c, ask->login, &who));
	else if (may_any(c, ACT_AUDIT) != OK)
		who.id = c->account;
	if (who.id)
		TRY(may_look(c, who.id));
	if (who.id && !ask->unit)
		TRY(rights_of(c, who.id, &row, &n));
	else
		TRY(rights_at(c, ask, &row, &n));
	for (size_t i = 0; i < n; i++)
		if ((!who.id || row[i].account == who.id) &&
		    wanted(ask, &row[i], c->today))
			list_v(*list, right_one(c, &row[i]));
	return OK;
}

/* Whether c could end it. */
static bool may_end(struct ctx *c, const struct right_full *r)
{
	bool yes =
		r->given && !r->sitting && !r->behalf && r->until >= c->today &&
		role_may_give(c, r->role, r->area, r->unit, r->account) == OK;

	ctx_forget(c);
	return yes;
}

enum err role_view(struct ctx *c, int64_t account, struct val **view)
{
	struct val *v = val_map(c->mem), *list = val_list(c->mem), *lent;
	struct right_full *row;
	struct right_login who;
	size_t n;

	TRY(may_look(c, account));
	TRY(sql_right_login(c, account, &who));
	TRY(rights_of(c, account, &row, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *one = right_one(c, &row[i]);

		map_b(one, "may_end", may_end(c, &row[i]));
		list_v(list, one);
	}
	TRY(delegation_view(c, account, &lent));
	map_i(v, "account", account);
	map_s(v, "login", who.login);
	map_v(v, "rights", list);
	map_v(v, "delegations", lent);
	map_b(v, "may_change", may_any(c, ACT_ACCOUNT) == OK);
	ctx_forget(c);
	*view = v;
	return OK;
}
