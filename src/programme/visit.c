/* visit.c - visits are planned, changed and cancelled. */
#include "programme/visit.h"

#include "base/text.h"
#include "org/ancestors.h"
#include "org/unit.h"
#include "org/view.h"
#include "people/body.h"
#include "people/person.h"
#include "programme/programme.h"
#include "programme/task.h"
#include "programme/visit_row.h"
#include "register/document.h"

#include <string.h>

/* ---- the team ---- */

struct team {
	struct visit_goer one[VISIT_TEAM];
	size_t n;
	bool led;
};

static enum err join(struct ctx *c, struct team *t, int64_t person, bool leads)
{
	size_t i = 0;

	while (i < t->n && t->one[i].person != person)
		i++;
	if (i == VISIT_TEAM)
		return fail(c, ERR_INVALID, "member",
			    N_("A team has at most %d people."), VISIT_TEAM);
	if (i == t->n)
		t->one[t->n++] = (struct visit_goer){0, person, 0};
	if (leads && !t->led) {
		t->one[i].leads = 1;
		t->led = true;
	}
	return OK;
}

static enum err join_person(struct ctx *c, struct team *t, const char *code,
			    bool leads)
{
	struct person p;

	TRY(person_reach(c, code, ACT_KNOW, &p));
	return join(c, t, p.id, leads);
}

/* Whoever is named leads before the head of the body. */
static enum err team_find(struct ctx *c, const struct visit_given *in,
			  int64_t body, int64_t day, struct team *t)
{
	struct visit_seated *seated;
	size_t n;

	*t = (struct team){0};
	if (in->lead && *in->lead)
		TRY(join_person(c, t, in->lead, true));
	for (size_t i = 0; i < in->members; i++)
		if (*in->member[i])
			TRY(join_person(c, t, in->member[i], false));
	if (!body)
		return OK;
	TRY(sql_visit_seated(c, body, day, &seated, &n));
	for (size_t i = 0; i < n; i++)
		TRY(join(c, t, seated[i].person,
			 !strcmp(seated[i].kind, "head")));
	return OK;
}

static enum err team_put(struct ctx *c, const struct team *t, int64_t visit)
{
	struct visit_goer *row = arena_array(c->mem, t->n, sizeof(*row));

	for (size_t i = 0; i < t->n; i++) {
		row[i] = t->one[i];
		row[i].visit = visit;
	}
	return t->n ? sql_visit_member_put(c, row, t->n) : OK;
}

/* People by number: in the journal nothing personal stands in clear. */
static struct val *team_note(struct ctx *c, const struct team *t)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < t->n; i++)
		list_i(list, t->one[i].person);
	return list;
}

static enum err warn(struct ctx *c, int64_t visit, struct val *warnings)
{
	struct visit_clash *clash;
	size_t n;

	TRY(sql_visit_clashes(c, visit, &clash, &n));
	for (size_t i = 0; i < n; i++)
		list_s(warnings,
		       arena_printf(c->mem,
				    tr(c, N_("%s (%s) is also on visit %lld, "
					     "to %s.")),
				    clash[i].name, clash[i].person,
				    (long long)clash[i].visit, clash[i].unit));
	return OK;
}

/* ---- what is given ---- */

static enum err check_days(struct ctx *c, int64_t day, int64_t until)
{
	if (until >= day)
		return OK;
	return fail(c, ERR_INVALID, "until",
		    N_("The last day lies before the first."));
}

static enum err check_subject(struct ctx *c, const char **subject)
{
	TRY(visit_text(c, "subject", subject, SUBJECT_MOST));
	if (**subject)
		return OK;
	return fail(c, ERR_INVALID, "subject",
		    N_("Say what the visit is to look at."));
}

/* The id of a document or a body; 0 for "". */
static enum err find_body(struct ctx *c, const char *code, int64_t *id)
{
	struct body b;

	*id = 0;
	if (!code || !*code)
		return OK;
	TRY(body_get(c, code, &b));
	*id = b.id;
	return OK;
}

static enum err find_document(struct ctx *c, const char *text, int64_t *id)
{
	struct document d;

	*id = 0;
	if (!text || !*text)
		return OK;
	TRY(document_ref(c, text, &d));
	*id = d.id;
	return OK;
}

/* The units to be visited, strictly below the one that goes. */
static enum err find_visited(struct ctx *c, const struct visit_new *in,
			     int64_t from, int64_t *unit)
{
	struct ancestors above;

	for (size_t i = 0; i < in->n; i++) {
		struct unit u;

		TRY(unit_get(c, in->to[i], in->given.day, &u));
		unit[i] = u.id;
		for (size_t k = 0; k < i; k++)
			if (unit[k] == u.id)
				return fail(c, ERR_INVALID, "to",
					    N_("%s is named twice."), u.code);
	}
	TRY(ancestors_of(c, unit, in->n, in->given.day, &above));
	for (size_t i = 0; i < in->n; i++) {
		size_t k = above.first[i];

		while (k < above.first[i + 1] &&
		       above.all[above.place[k]].unit != from)
			k++;
		if (k == above.first[i + 1])
			return fail(c, ERR_INVALID, "to",
				    N_("%s does not lie below %s on the day of "
				       "the visit."),
				    in->to[i], in->unit);
	}
	return OK;
}

/* ---- planned ---- */

/* Visits that are planned together. */
struct planning {
	const struct visit_new *in;
	struct programme at;
	const char *subject;
	int64_t day, until, body, document;
	struct team team;
	struct val *visits, *warnings;
};

static enum err plan_one(struct ctx *c, struct planning *p, int64_t unit)
{
	struct val *detail = val_map(c->mem);
	struct visit_id made;
	struct visit_row v;

	TRY(sql_visit_put(c, p->at.id, unit, p->body, p->subject, p->day,
			  p->until, p->document, c->now, c->account, &made));
	TRY(team_put(c, &p->team, made.id));
	TRY(warn(c, made.id, p->warnings));
	TRY(visit_get(c, made.id, &v));
	TRY(visit_tell(c, VISIT_PLANNED, &v, ""));
	list_i(p->visits, made.id);
	map_s(detail, "subject", p->subject);
	map_day(detail, "until", p->until);
	map_v(detail, "team", team_note(c, &p->team));
	return visit_record(c, "visit.add", &v, detail);
}

static enum err plan_read(struct ctx *c, struct planning *p)
{
	const struct visit_given *in = &p->in->given;

	p->subject = in->subject;
	p->day = in->day;
	p->until = in->until ? in->until : in->day;
	TRY(check_subject(c, &p->subject));
	TRY(check_days(c, p->day, p->until));
	if (p->in->n == 0 || p->in->n > VISIT_UNITS)
		return fail(c, ERR_INVALID, "to",
			    N_("Name 1 to %d units to be visited."),
			    VISIT_UNITS);
	TRY(find_body(c, in->body, &p->body));
	TRY(find_document(c, in->document, &p->document));
	return team_find(c, in, p->body, p->day, &p->team);
}

enum err visit_add(struct ctx *c, const struct visit_new *in, struct val **view)
{
	struct planning p = {.in = in,
			     .visits = val_list(c->mem),
			     .warnings = val_list(c->mem)};
	int64_t *unit = arena_array(c->mem, in->n, sizeof(*unit));
	int64_t year = in->year;

	if (year == 0)
		day_civil(in->given.day, &year, &(int64_t){0}, &(int64_t){0});
	TRY(programme_hold(c, in->unit, year, &p.at));
	TRY(plan_read(c, &p));
	TRY(find_visited(c, in, p.at.unit, unit));
	for (size_t i = 0; i < in->n; i++)
		TRY(plan_one(c, &p, unit[i]));
	*view = val_map(c->mem);
	map_v(*view, "visits", p.visits);
	map_v(*view, "warnings", p.warnings);
	return OK;
}

/* ---- changed ---- */

static enum err change_team(struct ctx *c, const struct visit_given *in,
			    const struct visit_row *v, struct val *detail)
{
	struct team t;

	if (!in->members && !in->lead && !in->body)
		return OK;
	TRY(team_find(c, in, v->body, v->day, &t));
	TRY(sql_visit_members_drop(c, v->id));
	TRY(team_put(c, &t, v->id));
	map_v(detail, "team", team_note(c, &t));
	return OK;
}

static enum err change_row(struct ctx *c, const struct visit_given *in,
			   struct visit_row *v)
{
	int64_t length = v->until - v->day;

	if (in->subject) {
		v->subject = in->subject;
		TRY(check_subject(c, &v->subject));
	}
	if (in->day) {
		v->day = in->day;
		v->until = in->day + length;
	}
	if (in->until)
		v->until = in->until;
	TRY(check_days(c, v->day, v->until));
	if (in->body)
		TRY(find_body(c, in->body, &v->body));
	if (in->document)
		TRY(find_document(c, in->document, &v->document));
	return sql_visit_set(c, v->id, v->body, v->subject, v->day, v->until,
			     v->document);
}

enum err visit_change(struct ctx *c, int64_t id, const struct visit_given *in,
		      struct val **view)
{
	struct val *detail = val_map(c->mem), *visits = val_list(c->mem),
		   *warnings = val_list(c->mem);
	struct visit_row v, was;

	TRY(visit_hold(c, id, &v));
	TRY(visit_may_plan(c, &v));
	was = v;
	TRY(change_row(c, in, &v));
	TRY(change_team(c, in, &v, detail));
	TRY(warn(c, id, warnings));
	if (was.day != v.day || was.until != v.until)
		TRY(visit_tell(c, VISIT_MOVED, &v, ""));
	list_i(visits, id);
	*view = val_map(c->mem);
	map_v(*view, "visits", visits);
	map_v(*view, "warnings", warnings);
	map_day(detail, "before", was.day);
	map_s(detail, "subject", v.subject);
	map_day(detail, "until", v.until);
	return visit_record(c, "visit.change", &v, detail);
}

enum err visit_cancel(struct ctx *c, int64_t id, const char *reason)
{
	struct val *detail = val_map(c->mem);
	struct visit_row v;

	TRY(visit_hold(c, id, &v));
	TRY(visit_may_plan(c, &v));
	TRY(visit_text(c, "reason", &reason, VISIT_TEXT_MOST));
	if (!*reason)
		return fail(c, ERR_INVALID, "reason",
			    N_("Say why the visit is cancelled."));
	TRY(sql_visit_end(c, id, "cancelled", reason));
	TRY(visit_tell(c, VISIT_CANCELLED, &v, reason));
	map_s(detail, "reason", reason);
	return visit_record(c, "visit.cancel", &v, detail);
}
