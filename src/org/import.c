/* import.c - adds units from a file. */
#include "org/unit.h"

#include "access/role.h"
#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "core/sheet.h"
#include "org/draft.h"
#include "org/name.h"
#include "org/reorganise.h"
#include "org/store.h"

#include <stdlib.h>
#include <string.h>

enum { CODE, NAME, KIND, PARENT, FROM, UNTIL };

static const struct column columns[] = {
	[CODE] = {"code", true},  [NAME] = {"name", true},
	[KIND] = {"kind", true},  [PARENT] = {"parent", true},
	[FROM] = {"from", false}, [UNTIL] = {"until", false},
};

/* How far a row got: its life can be told only once its parent's is. */
enum state { WAITING, BUSY, PLACED, HOPELESS };

struct row {
	int64_t line;
	const char *code, *name, *kind, *parent;
	int64_t from, until;
	bool has_from;
	enum state state;
	int32_t unit;	/* in the draft, once it is PLACED */
	int32_t over;	/* the row of its parent; -1: none in the file */
	int32_t before; /* the parent's index in the tree; -1: none there */
};

struct import {
	struct ctx *c;
	struct sheet sheet;
	const struct tree *tree;
	struct draft *draft;
	struct row *row;
	int32_t n;
	int32_t *by_code; /* rows by code, then line */
};

static void bad_cell(struct import *m, const struct csv_row *r, int col,
		     const char *why)
{
	fault(m->c, r->line, sheet_column(&m->sheet, col), columns[col].name,
	      "%s", tr(m->c, why));
}

static bool read_day(struct import *m, const struct csv_row *r, int col,
		     int64_t *day)
{
	const char *s = sheet_cell(&m->sheet, r, col);

	if (!*s)
		return false;
	if (!day_parse(s, day))
		bad_cell(m, r, col,
			 N_("No date; write it as 2025-07-01 or 01/07/2025, "
			    "from 1900 on."));
	return true;
}

static void read_row(struct import *m, const struct csv_row *r, struct row *to)
{
	const char *why;

	to->line = r->line;
	to->code = sheet_cell(&m->sheet, r, CODE);
	to->name = text_tidy(m->c->mem, sheet_cell(&m->sheet, r, NAME));
	to->kind = sheet_cell(&m->sheet, r, KIND);
	to->parent = sheet_cell(&m->sheet, r, PARENT);
	to->until = DAY_MAX;
	to->over = to->before = -1;
	if ((why = code_trouble(to->code)))
		bad_cell(m, r, CODE, why);
	if ((why = name_trouble(to->name)))
		bad_cell(m, r, NAME, why);
	if ((why = code_trouble(to->kind)))
		bad_cell(m, r, KIND, why);
	to->has_from = read_day(m, r, FROM, &to->from);
	(void)read_day(m, r, UNTIL, &to->until);
	if (tree_find(m->tree, to->code) >= 0)
		fault(m->c, r->line, sheet_column(&m->sheet, CODE), "code",
		      N_("%s is already in the tree. An import only adds new "
			 "codes; to change a unit, register a "
			 "reorganisation."),
		      to->code);
}

static int by_code(const void *a, const void *b, void *arg)
{
	const struct row *row = arg, *x = &row[*(const int32_t *)a],
			 *y = &row[*(const int32_t *)b];
	int order = strcmp(x->code, y->code);

	return order ? order : (x->line > y->line) - (x->line < y->line);
}

static int32_t find_row(const struct import *m, const char *code)
{
	int32_t lo = 0, hi = m->n;

	while (lo < hi) {
		int32_t mid = lo + (hi - lo) / 2;

		if (strcmp(m->row[m->by_code[mid]].code, code) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == m->n || strcmp(m->row[m->by_code[lo]].code, code) != 0)
		return -1;
	return m->by_code[lo];
}

static void index_rows(struct import *m)
{
	for (int32_t i = 0; i < m->n; i++)
		m->by_code[i] = i;
	qsort_r(m->by_code, (size_t)m->n, sizeof(*m->by_code), by_code, m->row);
	for (int32_t i = 1; i < m->n; i++) {
		const struct row *first = &m->row[m->by_code[i - 1]];
		const struct row *again = &m->row[m->by_code[i]];

		if (*again->code && !strcmp(first->code, again->code))
			fault(m->c, again->line, sheet_column(&m->sheet, CODE),
			      "code", N_("%s stands on line %lld already."),
			      again->code, (long long)first->line);
	}
}

/* Who it is of others to add units to: the parent's, or for a top all. */
static enum err allow(struct import *m, const struct row *r)
{
	if (!*r->parent)
		return may_all(m->c, ACT_ORGANISE);
	if (r->before >= 0)
		return may(m->c, ACT_ORGANISE, m->tree->unit[r->before].id);
	return OK;
}

static enum err find_parent(struct import *m, struct row *r)
{
	enum err e;

	if (*r->parent) {
		r->over = find_row(m, r->parent);
		if (r->over < 0)
			r->before = tree_find(m->tree, r->parent);
	}
	e = allow(m, r);
	if (e == ERR_MISSING || (*r->parent && r->over < 0 && r->before < 0)) {
		fault(m->c, r->line, sheet_column(&m->sheet, PARENT), "parent",
		      N_("There is no unit %s, nor is it in this "
			 "file."),
		      r->parent);
		r->state = HOPELESS;
		return OK;
	}
	return e;
}

static void bad_life(struct import *m, const struct row *r, int col,
		     const char *fmt, int64_t day)
{
	char text[11];

	fault(m->c, r->line, sheet_column(&m->sheet, col), columns[col].name,
	      fmt, r->parent, day_iso(day, text));
}

/* The parent, where there is one, has its place: its life bounds this. */
static void place(struct import *m, struct row *r, int32_t parent)
{
	const struct draft_unit *p =
		parent < 0 ? NULL : &m->draft->unit[parent];

	if (!r->has_from)
		r->from = p ? p->since : m->c->today;
	r->state = HOPELESS;
	if (r->until < r->from) {
		fault(m->c, r->line, sheet_column(&m->sheet, UNTIL), "until",
		      N_("The last day lies before the first."));
		return;
	}
	if (p && r->from < p->since)
		bad_life(m, r, FROM, N_("The parent %s begins on %s only."),
			 p->since);
	if (p && r->until > p->until)
		bad_life(m, r, UNTIL, N_("The parent %s ends on %s."),
			 p->until);
	if (p && (r->from < p->since || r->until > p->until))
		return;
	r->unit = draft_add(m->draft, r->code,
			    (struct tree_fact){
				    .since = r->from,
				    .until = r->until,
				    .parent = parent,
				    .kind = draft_kind(m->draft, r->kind),
				    .name = r->name,
			    });
	r->state = PLACED;
}

/* Places the row and what it hangs on, from the top down: `path` holds the
 * rows on the way up. */
static void place_all(struct import *m, int32_t at, int32_t *path)
{
	int32_t n = 0;

	for (; at >= 0 && m->row[at].state == WAITING; at = m->row[at].over) {
		m->row[at].state = BUSY;
		path[n++] = at;
	}
	if (at >= 0 && m->row[at].state == BUSY) {
		fault(m->c, m->row[at].line, sheet_column(&m->sheet, PARENT),
		      "parent", N_("%s would stand below itself."),
		      m->row[at].code);
		m->row[at].state = HOPELESS;
	}
	while (n > 0) {
		struct row *r = &m->row[path[--n]];

		if (r->state == HOPELESS)
			continue;
		if (r->over < 0)
			place(m, r, r->before);
		else if (m->row[r->over].state == PLACED)
			place(m, r, m->row[r->over].unit);
		else
			r->state = HOPELESS; /* its parent's fault was told */
	}
}

static enum err read_file(struct import *m, struct blob file)
{
	struct ctx *c = m->c;
	const struct csv *csv = &m->sheet.csv;
	int32_t *path;

	TRY(sheet_read(c, file, columns, COUNT(columns), &m->sheet));
	if (csv->n == 0)
		fault(c, 0, 0, NULL, N_("The file has a head but no rows."));
	m->n = (int32_t)csv->n;
	m->row = arena_array(c->mem, csv->n, sizeof(*m->row));
	m->by_code = arena_array(c->mem, csv->n, sizeof(*m->by_code));
	path = arena_array(c->mem, csv->n, sizeof(*path));
	for (int32_t i = 0; i < m->n; i++)
		read_row(m, &csv->row[i], &m->row[i]);
	index_rows(m);
	TRY(faults_end(c));
	for (int32_t i = 0; i < m->n; i++)
		TRY(find_parent(m, &m->row[i]));
	for (int32_t i = 0; i < m->n; i++)
		place_all(m, i, path);
	return faults_end(c);
}

static enum err check_tiers(struct import *m, const struct tree *after)
{
	for (int32_t i = 0; i < m->n; i++) {
		const struct row *r = &m->row[i];
		int32_t u = tree_find(after, r->code);

		if (tree_tier(after, u, r->from) > TIERS_MAX)
			fault(m->c, r->line, sheet_column(&m->sheet, PARENT),
			      "parent",
			      N_("%s would stand below %d tiers; more are not "
				 "kept."),
			      r->code, TIERS_MAX);
	}
	return faults_end(m->c);
}

static enum err note(struct ctx *c, struct blob file,
		     const struct unit_imported *done)
{
	struct val *v = val_map(c->mem);

	map_i(v, "units", done->units);
	map_i(v, "kinds", done->kinds);
	map_s(v, "sha256", digest_text(c->mem, file));
	return journal_add(c, "unit.import", "", v);
}

static enum err tell(struct import *m, const struct tree *before,
		     const struct tree *after,
		     const struct reorganise_hooks *hooks)
{
	int64_t day = DAY_MAX;

	if (!hooks || !hooks->after)
		return OK;
	for (int32_t i = 0; i < m->n; i++)
		if (m->row[i].from < day)
			day = m->row[i].from;
	return hooks->after(m->c, before, after, day);
}

enum err unit_import(struct ctx *c, struct blob file,
		     const struct reorganise_hooks *hooks,
		     struct unit_imported *out)
{
	struct import m = {.c = c};
	struct tree *before, *after;

	TRY(tree_lock(c));
	TRY(tree_load(c, &before));
	m.tree = before;
	m.draft = draft_new(c->mem, before);
	TRY(read_file(&m, file));
	out->units = m.n;
	out->kinds = m.draft->kinds - before->kinds;
	after = draft_tree(m.draft);
	TRY(check_tiers(&m, after));
	TRY(tree_store(c, before, after, 0));
	TRY(tell(&m, before, after, hooks));
	return note(c, file, out);
}
