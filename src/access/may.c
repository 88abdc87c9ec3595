/* may.c - the one question every act asks: may who acts here do this. */
#include "access/role.h"

#include "access/right.h"
#include "gen/sql_access.h"

#include <string.h>

#define BIT(act) (1u << (act))

/* What leaves no trace of by which right it was done. */
#define LOOKS                                                                  \
	(BIT(ACT_SEE) | BIT(ACT_READ) | BIT(ACT_CONSULT) | BIT(ACT_FOLLOW))

/* What an account holds today, read once in a unit of work, and the way up
 * that was asked for last: what follows is mostly asked of the same unit, or
 * of one above it. */
struct rights {
	int64_t account, today;
	const struct right_row *right; /* in the order they are used */
	size_t n;
	const struct role_way *way;
	size_t ways;
};

static enum err rights_of(struct ctx *c, struct rights **out)
{
	struct rights *r = c->rights;
	struct right_row *row;

	*out = r;
	if (r && r->account == c->account && r->today == c->today)
		return OK;
	r = arena_alloc(c->mem, sizeof(*r));
	*r = (struct rights){.account = c->account, .today = c->today};
	TRY(sql_rights(c, c->account, c->today, &row, &r->n));
	r->right = row;
	*out = c->rights = r;
	return OK;
}

/* A right may do what its role does in its area, within a token's limit. */
static unsigned acts_of(const struct ctx *c, const struct right_row *r)
{
	return role_acts(r->role, r->area) & (c->acts ? c->acts : ~0u);
}

static bool on_way(const struct rights *r, int64_t unit)
{
	for (size_t i = 0; i < r->ways; i++)
		if (r->way[i].unit == unit)
			return true;
	return false;
}

/* Puts the unit and all above it into r->way. */
static enum err find_way(struct ctx *c, struct rights *r, int64_t unit)
{
	struct role_way *way;
	size_t at = 0;

	while (at < r->ways && r->way[at].unit != unit)
		at++;
	if (at < r->ways) {
		r->way += at;
		r->ways -= at;
		return OK;
	}
	TRY(sql_role_way(c, unit, c->today, &way, &r->ways));
	r->way = way;
	return OK;
}

static enum err denied(struct ctx *c)
{
	return fail(c, ERR_DENIED, NULL,
		    N_("Your roles do not allow this. Ask the administrator "
		       "of the unit."));
}

/* Notes by which right an act is done. */
static void use(struct ctx *c, enum act act, const struct right_row *r)
{
	if (LOOKS & BIT(act))
		return;
	c->seat = r->sitting;
	c->behalf = r->behalf;
}

enum err may_what(struct ctx *c, int64_t unit, unsigned *acts)
{
	struct rights *r;

	*acts = ~0u;
	if (c->is_operator)
		return OK;
	*acts = 0;
	TRY(rights_of(c, &r));
	TRY(find_way(c, r, unit));
	for (size_t i = 0; i < r->n; i++)
		if (r->right[i].unit == 0 || on_way(r, r->right[i].unit))
			*acts |= acts_of(c, &r->right[i]);
	return OK;
}

enum err may(struct ctx *c, enum act act, int64_t unit)
{
	unsigned acts;

	TRY(may_what(c, unit, &acts));
	if (!c->is_operator && c->rights->n == 0)
		return right_none(c);
	if (!(acts & BIT(ACT_SEE)))
		return fail(c, ERR_MISSING, NULL, N_("There is no such unit."));
	if (!(acts & BIT(act)))
		return denied(c);
	for (size_t i = 0; !c->is_operator && i < c->rights->n; i++) {
		const struct right_row *r = &c->rights->right[i];

		if ((r->unit && !on_way(c->rights, r->unit)) ||
		    !(acts_of(c, r) & BIT(act)))
			continue;
		use(c, act, r);
		break;
	}
	return OK;
}

/* A right that gives the act, of those on all of the store (`top`) or of any.
 */
static enum err may_by(struct ctx *c, enum act act, bool top)
{
	struct rights *r;

	if (c->is_operator)
		return OK;
	TRY(rights_of(c, &r));
	for (size_t i = 0; i < r->n; i++) {
		if ((top && !r->right[i].top) ||
		    !(acts_of(c, &r->right[i]) & BIT(act)))
			continue;
		use(c, act, &r->right[i]);
		return OK;
	}
	return r->n ? denied(c) : right_none(c);
}

enum err may_all(struct ctx *c, enum act act)
{
	return may_by(c, act, !(LOOKS & BIT(act)));
}

enum err may_any(struct ctx *c, enum act act)
{
	return may_by(c, act, false);
}

enum err may_nothing(struct ctx *c, bool *yes)
{
	struct rights *r;

	*yes = false;
	if (c->is_operator)
		return OK;
	TRY(rights_of(c, &r));
	*yes = r->n == 0;
	return OK;
}

/* The first right at each unit that was at the top at any time. */
static bool is_first(const struct ctx *c, const struct rights *r, size_t i,
		     enum act act)
{
	for (size_t k = 0; k < i; k++)
		if (r->right[k].unit == r->right[i].unit &&
		    acts_of(c, &r->right[k]) & BIT(act))
			return false;
	return true;
}

enum err may_everywhere(struct ctx *c, enum act act, bool *all)
{
	struct rights *r;
	int64_t tops = 0;

	*all = c->is_operator;
	if (c->is_operator)
		return OK;
	TRY(rights_of(c, &r));
	for (size_t i = 0; i < r->n && !*all; i++) {
		if (!(acts_of(c, &r->right[i]) & BIT(act)))
			continue;
		tops += r->right[i].ever_top && is_first(c, r, i, act);
		*all = r->right[i].unit == 0 || tops == r->right[i].tops;
	}
	return OK;
}

enum err may_anywhere(struct ctx *c, enum act act, bool *yes)
{
	struct rights *r;

	*yes = c->is_operator;
	if (c->is_operator)
		return OK;
	TRY(rights_of(c, &r));
	for (size_t i = 0; i < r->n; i++)
		*yes = *yes || acts_of(c, &r->right[i]) & BIT(act);
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
		if (role_acts(home[i].role, home[i].area) & BIT(ACT_READ))
			*code = home[i].code;
	if (*code)
		return OK;
	TRY(may_everywhere(c, ACT_READ, &all));
	if (!all)
		return OK;
	TRY(sql_role_first_tops(c, c->today, &top, &n));
	if (n == 1)
		*code = top[0].code;
	return OK;
}
