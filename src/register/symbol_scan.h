/* symbol_scan.h - text that may be a symbol, cut into numbers, words and
 * separators; for symbol.c alone. */
#ifndef REGISTER_SYMBOL_SCAN_H
#define REGISTER_SYMBOL_SCAN_H

#include "base/arena.h"

enum token_kind {
	TOKEN_END, /* the last, always */
	TOKEN_NUMBER,
	TOKEN_WORD, /* letters, and digits after them: "QH14"; "GD&ĐT" */
	TOKEN_SLASH,
	TOKEN_DASH, /* also a point between letters: "UBND.VX" */
	TOKEN_OTHER,
};

struct token {
	enum token_kind kind;
	size_t at, n;	 /* bytes in the clean text */
	bool apart;	 /* a blank stands before it */
	const char *s;	 /* a copy of it */
	const char *key; /* as people look for it: text_fold() */
};

struct scan {
	struct arena *mem;
	const char *clean;
	struct token *token;
	size_t n; /* without TOKEN_END */
};

/**
 * The text made clean (NFC, wide forms narrow, one kind of dash and slash,
 * Ð that is no Vietnamese letter as Đ, no brackets, quotes and full stops
 * around it), and its tokens.
 */
struct scan symbol_scan(struct arena *mem, const char *text) MUST;

/* Letters of a word, by which one sees whether it is an abbreviation. */
struct letters {
	int upper, lower, digits;
	bool tone; /* one has a tone mark: "Trần" */
};
struct letters word_letters(const char *s);

#endif
