/* op.c - reads the operations of a reorganisation. */
#include "org/op.h"

#include "base/text.h"
#include "core/sheet.h"
#include "org/name.h"

#include <string.h>

enum { OP, CODE, NAME, KIND, PARENT, INTO, SHARE };

static const struct column columns[] = {
	[OP] = {"op", true},	      [CODE] = {"code", true},
	[NAME] = {"name", false},     [KIND] = {"kind", false},
	[PARENT] = {"parent", false}, [INTO] = {"into", false},
	[SHARE] = {"share", false},
};

/* Which cells an operation needs, and which it may have. */
#define CELL(col) (1u << (col))
static const struct {
	const char *name;
	unsigned needs, takes;
} kinds[OP_KINDS] = {
	[OP_CREATE] = {"create", CELL(NAME) | CELL(KIND), CELL(PARENT)},
	[OP_RENAME] = {"rename", CELL(NAME), 0},
	[OP_RETYPE] = {"retype", CELL(KIND), 0},
	[OP_MOVE] = {"move", 0, CELL(PARENT)},
	[OP_MERGE] = {"merge", CELL(INTO), 0},
	[OP_SPLIT] = {"split", CELL(INTO), CELL(SHARE)},
	[OP_CLOSE] = {"close", 0, 0},
};

const char *op_name(enum op_kind kind)
{
	return kinds[kind].name;
}

bool op_parse(const char *word, enum op_kind *kind)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (strcmp(kinds[i].name, word) != 0)
			continue;
		*kind = (enum op_kind)i;
		return true;
	}
	return false;
}

bool op_ends(enum op_kind kind)
{
	return kind == OP_MERGE || kind == OP_SPLIT || kind == OP_CLOSE;
}

struct reading {
	struct ctx *c;
	struct sheet sheet;
	const struct csv_row *row;
};

static void bad_cell(struct reading *r, int col, const char *why)
{
	fault(r->c, r->row->line, sheet_column(&r->sheet, col),
	      columns[col].name, "%s", tr(r->c, why));
}

/* The cell, or NULL where the operation has no use for it. */
static const char *take(struct reading *r, enum op_kind op, int col)
{
	const char *s = sheet_cell(&r->sheet, r->row, col);
	bool needs = kinds[op].needs & CELL(col);
	bool takes = needs || kinds[op].takes & CELL(col);

	if (needs && !*s)
		fault(r->c, r->row->line, sheet_column(&r->sheet, col),
		      columns[col].name,
		      N_("The operation %s needs the column %s."),
		      kinds[op].name, columns[col].name);
	if (!takes && *s)
		fault(r->c, r->row->line, sheet_column(&r->sheet, col),
		      columns[col].name,
		      N_("The operation %s has no use for the column %s; "
			 "leave the cell empty."),
		      kinds[op].name, columns[col].name);
	return takes ? s : NULL;
}

static void read_op(struct reading *r, struct op *to)
{
	const char *word = sheet_cell(&r->sheet, r->row, OP), *share, *why;

	to->line = r->row->line;
	if (!op_parse(word, &to->op)) {
		bad_cell(r, OP,
			 N_("An operation is create, rename, retype, move, "
			    "merge, split or close."));
		return;
	}
	to->code = sheet_cell(&r->sheet, r->row, CODE);
	to->name = take(r, to->op, NAME);
	to->kind = take(r, to->op, KIND);
	to->parent = take(r, to->op, PARENT);
	to->into = take(r, to->op, INTO);
	share = take(r, to->op, SHARE);
	if ((why = code_trouble(to->code)))
		bad_cell(r, CODE, why);
	if (to->name && *to->name) {
		to->name = text_tidy(r->c->mem, to->name);
		if ((why = name_trouble(to->name)))
			bad_cell(r, NAME, why);
	}
	if (to->kind && *to->kind && (why = code_trouble(to->kind)))
		bad_cell(r, KIND, why);
	if (share && *share && !share_parse(share, &to->share))
		bad_cell(r, SHARE,
			 N_("A share is above 0 and at most 1, as 3/5, 0.6 "
			    "or 60%."));
}

enum err op_read(struct ctx *c, struct blob file, struct op **out, size_t *n)
{
	struct reading r = {.c = c};

	TRY(sheet_read(c, file, columns, COUNT(columns), &r.sheet));
	*n = r.sheet.csv.n;
	*out = arena_array(c->mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++) {
		r.row = &r.sheet.csv.row[i];
		read_op(&r, &(*out)[i]);
	}
	if (*n == 0)
		fault(c, 0, 0, NULL, N_("The file has a head but no rows."));
	return faults_end(c);
}

bool shares_whole(const struct share *share, size_t n, const char **fmt)
{
	int128 num = 0, den = 1;
	size_t known = 0;

	for (size_t i = 0; i < n; i++) {
		int128 a, b, gcd;

		if (share[i].den == 0)
			continue;
		known++;
		*fmt = N_("The shares of %s are too fine to add up.");
		if (!i128_mul(num, share[i].den, &a) ||
		    !i128_mul(share[i].num, den, &b) || !i128_add(a, b, &num) ||
		    !i128_mul(den, share[i].den, &den))
			return false;
		gcd = i128_gcd(num, den);
		num /= gcd;
		den /= gcd;
	}
	*fmt = N_("Some parts of %s have a share and some have none.");
	if (known && known < n)
		return false;
	*fmt = N_("The shares of %s do not add up to 1.");
	return !known || (num == 1 && den == 1);
}

struct val *op_counts(struct arena *mem, const struct op *op, size_t n)
{
	struct val *v = val_map(mem);
	int64_t count[OP_KINDS] = {0};

	for (size_t i = 0; i < n; i++)
		count[op[i].op]++;
	for (int i = 0; i < OP_KINDS; i++)
		if (count[i])
			map_i(v, kinds[i].name, count[i]);
	return v;
}
