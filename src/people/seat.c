/* seat.c - the kinds of seats, and who sat where on any date. */
#include "people/seat.h"

#include "access/sight.h"
#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "gen/sql_people.h"
#include "org/name.h"
#include "org/unit.h"
#include "org/view.h"
#include "people/body.h"
#include "people/lineup.h"
#include "people/person.h"

#define RANK_STEP 10
#define RANK_MAX  1000000

enum err seat_kind_list(struct ctx *c, struct val **out)
{
	struct seat_kind *k;
	size_t n;

	*out = val_list(c->mem);
	TRY(sql_seat_kinds(c, &k, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "code", k[i].code);
		map_s(v, "label", lineup_label(c, k[i].vi, k[i].en));
		map_s(v, "vi", k[i].vi);
		map_s(v, "en", k[i].en);
		map_i(v, "rank", k[i].rank);
		list_v(*out, v);
	}
	return OK;
}

static enum err check_kind(struct ctx *c, const char *code, const char *vi,
			   const char *en, int64_t rank)
{
	const char *why = code_trouble(code);

	if (why)
		return fail(c, ERR_INVALID, "code", "%s", tr(c, why));
	if ((why = name_trouble(vi)))
		return fail(c, ERR_INVALID, "vi", "%s", tr(c, why));
	if ((why = name_trouble(en)))
		return fail(c, ERR_INVALID, "en", "%s", tr(c, why));
	if (rank < 0 || rank > RANK_MAX)
		return fail(c, ERR_INVALID, "rank",
			    N_("A rank is a whole number from 1 to %d; the "
			       "lowest stands first."),
			    RANK_MAX);
	return OK;
}

enum err seat_kind_add(struct ctx *c, const char *code, const char *vi,
		       const char *en, int64_t rank)
{
	struct val *v = val_map(c->mem);
	struct seat_kind *k;
	int64_t changed;
	size_t n;

	TRY(may_all(c, ACT_OPERATE));
	vi = text_tidy(c->mem, vi);
	en = text_tidy(c->mem, en);
	TRY(check_kind(c, code, vi, en, rank));
	TRY(sql_seat_kinds(c, &k, &n));
	if (rank == 0)
		rank = (n ? k[n - 1].rank : 0) + RANK_STEP;
	TRY(sql_seat_kind_put(c, code, vi, en, rank, &changed));
	if (changed == 0)
		return fail(c, ERR_CONFLICT, "code",
			    N_("There is a kind of seat %s already."), code);
	map_s(v, "vi", vi);
	map_s(v, "en", en);
	map_i(v, "rank", rank);
	return journal_add(c, "seat.kind", code, v);
}

/* ---- who sat where ---- */

static struct val *sitting_view(struct ctx *c, const struct sitting_item *s)
{
	struct val *v = val_map(c->mem);

	map_s(v, "body", s->body);
	map_s(v, "body_name", s->body_name);
	map_s(v, "unit", s->unit);
	map_s(v, "unit_name", s->unit_name);
	map_s(v, "seat", s->seat);
	map_s(v, "label", lineup_label(c, s->vi, s->en));
	map_s(v, "person", s->person);
	map_s(v, "name", s->name);
	map_s(v, "duties", s->duties);
	map_s(v, "role", s->role);
	map_day(v, "since", s->since);
	map_day(v, "until", s->until);
	map_s(v, "decision", s->decision);
	map_s(v, "ended", s->ended);
	return v;
}

static struct val *sittings_view(struct ctx *c, const struct sitting_item *s,
				 size_t n)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++)
		list_v(list, sitting_view(c, &s[i]));
	return list;
}

static enum err of_body(struct ctx *c, const struct seat_ask *ask,
			const struct sight *s, struct val **out)
{
	struct sitting_item *row;
	struct body b;
	size_t n;

	TRY(body_get(c, ask->body, &b));
	TRY(sql_sitting_of_body(c, b.id, ask->at, ask->every, s->all,
				c->account, c->today, s->powers, &row, &n));
	*out = sittings_view(c, row, n);
	return OK;
}

static enum err of_person(struct ctx *c, int64_t person,
			  const struct seat_ask *ask, const struct sight *s,
			  struct val **out)
{
	struct sitting_item *row;
	size_t n;

	TRY(sql_sitting_of_person(c, person, ask->at, ask->every, s->all,
				  c->account, c->today, s->powers, &row, &n));
	*out = sittings_view(c, row, n);
	return OK;
}

/* A stranger is told the same of who is not there and who sits on nothing
 * that is in sight. */
static enum err find_person(struct ctx *c, const char *code, int64_t *id)
{
	enum err e = person_find(c, code, id);

	if (e != ERR_MISSING || c->is_operator)
		return e;
	ctx_forget(c);
	*id = 0;
	return OK;
}

enum err seat_list(struct ctx *c, const struct seat_ask *ask, struct val **out)
{
	struct unit u = {.id = 0};
	struct sitting_item *row;
	struct sight s;
	int64_t person;
	size_t n;

	TRY(sight_get(c, ACT_SEE, &s));
	if (ask->body)
		return of_body(c, ask, &s, out);
	if (ask->person) {
		TRY(find_person(c, ask->person, &person));
		return of_person(c, person, ask, &s, out);
	}
	if (ask->unit)
		TRY(unit_get(c, ask->unit, ask->at, &u));
	TRY(sql_sitting_list(c, u.id, ask->at, ask->every, s.all, c->account,
			     c->today, s.powers, &row, &n));
	*out = sittings_view(c, row, n);
	return OK;
}

enum err seat_story(struct ctx *c, int64_t person, struct val **out)
{
	struct seat_ask ask = {.at = c->today, .every = true};
	struct sight s;

	TRY(sight_get(c, ACT_SEE, &s));
	return of_person(c, person, &ask, &s, out);
}

enum err seat_people(struct ctx *c, int64_t unit, int64_t day, int64_t limit,
		     struct val **out)
{
	struct seat_choice *p;
	size_t n;

	*out = val_list(c->mem);
	TRY(sql_seat_people(c, unit, day, limit, &p, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "code", p[i].code);
		map_s(v, "name", p[i].name);
		list_v(*out, v);
	}
	return OK;
}
