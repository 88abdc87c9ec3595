/* call_standing.c - the standing calls: all of them, a new one, the end of
 * one. */
#include "access/role.h"
#include "base/decimal.h"
#include "returns/ask.h"
#include "web/pages/call_form.h"
#include "web/pages/words.h"

#include <string.h>

/* ---- all ---- */

/* Whether the reader may end it. */
static enum err may_end(struct ctx *c, const struct val *v, bool *may_it)
{
	struct unit u;
	enum err e;

	*may_it = false;
	if (val_true(val_get(v, "ended")))
		return OK;
	TRY(unit_get(c, val_text(v, "issuer"), c->today, &u));
	e = may(c, ACT_CALL, u.id);
	*may_it = e == OK;
	return e == ERR_DENIED || e == ERR_MISSING ? OK : e;
}

static const char *days_after(const struct ctx *c, int64_t n)
{
	return arena_printf(c->mem,
			    trn(c, N_("%lld day after the period"),
				N_("%lld days after the period"), n),
			    (long long)n);
}

static const char *days_before(const struct ctx *c, int64_t n)
{
	if (n == 0)
		return tr(c, N_("issued when the period is over"));
	return arena_printf(c->mem,
			    trn(c, N_("issued %lld day before its end"),
				N_("issued %lld days before its end"), n),
			    (long long)n);
}

static enum err standing_words(struct ctx *c, struct val *v)
{
	bool may_it;

	TRY(may_end(c, v, &may_it));
	map_s(v, "kind_shown", kind_label(c, val_text(v, "kind")));
	map_s(v, "due_words", days_after(c, val_int(v, "due_after")));
	map_s(v, "ahead_words", days_before(c, val_int(v, "ahead")));
	map_s(v, "relay_words",
	      !strcmp(val_text(v, "relay"), "stepwise")
		      ? tr(c, N_("tier by tier"))
		      : tr(c, N_("all at once")));
	map_b(v, "may_end", may_it);
	return OK;
}

static enum err show_all(struct req *q, struct reply *p, int status,
			 const char *trouble)
{
	struct ctx *c = q->c;
	struct val *v = val_map(c->mem), *list;

	TRY(standing_list_view(c, &list));
	if (q->api)
		return json(q, p, list);
	for (struct val *s = list->first; s; s = s->next)
		TRY(standing_words(c, s));
	TRY(call_choices(q, v));
	map_s(v, "title", tr(c, N_("Standing calls")));
	map_s(v, "trouble", trouble);
	map_s(v, "first", call_chosen(q, "first", ""));
	map_s(v, "due_after", call_chosen(q, "due_after", ""));
	map_s(v, "ahead", call_chosen(q, "ahead", "0"));
	map_b(v, "any", list->first != NULL);
	map_v(v, "standing", list);
	p->status = status;
	return page(q, p, "calls/standing", v);
}

/* GET /calls/standing */
enum err page_standing(struct req *q, struct reply *p)
{
	return show_all(q, p, 200, NULL);
}

/* ---- a new one ---- */

static enum err days_of(const struct req *q, const char *name,
			const char *otherwise, int64_t *n)
{
	const char *s = form(q, name, otherwise);

	if (decimal_parse(s, NUMBERS_PLAIN, 0, n) == DECIMAL_OK)
		return OK;
	return fail(q->c, ERR_INVALID, name,
		    N_("Give the days as a whole number."));
}

static enum err add(struct ctx *c, void *arg)
{
	const struct req *q = arg;
	const char *first = form(q, "first", "");
	struct standing_ask ask = {
		.under = form(q, "under", ""),
		.kind = form(q, "to", ""),
		.stepwise = !strcmp(form(q, "relay", ""), "stepwise"),
	};
	int64_t id;

	TRY(days_of(q, "due_after", "", &ask.due_after));
	TRY(days_of(q, "ahead", "0", &ask.ahead));
	return return_ask_standing(c, form(q, "form", ""),
				   *first ? first : NULL, &ask, &id);
}

/* POST /calls/standing */
enum err post_standing(struct req *q, struct reply *p)
{
	enum err e = run_unit(q->c, DB_WRITE, add, q);

	if (call_shown_again(q, e))
		return show_all(q, p, err_status(e), q->c->why);
	TRY(e);
	return see_other(q, p, "/calls/standing");
}

/* ---- its end ---- */

/* POST /calls/standing/{id}/end */
enum err post_standing_end(struct req *q, struct reply *p)
{
	TRY(standing_end(q->c, q->id));
	return see_other(q, p, "/calls/standing");
}
