/* body.c - bodies are founded, re-formed, given rules and ended. */
#include "people/body.h"

#include "access/role.h"
#include "access/session.h"
#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "org/name.h"
#include "org/tree.h"
#include "org/unit.h"
#include "org/view.h"
#include "people/lineup.h"

#include <string.h>

#define DECISION_MAX 500   /* characters */
#define RULES_MAX    20000 /* characters */

const struct body_kind body_kinds[] = {
	{"committee", N_("Committee")},
	{"secretariat", N_("Secretariat")},
	{"jury", N_("Jury")},
	{"working-group", N_("Working group")},
	{"helper-team", N_("Helper team")},
};

const size_t body_kinds_count = COUNT(body_kinds);

const char *body_kind_label(const struct ctx *c, const char *code)
{
	for (size_t i = 0; i < body_kinds_count; i++)
		if (!strcmp(body_kinds[i].code, code))
			return tr(c, body_kinds[i].label);
	return code;
}

/* ---- what is asked ---- */

static enum err check_act(struct ctx *c, const struct body_act *act)
{
	const char *words = text_tidy(c->mem, act->decision);

	if (!*words)
		return fail(c, ERR_INVALID, "decision",
			    N_("Say by which decision, as 12-QĐ/HU."));
	if (utf8_length(words) > DECISION_MAX)
		return fail(c, ERR_INVALID, "decision",
			    N_("The decision has more than 500 characters."));
	if (act->rules && (!utf8_valid(act->rules, strlen(act->rules), NULL) ||
			   utf8_length(act->rules) > RULES_MAX))
		return fail(c, ERR_INVALID, "rules",
			    N_("The rules are no text in UTF-8 of at most %d "
			       "characters."),
			    RULES_MAX);
	return OK;
}

/* The change, tidied, as it is kept. */
static enum err put_change(struct ctx *c, const struct body *b,
			   const struct body_act *act, const char *what,
			   int64_t *id)
{
	struct body_change_id made;

	TRY(sql_body_change_put(c, b->id, act->day, what,
				text_tidy(c->mem, act->decision), act->rules,
				c->now, c->account, &made));
	*id = made.id;
	return OK;
}

static enum err note(struct ctx *c, const char *act, const struct body *b,
		     const struct body_act *ask, struct val *detail)
{
	map_day(detail, "on", ask->day);
	map_s(detail, "decision", text_tidy(c->mem, ask->decision));
	return journal_add(c, act, b->code, detail);
}

/* Whose rights a change gives or takes starts with a new token. */
static enum err renew(struct ctx *c, const struct body *b, int64_t change)
{
	struct change_power *power;
	size_t n;

	TRY(sql_change_powers(c, b->id, change, &power, &n));
	for (size_t i = 0; i < n; i++)
		if (power[i].account)
			TRY(session_renew(c, power[i].account));
	return OK;
}

/* ---- founded ---- */

static enum err check_new(struct ctx *c, const struct body_act *act,
			  const struct body_new *made)
{
	const char *why = code_trouble(act->body);
	bool known = false;

	if (why)
		return fail(c, ERR_INVALID, "code", "%s", tr(c, why));
	why = name_trouble(text_tidy(c->mem, made->name));
	if (why)
		return fail(c, ERR_INVALID, "name", "%s", tr(c, why));
	for (size_t i = 0; i < body_kinds_count; i++)
		known = known || !strcmp(body_kinds[i].code, made->kind);
	if (!known)
		return fail(c, ERR_INVALID, "kind",
			    N_("There is no kind of body \"%s\"; kinds are "
			       "committee, secretariat, jury, working-group "
			       "and helper-team."),
			    made->kind);
	return check_act(c, act);
}

static enum err place_new(struct ctx *c, const struct body_act *act,
			  const struct body_new *made, struct body *b)
{
	char first[11], last[11];
	struct body_id *id;
	struct unit u;
	size_t n;

	TRY(tree_hold(c));
	TRY(unit_get(c, made->unit, act->day, &u));
	TRY(may(c, ACT_PEOPLE, u.id));
	if (u.day != act->day)
		return fail(c, ERR_INVALID, "on",
			    N_("The unit %s is there from %s to %s only."),
			    u.code, day_iso(u.since, first),
			    u.until == DAY_MAX ? "…" : day_iso(u.until, last));
	*b = (struct body){
		.unit = u.id,
		.since = act->day,
		.until = u.until,
		.unit_until = u.until,
		.code = act->body,
		.kind = made->kind,
		.name = text_tidy(c->mem, made->name),
		.unit_code = u.code,
		.unit_name = u.name,
	};
	TRY(sql_body_put(c, b->code, b->unit, b->kind, b->name, act->day,
			 DAY_MAX, c->now, &id, &n));
	if (n == 0)
		return fail(c, ERR_CONFLICT, "code",
			    N_("There is a body %s already. Codes are for "
			       "good: choose another."),
			    b->code);
	b->id = id[0].id;
	return OK;
}

enum err body_create(struct ctx *c, const struct body_act *act,
		     const struct body_new *made, struct val **report)
{
	struct val *v = val_map(c->mem);
	struct lineup l;
	struct body b;
	int64_t change;

	TRY(check_new(c, act, made));
	TRY(place_new(c, act, made, &b));
	TRY(lineup_plan(c, &b, act, &l));
	TRY(put_change(c, &b, act, "found", &change));
	TRY(lineup_write(c, &l, change));
	TRY(renew(c, &b, change));
	*report = lineup_report(c, &l, act, "found");
	map_s(v, "unit", b.unit_code);
	map_s(v, "kind", b.kind);
	map_s(v, "name", b.name);
	map_s(v, "rules", act->rules);
	map_v(v, "after", lineup_after(c, &l));
	return note(c, "body.found", &b, act, v);
}

/* ---- changed ---- */

/* Whether a change stands in the way of another of that kind before it. */
static bool bars(const char *what, const char *before)
{
	if (!strcmp(before, "rules"))
		return strcmp(what, "reform") != 0;
	return strcmp(what, "rules") != 0;
}

/* Why a change cannot lie before that one. */
static const char *too_early(const char *what)
{
	static const struct {
		const char *what, *fmt;
	} words[] = {
		{"found", N_("The body was founded on %s by %s. Give a later "
			     "day, or take that back first.")},
		{"reform", N_("The body was re-formed on %s by %s. Give a "
			      "later day, or take that back first.")},
		{"rules", N_("The body was given rules on %s by %s. Give a "
			     "later day, or take that back first.")},
		{"end", N_("The body was ended on %s by %s. Give a later day, "
			   "or take that back first.")},
	};
	size_t i = 0;

	while (strcmp(words[i].what, what) != 0)
		i++;
	return words[i].fmt;
}

/* Whoever decides has seen the body as it is. */
static enum err check_base(struct ctx *c, const struct body_act_row *last,
			   int64_t base)
{
	if (base == 0 || last->id == base)
		return OK;
	return fail(c, ERR_CONFLICT, NULL,
		    N_("Somebody changed the body meanwhile, by %s. Look at it "
		       "again."),
		    last->decision);
}

/* History is written forward: what was decided for that day or a later one
 * is not changed from behind. */
static enum err check_order(struct ctx *c, const struct body *b,
			    const struct body_act *act, const char *what)
{
	struct body_act_row *did;
	char day[11];
	size_t n;

	TRY(sql_body_changes(c, b->id, &did, &n));
	TRY(check_base(c, &did[n - 1], act->base));
	for (size_t i = n; i-- > 0;)
		if (did[i].day >= act->day && bars(did[i].what, what))
			return fail(c, ERR_CONFLICT, "on",
				    too_early(did[i].what),
				    day_iso(did[i].day, day), did[i].decision);
	return OK;
}

static enum err begin(struct ctx *c, const struct body_act *act,
		      const char *what, struct body *b)
{
	struct body_held held;
	char day[11];

	TRY(body_get(c, act->body, b));
	TRY(may(c, ACT_PEOPLE, b->unit));
	TRY(check_act(c, act));
	TRY(tree_hold(c));
	TRY(sql_body_hold(c, b->id, &held));
	TRY(body_get(c, act->body, b)); /* as it is after the wait */
	TRY(check_order(c, b, act, what));
	if (act->day < b->since)
		return fail(c, ERR_INVALID, "on",
			    N_("The body was founded on %s only."),
			    day_iso(b->since, day));
	if (act->day > b->until)
		return fail(c, ERR_INVALID, "on",
			    N_("The last day of the body is %s."),
			    day_iso(b->until, day));
	return OK;
}

enum err body_reform(struct ctx *c, const struct body_act *act,
		     struct val **report)
{
	struct val *v = val_map(c->mem);
	struct lineup l;
	struct body b;
	int64_t change;

	TRY(begin(c, act, "reform", &b));
	if (act->places == 0)
		return fail(c, ERR_INVALID, NULL,
			    N_("The new line-up has no seat. To end the body, "
			       "use: tierwork body end"));
	TRY(lineup_plan(c, &b, act, &l));
	*report = lineup_report(c, &l, act, "reform");
	if (!lineup_differs(&l))
		return fail(c, ERR_INVALID, NULL,
			    N_("The new line-up is the old one: nothing would "
			       "change."));
	TRY(put_change(c, &b, act, "reform", &change));
	TRY(lineup_write(c, &l, change));
	TRY(renew(c, &b, change));
	map_v(v, "before", lineup_before(c, &l));
	map_v(v, "after", lineup_after(c, &l));
	return note(c, "body.reform", &b, act, v);
}

static enum err rules_now(struct ctx *c, const struct body *b,
			  const char **rules)
{
	struct body_act_row *did;
	size_t n;

	*rules = NULL;
	TRY(sql_body_changes(c, b->id, &did, &n));
	for (size_t i = 0; i < n; i++)
		*rules = did[i].rules ? did[i].rules : *rules;
	return OK;
}

enum err body_set_rules(struct ctx *c, const struct body_act *act)
{
	struct val *v = val_map(c->mem);
	const char *before;
	struct body b;
	int64_t change;

	TRY(begin(c, act, "rules", &b));
	if (!act->rules || !*act->rules)
		return fail(c, ERR_INVALID, "rules",
			    N_("The rules are empty."));
	TRY(rules_now(c, &b, &before));
	if (before && !strcmp(before, act->rules))
		return fail(c, ERR_INVALID, "rules",
			    N_("These are the rules already."));
	TRY(put_change(c, &b, act, "rules", &change));
	map_s(v, "before", before);
	map_s(v, "after", act->rules);
	return note(c, "body.rules", &b, act, v);
}

enum err body_end(struct ctx *c, const struct body_act *act)
{
	struct val *v = val_map(c->mem);
	struct body_act ask = *act;
	struct lineup l;
	struct body b;
	int64_t change;

	ask.places = 0;
	TRY(begin(c, &ask, "end", &b));
	TRY(lineup_plan(c, &b, &ask, &l));
	TRY(put_change(c, &b, &ask, "end", &change));
	TRY(lineup_write(c, &l, change));
	TRY(renew(c, &b, change));
	TRY(sql_body_until(c, b.id, act->day - 1));
	map_v(v, "before", lineup_before(c, &l));
	return note(c, "body.end", &b, &ask, v);
}

/* ---- taken back ---- */

static enum err check_undo(struct ctx *c, const struct body *b,
			   const struct body_act_row *last)
{
	struct change_power *power;
	struct change_use *use;
	size_t n;

	TRY(sql_change_powers(c, b->id, last->id, &power, &n));
	if (n)
		TRY(may(c, ACT_ACCOUNT, b->unit));
	for (size_t i = 0; i < n; i++) /* it may give them again */
		if (!strcmp(power[i].role, "administrator") ||
		    !strcmp(power[i].area, areas[0]))
			TRY(may(c, ACT_OPERATE, b->unit));
	TRY(sql_change_used(c, last->id, &use, &n));
	if (n)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("Somebody acted by a right of a seat that %s "
			       "gave. What was done stays told: re-form the "
			       "body instead."),
			    last->decision);
	return OK;
}

static enum err undo(struct ctx *c, const struct body *b,
		     const struct body_act_row *last)
{
	TRY(sql_change_undo_sittings(c, last->id));
	TRY(sql_change_undo_terms(c, last->id));
	TRY(sql_change_undo_ends(c, last->id, DAY_MAX));
	TRY(sql_change_undo_term_ends(c, last->id, DAY_MAX));
	TRY(sql_seat_sweep(c, b->id));
	TRY(sql_body_change_drop(c, last->id));
	if (!strcmp(last->what, "end"))
		TRY(sql_body_until(c, b->id, DAY_MAX));
	if (!strcmp(last->what, "found"))
		TRY(sql_body_drop(c, b->id));
	return OK;
}

enum err body_undo(struct ctx *c, const char *code, int64_t base,
		   const char **what)
{
	struct val *v = val_map(c->mem);
	struct body_act_row *did, *last;
	struct body_held held;
	struct body b;
	size_t n;

	TRY(body_get(c, code, &b));
	TRY(may(c, ACT_PEOPLE, b.unit));
	TRY(sql_body_hold(c, b.id, &held));
	TRY(sql_body_changes(c, b.id, &did, &n));
	last = &did[n - 1];
	TRY(check_base(c, last, base));
	TRY(check_undo(c, &b, last));
	TRY(renew(c, &b, last->id));
	TRY(undo(c, &b, last));
	*what = last->what;
	map_s(v, "what", last->what);
	map_day(v, "on", last->day);
	map_s(v, "decision", last->decision);
	return journal_add(c, "body.undo", b.code, v);
}
