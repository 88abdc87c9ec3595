/* symbol_format.c - makes symbols from the format of a numbering rule. */
#include "register/symbol.h"

#include "base/text.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

enum place { N, KIND, ISSUER, DRAFTER, YEAR, TERM };

static const char *const places[] = {
	[N] = "n",	     [KIND] = "kind",
	[ISSUER] = "issuer", [DRAFTER] = "drafter",
	[YEAR] = "year",     [TERM] = "term",
};

/* A stretch of a format: a placeholder, or what stands as it is. */
struct piece {
	const char *s; /* in the format */
	size_t n;
	bool placeholder, known;
	enum place place;
	int width; /* of {n}: digits at least */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What stands between the braces: n, n:02, kind ... */
static void know(struct piece *p)
{
	const char *s = p->s + 1;
	size_t n = p->n - 2;

	p->width = 1;
	if (n == 4 && !memcmp(s, "n:0", 3) && s[3] >= '2' && s[3] <= '9') {
		p->width = s[3] - '0';
		n = 1;
	}
	for (size_t i = 0; i < COUNT(places); i++) {
		if (strlen(places[i]) != n || memcmp(places[i], s, n) != 0)
			continue;
		p->place = (enum place)i;
		p->known = true;
	}
}

/* The next piece of *format, which moves on; false at its end. A brace that
 * has no partner is a placeholder that is not known. */
static bool next(const char **format, struct piece *p)
{
	const char *s = *format;
	const char *end;

	*p = (struct piece){.s = s};
	if (!*s)
		return false;
	p->placeholder = *s == '{' || *s == '}';
	if (!p->placeholder) {
		p->n = strcspn(s, "{}");
	} else {
		end = *s == '{' ? s + 1 + strcspn(s + 1, "{}") : s;
		p->n = (size_t)(end - s) + (*end != '\0' && *end != '{');
		if (*s == '{' && *end == '}')
			know(p);
	}
	*format = s + p->n;
	return true;
}

/* Whether digits could stand at an end of the piece; `last`: at its end. */
static bool may_be_digit(const struct piece *p, bool last)
{
	if (p->placeholder)
		return true; /* of a name too: "QH14" */
	return is_digit(p->s[last ? p->n - 1 : 0]);
}

static bool refuse(struct symbol_fault *fault, const char *why,
		   const char *what)
{
	*fault = (struct symbol_fault){why, what};
	return false;
}

static bool check_text(struct arena *mem, const char *format,
		       struct symbol_fault *fault)
{
	if (!utf8_valid(format, strlen(format), NULL) ||
	    strcmp(text_tidy(mem, format), format) != 0)
		return refuse(fault,
			      N_("The format \"%s\" is not plain text: no "
				 "blanks at its ends or two together, no "
				 "control characters."),
			      format);
	if (utf8_length(format) > SYMBOL_FORMAT_MAX)
		return refuse(fault,
			      N_("The format \"%s\" is too long: 100 "
				 "characters are the most."),
			      format);
	return true;
}

bool symbol_format_check(struct arena *mem, const char *format,
			 struct symbol_fault *fault)
{
	struct piece p, before = {0};
	bool numbered = false;
	size_t fixed = 0;

	if (!check_text(mem, format, fault))
		return false;
	for (const char *s = format; next(&s, &p); before = p) {
		bool n = p.placeholder && p.known && p.place == N;
		bool after_n = before.known && before.place == N;

		if (p.placeholder && !p.known)
			return refuse(
				fault,
				N_("A format has no \"%s\"; it may have {n}, "
				   "{n:02}, {kind}, {issuer}, {drafter}, "
				   "{year} and {term}."),
				arena_copy(mem, p.s, p.n));
		if (n && numbered)
			return refuse(fault,
				      N_("The format \"%s\" has its number "
					 "twice."),
				      format);
		if ((n && before.s && may_be_digit(&before, true)) ||
		    (after_n && may_be_digit(&p, false)))
			return refuse(fault,
				      N_("In the format \"%s\" something "
					 "stands right beside the number "
					 "that could be taken for its digits; "
					 "put / or - between."),
				      format);
		numbered |= n;
		fixed += p.placeholder ? 0 : p.n;
	}
	if (!numbered)
		return refuse(fault,
			      N_("The format \"%s\" has no number; write {n} "
				 "or {n:02} where it stands."),
			      format);
	if (fixed > SYMBOL_NOTATION_MAX)
		return refuse(fault,
			      N_("The format \"%s\" leaves no room: a symbol "
				 "has at most 30 characters beside its "
				 "number."),
			      format);
	return true;
}

/* What a placeholder stands for; "": nothing. */
static const char *value(struct arena *mem, const struct piece *p,
			 const struct symbol_parts *parts)
{
	const char *s = NULL;

	switch (p->place) {
	case N: return arena_printf(mem, "%0*" PRId64, p->width, parts->n);
	case YEAR:
		return parts->year ? arena_printf(mem, "%d", parts->year) : "";
	case KIND: s = parts->kind; break;
	case ISSUER: s = parts->issuer; break;
	case DRAFTER: s = parts->drafter; break;
	case TERM: s = parts->term; break;
	}
	return s ? s : "";
}

char *symbol_format(struct arena *mem, const char *format,
		    const struct symbol_parts *parts)
{
	struct buf out = {.mem = mem};
	struct piece p, before = {0};

	assert(parts->n > 0);
	buf_str(&out, "");
	for (const char *s = format; next(&s, &p); before = p) {
		const char *v;

		if (!p.placeholder) {
			buf_add(&out, p.s, p.n);
			continue;
		}
		assert(p.known);
		v = value(mem, &p, parts);
		if (*v)
			buf_str(&out, v);
		else if (before.s && !before.placeholder)
			out.s[out.len -= strspn(before.s, "-/. ") == before.n
						 ? before.n
						 : 0] = '\0';
	}
	return out.s;
}

bool symbol_fits(struct arena *mem, const char *symbol)
{
	const char *s = text_nfc(mem, symbol);
	size_t digits;

	s += strcspn(s, "0123456789");
	digits = strspn(s, "0123456789");
	s += digits;
	s += strspn(s, "-/ ");
	return digits <= SYMBOL_DIGITS_MAX &&
	       utf8_length(s) <= SYMBOL_NOTATION_MAX;
}
