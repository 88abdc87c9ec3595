/* person_import.c - adds people from a file. */
#include "people/person_import.h"

#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "core/sheet.h"
#include "org/name.h"
#include "people/membership.h"
#include "people/record.h"
#include "people/vcard.h"
#include "people/words.h"

#include <stdlib.h>
#include <string.h>

enum { CODE, NAME, UNIT, EMAIL, PHONE, FROM };

static const struct column columns[] = {
	[CODE] = {"code", false},   [NAME] = {"name", true},
	[UNIT] = {"unit", false},   [EMAIL] = {"email", false},
	[PHONE] = {"phone", false}, [FROM] = {"from", false},
};

struct row {
	int64_t line, column[COUNT(columns)]; /* for faults */
	struct person_given in;
	const char *folded;
	int32_t unit;	       /* index; -1: none */
	const char *alike;     /* code of whom it probably is; NULL: new */
	int64_t alike_row;     /* or the line */
	struct row *next;      /* of the same folded name */
	struct row *next_code; /* of the same hash of its code */
};

struct import {
	struct ctx *c;
	const struct person_import *ask;
	struct memberships m;
	struct row *row;
	size_t n;
	struct row **by_name; /* hash of folded names; size a power of two */
	struct row **by_code; /* of codes */
	size_t mask;
	int64_t made; /* the highest number of codes like P12 */
	struct val *dropped;
	bool *allowed; /* by unit: may join people there */
};

static size_t hash(const char *s)
{
	size_t h = 14695981039346656037u;

	while (*s)
		h = (h ^ (unsigned char)*s++) * 1099511628211u;
	return h;
}

static void bad(struct import *m, const struct row *r, int col, const char *why)
{
	fault(m->c, r->line, r->column[col], columns[col].name, "%s",
	      tr(m->c, why));
}

/* A value in its tidy form, by the trouble that it may be. */
static const char *value(struct import *m, struct row *r, int col,
			 const char *given,
			 const char *(*trouble)(const char *))
{
	const char *s = text_tidy(m->c->mem, given), *why = trouble(s);

	if (why)
		bad(m, r, col, why);
	return s;
}

static void read_row(struct import *m, const struct sheet *t,
		     const struct csv_row *line, struct row *r)
{
	const char *from = sheet_cell(t, line, FROM);

	*r = (struct row){.line = line->line, .unit = -1};
	for (int i = 0; i < (int)COUNT(columns); i++)
		r->column[i] = sheet_column(t, i);
	r->in.code = sheet_cell(t, line, CODE);
	if (*r->in.code)
		(void)value(m, r, CODE, r->in.code, person_code_trouble);
	r->in.name = value(m, r, NAME, sheet_cell(t, line, NAME), name_trouble);
	r->in.email =
		value(m, r, EMAIL, sheet_cell(t, line, EMAIL), email_trouble);
	r->in.phone =
		value(m, r, PHONE, sheet_cell(t, line, PHONE), phone_trouble);
	r->in.unit = sheet_cell(t, line, UNIT);
	r->in.from = m->c->today;
	if (*from && !day_parse(from, &r->in.from))
		bad(m, r, FROM,
		    N_("No date; write it as 2025-07-01 or 01/07/2025, from "
		       "1900 on."));
}

static enum err read_table(struct import *m)
{
	struct sheet t;

	TRY(sheet_read(m->c, m->ask->file, columns, COUNT(columns), &t));
	m->n = t.csv.n;
	m->row = arena_array(m->c->mem, m->n, sizeof(*m->row));
	for (size_t i = 0; i < m->n; i++)
		read_row(m, &t, &t.csv.row[i], &m->row[i]);
	return OK;
}

static enum err read_cards(struct import *m)
{
	struct ctx *c = m->c;
	struct vcards v;

	TRY(vcard_read(c, m->ask->file, &v));
	m->dropped = v.dropped;
	m->n = v.n;
	m->row = arena_array(c->mem, m->n, sizeof(*m->row));
	for (size_t i = 0; i < v.n; i++) {
		const struct vcard *card = &v.card[i];
		struct row *r = &m->row[i];

		*r = (struct row){.line = card->line, .unit = -1};
		r->in = (struct person_given){
			.code = "", .unit = "", .from = c->today};
		r->line = card->name_line;
		r->in.name = value(m, r, NAME, card->name, name_trouble);
		r->line = card->email_line;
		r->in.email = value(m, r, EMAIL, card->email, email_trouble);
		r->line = card->phone_line;
		r->in.phone = value(m, r, PHONE, card->phone, phone_trouble);
		r->line = card->line;
		/* an organisation's name is a unit's where it is its code */
		if (tree_find(m->m.tree, card->org) >= 0)
			r->in.unit = card->org;
	}
	return OK;
}

static enum err place_row(struct import *m, struct row *r)
{
	const struct tree *t = m->m.tree;
	enum err e = OK;
	char day[11];
	int32_t u;

	if (!*r->in.unit)
		r->in.unit = m->ask->unit ? m->ask->unit : "";
	if (!*r->in.unit) {
		bad(m, r, UNIT,
		    N_("To which unit does this person belong? Fill the "
		       "column unit, or name one for the whole file."));
		return OK;
	}
	u = tree_find(t, r->in.unit);
	if (u >= 0 && !m->allowed[u])
		e = may(m->c, ACT_PEOPLE, t->unit[u].id);
	if (u < 0 || e == ERR_MISSING) {
		fault(m->c, r->line, r->column[UNIT], "unit",
		      N_("There is no unit %s."), r->in.unit);
		return OK;
	}
	TRY(e);
	m->allowed[u] = true;
	r->unit = u;
	if (r->in.from < t->unit[u].since)
		fault(m->c, r->line, r->column[FROM], "from",
		      N_("%s is there from %s on only."), r->in.unit,
		      day_iso(t->unit[u].since, day));
	if (r->in.from > t->unit[u].until)
		fault(m->c, r->line, r->column[FROM], "from",
		      N_("%s was there until %s only; choose the unit that "
			 "took over."),
		      r->in.unit, day_iso(t->unit[u].until, day));
	return OK;
}

static bool same(const char *a, const char *b)
{
	return a && b && *a && !strcasecmp(a, b);
}

static bool differ(const char *a, const char *b)
{
	return a && b && *a && *b && strcasecmp(a, b);
}

/* Of the same name: whether it is probably one person. */
static bool alike(const struct row *r, bool same_unit, const char *email,
		  const char *phone)
{
	if (same(r->in.email, email))
		return true;
	return same_unit && !differ(r->in.email, email) &&
	       !differ(r->in.phone, phone);
}

/* Puts it among those of its name; who stands before may be the same. */
static void index_name(struct import *m, struct row *r)
{
	struct row **at = &m->by_name[hash(r->folded) & m->mask];

	for (const struct row *o = *at; o && !r->alike_row; o = o->next)
		if (!strcmp(o->folded, r->folded) &&
		    alike(r, r->unit == o->unit, o->in.email, o->in.phone))
			r->alike_row = o->line;
	r->next = *at;
	*at = r;
}

/* No code that is made may be like one that somebody chose. */
static void note_number(struct import *m, const char *code)
{
	char *end;
	long long n = *code == 'P' ? strtoll(code + 1, &end, 10) : 0;

	if (n > m->made && n < INT64_MAX / 2 && !*end)
		m->made = n;
}

static void index_code(struct import *m, struct row *r)
{
	struct row **at = &m->by_code[hash(r->in.code) & m->mask];

	if (!*r->in.code)
		return;
	for (const struct row *o = *at; o; o = o->next_code)
		if (!strcmp(o->in.code, r->in.code)) {
			fault(m->c, r->line, r->column[CODE], "code",
			      N_("%s stands on line %lld already."), r->in.code,
			      (long long)o->line);
			break;
		}
	r->next_code = *at;
	*at = r;
	note_number(m, r->in.code);
}

static void compare_code(struct import *m, const char *code)
{
	note_number(m, code);
	for (const struct row *r = m->by_code[hash(code) & m->mask]; r;
	     r = r->next_code)
		if (!strcmp(r->in.code, code))
			fault(m->c, r->line, r->column[CODE], "code",
			      N_("The code %s is taken, or was; codes are for "
				 "all time."),
			      code);
}

/* One who is there already, or was. */
static enum err compare(void *arg, const struct person_known *p)
{
	struct import *m = arg;

	compare_code(m, p->code);
	if (p->gone)
		return OK;
	for (struct row *r = m->by_name[hash(p->folded) & m->mask]; r;
	     r = r->next) {
		if (r->alike || strcmp(r->folded, p->folded))
			continue;
		if (alike(r,
			  r->unit >= 0 &&
				  p->unit == m->m.tree->unit[r->unit].id,
			  p->email, p->phone))
			r->alike = arena_text(m->c->mem, p->code);
	}
	return OK;
}

static enum err read_file(struct import *m)
{
	struct ctx *c = m->c;
	size_t size = 64;

	TRY(vcard_is(m->ask->file) ? read_cards(m) : read_table(m));
	if (m->n == 0)
		fault(c, 0, 0, NULL, N_("The file has a head but no rows."));
	m->allowed = arena_array(c->mem, (size_t)m->m.tree->n, sizeof(bool));
	while (size < m->n * 2)
		size *= 2;
	m->mask = size - 1;
	m->by_name = arena_array(c->mem, size, sizeof(*m->by_name));
	m->by_code = arena_array(c->mem, size, sizeof(*m->by_code));
	for (size_t i = 0; i < m->n; i++) {
		struct row *r = &m->row[i];

		TRY(place_row(m, r));
		r->folded = name_folded(c->mem, r->in.name);
		index_name(m, r);
		index_code(m, r);
	}
	TRY(sql_person_known(c, c->today, compare, m));
	return faults_end(c);
}

static bool left_out(const struct import *m, const struct row *r)
{
	return !m->ask->alike && (r->alike || r->alike_row);
}

static enum err write_rows(struct import *m, size_t *added)
{
	struct ctx *c = m->c;
	struct person_row *put = arena_array(c->mem, m->n, sizeof(*put));
	struct person_id next;
	size_t n = 0, rows;

	TRY(sql_person_next(c, &next));
	if (m->made < next.id - 1)
		m->made = next.id - 1;
	for (size_t i = 0; i < m->n; i++) {
		struct row *r = &m->row[i];
		struct stay s = {next.id + (int64_t)n,
				 m->m.tree->unit[r->unit].id, r->in.from,
				 DAY_MAX};

		if (left_out(m, r))
			continue;
		if (!*r->in.code)
			r->in.code = arena_printf(c->mem, "P%lld",
						  (long long)++m->made);
		put[n++] = person_row(c, s.person, r->in.code, &r->in);
		TRY(memberships_add(&m->m, &s, &rows));
	}
	*added = n;
	TRY(sql_person_add(c, put, n));
	return memberships_end(&m->m);
}

static struct val *row_view(const struct import *m, const struct row *r)
{
	struct arena *mem = m->c->mem;
	struct val *v = val_map(mem);

	map_i(v, "line", r->line);
	map_s(v, "code", left_out(m, r) ? NULL : r->in.code);
	map_s(v, "name", r->in.name);
	map_s(v, "unit", r->in.unit);
	map_day(v, "from", r->in.from);
	map_s(v, "fate", r->alike || r->alike_row ? "alike" : "new");
	map_s(v, "alike",
	      r->alike ? r->alike
	      : r->alike_row
		      ? arena_printf(mem, "%lld", (long long)r->alike_row)
		      : NULL);
	return v;
}

enum err person_import(struct ctx *c, const struct person_import *ask,
		       struct val **report)
{
	struct import m = {.c = c, .ask = ask, .dropped = val_list(c->mem)};
	struct val *v = val_map(c->mem), *list = val_list(c->mem);
	struct val *note = val_map(c->mem);
	size_t added;

	TRY(memberships_begin(c, &m.m));
	TRY(read_file(&m));
	TRY(write_rows(&m, &added));
	for (size_t i = 0; i < m.n; i++)
		list_v(list, row_view(&m, &m.row[i]));
	map_i(v, "added", (int64_t)added);
	map_i(v, "left_out", (int64_t)(m.n - added));
	map_v(v, "dropped", m.dropped);
	map_v(v, "rows", list);
	*report = v;
	map_i(note, "added", (int64_t)added);
	map_i(note, "left_out", (int64_t)(m.n - added));
	return journal_add(c, "person.import", ask->unit ? ask->unit : "",
			   note);
}
