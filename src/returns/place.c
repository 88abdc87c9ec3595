/* place.c - one return, found by the words of its address. */
#include "returns/place.h"

#include "base/day.h"
#include "base/show.h"
#include "calls/key.h"
#include "core/journal.h"
#include "gen/sql_returns.h"
#include "org/tree.h"

#include <inttypes.h>

/* Why a unit that is not in the tree on the last day cannot answer. */
static enum err gone(struct ctx *c, const struct place *at,
		     const struct place_unit *u)
{
	struct buf heirs = {.mem = c->mem};
	struct place_heir *heir;
	size_t n;

	if (u->since > at->day)
		return fail(c, ERR_CONFLICT, "unit",
			    N_("%s begins on %s only, after the last day of "
			       "%s; nobody asks it for that period."),
			    at->code, show_day(c->mem, u->since, c->lang),
			    show_period(c->mem, at->period, c->lang));
	TRY(sql_place_heirs(c, at->unit, &heir, &n));
	for (size_t i = 0; i < n; i++)
		buf_printf(&heirs, "%s%s (%s)", i ? ", " : "", heir[i].name,
			   heir[i].code);
	if (n == 0)
		return fail(c, ERR_CONFLICT, "unit",
			    N_("%s was closed after %s, before the last day "
			       "of %s, so this return is not asked of it. "
			       "What was typed stays readable here."),
			    at->code, show_day(c->mem, u->until, c->lang),
			    show_period(c->mem, at->period, c->lang));
	return fail(c, ERR_CONFLICT, "unit",
		    N_("%s was taken over by %s on %s, before the last day of "
		       "%s: the return is theirs to hand in. What was typed "
		       "stays readable here."),
		    at->code, heirs.s, show_day(c->mem, heir[0].day, c->lang),
		    show_period(c->mem, at->period, c->lang));
}

static enum err find_unit(struct ctx *c, const char *code, enum act act,
			  struct place *out)
{
	bool looks = act == ACT_ACCEPT || act == ACT_APPROVE;
	struct place_unit u;
	enum err e = sql_place_unit(c, code, out->day, &u);

	if (e == OK)
		e = may_for(c, looks ? ACT_READ : act, u.id);
	if (e == ERR_MISSING)
		return fail(c, e, "unit", N_("There is no unit %s."), code);
	TRY(e);
	out->unit = u.id;
	out->code = u.code;
	out->name = u.name;
	out->kind = u.kind;
	out->approval = u.approval;
	out->gone = u.since > out->day || u.until < out->day;
	return out->gone && act != ACT_READ ? gone(c, out, &u) : OK;
}

enum err place_of(struct ctx *c, const struct form *f, const char *unit,
		  int64_t period, enum act act, struct place *out)
{
	struct place_lock lock;
	enum err e;

	*out = (struct place){.form = f, .period = period};
	out->day = period_last_day(period);
	if (act != ACT_READ)
		TRY(tree_hold(c));
	TRY(find_unit(c, unit, act, out));
	out->answers = form_answered_by(f, out->kind);
	if (act == ACT_ANSWER && !out->answers)
		return fail(c, ERR_CONFLICT, "unit",
			    N_("%s does not answer form %s."), out->code,
			    f->code);
	out->key = key_of(f->id, out->unit, period);
	if (act != ACT_READ)
		TRY(sql_place_lock(c, out->key, &lock));
	e = assignment_of_key(c, out->key, &out->a);
	out->called = e == OK;
	return e == ERR_MISSING ? OK : e;
}

enum err place_find(struct ctx *c, const char *unit, const char *form,
		    const char *period, enum act act, struct place *out)
{
	struct form *f;
	int64_t p;

	TRY(may_all(c, ACT_READ));
	TRY(form_period(c, period, &p));
	TRY(form_load(c, form, p, &f));
	if (period_kind(p) != f->period)
		return fail(c, ERR_INVALID, "period",
			    N_("Form %s is answered by the %s."), f->code,
			    tr(c, period_kind_name(f->period)));
	return place_of(c, f, unit, p, act, out);
}

enum err place_may_answer(struct ctx *c, const struct place *at)
{
	struct place_reason why;
	enum err e;

	if (at->called && at->a.state == WAIVED)
		return fail(c, ERR_CONFLICT, "state",
			    N_("%s need not answer: %s"), at->code, at->a.note);
	if (at->called)
		return OK;
	e = sql_place_withdrawn(c, at->unit, at->key, &why);
	if (e == ERR_MISSING)
		return OK;
	TRY(e);
	return fail(c, ERR_CONFLICT, "state",
		    N_("This return is no longer asked for: %s"), why.reason);
}

enum err checker_may(struct ctx *c, int64_t checker)
{
	enum err e = may(c, ACT_ACCEPT, checker);

	if (e != ERR_MISSING)
		return e;
	return fail(c, ERR_DENIED, NULL,
		    N_("This is checked by a unit above; your roles do not "
		       "reach there."));
}

enum err place_may_check(struct ctx *c, const struct place *at)
{
	return checker_may(c, at->called ? at->a.checker : at->unit);
}

enum err place_step(struct ctx *c, struct place *at, enum step step,
		    const char *note)
{
	return at->called ? assignment_step(c, &at->a, step, note) : OK;
}

enum err place_acknowledge(struct ctx *c, struct place *at)
{
	struct val *v = val_map(c->mem);

	if (!at->called || at->a.state != DELIVERED)
		return OK;
	map_s(v, "unit", at->code);
	map_s(v, "before", state_name(at->a.state));
	TRY(assignment_step(c, &at->a, STEP_ACKNOWLEDGE, ""));
	map_s(v, "after", state_name(at->a.state));
	return journal_add(c, "call.acknowledge",
			   arena_printf(c->mem, "%" PRId64, at->a.call), v);
}

enum err place_record(struct ctx *c, const struct place *at, const char *act,
		      int64_t version, struct val *detail)
{
	struct val *v = detail ? detail : val_map(c->mem);
	char period[12];

	map_s(v, "unit", at->code);
	map_s(v, "form", at->form->code);
	map_s(v, "period", arena_text(c->mem, period_text(at->period, period)));
	map_i(v, "version", version);
	return journal_add(c, act, arena_printf(c->mem, "%" PRId64, at->key),
			   v);
}
