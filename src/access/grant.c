/* grant.c - giving roles and taking them away. */
#include "access/grant.h"

#include "access/session.h"
#include "base/view.h"
#include "core/journal.h"
#include "gen/sql_access.h"

#include <assert.h>
#include <string.h>

#define ADMINISTRATOR "administrator"

enum err administrator_keep(struct ctx *c, int64_t account, int64_t grant)
{
	struct administrators_lock lock;
	struct administrator_grant *own, *other;
	size_t n, others;
	bool has = false;

	TRY(sql_administrators_lock(c, &lock));
	TRY(sql_administrator_grants(c, account, c->today, c->now, DAY_MAX,
				     &own, &n));
	for (size_t i = 0; i < n; i++) {
		if (grant && own[i].id != grant)
			return OK;
		has = true;
	}
	if (!has)
		return OK;
	TRY(sql_administrator_others(c, account, c->today, c->now, DAY_MAX,
				     &other, &others));
	if (others)
		return OK;
	return fail(c, ERR_CONFLICT, NULL,
		    N_("Nobody else administers the whole store for good. "
		       "Make somebody else administrator first."));
}

/* The right of an administrator in all areas: only that one may operate. */
static enum err has_all(struct ctx *c, int64_t unit, bool *yes)
{
	unsigned acts;

	if (unit == 0)
		return may_everywhere(c, ACT_OPERATE, yes);
	TRY(may_what(c, unit, &acts));
	*yes = acts & (1u << ACT_OPERATE);
	return OK;
}

static enum err may_at(struct ctx *c, int64_t unit)
{
	bool all;

	if (unit)
		return may(c, ACT_ACCOUNT, unit);
	TRY(may_any(c, ACT_ACCOUNT));
	TRY(may_everywhere(c, ACT_ACCOUNT, &all));
	if (all)
		return OK;
	return fail(c, ERR_DENIED, "unit",
		    N_("You do not administer the whole store: say at which "
		       "unit."));
}

enum err role_may_give(struct ctx *c, const char *role, const char *area,
		       int64_t unit, int64_t account)
{
	bool all;

	TRY(may_at(c, unit));
	TRY(has_all(c, unit, &all));
	if (all)
		return OK;
	if (account && account == c->account)
		return fail(c, ERR_DENIED, NULL,
			    N_("Nobody gives a role to themselves, or takes "
			       "one of their own: ask another "
			       "administrator."));
	if (!strcmp(role, ADMINISTRATOR) || !strcmp(area, areas[0]))
		return fail(c, ERR_DENIED, "area",
			    N_("Only an administrator in all areas gives or "
			       "takes away the role of an administrator, or "
			       "a role in all areas. Say in which area: "
			       "returns, people, units or accounts."));
	return OK;
}

/* Finds account and unit, and sees that c may give the role there. */
static enum err find_place(struct ctx *c, int64_t account,
			   const struct grant *g, const char *area,
			   struct grant_names *out)
{
	enum err e;

	TRY(sql_grant_names(c, account, g->unit ? g->unit : "", out));
	if (!role_find(g->role))
		return fail(c, ERR_INVALID, "role",
			    N_("There is no role %s; roles are administrator, "
			       "secretary, head, reporter, auditor, member "
			       "and judge."),
			    g->role);
	if (!area_known(area))
		return fail(c, ERR_INVALID, "area",
			    N_("There is no area %s; areas are all, returns, "
			       "people, units and accounts."),
			    area);
	e = g->unit && !out->unit
		    ? ERR_MISSING
		    : role_may_give(c, g->role, area, out->unit, account);
	if (e == ERR_MISSING)
		return fail(c, e, "unit", N_("There is no unit %s."), g->unit);
	return e;
}

static enum err record(struct ctx *c, const char *act, int64_t account,
		       const struct grant *g, const char *area, struct val *v)
{
	map_s(v, "role", g->role);
	map_s(v, "area", area);
	map_s(v, "unit", g->unit);
	TRY(session_renew(c, account));
	return journal_add(c, act,
			   arena_printf(c->mem, "%lld", (long long)account), v);
}

enum err role_give(struct ctx *c, int64_t account, const struct grant *grant)
{
	const char *area = grant->area ? grant->area : areas[0];
	int64_t since = grant->since, day = c->today;
	struct val *v = val_map(c->mem);
	struct grant_names names;
	struct grant_row *was;
	size_t n;

	TRY(find_place(c, account, grant, area, &names));
	if (names.unit && names.until.value < c->today)
		return fail(c, ERR_INVALID, "unit",
			    N_("%s has ceased; a role there would end with "
			       "it."),
			    grant->unit);
	if (grant->until < c->today || grant->until < since)
		return fail(c, ERR_INVALID, "until",
			    grant->until < c->today
				    ? N_("The last day of a role lies in the "
					 "past.")
				    : N_("The last day of a role lies before "
					 "its first."));
	TRY(sql_grant_find(c, account, grant->role, area, names.unit, &was,
			   &n));
	if (n && !grant->since && was[0].since <= c->today &&
	    was[0].until >= c->today) { /* it goes on */
		since = was[0].since;
		day = was[0].day;
	}
	if (n && (grant->until < DAY_MAX || since > c->today))
		TRY(administrator_keep(c, account, was[0].id));
	TRY(sql_grant_put(c, account, grant->role, area, names.unit, since,
			  grant->until, day, c->account));
	map_day(v, "since", since > day ? since : day);
	map_day(v, "until", grant->until);
	return record(c, "role.give", account, grant, area, v);
}

enum err role_end(struct ctx *c, int64_t account, const struct grant *grant,
		  int64_t on)
{
	const char *area = grant->area ? grant->area : areas[0];
	struct val *v = val_map(c->mem);
	struct grant_names names;
	struct grant_row *was;
	size_t n;

	on = on ? on : c->today;
	TRY(find_place(c, account, grant, area, &names));
	TRY(sql_grant_find(c, account, grant->role, area, names.unit, &was,
			   &n));
	if (n == 0 || was[0].until < c->today)
		return fail(c, ERR_MISSING, "role",
			    N_("%s was not given the role %s in the area %s "
			       "there. See: tierwork role list --login %s. A "
			       "role that is held through a seat ends with "
			       "the seat."),
			    names.login, grant->role, area, names.login);
	if (on < c->today || on > was[0].until)
		return fail(c, ERR_INVALID, "on",
			    N_("A role ends today or later, and not after its "
			       "last day."));
	TRY(administrator_keep(c, account, was[0].id));
	TRY(sql_grant_end(c, was[0].id, on - 1));
	map_day(v, "on", on);
	return record(c, "role.end", account, grant, area, v);
}
