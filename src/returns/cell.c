/* cell.c - reads what people type into a form, and adds up its totals. */
#include "returns/cell.h"

#include "base/text.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

struct filled *filled_new(struct arena *mem, const struct form *f)
{
	struct filled *to = arena_alloc(mem, sizeof(*to));
	size_t n = (size_t)f->slots;

	to->v = values_new(mem, f->slots);
	to->text = arena_array(mem, n, sizeof(*to->text));
	to->typed = arena_array(mem, n, sizeof(*to->typed));
	return to;
}

bool cell_asked(const struct form *f, int32_t slot)
{
	const struct indicator *in = &f->slot[slot];

	return in->asked && in->type != TYPE_RATIO &&
	       (in->parent < 0 || f->slot[in->parent].type != TYPE_CHOICE);
}

int64_t cell_words(const char *s)
{
	int32_t i = 0, n = (int32_t)strlen(s);
	bool inside = false;
	int64_t words = 0;

	while (i < n) {
		UChar32 u;

		U8_NEXT(s, i, n, u);
		if (u >= 0 && u_isUWhiteSpace(u)) {
			inside = false;
		} else if (!inside && u >= 0 &&
			   U_GET_GC_MASK(u) & (U_GC_L_MASK | U_GC_N_MASK)) {
			inside = true;
			words++;
		}
	}
	return words;
}

/* What is being read. */
struct reading {
	struct ctx *c;
	const struct form *f;
	const struct indicator *in;
	const struct cell_in *cell;
	const char *s; /* without blanks around it */
};

static const char *trim(struct arena *mem, const char *s)
{
	static const char blank[] = " \t\r\n\v\f";
	size_t n;

	s += strspn(s, blank);
	n = strlen(s);
	while (n && strchr(blank, s[n - 1]))
		n--;
	return s[n] ? arena_copy(mem, s, n) : s;
}

/* A fault at the cell; `r->s` fills the format. */
static bool wrong(const struct reading *r, const char *fmt)
{
	fault(r->c, r->cell->line, r->cell->column, r->in->code, fmt, r->s);
	return false;
}

static bool read_number(const struct reading *r, int64_t *v)
{
	switch (decimal_parse(r->s, r->cell->numbers, r->in->scale, v)) {
	case DECIMAL_OK:
		if (r->in->type == TYPE_COUNT && *v < 0)
			return wrong(r, N_("%s: a count cannot be negative"));
		return true;
	case DECIMAL_SYNTAX:
		if (*r->s == '=')
			return wrong(r,
				     N_("%s is a formula; give the number that "
					"it comes to"));
		return wrong(r, N_("not a number as this file writes them: "
				   "%s"));
	case DECIMAL_SCALE:
		fault(r->c, r->cell->line, r->cell->column, r->in->code,
		      N_("%s has more than %d decimals"), r->s, r->in->scale);
		return false;
	case DECIMAL_RANGE: return wrong(r, N_("%s is too large"));
	}
	return false;
}

static bool read_yesno(const struct reading *r, int64_t *v)
{
	static const struct {
		const char *word; /* as text_fold() leaves it */
		int64_t v;
	} words[] = {{"1", 1},	{"0", 0},    {"x", 1},	   {"yes", 1},
		     {"no", 0}, {"co", 1},   {"khong", 0}, {"y", 1},
		     {"n", 0},	{"true", 1}, {"false", 0}, {"c", 1},
		     {"k", 0}};
	const char *folded = text_fold(r->c->mem, r->s);

	for (size_t i = 0; i < COUNT(words); i++) {
		if (strcmp(words[i].word, folded))
			continue;
		*v = words[i].v;
		return true;
	}
	return wrong(r, N_("%s is neither yes nor no"));
}

/* What stands behind the parent's code and the point. */
static const char *item_code(const struct form *f, int32_t slot)
{
	const struct indicator *item = &f->slot[slot];

	return item->code + strlen(f->slot[item->parent].code) + 1;
}

static bool is_item(const struct reading *r, int32_t slot, const char *folded)
{
	const struct indicator *item = &r->f->slot[slot];

	if (!strcmp(item_code(r->f, slot), r->s))
		return true;
	for (int k = 0; k < LANGS; k++)
		if (item->title[k] &&
		    !strcmp(text_fold(r->c->mem, item->title[k]), folded))
			return true;
	return false;
}

/* Items that only other versions offer were not chosen either: so a year
 * counts each unit once. */
static bool read_choice(const struct reading *r, struct filled *to)
{
	const char *folded = text_fold(r->c->mem, r->s);
	int32_t chosen = -1;

	for (int32_t k = 0; k < r->in->parts && chosen < 0; k++)
		if (is_item(r, r->in->part[k], folded))
			chosen = r->in->part[k];
	if (chosen < 0)
		return wrong(r, N_("%s cannot be chosen here"));
	for (int32_t s = 0; s < r->f->slots; s++) {
		if (r->f->slot[s].parent != r->cell->slot)
			continue;
		to->v->given[s] = true;
		to->v->v[s] = s == chosen;
	}
	to->v->v[r->cell->slot] = 1;
	return true;
}

static bool read_text(const struct reading *r, struct filled *to)
{
	int64_t n = cell_words(r->s);

	if (strlen(r->s) > CELL_TEXT_MAX) {
		fault(r->c, r->cell->line, r->cell->column, r->in->code,
		      N_("this text is too long: %d bytes at most"),
		      CELL_TEXT_MAX);
		return false;
	}
	to->text[r->cell->slot] = r->s;
	to->v->v[r->cell->slot] = n;
	if (n >= r->in->words_min &&
	    (r->in->words_max == 0 || n <= r->in->words_max))
		return true;
	fault(r->c, r->cell->line, r->cell->column, r->in->code,
	      n < r->in->words_min
		      ? N_("it has %lld of at least %lld words")
		      : N_("it has %lld words; at most %lld may be"),
	      (long long)n,
	      (long long)(n < r->in->words_min ? r->in->words_min
					       : r->in->words_max));
	return false;
}

bool cell_read(struct ctx *c, const struct form *f, const struct cell_in *cell,
	       struct filled *to)
{
	struct reading r = {c, f, &f->slot[cell->slot], cell,
			    trim(c->mem, cell->typed)};
	int64_t *v = &to->v->v[cell->slot];
	bool ok = false;

	to->typed[cell->slot] = *r.s;
	if (!*r.s)
		return true;
	switch (r.in->type) {
	case TYPE_COUNT:
	case TYPE_AMOUNT: ok = read_number(&r, v); break;
	case TYPE_YESNO: ok = read_yesno(&r, v); break;
	case TYPE_CHOICE: ok = read_choice(&r, to); break;
	case TYPE_TEXT: ok = read_text(&r, to); break;
	case TYPE_RATIO: break;
	}
	to->v->given[cell->slot] = ok;
	return ok;
}

/* 10 to the difference of two scales. */
static int128 power(int n)
{
	int128 p = 1;

	while (n-- > 0)
		p *= 10;
	return p;
}

/* The parts that are given, at the scale of their total; false: there is
 * none, or one could not be read. 200 parts of 64 bits times 10^9, or 2000
 * of them, fit in 128 bits. */
static bool add_parts(const struct form *f, int32_t slot,
		      const struct filled *from, int128 *sum)
{
	const struct indicator *in = &f->slot[slot];
	bool any = false;

	*sum = 0;
	for (int32_t k = 0; k < in->parts; k++) {
		int32_t p = in->part[k];

		if (!from->v->given[p]) {
			if (from->typed[p])
				return false;
			continue;
		}
		any = true;
		*sum += from->v->v[p] * power(in->scale - f->slot[p].scale);
	}
	return any;
}

void filled_total(struct ctx *c, const struct form *f, int64_t line,
		  struct filled *to)
{
	for (int32_t i = 0; i < f->totals; i++) {
		int32_t s = f->total[i];
		const struct indicator *in = &f->slot[s];
		int128 sum;

		if (!add_parts(f, s, to, &sum))
			continue;
		if (to->v->given[s] && to->v->v[s] != sum)
			fault(c, line, 0, in->code,
			      N_("%s is given, but its parts add up to %s"),
			      decimal_show(c->mem, to->v->v[s], in->scale,
					   c->lang),
			      decimal_show(c->mem, sum, in->scale, c->lang));
		to->v->given[s] = sum >= INT64_MIN && sum <= INT64_MAX;
		if (to->v->given[s])
			to->v->v[s] = (int64_t)sum;
		else
			fault(c, line, 0, in->code,
			      N_("the sum of its parts is too large"));
	}
}

void filled_require(struct ctx *c, const struct form *f, int64_t line,
		    const struct filled *from)
{
	for (int32_t i = 0; i < f->n; i++) {
		int32_t s = f->order[i];

		if (f->slot[s].required && cell_asked(f, s) &&
		    !from->typed[s] && !from->v->given[s])
			fault(c, line, 0, f->slot[s].code, N_("is required"));
	}
}

/* Which item was chosen; -1: none. */
static int32_t chosen(const struct indicator *in, const struct values *v)
{
	for (int32_t k = 0; k < in->parts; k++)
		if (v->given[in->part[k]] && v->v[in->part[k]])
			return in->part[k];
	return -1;
}

const char *cell_typed(struct arena *mem, const struct form *f, int32_t slot,
		       const struct values *v, const char *text,
		       enum numbers numbers)
{
	static const char *const langs[] = {
		[NUMBERS_EN] = "en", [NUMBERS_VI] = "vi"};
	const struct indicator *in = &f->slot[slot];
	int32_t item;

	if (!v->given[slot])
		return "";
	switch (in->type) {
	case TYPE_YESNO: return v->v[slot] ? "1" : "0";
	case TYPE_TEXT: return text ? text : "";
	case TYPE_CHOICE:
		item = chosen(in, v);
		return item < 0 ? "" : item_code(f, item);
	case TYPE_COUNT:
	case TYPE_AMOUNT:
	case TYPE_RATIO: break;
	}
	return numbers == NUMBERS_PLAIN
		       ? decimal_text(mem, v->v[slot], in->scale)
		       : decimal_show(mem, v->v[slot], in->scale,
				      langs[numbers]);
}

const char *cell_shown(const struct ctx *c, const struct form *f, int32_t slot,
		       const struct values *v, const char *text)
{
	const struct indicator *in = &f->slot[slot];
	int32_t item;

	if (!v->given[slot])
		return "";
	if (in->type == TYPE_YESNO)
		return v->v[slot] ? tr(c, N_("Yes")) : tr(c, N_("No"));
	item = in->type == TYPE_CHOICE ? chosen(in, v) : -1;
	if (item >= 0)
		return form_text(c, f->slot[item].title);
	return cell_typed(c->mem, f, slot, v, text,
			  strcmp(c->lang, "vi") ? NUMBERS_EN : NUMBERS_VI);
}

const char *cell_change(const struct ctx *c, const struct form *f, int32_t slot,
			const struct values *now, const struct values *last)
{
	const struct indicator *in = &f->slot[slot];
	int128 by, share;
	const char *more;

	if (!last->given[slot] || !now->given[slot] ||
	    (in->type != TYPE_COUNT && in->type != TYPE_AMOUNT))
		return NULL;
	by = (int128)now->v[slot] - last->v[slot];
	more = arena_printf(c->mem, "%s%s", by > 0 ? "+" : "",
			    decimal_show(c->mem, by, in->scale, c->lang));
	if (by == 0 || last->v[slot] <= 0 ||
	    !decimal_ratio(by * 100, last->v[slot], 1, &share))
		return more;
	return arena_printf(c->mem, "%s (%s%s%%)", more, by > 0 ? "+" : "",
			    decimal_show(c->mem, share, 1, c->lang));
}
