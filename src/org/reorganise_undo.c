/* reorganise_undo.c - takes a reorganisation back. */
#include "org/reorganise.h"

#include "access/role.h"
#include "core/journal.h"
#include "gen/sql_org.h"
#include "org/op.h"
#include "org/shape.h"
#include "org/store.h"
#include "org/view.h"

/* What the reorganisation to undo did with a unit. */
enum { NAMED = 1, TOUCHED = 2, MADE = 4 };

struct undoing {
	struct ctx *c;
	const struct tree *before;
	struct draft *draft;
	const struct reorganise_hooks *hooks;
	struct reorganisation_row it;
	struct op_row *op;
	size_t n;
	unsigned char *mark; /* by unit */
	bool refused;	     /* c->why says why */
};

static enum err read_it(struct undoing *u, int64_t id)
{
	struct ctx *c = u->c;
	enum err e = sql_reorganisation_one(c, id, &u->it);

	if (e == ERR_MISSING)
		return fail(c, e, "id", N_("There is no reorganisation %lld."),
			    (long long)id);
	TRY(e);
	if (u->it.undone)
		return fail(c, ERR_CONFLICT, "id",
			    N_("Reorganisation %lld is undone already."),
			    (long long)id);
	if (u->it.undoes)
		return fail(c, ERR_CONFLICT, "id",
			    N_("Reorganisation %lld undid another; register "
			       "that one again instead."),
			    (long long)id);
	return sql_op_list(c, id, &u->op, &u->n);
}

static enum err mark_unit(struct undoing *u, const char *code,
			  unsigned char mark)
{
	int32_t at = code ? tree_find(u->before, code) : -1;

	if (at < 0)
		return OK;
	if (u->mark[at] == 0)
		TRY(may(u->c, ACT_ORGANISE, u->before->unit[at].id));
	u->mark[at] |= mark;
	return OK;
}

static enum err mark_units(struct undoing *u)
{
	u->mark = arena_array(u->c->mem, (size_t)u->before->n, 1);
	for (size_t i = 0; i < u->n; i++) {
		enum op_kind op;
		bool known = op_parse(u->op[i].op, &op);
		unsigned char made = known && op == OP_CREATE ? MADE : 0;

		TRY(mark_unit(u, u->op[i].code, TOUCHED | made));
		TRY(mark_unit(u, u->op[i].into_, NAMED));
	}
	return OK;
}

static bool marked(const struct undoing *u, const char *code, unsigned mark)
{
	int32_t at = code ? tree_find(u->before, code) : -1;

	return at >= 0 && u->mark[at] & mark;
}

/* Nothing that was registered later may build on it. */
static enum err check_later(struct undoing *u)
{
	struct op_after *later;
	size_t n;

	TRY(sql_op_after(u->c, u->it.id, &later, &n));
	for (size_t i = 0; i < n; i++) {
		const struct op_after *o = &later[i];

		if (marked(u, o->code, TOUCHED) || marked(u, o->into_, MADE) ||
		    marked(u, o->parent, MADE))
			return fail(u->c, ERR_CONFLICT, "id",
				    N_("Reorganisation %lld, registered "
				       "later, concerns the same units (%s); "
				       "undo that first."),
				    (long long)o->reorganisation, o->code);
	}
	return OK;
}

static enum err unmake(struct undoing *u, int32_t at)
{
	const struct tree_unit *x = &u->before->unit[at];
	const char *what = NULL;

	if (u->hooks && u->hooks->has_returns)
		TRY(u->hooks->has_returns(u->c, x->id, x->since, &what));
	if (what)
		return fail(u->c, ERR_CONFLICT, "id",
			    N_("%s, which it made, has returns (%s)."), x->code,
			    what);
	if (u->hooks && u->hooks->has_more)
		TRY(u->hooks->has_more(u->c, x->id, &what));
	if (what)
		return fail(u->c, ERR_CONFLICT, "id",
			    N_("%s, which it made, is in use meanwhile: %s."),
			    x->code, what);
	u->draft->unit[at].gone = true;
	return OK;
}

/* Takes one operation back: from the day on, what was before it. */
static enum err reverse(struct undoing *u, const struct op_row *o)
{
	const struct tree *t = u->before;
	int32_t at = tree_find(t, o->code);
	enum op_kind op;

	if (at < 0 || !op_parse(o->op, &op))
		return fail(u->c, ERR_BROKEN, NULL,
			    N_("%s, of this reorganisation, is gone from the "
			       "tree."),
			    o->code);
	if (op == OP_CREATE)
		return unmake(u, at);
	draft_set(u->draft, at,
		  (struct tree_fact){
			  .since = u->it.day,
			  .until = op_ends(op) ? o->old_until.value
					       : u->draft->unit[at].until,
			  .parent = o->old_parent ? tree_find(t, o->old_parent)
						  : -1,
			  .kind = tree_kind_find(t, o->old_kind),
			  .name = o->old_name,
		  });
	if (op_ends(op))
		draft_unlink(u->draft, at);
	return OK;
}

static void orphan(void *arg, int32_t unit, const struct tree_fact *f)
{
	struct undoing *u = arg;
	const struct draft_unit *x = u->draft->unit;

	if (!u->refused)
		(void)fail(u->c, ERR_CONFLICT, "id",
			   N_("%s is below %s, which would not be there; move "
			      "it first."),
			   x[unit].code, x[f->parent].code);
	u->refused = true;
}

static void circle(void *arg, int32_t unit, const char *way)
{
	struct undoing *u = arg;

	if (!u->refused)
		(void)fail(u->c, ERR_CONFLICT, "id",
			   N_("%s would stand below itself: %s."),
			   u->draft->unit[unit].code, way);
	u->refused = true;
}

/* Later changes elsewhere may not fit the old tree. */
static enum err check_shape(struct undoing *u)
{
	int32_t *list = arena_array(u->c->mem, u->n, sizeof(*list)), n = 0;

	for (int32_t i = 0; i < u->before->n; i++)
		if (u->mark[i] & TOUCHED && !u->draft->unit[i].gone)
			list[n++] = i;
	shape_orphans(u->draft, u->it.day, orphan, u);
	shape_cycles(u->draft, u->it.day, list, n, circle, u);
	return u->refused ? ERR_CONFLICT : OK;
}

static enum err finish(struct undoing *u, struct val **report)
{
	struct ctx *c = u->c;
	struct reorganisation_id made;
	struct val *v = val_map(c->mem);

	TRY(sql_reorganisation_undone(c, u->it.id));
	TRY(sql_reorganisation_add(c, u->it.day, u->it.decision, c->now,
				   c->account, u->it.id, &made));
	map_i(v, "id", made.id);
	map_day(v, "on", u->it.day);
	map_s(v, "decision", u->it.decision);
	map_i(v, "operations", (int64_t)u->n);
	map_i(v, "undoes", u->it.id);
	*report = v;
	return journal_add(c, "reorganise.undo",
			   arena_printf(c->mem, "%lld", (long long)u->it.id),
			   v);
}

enum err reorganise_undo(struct ctx *c, int64_t id,
			 const struct reorganise_hooks *hooks,
			 struct val **report)
{
	struct undoing u = {.c = c, .hooks = hooks};
	struct tree *before, *after;

	TRY(tree_lock(c));
	TRY(read_it(&u, id));
	TRY(tree_load(c, &before));
	u.before = before;
	u.draft = draft_new(c->mem, before);
	TRY(mark_units(&u));
	TRY(check_later(&u));
	for (size_t i = 0; i < u.n; i++)
		TRY(reverse(&u, &u.op[i]));
	TRY(check_shape(&u));
	after = draft_tree(u.draft);
	TRY(tree_store(c, before, after, 0));
	if (hooks && hooks->after)
		TRY(hooks->after(c, before, after, u.it.day));
	return finish(&u, report);
}
