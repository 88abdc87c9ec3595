/* membership.c - writes who belongs where. */
#include "people/membership.h"

#include "people/member_count.h"

#define NO_REORGANISATION (-1)

enum err memberships_begin_on(struct ctx *c, const struct tree *tree,
			      struct memberships *m)
{
	struct people_lock got;

	*m = (struct memberships){
		.c = c, .tree = tree, .roll = {.mem = c->mem}};
	m->ended_by =
		arena_array(c->mem, (size_t)tree->n, sizeof(*m->ended_by));
	return sql_people_lock(c, &got);
}

enum err memberships_begin(struct ctx *c, struct memberships *m)
{
	struct tree *tree;

	TRY(tree_hold(c));
	TRY(tree_load(c, &tree));
	return memberships_begin_on(c, tree, m);
}

void memberships_drop(struct memberships *m, const struct membership *row)
{
	int32_t u = tree_by_id(m->tree, row->unit);

	if (m->drops == m->drop_cap) {
		size_t cap = m->drop_cap ? m->drop_cap * 2 : 16;
		struct member_id *more =
			arena_array(m->c->mem, cap, sizeof(*more));

		for (size_t i = 0; i < m->drops; i++)
			more[i] = m->drop[i];
		m->drop = more;
		m->drop_cap = cap;
	}
	m->drop[m->drops++].id = row->id;
	if (u >= 0)
		roll_add(&m->roll, m->tree, u, 0, row->since, row->until, -1);
}

/* By which reorganisation a unit ceased; NULL in the table where its file
 * said so from the first. */
static enum err ended_by(struct memberships *m, int32_t unit, int64_t *id)
{
	int64_t *by = &m->ended_by[unit];
	struct reorganisation_of r;
	enum err e = OK;

	if (*by == 0) {
		e = sql_unit_ended_by(m->c, m->tree->unit[unit].code, &r);
		*by = e == OK ? r.id : NO_REORGANISATION;
	}
	*id = *by == NO_REORGANISATION ? 0 : *by;
	return e == ERR_MISSING ? OK : e;
}

static void put(struct memberships *m, const struct member_row *row)
{
	if (m->puts == m->put_cap) {
		size_t cap = m->put_cap ? m->put_cap * 2 : 16;
		struct member_row *more =
			arena_array(m->c->mem, cap, sizeof(*more));

		for (size_t i = 0; i < m->puts; i++)
			more[i] = m->put[i];
		m->put = more;
		m->put_cap = cap;
	}
	m->put[m->puts++] = *row;
}

enum err memberships_add(struct memberships *m, const struct stay *s,
			 size_t *rows)
{
	struct stay_piece *p;

	stay_pieces(m->c->mem, m->tree, s, &p, rows);
	for (size_t i = 0; i < *rows; i++) {
		struct member_row row = {
			.person = s->person,
			.unit = m->tree->unit[p[i].unit].id,
			.since = p[i].since,
			.until = p[i].until,
			.joined = s->unit,
			.joined_on = s->since,
			.ends = s->ends,
		};

		if (p[i].from >= 0)
			TRY(ended_by(m, p[i].from, &row.came_by));
		if (row.until < s->ends)
			TRY(ended_by(m, p[i].unit, &row.cut_by));
		put(m, &row);
		roll_add(&m->roll, m->tree, p[i].unit, 0, row.since, row.until,
			 1);
	}
	return OK;
}

enum err memberships_end(struct memberships *m)
{
	TRY(sql_membership_drop(m->c, m->drop, m->drops));
	TRY(sql_membership_add(m->c, m->put, m->puts));
	return member_count_change(m->c, &m->roll);
}

struct stay *stays_of(struct arena *mem, const struct membership *row, size_t n,
		      size_t *stays)
{
	struct stay *s = arena_array(mem, n, sizeof(*s));

	*stays = 0;
	for (size_t i = 0; i < n; i++)
		if (i == 0 || row[i].person != row[i - 1].person ||
		    row[i].joined_on != row[i - 1].joined_on)
			s[(*stays)++] =
				(struct stay){row[i].person, row[i].joined,
					      row[i].joined_on, row[i].ends};
	return s;
}
