/* call_form.c - what the forms that ask units for something have alike. */
#include "web/pages/call_form.h"

#include "access/role.h"
#include "returns/form.h"
#include "web/pages/words.h"

#include <string.h>

const char *call_chosen(const struct req *q, const char *name,
			const char *otherwise)
{
	return q->method == POST ? form(q, name, otherwise)
				 : query(q, name, otherwise);
}

static bool has_option(const struct val *list, const char *value)
{
	for (const struct val *v = list->first; v; v = v->next)
		if (!strcmp(val_text(v, "value"), value))
			return true;
	return false;
}

/* The forms there are, and the kinds of unit that answer any of them. */
static enum err add_forms(struct req *q, struct val *v)
{
	struct ctx *c = q->c;
	struct val *list, *forms = val_list(c->mem), *kinds = val_list(c->mem);
	const char *form_was = call_chosen(q, "form", ""),
		   *kind_was = call_chosen(q, "to", "");

	TRY(form_list_view(c, &list));
	for (const struct val *f = list->first; f; f = f->next) {
		const char *code = val_text(f, "code");
		const struct val *k = val_get(f, "answers")->first;

		list_v(forms, choice(c, code,
				     arena_printf(c->mem, "%s · %s",
						  val_text(f, "title"), code),
				     form_was));
		for (; k; k = k->next) {
			const char *kind = val_text(k, "kind");

			if (!has_option(kinds, kind))
				list_v(kinds,
				       choice(c, kind, kind_label(c, kind),
					      kind_was));
		}
	}
	map_v(v, "forms", forms);
	map_v(v, "kinds", kinds);
	return OK;
}

enum err call_choices(struct req *q, struct val *v)
{
	const char *home = NULL;

	TRY(add_forms(q, v));
	if (!call_chosen(q, "under", NULL))
		TRY(role_home(q->c, &home));
	map_s(v, "under", call_chosen(q, "under", home ? home : ""));
	map_b(v, "stepwise", !strcmp(call_chosen(q, "relay", ""), "stepwise"));
	return OK;
}

bool call_shown_again(const struct req *q, enum err e)
{
	return !q->api && (e == ERR_INVALID || e == ERR_CONFLICT ||
			   e == ERR_MISSING || e == ERR_DENIED);
}
