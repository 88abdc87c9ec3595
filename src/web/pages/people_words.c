/* people_words.c - what the pages of people and bodies say alike. */
#include "web/pages/people_words.h"

#include "access/role.h"
#include "base/day.h"
#include "base/decimal.h"

#include <string.h>

const char *role_label(const struct ctx *c, const char *role)
{
	for (size_t i = 0; role && i < roles_count; i++)
		if (!strcmp(roles[i].name, role))
			return tr(c, roles[i].label);
	return NULL;
}

const char *text_lines(struct arena *mem, const char *s)
{
	char *to = arena_text(mem, s), *w = to;

	for (const char *r = to; *r; r++)
		if (*r != '\r')
			*w++ = *r;
	*w = '\0';
	return to;
}

enum err form_on(const struct req *q, int64_t *day)
{
	if (day_parse(form(q, "on", ""), day))
		return OK;
	return fail(q->c, ERR_INVALID, "on",
		    N_("Say from which day on, as 31/12/2026."));
}

enum err form_base(const struct req *q, int64_t *base)
{
	if (decimal_parse(form(q, "base", "0"), NUMBERS_PLAIN, 0, base) ==
	    DECIMAL_OK)
		return OK;
	return fail(q->c, ERR_INVALID, "base",
		    N_("The form is not whole; open the page again."));
}

bool shown_again(const struct req *q, enum err e)
{
	return !q->api && (e == ERR_INVALID || e == ERR_CONFLICT ||
			   e == ERR_MISSING || e == ERR_DENIED);
}
