/* field.c - what the fields of a document must be like. */
#include "register/field.h"

#include "base/day.h"
#include "base/text.h"
#include "register/symbol.h"

#include <string.h>

#define PAGES_MOST 100000

enum err field_tidy(struct ctx *c, const char *field, const char *text,
		    size_t most, const char **out)
{
	*out = text_tidy(c->mem, text ? text : "");
	if (utf8_length(*out) <= most)
		return OK;
	return fail(c, ERR_INVALID, field,
		    N_("This is too long: at most %zu characters."), most);
}

enum err field_subject(struct ctx *c, const char *subject)
{
	if (*subject)
		return OK;
	return fail(c, ERR_INVALID, "subject",
		    N_("Say what the document is about."));
}

enum err field_urgency(struct ctx *c, const char *urgency)
{
	for (size_t i = 0; i < urgencies_count; i++)
		if (!strcmp(urgencies[i].name, urgency))
			return OK;
	return fail(c, ERR_INVALID, "urgency",
		    N_("A document is normal, urgent, very-urgent or "
		       "immediate, and not \"%s\"."),
		    urgency);
}

enum err field_pages(struct ctx *c, struct opt_int pages)
{
	if (!pages.set || (pages.value >= 1 && pages.value <= PAGES_MOST))
		return OK;
	return fail(c, ERR_INVALID, "pages",
		    N_("A document has 1 to %d pages."), PAGES_MOST);
}

enum err field_symbol(struct ctx *c, const char *symbol)
{
	if (symbol_fits(c->mem, symbol))
		return OK;
	return fail(c, ERR_INVALID, "number",
		    N_("The symbol %s is too long: its number may have %d "
		       "digits, the rest %d characters."),
		    symbol, SYMBOL_DIGITS_MAX, SYMBOL_NOTATION_MAX);
}

enum err field_files(struct ctx *c, int64_t document, int64_t version,
		     const struct file_in *file, size_t n)
{
	int64_t unused;

	for (size_t i = 0; i < n; i++)
		TRY(attachment_add(c, DOCUMENT_PLACE, document, &file[i],
				   &unused));
	return attachment_hand_in(c, DOCUMENT_PLACE, document, version);
}

int64_t day_year(int64_t day)
{
	int64_t year, month, mday;

	day_civil(day, &year, &month, &mday);
	return year;
}
