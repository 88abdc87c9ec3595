/* person.c - people: who they are, to which unit they belong. */
#include "people/person.h"

#include "base/day.h"
#include "base/random.h"
#include "base/text.h"
#include "core/journal.h"
#include "core/mail.h"
#include "org/name.h"
#include "people/membership.h"
#include "people/record.h"
#include "people/words.h"

#include <string.h>

#define PHONE_MOST 40 /* characters */

enum err person_find(struct ctx *c, const char *code, int64_t *id)
{
	struct person_id p;
	enum err e = sql_person_find(c, code, &p);

	if (e == ERR_MISSING)
		return fail(c, e, "person", N_("There is no person %s."), code);
	TRY(e);
	*id = p.id;
	return OK;
}

static enum err may_at_home(struct ctx *c, enum act act, int64_t home)
{
	return home ? may(c, act, home) : may_all(c, act);
}

enum err person_reach(struct ctx *c, const char *code, enum act act,
		      struct person *out)
{
	enum err e = sql_person_one(c, code, c->today, out);

	if (e == OK)
		e = may_at_home(c, ACT_KNOW, out->home);
	if (e == ERR_MISSING || e == ERR_DENIED)
		return fail(c, ERR_MISSING, "person",
			    N_("There is no person %s."), code);
	TRY(e);
	return act == ACT_KNOW ? OK : may_at_home(c, act, out->home);
}

const char *email_trouble(const char *email)
{
	if (*email && !mail_address_valid(email))
		return N_("This is no mail address; write it as "
			  "name@example.com.");
	return NULL;
}

const char *phone_trouble(const char *phone)
{
	size_t n = strspn(phone, "+0123456789 .-()/");

	if (phone[n] || n > PHONE_MOST ||
	    (n > 0 && !strpbrk(phone, "0123456789")))
		return N_("A telephone number is digits, with + ( ) . - / and "
			  "blanks between, at most 40 characters.");
	return NULL;
}

const char *person_code_trouble(const char *code)
{
	static const char *const pages[] = {"new", "import", "duplicates"};

	for (size_t i = 0; i < COUNT(pages); i++)
		if (!strcmp(code, pages[i]))
			return N_("This code is the name of a page; choose "
				  "another.");
	return code_trouble(code);
}

struct person_row person_row(struct ctx *c, int64_t id, const char *code,
			     const struct person_given *in)
{
	unsigned char *key = arena_alloc(c->mem, JOURNAL_KEY);

	random_bytes(key, JOURNAL_KEY);
	return (struct person_row){
		.id = id,
		.code = code,
		.name = in->name,
		.sort = name_sort_key(c->mem, in->name),
		.folded = name_folded(c->mem, in->name),
		.email = *in->email ? in->email : NULL,
		.phone = *in->phone ? in->phone : NULL,
		.key = {key, JOURNAL_KEY},
		.at = c->now,
	};
}

enum err person_make_code(struct ctx *c, int64_t id, const char **code)
{
	struct person_id taken;
	enum err e;

	do {
		*code = arena_printf(c->mem, "P%lld", (long long)id++);
		e = sql_person_taken(c, *code, &taken);
	} while (e == OK);
	return e == ERR_MISSING ? OK : e;
}

enum err person_journal(struct ctx *c, const char *act, int64_t id,
			struct val *detail)
{
	return journal_add(c, act, arena_printf(c->mem, "%lld", (long long)id),
			   detail);
}

/* Tidies what is given, and says what is wrong with it. */
static enum err check(struct ctx *c, struct person_given *in)
{
	const char *why = NULL, *field = NULL;

	if (in->name) {
		in->name = text_tidy(c->mem, in->name);
		why = name_trouble(in->name);
		field = "name";
	}
	if (!why && in->email) {
		in->email = text_tidy(c->mem, in->email);
		why = email_trouble(in->email);
		field = "email";
	}
	if (!why && in->phone) {
		in->phone = text_tidy(c->mem, in->phone);
		why = phone_trouble(in->phone);
		field = "phone";
	}
	if (!why && in->code && *in->code) {
		why = person_code_trouble(in->code);
		field = "code";
	}
	return why ? fail(c, ERR_INVALID, field, "%s", tr(c, why)) : OK;
}

enum err unit_to_join(struct ctx *c, const struct tree *t, const char *code,
		      int64_t day, int32_t *unit)
{
	int32_t u = tree_find(t, code);
	enum err e = u < 0 ? ERR_MISSING : may(c, ACT_PEOPLE, t->unit[u].id);
	char text[11];

	if (e == ERR_MISSING)
		return fail(c, e, "unit", N_("There is no unit %s."), code);
	TRY(e);
	if (day < t->unit[u].since)
		return fail(c, ERR_INVALID, "from",
			    N_("%s is there from %s on only."), code,
			    day_iso(t->unit[u].since, text));
	if (day > t->unit[u].until)
		return fail(c, ERR_INVALID, "from",
			    N_("%s was there until %s only; choose the unit "
			       "that took over."),
			    code, day_iso(t->unit[u].until, text));
	*unit = u;
	return OK;
}

static enum err insert(struct memberships *m, const struct person_given *in,
		       int32_t unit, int64_t id, const char *code)
{
	struct ctx *c = m->c;
	struct person_row row = person_row(c, id, code, in);
	struct val *v = val_map(c->mem);
	size_t rows;

	TRY(sql_person_add(c, &row, 1));
	if (unit >= 0) {
		struct stay s = {id, m->tree->unit[unit].id, in->from, DAY_MAX};

		TRY(memberships_add(m, &s, &rows));
		map_s(v, "unit", in->unit);
		map_day(v, "from", in->from);
	}
	map_s(v, "code", code);
	journal_personal(v, row.key, "name", NULL, row.name);
	journal_personal(v, row.key, "email", NULL, row.email);
	journal_personal(v, row.key, "phone", NULL, row.phone);
	TRY(memberships_end(m));
	return person_journal(c, "person.add", id, v);
}

enum err person_add(struct ctx *c, const struct person_given *given,
		    const char **out)
{
	struct person_given in = *given;
	struct memberships m;
	struct person_id next, taken;
	int32_t unit = -1;
	enum err e;

	TRY(check(c, &in));
	TRY(memberships_begin(c, &m));
	if (*in.unit)
		TRY(unit_to_join(c, m.tree, in.unit, in.from, &unit));
	else
		TRY(may_all(c, ACT_PEOPLE));
	TRY(sql_person_next(c, &next));
	*out = in.code;
	if (!*in.code)
		TRY(person_make_code(c, next.id, out));
	e = *in.code ? sql_person_taken(c, in.code, &taken) : ERR_MISSING;
	if (e == OK)
		return fail(c, ERR_CONFLICT, "code",
			    N_("The code %s is taken, or was; codes are for "
			       "all time."),
			    in.code);
	if (e != ERR_MISSING)
		return e;
	return insert(&m, &in, unit, next.id, *out);
}

enum err person_edit(struct ctx *c, const char *code,
		     const struct person_given *given)
{
	struct person_given in = *given;
	struct val *v = val_map(c->mem);
	struct person p;
	const char *name;

	TRY(check(c, &in));
	TRY(person_reach(c, code, ACT_PEOPLE, &p));
	name = in.name ? in.name : p.name;
	if (!in.email)
		in.email = p.email ? p.email : "";
	if (!in.phone)
		in.phone = p.phone ? p.phone : "";
	journal_personal(v, p.key, "name", p.name, name);
	journal_personal(v, p.key, "email", p.email, in.email);
	journal_personal(v, p.key, "phone", p.phone, in.phone);
	if (!v->first)
		return OK;
	TRY(sql_person_change(c, p.id, name, name_sort_key(c->mem, name),
			      name_folded(c->mem, name),
			      *in.email ? in.email : NULL,
			      *in.phone ? in.phone : NULL));
	return person_journal(c, "person.edit", p.id, v);
}

static const char *code_of(const struct memberships *m, int64_t unit)
{
	int32_t u = tree_by_id(m->tree, unit);

	return u < 0 ? NULL : m->tree->unit[u].code;
}

/* Where a person belongs on a day; 0: nowhere. */
static int64_t unit_on(const struct membership *row, size_t n, int64_t day)
{
	for (size_t i = 0; i < n; i++)
		if (row[i].since <= day && day <= row[i].until)
			return row[i].unit;
	return 0;
}

/* All that was said goes; it comes back as far as it lies before `day`. */
static enum err cut_stays(struct memberships *m, const struct membership *row,
			  size_t n, int64_t day)
{
	size_t stays, rows;
	struct stay *s = stays_of(m->c->mem, row, n, &stays);

	for (size_t i = 0; i < n; i++)
		memberships_drop(m, &row[i]);
	for (size_t i = 0; i < stays; i++) {
		if (s[i].since >= day)
			continue;
		if (s[i].ends >= day)
			s[i].ends = day - 1;
		TRY(memberships_add(m, &s[i], &rows));
	}
	return OK;
}

enum err person_move(struct ctx *c, const char *code, const char *unit,
		     int64_t day)
{
	struct memberships m;
	struct membership *row;
	struct person p;
	struct stay s;
	struct val *v = val_map(c->mem);
	int64_t was;
	int32_t to;
	size_t n, rows;

	TRY(memberships_begin(c, &m));
	TRY(person_reach(c, code, ACT_PEOPLE, &p));
	TRY(unit_to_join(c, m.tree, unit, day, &to));
	TRY(sql_membership_of(c, p.id, &row, &n));
	was = unit_on(row, n, day);
	s = (struct stay){p.id, m.tree->unit[to].id, day, DAY_MAX};
	if (was == s.unit && row[n - 1].unit == s.unit &&
	    row[n - 1].ends == DAY_MAX)
		return fail(c, ERR_CONFLICT, "unit",
			    N_("%s belongs to %s then already."), p.code, unit);
	TRY(cut_stays(&m, row, n, day));
	TRY(memberships_add(&m, &s, &rows));
	TRY(memberships_end(&m));
	map_s(v, "before", was ? code_of(&m, was) : NULL);
	map_s(v, "after", unit);
	map_day(v, "on", day);
	return person_journal(c, "person.move", p.id, v);
}

enum err person_leave(struct ctx *c, const char *code, int64_t day)
{
	struct memberships m;
	struct membership *row;
	struct person p;
	struct val *v = val_map(c->mem);
	int64_t was;
	size_t n;

	TRY(memberships_begin(c, &m));
	TRY(person_reach(c, code, ACT_PEOPLE, &p));
	TRY(sql_membership_of(c, p.id, &row, &n));
	if (n == 0 || row[n - 1].ends < day)
		return fail(c, ERR_CONFLICT, "on",
			    N_("%s belongs to no unit then already."), p.code);
	was = unit_on(row, n, day);
	TRY(cut_stays(&m, row, n, day));
	TRY(memberships_end(&m));
	map_s(v, "before", was ? code_of(&m, was) : NULL);
	map_day(v, "on", day);
	return person_journal(c, "person.leave", p.id, v);
}
