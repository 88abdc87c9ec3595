/* ask.c - asks units for a return. */
#include "returns/ask.h"

#include "access/role.h"
#include "gen/sql_org.h"
#include "returns/form.h"

/* The form in the version for a base period of it. */
static enum err find_form(struct ctx *c, const char *code, const char *word,
			  struct form **f, int64_t *period)
{
	TRY(form_period(c, word, period));
	TRY(form_load(c, code, *period, f));
	if (period_kind(*period) == (*f)->period)
		return OK;
	return fail(c, ERR_INVALID, "period",
		    N_("Form %s is answered by the %s."), (*f)->code,
		    tr(c, period_kind_name((*f)->period)));
}

static enum err check_kind(struct ctx *c, const struct form *f,
			   const char *kind)
{
	struct kind_id id;
	enum err e = sql_kind_find(c, kind, &id);

	if (e == ERR_MISSING)
		return fail(c, ERR_MISSING, "to",
			    N_("There is no kind of units \"%s\"."), kind);
	TRY(e);
	if (form_answered_by(f, id.id))
		return OK;
	return fail(c, ERR_INVALID, "to",
		    N_("Units of kind %s do not answer form %s."), kind,
		    f->code);
}

enum err return_ask(struct ctx *c, const char *form, const char *period,
		    struct call_ask *ask, struct call_issued *out)
{
	struct form *f;

	TRY(may_all(c, ACT_READ));
	TRY(find_form(c, form, period, &f, &ask->period));
	TRY(check_kind(c, f, ask->kind));
	ask->what = "return";
	ask->form = f->id;
	ask->day = period_last_day(ask->period);
	return call_issue(c, ask, out);
}

enum err return_ask_standing(struct ctx *c, const char *form,
			     const char *first, struct standing_ask *ask,
			     int64_t *id)
{
	struct form *f;

	TRY(may_all(c, ACT_READ));
	if (first) {
		TRY(find_form(c, form, first, &f, &ask->first));
	} else {
		TRY(form_load(c, form, 0, &f));
		ask->first = period_of(f->period, c->today);
		TRY(form_load(c, form, ask->first, &f));
	}
	TRY(check_kind(c, f, ask->kind));
	ask->what = "return";
	ask->form = f->id;
	return standing_add(c, ask, id);
}
