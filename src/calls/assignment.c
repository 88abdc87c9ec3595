/* assignment.c - one addressed unit's copy of a call. */
#include "calls/assignment.h"

#include "calls/coverage.h"
#include "calls/key.h"
#include "gen/sql_calls.h"
#include "org/tree.h"

#include <assert.h>
#include <stdlib.h>

/* Up to so many are looked up one by one; for more, all of the period are
 * read. */
#define FEW 32

static enum err read_row(const struct assignment_row *row,
			 struct assignment *out)
{
	*out = (struct assignment){
		.id = row->id,
		.call = row->call,
		.unit = row->unit,
		.role = row->role ? RELAYS : ANSWERS,
		.key = row->key,
		.due = row->due,
		.checker = row->checker,
		.day = row->day,
		.base = row->form ? key_of(row->form, 0, row->period)
				  : row->period,
		.note = row->note,
		.changed_at = row->changed_at,
		.passed = row->passed,
		.gone = row->gone,
		.from = row->from_,
	};
	return state_read(row->state, &out->state) ? OK : ERR_BROKEN;
}

static enum err read_rows(struct ctx *c, const struct assignment_row *row,
			  size_t n, struct assignment **out)
{
	*out = arena_array(c->mem, n, sizeof(**out));
	for (size_t i = 0; i < n; i++)
		TRY(read_row(&row[i], &(*out)[i]));
	return OK;
}

enum err assignment_of_key(struct ctx *c, int64_t key, struct assignment *out)
{
	struct assignment_row row;

	TRY(sql_assignment_of_key(c, key, &row));
	return read_row(&row, out);
}

enum err assignment_of_unit(struct ctx *c, int64_t call, int64_t unit,
			    enum role_in_call role, struct assignment *out)
{
	struct assignment_row row;

	TRY(sql_assignment_of_unit(c, call, unit, role, &row));
	return read_row(&row, out);
}

enum err assignments_of_call(struct ctx *c, int64_t call,
			     struct assignment **out, size_t *n)
{
	struct assignment_row *row;

	TRY(sql_assignments_of_call(c, call, &row, n));
	return read_rows(c, row, *n, out);
}

static struct coverage_change counted(const struct assignment *was,
				      const struct assignment *now)
{
	return (struct coverage_change){
		.unit = was->unit,
		.role = was->role,
		.from = (int)was->state,
		.to = (int)now->state,
		.due_from = was->due,
		.due_to = now->due,
	};
}

enum err assignment_step(struct ctx *c, struct assignment *a, enum step step,
			 const char *note)
{
	struct assignment was = *a;
	struct coverage_change ch;
	int64_t changed;

	TRY(state_after(c, step, was.state, &a->state));
	a->note = note;
	a->changed_at = c->now;
	TRY(sql_assignment_change(c, a->id, state_name(was.state),
				  state_name(a->state), a->due, a->checker,
				  c->now, c->account, note, a->gone, a->from,
				  &changed));
	if (changed == 0)
		return ERR_BUSY; /* it was read before somebody's commit */
	ch = counted(&was, a);
	return coverage_apply(c, a->call, a->base, a->day, &ch, 1);
}

enum err assignments_lock(struct ctx *c, int64_t call)
{
	struct assignment_lock *row;
	size_t n;

	return sql_assignments_lock(c, call, &row, &n);
}

enum err assignments_change(struct ctx *c, const struct assignment_change *ch,
			    size_t n)
{
	struct assignment_now *row = arena_array(c->mem, n, sizeof(*row));
	struct coverage_change *count = arena_array(c->mem, n, sizeof(*count));

	if (n == 0)
		return OK;
	for (size_t i = 0; i < n; i++) {
		const struct assignment *a = &ch[i].now;

		assert(a->call == ch[0].now.call);
		row[i] = (struct assignment_now){
			.id = a->id,
			.state = state_name(a->state),
			.due = a->due,
			.checker = a->checker,
			.now = c->now,
			.account = c->account,
			.note = a->note,
			.gone = a->gone,
			.from_ = a->from,
		};
		count[i] = counted(&ch[i].was, a);
	}
	TRY(sql_assignment_set(c, row, n));
	return coverage_apply(c, ch[0].now.call, ch[0].now.base, ch[0].now.day,
			      count, n);
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static enum err step_few(struct ctx *c, const int64_t *keys, size_t n,
			 enum step step)
{
	for (size_t i = 0; i < n; i++) {
		struct assignment a;
		enum err e = assignment_of_key(c, keys[i], &a);

		if (e == ERR_MISSING)
			continue;
		TRY(e);
		if (step_rules[step].from & 1u << a.state)
			TRY(assignment_step(c, &a, step, ""));
	}
	return OK;
}

/* Those of one call whose return is among the sorted keys. */
static enum err step_call(struct ctx *c, int64_t call, const int64_t *sorted,
			  size_t n, enum step step)
{
	struct assignment_change *ch;
	struct assignment *a;
	size_t all, changes = 0;

	TRY(assignments_lock(c, call));
	TRY(assignments_of_call(c, call, &a, &all));
	ch = arena_array(c->mem, all, sizeof(*ch));
	for (size_t i = 0; i < all; i++) {
		struct assignment_change *one = &ch[changes];

		if (!(step_rules[step].from & 1u << a[i].state) || !a[i].key ||
		    !bsearch(&a[i].key, sorted, n, sizeof(*sorted), by_number))
			continue;
		one->was = one->now = a[i];
		one->now.note = "";
		TRY(state_after(c, step, one->was.state, &one->now.state));
		changes++;
	}
	return assignments_change(c, ch, changes);
}

enum err assignments_step(struct ctx *c, const int64_t *keys, size_t n,
			  enum step step)
{
	int64_t *sorted;
	struct call_number *call;
	size_t calls;

	if (n <= FEW)
		return step_few(c, keys, n, step);
	sorted = arena_array(c->mem, n, sizeof(*sorted));
	for (size_t i = 0; i < n; i++)
		sorted[i] = keys[i];
	qsort(sorted, n, sizeof(*sorted), by_number);
	TRY(sql_calls_asking(c, keys[0] >> KEY_FORM_SHIFT, key_period(keys[0]),
			     &call, &calls));
	for (size_t i = 0; i < calls; i++)
		TRY(step_call(c, call[i].id, sorted, n, step));
	return OK;
}

enum err may_for(struct ctx *c, enum act act, int64_t unit)
{
	enum err first = may(c, act, unit);
	struct successor *onward;
	const char *why = c->why;
	size_t n;

	if (first != ERR_MISSING && first != ERR_DENIED)
		return first;
	TRY(sql_successors(c, unit, c->today, &onward, &n));
	for (size_t i = 0; i < n; i++) {
		enum err e = may(c, act, onward[i].unit);

		if (e != ERR_MISSING && e != ERR_DENIED)
			return e;
		if (e == ERR_DENIED)
			first = e;
		why = e == ERR_DENIED ? c->why : why;
	}
	c->why = why;
	return first;
}

enum err assignment_may(struct ctx *c, const struct assignment *a,
			enum step step)
{
	const struct step_rule *r = &step_rules[step];
	enum err e;

	if (!r->by_checker)
		return may_for(c, r->act, a->unit);
	e = may_for(c, r->act, a->checker);
	if (e != ERR_MISSING)
		return e;
	/* who sees the unit but not its checker is told why not */
	TRY(may_for(c, ACT_READ, a->unit));
	return fail(c, ERR_DENIED, NULL,
		    N_("Only the unit that checks this one may do that."));
}
