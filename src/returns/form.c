/* form.c - forms, their versions and indicators. */
#include "returns/form.h"

#include "access/role.h"
#include "base/text.h"
#include "db/memo.h"
#include "gen/sql_returns.h"
#include "returns/form_read.h"
#include "returns/form_rules.h"

#include <assert.h>
#include <string.h>

const char *form_text(const struct ctx *c, const char *const text[LANGS])
{
	bool vi = !strcmp(c->lang, "vi");
	const char *mine = text[vi ? LANG_VI : LANG_EN];

	return mine ? mine : text[vi ? LANG_EN : LANG_VI];
}

static const char *const types[] = {
	[TYPE_COUNT] = N_("count"),   [TYPE_AMOUNT] = N_("amount"),
	[TYPE_RATIO] = N_("ratio"),   [TYPE_YESNO] = N_("yesno"),
	[TYPE_CHOICE] = N_("choice"), [TYPE_TEXT] = N_("text"),
};

const char *indicator_type_name(enum indicator_type t)
{
	return types[t];
}

bool indicator_type_parse(const char *word, enum indicator_type *t)
{
	for (size_t i = 0; i < COUNT(types); i++) {
		if (!strcmp(types[i], word)) {
			*t = (enum indicator_type)i;
			return true;
		}
	}
	return false;
}

static enum indicator_type type_of(const char *word)
{
	enum indicator_type t = TYPE_COUNT;
	bool known = indicator_type_parse(word, &t);

	assert(known);
	return t;
}

static enum rule rule_of(const char *word)
{
	enum rule r = RULE_NONE;
	bool known = rule_parse(word, &r);

	assert(known);
	return r;
}

enum err form_slots(struct ctx *c, struct form *f)
{
	struct indicator_row *row;
	size_t n;

	TRY(sql_indicator_list(c, f->id, &row, &n));
	f->slots = (int32_t)n;
	f->slot = arena_array(c->mem, n, sizeof(*f->slot));
	f->tree = arena_array(c->mem, n, sizeof(*f->tree));
	for (size_t i = 0; i < n; i++) {
		struct indicator *to = &f->slot[i];

		assert(row[i].slot == (int64_t)i);
		to->code = row[i].code;
		to->type = type_of(row[i].type);
		to->scale = (int)row[i].scale;
		to->tree = f->tree[i] = rule_of(row[i].tree);
		to->time = rule_of(row[i].time);
		to->parent = -1;
		if (row[i].of_b.set) {
			to->of[0] = (int32_t)row[i].of_a.value;
			to->of[1] = (int32_t)row[i].of_b.value;
		} else if (row[i].of_a.set) {
			to->parent = (int32_t)row[i].of_a.value;
		}
	}
	return OK;
}

/* What the version asks of one indicator, and in which words. */
static void load_indicator(struct ctx *c, struct form *f,
			   const struct form_file *file, int32_t i)
{
	const struct indicator *from = &file->item[i];
	struct indicator *to = &f->slot[f->order[i]];

	memcpy(to->title, from->title, sizeof(to->title));
	memcpy(to->help, from->help, sizeof(to->help));
	memcpy(to->unit, from->unit, sizeof(to->unit));
	memcpy(to->group, from->group, sizeof(to->group));
	to->asked = true;
	to->required = from->required;
	to->words_min = from->words_min;
	to->words_max = from->words_max;
	to->parts = from->parts;
	to->part = arena_array(c->mem, (size_t)to->parts, sizeof(*to->part));
	for (int32_t k = 0; k < to->parts; k++)
		to->part[k] = f->order[from->part[k]];
}

/* A file that was taken once holds, even where a later program is stricter
 * with a new one: nobody could mend it. */
static void read_kept(struct ctx *c, const char *body, struct form_file *file)
{
	struct ctx quiet = *c;
	enum err e;

	quiet.faults = quiet.last_fault = NULL;
	quiet.fault_count = 0;
	e = form_read(&quiet, (struct blob){body, strlen(body)}, file);
	assert(e == OK || e == ERR_INVALID);
}

static enum err load_version(struct ctx *c, struct form *f,
			     const struct form_version_row *v)
{
	struct form_file file;
	struct form_answer *kind;

	f->version = v->version;
	f->first = v->first;
	read_kept(c, v->body, &file);
	memcpy(f->title, file.title, sizeof(f->title));
	f->n = file.n;
	f->order = arena_array(c->mem, (size_t)f->n, sizeof(*f->order));
	for (int32_t i = 0; i < file.n; i++) {
		f->order[i] = form_slot(f, file.item[i].code);
		assert(f->order[i] >= 0);
	}
	for (int32_t i = 0; i < file.n; i++)
		load_indicator(c, f, &file, i);
	f->totals = file.totals;
	f->total = arena_array(c->mem, (size_t)f->totals, sizeof(*f->total));
	for (int32_t i = 0; i < f->totals; i++)
		f->total[i] = f->order[file.total[i]];
	f->rules = file.rules;
	f->rules_n = file.rules_n;
	form_rules_place(f);
	TRY(sql_form_answers_list(c, f->id, f->version, &kind, &f->answers_n));
	f->answers = arena_array(c->mem, f->answers_n, sizeof(*f->answers));
	for (size_t i = 0; i < f->answers_n; i++)
		f->answers[i] = kind[i].kind;
	return OK;
}

/* All of a version, into c->mem. */
static enum err read_form(struct ctx *c, const struct form_row *row,
			  int64_t version, struct form **out)
{
	struct form *f = arena_alloc(c->mem, sizeof(*f));
	struct form_version_row v;

	f->id = row->id;
	f->code = arena_text(c->mem, row->code);
	f->period = (enum period_kind)row->period;
	TRY(sql_form_version_get(c, f->id, version, &v));
	TRY(form_slots(c, f));
	TRY(load_version(c, f, &v));
	*out = f;
	return OK;
}

/* A version never changes, but a newer one may add slots. */
static enum err load_kept(struct ctx *c, const struct form_row *row,
			  const struct form_version_key *v, struct form **out)
{
	struct memo_key key = {"form", row->id, v->version, v->newest};
	struct arena *own = c->mem, *kept;
	enum err e;

	*out = memo_find(c->db, key);
	if (*out)
		return OK;
	kept = c->mem = arena_new();
	e = read_form(c, row, v->version, out);
	c->mem = own;
	if (e == OK)
		memo_keep(c->db, key, *out, kept);
	else
		arena_free(kept);
	return e;
}

static enum err load(struct ctx *c, const struct form_row *row, int64_t period,
		     struct form **out)
{
	enum period_kind kind = (enum period_kind)row->period;
	int64_t first, last = INT64_MAX;
	struct form_version_key v;
	enum err e;

	if (period && !period_split(period, kind, &first, &last))
		return fail(c, ERR_INVALID, "period",
			    N_("%s is a form of another kind of period: "
			       "ask for a %s, or for a longer time"),
			    row->code, tr(c, period_kind_name(kind)));
	e = sql_form_version_for(c, row->id, last, &v);
	if (e == ERR_MISSING)
		return fail(c, ERR_INVALID, "period",
			    N_("%s does not reach back to that period."),
			    row->code);
	TRY(e);
	return load_kept(c, row, &v, out);
}

enum err form_period(struct ctx *c, const char *word, int64_t *period)
{
	if (period_parse(word, period))
		return OK;
	return fail(c, ERR_INVALID, "period",
		    N_("Not a period: %s (write 2026, 2026-H1, 2026-Q1, "
		       "2026-01, 2026-W05, or 2025-2026 for a school year)."),
		    word);
}

enum err form_load(struct ctx *c, const char *code, int64_t period,
		   struct form **out)
{
	struct form_row row;
	enum err e = sql_form_by_code(c, code, &row);

	if (e == ERR_MISSING)
		return fail(c, e, "form", N_("There is no form %s."), code);
	TRY(e);
	return load(c, &row, period, out);
}

enum err form_load_id(struct ctx *c, int64_t id, int64_t period,
		      struct form **out)
{
	struct form_row row;

	TRY(sql_form_by_id(c, id, &row));
	return load(c, &row, period, out);
}

enum err form_of_periods(struct ctx *c, struct form *f, int64_t first,
			 int64_t last, struct form ***out)
{
	struct form_row row = {f->id, f->code, f->period};
	struct form_version_item *v;
	size_t n;

	TRY(sql_form_version_list(c, f->id, &v, &n));
	*out = arena_array(c->mem, (size_t)(last - first + 1), sizeof(**out));
	for (int64_t p = first; p <= last; p++) {
		struct form **to = &(*out)[p - first];
		struct form_version_key key = {0, (int64_t)n};

		for (size_t i = 0; i < n; i++)
			if (v[i].first <= p)
				key.version = v[i].version;
		if (key.version == f->version)
			*to = f;
		else if (key.version)
			TRY(load_kept(c, &row, &key, to));
	}
	return OK;
}

/* What `more` asks and `to` does not, behind what `to` asks. */
static void add_asked(struct ctx *c, const struct form *more, struct form *to)
{
	size_t n = (size_t)to->slots;
	struct form was = *to;

	for (int32_t i = 0; i < more->n; i++) {
		int32_t s = more->order[i];

		if (to->slot[s].asked)
			continue;
		if (to->order == was.order) {
			to->slot = arena_array(c->mem, n, sizeof(*to->slot));
			memcpy(to->slot, was.slot, n * sizeof(*to->slot));
			to->order = arena_array(c->mem, n, sizeof(*to->order));
			memcpy(to->order, was.order,
			       (size_t)was.n * sizeof(*to->order));
		}
		to->slot[s] = more->slot[s];
		to->order[to->n++] = s;
	}
}

enum err form_of_range(struct ctx *c, struct form *f, int64_t first,
		       int64_t last, struct form **out)
{
	struct form **of, *all = arena_alloc(c->mem, sizeof(*all));

	TRY(form_of_periods(c, f, first, last, &of));
	*all = *f;
	for (int64_t i = last - first; i >= 0; i--)
		if (of[i] && (i == 0 || of[i] != of[i - 1]))
			add_asked(c, of[i], all);
	*out = all->n == f->n ? f : all;
	return OK;
}

enum err form_load_other(struct ctx *c, const struct form *f, int64_t period,
			 struct form **out)
{
	struct form_row row = {f->id, f->code, f->period};

	return load(c, &row, period, out);
}

enum err form_choices(struct ctx *c, struct form_choice **out, size_t *n)
{
	struct form_choice_row *row;

	TRY(may_all(c, ACT_READ));
	TRY(sql_form_choices(c, &row, n));
	*out = arena_array(c->mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++) {
		struct form_row f = {row[i].id, row[i].code, row[i].period};
		struct form_version_key v = {row[i].version, row[i].version};

		TRY(load_kept(c, &f, &v, &(*out)[i].form));
		(*out)[i].newest = row[i].newest;
	}
	return OK;
}

int32_t form_slot(const struct form *f, const char *code)
{
	for (int32_t i = 0; i < f->slots; i++)
		if (!strcmp(f->slot[i].code, code))
			return i;
	return -1;
}

const char *form_title(const struct ctx *c, const struct form *f, int32_t slot)
{
	const struct indicator *in = &f->slot[slot];
	const char *own = form_text(c, in->title), *of;

	if (in->parent < 0 || !own)
		return own;
	of = form_text(c, f->slot[in->parent].title);
	return of ? arena_printf(c->mem, "%s: %s", of, own) : own;
}

int32_t form_asks(const struct form *f)
{
	int32_t n = 0;

	for (int32_t i = 0; i < f->n; i++)
		n += f->slot[f->order[i]].parent < 0;
	return n;
}

int ratio_scale(const struct form *f, const struct indicator *in)
{
	return in->scale + 2 + f->slot[in->of[1]].scale -
	       f->slot[in->of[0]].scale;
}

bool form_answered_by(const struct form *f, int64_t kind)
{
	for (size_t i = 0; i < f->answers_n; i++)
		if (f->answers[i] == kind)
			return true;
	return false;
}
