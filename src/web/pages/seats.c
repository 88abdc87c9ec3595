/* seats.c - who sat where on a day, and the kinds of seats. */
#include "people/seat.h"

#include "access/role.h"
#include "base/day.h"
#include "base/decimal.h"
#include "web/grid.h"
#include "web/pages/people_words.h"
#include "web/pages/words.h"

#include <string.h>

static enum err find_seats(struct req *q, struct seat_ask *ask,
			   struct val **list)
{
	*ask = (struct seat_ask){
		.unit = query(q, "unit", NULL),
		.body = query(q, "body", NULL),
		.person = query(q, "person", NULL),
		.every = !strcmp(query(q, "all", ""), "1"),
	};
	TRY(query_day(q, "at", q->c->today, &ask->at));
	return seat_list(q->c, ask, list);
}

/* GET /seats and /api/seats */
enum err page_seats(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem), *list;
	struct seat_ask ask;
	char at[11];

	TRY(find_seats(q, &ask, &list));
	if (q->api)
		return json(q, p, list);
	for (struct val *s = list->first; s; s = s->next) {
		map_iso_shown(q, s, "since_shown", val_get(s, "since"));
		map_iso_shown(q, s, "until_shown", val_get(s, "until"));
	}
	map_s(v, "title", tr(q->c, N_("Who sat where")));
	map_s(v, "unit", ask.unit ? ask.unit : "");
	map_s(v, "body", ask.body ? ask.body : "");
	map_s(v, "person", ask.person ? ask.person : "");
	map_b(v, "every", ask.every);
	map_s(v, "at", arena_text(q->c->mem, day_iso(ask.at, at)));
	map_s(v, "at_input", day_input(q, ask.at));
	map_day_shown(q, v, "at_shown", ask.at);
	map_b(v, "some", list->first != NULL);
	map_b(v, "may_kinds", may_all(q->c, ACT_OPERATE) == OK);
	map_v(v, "seats", list);
	return page(q, p, "people/seats", v);
}

/* GET /seats.csv and /seats.xlsx */
enum err page_seats_table(struct req *q, struct reply *p)
{
	static const char *const cells[] = {
		"body",	 "body_name", "unit",  "unit_name", "seat",
		"label", "person",    "name",  "duties",    "since",
		"until", "decision",  "ended",
	};
	struct seat_ask ask;
	struct val *list;
	struct grid *t;
	char at[11];

	TRY(find_seats(q, &ask, &list));
	t = grid_begin(q, p);
	grid_head(t, "body,body_name,unit,unit_name,seat,label,person,name,"
		     "duties,since,until,decision,ended");
	for (const struct val *s = list->first; s; s = s->next) {
		for (size_t i = 0; i < COUNT(cells); i++)
			grid_text(t, val_text(s, cells[i]));
		grid_row(t);
	}
	return grid_end(t, "seats-%s", day_iso(ask.at, at));
}

/* ---- kinds ---- */

static enum err show_kinds(struct req *q, struct reply *p, int status,
			   const char *trouble)
{
	struct val *v = val_map(q->c->mem), *list;

	TRY(seat_kind_list(q->c, &list));
	if (q->api)
		return json(q, p, list);
	map_s(v, "title", tr(q->c, N_("Kinds of seats")));
	map_s(v, "trouble", trouble);
	map_b(v, "may_add", may_all(q->c, ACT_OPERATE) == OK);
	map_s(v, "code", form(q, "code", ""));
	map_s(v, "vi", form(q, "vi", ""));
	map_s(v, "en", form(q, "en", ""));
	map_s(v, "rank", form(q, "rank", ""));
	map_v(v, "kinds", list);
	p->status = status;
	return page(q, p, "people/seat_kinds", v);
}

/* GET /seats/kinds and /api/seats/kinds */
enum err page_seat_kinds(struct req *q, struct reply *p)
{
	return show_kinds(q, p, 200, NULL);
}

static enum err add_kind(struct ctx *c, void *arg)
{
	const struct req *q = arg;
	int64_t rank;

	if (decimal_parse(form(q, "rank", "0"), NUMBERS_PLAIN, 0, &rank) !=
	    DECIMAL_OK)
		return fail(c, ERR_INVALID, "rank",
			    N_("Give the rank as a whole number."));
	return seat_kind_add(c, form(q, "code", ""), form(q, "vi", ""),
			     form(q, "en", ""), rank);
}

/* POST /seats/kinds and /api/seats/kinds */
enum err post_seat_kind(struct req *q, struct reply *p)
{
	enum err e = run_unit(q->c, DB_WRITE, add_kind, q);

	if (shown_again(q, e))
		return show_kinds(q, p, err_status(e), q->c->why);
	TRY(e);
	return see_other(q, p, "/seats/kinds");
}
