/* person_merge.c - one person that was found twice becomes one. */
#include "people/person.h"

#include "access/session.h"
#include "base/day.h"
#include "core/journal.h"
#include "people/membership.h"
#include "people/record.h"
#include "people/words.h"

#include <stdlib.h>

struct merge {
	struct ctx *c;
	struct memberships m;
	struct person from, into;
	int64_t account_from, account_into; /* 0: none */
	struct membership *row;		    /* of `from` */
	size_t rows;
	struct stay *stay; /* of both, as they will be */
	size_t n;
};

static enum err account_of(struct ctx *c, int64_t person, int64_t *id)
{
	struct person_account a = {0};
	enum err e = sql_person_account(c, person, &a);

	*id = a.id;
	return e == ERR_MISSING ? OK : e;
}

/* Whoever gets an account to which the rights of the other's seats go has
 * given them. */
static enum err may_give(struct merge *g, int64_t account, int64_t person)
{
	struct role_unit *at;
	size_t n;

	if (!account)
		return OK;
	TRY(sql_person_role_units(g->c, person, g->c->today, &at, &n));
	for (size_t i = 0; i < n; i++)
		TRY(may(g->c, ACT_ACCOUNT, at[i].unit));
	return OK;
}

static enum err check(struct merge *g)
{
	struct ctx *c = g->c;
	struct body_code body;
	enum err e;

	if (g->from.id == g->into.id)
		return fail(c, ERR_INVALID, "into",
			    N_("%s and %s are one person already."),
			    g->from.code, g->into.code);
	TRY(account_of(c, g->from.id, &g->account_from));
	TRY(account_of(c, g->into.id, &g->account_into));
	if (g->account_from && g->account_into)
		return fail(c, ERR_CONFLICT, "into",
			    N_("%s and %s both have an account; take one of "
			       "them off its person first."),
			    g->from.code, g->into.code);
	e = sql_person_both_seated(c, g->from.id, g->into.id, &body);
	if (e == OK)
		return fail(c, ERR_CONFLICT, "into",
			    N_("%s and %s both sit in the body %s at one time; "
			       "re-form it first."),
			    g->from.code, g->into.code, body.code);
	if (e != ERR_MISSING)
		return e;
	TRY(may_give(g, g->account_into, g->from.id));
	return may_give(g, g->account_from, g->into.id);
}

/* Where the other belonged on that day, or last before it. */
static int64_t unit_on(const struct merge *g, int64_t day)
{
	int64_t unit = 0;

	for (size_t i = 0; i < g->rows; i++)
		if (g->row[i].since <= day)
			unit = g->row[i].unit;
	return unit;
}

/* A stay of the other, as far as it lies in the gaps of what is kept. */
static void fill(struct merge *g, const struct stay *s, size_t kept)
{
	int64_t day = s->since;

	for (size_t i = 0; i <= kept; i++) {
		int64_t stop = i < kept ? g->stay[i].since - 1 : DAY_MAX;
		int64_t ends = stop < s->ends ? stop : s->ends;

		if (day <= ends)
			g->stay[g->n++] = (struct stay){
				g->into.id,
				day == s->since ? s->unit : unit_on(g, day),
				day, ends};
		if (i < kept && g->stay[i].ends >= day)
			day = g->stay[i].ends + 1;
	}
}

static int by_time(const void *a, const void *b)
{
	const struct stay *x = a, *y = b;

	return (x->since > y->since) - (x->since < y->since);
}

/* One after the other in one unit is one stay. */
static void join(struct merge *g)
{
	size_t n = 0;

	if (g->n)
		qsort(g->stay, g->n, sizeof(*g->stay), by_time);
	for (size_t i = 0; i < g->n; i++) {
		struct stay *last = n ? &g->stay[n - 1] : NULL;

		if (last && last->unit == g->stay[i].unit &&
		    last->ends + 1 == g->stay[i].since)
			last->ends = g->stay[i].ends;
		else
			g->stay[n++] = g->stay[i];
	}
	g->n = n;
}

static enum err unite(struct merge *g)
{
	struct arena *mem = g->c->mem;
	struct membership *row;
	struct stay *kept, *other;
	size_t rows, n, others;

	TRY(sql_membership_of(g->c, g->from.id, &g->row, &g->rows));
	TRY(sql_membership_of(g->c, g->into.id, &row, &rows));
	kept = stays_of(mem, row, rows, &n);
	other = stays_of(mem, g->row, g->rows, &others);
	g->stay = arena_array(mem, n + others * (n + 1), sizeof(*g->stay));
	for (g->n = 0; g->n < n; g->n++)
		g->stay[g->n] = kept[g->n];
	for (size_t i = 0; i < others; i++)
		fill(g, &other[i], n);
	join(g);
	for (size_t i = 0; i < g->rows; i++)
		memberships_drop(&g->m, &g->row[i]);
	for (size_t i = 0; i < rows; i++)
		memberships_drop(&g->m, &row[i]);
	for (size_t i = 0; i < g->n; i++)
		TRY(memberships_add(&g->m, &g->stay[i], &rows));
	return memberships_end(&g->m);
}

/* Tasks and visits of both are those of the one that is kept. */
static enum err keep_work(struct ctx *c, int64_t from, int64_t into)
{
	TRY(sql_person_task_holder_lead(c, from, into));
	TRY(sql_person_task_holder_over(c, from, into));
	TRY(sql_person_task_holder_twice(c, from));
	TRY(sql_person_visit_member_lead(c, from, into));
	TRY(sql_person_visit_member_over(c, from, into));
	return sql_person_visit_member_twice(c, from);
}

/* What the one that is kept lacks it takes from the other. */
static enum err keep(struct merge *g)
{
	struct ctx *c = g->c;
	struct person *p = &g->into, *o = &g->from;
	const char *email = p->email ? p->email : o->email;
	const char *phone = p->phone ? p->phone : o->phone;
	struct blob none = {"", 0};

	TRY(sql_person_change(c, p->id, p->name, name_sort_key(c->mem, p->name),
			      name_folded(c->mem, p->name), email, phone));
	TRY(sql_person_change(c, o->id, "", none, "", NULL, NULL));
	TRY(sql_person_lead(c, o->id, p->id));
	TRY(sql_person_seats_over(c, o->id, p->id));
	TRY(sql_person_account_over(c, o->id, p->id));
	TRY(keep_work(c, o->id, p->id));
	if (g->account_from)
		TRY(session_renew(c, g->account_from));
	if (g->account_into)
		TRY(session_renew(c, g->account_into));
	return OK;
}

enum err person_merge(struct ctx *c, const char *code, const char *into)
{
	struct merge g = {.c = c};
	struct val *v = val_map(c->mem);

	TRY(memberships_begin(c, &g.m));
	TRY(person_reach(c, code, ACT_PEOPLE, &g.from));
	TRY(person_reach(c, into, ACT_PEOPLE, &g.into));
	TRY(check(&g));
	TRY(unite(&g));
	TRY(keep(&g));
	map_i(v, "into", g.into.id);
	map_s(v, "code", g.into.code);
	return person_journal(c, "person.merge", g.from.id, v);
}
