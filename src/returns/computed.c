/* computed.c - returns that the program itself makes of what it knows. */
#include "returns/computed.h"

#include "gen/sql_returns.h"
#include "org/tree.h"
#include "returns/place.h"
#include "returns/version.h"

/* Lock: one who makes a version of such a form at a time. */
#define FORMS_LOCK 12

static void put_kind(struct buf *b, const char *code)
{
	buf_printf(b, "%s\"%s\"", b->len ? ", " : "", code);
}

/* The file for who answers it already, and one kind more. */
static enum err write_file(struct ctx *c, const struct computed_form *own,
			   const struct form *old, const char *kind,
			   struct buf *file)
{
	struct buf kinds = {.mem = c->mem};
	struct tree *tree;

	TRY(tree_load(c, &tree));
	for (int32_t i = 0; old && i < tree->kinds; i++)
		if (form_answered_by(old, tree->kind[i].id))
			put_kind(&kinds, tree->kind[i].code);
	put_kind(&kinds, kind);
	buf_printf(file, "%s%s%s", own->head, kinds.s, own->tail);
	return OK;
}

/* *f: NULL where there is no such form yet. */
static enum err find(struct ctx *c, const char *code, int64_t period,
		     const char *kind, struct form **f, bool *answers)
{
	struct tree *tree;
	int32_t k;
	enum err e = form_load(c, code, period, f);

	*answers = false;
	if (e == ERR_MISSING) {
		ctx_forget(c);
		*f = NULL;
		return OK;
	}
	TRY(e);
	TRY(tree_load(c, &tree));
	k = tree_kind_find(tree, kind);
	*answers = k >= 0 && form_answered_by(*f, tree->kind[k].id);
	return OK;
}

enum err computed_form(struct ctx *c, const struct computed_form *own,
		       int64_t period, const char *kind, struct form **out)
{
	struct buf file = {.mem = c->mem};
	struct place_lock lock;
	struct val *view;
	bool answers;

	TRY(tree_hold(c));
	TRY(find(c, own->code, period, kind, out, &answers));
	if (answers)
		return OK;
	TRY(sql_place_lock(c, FORMS_LOCK, &lock));
	TRY(find(c, own->code, period, kind, out, &answers));
	if (answers)
		return OK;
	TRY(write_file(c, own, *out, kind, &file));
	TRY(form_take(c, (struct blob){file.s, file.len}, &view));
	return form_load(c, own->code, period, out);
}

enum err computed_put(struct ctx *c, const struct form *f, int64_t period,
		      const char *unit, enum act act, const struct computed *is,
		      size_t n)
{
	struct values *v = values_new(c->mem, f->slots);
	struct rollup_change ch;
	struct place at;
	int64_t version;

	for (size_t i = 0; i < n; i++) {
		int32_t s = form_slot(f, is[i].code);

		if (s < 0)
			return fail(c, ERR_CONFLICT, "form",
				    N_("Form %s is kept by the program "
				       "itself and has to have the indicator "
				       "%s."),
				    f->code, is[i].code);
		v->given[s] = true;
		v->v[s] = is[i].n;
	}
	TRY(place_of(c, f, unit, period, act, &at));
	TRY(version_put(c, f, at.key, v, VERSION_ACCEPTED, &version, &ch));
	ch.asked = at.answers;
	TRY(versions_count(c, f, period, &ch, 1));
	if (at.called && step_rules[STEP_ACCEPT].from & 1u << at.a.state)
		TRY(place_step(c, &at, STEP_ACCEPT, ""));
	return place_record(c, &at, "return.accept", version, NULL);
}

enum err computed_void(struct ctx *c, const struct form *f, int64_t period,
		       const char *unit, enum act act)
{
	struct rollup_change ch;
	struct place at;
	int64_t version;
	enum err e;

	TRY(place_of(c, f, unit, period, act, &at));
	e = version_void(c, f, at.key, &version, &ch);
	if (e == ERR_MISSING)
		return OK;
	TRY(e);
	ch.asked = at.answers;
	TRY(versions_count(c, f, period, &ch, 1));
	if (at.called && at.a.state == ACCEPTED)
		TRY(place_step(c, &at, STEP_VOID, ""));
	return place_record(c, &at, "return.void", version, NULL);
}
