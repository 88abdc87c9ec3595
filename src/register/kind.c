/* kind.c - the kinds of documents. */
#include "register/kind.h"

#include "access/role.h"
#include "base/text.h"
#include "core/journal.h"
#include "gen/sql_register.h"
#include "org/name.h"

#include <string.h>

#define RANK_STEP 10

enum err document_kinds(struct ctx *c, struct document_kind **out, size_t *n)
{
	struct document_kind_row *row;

	TRY(sql_document_kinds(c, &row, n));
	*out = arena_array(c->mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct document_kind){row[i].code, row[i].abbr,
						   row[i].vi, row[i].en};
	return OK;
}

const char *document_kind_label(const struct ctx *c,
				const struct document_kind *k)
{
	return strcmp(c->lang, "vi") ? k->en : k->vi;
}

enum err document_kind_list(struct ctx *c, struct val **out)
{
	struct document_kind *k;
	size_t n;

	*out = val_list(c->mem);
	TRY(document_kinds(c, &k, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "code", k[i].code);
		map_s(v, "abbr", k[i].abbr);
		map_s(v, "label", document_kind_label(c, &k[i]));
		map_s(v, "vi", k[i].vi);
		map_s(v, "en", k[i].en);
		list_v(*out, v);
	}
	return OK;
}

static bool is_called(struct ctx *c, const struct document_kind *k,
		      const char *folded)
{
	const char *const names[] = {k->code, k->abbr, k->vi, k->en};

	for (size_t i = 0; i < COUNT(names); i++)
		if (!strcmp(text_fold(c->mem, names[i]), folded))
			return true;
	return false;
}

enum err document_kind_find(struct ctx *c, const char *text,
			    struct document_kind *out)
{
	const char *tidy = text_tidy(c->mem, text);
	const char *folded = text_fold(c->mem, tidy);
	struct buf several = {.mem = c->mem};
	struct document_kind *k;
	size_t n, found = 0;

	TRY(document_kinds(c, &k, &n));
	for (size_t i = 0; i < n; i++) {
		if (!strcmp(k[i].code, tidy)) {
			*out = k[i];
			return OK;
		}
		if (!is_called(c, &k[i], folded))
			continue;
		*out = k[i];
		buf_printf(&several, "%s%s", found++ ? ", " : "", k[i].code);
	}
	if (found == 1)
		return OK;
	if (found)
		return fail(c, ERR_INVALID, "kind",
			    N_("\"%s\" may be several kinds of documents: "
			       "%s. Give one of these codes."),
			    text, several.s);
	return fail(c, ERR_INVALID, "kind",
		    N_("There is no kind of documents \"%s\"; see: tierwork "
		       "document kind list"),
		    text);
}

static enum err check(struct ctx *c, const char *code, const char *abbr,
		      const char *vi, const char *en)
{
	const struct {
		const char *field, *why;
	} trouble[] = {
		{"code", name_trouble(code)},
		{"abbr", name_trouble(abbr)},
		{"vi", name_trouble(vi)},
		{"en", name_trouble(en)},
	};

	for (size_t i = 0; i < COUNT(trouble); i++)
		if (trouble[i].why)
			return fail(c, ERR_INVALID, trouble[i].field, "%s",
				    tr(c, trouble[i].why));
	return OK;
}

enum err document_kind_add(struct ctx *c, const char *code, const char *abbr,
			   const char *vi, const char *en)
{
	struct val *v = val_map(c->mem);
	struct document_kind_row *k;
	int64_t changed;
	size_t n;

	TRY(may_all(c, ACT_OPERATE));
	code = text_tidy(c->mem, code);
	abbr = *abbr ? text_tidy(c->mem, abbr) : code;
	vi = text_tidy(c->mem, vi);
	en = text_tidy(c->mem, en);
	TRY(check(c, code, abbr, vi, en));
	TRY(sql_document_kinds(c, &k, &n));
	TRY(sql_document_kind_put(c, code, abbr, vi, en,
				  (n ? k[n - 1].rank : 0) + RANK_STEP,
				  &changed));
	if (changed == 0)
		return fail(c, ERR_CONFLICT, "code",
			    N_("There is a kind of documents %s already."),
			    code);
	map_s(v, "abbr", abbr);
	map_s(v, "vi", vi);
	map_s(v, "en", en);
	return journal_add(c, "document.kind", code, v);
}
