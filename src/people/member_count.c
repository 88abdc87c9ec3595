/* member_count.c - keeps the numbers of members right. */
#include "people/member_count.h"

#include "base/day.h"
#include "people/membership.h"

/* The rows of one unit beside the steps that change them. */
struct merging {
	struct member_count_row *put;
	struct member_count_key *drop;
	size_t puts, drops;
};

/* Walks along what is stored (from the row that holds on the day before the
 * first step on) and the steps, day by day. */
static void merge_unit(struct merging *m, const struct roll_step *step,
		       size_t steps, const struct member_count_row *row,
		       size_t rows)
{
	int64_t stored = 0, gained = 0, last = 0;
	size_t i = 0, k = 0;

	if (rows > 0 && row[0].day < step[0].day) {
		stored = last = row[0].n;
		i = 1;
	}
	while (k < steps || (i < rows && gained != 0)) {
		bool has =
			i < rows && (k == steps || row[i].day <= step[k].day);
		int64_t day = has ? row[i].day : step[k].day;

		if (has)
			stored = row[i].n;
		if (k < steps && step[k].day == day)
			gained += step[k++].n;
		if (stored + gained == last && has)
			m->drop[m->drops++] =
				(struct member_count_key){step->unit, day};
		else if (stored + gained != last && (!has || gained != 0))
			m->put[m->puts++] = (struct member_count_row){
				step->unit, day, stored + gained};
		last = stored + gained;
		i += has;
	}
}

static enum err change_unit(struct ctx *c, const struct roll_step *step,
			    size_t steps)
{
	struct arena_mark mark = arena_mark(c->mem);
	struct member_count_row *row;
	struct merging m = {0};
	size_t rows;

	TRY(sql_member_count_from(c, step->unit, step->day, &row, &rows));
	m.put = arena_array(c->mem, rows + steps, sizeof(*m.put));
	m.drop = arena_array(c->mem, rows + steps, sizeof(*m.drop));
	merge_unit(&m, step, steps, row, rows);
	TRY(sql_member_count_drop(c, m.drop, m.drops));
	TRY(sql_member_count_put(c, m.put, m.puts));
	arena_rewind(c->mem, mark);
	return OK;
}

enum err member_count_change(struct ctx *c, struct roll *r)
{
	size_t n;

	roll_sum(r);
	for (size_t i = 0; i < r->n; i += n) {
		for (n = 1; i + n < r->n; n++)
			if (r->step[i + n].unit != r->step[i].unit)
				break;
		TRY(change_unit(c, &r->step[i], n));
	}
	return OK;
}

/* A walk along both tables beside what they must hold. */
struct check {
	struct ctx *c;
	const struct tree *t;
	struct roll roll;
	size_t at;		/* step of the roll that comes next */
	int64_t count;		/* of the unit, up to there */
	struct membership *row; /* of the person at hand */
	size_t rows, cap;
	int64_t n;
};

static enum err astray(struct check *k)
{
	struct person_code p = {"?"};
	enum err e = sql_person_code(k->c, k->row[0].person, &p);

	if (e != OK && e != ERR_MISSING)
		return e;
	return fail(k->c, ERR_CONFLICT, NULL,
		    N_("Where %s belongs is not where the tree takes them."),
		    p.code);
}

/* Whether the rows of one person are what their stays make. */
static bool as_said(struct check *k)
{
	struct arena *mem = k->c->mem;
	struct stay *s;
	size_t stays, at = 0, n;

	s = stays_of(mem, k->row, k->rows, &stays);
	for (size_t i = 0; i < stays; i++) {
		struct stay_piece *p;

		if (i > 0 && s[i].since <= s[i - 1].ends)
			return false;
		stay_pieces(mem, k->t, &s[i], &p, &n);
		for (size_t j = 0; j < n; j++, at++)
			if (at == k->rows ||
			    k->row[at].unit != k->t->unit[p[j].unit].id ||
			    k->row[at].since != p[j].since ||
			    k->row[at].until != p[j].until)
				return false;
	}
	return at == k->rows;
}

static enum err end_person(struct check *k)
{
	struct arena_mark m = arena_mark(k->c->mem);
	bool good = k->rows == 0 || as_said(k);

	arena_rewind(k->c->mem, m);
	if (!good)
		return astray(k);
	k->rows = 0;
	return OK;
}

static enum err take_row(void *arg, const struct membership *row)
{
	struct check *k = arg;

	if (k->rows > 0 && k->row[0].person != row->person)
		TRY(end_person(k));
	if (k->rows == k->cap) {
		struct membership *more =
			arena_array(k->c->mem, k->cap * 2, sizeof(*more));

		for (size_t i = 0; i < k->rows; i++)
			more[i] = k->row[i];
		k->row = more;
		k->cap *= 2;
	}
	k->row[k->rows++] = *row;
	k->n++;
	return OK;
}

static enum err take_step(void *arg, const struct member_step *s)
{
	struct check *k = arg;
	int32_t u = tree_by_id(k->t, s->unit);

	if (u >= 0)
		roll_add(&k->roll, k->t, u, 0, s->day, DAY_MAX, s->n);
	return OK;
}

static enum err differs(const struct check *k, int64_t unit)
{
	int32_t u = tree_by_id(k->t, unit);

	return fail(k->c, ERR_CONFLICT, NULL,
		    N_("The number of members kept for %s is not what the "
		       "memberships come to."),
		    u < 0 ? "?" : k->t->unit[u].code);
}

static enum err take_count(void *arg, const struct member_count_row *row)
{
	struct check *k = arg;
	const struct roll_step *s = &k->roll.step[k->at];

	if (k->at == k->roll.n)
		return differs(k, row->unit);
	if (k->at == 0 || s->unit != s[-1].unit)
		k->count = 0;
	k->count += s->n;
	if (row->unit != s->unit || row->day != s->day || row->n != k->count)
		return differs(k, row->unit < s->unit ? row->unit : s->unit);
	k->at++;
	return OK;
}

enum err members_verify(struct ctx *c, const struct tree *t, int64_t *n)
{
	struct check k = {.c = c, .t = t, .roll = {.mem = c->mem}, .cap = 64};

	k.row = arena_array(c->mem, k.cap, sizeof(*k.row));
	TRY(sql_membership_all(c, take_row, &k));
	TRY(end_person(&k));
	TRY(sql_member_steps(c, take_step, &k));
	roll_sum(&k.roll);
	TRY(sql_member_counts(c, take_count, &k));
	*n = k.n;
	return k.at == k.roll.n ? OK : differs(&k, k.roll.step[k.at].unit);
}
