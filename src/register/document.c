/* document.c - one document: found by number or symbol, and who keeps it. */
#include "register/document.h"

#include "access/sight.h"
#include "base/day.h"
#include "calls/assignment.h"
#include "register/row.h"
#include "register/symbol.h"

#include <stdlib.h>
#include <string.h>

#define NUMBER_DIGITS 15 /* of an id that anybody types */

const struct urgency urgencies[] = {
	{"normal", N_("normal")},
	{"urgent", N_("urgent")},
	{"very-urgent", N_("very urgent")},
	{"immediate", N_("immediate")},
};

const size_t urgencies_count = COUNT(urgencies);

static const struct urgency states[] = {
	{"valid", N_("in force")},    {"withdrawn", N_("number withdrawn")},
	{"recalled", N_("recalled")}, {"replaced", N_("replaced")},
	{"revoked", N_("revoked")},
};

const char *document_state_label(const char *state)
{
	for (size_t i = 0; i < COUNT(states); i++)
		if (!strcmp(states[i].name, state))
			return states[i].label;
	return state;
}

const char *urgency_label(const char *urgency)
{
	for (size_t i = 0; i < urgencies_count; i++)
		if (!strcmp(urgencies[i].name, urgency))
			return urgencies[i].label;
	return urgency;
}

struct document document_of_row(const struct document_row *r)
{
	return (struct document){
		.id = r->id,
		.kind = {r->kind, r->abbr, r->vi, r->en},
		.issuer = r->issuer,
		.issuer_code = r->issuer_code,
		.issuer_name = r->issuer_name,
		.number = r->number,
		.symbol = r->symbol,
		.found_by = r->found_by,
		.day = r->day,
		.subject = r->subject,
		.signer = r->signer,
		.capacity = r->capacity,
		.urgency = r->urgency,
		.place = r->place,
		.pages = r->pages,
		.due = r->due,
		.series = r->series,
		.state = r->state,
		.version = r->version,
		.at = r->at,
		.login = r->login,
		.keeper = r->keeper,
	};
}

enum err document_get(struct ctx *c, int64_t id, struct document *out)
{
	struct document_row r;
	struct sight s;
	enum err e;

	TRY(sight_get(c, ACT_CONSULT, &s));
	e = sql_document_get(c, id, s.all, c->account, c->today, s.powers, &r);
	if (e == ERR_MISSING)
		return fail(c, e, "document", N_("There is no document %lld."),
			    (long long)id);
	TRY(e);
	*out = document_of_row(&r);
	return OK;
}

/* "12 (15/QĐ-A, 2026-03-01, Hội A)" */
static void list_one(struct buf *b, const struct document_row *r)
{
	char day[11];

	buf_printf(b, "%s%lld (%s, %s, %s)", b->len ? "; " : "",
		   (long long)r->id, r->symbol, day_iso(r->day, day),
		   r->issuer_name);
}

static enum err find_symbol(struct ctx *c, const char *text,
			    struct document *out)
{
	const char *key = symbol_key(c->mem, text);
	struct buf several = {.mem = c->mem};
	struct document_row *r;
	struct sight s;
	size_t n = 0;

	TRY(sight_get(c, ACT_CONSULT, &s));
	if (*key)
		TRY(sql_document_found(c, key, s.all, c->account, c->today,
				       s.powers, &r, &n));
	if (n == 0)
		return fail(c, ERR_MISSING, "document",
			    N_("There is no document %s."), text);
	if (n == 1) {
		*out = document_of_row(&r[0]);
		return OK;
	}
	for (size_t i = 0; i < n; i++)
		list_one(&several, &r[i]);
	return fail(c, ERR_CONFLICT, "document",
		    N_("Several documents bear the symbol %s; give the number "
		       "that stands before one of them: %s"),
		    text, several.s);
}

enum err document_ref(struct ctx *c, const char *text, struct document *out)
{
	size_t digits = strspn(text, "0123456789");

	if (digits == 0 || digits > NUMBER_DIGITS || text[digits])
		return find_symbol(c, text, out);
	return document_get(c, strtoll(text, NULL, 10), out);
}

enum err document_may_change(struct ctx *c, const struct document *d)
{
	enum err e = may_for(c, ACT_REGISTER, d->keeper);

	/* it is in sight, though its keeper may not be */
	if (e == ERR_MISSING)
		return fail(c, ERR_DENIED, NULL,
			    N_("Only the unit that keeps this document may "
			       "change what is said of it."));
	return e;
}

enum err document_hold(struct ctx *c, int64_t id, struct document *out)
{
	struct document_held held;

	TRY(document_get(c, id, out));
	TRY(document_may_change(c, out));
	TRY(sql_document_hold(c, id, &held));
	if (held.version == out->version && !strcmp(held.state, out->state))
		return OK;
	return ERR_BUSY; /* it was read before somebody's commit */
}
