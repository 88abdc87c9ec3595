/* text.h - UTF-8 that came from outside, and words as people look for them. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"

/* Whether `n` bytes are well-formed UTF-8 without NUL. *bad, where given,
 * is the offset of the first byte that is not. */
bool utf8_valid(const char *s, size_t n, size_t *bad) MUST;

/* Code points in well-formed UTF-8. */
size_t utf8_length(const char *s);

/* The functions below take text of up to 100 MB; what is not UTF-8 in it
 * comes out as U+FFFD. */

/* Composed (NFC), and nothing else changed. */
char *text_nfc(struct arena *mem, const char *s) MUST;

/* Composed (NFC), control and format characters dropped, blanks and line
 * ends folded to one and trimmed at both ends. For names and titles. */
char *text_tidy(struct arena *mem, const char *s) MUST;

/* The same line by line: lines end in LF, at most one empty line stands
 * between two, none at the ends. For what people write in paragraphs. */
char *text_paragraphs(struct arena *mem, const char *s) MUST;

/* For finding: as text_tidy(), lower case, without marks, đ as d, ligatures
 * and wide forms apart ("Đông Hà" is "dong ha"). */
char *text_fold(struct arena *mem, const char *s) MUST;

/* For finding within: the words of text_fold(), which are runs of letters and
 * digits, with a blank between ("15/QĐ-BNV" is "15 qd bnv"); as many as find
 * room in `most` bytes. */
char *text_words(struct arena *mem, const char *s, size_t most) MUST;

/* A key that sorts by bytes as Vietnamese sorts words (ICU collation vi; a
 * number in them by its value, "Phường 2" before "Phường 10"), the same on
 * both databases. */
struct sort_key {
	const void *data;
	size_t size;
};
struct sort_key text_sort_key(struct arena *mem, const char *s) MUST;

/* Whether `s` is 1 to 64 letters, digits or - _ . of ASCII: a code. Not "."
 * nor "..", which mean something in the addresses it stands in. */
bool code_valid(const char *s) MUST;

/* Lower-case hex of `n` bytes. */
char *text_hex(struct arena *mem, const void *bytes, size_t n) MUST;

#endif
