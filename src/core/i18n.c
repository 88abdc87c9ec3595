/* i18n.c - looks messages up in the table made from po/vi.po. */
#include "core/i18n.h"

#include "gen/po.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *msg, const void *row)
{
	return strcmp(msg, ((const struct po_row *)row)->en);
}

const char *i18n_text(const char *lang, const char *msg)
{
	const struct po_row *r;

	if (strcmp(lang, "vi"))
		return msg;
	r = bsearch(msg, po_vi, po_vi_count, sizeof(*po_vi), compare);
	return r ? r->vi : msg;
}

const char *i18n_plural(const char *lang, const char *one, const char *many,
			int64_t n)
{
	if (!strcmp(lang, "vi"))
		return i18n_text(lang, one);
	return n == 1 ? one : many;
}
