/* reorganise.c - registers a reorganisation. */
#include "org/reorganise.h"

#include "access/role.h"
#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "gen/sql_org.h"
#include "org/name.h"
#include "org/plan.h"
#include "org/store.h"
#include "org/view.h"

#define DECISION_MAX 500 /* characters */

static enum err check_words(struct ctx *c, const struct reorganise_ask *ask,
			    const char **decision)
{
	*decision = text_tidy(c->mem, ask->decision);
	if (!**decision)
		return fail(c, ERR_INVALID, "decision",
			    N_("A reorganisation needs the decision that "
			       "orders it, as “Resolution 202/2025/QH15”."));
	if (utf8_length(*decision) > DECISION_MAX)
		return fail(c, ERR_INVALID, "decision",
			    N_("The decision has more than 500 characters."));
	if (ask->day <= DAY_MIN || ask->day >= DAY_MAX)
		return fail(c, ERR_INVALID, "on",
			    N_("A reorganisation is on a day between 1900 and "
			       "9999."));
	return OK;
}

/* One row as it is kept: with what was before, for the page and for undo. */
static struct op_row op_row(const struct plan *p, int64_t id, size_t i)
{
	const struct tree *t = p->before;
	const struct op *o = &p->op[i];
	struct op_row row = {
		.reorganisation = id,
		.n = o->line,
		.op = op_name(o->op),
		.code = o->code,
		.name = o->name,
		.kind = o->kind,
		.parent = o->parent && *o->parent ? o->parent : NULL,
		.into_ = o->into,
		.num = {o->share.den != 0, o->share.num},
		.den = {o->share.den != 0, o->share.den},
	};
	const struct tree_fact *f;

	if (o->op == OP_CREATE)
		return row;
	f = tree_fact_at(t, p->unit[i], p->day);
	row.old_name = f->name;
	row.old_kind = t->kind[f->kind].code;
	row.old_parent = f->parent < 0 ? NULL : t->unit[f->parent].code;
	if (op_ends(o->op))
		row.old_until =
			(struct opt_int){true, t->unit[p->unit[i]].until};
	return row;
}

static enum err store_ops(const struct plan *p, int64_t id)
{
	struct op_row *row = arena_array(p->c->mem, p->n, sizeof(*row));

	for (size_t i = 0; i < p->n; i++)
		row[i] = op_row(p, id, i);
	return sql_op_add(p->c, row, p->n);
}

static struct val *report_view(const struct plan *p, int64_t id,
			       const char *decision)
{
	struct val *v = val_map(p->c->mem);

	map_i(v, "id", id);
	map_day(v, "on", p->day);
	map_s(v, "decision", decision);
	map_i(v, "operations", (int64_t)p->n);
	map_v(v, "counts", op_counts(p->c->mem, p->op, p->n));
	return v;
}

static enum err note(struct ctx *c, const struct reorganise_ask *ask,
		     const struct plan *p, int64_t id, const char *decision)
{
	struct val *v = report_view(p, id, decision);

	map_s(v, "sha256", digest_text(c->mem, ask->file));
	return journal_add(c, "reorganise",
			   arena_printf(c->mem, "%lld", (long long)id), v);
}

/* What moves takes all below it along, perhaps too far down. */
static enum err check_tiers(struct ctx *c, const struct tree *after,
			    int64_t day)
{
	for (size_t i = 0; i < after->brks; i++) {
		if (after->brk[i] < day)
			continue;
		for (int32_t u = 0; u < after->n; u++)
			if (tree_tier(after, u, after->brk[i]) > TIERS_MAX)
				return fail(c, ERR_INVALID, NULL,
					    N_("%s would stand below %d tiers; "
					       "more are not kept."),
					    after->unit[u].code, TIERS_MAX);
	}
	return OK;
}

enum err reorganise_apply(struct ctx *c, const struct reorganise_ask *ask,
			  struct val **report)
{
	struct plan p = {.c = c, .day = ask->day, .hooks = ask->hooks};
	struct reorganisation_id made;
	const char *decision;
	struct tree *before, *after;

	TRY(check_words(c, ask, &decision));
	TRY(op_read(c, ask->file, &p.op, &p.n));
	TRY(tree_lock(c));
	TRY(tree_load(c, &before));
	p.before = before;
	TRY(plan_make(&p));
	after = draft_tree(p.draft);
	TRY(check_tiers(c, after, p.day));
	TRY(sql_reorganisation_add(c, p.day, decision, c->now, c->account, 0,
				   &made));
	TRY(tree_store(c, before, after, made.id));
	TRY(store_ops(&p, made.id));
	if (ask->hooks && ask->hooks->after)
		TRY(ask->hooks->after(c, before, after, p.day));
	*report = report_view(&p, made.id, decision);
	return note(c, ask, &p, made.id, decision);
}
