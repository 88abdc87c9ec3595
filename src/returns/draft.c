/* draft.c - what people of a unit are typing into a return. */
#include "returns/draft.h"

#include "access/role.h"
#include "base/day.h"
#include "base/text.h"
#include "gen/sql_returns.h"
#include "returns/attach.h"

#include <assert.h>
#include <string.h>

static const char *const typed_names[TYPED_KINDS] = {
	[TYPED_CELL] = "cell",
	[TYPED_WHY] = "why",
	[TYPED_NOTE] = "note",
};

static enum typed_as typed_of(const char *name)
{
	int i = 0;

	while (strcmp(typed_names[i], name))
		i++;
	assert(i < TYPED_KINDS);
	return (enum typed_as)i;
}

enum err draft_own(struct ctx *c, const struct place *at, bool *own)
{
	struct draft_people row;

	*own = c->is_operator;
	if (c->is_operator)
		return OK;
	TRY(sql_draft_people(c, at->unit, c->account, c->today,
			     powers_mine(c, ACT_ANSWER), &row));
	*own = row.mine;
	return OK;
}

enum err draft_may(struct ctx *c, const struct place *at)
{
	bool own;

	TRY(draft_own(c, at, &own));
	if (own)
		return OK;
	return fail(c, ERR_DENIED, NULL,
		    N_("What %s is typing is seen by its own people only."),
		    at->name);
}

static const char *text_of(const struct version_word *word, size_t n,
			   const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (word[i].kind == WORD_TEXT && !strcmp(word[i].code, code))
			return word[i].body;
	return NULL;
}

/* Whether it was computed from parts that the version gives. */
static bool computed(const struct form *f, int32_t slot, const struct values *v)
{
	const struct indicator *in = &f->slot[slot];

	for (int32_t k = 0; indicator_totals(in) && k < in->parts; k++)
		if (v->given[in->part[k]])
			return true;
	return false;
}

enum err version_cells(struct ctx *c, const struct place *at, int64_t version,
		       size_t more, struct typed **cell, size_t *n)
{
	const struct form *f = at->form;
	struct version_word *word;
	struct typed *to;
	struct values *v;
	size_t words;

	TRY(version_values(c, f, at->key, version, &v));
	TRY(version_words(c, at->key, version, &word, &words));
	to = *cell = arena_array(c->mem, (size_t)f->slots + words + more,
				 sizeof(*to));
	for (int32_t s = 0; s < f->slots; s++) {
		const char *code = f->slot[s].code;
		int32_t of = f->slot[s].parent;
		bool item = of >= 0 && f->slot[of].type == TYPE_CHOICE;

		if (v->given[s] && !item && !computed(f, s, v))
			*to++ = (struct typed){
				.code = code,
				.value = cell_typed(c->mem, f, s, v,
						    text_of(word, words, code),
						    NUMBERS_PLAIN)};
	}
	for (size_t i = 0; i < words; i++)
		if (word[i].kind != WORD_TEXT)
			*to++ = (struct typed){.as = word[i].kind == WORD_WHY
							     ? TYPED_WHY
							     : TYPED_NOTE,
					       .code = word[i].code,
					       .value = word[i].body};
	*n = (size_t)(to - *cell);
	return OK;
}

static struct typed *find_cell(const struct draft *d, const struct typed *want)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->cell[i].as == want->as &&
		    !strcmp(d->cell[i].code, want->code))
			return &d->cell[i];
	return NULL;
}

/* Lays the cells that were changed over those of the base. */
static enum err load_cells(struct ctx *c, const struct place *at,
			   struct draft *d)
{
	struct draft_cell_row *row;
	size_t n;

	TRY(sql_draft_cells(c, at->key, &row, &n));
	if (d->base)
		TRY(version_cells(c, at, d->base, n, &d->cell, &d->n));
	else
		d->cell = arena_array(c->mem, n, sizeof(*d->cell));
	for (size_t i = 0; i < n; i++) {
		struct typed t = {
			.as = typed_of(row[i].what),
			.code = row[i].code,
			.value = row[i].value,
			.numbers = (enum numbers)row[i].numbers,
			.rev = row[i].rev,
			.at = row[i].at,
			.account = row[i].account,
			.login = row[i].login,
		};
		struct typed *there = find_cell(d, &t);

		*(there ? there : &d->cell[d->n++]) = t;
	}
	return OK;
}

enum err draft_read(struct ctx *c, const struct place *at, struct draft *out)
{
	struct draft_head row;
	enum err e = sql_draft_get(c, at->key, &row);

	*out = (struct draft){0};
	if (e == ERR_MISSING)
		return OK;
	TRY(e);
	*out = (struct draft){.rev = row.rev,
			      .base = row.base,
			      .at = row.at,
			      .account = row.account,
			      .login = row.login};
	return load_cells(c, at, out);
}

enum err draft_load(struct ctx *c, const struct place *at, struct draft *out)
{
	bool own;

	*out = (struct draft){0};
	TRY(draft_own(c, at, &own));
	return own ? draft_read(c, at, out) : OK;
}

enum err draft_begin(struct ctx *c, const struct place *at, int64_t base)
{
	struct draft_head row;
	enum err e = sql_draft_get(c, at->key, &row);

	if (e == OK)
		return sql_draft_base(c, at->key, base);
	if (e != ERR_MISSING)
		return e;
	TRY(sql_draft_make(c, at->key, base, c->now, c->account));
	return base ? attachment_take_back(c, ATTACH_PLACE, at->key, base) : OK;
}

enum err draft_clear(struct ctx *c, const struct place *at)
{
	return sql_draft_drop(c, at->key);
}

enum err draft_drop(struct ctx *c, const struct place *at)
{
	struct attachment *file;
	size_t n;

	TRY(draft_may(c, at));
	TRY(attachment_list(c, ATTACH_PLACE, at->key, 0, &file, &n));
	for (size_t i = 0; i < n; i++)
		TRY(attachment_drop(c, &file[i]));
	return draft_clear(c, at);
}

static bool is_part(const struct form *f, int32_t total, const char *code)
{
	const struct indicator *in = &f->slot[total];

	for (int32_t k = 0; k < in->parts; k++)
		if (!strcmp(f->slot[in->part[k]].code, code))
			return true;
	return false;
}

/* A total that was given by itself, before its parts were: it is computed
 * from then on, and nobody is shown a place to mend it in. */
static bool outdated(const struct form *f, int32_t slot,
		     const struct typed *cell, size_t n, size_t at)
{
	if (!indicator_totals(&f->slot[slot]))
		return false;
	for (size_t i = 0; i < n; i++)
		if (cell[i].as == TYPED_CELL && cell[i].rev > cell[at].rev &&
		    *cell[i].value && is_part(f, slot, cell[i].code))
			return true;
	return false;
}

struct filled *cells_read(struct ctx *c, const struct form *f,
			  const struct typed *cell, size_t n)
{
	struct filled *to = filled_new(c->mem, f);

	for (size_t i = 0; i < n; i++) {
		int32_t s = cell[i].as == TYPED_CELL
				    ? form_slot(f, cell[i].code)
				    : -1;
		struct cell_in in = {
			.slot = s,
			.typed = cell[i].value,
			.numbers = cell[i].numbers,
			.line = cell[i].line,
			.column = cell[i].column,
		};

		/* what is wrong is among the faults */
		if (s >= 0 && cell_asked(f, s) && !outdated(f, s, cell, n, i))
			(void)!cell_read(c, f, &in, to);
	}
	filled_total(c, f, 0, to);
	return to;
}

const char **cells_whys(struct ctx *c, const struct form *f,
			const struct typed *cell, size_t n)
{
	const char **why = arena_array(c->mem, f->rules_n, sizeof(*why));

	for (size_t i = 0; i < n; i++) {
		int64_t rule;

		if (cell[i].as == TYPED_WHY &&
		    decimal_parse(cell[i].code, NUMBERS_PLAIN, 0, &rule) ==
			    DECIMAL_OK &&
		    rule > 0 && rule <= (int64_t)f->rules_n)
			why[rule - 1] = cell[i].value;
	}
	return why;
}

/* One saving. */
struct saving {
	struct ctx *c;
	struct place *at;
	struct draft now;
	int64_t rev; /* that the sender knew */
	struct draft_cell_new *put;
	size_t n;
	struct val *conflicts, *dropped;
	const struct version *handed_in;
};

/* A number that can be read is kept in the plain style, so that it is the
 * same number to readers of every language; anything else as it was typed. */
static void keep_plain(struct ctx *c, const struct form *f, struct typed *t)
{
	int32_t s = t->as == TYPED_CELL ? form_slot(f, t->code) : -1;
	struct cell_in in = {
		.slot = s, .typed = t->value, .numbers = t->numbers};
	struct ctx before = *c;
	struct filled *to;

	if (s < 0 || !cell_asked(f, s) || f->slot[s].type == TYPE_TEXT ||
	    !*t->value)
		return;
	to = filled_new(c->mem, f);
	if (cell_read(c, f, &in, to)) {
		t->value = cell_typed(c->mem, f, s, to->v, NULL, NUMBERS_PLAIN);
		t->numbers = NUMBERS_PLAIN;
	}
	c->faults = before.faults;
	c->last_fault = before.last_fault;
	c->fault_count = before.fault_count;
}

static bool same_value(const struct typed *a, const struct typed *b)
{
	return !strcmp(a->value, b->value) && a->numbers == b->numbers;
}

static void add_conflict(struct saving *s, const struct typed *mine,
			 const struct typed *theirs)
{
	struct arena *mem = s->c->mem;
	struct val *v = val_map(mem);
	char at[21];

	map_s(v, "as", typed_names[mine->as]);
	map_s(v, "code", mine->code);
	map_s(v, "mine", mine->value);
	map_s(v, "theirs", theirs->value);
	map_s(v, "by", theirs->login);
	map_s(v, "at", arena_text(mem, instant_iso(theirs->at, at)));
	list_v(s->conflicts, v);
}

static void check_cell(struct saving *s, const struct typed *t)
{
	const struct form *f = s->at->form;
	struct ctx *c = s->c;
	int32_t slot;

	if (strlen(t->value) > TYPED_MAX)
		fault(c, t->line, t->column, t->code,
		      N_("is longer than %d bytes"), TYPED_MAX);
	else if (!utf8_valid(t->value, strlen(t->value), NULL))
		fault(c, t->line, t->column, t->code,
		      N_("is not text in UTF-8"));
	if (t->as == TYPED_NOTE && *t->code)
		fault(c, t->line, t->column, t->code,
		      N_("a note belongs to the whole return"));
	if (t->as == TYPED_WHY && !code_valid(t->code))
		fault(c, t->line, t->column, NULL,
		      N_("an explanation names its rule by number"));
	if (t->as != TYPED_CELL)
		return;
	slot = form_slot(f, t->code);
	if (slot < 0)
		fault(c, t->line, t->column, t->code,
		      N_("form %s has no such indicator"), f->code);
	else if (f->slot[slot].asked && !cell_asked(f, slot))
		fault(c, t->line, t->column, t->code,
		      N_("is computed, not handed in"));
	else if (!f->slot[slot].asked)
		list_s(s->dropped, t->code);
}

static void take_cell(struct saving *s, const struct typed *cell)
{
	struct typed t = *cell, *there;

	keep_plain(s->c, s->at->form, &t);
	there = find_cell(&s->now, &t);
	if (there ? same_value(there, &t) : !*t.value)
		return;
	if (there && there->rev > s->rev && there->account != s->c->account) {
		add_conflict(s, &t, there);
		return;
	}
	s->put[s->n++] = (struct draft_cell_new){
		.id = s->at->key,
		.what = typed_names[t.as],
		.code = t.code,
		.value = t.value,
		.numbers = t.numbers,
		.rev = s->now.rev,
		.at = s->c->now,
		.account = s->c->account,
	};
}

/* Nobody types into what waits or counts without having said so. */
static enum err begin(struct saving *s)
{
	struct version *v;
	struct ctx *c = s->c;
	size_t n;

	TRY(version_list(c, s->at->key, &v, &n));
	if (n > 0 && v[0].state != VERSION_SENT_BACK &&
	    v[0].state != VERSION_VOIDED) {
		if (s->rev == 0)
			return version_conflict(c, &v[0]);
		s->handed_in = &v[0];
	}
	return draft_begin(c, s->at, n ? v[0].n : 0);
}

static enum err open_draft(struct saving *s)
{
	struct ctx *c = s->c;
	struct draft_row row;
	enum err e = sql_draft_lock(c, s->at->key, &row);

	if (e == ERR_MISSING) {
		TRY(begin(s));
		e = sql_draft_lock(c, s->at->key, &row);
	}
	if (e == ERR_MISSING)
		return ERR_BUSY;
	TRY(e);
	s->now = (struct draft){.rev = row.rev + 1, .base = row.base};
	return load_cells(c, s->at, &s->now);
}

static struct val *handed_in_view(struct ctx *c, const struct version *v)
{
	struct val *to;
	char at[21];

	if (!v)
		return NULL;
	to = val_map(c->mem);
	map_i(to, "version", v->n);
	map_s(to, "by", v->sender);
	map_s(to, "at", arena_text(c->mem, instant_iso(v->sent_at, at)));
	return to;
}

static enum err write_cells(struct saving *s, struct val **view)
{
	struct val *v = val_map(s->c->mem), *handed_in;
	struct ctx *c = s->c;
	char at[21];

	if (s->n > 0) {
		TRY(sql_draft_cell_put(c, s->put, s->n));
		TRY(sql_draft_saved(c, s->at->key, s->now.rev, c->now,
				    c->account));
	}
	map_i(v, "rev", s->n > 0 ? s->now.rev : s->now.rev - 1);
	map_i(v, "base", s->now.base);
	map_i(v, "saved", (int64_t)s->n);
	map_s(v, "at", arena_text(c->mem, instant_iso(c->now, at)));
	map_v(v, "conflicts", s->conflicts);
	map_v(v, "dropped", s->dropped);
	handed_in = handed_in_view(c, s->handed_in);
	if (handed_in)
		map_v(v, "handed_in", handed_in);
	else
		map_s(v, "handed_in", NULL);
	*view = v;
	return OK;
}

enum err draft_save(struct ctx *c, struct place *at, int64_t rev,
		    const struct typed *cell, size_t n, struct val **view)
{
	struct saving s = {.c = c, .at = at, .rev = rev};

	TRY(draft_may(c, at));
	TRY(place_may_answer(c, at));
	s.conflicts = val_list(c->mem);
	s.dropped = val_list(c->mem);
	for (size_t i = 0; i < n; i++)
		check_cell(&s, &cell[i]);
	TRY(faults_end(c));
	TRY(open_draft(&s));
	s.put = arena_array(c->mem, n, sizeof(*s.put));
	for (size_t i = 0; i < n; i++)
		take_cell(&s, &cell[i]);
	TRY(write_cells(&s, view));
	return place_acknowledge(c, at);
}
