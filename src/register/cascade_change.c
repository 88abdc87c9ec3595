/* cascade_change.c - what becomes of what units were asked, when the
 * document that they were to carry out is changed. */
#include "register/cascade.h"

#include "gen/sql_register.h"
#include "register/document_change.h"

/* Who of a call has not finished. */
static enum err unfinished(struct ctx *c, int64_t call, int64_t **unit,
			   size_t *n)
{
	struct assignment *a;
	size_t all;

	*n = 0;
	TRY(assignments_of_call(c, call, &a, &all));
	*unit = arena_array(c->mem, all, sizeof(**unit));
	for (size_t i = 0; i < all; i++)
		if (a[i].role == ANSWERS &&
		    (STATES_OWED | 1u << SUBMITTED) & 1u << a[i].state)
			(*unit)[(*n)++] = a[i].unit;
	return OK;
}

/* Asks for `by` what a call asked for: stepwise from the first tier again,
 * else of those that have not finished. */
static enum err ask_again(struct ctx *c, const struct call *k, int64_t by,
			  int64_t due, int64_t *units)
{
	struct call_ask ask = {
		.under = k->under_code,
		.kind = k->kind_code,
		.expect = k->expect,
		.due = due ? due : k->due,
		.stepwise = k->stepwise,
		.note = k->note,
	};
	struct call_issued made;
	int64_t *list;

	if (!k->stepwise) {
		TRY(unfinished(c, k->id, &list, &ask.listed));
		ask.list = list;
		if (ask.listed == 0)
			return OK;
	}
	TRY(cascade_issue(c, arena_printf(c->mem, "%lld", (long long)by), &ask,
			  &made));
	TRY(sql_cascade_from(c, made.id, k->id));
	*units += made.asked;
	return OK;
}

/* Of calls about it that are open and in sight. */
static enum err carry_on(struct ctx *c, int64_t document, int64_t by,
			 int64_t due, int64_t *units)
{
	struct cascade_call *open;
	size_t n;

	*units = 0;
	TRY(sql_cascade_open(c, document, &open, &n));
	for (size_t i = 0; i < n; i++) {
		struct call k;
		enum err e = call_get(c, open[i].id, &k);

		if (e == ERR_MISSING)
			continue;
		TRY(e);
		TRY(ask_again(c, &k, by, due, units));
	}
	return OK;
}

enum err cascade_replace(struct ctx *c, const struct cascade_replacing *r,
			 int64_t *unfinished, int64_t *asked)
{
	struct document d, by;

	*asked = 0;
	TRY(document_ref(c, r->document, &d));
	TRY(document_ref(c, r->by, &by));
	TRY(document_hold(c, d.id, &d));
	TRY(document_check_valid(c, &d));
	if (r->carry_on)
		TRY(carry_on(c, d.id, by.id, r->due, asked));
	return document_replace(c, d.id, by.id, r->why, unfinished);
}
