/* document_change.c - what becomes of a document after it was issued. */
#include "register/document_change.h"

#include "base/day.h"
#include "calls/act.h"
#include "core/journal.h"
#include "gen/sql_register.h"
#include "register/change.h"
#include "register/receivers.h"
#include "register/relation.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#define DAY_LENGTH 10 /* of an instant as text, its day */

static const struct {
	const char *what, *label;
} labels[] = {
	{"corrected", N_("corrected")}, {"withdrawn", N_("number withdrawn")},
	{"recalled", N_("recalled")},	{"replaced", N_("replaced")},
	{"revoked", N_("revoked")},
};

const char *document_change_label(const char *what)
{
	for (size_t i = 0; i < COUNT(labels); i++)
		if (!strcmp(labels[i].what, what))
			return labels[i].label;
	return what;
}

struct val *document_change_fields(struct ctx *c, const char *before)
{
	json_t *j = *before ? json_loads(before, 0, NULL) : NULL;
	struct val *v = val_map(c->mem);
	const char *key;
	json_t *was;

	json_object_foreach(j, key, was)
		map_s(v, arena_text(c->mem, key),
		      arena_text(c->mem, json_string_value(was)));
	json_decref(j);
	return v;
}

enum err document_check_valid(struct ctx *c, const struct document *d)
{
	struct document_last last;
	char at[21];

	if (!strcmp(d->state, "valid"))
		return OK;
	TRY(sql_document_last_change(c, d->id, &last));
	return fail(c, ERR_CONFLICT, "document",
		    N_("Document %lld, %s, is no longer valid: %s on %s%s%s: "
		       "%s"),
		    (long long)d->id, d->symbol,
		    tr(c, document_change_label(last.what)),
		    arena_copy(c->mem, instant_iso(last.at, at), DAY_LENGTH),
		    last.other_symbol ? ", " : "",
		    last.other_symbol ? last.other_symbol : "", last.why);
}

enum err change_begin(struct ctx *c, int64_t id, const char *what,
		      const char *why, struct change *ch)
{
	*ch = (struct change){.c = c, .what = what, .why = why};
	TRY(call_reason(c, &ch->why));
	TRY(document_hold(c, id, &ch->d));
	return document_check_valid(c, &ch->d);
}

enum err change_put(const struct change *ch, int64_t by, struct val *before)
{
	struct buf text = {.mem = ch->c->mem};

	if (before)
		val_json(before, &text);
	return sql_document_change_put(ch->c, ch->d.id, ch->what, ch->why, by,
				       before ? text.s : "", ch->c->now,
				       ch->c->account);
}

struct val *change_detail(const struct change *ch)
{
	struct val *v = val_map(ch->c->mem);

	map_s(v, "symbol", ch->d.symbol);
	map_s(v, "why", ch->why);
	return v;
}

enum err change_tell(const struct change *ch, const char *act, struct val *v)
{
	return journal_add(ch->c, act,
			   arena_printf(ch->c->mem, "%" PRId64, ch->d.id), v);
}

/* ---- no longer valid ---- */

/* Writes the state, takes back what was asked, and tells all who have it.
 * `other`: the document that did it, or NULL. */
static enum err end(const struct change *ch, const struct document *other,
		    const char *reason, int64_t *n)
{
	const char *symbol = other ? other->symbol : NULL;
	struct receivers h;

	TRY(receivers_find(ch->c, &ch->d, &h));
	TRY(sql_document_set_state(ch->c, ch->d.id, ch->what));
	TRY(change_put(ch, other ? other->id : 0, NULL));
	TRY(call_withdraw_about(ch->c, "document", ch->d.id, reason, n));
	if (!strcmp(ch->what, "withdrawn")) /* nobody was given it */
		return OK;
	return receivers_tell(ch->c, &h, &ch->d, ch->what, ch->why, symbol);
}

enum err document_withdraw(struct ctx *c, int64_t id, const char *why)
{
	struct document_asked asked;
	struct change ch;
	int64_t unused;

	TRY(change_begin(c, id, "withdrawn", why, &ch));
	TRY(sql_document_asked(c, id, &asked));
	if (asked.n)
		return fail(c, ERR_CONFLICT, "document",
			    N_("Units were asked to carry document %lld out; "
			       "it can be recalled, but its number no longer "
			       "withdrawn."),
			    (long long)id);
	TRY(end(&ch, NULL, ch.why, &unused));
	return change_tell(&ch, "document.withdraw", change_detail(&ch));
}

enum err document_recall(struct ctx *c, int64_t id, const char *why, int64_t *n)
{
	struct change ch;
	struct val *v;

	TRY(change_begin(c, id, "recalled", why, &ch));
	TRY(end(&ch, NULL, ch.why, n));
	v = change_detail(&ch);
	map_i(v, "count", *n);
	return change_tell(&ch, "document.recall", v);
}

/* By another document, which must be one and hold itself. */
static enum err end_by(struct change *ch, int64_t by, enum relation relation,
		       const char *fmt, int64_t *n)
{
	struct ctx *c = ch->c;
	struct document other;

	TRY(document_get(c, by, &other));
	TRY(document_check_valid(c, &other));
	TRY(relation_put(c, by, relation, ch->d.id));
	return end(ch, &other,
		   arena_printf(c->mem, tr(c, fmt), other.symbol, ch->why), n);
}

enum err document_replace(struct ctx *c, int64_t id, int64_t by,
			  const char *why, int64_t *n)
{
	struct change ch;
	struct val *v;

	TRY(change_begin(c, id, "replaced", why, &ch));
	TRY(end_by(&ch, by, RELATION_REPLACES, N_("replaced by %s: %s"), n));
	v = change_detail(&ch);
	map_i(v, "by", by);
	map_i(v, "count", *n);
	return change_tell(&ch, "document.replace", v);
}

enum err document_revoke(struct ctx *c, int64_t id, int64_t by, const char *why,
			 int64_t *n)
{
	struct change ch;
	struct val *v;

	TRY(change_begin(c, id, "revoked", why, &ch));
	if (by)
		TRY(end_by(&ch, by, RELATION_REVOKES, N_("revoked by %s: %s"),
			   n));
	else
		TRY(end(&ch, NULL, ch.why, n));
	v = change_detail(&ch);
	if (by)
		map_i(v, "by", by);
	map_i(v, "count", *n);
	return change_tell(&ch, "document.revoke", v);
}
