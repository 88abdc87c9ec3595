/* attach.c - files of a return. */
#include "returns/attach.h"

#include "access/role.h"
#include "calls/key.h"
#include "gen/sql_returns.h"
#include "org/unit.h"
#include "returns/form.h"

static enum err find(struct ctx *c, const char *unit, const char *form,
		     const char *period, int64_t *key)
{
	struct unit u;
	struct form *f;
	int64_t p;

	TRY(form_period(c, period, &p));
	TRY(form_load(c, form, p, &f));
	if (period_kind(p) != f->period)
		return fail(c, ERR_INVALID, "period",
			    N_("Form %s has no period %s."), form, period);
	TRY(unit_get(c, unit, period_last_day(p), &u));
	TRY(may(c, ACT_ANSWER, u.id));
	*key = key_of(f->id, u.id, p);
	return OK;
}

enum err attach_add(struct ctx *c, const char *unit, const char *form,
		    const char *period, const struct file_in *file, int64_t *id)
{
	int64_t key = 0;

	TRY(find(c, unit, form, period, &key));
	return attachment_add(c, ATTACH_PLACE, key, file, id);
}

enum err attach_may_see(struct ctx *c, const struct attachment *a)
{
	enum act act = a->version ? ACT_READ : ACT_ANSWER;
	enum err e = may(c, act, key_unit(a->owner));

	if (e == ERR_DENIED || e == ERR_MISSING)
		return fail(c, ERR_MISSING, NULL, N_("There is no such file."));
	return e;
}

enum err attach_drop(struct ctx *c, const struct attachment *a)
{
	TRY(attach_may_see(c, a));
	TRY(may(c, ACT_ANSWER, key_unit(a->owner)));
	return attachment_drop(c, a);
}

enum err attach_owner(struct ctx *c, const struct attachment *a,
		      struct attach_owner *out)
{
	struct return_words words;
	char period[12];

	TRY(sql_return_words(c, a->owner >> KEY_FORM_SHIFT, key_unit(a->owner),
			     &words));
	out->unit = words.unit;
	out->form = words.form;
	out->period =
		arena_text(c->mem, period_text(key_period(a->owner), period));
	return OK;
}
