/* attach.c - files of a return. */
#include "returns/attach.h"

#include "calls/key.h"
#include "gen/sql_returns.h"
#include "returns/draft.h"

#include <string.h>

enum err attach_add(struct ctx *c, const char *unit, const char *form,
		    const char *period, const struct file_in *file, int64_t *id)
{
	struct place at;
	struct val *draft;

	TRY(place_find(c, unit, form, period, ACT_ANSWER, &at));
	TRY(draft_save(c, &at, 0, NULL, 0, &draft));
	return attachment_add(c, ATTACH_PLACE, at.key, file, id);
}

enum err attach_may_see(struct ctx *c, const struct attachment *a)
{
	struct place at = {.unit = key_unit(a->owner), .name = ""};
	enum err e = ERR_MISSING;

	if (!strcmp(a->place, ATTACH_PLACE))
		e = may_for(c, ACT_READ, at.unit);
	if (e == OK && a->version == 0)
		e = draft_may(c, &at);
	if (e == ERR_DENIED || e == ERR_MISSING)
		return fail(c, ERR_MISSING, NULL, N_("There is no such file."));
	return e;
}

enum err attach_drop(struct ctx *c, const struct attachment *a)
{
	TRY(attach_may_see(c, a));
	TRY(may_for(c, ACT_ANSWER, key_unit(a->owner)));
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
