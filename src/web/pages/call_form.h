/* call_form.h - what the forms that ask units for something have alike. */
#ifndef WEB_PAGES_CALL_FORM_H
#define WEB_PAGES_CALL_FORM_H

#include "web/web.h"

/* What was chosen, as it came in: a form that is refused keeps it. */
const char *call_chosen(const struct req *q, const char *name,
			const char *otherwise);

/* "forms" and "kinds" to choose from, with what was chosen; "under", at first
 * the own unit; "stepwise". */
enum err call_choices(struct req *q, struct val *v) MUST;

/* Whether a form that was refused is shown again, saying why, with all that
 * was typed. Programs get the error itself. */
bool call_shown_again(const struct req *q, enum err e);

#endif
