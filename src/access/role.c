/* role.c - roles, and the one question every act asks of them. */
#include "access/role.h"

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

/* NULL where there is none of that name. */
static const struct role *role_find(const char *name)
{
	for (size_t i = 0; i < roles_count; i++)
		if (!strcmp(roles[i].name, name))
			return &roles[i];
	return NULL;
}

/* A role that this program no longer knows allows nothing. */
static unsigned acts_of(const char *name, const char *area)
{
	const struct role *r = role_find(name);
	unsigned can = 0;

	for (size_t i = 0; r && i < COUNT(act_table); i++)
		if (r->acts & (1u << i) && in_area((enum act)i, area))
			can |= 1u << i;
	return can;
}

static unsigned acts_held(const struct role_held *held, size_t n)
{
	unsigned acts = 0;

	for (size_t i = 0; i < n; i++)
		acts |= acts_of(held[i].role, held[i].area);
	return acts;
}

static enum err denied(struct ctx *c)
{
	return fail(c, ERR_DENIED, NULL,
		    N_("Your roles do not allow this. Ask the administrator "
		       "of the unit."));
}

enum err may(struct ctx *c, enum act act, int64_t unit)
{
	struct role_held *held;
	unsigned acts;
	size_t n;

	if (c->is_operator)
		return OK;
	TRY(sql_role_held(c, c->account, unit, c->today, &held, &n));
	acts = acts_held(held, n);
	if (!(acts & CAN(READ)))
		return fail(c, ERR_MISSING, NULL, N_("There is no such unit."));
	return acts & (1u << act) ? OK : denied(c);
}

enum err may_all(struct ctx *c, enum act act)
{
	struct role_held *held;
	size_t n;

	if (c->is_operator || (act == ACT_READ && c->account))
		return OK;
	TRY(sql_role_held_top(c, c->account, c->today, &held, &n));
	return acts_held(held, n) & (1u << act) ? OK : denied(c);
}

enum err may_see_all(struct ctx *c, bool *all)
{
	struct role_top *top;
	int64_t seen = 0, last = 0;
	size_t n;

	*all = c->is_operator;
	if (c->is_operator)
		return OK;
	TRY(sql_role_tops(c, c->account, c->today, &top, &n));
	for (size_t i = 0; i < n; i++) {
		if (!(acts_of(top[i].role, top[i].area) & CAN(READ)))
			continue;
		if (top[i].unit == 0)
			*all = true;
		else if (top[i].unit != last)
			seen++;
		last = top[i].unit;
	}
	*all = *all || (n > 0 && seen == top[0].tops);
	return OK;
}

enum err role_home(struct ctx *c, const char **code)
{
	struct role_place *top;
	struct role_home *home;
	bool all;
	size_t n;

	*code = NULL;
	TRY(sql_role_home(c, c->account, c->today, &home, &n));
	for (size_t i = 0; i < n && !*code; i++)
		if (acts_of(home[i].role, home[i].area) & CAN(READ))
			*code = home[i].code;
	if (*code)
		return OK;
	TRY(may_see_all(c, &all));
	if (!all)
		return OK;
	TRY(sql_role_first_tops(c, c->today, &top, &n));
	if (n == 1)
		*code = top[0].code;
	return OK;
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
	map_s(v, "role", role);
	map_s(v, "unit", unit);
	map_s(v, "until", arena_text(c->mem, day_iso(until, day)));
	return journal_add(c, "role.give", names.login, v);
}
