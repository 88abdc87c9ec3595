/* text.c - checks UTF-8, tidies and folds words, makes their sort keys. */
#include "base/text.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define CODE_MAX 64
#define NEAR	 256 /* units of UTF-16 */

static const uint64_t ones = 0x0101010101010101u;
static const uint64_t tops = 0x8080808080808080u;

/* Bytes of the character that begins at *s, within `n` bytes; 0: none that
 * is well-formed. */
static size_t character(const unsigned char *s, size_t n)
{
	static const unsigned char low[] = {
		[0xe0] = 0xa0, [0xf0] = 0x90, [0xf4] = 0x80};
	unsigned char c = s[0];
	unsigned char min = c < sizeof(low) && low[c] ? low[c] : 0x80;
	unsigned char max = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
	size_t size = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	if (c == 0 || (c >= 0x80 && c < 0xc2) || c > 0xf4 || size > n)
		return 0;
	for (size_t i = 1; i < size; i++) {
		if (s[i] < min || s[i] > max)
			return 0;
		min = 0x80;
		max = 0xbf;
	}
	return size;
}

bool utf8_valid(const char *s, size_t n, size_t *bad)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t i = 0;

	while (i < n) {
		uint64_t eight;
		size_t size;

		if (n - i >= sizeof(eight)) {
			memcpy(&eight, u + i, sizeof(eight));
			/* No top bit, and no byte of zero that would borrow. */
			if (!((eight | (eight - ones)) & tops)) {
				i += sizeof(eight);
				continue;
			}
		}
		size = character(u + i, n - i);
		if (size == 0) {
			if (bad)
				*bad = i;
			return false;
		}
		i += size;
	}
	return true;
}

size_t utf8_length(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* Text as ICU takes it. Short text, as nearly all is, needs no memory that
 * would stay in the arena until the unit of work ends. */
struct wide {
	UChar *s;
	int32_t n, cap;
	UChar near[NEAR];
};

static void wide_room(struct arena *mem, struct wide *w, int64_t cap)
{
	assert(cap < INT32_MAX);
	w->s = cap <= NEAR ? w->near
			   : arena_array(mem, (size_t)cap, sizeof(UChar));
	w->cap = (int32_t)cap;
}

/* Bytes that are not UTF-8 come as U+FFFD. */
static void wide_set(struct arena *mem, struct wide *w, const char *s)
{
	size_t n = strlen(s);
	UErrorCode status = U_ZERO_ERROR;

	wide_room(mem, w, (int64_t)n);
	u_strFromUTF8WithSub(w->s, w->cap, &w->n, s, (int32_t)n, 0xfffd, NULL,
			     &status);
	assert(U_SUCCESS(status));
}

static char *wide_text(struct arena *mem, const struct wide *w)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n;
	char *s;

	u_strToUTF8WithSub(NULL, 0, &n, w->s, w->n, 0xfffd, NULL, &status);
	assert(status == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(status));
	status = U_ZERO_ERROR;
	s = arena_alloc(mem, (size_t)n + 1);
	u_strToUTF8WithSub(s, n, NULL, w->s, w->n, 0xfffd, NULL, &status);
	assert(U_SUCCESS(status));
	return s;
}

static void normalize(struct arena *mem, const UNormalizer2 *form,
		      const struct wide *w, struct wide *to)
{
	UErrorCode status = U_ZERO_ERROR;

	wide_room(mem, to, w->n <= NEAR ? NEAR : (int64_t)w->n * 2);
	to->n = unorm2_normalize(form, w->s, w->n, to->s, to->cap, &status);
	if (status == U_BUFFER_OVERFLOW_ERROR) {
		status = U_ZERO_ERROR;
		wide_room(mem, to, to->n);
		to->n = unorm2_normalize(form, w->s, w->n, to->s, to->cap,
					 &status);
	}
	assert(U_SUCCESS(status));
}

/* Control and format characters; the two joiners shape letters and stay. */
static bool unseen(UChar32 c)
{
	int8_t type = u_charType(c);

	return type == U_CONTROL_CHAR ||
	       (type == U_FORMAT_CHAR && c != 0x200c && c != 0x200d);
}

static void tidy(struct wide *w)
{
	int32_t to = 0, i = 0;
	bool blank = false;

	while (i < w->n) {
		UChar32 c;

		U16_NEXT(w->s, i, w->n, c);
		if (u_isUWhiteSpace(c)) {
			blank = to > 0;
			continue;
		}
		if (unseen(c))
			continue;
		if (blank)
			w->s[to++] = ' ';
		blank = false;
		U16_APPEND_UNSAFE(w->s, to, c);
	}
	w->n = to;
}

static char *compose(struct arena *mem, const char *s,
		     void (*change)(struct wide *w))
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	struct wide w, composed;

	assert(U_SUCCESS(status));
	wide_set(mem, &w, s);
	if (change)
		change(&w);
	normalize(mem, nfc, &w, &composed);
	return wide_text(mem, &composed);
}

char *text_nfc(struct arena *mem, const char *s)
{
	return compose(mem, s, NULL);
}

char *text_tidy(struct arena *mem, const char *s)
{
	return compose(mem, s, tidy);
}

char *text_paragraphs(struct arena *mem, const char *s)
{
	struct buf b = {.mem = mem};
	bool gap = false;

	while (*s) {
		size_t n = strcspn(s, "\r\n");
		const char *line = text_tidy(mem, arena_copy(mem, s, n));

		if (*line && b.len)
			buf_str(&b, gap ? "\n\n" : "\n");
		buf_str(&b, line);
		gap = !*line;
		s += n;
		s += *s == '\r' && s[1] == '\n' ? 2 : *s != '\0';
	}
	return b.s ? b.s : arena_text(mem, "");
}

/* Drops marks; what no decomposition makes a d is one by its use: old
 * files write the Icelandic letter (U+00D0) where the Vietnamese belongs. */
static void strip(struct wide *w)
{
	int32_t to = 0, i = 0;

	while (i < w->n) {
		UChar32 c;

		U16_NEXT(w->s, i, w->n, c);
		if (u_charType(c) == U_NON_SPACING_MARK)
			continue;
		if (c == 0x111 || c == 0xf0)
			c = 'd';
		U16_APPEND_UNSAFE(w->s, to, c);
	}
	w->n = to;
}

char *text_fold(struct arena *mem, const char *s)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *fold = unorm2_getNFKCCasefoldInstance(&status);
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
	struct wide w, folded;

	assert(U_SUCCESS(status));
	wide_set(mem, &w, s);
	normalize(mem, fold, &w, &folded);
	normalize(mem, nfd, &folded, &w);
	strip(&w);
	tidy(&w);
	return wide_text(mem, &w);
}

/* Where the next word begins; *at becomes its end, the same where there is
 * none. */
static int32_t next_word(const char *s, int32_t *at)
{
	int32_t from, i = *at;
	UChar32 c;

	do {
		from = i;
		U8_NEXT(s, i, -1, c);
	} while (c != 0 && !u_isalnum(c));
	*at = from;
	while (u_isalnum(c)) {
		*at = i;
		U8_NEXT(s, i, -1, c);
	}
	return from;
}

char *text_words(struct arena *mem, const char *s, size_t most)
{
	char *words = text_fold(mem, s);
	int32_t at = 0, from;
	size_t to = 0;

	while (from = next_word(words, &at), at > from) {
		size_t n = (size_t)(at - from);

		if (to + (to > 0) + n > most)
			break;
		if (to > 0)
			words[to++] = ' ';
		memmove(words + to, words + from, n);
		to += n;
	}
	words[to] = '\0';
	return words;
}

/* Shared by all threads: asking a collator for keys changes nothing in it. */
static pthread_once_t collator_once = PTHREAD_ONCE_INIT;
static UCollator *collator;

static void collator_open(void)
{
	UErrorCode status = U_ZERO_ERROR;

	collator = ucol_open("vi", &status);
	ucol_setAttribute(collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
	assert(U_SUCCESS(status));
}

struct sort_key text_sort_key(struct arena *mem, const char *s)
{
	struct wide w;
	uint8_t *key;
	int32_t n;

	(void)pthread_once(&collator_once, collator_open);
	wide_set(mem, &w, s);
	n = ucol_getSortKey(collator, w.s, w.n, NULL, 0);
	key = arena_alloc(mem, (size_t)n);
	ucol_getSortKey(collator, w.s, w.n, key, n);
	assert(n > 0);
	return (struct sort_key){key, (size_t)n - 1}; /* less its last NUL */
}

bool code_valid(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz"
			     "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

	return n >= 1 && n <= CODE_MAX && s[n] == '\0' && strcmp(s, ".") &&
	       strcmp(s, "..");
}

char *text_hex(struct arena *mem, const void *bytes, size_t n)
{
	const unsigned char *b = bytes;
	char *s = arena_array(mem, n * 2 + 1, 1);

	for (size_t i = 0; i < n; i++) {
		s[2 * i] = "0123456789abcdef"[b[i] >> 4];
		s[2 * i + 1] = "0123456789abcdef"[b[i] & 15];
	}
	return s;
}
