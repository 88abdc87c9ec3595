/* symbol_scan.c - cuts text that may be a symbol into tokens. */
#include "register/symbol_scan.h"

#include "base/text.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#define WIDE_FIRST 0xff01 /* full-width ! to ~ */
#define WIDE_LAST  0xff5e
#define WIDE_SHIFT 0xfee0

/* Signs that people and programs put for others. */
static const struct {
	UChar32 from;
	char to[3];
} same[] = {
	{0x2010, "-"}, {0x2011, "-"}, {0x2012, "-"}, {0x2013, "-"},
	{0x2014, "-"}, {0x2015, "-"}, {0x2212, "-"}, {0xfe58, "-"},
	{0xfe63, "-"}, {0x00b7, "."}, {0x2044, "/"}, {0x2215, "/"},
	{'\\', "/"},   {0xd0, "Đ"},   {0xf0, "đ"},
};

/* What may stand around a symbol and says nothing. */
static const struct {
	const char *open, *close;
} around[] = {
	{"(", ")"}, {"[", "]"}, {"\"", "\""}, {"'", "'"},
	{"“", "”"}, {"‘", "’"}, {"«", "»"},
};

static UChar32 character(const char *s, size_t n, size_t *at)
{
	UChar32 c;
	int32_t i = 0;

	U8_NEXT(s + *at, i, (int32_t)(n - *at), c);
	*at += (size_t)i;
	return c;
}

static void add_clean(struct buf *b, const char *s, size_t n, UChar32 c)
{
	char narrow = (char)(c - WIDE_SHIFT);

	if (c >= WIDE_FIRST && c <= WIDE_LAST) {
		buf_add(b, &narrow, 1);
		return;
	}
	for (size_t i = 0; i < COUNT(same); i++)
		if (same[i].from == c) {
			buf_str(b, same[i].to);
			return;
		}
	buf_add(b, s, n);
}

/* Bytes at the end of a text that say nothing: a stop, but not dots to fill
 * in, or a bracket that was opened before the text or is not closed in it. */
static size_t idle_end(const char *s, size_t n)
{
	if (n && strchr(",;: ", s[n - 1]))
		return 1;
	if (n >= 2 && s[n - 1] == '.' && s[n - 2] != '.')
		return 1;
	for (size_t i = 0; i < COUNT(around); i++) {
		size_t size = strlen(around[i].close);
		const char *open = strstr(s, around[i].open);

		if (n >= size && !memcmp(s + n - size, around[i].close, size) &&
		    (!open || open >= s + n - size))
			return size;
	}
	return 0;
}

static size_t idle_start(const char *s)
{
	for (size_t i = 0; i < COUNT(around); i++)
		if (!strncmp(s, around[i].open, strlen(around[i].open)))
			return strlen(around[i].open);
	return 0;
}

static const char *clean(struct arena *mem, const char *text)
{
	struct buf b = {.mem = mem};
	const char *s = text_tidy(mem, text);
	size_t size = strlen(s), n, at = 0;

	buf_str(&b, "");
	while (at < size) {
		size_t from = at;
		UChar32 c = character(s, size, &at);

		add_clean(&b, s + from, at - from, c);
	}
	/* a wide form may have had marks of its own */
	s = text_tidy(mem, b.s);
	while ((n = idle_start(s)))
		s += n;
	size = strlen(s);
	while ((n = idle_end(s, size)))
		size -= n;
	return text_tidy(mem, arena_copy(mem, s, size));
}

static bool is_digit(UChar32 c)
{
	return c >= '0' && c <= '9';
}

/* The end of the word at `at`; "Số31" is two words. */
static size_t word_end(const struct scan *scan, size_t at, size_t size)
{
	const char *s = scan->clean;
	size_t from = at;
	bool letter = true;

	while (at < size) {
		size_t next = at;
		UChar32 c = character(s, size, &next);

		if (c == '&' && letter && next < size) {
			size_t after = next;

			if (!u_isalpha(character(s, size, &after)))
				break;
		} else if (is_digit(c)) {
			const char *so =
				arena_copy(scan->mem, s + from, at - from);

			if (!strcmp(text_fold(scan->mem, so), "so"))
				break;
		} else if (!u_isalpha(c)) {
			break;
		}
		letter = u_isalpha(c);
		at = next;
	}
	return at;
}

static struct token token_at(const struct scan *scan, size_t at, size_t size)
{
	const char *s = scan->clean;
	struct token t = {.at = at, .apart = at > 0 && s[at - 1] == ' '};
	size_t next = at;
	UChar32 c = character(s, size, &next);
	const struct token *last = scan->n ? &scan->token[scan->n - 1] : NULL;

	t.kind = c == '/' ? TOKEN_SLASH : c == '-' ? TOKEN_DASH : TOKEN_OTHER;
	if (is_digit(c)) {
		t.kind = TOKEN_NUMBER;
		while (next < size && is_digit(s[next]))
			next++;
	} else if (u_isalpha(c)) {
		t.kind = TOKEN_WORD;
		next = word_end(scan, at, size);
	} else if (c == '.' && !t.apart && last && last->kind == TOKEN_WORD) {
		size_t after = next;

		if (after < size && u_isalpha(character(s, size, &after)))
			t.kind = TOKEN_DASH;
	}
	t.n = next - at;
	return t;
}

/* "15//QĐ": one separator is meant. */
static bool is_repeated(const struct scan *scan, const struct token *t)
{
	return scan->n && t->kind == t[-1].kind &&
	       (t->kind == TOKEN_SLASH || t->kind == TOKEN_DASH);
}

struct scan symbol_scan(struct arena *mem, const char *text)
{
	struct scan scan = {.mem = mem, .clean = clean(mem, text)};
	size_t size = strlen(scan.clean), at = 0;

	scan.token = arena_array(mem, size + 1, sizeof(*scan.token));
	while (at < size) {
		struct token *t = &scan.token[scan.n];

		if (scan.clean[at] == ' ') {
			at++;
			continue;
		}
		*t = token_at(&scan, at, size);
		if (is_repeated(&scan, t)) {
			at += t->n;
			continue;
		}
		t->s = arena_copy(mem, scan.clean + at, t->n);
		t->key = text_fold(mem, t->s);
		at += t->n;
		scan.n++;
	}
	scan.token[scan.n] = (struct token){.at = size, .s = "", .key = ""};
	return scan;
}

/* Whether the letter is written with a grave, acute, tilde, hook or dot. */
static bool has_tone(UChar32 c)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar parts[32];
	int32_t n = unorm2_getDecomposition(unorm2_getNFDInstance(&e), c, parts,
					    COUNT(parts), &e);

	for (int32_t i = 0; U_SUCCESS(e) && i < n; i++)
		switch (parts[i]) {
		case 0x0300:
		case 0x0301:
		case 0x0303:
		case 0x0309:
		case 0x0323: return true;
		}
	return false;
}

struct letters word_letters(const char *s)
{
	struct letters l = {0};
	size_t size = strlen(s), at = 0;

	while (at < size) {
		UChar32 c = character(s, size, &at);

		l.upper += u_isupper(c) != 0;
		l.lower += u_isalpha(c) && !u_isupper(c);
		l.digits += is_digit(c);
		l.tone |= has_tone(c);
	}
	return l;
}
