/* symbol.c - reads official numbers and symbols, and makes their keys. */
#include "register/symbol.h"

#include "base/text.h"
#include "register/symbol_scan.h"

#include <string.h>

#define ALONE_DIGITS_MAX 6 /* of a number with nothing else: no telephone */
#define YEAR_FIRST	 1945
#define YEAR_LAST	 2099
#define SHORT_WORD	 4 /* letters of "TTg" written as "Ttg" or "ttg" */

struct reader {
	struct arena *mem;
	struct scan scan;
	size_t i;	   /* the next token */
	bool *used;	   /* which tokens were understood */
	const char *named; /* the kind by its name before the number */
	size_t named_n;	   /* tokens of that name */
	bool lead;	   /* it begins with that, or with "Số" */
	size_t digits;	   /* of the number */
	struct symbol *out;
};

static const struct token *token(const struct reader *r, size_t ahead)
{
	size_t i = r->i + ahead;

	return &r->scan.token[i < r->scan.n ? i : r->scan.n];
}

static bool is_key(const struct token *t, const char *key)
{
	return t->kind == TOKEN_WORD && !strcmp(t->key, key);
}

static bool is_separator(const struct token *t)
{
	return t->kind == TOKEN_SLASH || t->kind == TOKEN_DASH;
}

static void take(struct reader *r, size_t n)
{
	while (n--)
		r->used[r->i++] = true;
}

static bool in_list(const struct token *t, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_key(t, list[i]))
			return true;
	return false;
}

/* ---- kinds ---- */

/* How many đ a word has, which text_fold() does not tell from d. */
static size_t barred(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += !strncmp(s, "đ", strlen("đ")) ||
		     !strncmp(s, "Đ", strlen("Đ"));
	return n;
}

/* Rows of the kinds that a word stands for; NULL: none. Their abbreviation
 * is spelt so, or without its bars ("QD"). */
static const struct symbol_kind *kind_of(struct arena *mem,
					 const struct token *t)
{
	const struct symbol_kind *loose = NULL;

	for (size_t i = 0; t->kind == TOKEN_WORD && i < symbol_kinds_n; i++) {
		const struct symbol_kind *k = &symbol_kinds[i];

		if (strcmp(text_fold(mem, k->abbr), t->key) != 0)
			continue;
		if (barred(k->abbr) == barred(t->s))
			return k;
		if (!loose && barred(t->s) == 0)
			loose = k;
	}
	return loose;
}

static void add_name(struct reader *r, const char *name)
{
	const char **names =
		arena_array(r->mem, r->out->names_n + 1, sizeof(*names));

	for (size_t i = 0; i < r->out->names_n; i++)
		names[i] = r->out->names[i];
	names[r->out->names_n++] = name;
	r->out->names = names;
}

/* What the kind is called: all names of the abbreviation, without those
 * that the year or the words before the number rule out. */
static void name_kind(struct reader *r, const struct symbol_kind *first)
{
	const struct symbol_kind *end = symbol_kinds + symbol_kinds_n;
	bool law = false, named = false;

	if (!first) {
		if (r->named && !r->out->kind && *r->named)
			add_name(r, r->named);
		return;
	}
	for (const struct symbol_kind *k = first;
	     k < end && !strcmp(k->abbr, first->abbr); k++) {
		law |= r->out->year && k->law;
		named |= r->named && !strcmp(r->named, k->name);
	}
	for (const struct symbol_kind *k = first;
	     k < end && !strcmp(k->abbr, first->abbr); k++)
		if ((named && !strcmp(r->named, k->name)) ||
		    (!named && (k->law || !law)))
			add_name(r, k->name);
	if (r->named && *r->named && !named) /* they contradict each other */
		for (size_t i = 0; i < r->named_n; i++)
			r->used[i] = false;
}

/* ---- before the number ---- */

/* How many tokens from here spell `folded`; 0: they do not. */
static size_t spells(const struct reader *r, const char *folded)
{
	size_t n = 0;

	while (*folded) {
		const struct token *t = token(r, n);
		size_t size = strlen(t->key);

		if (t->kind != TOKEN_WORD || strncmp(folded, t->key, size) ||
		    (folded[size] != ' ' && folded[size] != '\0'))
			return 0;
		folded += size + (folded[size] == ' ');
		n++;
	}
	return n;
}

/* "Quyết định", or "Văn bản", which tells no kind. */
static void read_name(struct reader *r)
{
	for (size_t i = 0; i <= symbol_kinds_n; i++) {
		bool any = i == symbol_kinds_n;
		const char *name = any ? "Văn bản" : symbol_kinds[i].name;
		size_t n = spells(r, text_fold(r->mem, name));

		if (n <= r->named_n)
			continue;
		r->named = any ? "" : name;
		r->named_n = n;
	}
	take(r, r->named_n);
	r->lead = r->named_n > 0;
}

/* "Số:", "Số, ký hiệu:", "Số hiệu" ... */
static void read_so(struct reader *r)
{
	size_t n;

	if (!is_key(token(r, 0), "so"))
		return;
	take(r, 1);
	r->lead = true;
	n = (token(r, 0)->kind == TOKEN_SLASH ||
	     token(r, 0)->kind == TOKEN_OTHER || is_key(token(r, 0), "va"));
	if (is_key(token(r, n), "ky") && is_key(token(r, n + 1), "hieu"))
		take(r, n + 2);
	else if (is_key(token(r, 0), "hieu"))
		take(r, 1);
	if (!strcmp(token(r, 0)->s, ":") ||
	    (!strcmp(token(r, 0)->s, ".") && strcmp(token(r, 1)->s, ".") != 0))
		take(r, 1);
}

static void read_lead(struct reader *r)
{
	read_name(r);
	read_so(r);
}

/* ---- number and year ---- */

static bool is_suffix(const struct token *t, const struct token *after)
{
	static const char *const words[] = {"bis", "ter", "quater"};

	if (in_list(t, words, COUNT(words)))
		return true;
	return t->kind == TOKEN_WORD && !t->apart && strlen(t->key) == 1 &&
	       (after->kind != TOKEN_WORD || after->apart);
}

static bool is_year(const struct token *t)
{
	int64_t year = 0;

	if (t->kind != TOKEN_NUMBER || t->n != 4)
		return false;
	for (const char *s = t->s; *s; s++)
		year = year * 10 + *s - '0';
	return year >= YEAR_FIRST && year <= YEAR_LAST;
}

static int64_t number_of(const struct token *t)
{
	int64_t n = 0;

	for (const char *s = t->s; *s; s++)
		n = n * 10 + *s - '0';
	return n;
}

/* The number that begins the symbol, with its suffix and year. Of several
 * ("1.234", "12/3") none is known to be it: all are left. */
static void read_number(struct reader *r)
{
	const struct token *t;
	size_t from, n;

	while (r->lead && token(r, 0)->kind == TOKEN_OTHER)
		r->i++; /* dots to fill in */
	from = r->i;
	t = token(r, 0);
	if (t->kind != TOKEN_NUMBER || t->n > SYMBOL_DIGITS_MAX) {
		r->i += t->kind == TOKEN_NUMBER;
		return;
	}
	r->out->numbered = true;
	r->out->number = number_of(t);
	r->digits = t->n;
	take(r, 1);
	if (is_suffix(token(r, 0), token(r, 1))) {
		r->out->suffix = token(r, 0)->s;
		take(r, 1);
	}
	if (is_separator(token(r, 0)) && is_year(token(r, 1))) {
		r->out->year = (int)number_of(token(r, 1));
		take(r, 2);
	}
	for (n = 0;
	     (is_separator(token(r, n)) || token(r, n)->kind == TOKEN_OTHER) &&
	     token(r, n + 1)->kind == TOKEN_NUMBER;)
		n += 2;
	if (n == 0)
		return;
	r->i += n;
	for (size_t i = from; i < r->i; i++)
		r->used[i] = false;
	r->out->numbered = false;
	r->out->number = 0;
	r->out->suffix = NULL;
	r->out->year = 0;
}

/* ---- kind, issuer, drafter ---- */

/* Whether a word is written as abbreviations are: "BNV", "TTg". */
static bool is_abbreviation(const struct token *t)
{
	struct letters l = word_letters(t->s);

	return t->kind == TOKEN_WORD && !l.tone && l.upper >= l.lower;
}

/* How many tokens after a separator name a part: 1 ("BNV"), 2 ("Đảng ủy"),
 * 0: they are something else. */
static size_t part_at(const struct reader *r, size_t ahead)
{
	static const char *const tiers[] = {
		"dang", "tinh", "thanh",  "huyen", "quan", "thi",
		"xa",	"doan", "phuong", "khu",   "chi",  "lien",
	};
	static const char *const bodies[] = {"uy", "doan", "bo"};
	const struct token *t = token(r, ahead);
	struct letters l = word_letters(t->s);

	if (t->kind != TOKEN_WORD)
		return 0;
	if (in_list(t, tiers, COUNT(tiers)) && token(r, ahead + 1)->apart &&
	    in_list(token(r, ahead + 1), bodies, COUNT(bodies)))
		return 2;
	if (is_abbreviation(t))
		return 1;
	return !l.tone && !t->apart && l.upper + l.lower <= SHORT_WORD;
}

static const char *take_part(struct reader *r, size_t n)
{
	const char *s = n == 2 ? arena_printf(r->mem, "%s %s", token(r, 0)->s,
					      token(r, 1)->s)
			       : token(r, 0)->s;

	take(r, n);
	return s;
}

/* The issuer, and what follows it by dashes: more issuers of a joint
 * document, else who drafted it. */
static void read_parts(struct reader *r, bool joint)
{
	struct buf more = {.mem = r->mem};
	size_t n = part_at(r, 0);
	const char *first = take_part(r, n);

	while (token(r, 0)->kind == TOKEN_DASH && (n = part_at(r, 1)) > 0) {
		take(r, 1);
		buf_printf(&more, "%s%s", more.len ? "-" : "", take_part(r, n));
	}
	r->out->issuer = joint && more.len
				 ? arena_printf(r->mem, "%s-%s", first, more.s)
				 : first;
	r->out->drafter = joint || !more.len ? NULL : more.s;
}

static enum symbol_style style_of(const struct symbol *s,
				  enum token_kind before, enum token_kind after)
{
	if (s->year && !(before == TOKEN_DASH && after == TOKEN_SLASH))
		return SYMBOL_LAW;
	if (before == after) /* 15-QĐ-BNV, 15/QĐ/BNV */
		return SYMBOL_UNCLEAR;
	if (after == TOKEN_DASH ||
	    (before == TOKEN_SLASH && after == TOKEN_END))
		return SYMBOL_STATE;
	if (after == TOKEN_SLASH || before == TOKEN_DASH)
		return SYMBOL_ORGANISATION;
	return SYMBOL_UNCLEAR;
}

/* Whether an abbreviation that is not listed stands where the kind does:
 * before a slash (12-XYZ/ĐU), or before who drafts for nobody else
 * (12/XYZ-UBND). */
static bool is_unlisted_kind(const struct reader *r, enum token_kind before)
{
	static const char *const drafts_for_nobody[] = {
		"ubnd", "hdnd", "ttg", "cp", "ctn", "tw", "tu",
	};
	enum token_kind after = token(r, 1)->kind;

	if (!is_abbreviation(token(r, 0)))
		return false;
	if (before == TOKEN_DASH)
		return after == TOKEN_SLASH;
	return before == TOKEN_SLASH && after == TOKEN_DASH &&
	       in_list(token(r, 2), drafts_for_nobody,
		       COUNT(drafts_for_nobody));
}

/* The kind here, after a separator or none (TOKEN_END), and its issuer. */
static bool read_kind(struct reader *r, enum token_kind before)
{
	const struct symbol_kind *k = kind_of(r->mem, token(r, 0));
	const struct token *t = token(r, 0), *sep = token(r, 1);
	bool parts = is_separator(sep) && part_at(r, 2) > 0;
	bool bare =
		!parts && part_at(r, 1) == 1 && sep->apart &&
		before != TOKEN_END && word_letters(sep->s).upper > 1 &&
		is_abbreviation(sep) &&
		(token(r, 2)->kind == TOKEN_END || is_key(token(r, 2), "ngay"));

	if (!k && !(parts && is_unlisted_kind(r, before)))
		return false;
	if (!parts && !r->lead &&
	    (before == TOKEN_END || word_letters(t->s).upper == 0))
		return false; /* "15 da", "24/tc": no symbol */
	r->out->kind = t->s;
	take(r, 1);
	if (parts)
		take(r, 1);
	if (parts || bare)
		read_parts(r, k && (k->joint || (k->law && r->out->year)));
	r->out->style = style_of(r->out, before, parts ? sep->kind : TOKEN_END);
	name_kind(r, k);
	return true;
}

/* The issuer of a law or letter, which has no kind: QH14, BNV-VP. */
static bool read_issuer(struct reader *r)
{
	const struct token *t = token(r, 0);
	struct letters l = word_letters(t->s);
	bool drafter = token(r, 1)->kind == TOKEN_DASH && part_at(r, 2) > 0;
	bool house = !strncmp(t->s, "QH", 2) || !strncmp(t->s, "UBTVQH", 6);

	if (l.tone || part_at(r, 0) == 0)
		return false;
	if (!(is_abbreviation(t) && l.upper > 1) && !(r->lead && drafter))
		return false;
	read_parts(r, house && r->out->year);
	r->out->style = house && r->out->year ? SYMBOL_LAW : SYMBOL_LETTER;
	if (r->named && *r->named && strcmp(r->named, "Công văn") != 0 &&
	    !house)
		r->out->style = SYMBOL_UNCLEAR;
	name_kind(r, NULL);
	return true;
}

/* What follows the number; false: nothing that a symbol has. */
static bool read_words(struct reader *r)
{
	enum token_kind before = TOKEN_END;
	size_t from = r->i;

	if (is_separator(token(r, 0))) {
		before = token(r, 0)->kind;
		take(r, 1);
	}
	if (read_kind(r, before))
		return true;
	/* "Nghị định 60-CP": as decrees were written long ago */
	if ((before == TOKEN_SLASH ||
	     (before == TOKEN_DASH && r->named && *r->named)) &&
	    read_issuer(r))
		return true;
	for (size_t i = from; i < r->i; i++)
		r->used[i] = false;
	r->i = from;
	return false;
}

/* ---- the whole ---- */

/* A number with nothing after it but a day: is it meant as one? */
static bool number_alone(const struct reader *r)
{
	bool end = token(r, 0)->kind == TOKEN_END;
	bool day = is_key(token(r, 0), "ngay") &&
		   token(r, 1)->kind == TOKEN_NUMBER;

	if (!r->out->numbered || r->digits > ALONE_DIGITS_MAX)
		return false;
	return r->lead ? end || day : end && !r->out->year;
}

static bool is_stop(const struct token *t)
{
	return t->kind == TOKEN_OTHER && strchr(",;:", *t->s);
}

/* The stretches of the text that were not understood, without the stops
 * between. */
static const char *left(const struct reader *r)
{
	const struct token *token = r->scan.token;
	struct buf b = {.mem = r->mem};

	for (size_t i = 0; i < r->scan.n; i++) {
		size_t first = i, last = i;

		if (r->used[i] || is_stop(&token[i]))
			continue;
		for (; i + 1 < r->scan.n && !r->used[i + 1]; i++)
			if (!is_stop(&token[i + 1]))
				last = i + 1;
		if (b.len)
			buf_str(&b, " ");
		buf_add(&b, r->scan.clean + token[first].at,
			token[last].at + token[last].n - token[first].at);
	}
	return b.s;
}

static struct reader reader(struct arena *mem, const char *text,
			    struct symbol *out)
{
	struct reader r = {.mem = mem, .out = out};

	*out = (struct symbol){.text = text};
	r.scan = symbol_scan(mem, text);
	r.used = arena_array(mem, r.scan.n + 1, sizeof(*r.used));
	return r;
}

bool symbol_parse(struct arena *mem, const char *text, struct symbol *out)
{
	struct reader r = reader(mem, text, out);
	bool words;

	read_lead(&r);
	read_number(&r);
	words = (r.lead || r.i > 0 || is_separator(token(&r, 0))) &&
		read_words(&r);
	if (!words && !number_alone(&r)) {
		*out = (struct symbol){.text = text,
				       .left = r.scan.n ? r.scan.clean : NULL};
		return false;
	}
	if (!words)
		name_kind(&r, NULL);
	out->left = left(&r);
	return true;
}

static const char *style_name(enum symbol_style style)
{
	switch (style) {
	case SYMBOL_UNCLEAR: return NULL;
	case SYMBOL_STATE: return "state";
	case SYMBOL_LAW: return "law";
	case SYMBOL_ORGANISATION: return "organisation";
	case SYMBOL_LETTER: return "letter";
	}
	return NULL;
}

static void map_number(struct val *v, const char *key, bool given, int64_t n)
{
	if (given)
		map_i(v, key, n);
	else
		map_s(v, key, NULL);
}

struct val *symbol_view(struct arena *mem, const struct symbol *s)
{
	struct val *v = val_map(mem), *kinds = val_list(mem);

	for (size_t i = 0; i < s->names_n; i++)
		list_s(kinds, s->names[i]);
	map_s(v, "text", s->text);
	map_number(v, "number", s->numbered, s->number);
	map_s(v, "suffix", s->suffix);
	map_s(v, "kind", s->kind);
	map_v(v, "kinds", kinds);
	map_b(v, "ambiguous", s->names_n > 1);
	map_s(v, "issuer", s->issuer);
	map_s(v, "drafter", s->drafter);
	map_number(v, "year", s->year != 0, s->year);
	map_s(v, "style", style_name(s->style));
	map_s(v, "left", s->left);
	return v;
}

/* ---- the key ---- */

static void add_key(struct buf *b, const char *s, bool joined)
{
	if (b->len && !joined)
		buf_str(b, "-");
	buf_str(b, s);
}

char *symbol_key(struct arena *mem, const char *text)
{
	struct symbol s;
	struct reader r = reader(mem, text, &s);
	struct buf b = {.mem = mem};
	bool words = false;
	size_t from;

	read_lead(&r);
	from = r.i;
	for (size_t i = from; i < r.scan.n; i++)
		words |= r.scan.token[i].kind == TOKEN_WORD;
	buf_str(&b, "");
	for (size_t i = 0; !words && i < r.named_n; i++)
		add_key(&b, r.scan.token[i].key, false);
	for (; token(&r, 0)->kind != TOKEN_END; r.i++) {
		const struct token *t = token(&r, 0);
		const char *key = t->key;

		if (r.i > from && is_key(t, "ngay") &&
		    token(&r, 1)->kind == TOKEN_NUMBER)
			break;
		if (t->kind != TOKEN_WORD && t->kind != TOKEN_NUMBER)
			continue;
		while (r.i == from && key[0] == '0' && key[1])
			key++;
		add_key(&b, key,
			r.i == from + 1 && t[-1].kind == TOKEN_NUMBER &&
				is_suffix(t, t + 1));
	}
	return b.s;
}
