/* exchange.c - packets of other offices, and which document they mean. */
#include "register/exchange.h"

#include "base/day.h"
#include "base/text.h"
#include "gen/sql_register.h"
#include "register/symbol.h"

#include <inttypes.h>
#include <string.h>

enum err exchange_put(struct ctx *c, const struct exchange *x)
{
	int64_t changed;

	TRY(sql_exchange_put(
		c, x->document, x->unit, x->what, x->organ, x->organ_name,
		x->packet, (struct blob){x->hash, EXCHANGE_HASH}, x->code,
		x->words, x->is_signed, x->said, c->now, c->account, &changed));
	return changed ? OK : ERR_BUSY;
}

const char *exchange_id(struct ctx *c, const char *organ, int64_t day,
			const char *symbol)
{
	char iso[11];

	day_iso(day, iso);
	iso[4] = iso[7] = '/';
	return arena_printf(c->mem, "%s,%s,%s", organ, iso, symbol);
}

/* The day and symbol that stand in a DocumentId. */
static bool id_read(struct ctx *c, const char *id, int64_t *day,
		    const char **symbol)
{
	const char *first = strchr(id, ',');
	const char *second = first ? strchr(first + 1, ',') : NULL;

	if (!second)
		return false;
	*symbol = second + 1;
	return edxml_day(
		arena_copy(c->mem, first + 1, (size_t)(second - first - 1)),
		day);
}

static enum err several(struct ctx *c, const char *id, int64_t a, int64_t b)
{
	return fail(c, ERR_CONFLICT, NULL,
		    N_("The packet is about %s; documents %lld and %lld may be "
		       "meant. Correct the one that is not."),
		    id, (long long)a, (long long)b);
}

static enum err by_symbol(struct ctx *c, const struct unit *u, const char *book,
			  const char *id, int64_t *document)
{
	struct exchange_document *d;
	const char *symbol;
	int64_t day;
	size_t n = 0;

	if (id_read(c, id, &day, &symbol))
		TRY(sql_exchange_in_book(c, u->id, book,
					 symbol_key(c->mem, symbol), day, &d,
					 &n));
	if (n == 0)
		return fail(c, ERR_MISSING, NULL,
			    N_("The packet is about %s, which is not in the "
			       "books of %s."),
			    id, u->code);
	if (n > 1)
		return several(c, id, d[0].id, d[1].id);
	*document = d[0].id;
	return OK;
}

enum err exchange_document(struct ctx *c, const struct unit *u,
			   const char *book, const char *id, int64_t *document)
{
	struct exchange_sender *s;
	size_t n;

	TRY(sql_exchange_came(c, u->id, id, &s, &n));
	if (n == 0)
		return by_symbol(c, u, book, id, document);
	for (size_t i = 1; i < n; i++)
		if (s[i].document != s[0].document)
			return several(c, id, s[0].document, s[i].document);
	*document = s[0].document;
	return OK;
}

static bool same_name(struct ctx *c, const char *a, const char *b)
{
	return a && b && *a && *b &&
	       !strcmp(text_fold(c->mem, a), text_fold(c->mem, b));
}

enum err exchange_is_sender(struct ctx *c, const struct unit *u,
			    int64_t document, const struct edxml_organ *o,
			    bool *is)
{
	const char *organ = o->id ? o->id : o->name;
	struct exchange_sender *s;
	struct document d;
	size_t n;

	*is = false;
	TRY(sql_exchange_senders(c, u->id, document, &s, &n));
	for (size_t i = 0; i < n; i++)
		*is = *is || !strcmp(s[i].organ, organ);
	if (n)
		return OK;
	TRY(document_get(c, document, &d));
	*is = d.issuer_code ? o->id && !strcmp(d.issuer_code, o->id)
			    : same_name(c, d.issuer_name, o->name) ||
				      same_name(c, d.issuer_name, o->id);
	return OK;
}

const char *exchange_signature(const struct ctx *c)
{
	return tr(c, N_("It bears a digital signature, which was not "
			"verified."));
}

enum err exchange_add_signature(struct ctx *c, int64_t document, struct val *to)
{
	struct exchange_signed *r;
	size_t n;

	TRY(sql_exchange_signed(c, document, &r, &n));
	map_s(to, "signature", n ? exchange_signature(c) : NULL);
	return OK;
}

static const char *label(struct ctx *c, const struct exchange_row *r)
{
	const char *words;

	if (!strcmp(r->what, "message"))
		return tr(c, N_("They sent it"));
	if (!strcmp(r->what, "recall"))
		return tr(c, N_("They take it back"));
	words = edxml_status_words(c, r->code);
	return words ? words : r->code;
}

static const char *instant(struct ctx *c, int64_t at)
{
	char text[21];

	return arena_text(c->mem, instant_iso(at, text));
}

enum err exchange_add_view(struct ctx *c, int64_t document, struct val *to)
{
	struct val *list = val_list(c->mem);
	struct exchange_row *r;
	size_t n;

	TRY(sql_exchange_list(c, document, &r, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "what", r[i].what);
		map_s(v, "label", label(c, &r[i]));
		map_s(v, "organ", r[i].organ);
		map_s(v, "organ_name", r[i].organ_name);
		map_s(v, "code", r[i].code);
		map_s(v, "words", r[i].words);
		map_b(v, "signed", r[i].is_signed);
		map_s(v, "said",
		      r[i].said.set ? instant(c, r[i].said.value) : NULL);
		map_s(v, "at", instant(c, r[i].at));
		map_s(v, "by", r[i].login);
		list_v(list, v);
	}
	map_v(to, "exchanges", list);
	return OK;
}
