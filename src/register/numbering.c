/* numbering.c - takes numbers; rules and terms of office. */
#include "register/numbering.h"

#include "access/sight.h"
#include "base/text.h"
#include "base/view.h"
#include "core/journal.h"
#include "gen/sql_register.h"
#include "org/name.h"
#include "org/unit.h"
#include "register/field.h"
#include "register/symbol.h"

#include <inttypes.h>
#include <string.h>

/* ---- the next number ---- */

/* What numbers a kind of documents of a unit on a day. */
struct run {
	int64_t rule; /* id; 0: none */
	const char *what, *format, *issuer, *term;
	int64_t span;
	int64_t first, until; /* days of the span */
	int64_t year;
};

static enum err find_term(struct ctx *c, const struct number_ask *ask,
			  struct run *r)
{
	struct office_term_on t;
	enum err e = sql_office_term_on(c, ask->unit, ask->day, &t);
	char day[11];

	if (e == ERR_MISSING)
		return fail(c, ERR_CONFLICT, "day",
			    N_("%s numbers these documents by terms of office, "
			       "and none is known for %s; see: tierwork term "
			       "add"),
			    ask->unit_code, day_iso(ask->day, day));
	TRY(e);
	r->term = t.name;
	r->span = r->first = t.since;
	r->until = t.next.set ? t.next.value - 1 : DAY_MAX;
	return OK;
}

static enum err find_run(struct ctx *c, const struct number_ask *ask,
			 struct run *r)
{
	struct numbering_rule rule;
	int64_t month, mday;
	enum err e = sql_numbering_rule(c, ask->unit, ask->kind->code, &rule);

	*r = (struct run){.format = NUMBERING_FORMAT, .issuer = ask->unit_code};
	day_civil(ask->day, &r->year, &month, &mday);
	r->span = r->year;
	r->first = day_of(r->year, 1, 1);
	r->until = day_of(r->year, 12, 31);
	if (e == ERR_MISSING) {
		r->what = arena_printf(c->mem, "kind %s", ask->kind->code);
		return OK;
	}
	TRY(e);
	r->rule = rule.id;
	r->what = arena_printf(c->mem, "rule %" PRId64, rule.id);
	r->format = rule.format;
	r->issuer = rule.abbr;
	return strcmp(rule.per, "term") ? OK : find_term(c, ask, r);
}

static const char *make_symbol(struct ctx *c, const struct number_ask *ask,
			       const struct run *r, int64_t n)
{
	const struct symbol_parts parts = {
		.n = n,
		.kind = ask->kind->abbr,
		.issuer = r->issuer,
		.drafter = ask->drafter,
		.term = r->term,
		.year = (int)r->year,
	};

	return symbol_format(c->mem, r->format, &parts);
}

/* A new rule goes on where its kinds were in that span, so that no symbol is
 * given twice. */
static enum err find_last(struct ctx *c, const struct number_ask *ask,
			  const struct run *r, int64_t *last)
{
	struct number_last had;

	*last = 0;
	if (r->rule == 0)
		return OK;
	TRY(sql_number_last(c, r->rule, ask->unit, r->span, r->first, r->until,
			    &had));
	*last = had.n;
	return OK;
}

enum err numbering_take(struct ctx *c, const struct number_ask *ask,
			struct number_given *out)
{
	struct number_taken taken;
	struct run r;
	int64_t last;

	TRY(find_run(c, ask, &r));
	TRY(find_last(c, ask, &r, &last));
	TRY(sql_number_next(c, ask->unit, r.what, r.span, last + 1, &taken));
	*out = (struct number_given){
		.series = taken.series,
		.n = taken.n,
		.symbol = make_symbol(c, ask, &r, taken.n),
		.first = r.first,
		.until = r.until,
	};
	return field_symbol(c, out->symbol);
}

enum err numbering_next(struct ctx *c, const struct number_ask *ask,
			struct number_given *out)
{
	struct numbering_series *s;
	struct run r;
	int64_t last;
	size_t n;

	TRY(find_run(c, ask, &r));
	TRY(find_last(c, ask, &r, &last));
	TRY(sql_numbering_series(c, ask->unit, r.what, &s, &n));
	for (size_t i = 0; i < n; i++)
		if (s[i].span == r.span)
			last = s[i].last;
	*out = (struct number_given){.n = last + 1};
	out->symbol = make_symbol(c, ask, &r, out->n);
	return OK;
}

enum err numbering_reach(struct ctx *c, const struct number_ask *ask, int64_t n,
			 const char *found_by, struct number_given *out)
{
	struct number_reached reached;
	const char *own;
	struct run r;
	enum err e = find_run(c, ask, &r);

	*out = (struct number_given){.n = n};
	if (e == ERR_CONFLICT) { /* no term: nothing is numbered then */
		ctx_forget(c);
		return OK;
	}
	TRY(e);
	own = make_symbol(c, ask, &r, n);
	if (strcmp(symbol_key(c->mem, own), found_by) != 0)
		return OK;
	TRY(sql_number_reach(c, ask->unit, r.what, r.span, n, &reached));
	out->series = reached.series;
	out->symbol = own;
	out->first = r.first;
	out->until = r.until;
	return OK;
}

/* ---- rules ---- */

#define KINDS_MOST 100

/* Whether the kind may have a new rule at that unit. */
static enum err check_kind(struct ctx *c, const struct unit *u,
			   const struct document_kind *k)
{
	struct numbering_rule rule;
	enum err e = sql_numbering_rule(c, u->id, k->code, &rule);

	if (e == ERR_MISSING)
		return OK;
	TRY(e);
	return fail(c, ERR_CONFLICT, "kinds",
		    N_("%s numbers %s by rule %lld, \"%s\". End it first: "
		       "tierwork numbering end %lld"),
		    u->code, k->code, (long long)rule.id, rule.format,
		    (long long)rule.id);
}

static enum err read_kinds(struct ctx *c, const struct unit *u,
			   const char *text, struct document_kind *kind,
			   size_t *n)
{
	*n = 0;
	while (*text) {
		size_t len = strcspn(text, ",");
		const char *one = arena_copy(c->mem, text, len);

		text += len + (text[len] == ',');
		if (!*text_tidy(c->mem, one))
			continue;
		if (*n == KINDS_MOST)
			break;
		TRY(document_kind_find(c, one, &kind[*n]));
		TRY(check_kind(c, u, &kind[(*n)++]));
	}
	if (*n > 0 && !*text)
		return OK;
	return fail(c, ERR_INVALID, "kinds",
		    N_("Say for which kinds of documents, separated by commas; "
		       "at most %d."),
		    KINDS_MOST);
}

static enum err check_rule(struct ctx *c, const char *per, const char *format,
			   const char *abbr)
{
	const char *trouble = name_trouble(abbr);
	struct symbol_fault wrong;

	if (strcmp(per, "year") != 0 && strcmp(per, "term") != 0)
		return fail(c, ERR_INVALID, "per",
			    N_("Numbers run through a year or a term (of "
			       "office), not through \"%s\"."),
			    per);
	if (trouble)
		return fail(c, ERR_INVALID, "abbr", "%s", tr(c, trouble));
	if (symbol_format_check(c->mem, format, &wrong))
		return OK;
	return fail(c, ERR_INVALID, "format", wrong.why, wrong.what);
}

static enum err tell_rule(struct ctx *c, const char *act, int64_t id,
			  struct val *detail)
{
	return journal_add(c, act, arena_printf(c->mem, "%" PRId64, id),
			   detail);
}

enum err numbering_add(struct ctx *c, const char *unit, const char *kinds,
		       const char *per, const char *format, const char *abbr,
		       int64_t *id)
{
	struct document_kind *kind =
		arena_array(c->mem, KINDS_MOST, sizeof(*kind));
	struct val *v = val_map(c->mem), *list = val_list(c->mem);
	struct numbering_held held;
	struct numbering_id made;
	struct unit u;
	size_t n;

	TRY(unit_for(c, ACT_REGISTER, unit, c->today, &u));
	TRY(sql_numbering_hold(c, u.id, &held));
	abbr = text_tidy(c->mem, abbr ? abbr : u.code);
	format = text_tidy(c->mem, format);
	TRY(check_rule(c, per, format, abbr));
	TRY(read_kinds(c, &u, kinds, kind, &n));
	TRY(sql_numbering_put(c, u.id, per, format, abbr, c->now, c->account,
			      &made));
	for (size_t i = 0; i < n; i++) {
		TRY(sql_numbering_kind_put(c, made.id, kind[i].code));
		list_s(list, kind[i].code);
	}
	*id = made.id;
	map_s(v, "unit", u.code);
	map_v(v, "kinds", list);
	map_s(v, "per", per);
	map_s(v, "format", format);
	map_s(v, "abbr", abbr);
	return tell_rule(c, "numbering.add", made.id, v);
}

enum err numbering_end(struct ctx *c, int64_t id)
{
	struct val *v = val_map(c->mem);
	struct numbering_row r;
	int64_t changed = 0;
	enum err e = sql_numbering_get(c, id, &r);

	if (e == OK)
		e = may(c, ACT_REGISTER, r.unit);
	if (e == ERR_MISSING)
		return fail(c, e, "numbering",
			    N_("There is no rule %lld; see: tierwork numbering "
			       "list"),
			    (long long)id);
	TRY(e);
	TRY(sql_numbering_end(c, id, c->now, &changed));
	if (changed == 0)
		return fail(c, ERR_CONFLICT, "numbering",
			    N_("Rule %lld has ended already."), (long long)id);
	map_s(v, "unit", r.code);
	map_s(v, "format", r.format);
	return tell_rule(c, "numbering.end", id, v);
}

static enum err add_kinds(struct ctx *c, int64_t rule, struct val *v)
{
	struct val *list = val_list(c->mem);
	struct numbering_kind *k;
	size_t n;

	TRY(sql_numbering_kinds(c, rule, &k, &n));
	for (size_t i = 0; i < n; i++)
		list_s(list, k[i].kind);
	map_v(v, "kinds", list);
	return OK;
}

static enum err add_series(struct ctx *c, const struct numbering_row *r,
			   struct val *v)
{
	struct val *list = val_list(c->mem);
	struct numbering_series *s;
	char day[11];
	size_t n;

	TRY(sql_numbering_series(c, r->unit,
				 arena_printf(c->mem, "rule %" PRId64, r->id),
				 &s, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *one = val_map(c->mem);

		map_s(one, "span",
		      strcmp(r->per, "term")
			      ? arena_printf(c->mem, "%" PRId64, s[i].span)
			      : arena_text(c->mem, day_iso(s[i].span, day)));
		map_i(one, "last", s[i].last);
		list_v(list, one);
	}
	map_v(v, "series", list);
	return OK;
}

/* The unit that a list is of, by id; 0: all. */
static enum err list_of(struct ctx *c, const char *unit, int64_t *id)
{
	struct unit u;

	*id = 0;
	if (!unit)
		return OK;
	TRY(unit_for(c, ACT_CONSULT, unit, c->today, &u));
	*id = u.id;
	return OK;
}

enum err numbering_list(struct ctx *c, const char *unit, struct val **out)
{
	struct numbering_row *r;
	struct sight s;
	int64_t id;
	size_t n;

	*out = val_list(c->mem);
	TRY(list_of(c, unit, &id));
	TRY(sight_get(c, ACT_CONSULT, &s));
	TRY(sql_numbering_list(c, id, s.all, c->account, c->today, s.powers, &r,
			       &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_i(v, "numbering", r[i].id);
		map_s(v, "unit", r[i].code);
		map_s(v, "name", r[i].name);
		map_s(v, "per", r[i].per);
		map_s(v, "format", r[i].format);
		map_s(v, "abbr", r[i].abbr);
		map_s(v, "state", r[i].ended_at.set ? "ended" : "holds");
		TRY(add_kinds(c, r[i].id, v));
		TRY(add_series(c, &r[i], v));
		list_v(*out, v);
	}
	return OK;
}

/* ---- terms of office ---- */

enum err office_term_add(struct ctx *c, const char *unit, const char *name,
			 int64_t since)
{
	struct val *v = val_map(c->mem);
	const char *trouble;
	int64_t changed;
	struct unit u;

	TRY(unit_for(c, ACT_REGISTER, unit, c->today, &u));
	name = text_tidy(c->mem, name);
	trouble = name_trouble(name);
	if (trouble)
		return fail(c, ERR_INVALID, "name", "%s", tr(c, trouble));
	TRY(sql_office_term_put(c, u.id, name, since, &changed));
	if (changed == 0)
		return fail(c, ERR_CONFLICT, "since",
			    N_("A term of office of %s begins on that day "
			       "already."),
			    u.code);
	map_s(v, "name", name);
	map_day(v, "since", since);
	return journal_add(c, "term.add", u.code, v);
}

enum err office_term_list(struct ctx *c, const char *unit, struct val **out)
{
	struct office_term_row *r;
	struct sight s;
	int64_t id;
	size_t n;

	*out = val_list(c->mem);
	TRY(list_of(c, unit, &id));
	TRY(sight_get(c, ACT_CONSULT, &s));
	TRY(sql_office_term_list(c, id, s.all, c->account, c->today, s.powers,
				 &r, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "unit", r[i].code);
		map_s(v, "unit_name", r[i].unit_name);
		map_s(v, "name", r[i].name);
		map_day(v, "since", r[i].since);
		list_v(*out, v);
	}
	return OK;
}
