/* kind.h - the kinds of documents: decision, plan, official letter. */
#ifndef REGISTER_KIND_H
#define REGISTER_KIND_H

#include "core/ctx.h"

struct document_kind {
	const char *code;    /* "QĐ", "TTri" */
	const char *abbr;    /* as symbols have it: "QĐ", "TT" */
	const char *vi, *en; /* its name */
};

/* All of them, in the order in which they are offered. */
enum err document_kinds(struct ctx *c, struct document_kind **out,
			size_t *n) MUST;

/* [{"code","abbr","label","vi","en"}]; label: in c->lang. */
enum err document_kind_list(struct ctx *c, struct val **out) MUST;

/**
 * The kind that a person means: by code, abbreviation or name in either
 * language, whatever the case and with or without marks; a code as it stands
 * comes first.
 *
 * ERR_INVALID  there is none; or it may be several, which the message names
 */
enum err document_kind_find(struct ctx *c, const char *text,
			    struct document_kind *out) MUST;

/* "Decision" in c->lang. */
const char *document_kind_label(const struct ctx *c,
				const struct document_kind *k);

/**
 * Adds a kind, after all others. `abbr` "": its code. Journalled.
 *
 * ERR_INVALID   no code, or a name is missing or too long
 * ERR_CONFLICT  there is one of that code
 * ERR_DENIED    as may_all(ACT_OPERATE)
 */
enum err document_kind_add(struct ctx *c, const char *code, const char *abbr,
			   const char *vi, const char *en) MUST;

#endif
