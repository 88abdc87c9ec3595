/* password.c - refuses what others would guess; hashes the rest. */
#include "access/password.h"

#include "base/day.h"
#include "base/text.h"
#include "gen/known.h"

#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* OWASP's second choice for Argon2id is 19 MiB, t = 2; this is above. */
#define OPS   2
#define BYTES (64 << 20)

#define AROUND 6 /* digits and signs around a known word: "Dragon2026!" */
#define LETTER 3 /* letters at least that make it one's own */

/* Of a password that nobody has: verified where a login is unknown. */
static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$"
			     "AAAAAAAAAAAAAAAAAAAAAA$"
			     "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/* What people in this country, and at this program, take first. docs/
 * accounts.md lists them. */
const char *const password_common[] = {
	"tierwork",  "password",   "matkhau",  "matma",		"dangnhap",
	"taikhoan",  "quantri",	   "admin",    "administrator", "nguoidung",
	"congty",    "coquan",	   "vietnam",  "hanoi",		"saigon",
	"hochiminh", "danang",	   "haiphong", "cantho",	"hue",
	"anhyeuem",  "emyeuanh",   "iloveyou", "toiyeu",	"yeuem",
	"xinchao",   "chaoban",	   "hello",    "welcome",	"letmein",
	"qwerty",    "qwertyuiop", "asdfgh",   "asdfghjkl",	"zxcvbn",
	"zxcvbnm",   "abc",	   "abcdef",   "login",		"secret",
	"bimat",     NULL};

/* ---- words ---- */

/* Folded, its blanks left out. */
static char *joined(struct arena *mem, const char *text)
{
	char *s = text_fold(mem, text), *to = s;

	for (const char *from = s; *from; from++)
		if (*from != ' ')
			*to++ = *from;
	*to = '\0';
	return s;
}

static void add(struct password_words *w, const char *word)
{
	size_t sure = 0, digits = 0;

	for (const char *s = word; *s; s++) {
		sure += isalpha((unsigned char)*s) != 0;
		digits += isdigit((unsigned char)*s) != 0;
	}
	if (sure < 2 || sure + digits < LETTER || w->n == COUNT(w->word))
		return;
	for (size_t i = 0; i < w->n; i++)
		if (!strcmp(w->word[i], word))
			return;
	w->word[w->n++] = word;
}

void password_word(struct arena *mem, struct password_words *w,
		   const char *text)
{
	const char *s = text_fold(mem, text);

	add(w, joined(mem, text));
	while (*s) {
		size_t n = strcspn(s, " -_.@,/()");

		add(w, arena_copy(mem, s, n));
		s += n + (s[n] != '\0');
	}
}

/* ---- known from break-ins ---- */

static int compare(const void *a, const void *b)
{
	return memcmp(a, b, KNOWN_SIZE);
}

static bool known(const char *s, size_t n)
{
	unsigned char h[crypto_generichash_BYTES_MIN];

	crypto_generichash(h, sizeof(h), (const unsigned char *)s, n, NULL, 0);
	return bsearch(h, known_table, known_count, KNOWN_SIZE, compare);
}

/* Itself, or without the digits and signs around it. */
static bool known_within(const char *s)
{
	size_t n = strlen(s), from = 0, to = n;

	if (known(s, n))
		return true;
	while (from < n && !isalpha((unsigned char)s[from]))
		from++;
	while (to > from && !isalpha((unsigned char)s[to - 1]))
		to--;
	return to > from && from + n - to <= AROUND &&
	       known(s + from, to - from);
}

/* Letters for the digits and signs that are written for them; `one` is what
 * 1 and ! stand for. */
static char *spelled(struct arena *mem, const char *s, char one)
{
	static const char from[] = "013457@$!", to[] = "oleastasl";
	char *out = arena_text(mem, s);

	for (char *p = out; *p; p++) {
		const char *at = strchr(from, *p);

		if (at)
			*p = strchr("1!", *p) ? one : to[at - from];
	}
	return out;
}

/* Without the digits and signs at its end: a year there is no letters. */
static char *without_end(struct arena *mem, const char *s)
{
	size_t n = strlen(s);

	while (n > 0 && !isalpha((unsigned char)s[n - 1]))
		n--;
	return arena_copy(mem, s, n);
}

static bool broken_into(struct arena *mem, const char *folded)
{
	const char *s = without_end(mem, folded);

	if (known_within(folded) || known_within(spelled(mem, folded, 'l')) ||
	    known_within(spelled(mem, folded, 'i')))
		return true;
	return *s && strlen(folded) - strlen(s) <= AROUND &&
	       (known_within(spelled(mem, s, 'l')) ||
		known_within(spelled(mem, s, 'i')));
}

/* ---- of little thought ---- */

static bool one_again(const char *s)
{
	return strspn(s, (char[]){s[0], '\0'}) == strlen(s);
}

static bool date_of(const char *s, int year, int month, int day)
{
	char iso[11] = {s[year], s[year + 1], s[year + 2],  s[year + 3],
			'-',	 s[month],    s[month + 1], '-',
			s[day],	 s[day + 1],  '\0'};
	int64_t d;

	return day_parse(iso, &d);
}

/* 19051990, 19900519, 05191990, with or without signs between. */
static bool is_date(struct arena *mem, const char *s)
{
	char *digits = arena_text(mem, s), *to = digits;

	for (; *s; s++) {
		if (isdigit((unsigned char)*s))
			*to++ = *s;
		else if (!strchr("-/. ", *s))
			return false;
	}
	*to = '\0';
	return to - digits == 8 &&
	       (date_of(digits, 4, 2, 0) || date_of(digits, 0, 4, 6) ||
		date_of(digits, 4, 0, 2));
}

/* Takes every occurrence of the word out of `s`. */
static bool take_out(char *s, const char *word)
{
	size_t n = strlen(word);
	bool taken = false;

	for (char *at; (at = strstr(s, word)); taken = true)
		memmove(at, at + n, strlen(at + n) + 1);
	return taken;
}

static size_t letters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += isalpha((unsigned char)*s) || (unsigned char)*s >= 0xc0;
	return n;
}

/* Whether hardly more than such words is in it. Long ones go first, so that
 * no short one tears them apart. */
static bool only_words(const struct password_words *words, char *s)
{
	bool taken = false;

	for (size_t n = 32; n >= LETTER; n--) {
		for (size_t i = 0; i < words->n; i++)
			if (strlen(words->word[i]) == n ||
			    (n == 32 && strlen(words->word[i]) > n))
				taken |= take_out(s, words->word[i]);
		for (size_t i = 0; password_common[i]; i++)
			if (strlen(password_common[i]) == n)
				taken |= take_out(s, password_common[i]);
	}
	return taken && letters(s) < LETTER;
}

/* ---- public ---- */

enum err password_check(struct ctx *c, const struct password_words *words,
			const char *password)
{
	char *folded, *plain;

	if (!utf8_valid(password, strlen(password), NULL))
		return fail(c, ERR_INVALID, "password",
			    N_("The password is no text in UTF-8."));
	password = text_nfc(c->mem, password);
	if (utf8_length(password) < PASSWORD_LEAST ||
	    utf8_length(password) > PASSWORD_MOST)
		return fail(c, ERR_INVALID, "password",
			    N_("A password has at least %d and at most %d "
			       "characters. Three or four words one after the "
			       "other are easy to keep."),
			    PASSWORD_LEAST, PASSWORD_MOST);
	folded = joined(c->mem, password);
	if (broken_into(c->mem, folded) || is_date(c->mem, folded) ||
	    one_again(folded))
		return fail(c, ERR_INVALID, "password",
			    N_("This password is one of those that are tried "
			       "first: it is known from break-ins elsewhere, "
			       "or is a date. Take three or four words that "
			       "have nothing to do with each other."));
	plain = spelled(c->mem, without_end(c->mem, folded), 'i');
	if (only_words(words, folded) || only_words(words, plain))
		return fail(c, ERR_INVALID, "password",
			    N_("Besides digits and signs this password holds "
			       "only words that anybody here would try: names "
			       "of the organisation, of your unit, your own, "
			       "or everyday ones. Add two or three words that "
			       "have nothing to do with them."));
	return OK;
}

enum err password_hash(struct ctx *c, const struct password_words *words,
		       const char *password, const char **hash)
{
	char *s = arena_alloc(c->mem, crypto_pwhash_STRBYTES);

	TRY(password_check(c, words, password));
	password = text_nfc(c->mem, password);
	if (crypto_pwhash_str(s, password, strlen(password), OPS, BYTES) != 0)
		return fail(c, ERR_BROKEN, NULL,
			    N_("Not enough memory to hash a password."));
	*hash = s;
	return OK;
}

bool password_verify(struct arena *mem, const char *hash, const char *password)
{
	bool same;

	password = text_nfc(mem, password);
	same = crypto_pwhash_str_verify(hash ? hash : nobody, password,
					strlen(password)) == 0;
	return same && hash;
}
