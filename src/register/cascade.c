/* cascade.c - asks units to carry a document out, and takes what they say. */
#include "register/cascade.h"

#include "base/text.h"
#include "calls/act.h"
#include "gen/sql_register.h"
#include "register/document_change.h"
#include "register/relation.h"

#include <string.h>

/* ---- asking ---- */

static enum err find_valid(struct ctx *c, const char *text, struct document *d)
{
	TRY(document_ref(c, text, d));
	return document_check_valid(c, d);
}

static enum err check_expect(struct ctx *c, const char *expect)
{
	for (size_t i = 0; i < cascade_expects_count; i++)
		if (expect && !strcmp(cascade_expects[i].name, expect))
			return OK;
	return fail(c, ERR_INVALID, "expect",
		    N_("Units can be expected to take note (note), carry out "
		       "(carry-out), make an own plan (own-plan) or report "
		       "(report), not \"%s\"."),
		    expect ? expect : "");
}

/* A unit is asked once about one document. */
static enum err check_once(struct ctx *c, const struct document *d,
			   int64_t call)
{
	struct cascade_asked *twice;
	size_t n;

	TRY(sql_cascade_asked_twice(c, d->id, call, &twice, &n));
	if (n == 0)
		return OK;
	return fail(c, ERR_CONFLICT, "to",
		    trn(c,
			N_("%lld unit is asked to carry out %s already, by "
			   "call %lld: %s."),
			N_("%lld units are asked to carry out %s already, as "
			   "by call %lld: %s."),
			(int64_t)n),
		    (long long)n, d->symbol, (long long)twice[0].call,
		    twice[0].unit);
}

enum err cascade_issue(struct ctx *c, const char *document,
		       struct call_ask *ask, struct call_issued *out)
{
	struct document d;

	TRY(find_valid(c, document, &d));
	TRY(check_expect(c, ask->expect));
	ask->what = document_call_kind.what;
	ask->about = d.id;
	ask->day = c->today;
	TRY(call_issue(c, ask, out));
	return check_once(c, &d, out->id);
}

/* ---- whose ---- */

static enum err several(struct ctx *c, const char *unit,
			const struct cascade_part *row, size_t n)
{
	struct buf names = {.mem = c->mem};

	for (size_t i = 0; i < n && row[i].live; i++)
		buf_printf(&names, "%s%s", i ? ", " : "", row[i].code);
	return fail(c, ERR_CONFLICT, "unit",
		    N_("%s took over from several that are asked; name one: "
		       "%s"),
		    unit, names.s);
}

/* Of those that it took over from: more than one is still asked. */
static bool is_many(const struct cascade_part *row, size_t n)
{
	return n > 1 && !row[0].own && row[0].live && row[1].live &&
	       row[0].unit != row[1].unit;
}

enum err cascade_find(struct ctx *c, const struct document *d, const char *unit,
		      struct reply_part *out)
{
	struct call today = {.day = c->today};
	struct cascade_part *row;
	int64_t id;
	size_t n;

	TRY(call_unit_find(c, &today, unit, &id));
	TRY(sql_cascade_parts(c, d->id, id, c->today, &row, &n));
	if (n == 0)
		return fail(c, ERR_MISSING, "unit",
			    N_("%s is not asked to carry out %s."), unit,
			    d->symbol);
	if (is_many(row, n))
		return several(c, unit, row, n);
	out->unit = row[0].code;
	TRY(call_get(c, row[0].call, &out->call));
	return assignment_of_unit(c, row[0].call, row[0].unit,
				  row[0].role ? RELAYS : ANSWERS, &out->a);
}

/* The same, for what can be done only while the document holds. */
static enum err find_part(struct ctx *c, const char *document, const char *unit,
			  struct document *d, struct reply_part *out)
{
	TRY(document_ref(c, document, d));
	TRY(cascade_find(c, d, unit, out));
	return document_check_valid(c, d);
}

/* The document may have gone since it was looked at: that says more than that
 * what was asked about it did. */
static enum err refused(struct ctx *c, const struct document *d, enum err e)
{
	const char *why = c->why, *field = c->field;
	struct document now;

	if (e != ERR_CONFLICT)
		return e;
	TRY(document_get(c, d->id, &now));
	TRY(document_check_valid(c, &now));
	c->why = why;
	c->field = field;
	return e;
}

/* ---- what the unit says ---- */

static enum err find_own(struct ctx *c, const struct document *d,
			 const struct reply_part *p, const char *text,
			 struct document *own)
{
	struct cascade_own_of *of;
	size_t n;

	*own = (struct document){0};
	if (!text)
		return OK;
	TRY(document_ref(c, text, own));
	if (own->id == d->id)
		return fail(c, ERR_INVALID, "own",
			    N_("%s cannot carry itself out."), d->symbol);
	TRY(document_check_valid(c, own));
	TRY(sql_cascade_own_of(c, own->id, p->a.unit, c->today, &of, &n));
	if (n > 0)
		return OK;
	return fail(c, ERR_INVALID, "own",
		    N_("%s was neither issued by %s nor does it stand in its "
		       "books."),
		    own->symbol, p->unit);
}

enum err cascade_answer(struct ctx *c, const char *document, const char *unit,
			const struct cascade_answer *answer, int64_t *version)
{
	struct reply_said said = {.words = answer->words ? answer->words : "",
				  .done = answer->done};
	struct document d, own;
	struct reply_part p;
	int64_t id;

	TRY(find_part(c, document, unit, &d, &p));
	TRY(find_own(c, &d, &p, answer->own, &own));
	if (p.a.role != ANSWERS)
		return fail(c, ERR_CONFLICT, "unit",
			    N_("%s passes %s on and sends up what comes of "
			       "it; it answers nothing itself."),
			    p.unit, d.symbol);
	for (size_t i = 0; i < answer->files; i++)
		TRY(refused(c, &d, reply_attach(c, &p, &answer->file[i], &id)));
	said.document = own.id;
	if (own.id)
		TRY(relation_put(c, own.id, RELATION_CARRIES_OUT, d.id));
	return refused(c, &d, reply_put(c, &p, &said, version));
}

enum err cascade_acknowledge(struct ctx *c, const char *document,
			     const char *unit)
{
	struct reply_part p;
	struct document d;

	TRY(find_part(c, document, unit, &d, &p));
	return refused(c, &d, call_acknowledge(c, p.call.id, p.unit));
}

/* ---- the tiers between ---- */

/* What a unit has to pass on, though it answers as well. */
static enum err find_relay(struct ctx *c, const char *document,
			   const char *unit, struct document *d,
			   struct reply_part *out)
{
	enum err e;

	TRY(find_part(c, document, unit, d, out));
	e = assignment_of_unit(c, out->call.id, out->a.unit, RELAYS, &out->a);
	if (e == ERR_MISSING)
		return fail(c, ERR_MISSING, "unit",
			    N_("%s is not to be passed on by %s."), d->symbol,
			    out->unit);
	return e;
}

enum err cascade_pass_on(struct ctx *c, const char *document, const char *unit,
			 const char *own, int64_t due, int64_t *n)
{
	struct document d, by;
	struct reply_part p;

	TRY(find_relay(c, document, unit, &d, &p));
	TRY(find_own(c, &d, &p, own, &by));
	if (by.id) {
		TRY(reply_link(c, &p, by.id));
		TRY(relation_put(c, by.id, RELATION_CARRIES_OUT, d.id));
	}
	TRY(call_pass_on(c, p.call.id, p.unit, due, n));
	return check_once(c, &d, p.call.id);
}

enum err cascade_send_up(struct ctx *c, const char *document, const char *unit,
			 const char *words, bool incomplete)
{
	struct reply_part p;
	struct document d;

	TRY(find_relay(c, document, unit, &d, &p));
	return call_send_up(c, p.call.id, p.unit, words, incomplete);
}

/* ---- what the checker says ---- */

enum err cascade_accept(struct ctx *c, const char *document, const char *unit,
			int64_t *n)
{
	struct cascade_call *call;
	bool denied = false;
	const char *why = NULL;
	struct document d;
	size_t calls;

	*n = 0;
	TRY(find_valid(c, document, &d));
	TRY(sql_cascade_calls(c, d.id, &call, &calls));
	for (size_t i = 0; i < calls; i++) {
		struct call k;
		int64_t some = 0;
		enum err e = call_get(c, call[i].id, &k);

		if (e == ERR_MISSING || (e == OK && !k.open))
			continue;
		if (e == OK)
			e = reply_accept(c, k.id, unit, &some);
		if (e == ERR_DENIED) {
			denied = true;
			why = c->why;
			continue;
		}
		TRY(e);
		*n += some;
	}
	if (*n == 0 && denied) {
		c->why = why;
		return ERR_DENIED;
	}
	if (*n == 0)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("Nothing that was done about %s waits to be "
			       "accepted."),
			    d.symbol);
	return OK;
}

enum err cascade_send_back(struct ctx *c, const char *document,
			   const char *unit, const char *reason)
{
	struct reply_part p;
	struct document d;
	struct assignment up;
	enum err e;

	TRY(find_part(c, document, unit, &d, &p));
	e = assignment_of_unit(c, p.call.id, p.a.unit, RELAYS, &up);
	if (e == OK && up.state == SUBMITTED &&
	    (p.a.role == RELAYS || p.a.state != SUBMITTED))
		return call_send_back(c, p.call.id, p.unit, reason);
	if (e != OK && e != ERR_MISSING)
		return e;
	return reply_send_back(c, &p, reason);
}
