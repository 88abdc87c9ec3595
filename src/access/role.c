/* role.c - roles, and the one question every act asks of them. */
#include "access/role.h"

#include "access/session.h"
#include "base/day.h"
#include "core/journal.h"
#include "gen/sql_access.h"

#include <string.h>

#define CAN(act) (1u << ACT_##act)

/* clang-format off */
const struct role roles[] = {
	{"administrator", N_("Administrator"),
	 CAN(SEE) | CAN(READ) | CAN(KNOW) | CAN(AUDIT) | CAN(FORM) |
		 CAN(PEOPLE) | CAN(ORGANISE) | CAN(ACCOUNT) | CAN(OPERATE)},
	{"secretary", N_("Secretary"),
	 CAN(SEE) | CAN(READ) | CAN(KNOW) | CAN(ANSWER) | CAN(ACCEPT) |
		 CAN(CALL) | CAN(FORM) | CAN(PEOPLE)},
	{"head", N_("Head"),
	 CAN(SEE) | CAN(READ) | CAN(KNOW) | CAN(ANSWER) | CAN(APPROVE) |
		 CAN(ACCEPT) | CAN(CALL) | CAN(PEOPLE)},
	{"reporter", N_("Reporter"), CAN(SEE) | CAN(READ) | CAN(ANSWER)},
	{"auditor",  N_("Auditor"),
	 CAN(SEE) | CAN(READ) | CAN(KNOW) | CAN(AUDIT)},
	{"member",   N_("Member"),   0},
	{"judge",    N_("Judge"),    0},
};
/* clang-format on */

const size_t roles_count = COUNT(roles);

/* Of the areas, by place in areas[]; "all" is every one of them. */
#define RETURNS	 (1u << 1)
#define PEOPLE	 (1u << 2)
#define UNITS	 (1u << 3)
#define ACCOUNTS (1u << 4)
#define ANY	 (RETURNS | PEOPLE | UNITS | ACCOUNTS)

const char *const areas[] = {"all", "returns", "people", "units", "accounts"};
const size_t areas_count = COUNT(areas);

/* clang-format off */
static const struct {
	const char *name;
	unsigned areas; /* in which a role must hold to allow it; 0: all */
} act_table[] = {
	[ACT_SEE]      = {"see",      ANY},
	[ACT_READ]     = {"read",     RETURNS},
	[ACT_KNOW]     = {"know",     PEOPLE},
	[ACT_AUDIT]    = {"audit",    ACCOUNTS},
	[ACT_ANSWER]   = {"answer",   RETURNS},
	[ACT_APPROVE]  = {"approve",  RETURNS},
	[ACT_ACCEPT]   = {"accept",   RETURNS},
	[ACT_CALL]     = {"call",     RETURNS},
	[ACT_FORM]     = {"form",     RETURNS},
	[ACT_PEOPLE]   = {"people",   PEOPLE},
	[ACT_ORGANISE] = {"organise", UNITS},
	[ACT_ACCOUNT]  = {"account",  ACCOUNTS},
	[ACT_OPERATE]  = {"operate",  0},
};
/* clang-format on */

const char *act_name(enum act act)
{
	return act_table[act].name;
}

/* Whether a role that holds in the area of that name allows the act, should
 * the role itself. */
static bool in_area(enum act act, const char *area)
{
	if (!strcmp(area, areas[0]))
		return true;
	for (size_t i = 1; i < areas_count; i++)
		if (!strcmp(area, areas[i]))
			return act_table[act].areas & (1u << i);
	return false;
}

const char *powers_allowing(struct arena *mem, enum act act)
{
	struct buf b = {.mem = mem};

	buf_str(&b, ",");
	for (size_t i = 0; i < roles_count; i++)
		for (size_t k = 0; k < areas_count; k++)
			if (roles[i].acts & (1u << act) &&
			    in_area(act, areas[k]))
				buf_printf(&b, "%s/%s,", roles[i].name,
					   areas[k]);
	return b.s;
}

const char *powers_mine(const struct ctx *c, enum act act)
{
	return c->acts && !(c->acts & (1u << act))
		       ? ","
		       : powers_allowing(c->mem, act);
}

const struct role *role_find(const char *name)
{
	for (size_t i = 0; i < roles_count; i++)
		if (!strcmp(roles[i].name, name))
			return &roles[i];
	return NULL;
}

unsigned role_acts(const char *role, const char *area)
{
	const struct role *r = role_find(role);
	unsigned can = 0;

	for (size_t i = 0; r && i < COUNT(act_table); i++)
		if (r->acts & (1u << i) && in_area((enum act)i, area))
			can |= 1u << i;
	return can;
}

static enum err check_give(struct ctx *c, const char *role, const char *unit,
			   int64_t id, int64_t until)
{
	enum err e;

	if (!unit)
		e = may_all(c, ACT_ACCOUNT);
	else
		e = id ? may(c, ACT_ACCOUNT, id) : ERR_MISSING;
	if (e == ERR_MISSING)
		return fail(c, e, "unit", N_("There is no unit %s."), unit);
	TRY(e);
	if (!role_find(role))
		return fail(c, ERR_INVALID, "role",
			    N_("There is no role %s; roles are administrator, "
			       "secretary, head, reporter, auditor, member "
			       "and judge."),
			    role);
	if (until < c->today)
		return fail(c, ERR_INVALID, "until",
			    N_("The last day of a role lies in the past."));
	return OK;
}

enum err role_give(struct ctx *c, int64_t account, const char *role,
		   const char *unit, int64_t until)
{
	struct val *v = val_map(c->mem);
	struct role_names names;
	char day[11];

	TRY(sql_role_names(c, account, unit ? unit : "", &names));
	TRY(check_give(c, role, unit, names.unit, until));
	TRY(sql_role_grant_put(c, account, role, names.unit, until));
	TRY(session_renew(c, account));
	map_s(v, "role", role);
	map_s(v, "unit", unit);
	map_s(v, "until", arena_text(c->mem, day_iso(until, day)));
	return journal_add(c, "role.give", names.login, v);
}
