/* cascade_change.c - what becomes of what units were asked, when the
 * document that they were to carry out is changed. */
#include "register/cascade_part.h"

#include "calls/act.h"
#include "calls/batch.h"
#include "gen/sql_calls.h"
#include "gen/sql_register.h"
#include "org/view.h"

#include <string.h>

/* Who has not finished is no longer asked; what was accepted stays. */
static enum err stop_call(struct ctx *c, int64_t call, const char *why,
			  int64_t *units)
{
	struct val *v = val_map(c->mem);
	struct batch b;

	TRY(batch_begin(c, call, NULL,
			STATES_OWED | 1u << SUBMITTED | 1u << WAIVED, &b));
	for (size_t i = 0; i < b.n; i++) {
		struct assignment *a = &b.change[i].now;

		TRY(state_after(c, STEP_WITHDRAW, a->state, &a->state));
		a->note = why;
	}
	TRY(assignments_change(c, b.change, b.n));
	TRY(sql_call_withdraw(c, call, why));
	*units += (int64_t)b.n;
	map_s(v, "unit", b.call.under_code);
	map_i(v, "count", (int64_t)b.n);
	map_s(v, "reason", why);
	return call_record(c, "call.withdraw", &b.call, v);
}

enum err cascade_changed(struct ctx *c, int64_t document, bool stop,
			 const char *why, int64_t *units)
{
	struct cascade_call *open;
	size_t n;

	*units = 0;
	TRY(sql_cascade_tell(c, document));
	if (!stop)
		return OK;
	TRY(sql_cascade_open(c, document, &open, &n));
	for (size_t i = 0; i < n; i++)
		TRY(stop_call(c, open[i].id, why, units));
	return OK;
}

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

enum err cascade_carry_on(struct ctx *c, int64_t document, int64_t by,
			  int64_t due, int64_t *units)
{
	struct cascade_call *open;
	size_t n;

	*units = 0;
	TRY(sql_cascade_open(c, document, &open, &n));
	for (size_t i = 0; i < n; i++) {
		struct call k;

		TRY(call_get(c, open[i].id, &k));
		TRY(ask_again(c, &k, by, due, units));
	}
	return OK;
}
