/* lineup.c - what a decision about a line-up makes of it, seat by seat. */
#include "people/lineup.h"

#include "access/grant.h"
#include "access/sight.h"
#include "base/day.h"
#include "base/text.h"
#include "core/sheet.h"
#include "people/person.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define DUTIES_MAX 2000 /* characters */

enum { SEAT, PERSON, DUTIES, ROLE, AREA };

static const struct column columns[] = {
	[SEAT] = {"seat", true},      [PERSON] = {"person", true},
	[DUTIES] = {"duties", false}, [ROLE] = {"role", false},
	[AREA] = {"area", false},
};

/* The role that a new seat carries unless the decision says another; a kind
 * of seat that is NULL: any. */
static const struct {
	const char *body, *seat, *role;
} default_roles[] = {
	{"committee", "head", "head"},
	{"committee", "secretary", "secretary"},
	{"secretariat", "head", "secretary"},
	{"jury", NULL, "judge"},
};

static const char *default_role(const char *body, const char *seat)
{
	for (size_t i = 0; i < COUNT(default_roles); i++)
		if (!strcmp(default_roles[i].body, body) &&
		    (!default_roles[i].seat ||
		     !strcmp(default_roles[i].seat, seat)))
			return default_roles[i].role;
	return NULL;
}

const char *lineup_label(const struct ctx *c, const char *vi, const char *en)
{
	return strcmp(c->lang, "vi") ? en : vi;
}

enum err lineup_read(struct ctx *c, struct blob file, struct place **out,
		     size_t *n)
{
	struct sheet t;

	TRY(sheet_read(c, file, columns, COUNT(columns), &t));
	*n = t.csv.n;
	*out = arena_array(c->mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++) {
		const struct csv_row *r = &t.csv.row[i];

		(*out)[i] = (struct place){
			.line = r->line,
			.kind = sheet_cell(&t, r, SEAT),
			.person = sheet_cell(&t, r, PERSON),
			.duties = sheet_column(&t, DUTIES)
					  ? sheet_cell(&t, r, DUTIES)
					  : NULL,
			.role = sheet_cell(&t, r, ROLE),
			.area = sheet_cell(&t, r, AREA),
		};
	}
	return OK;
}

/* ---- what is asked, row by row ---- */

struct planning {
	struct ctx *c;
	const struct body *body;
	const struct body_act *act;
	struct lineup *to;
	struct seat_kind *kind;
	size_t kinds;
	struct sight known; /* where c knows who people are */
};

static void bad(const struct planning *p, const struct place *place, int col,
		const char *fmt, const char *what)
{
	fault(p->c, place->line, 0, columns[col].name, fmt, what);
}

static void warn(const struct planning *p, const struct place *place,
		 const char *why)
{
	struct val *v = val_map(p->c->mem);

	map_i(v, "line", place->line);
	map_s(v, "why", why);
	list_v(p->to->warnings, v);
}

static void find_kind(struct planning *p, struct lineup_row *r)
{
	for (size_t i = 0; i < p->kinds; i++)
		if (!strcmp(p->kind[i].code, r->place->kind))
			r->kind = &p->kind[i];
	if (!r->kind && *r->place->kind)
		bad(p, r->place, SEAT,
		    N_("There is no kind of seat \"%s\"; see: tierwork seat "
		       "kind list"),
		    r->place->kind);
	else if (!r->kind)
		fault(p->c, r->place->line, 0, "seat",
		      N_("The kind of seat is missing."));
}

static bool sits(const struct lineup *l, int64_t person)
{
	for (size_t i = 0; i < l->olds; i++)
		if (l->old[i].person == person)
			return true;
	return false;
}

/* Belonging elsewhere, or nowhere, is no reason to refuse; but it is said. */
static void judge_person(struct planning *p, const struct lineup_row *r,
			 const struct seat_person *who)
{
	const char *fmt;

	if (who->own)
		return;
	fmt = who->member ? N_("%s %s belongs to another unit.")
			  : N_("%s %s belongs to no unit on that day.");
	warn(p, r->place,
	     arena_printf(p->c->mem, tr(p->c, fmt), who->code, who->name));
}

static enum err find_person(struct planning *p, struct lineup_row *r)
{
	struct ctx *c = p->c;
	struct seat_person who;
	enum err e;

	if (!*r->place->person)
		return OK;
	e = person_find(c, r->place->person, &r->person);
	if (e == OK)
		e = sql_seat_person(c, r->person, p->body->unit, p->act->day,
				    p->known.all, c->account, c->today,
				    p->known.powers, &who);
	if (e == OK && !who.seen && !sits(p->to, r->person))
		e = ERR_MISSING;
	if (e == ERR_MISSING) {
		r->person = 0;
		bad(p, r->place, PERSON, N_("There is no person %s."),
		    r->place->person);
		return OK;
	}
	TRY(e);
	r->account = who.account;
	r->code = who.code;
	r->name = who.name;
	judge_person(p, r, &who);
	return OK;
}

static void check_words(struct planning *p, struct lineup_row *r)
{
	const struct place *at = r->place;

	if (*at->role && strcmp(at->role, "-") != 0 && !role_find(at->role))
		bad(p, at, ROLE,
		    N_("There is no role %s; a seat carries administrator, "
		       "secretary, head, reporter, auditor, member or judge, "
		       "or - for none."),
		    at->role);
	if (*at->area && !area_known(at->area))
		bad(p, at, AREA,
		    N_("There is no area %s; areas are all, returns, people, "
		       "units and accounts."),
		    at->area);
	r->duties = at->duties ? text_tidy(p->c->mem, at->duties) : NULL;
	if (r->duties && utf8_length(r->duties) > DUTIES_MAX)
		fault(p->c, at->line, 0, "duties",
		      N_("The duties have more than %d characters."),
		      DUTIES_MAX);
}

static void refuse_twice(struct planning *p)
{
	struct lineup *l = p->to;

	for (size_t i = 0; i < l->rows; i++)
		for (size_t k = 0; k < i; k++)
			if (l->row[i].person &&
			    l->row[i].person == l->row[k].person &&
			    l->row[i].kind == l->row[k].kind)
				fault(p->c, l->row[i].place->line, 0, "person",
				      N_("%s stands on line %lld already, on "
					 "the same kind of seat."),
				      l->row[i].place->person,
				      (long long)l->row[k].place->line);
}

/* ---- which seat of before each is ---- */

typedef bool (*alike_fn)(const struct lineup_row *r, const struct seated *old);

static bool same_person(const struct lineup_row *r, const struct seated *old)
{
	return r->person && r->person == old->person;
}

static bool same_duties(const struct lineup_row *r, const struct seated *old)
{
	return r->duties && *r->duties && !strcmp(r->duties, old->duties);
}

static bool any_seat(const struct lineup_row *r, const struct seated *old)
{
	(void)r;
	(void)old;
	return true;
}

static bool taken(const struct lineup *l, const struct seated *old)
{
	for (size_t i = 0; i < l->rows; i++)
		if (l->row[i].old == old)
			return true;
	return false;
}

static void match(struct lineup *l, alike_fn alike)
{
	for (size_t i = 0; i < l->rows; i++) {
		struct lineup_row *r = &l->row[i];

		for (size_t k = 0; k < l->olds && !r->old && r->kind; k++)
			if (!strcmp(l->old[k].kind, r->kind->code) &&
			    alike(r, &l->old[k]) && !taken(l, &l->old[k]))
				r->old = &l->old[k];
		if (r->old)
			r->n = r->old->n;
	}
}

static bool number_used(const struct lineup *l, const struct lineup_row *of,
			int64_t n)
{
	for (size_t i = 0; i < l->rows; i++)
		if (l->row[i].kind == of->kind && l->row[i].n == n)
			return true;
	return false;
}

/* A holder keeps the seat; a duty finds the seat that had it; what remains
 * goes by order. Seats that are new get the lowest numbers that are free. */
static void match_all(struct lineup *l)
{
	match(l, same_person);
	match(l, same_duties);
	match(l, any_seat);
	for (size_t i = 0; i < l->rows; i++) {
		struct lineup_row *r = &l->row[i];

		if (r->old || !r->kind)
			continue;
		for (int64_t n = 1; r->n == 0; n++)
			if (!number_used(l, r, n))
				r->n = n;
	}
}

/* What the row leaves open is as it was, or as the table says. */
static void fill(struct planning *p, struct lineup_row *r)
{
	const struct place *at = r->place;

	if (!r->duties)
		r->duties = r->old ? r->old->duties : "";
	if (!strcmp(at->role, "-"))
		r->role = NULL;
	else if (*at->role)
		r->role = at->role;
	else
		r->role = r->old ? r->old->role
				 : default_role(p->body->kind, at->kind);
	r->area = "all";
	if (r->role && *at->area)
		r->area = at->area;
	else if (r->role && r->old && r->old->role)
		r->area = r->old->area;
}

/* Seats that are no more, after those that are. */
static void add_dropped(struct lineup *l)
{
	for (size_t i = 0; i < l->olds; i++)
		if (!taken(l, &l->old[i]))
			l->row[l->rows++] = (struct lineup_row){
				.old = &l->old[i],
				.n = l->old[i].n,
			};
}

/* ---- what differs ---- */

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* Whether something else falls to the seat than did. */
static bool term_begins(const struct lineup_row *r)
{
	return r->place && (!r->old || strcmp(r->duties, r->old->duties) != 0 ||
			    !same_text(r->role, r->old->role) ||
			    strcmp(r->area, r->old->area) != 0);
}

static bool term_ends(const struct lineup_row *r)
{
	return r->old && (!r->place || term_begins(r));
}

static bool holder_comes(const struct lineup_row *r)
{
	return r->person && (!r->old || r->old->person != r->person);
}

static bool holder_goes(const struct lineup_row *r)
{
	return r->old && r->old->person && r->old->person != r->person;
}

bool lineup_differs(const struct lineup *l)
{
	for (size_t i = 0; i < l->rows; i++) {
		const struct lineup_row *r = &l->row[i];

		if (term_begins(r) || term_ends(r) || holder_comes(r) ||
		    holder_goes(r))
			return true;
	}
	return false;
}

/* Who gives rights through a seat must be one who may give them. */
static enum err check_powers(struct planning *p)
{
	const struct lineup *l = p->to;

	for (size_t i = 0; i < l->rows; i++) {
		const struct lineup_row *r = &l->row[i];
		enum err e;

		if (!r->role || (!holder_comes(r) && !term_begins(r)))
			continue;
		e = role_may_give(p->c, r->role, r->area, p->body->unit,
				  r->account);
		if (e == ERR_DENIED)
			return fail(p->c, e, "role",
				    N_("Line %lld: this seat carries the role "
				       "%s. Only who may give roles at %s can "
				       "fill it; or write - for its role, and "
				       "it carries none."),
				    (long long)r->place->line, r->role,
				    p->body->unit_code);
		TRY(e);
	}
	return OK;
}

enum err lineup_plan(struct ctx *c, const struct body *b,
		     const struct body_act *act, struct lineup *out)
{
	struct planning p = {.c = c, .body = b, .act = act, .to = out};

	*out = (struct lineup){.body = b, .day = act->day};
	out->warnings = val_list(c->mem);
	TRY(sight_get(c, ACT_KNOW, &p.known));
	TRY(sql_seat_kinds(c, &p.kind, &p.kinds));
	TRY(sql_lineup(c, b->id, act->day, &out->old, &out->olds));
	out->row =
		arena_array(c->mem, act->places + out->olds, sizeof(*out->row));
	out->rows = act->places;
	for (size_t i = 0; i < out->rows; i++) {
		struct lineup_row *r = &out->row[i];

		r->place = &act->place[i];
		find_kind(&p, r);
		TRY(find_person(&p, r));
		check_words(&p, r);
	}
	refuse_twice(&p);
	TRY(faults_end(c));
	match_all(out);
	for (size_t i = 0; i < out->rows; i++)
		fill(&p, &out->row[i]);
	add_dropped(out);
	return check_powers(&p);
}

/* ---- written ---- */

static enum err write_row(struct ctx *c, const struct lineup *l,
			  const struct lineup_row *r, int64_t change)
{
	struct seat_id seat = {.id = r->old ? r->old->seat : 0};

	if (holder_goes(r))
		TRY(sql_sitting_end(c, r->old->sitting, l->day - 1, change));
	if (term_ends(r))
		TRY(sql_seat_term_end(c, r->old->term, l->day - 1, change));
	if (!r->old)
		TRY(sql_seat_put(c, l->body->id, r->kind->code, r->n, &seat));
	if (term_begins(r))
		TRY(sql_seat_term_put(c, seat.id, r->duties, r->role, r->area,
				      l->day, DAY_MAX, change));
	if (holder_comes(r))
		TRY(sql_sitting_put(c, seat.id, r->person, l->day, DAY_MAX,
				    change));
	return OK;
}

enum err lineup_write(struct ctx *c, const struct lineup *l, int64_t change)
{
	for (size_t i = 0; i < l->rows; i++)
		TRY(write_row(c, l, &l->row[i], change));
	return OK;
}

/* ---- told ---- */

static const char *fate(const struct lineup_row *r)
{
	int64_t old = r->old ? r->old->person : 0;

	if (!r->place && !old)
		return "dropped";
	if (old == r->person)
		return old ? "stays" : "vacant";
	if (!old)
		return "comes";
	return r->person ? "changes" : "goes";
}

static struct val *row_view(struct ctx *c, const struct lineup_row *r)
{
	struct val *v = val_map(c->mem);
	const struct seated *old = r->old;

	map_s(v, "seat", old ? old->kind : r->kind->code);
	map_s(v, "label",
	      old ? lineup_label(c, old->vi, old->en)
		  : lineup_label(c, r->kind->vi, r->kind->en));
	map_s(v, "fate", fate(r));
	map_s(v, "old", old ? old->code : NULL);
	map_s(v, "old_name", old ? old->name : NULL);
	map_s(v, "new", r->code);
	map_s(v, "new_name", r->name);
	map_s(v, "old_duties", old ? old->duties : NULL);
	map_s(v, "duties", r->place ? r->duties : NULL);
	map_s(v, "old_role", old ? old->role : NULL);
	map_s(v, "role", r->role);
	map_s(v, "area", r->role ? r->area : NULL);
	return v;
}

struct val *lineup_report(struct ctx *c, const struct lineup *l,
			  const struct body_act *act, const char *what)
{
	struct val *v = val_map(c->mem), *rows = val_list(c->mem);
	int64_t stays = 0, comes = 0, goes = 0;
	char day[11];

	for (size_t i = 0; i < l->rows; i++) {
		const struct lineup_row *r = &l->row[i];

		stays += r->old && r->person && r->old->person == r->person;
		comes += holder_comes(r);
		goes += holder_goes(r);
		list_v(rows, row_view(c, r));
	}
	map_s(v, "body", l->body->code);
	map_s(v, "name", l->body->name);
	map_s(v, "unit", l->body->unit_code);
	map_s(v, "on", arena_text(c->mem, day_iso(l->day, day)));
	map_s(v, "decision", act->decision);
	map_s(v, "what", what);
	map_i(v, "stays", stays);
	map_i(v, "comes", comes);
	map_i(v, "goes", goes);
	map_v(v, "warnings", l->warnings);
	map_v(v, "rows", rows);
	return v;
}

static void record(struct val *list, const char *kind, int64_t n,
		   int64_t person, const char *role, const char *area)
{
	struct val *v = val_map(list->mem);

	map_s(v, "seat", kind);
	map_i(v, "n", n);
	map_i(v, "person", person);
	if (role) {
		map_s(v, "role", role);
		map_s(v, "area", area);
	}
	list_v(list, v);
}

struct val *lineup_before(struct ctx *c, const struct lineup *l)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < l->olds; i++)
		record(list, l->old[i].kind, l->old[i].n, l->old[i].person,
		       l->old[i].role, l->old[i].area);
	return list;
}

struct val *lineup_after(struct ctx *c, const struct lineup *l)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < l->rows; i++)
		if (l->row[i].place)
			record(list, l->row[i].kind->code, l->row[i].n,
			       l->row[i].person, l->row[i].role,
			       l->row[i].area);
	return list;
}
