/* why.c - whether somebody may do something somewhere, and why. */
#include "access/right_view.h"
#include "access/sight.h"
#include "base/show.h"
#include "base/view.h"

#include <string.h>

#define BIT(act) (1u << (act))

/* Who is asked about, where, and what it holds there. */
struct why {
	struct ctx *c;
	struct right_account who;
	const char *login, *code;
	struct right_unit unit;
	const struct role_way *way; /* of the unit */
	size_t ways;
	const struct right_full *right; /* all that it holds or held */
	size_t n;
	const struct right_full *seen; /* of these, what c may see in a list */
	size_t seen_n;
	bool open; /* the account may sign in */
};

static bool covers(const struct why *w, const struct right_full *r)
{
	for (size_t i = 0; i < w->ways; i++)
		if (r->unit == w->way[i].unit)
			return true;
	return r->unit == 0;
}

/* Whether a right holds at the very top: on the store, or there is nothing
 * above its unit. */
static bool at_top(const struct why *w, const struct right_full *r)
{
	return r->unit == 0 || (w->ways && r->unit == w->way[w->ways - 1].unit);
}

static bool gives(const struct why *w, const struct right_full *r, enum act act)
{
	int64_t today = w->c->today;

	return w->open && r->since <= today && today <= r->until &&
	       covers(w, r) && role_acts(r->role, r->area) & BIT(act) &&
	       (!act_of_store(act) || at_top(w, r));
}

/* One's own is for all who see the unit, that of others for who may audit
 * there. */
static enum err find(struct why *w, const char *login)
{
	struct ctx *c = w->c;
	struct role_way *way;
	struct right_full *row;
	struct right_login own;
	struct sight s;

	if (!login || c->account)
		TRY(sql_right_login(c, c->account, &own));
	if (!login)
		login = own.login;
	TRY(right_unit_find(c, ACT_SEE, w->code, &w->unit));
	w->login = login;
	/* before it shows whether there is such a login */
	if (!c->account || strcmp(login, own.login))
		TRY(may(c, ACT_AUDIT, w->unit.id));
	TRY(right_account_find(c, login, &w->who));
	w->open = !w->who.closed_at.set && w->who.until >= c->now;
	TRY(sql_role_way(c, w->unit.id, c->today, &way, &w->ways));
	w->way = way;
	TRY(sql_right_of(c, w->who.id, 1, c->account, c->today, "", &row,
			 &w->n));
	w->right = row;
	TRY(sight_get(c, ACT_AUDIT, &s));
	TRY(sql_right_of(c, w->who.id, s.all, c->account, c->today, s.powers,
			 &row, &w->seen_n));
	w->seen = row;
	return OK;
}

static struct val *head(const struct why *w)
{
	struct val *v = val_map(w->c->mem);

	map_s(v, "login", w->login);
	map_s(v, "person", w->who.person);
	map_s(v, "unit", w->code);
	map_s(v, "unit_name", w->unit.name);
	map_s(v, "place", right_place(w->c, w->code, w->unit.name));
	return v;
}

/* What it holds besides what gives the act, as far as in sight. */
static struct val *others(const struct why *w, enum act act, bool all)
{
	struct val *list = val_list(w->c->mem);

	for (size_t i = 0; i < w->seen_n; i++)
		if (all || !gives(w, &w->seen[i], act))
			list_v(list, right_one(w->c, &w->seen[i]));
	return list;
}

static const char *need_words(struct ctx *c, const struct role *role,
			      const struct val *in)
{
	struct buf b = {.mem = c->mem};

	buf_str(&b, "");
	for (const struct val *a = in->first; a; a = a->next)
		buf_printf(&b, "%s%s", b.len ? "; " : "",
			   tr(c, area_label(a->s)));
	return arena_printf(c->mem, tr(c, N_("%1$s, in the area: %2$s")),
			    tr(c, role->label), b.s);
}

static struct val *needs(struct ctx *c, enum act act)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < roles_count; i++) {
		struct val *v, *in = val_list(c->mem);

		if (!(roles[i].acts & BIT(act)))
			continue;
		for (size_t k = 0; k < areas_count; k++)
			if (role_acts(roles[i].name, areas[k]) & BIT(act))
				list_s(in, areas[k]);
		v = val_map(c->mem);
		map_s(v, "role", roles[i].name);
		map_s(v, "role_label", tr(c, roles[i].label));
		map_v(v, "areas", in);
		map_s(v, "words", need_words(c, &roles[i], in));
		list_v(list, v);
	}
	return list;
}

static enum err givers(struct ctx *c, int64_t unit, struct val **out)
{
	struct right_giver *g;
	size_t n;

	*out = val_list(c->mem);
	TRY(sql_right_givers(c, unit, c->today, c->now,
			     powers_allowing(c->mem, ACT_ACCOUNT), &g, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "login", g[i].login);
		map_s(v, "person", g[i].person);
		map_s(v, "words",
		      arena_printf(c->mem,
				   tr(c, N_("%1$s, administrator of "
					    "%2$s")),
				   g[i].login,
				   right_place(c, g[i].code, g[i].name)));
		list_v(*out, v);
	}
	return OK;
}

static const char *answer(const struct why *w, enum act act, bool may)
{
	struct ctx *c = w->c;
	const char *place = right_place(c, w->code, w->unit.name);
	const char *label = tr(c, act_means(act));

	if (w->who.closed_at.set)
		return arena_printf(c->mem,
				    tr(c, N_("No: the account %s is closed.")),
				    w->login);
	if (!w->open)
		return arena_printf(c->mem,
				    tr(c, N_("No: the time of the account %s "
					     "is over.")),
				    w->login);
	if (may)
		return arena_printf(c->mem,
				    tr(c, N_("Yes: at %2$s, %1$s may %3$s.")),
				    w->login, place, label);
	if (act_of_store(act))
		return arena_printf(
			c->mem,
			tr(c, N_("No: %1$s may not %2$s. That needs "
				 "a role on the whole store or at "
				 "its top.")),
			w->login, label);
	return arena_printf(c->mem,
			    tr(c, N_("No: at %2$s, %1$s may not %3$s.")),
			    w->login, place, label);
}

enum err why_view(struct ctx *c, const char *login, enum act act,
		  const char *unit, struct val **view)
{
	struct why w = {.c = c, .code = unit};
	struct val *v, *by = val_list(c->mem), *who;

	TRY(find(&w, login));
	for (size_t i = 0; i < w.n; i++)
		if (gives(&w, &w.right[i], act))
			list_v(by, right_one(c, &w.right[i]));
	TRY(givers(c, w.unit.id, &who));
	v = head(&w);
	map_s(v, "act", act_name(act));
	map_s(v, "act_label", tr(c, act_means(act)));
	map_b(v, "may", by->first != NULL);
	map_s(v, "words", answer(&w, act, by->first != NULL));
	map_v(v, "by", by);
	map_v(v, "has", others(&w, act, false));
	map_v(v, "needs", by->first ? val_list(c->mem) : needs(c, act));
	map_v(v, "givers", by->first ? val_list(c->mem) : who);
	*view = v;
	return OK;
}

enum err why_all_view(struct ctx *c, const char *login, const char *unit,
		      struct val **view)
{
	struct why w = {.c = c, .code = unit};
	struct val *v, *acts = val_list(c->mem);

	TRY(find(&w, login));
	for (size_t act = 0; act < acts_count; act++) {
		struct val *one = val_map(c->mem);
		size_t i = 0;

		while (i < w.n && !gives(&w, &w.right[i], (enum act)act))
			i++;
		map_s(one, "act", act_name((enum act)act));
		map_s(one, "act_label", tr(c, act_means((enum act)act)));
		map_b(one, "may", i < w.n);
		if (i < w.n)
			map_v(one, "right", right_one(c, &w.right[i]));
		else
			map_s(one, "right", NULL);
		list_v(acts, one);
	}
	v = head(&w);
	map_v(v, "acts", acts);
	map_v(v, "has", others(&w, ACT_SEE, true));
	*view = v;
	return OK;
}

/* ---- of who holds nothing any more ---- */

static const char *names_of(struct ctx *c, const struct val *list,
			    const char *key)
{
	struct buf b = {.mem = c->mem};

	buf_str(&b, "");
	for (const struct val *v = list->first; v; v = v->next)
		buf_printf(&b, "%s%s", b.len ? ", " : "", val_text(v, key));
	return b.s;
}

static const char *none_words(struct ctx *c, const struct right_last *last,
			      const struct val *heirs, const char *ask)
{
	const char *day;

	if (!last)
		return arena_printf(c->mem,
				    tr(c, N_("Your account has no role yet. "
					     "Ask %s to give you one at your "
					     "unit.")),
				    ask);
	if (!last->ceased)
		return arena_printf(c->mem,
				    tr(c, N_("Your last role ended after %1$s. "
					     "Ask %2$s for another.")),
				    show_day(c->mem, last->until, c->lang),
				    ask);
	day = show_day(c->mem, last->until + 1, c->lang);
	if (!heirs->first)
		return arena_printf(
			c->mem,
			tr(c, N_("%1$s (%2$s), where you had your role, was "
				 "closed on %3$s, and your role ended with "
				 "it. Ask %4$s for another.")),
			last->name, last->code, day, ask);
	return arena_printf(c->mem,
			    tr(c, N_("%1$s (%2$s), where you had your role, "
				     "was taken over by %3$s on %4$s, and your "
				     "role ended with it. Ask %5$s for one "
				     "there.")),
			    last->name, last->code, names_of(c, heirs, "words"),
			    day, ask);
}

static enum err find_heirs(struct ctx *c, const struct right_last *last,
			   struct val *list, int64_t *ask_at)
{
	struct right_heir *h;
	size_t n;

	TRY(sql_right_heirs(c, last->unit, c->today, &h, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "code", h[i].code);
		map_s(v, "name", h[i].name);
		map_s(v, "words", right_place(c, h[i].code, h[i].name));
		list_v(list, v);
	}
	if (n)
		*ask_at = h[0].id;
	return OK;
}

enum err right_none_view(struct ctx *c, struct val **view)
{
	struct val *v = val_map(c->mem), *heirs = val_list(c->mem), *who;
	struct right_last *last;
	int64_t ask_at = 0;
	const char *ask;
	size_t n;

	TRY(sql_right_last(c, c->account, c->today, &last, &n));
	ask_at = n ? last->unit : 0;
	if (n && last->ceased)
		TRY(find_heirs(c, last, heirs, &ask_at));
	TRY(givers(c, ask_at, &who));
	ask = who->first ? names_of(c, who, "login")
			 : tr(c, N_("the administrator"));
	map_s(v, "why", none_words(c, n ? last : NULL, heirs, ask));
	map_s(v, "ended", n == 0 ? NULL : last->ceased ? "unit" : "day");
	map_s(v, "unit", n ? last->code : NULL);
	map_s(v, "unit_name", n ? last->name : NULL);
	map_day(v, "last", n ? last->until : DAY_MAX);
	map_v(v, "heirs", heirs);
	map_v(v, "givers", who);
	map_b(v, "some", who->first != NULL);
	*view = v;
	return OK;
}

enum err right_none(struct ctx *c)
{
	struct val *v;

	TRY(right_none_view(c, &v));
	c->field = NULL;
	c->why = val_text(v, "why");
	return ERR_DENIED;
}
