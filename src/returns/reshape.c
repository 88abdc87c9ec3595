/* reshape.c - makes the roll-ups follow a change of the tree. */
#include "returns/reshape.h"

#include "calls/call.h"
#include "calls/key.h"
#include "gen/sql_returns.h"
#include "people/body.h"
#include "people/follow.h"
#include "returns/form.h"
#include "returns/rollup.h"

static enum err has_returns(struct ctx *c, int64_t unit, int64_t day,
			    const char **what)
{
	struct form_item *form;
	size_t n;

	*what = NULL;
	TRY(sql_form_list(c, &form, &n));
	for (size_t i = 0; i < n && !*what; i++) {
		int64_t first =
			period_of((enum period_kind)form[i].period, day);
		struct response_id *id;
		char text[12];
		size_t found;

		TRY(sql_response_after(c, key_of(form[i].id, unit, first),
				       key_of(form[i].id, unit + 1, 0) - 1, &id,
				       &found));
		if (found)
			*what = arena_printf(
				c->mem, "%s %s", form[i].code,
				period_text(key_period(id[0].id), text));
	}
	return OK;
}

/* The same day on the tree before and after. */
struct pair {
	const struct tree *old, *new;
	struct tree_day *was, *is;
	bool *mark; /* by unit of the new tree */
};

/* Marks what stands above a unit: old ancestors by their place in the new
 * tree. */
static void mark_old(struct pair *p, int32_t u)
{
	for (; u >= 0; u = p->was->parent[u]) {
		int32_t now = tree_by_id(p->new, p->old->unit[u].id);

		if (now >= 0)
			p->mark[now] = true;
	}
}

static void mark_new(struct pair *p, int32_t u)
{
	for (; u >= 0 && !p->mark[u]; u = p->is->parent[u])
		p->mark[u] = true;
}

static int64_t parent_id(const struct tree *t, const struct tree_day *d,
			 int32_t u)
{
	return d->parent[u] < 0 ? 0 : t->unit[d->parent[u]].id;
}

static bool stands_as_before(const struct pair *p, int32_t was, int32_t is)
{
	if (is < 0 || p->is->depth[is] < 0)
		return false;
	return parent_id(p->old, p->was, was) == parent_id(p->new, p->is, is) &&
	       p->old->kind[p->was->kind[was]].id ==
		       p->new->kind[p->is->kind[is]].id;
}

/* Every unit whose row may no longer be right. A unit that is new has no
 * returns yet: where it stands shows by its children. */
static void mark_changes(struct pair *p)
{
	for (int32_t was = 0; was < p->old->n; was++) {
		int32_t is = tree_by_id(p->new, p->old->unit[was].id);

		if (p->was->depth[was] < 0 || stands_as_before(p, was, is))
			continue;
		mark_old(p, was);
		if (is >= 0 && p->is->depth[is] >= 0)
			mark_new(p, p->is->parent[is]);
	}
}

/* Units that an undone reorganisation had made are gone with their rows. */
static enum err drop_gone(struct ctx *c, const struct pair *p, int64_t form,
			  int64_t period)
{
	for (int32_t u = 0; u < p->old->n; u++) {
		int64_t id = p->old->unit[u].id;

		if (p->was->depth[u] >= 0 && tree_by_id(p->new, id) < 0)
			TRY(sql_rollup_drop(c, key_of(form, id, period)));
	}
	return OK;
}

static enum err pair_at(struct ctx *c, const struct tree *old,
			const struct tree *new, int64_t day, struct pair *p)
{
	*p = (struct pair){.old = old, .new = new};
	TRY(tree_at(c, old, day, &p->was));
	TRY(tree_at(c, new, day, &p->is));
	p->mark = arena_array(c->mem, (size_t) new->n, sizeof(*p->mark));
	mark_changes(p);
	return OK;
}

static enum err reshape_form(struct ctx *c, const struct form_item *item,
			     const struct tree *old, const struct tree *new,
			     int64_t day)
{
	struct form_period_row *period;
	struct pair p = {0};
	int64_t at = 0;
	size_t n;

	TRY(sql_form_period_list(c, item->id, &period, &n));
	for (size_t i = 0; i < n; i++) {
		int64_t last = period_last_day(period[i].period);
		struct form *f;

		if (last < day)
			continue;
		if (!p.mark ||
		    tree_stretch(old, at) != tree_stretch(old, last) ||
		    tree_stretch(new, at) != tree_stretch(new, last))
			TRY(pair_at(c, old, new, last, &p));
		at = last;
		TRY(form_load_id(c, item->id, period[i].period, &f));
		TRY(rollup_refresh(c, f, period[i].period, new, p.is, p.mark));
		TRY(drop_gone(c, &p, item->id, period[i].period));
	}
	return OK;
}

static enum err after(struct ctx *c, const struct tree *before,
		      const struct tree *now, int64_t day)
{
	struct form_item *form;
	size_t n;

	TRY(sql_form_list(c, &form, &n));
	for (size_t i = 0; i < n; i++)
		TRY(reshape_form(c, &form[i], before, now, day));
	TRY(people_follow(c, before, now));
	return calls_follow(c, before, now, day);
}

/* What hangs on a unit besides its returns. */
static enum err hangs_on(struct ctx *c, int64_t unit, const char **what)
{
	struct programme_year programme;
	enum err e;

	TRY(call_of_unit(c, unit, what));
	if (!*what)
		TRY(body_of_unit(c, unit, what));
	if (*what)
		return OK;
	e = sql_programme_of_unit(c, unit, &programme);
	if (e == OK)
		*what = arena_printf(c->mem, tr(c, N_("the programme of %lld")),
				     (long long)programme.year);
	return e == ERR_MISSING ? OK : e;
}

const struct reorganise_hooks reshape_hooks = {
	.has_returns = has_returns,
	.has_more = hangs_on,
	.after = after,
};
