/* response.c - takes returns in from a table, and makes them count. */
#include "returns/response.h"

#include "access/role.h"
#include "base/text.h"
#include "calls/key.h"
#include "core/journal.h"
#include "core/sheet.h"
#include "gen/sql_returns.h"
#include "org/tree.h"
#include "returns/cell.h"
#include "returns/judge.h"
#include "returns/place.h"
#include "returns/version.h"

#include <assert.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#define CELLS_MAX 20000000

/* One good row of the table. */
struct filing {
	int32_t unit; /* index in the tree */
	struct values *v;
	struct version_word *word; /* its texts */
	size_t words;
};

/* What is known of a unit that was asked for this return, by place in the
 * tree. */
struct asked {
	int32_t checker; /* place in the tree; where nobody asked, its own */
	bool waived;
	bool told; /* as a checker: c may accept there */
};

struct intake {
	struct ctx *c;
	const struct response_file *file;
	struct form *form;
	int64_t period, day;
	struct tree *tree;
	struct csv csv;
	int32_t *slot; /* by column; the unit's is -1 */
	int64_t *seen; /* by unit: the line it stands on */
	struct asked *asked;
	struct filing *good;
	size_t n;
	int64_t rejected;
};

static void read_head(struct intake *in)
{
	struct ctx *c = in->c;
	int64_t line = in->csv.head_line;

	in->slot = arena_array(c->mem, in->csv.cols, sizeof(*in->slot));
	if (strcmp(in->csv.head[0], "unit"))
		fault(c, line, 1, NULL,
		      N_("the first column must be \"unit\""));
	in->slot[0] = -1;
	for (size_t i = 1; i < in->csv.cols; i++) {
		const char *name = in->csv.head[i];
		int32_t s = form_slot(in->form, name);

		in->slot[i] = s;
		if (s < 0 || !in->form->slot[s].asked)
			fault(c, line, (int64_t)i + 1, name,
			      N_("form %s asks no such indicator in this "
				 "period"),
			      in->form->code);
		else if (in->form->slot[s].type == TYPE_RATIO)
			fault(c, line, (int64_t)i + 1, name,
			      N_("a ratio is computed, not handed in"));
		else if (!cell_asked(in->form, s))
			fault(c, line, (int64_t)i + 1, name,
			      N_("what was chosen stands in the column %s"),
			      in->form->slot[in->form->slot[s].parent].code);
		for (size_t k = 1; k < i; k++)
			if (in->slot[k] == s && s >= 0)
				fault(c, line, (int64_t)i + 1, name,
				      N_("this column stands twice"));
	}
}

/* OK: what the unit hands in may be made to count by c. */
static enum err accept_allowed(struct intake *in, int32_t u)
{
	int32_t checker = in->asked[u].checker;
	struct asked *at = &in->asked[checker];

	if (at->told)
		return OK;
	TRY(checker_may(in->c, in->tree->unit[checker].id));
	at->told = true;
	return OK;
}

/* The place of a unit that c may hand in for; -1: there is none that it may
 * see. */
static enum err unit_allowed(struct intake *in, const char *code, int32_t *u)
{
	struct ctx *c = in->c;
	enum err e = OK;

	*u = tree_find(in->tree, code);
	if (*u < 0 || c->is_operator)
		return OK;
	e = may(c, ACT_ANSWER, in->tree->unit[*u].id);
	if (e == OK && in->file->accept)
		e = accept_allowed(in, *u);
	if (e != ERR_MISSING)
		return e;
	*u = -1;
	return OK;
}

/* to->unit: -1, with a fault, where the row names none that answers. */
static enum err find_unit(struct intake *in, const struct csv_row *row,
			  struct filing *to)
{
	struct ctx *c = in->c;
	const char *code = row->cell[0];
	const struct tree_fact *f;
	int64_t line = row->line;
	int32_t u;

	to->unit = -1;
	TRY(unit_allowed(in, code, &u));
	f = u < 0 ? NULL : tree_fact_at(in->tree, u, in->day);
	if (u < 0) {
		fault(c, line, 1, "unit", N_("there is no unit %s"), code);
	} else if (!f) {
		fault(c, line, 1, "unit",
		      N_("%s is not in the tree on the period's last day"),
		      code);
	} else if (!form_answered_by(in->form, in->tree->kind[f->kind].id)) {
		fault(c, line, 1, "unit",
		      N_("%s is a %s, which does not answer form %s"), code,
		      in->tree->kind[f->kind].code, in->form->code);
	} else if (in->asked[u].waived) {
		fault(c, line, 1, "unit",
		      N_("%s need not answer: it was waived; ask it again "
			 "first"),
		      code);
	} else if (in->seen[u]) {
		fault(c, line, 1, "unit", N_("%s stands on line %lld already"),
		      code, (long long)in->seen[u]);
	} else {
		in->seen[u] = line;
		to->unit = u;
	}
	return OK;
}

/* The cells of a row that has a unit, into to->v. */
static void read_cells(struct intake *in, const struct csv_row *row,
		       struct filled *to)
{
	struct ctx *c = in->c;

	for (size_t k = 1; k < in->csv.cols; k++) {
		struct cell_in cell = {in->slot[k], row->cell[k],
				       sheet_numbers(row, k, in->file->numbers),
				       row->line, (int64_t)k + 1};
		bool ok = cell_read(c, in->form, &cell, to);

		(void)ok; /* the row has a fault then */
	}
	filled_total(c, in->form, row->line, to);
	filled_require(c, in->form, row->line, to);
}

/* Errors of rules; a warning cannot be explained here, and is left to who
 * checks. */
static enum err judge_row(struct intake *in, const struct csv_row *row,
			  const struct filing *to)
{
	const struct form *f = in->form;
	struct judgement j;

	if (f->rules_n == 0)
		return OK;
	TRY(judge(in->c, f, in->tree->unit[to->unit].id, in->period, to->v,
		  NULL, &j));
	for (size_t i = 0; i < j.n; i++)
		if (!j.finding[i].warning)
			fault(in->c, row->line, 0,
			      f->slot[j.finding[i].slot[0]].code, "%s",
			      j.finding[i].say);
	return OK;
}

/* Texts are kept apart from the values. */
static void take_texts(struct intake *in, const struct filled *from,
		       struct filing *to)
{
	const struct form *f = in->form;

	for (size_t k = 1; k < in->csv.cols; k++)
		to->words += from->text[in->slot[k]] != NULL;
	to->word = arena_array(in->c->mem, to->words, sizeof(*to->word));
	to->words = 0;
	for (size_t k = 1; k < in->csv.cols; k++) {
		int32_t s = in->slot[k];

		if (from->text[s])
			to->word[to->words++] = (struct version_word){
				WORD_TEXT, f->slot[s].code, from->text[s]};
	}
}

static enum err read_rows(struct intake *in)
{
	struct ctx *c = in->c;
	struct filled *scratch = filled_new(c->mem, in->form);

	in->good = arena_array(c->mem, in->csv.n, sizeof(*in->good));
	for (size_t i = 0; i < in->csv.n; i++) {
		const struct csv_row *row = &in->csv.row[i];
		struct filing *to = &in->good[in->n];
		int64_t before = c->fault_count;

		to->v = scratch->v = values_new(c->mem, in->form->slots);
		to->words = 0;
		memset(scratch->typed, 0, (size_t)in->form->slots);
		memset(scratch->text, 0,
		       (size_t)in->form->slots * sizeof(*scratch->text));
		TRY(find_unit(in, row, to));
		if (to->unit >= 0) {
			read_cells(in, row, scratch);
			take_texts(in, scratch, to);
			TRY(judge_row(in, row, to));
		}
		if (c->fault_count == before)
			in->n++;
		else
			in->rejected++;
	}
	return OK;
}

static enum err take_all(struct intake *in)
{
	struct ctx *c = in->c;
	bool accept = in->file->accept;
	struct rollup_change *ch = arena_array(c->mem, in->n, sizeof(*ch));
	int64_t *key = arena_array(c->mem, in->n, sizeof(*key)), version;

	for (size_t i = 0; i < in->n; i++) {
		key[i] =
			key_of(in->form->id,
			       in->tree->unit[in->good[i].unit].id, in->period);
		TRY(version_put(c, in->form, key[i], in->good[i].v,
				accept ? VERSION_ACCEPTED : VERSION_SUBMITTED,
				&version, &ch[i]));
		if (in->good[i].words)
			TRY(version_words_put(c, key[i], version,
					      in->good[i].word,
					      in->good[i].words));
	}
	if (accept)
		TRY(versions_count(c, in->form, in->period, ch, in->n));
	return assignments_step(c, key, in->n,
				accept ? STEP_ACCEPT : STEP_SUBMIT);
}

static enum err record(struct intake *in, struct val **view)
{
	struct ctx *c = in->c;
	struct val *v = val_map(c->mem), *detail = val_map(c->mem);
	unsigned char digest[32];
	char period[12];

	crypto_generichash(digest, sizeof(digest), in->file->csv.data,
			   in->file->csv.size, NULL, 0);
	period_text(in->period, period);
	map_s(v, "form", in->form->code);
	map_s(v, "period", arena_text(c->mem, period));
	map_i(v, "returns", (int64_t)in->n);
	map_i(v, "accepted", in->file->accept ? (int64_t)in->n : 0);
	map_i(v, "rejected", in->rejected);
	*view = v;
	map_s(detail, "period", arena_text(c->mem, period));
	map_i(detail, "count", (int64_t)in->n);
	map_s(detail, "digest", text_hex(c->mem, digest, sizeof(digest)));
	if (in->n == 0)
		return OK;
	return journal_add(
		c, in->file->accept ? "returns.accept" : "returns.submit",
		in->form->code, detail);
}

static enum err take_asked(void *arg, const struct asked_row *row)
{
	struct intake *in = arg;
	struct asked *at = &in->asked[tree_by_id(in->tree, row->unit)];

	at->checker = tree_by_id(in->tree, row->checker);
	at->waived = row->waived;
	return OK;
}

static enum err open_asked(struct intake *in)
{
	struct ctx *c = in->c;

	in->asked =
		arena_array(c->mem, (size_t)in->tree->n, sizeof(*in->asked));
	for (int32_t u = 0; u < in->tree->n; u++)
		in->asked[u].checker = u;
	return sql_asked_of_period(c, in->form->id, in->period, take_asked, in);
}

static enum err open_intake(struct ctx *c, struct intake *in)
{
	const struct response_file *file = in->file;
	struct place_lock lock;

	TRY(may_all(c, ACT_READ));
	TRY(form_period(c, file->period, &in->period));
	TRY(form_load(c, file->form, in->period, &in->form));
	if (period_kind(in->period) != in->form->period)
		return fail(c, ERR_INVALID, "period",
			    N_("Form %s is answered by the %s."),
			    in->form->code,
			    tr(c, period_kind_name(in->form->period)));
	in->day = period_last_day(in->period);
	TRY(tree_hold(c));
	/* imports of the same returns come one after the other */
	TRY(sql_place_lock(c, key_of(in->form->id, 0, in->period), &lock));
	TRY(tree_load(c, &in->tree));
	in->seen = arena_array(c->mem, (size_t)in->tree->n, sizeof(*in->seen));
	TRY(open_asked(in));
	return sheet_parse(c, file->csv, CELLS_MAX, &in->csv);
}

enum err response_import(struct ctx *c, const struct response_file *file,
			 struct val **view)
{
	struct intake in = {.c = c, .file = file};

	TRY(open_intake(c, &in));
	read_head(&in);
	TRY(faults_end(c));
	TRY(read_rows(&in));
	if (!file->partial)
		TRY(faults_end(c));
	TRY(take_all(&in));
	return record(&in, view);
}

enum err response_take(struct ctx *c, const struct form *f, int64_t period,
		       const char *unit, const struct values *v, bool accept)
{
	struct rollup_change ch;
	struct place at;
	int64_t version;

	TRY(place_of(c, f, unit, period, ACT_ANSWER, &at));
	if (accept)
		TRY(place_may_check(c, &at));
	TRY(version_put(c, f, at.key, v,
			accept ? VERSION_ACCEPTED : VERSION_SUBMITTED, &version,
			&ch));
	if (accept)
		TRY(versions_count(c, f, period, &ch, 1));
	TRY(place_step(c, &at, accept ? STEP_ACCEPT : STEP_SUBMIT, ""));
	return place_record(c, &at, accept ? "return.accept" : "return.submit",
			    version, NULL);
}
