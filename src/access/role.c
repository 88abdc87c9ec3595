/* role.c - the tables of roles, acts and areas. */
#include "access/role.h"

#include <string.h>

#define CAN(act) (1u << ACT_##act)

/* clang-format off */
const struct role roles[] = {
	{"administrator", N_("Administrator"),
	 CAN(SEE) | CAN(READ) | CAN(KNOW) | CAN(AUDIT) | CAN(FORM) |
		 CAN(PEOPLE) | CAN(ORGANISE) | CAN(ACCOUNT) | CAN(CONSULT) |
		 CAN(FOLLOW) | CAN(OPERATE)},
	{"secretary", N_("Secretary"),
	 CAN(SEE) | CAN(READ) | CAN(KNOW) | CAN(ANSWER) | CAN(ACCEPT) |
		 CAN(CALL) | CAN(FORM) | CAN(PEOPLE) | CAN(CONSULT) |
		 CAN(REGISTER) | CAN(FOLLOW) | CAN(PLAN)},
	{"head", N_("Head"),
	 CAN(SEE) | CAN(READ) | CAN(KNOW) | CAN(ANSWER) | CAN(APPROVE) |
		 CAN(ACCEPT) | CAN(CALL) | CAN(PEOPLE) | CAN(CONSULT) |
		 CAN(REGISTER) | CAN(FOLLOW) | CAN(PLAN)},
	{"reporter", N_("Reporter"),
	 CAN(SEE) | CAN(READ) | CAN(ANSWER) | CAN(CONSULT) | CAN(FOLLOW)},
	{"auditor",  N_("Auditor"),
	 CAN(SEE) | CAN(READ) | CAN(KNOW) | CAN(AUDIT) | CAN(CONSULT) |
		 CAN(FOLLOW)},
	{"member",   N_("Member"),   0},
	{"judge",    N_("Judge"),    0},
};
/* clang-format on */

const size_t roles_count = COUNT(roles);

/* Of the areas, by place in areas[]; "all" is every one of them. */
#define RETURNS	  (1u << 1)
#define PEOPLE	  (1u << 2)
#define UNITS	  (1u << 3)
#define ACCOUNTS  (1u << 4)
#define DOCUMENTS (1u << 5)
#define PROGRAMME (1u << 6)
#define ANY	  (RETURNS | PEOPLE | UNITS | ACCOUNTS | DOCUMENTS | PROGRAMME)

const char *const areas[] = {"all",	 "returns",   "people",	  "units",
			     "accounts", "documents", "programme"};
const size_t areas_count = COUNT(areas);

static const char *const area_labels[] = {
	N_("all areas"),
	N_("returns, calls and forms"),
	N_("people and bodies"),
	N_("the tree of units"),
	N_("accounts and journal"),
	N_("documents"),
	N_("programmes, tasks and visits"),
};

/* clang-format off */
static const struct {
	const char *name;
	unsigned areas; /* in which a role must hold to allow it; 0: all */
	bool store;     /* it is of the whole store: see act_of_store() */
	const char *label;
} act_table[] = {
	[ACT_SEE]      = {"see",      ANY, false,
		N_("see that units are there, and who sits in their bodies")},
	[ACT_READ]     = {"read",     RETURNS, false,
		N_("read figures, returns and calls")},
	[ACT_KNOW]     = {"know",     PEOPLE, false,
		N_("see how to reach people, and where they belong")},
	[ACT_AUDIT]    = {"audit",    ACCOUNTS, false,
		N_("read the journal, accounts and their rights")},
	[ACT_ANSWER]   = {"answer",   RETURNS, false,
		N_("fill in returns and hand them in")},
	[ACT_APPROVE]  = {"approve",  RETURNS, false,
		N_("approve what the own unit hands in")},
	[ACT_ACCEPT]   = {"accept",   RETURNS, false,
		N_("check returns, accept them or send them back")},
	[ACT_CALL]     = {"call",     RETURNS, false,
		N_("ask units for something, remind them, waive, withdraw")},
	[ACT_FORM]     = {"form",     RETURNS, true,
		N_("make forms and change them")},
	[ACT_PEOPLE]   = {"people",   PEOPLE, false,
		N_("keep persons, bodies and their seats")},
	[ACT_ORGANISE] = {"organise", UNITS, false,
		N_("import units and reorganise them")},
	[ACT_ACCOUNT]  = {"account",  ACCOUNTS, false,
		N_("make accounts, give roles and take them away")},
	[ACT_CONSULT]  = {"consult",  DOCUMENTS, false,
		N_("read registered documents and their files")},
	[ACT_REGISTER] = {"register", DOCUMENTS, false,
		N_("enter documents, number, correct and recall them")},
	[ACT_FOLLOW]   = {"follow",   PROGRAMME, false,
		N_("read programmes, tasks and visits")},
	[ACT_PLAN]     = {"plan",     PROGRAMME, false,
		N_("make programmes, tasks and visits, close a year")},
	[ACT_OPERATE]  = {"operate",  0, true,
		N_("set up the store, its mail and its sign-on")},
};
/* clang-format on */

const size_t acts_count = COUNT(act_table);

const char *act_name(enum act act)
{
	return act_table[act].name;
}

const char *act_means(enum act act)
{
	return act_table[act].label;
}

bool act_find(const char *name, enum act *act)
{
	for (size_t i = 0; i < acts_count; i++) {
		*act = (enum act)i;
		if (!strcmp(act_table[i].name, name))
			return true;
	}
	return false;
}

bool act_of_store(enum act act)
{
	return act_table[act].store;
}

const char *area_label(const char *area)
{
	for (size_t i = 0; i < areas_count; i++)
		if (!strcmp(areas[i], area))
			return area_labels[i];
	return area;
}

bool area_known(const char *area)
{
	return area_label(area) != area;
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

/* ---- for docs/roles.md ---- */

static struct val *names_of(struct arena *mem, unsigned set,
			    const char *(*name)(size_t))
{
	struct val *list = val_list(mem);

	for (size_t i = 0; i < 8 * sizeof(set); i++)
		if (set & (1u << i))
			list_s(list, name(i));
	return list;
}

static const char *act_at(size_t i)
{
	return act_table[i].name;
}

static const char *area_at(size_t i)
{
	return areas[i];
}

struct val *roles_view(struct arena *mem)
{
	struct val *v = val_map(mem), *all_roles = val_list(mem);
	struct val *acts = val_list(mem), *all_areas = val_list(mem);

	for (size_t i = 0; i < roles_count; i++) {
		struct val *one = val_map(mem);

		map_s(one, "role", roles[i].name);
		map_s(one, "label", roles[i].label);
		map_v(one, "acts", names_of(mem, roles[i].acts, act_at));
		list_v(all_roles, one);
	}
	for (size_t i = 0; i < acts_count; i++) {
		struct val *one = val_map(mem);

		map_s(one, "act", act_table[i].name);
		map_s(one, "means", act_table[i].label);
		map_v(one, "areas",
		      names_of(mem, act_table[i].areas | 1, area_at));
		map_b(one, "store", act_table[i].store);
		list_v(acts, one);
	}
	for (size_t i = 0; i < areas_count; i++) {
		struct val *one = val_map(mem);

		map_s(one, "area", areas[i]);
		map_s(one, "means", area_labels[i]);
		list_v(all_areas, one);
	}
	map_v(v, "roles", all_roles);
	map_v(v, "acts", acts);
	map_v(v, "areas", all_areas);
	return v;
}
