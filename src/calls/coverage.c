/* coverage.c - counts assignments by state, tier by tier. */
#include "calls/coverage.h"

#include "calls/call.h"
#include "calls/key.h"
#include "gen/sql_calls.h"
#include "org/ancestors.h"

#include <stdlib.h>

/* One more or one less in a state, at one unit above. */
struct part {
	size_t place;  /* of the unit above, in the order of the rows */
	int64_t above; /* its id */
	int64_t role, due;
	int state;
	int64_t n;
};

static int compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int by_row(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	int order = compare((int64_t)x->place, (int64_t)y->place);

	if (order == 0)
		order = compare(x->role, y->role);
	return order ? order : compare(x->due, y->due);
}

static int64_t *count_in(struct coverage_sum *s, int state)
{
	switch ((enum state)state) {
	case DELIVERED: return &s->delivered;
	case ACKNOWLEDGED: return &s->acknowledged;
	case SUBMITTED: return &s->submitted;
	case SENT_BACK: return &s->sent_back;
	case ACCEPTED: return &s->accepted;
	case WAIVED: return &s->waived;
	case WITHDRAWN: return &s->withdrawn;
	}
	abort();
}

/* The parts of each change at each unit above it. */
static size_t parts_of(const struct coverage_change *ch, size_t n,
		       const struct ancestors *up, struct part *part)
{
	size_t parts = 0;

	for (size_t i = 0; i < n; i++) {
		for (size_t k = up->first[i]; k < up->first[i + 1]; k++) {
			size_t at = up->place[k];

			int64_t above = up->all[at].unit;

			if (ch[i].from >= 0)
				part[parts++] = (struct part){
					at,	    above,
					ch[i].role, ch[i].due_from,
					ch[i].from, -1};
			part[parts++] = (struct part){at,	  above,
						      ch[i].role, ch[i].due_to,
						      ch[i].to,	  1};
		}
	}
	return parts;
}

/* The rows that parts come to, in the order of their places. */
static void sum_parts(struct ctx *c, int64_t call, int64_t base,
		      struct part *part, size_t parts,
		      struct coverage_sum **out, size_t *rows)
{
	struct coverage_sum *sum = arena_array(c->mem, parts, sizeof(*sum));
	size_t kept = 0;

	if (parts > 0)
		qsort(part, parts, sizeof(*part), by_row);
	for (size_t i = 0; i < parts; i++) {
		const struct part *p = &part[i];

		if (i == 0 || by_row(p, p - 1))
			sum[kept++] = (struct coverage_sum){
				.id = base + (p->above << KEY_UNIT_SHIFT),
				.call = call,
				.role = p->role,
				.due = p->due,
			};
		*count_in(&sum[kept - 1], p->state) += p->n;
	}
	*out = sum;
	*rows = kept;
}

/* What the rows of coverage gain by the changes, in the order in which they
 * are locked. */
static enum err add_up(struct ctx *c, int64_t call, int64_t base, int64_t day,
		       const struct coverage_change *ch, size_t n,
		       struct coverage_sum **out, size_t *rows)
{
	int64_t *unit = arena_array(c->mem, n, sizeof(*unit));
	struct ancestors up;
	struct part *part;

	for (size_t i = 0; i < n; i++)
		unit[i] = ch[i].unit;
	TRY(ancestors_of(c, unit, n, day, &up));
	part = arena_array(c->mem, up.first[n] * 2, sizeof(*part));
	sum_parts(c, call, base, part, parts_of(ch, n, &up, part), out, rows);
	return OK;
}

enum err coverage_apply(struct ctx *c, int64_t call, int64_t base, int64_t day,
			const struct coverage_change *change, size_t n)
{
	struct coverage_change *real = arena_array(c->mem, n, sizeof(*real));
	struct coverage_sum *sum;
	size_t left = 0, rows;

	for (size_t i = 0; i < n; i++)
		if (change[i].from != change[i].to ||
		    change[i].due_from != change[i].due_to)
			real[left++] = change[i];
	TRY(add_up(c, call, base, day, real, left, &sum, &rows));
	return sql_coverage_add(c, sum, rows);
}

enum err coverage_on(struct ctx *c, const struct tree *tree,
		     const struct tree_day *day, const struct assignment *a,
		     size_t n, int64_t sign)
{
	struct coverage_sum *sum;
	struct part *part;
	size_t parts = 0, rows;

	if (n == 0)
		return OK;
	part = arena_array(c->mem, n * TIERS_MAX, sizeof(*part));
	for (size_t i = 0; i < n; i++) {
		int32_t u = tree_by_id(tree, a[i].unit);

		for (u = u < 0 ? u : day->parent[u]; u >= 0; u = day->parent[u])
			part[parts++] = (struct part){
				(size_t)u, tree->unit[u].id, a[i].role,
				a[i].due,  (int)a[i].state,  sign};
	}
	sum_parts(c, a->call, a->base, part, parts, &sum, &rows);
	return sql_coverage_add(c, sum, rows);
}

/* All assignments of a call, as if they were new. */
static enum err count_call(struct ctx *c, const struct assignment *a, size_t n,
			   struct coverage_sum **sum, size_t *rows)
{
	struct coverage_change *ch = arena_array(c->mem, n, sizeof(*ch));

	*rows = 0;
	if (n == 0)
		return OK;
	for (size_t i = 0; i < n; i++)
		ch[i] = (struct coverage_change){
			.unit = a[i].unit,
			.role = a[i].role,
			.from = -1,
			.to = (int)a[i].state,
			.due_to = a[i].due,
		};
	return add_up(c, a->call, a->base, a->day, ch, n, sum, rows);
}

enum err coverage_rebuild(struct ctx *c, int64_t call)
{
	struct coverage_sum *sum = NULL;
	struct assignment *a;
	size_t n, rows;

	TRY(assignments_of_call(c, call, &a, &n));
	TRY(count_call(c, a, n, &sum, &rows));
	TRY(sql_coverage_drop(c, call));
	return sql_coverage_add(c, sum, rows);
}

static int by_key(const void *a, const void *b)
{
	const struct coverage_sum *x = a, *y = b;
	int order = compare(x->id, y->id);

	if (order == 0)
		order = compare(x->role, y->role);
	return order ? order : compare(x->due, y->due);
}

static bool same(const struct coverage_sum *x, const struct coverage_sum *y)
{
	return by_key(x, y) == 0 && x->delivered == y->delivered &&
	       x->acknowledged == y->acknowledged &&
	       x->submitted == y->submitted && x->sent_back == y->sent_back &&
	       x->accepted == y->accepted && x->waived == y->waived &&
	       x->withdrawn == y->withdrawn;
}

static enum err differs(struct ctx *c, int64_t call, int64_t id)
{
	struct coverage_unit u = {"?"};
	enum err e = sql_coverage_unit(c, key_unit(id), &u);

	if (e != OK && e != ERR_MISSING)
		return e;
	return fail(c, ERR_CONFLICT, NULL,
		    N_("Call %lld: what is counted of it at %s is not what "
		       "its assignments come to."),
		    (long long)call, u.code);
}

static enum err verify_call(struct ctx *c, int64_t call, int64_t *checked)
{
	struct coverage_sum *want = NULL, *kept;
	struct assignment *a;
	size_t n, wants, keeps, at = 0;

	TRY(assignments_of_call(c, call, &a, &n));
	TRY(count_call(c, a, n, &want, &wants));
	TRY(sql_coverage_stored(c, call, &kept, &keeps));
	if (wants > 0)
		qsort(want, wants, sizeof(*want), by_key);
	while (at < wants && at < keeps && same(&want[at], &kept[at]))
		at++;
	*checked += (int64_t)keeps;
	if (at == wants && at == keeps)
		return OK;
	return differs(c, call, at < wants ? want[at].id : kept[at].id);
}

enum err coverage_verify(struct ctx *c, int64_t *n)
{
	struct call_number *call;
	size_t calls;

	*n = 0;
	TRY(sql_calls_all(c, &call, &calls));
	for (size_t i = 0; i < calls; i++) {
		struct arena_mark m = arena_mark(c->mem);

		TRY(verify_call(c, call[i].id, n));
		arena_rewind(c->mem, m);
	}
	return OK;
}
