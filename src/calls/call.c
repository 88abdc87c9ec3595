/* call.c - calls as they are kept and shown. */
#include "calls/call.h"

#include "access/sight.h"
#include "calls/key.h"
#include "calls/view.h"
#include "gen/sql_calls.h"
#include "org/unit.h"

#include <string.h>

enum err call_kind_of(const char *what, const struct call_kind **kind)
{
	for (size_t i = 0; i < call_kinds_count; i++) {
		*kind = call_kinds[i];
		if (!strcmp((*kind)->what, what))
			return OK;
	}
	return ERR_BROKEN;
}

enum err call_title(struct ctx *c, const struct call_topic *t,
		    const char **title)
{
	const struct call_kind *kind;

	TRY(call_kind_of(t->what, &kind));
	return kind->title(c, t, title);
}

enum err call_path(struct ctx *c, const char *unit, const struct call_topic *t,
		   const char **path)
{
	const struct call_kind *kind;

	TRY(call_kind_of(t->what, &kind));
	return kind->path(c, unit, t, path);
}

enum err call_check_path(struct ctx *c, const struct call_topic *t,
			 const char **path)
{
	const struct call_kind *kind;

	TRY(call_kind_of(t->what, &kind));
	if (kind->check)
		return kind->check(c, t, path);
	*path = arena_printf(c->mem, "/calls/%lld/coverage",
			     (long long)t->call);
	return OK;
}

enum err call_given(struct ctx *c, const struct call *k, int64_t low,
		    int64_t high, struct call_given **out, size_t *n)
{
	const struct call_kind *kind;

	*n = 0;
	TRY(call_kind_of(k->what, &kind));
	return kind->given ? kind->given(c, k->id, low, high, out, n) : OK;
}

struct call_topic call_topic(const struct call *k)
{
	return (struct call_topic){k->what, k->form, k->period, k->about,
				   k->id};
}

int64_t call_base(const struct call *k)
{
	return k->form ? key_of(k->form, 0, k->period) : k->period;
}

static enum err find_call(struct ctx *c, int64_t id, bool unseen,
			  struct call *out)
{
	struct call_row r;
	struct sight s;
	enum err e;

	TRY(sight_get(c, ACT_READ, &s));
	e = sql_call_get(c, id, s.all, c->account, c->today, s.powers, &r);
	if (e == ERR_MISSING || (e == OK && !r.seen && !unseen))
		return fail(c, ERR_MISSING, "call",
			    N_("There is no call %lld; see: tierwork call "
			       "list"),
			    (long long)id);
	TRY(e);
	*out = (struct call){
		.id = r.id,
		.issuer = r.issuer,
		.under = r.under,
		.kind = r.kind,
		.what = r.what,
		.issuer_code = r.issuer_code,
		.issuer_name = r.issuer_name,
		.under_code = r.under_code,
		.kind_code = r.kind_code,
		.form = r.form,
		.period = r.period,
		.about = r.about,
		.expect = r.expect,
		.listed = r.listed,
		.day = r.day,
		.due = r.due,
		.stepwise = !strcmp(r.relay, "stepwise"),
		.open = !strcmp(r.state, "open"),
		.issuer_seen = r.issuer_seen,
		.note = r.note,
		.reason = r.reason,
		.by = r.by,
		.standing = r.standing,
		.at = r.at,
	};
	return OK;
}

enum err call_get(struct ctx *c, int64_t id, struct call *out)
{
	return find_call(c, id, false, out);
}

enum err call_get_unseen(struct ctx *c, int64_t id, struct call *out)
{
	return find_call(c, id, true, out);
}

enum err call_of_unit(struct ctx *c, int64_t unit, const char **what)
{
	const char *words = N_("call %lld");
	struct call_number id;
	enum err e = sql_call_of_unit(c, unit, &id);

	*what = NULL;
	if (e == ERR_MISSING) {
		words = N_("standing call %lld");
		e = sql_standing_of_unit(c, unit, &id);
	}
	if (e == OK)
		*what = arena_printf(c->mem, tr(c, words), (long long)id.id);
	return e == ERR_MISSING ? OK : e;
}

/* What lists and the view of one have in common. Counts are those of the
 * unit, or of all where c may see its issuer. */
static enum err head_view(struct ctx *c, const struct call *k, int64_t unit,
			  struct val **out)
{
	struct val *v = *out = val_map(c->mem);
	const struct call_topic topic = call_topic(k);
	const struct call_kind *kind;
	const char *title;

	TRY(call_kind_of(k->what, &kind));
	TRY(kind->title(c, &topic, &title));
	map_i(v, "call", k->id);
	map_s(v, "what", k->what);
	map_s(v, "title", title);
	TRY(kind->describe(c, &topic, v));
	map_s(v, "issuer", k->issuer_code);
	map_s(v, "issuer_name", k->issuer_name);
	map_s(v, "under", k->under_code);
	map_s(v, "kind", k->listed ? NULL : k->kind_code);
	if (*k->expect)
		map_s(v, "expect", k->expect);
	map_day(v, "due", k->due);
	map_s(v, "relay", k->stepwise ? "stepwise" : "direct");
	map_s(v, "state", k->open ? "open" : "withdrawn");
	if (unit)
		return call_counts(c, k, unit, v);
	return k->issuer_seen ? call_counts(c, k, k->under, v) : OK;
}

enum err call_list_view(struct ctx *c, const char *unit, const char *state,
			struct val **view)
{
	struct val *list = val_list(c->mem);
	struct call_number *id;
	struct unit u = {0};
	struct sight s;
	size_t n;

	if (strcmp(state, "open") && strcmp(state, "withdrawn") &&
	    strcmp(state, "all"))
		return fail(c, ERR_INVALID, "state",
			    N_("A call is open or withdrawn, or ask for all; "
			       "not \"%s\"."),
			    state);
	if (unit)
		TRY(unit_for(c, ACT_READ, unit, c->today, &u));
	TRY(sight_get(c, ACT_READ, &s));
	TRY(sql_call_numbers(c, u.id, strcmp(state, "all") ? state : "", s.all,
			     c->account, c->today, s.powers, &id, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *one;
		struct call k;
		enum err e = call_get(c, id[i].id, &k);

		if (e == ERR_MISSING)
			continue;
		TRY(e);
		TRY(head_view(c, &k, u.id, &one));
		list_v(list, one);
	}
	*view = list;
	return OK;
}

static struct val *assignments_view(struct ctx *c,
				    const struct call_assignment *a, size_t n)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "unit", a[i].unit);
		map_s(v, "name", a[i].name);
		map_s(v, "kind", a[i].kind);
		map_s(v, "role", a[i].role == ANSWERS ? "answers" : "relays");
		map_s(v, "state", a[i].state);
		map_instant(v, "due", a[i].due);
		map_s(v, "note", a[i].note);
		map_s(v, "checker", a[i].checker);
		map_instant(v, "changed_at", a[i].changed_at);
		list_v(list, v);
	}
	return list;
}

static struct val *taken_view(struct ctx *c, const struct call_taken_over *t,
			      size_t n)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "from", t[i].from_);
		map_s(v, "from_name", t[i].from_name);
		map_s(v, "to", t[i].to_);
		map_s(v, "to_name", t[i].to_name);
		map_day(v, "on", t[i].day);
		list_v(list, v);
	}
	return list;
}

enum err call_view(struct ctx *c, int64_t call, const char *unit,
		   struct val **view)
{
	struct call_taken_over *taken;
	struct call_assignment *a;
	struct unit u = {0};
	struct sight s;
	struct call k;
	struct val *v;
	size_t n;

	TRY(call_get(c, call, &k));
	if (unit)
		TRY(unit_for(c, ACT_READ, unit, k.day, &u));
	TRY(head_view(c, &k, u.id, &v));
	map_s(v, "note", k.note);
	map_s(v, "reason", k.reason);
	map_i(v, "standing", k.standing);
	map_instant(v, "at", k.at);
	map_s(v, "by", k.by);
	TRY(sight_get(c, ACT_READ, &s));
	TRY(sql_call_assignments(c, call, u.id, CALL_SHOWN, s.all, c->account,
				 c->today, s.powers, &a, &n));
	map_v(v, "assignments", assignments_view(c, a, n));
	TRY(sql_call_taken_over(c, call, u.id, CALL_SHOWN, s.all, c->account,
				c->today, s.powers, &taken, &n));
	map_v(v, "taken_over", taken_view(c, taken, n));
	*view = v;
	return OK;
}
