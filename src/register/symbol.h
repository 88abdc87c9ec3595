/* symbol.h - official numbers and symbols of documents ("15/QĐ-BNV"): what
 * one says, by what one is found, and how one is made (docs/symbols.md).
 *
 * Pure code: an arena and no store. The text as written is what counts; what
 * is read of it helps to sort and to find, and is never guessed: what does
 * not stand there is NULL. */
#ifndef REGISTER_SYMBOL_H
#define REGISTER_SYMBOL_H

#include "base/val.h"

#define SYMBOL_DIGITS_MAX   11	/* of its number; the state's CodeNumber */
#define SYMBOL_NOTATION_MAX 30	/* of all but its number, in characters */
#define SYMBOL_FORMAT_MAX   100 /* characters */

/* How it is written, which tells what sort of body wrote it. */
enum symbol_style {
	SYMBOL_UNCLEAR,	     /* cannot be told */
	SYMBOL_STATE,	     /* 15/QĐ-BNV: a state office, a trade union */
	SYMBOL_LAW,	     /* 30/2020/NĐ-CP, 45/2019/QH14: has its year */
	SYMBOL_ORGANISATION, /* 35-NQ/TW: the Party, the Youth Union */
	SYMBOL_LETTER,	     /* 05/BNV-VP: no kind, so a letter */
};

struct symbol {
	const char *text;   /* as it came */
	bool numbered;	    /* there is a number */
	int64_t number;	    /* at most SYMBOL_DIGITS_MAX digits */
	const char *suffix; /* "a" of 12a, "bis" of 12bis */
	/* Abbreviations as written, in NFC; of several issuers all of them
	 * ("BTC-BNV"). */
	const char *kind, *issuer, *drafter;
	int year; /* 0: none stands there */
	enum symbol_style style;
	/* Names of the kind in Vietnamese; several where the abbreviation
	 * stands for several and nothing else in the text decides. */
	const char *const *names;
	size_t names_n;
	const char *left; /* what could not be understood, in the order of
			   * the text: a day, a subject, dots to fill in */
};

/**
 * Reads a symbol, tidy or not: in any Unicode form, with any dash, "Số:" and
 * the name of the kind before it, blanks or no separators in it, in lower
 * case. Text that only looks like one (a date, a telephone number, a
 * sentence) is not read.
 *
 * false: nothing of it was understood; out->left is all of it
 */
bool symbol_parse(struct arena *mem, const char *text, struct symbol *out) MUST;

/* {"text","number","suffix","kind","kinds","ambiguous","issuer","drafter",
 * "year","style","left"}; null where there is none. */
struct val *symbol_view(struct arena *mem, const struct symbol *s);

/**
 * By which symbols are compared and found: the same for all ways of writing
 * one, as far as case, marks, blanks, separators, zeros before the number,
 * "Số:", the name of the kind before it and a day after it go. Empty for
 * text without a letter or digit; of text that is no symbol, its words.
 *
 * Symbols that differ only in marks ("12/HĐ-X", "12/HD-X") share a key, for
 * people look for them without.
 */
char *symbol_key(struct arena *mem, const char *text) MUST;

/* What a numbering rule puts into a format; NULL, "" or 0: there is none. */
struct symbol_parts {
	int64_t n; /* from 1 */
	const char *kind, *issuer, *drafter, *term;
	int year;
};

/* What is wrong with a format. */
struct symbol_fault {
	const char *why;  /* a message of po/: takes const char *what */
	const char *what; /* the piece of the format it is about */
};

/**
 * Whether `format` makes symbols: text with {n}, {n:02} (that many digits at
 * least, 02 to 09), {kind}, {issuer}, {drafter}, {year} and {term}.
 *
 * false, and *fault: {n} is missing or stands twice or beside what could be
 * taken for its digits; a placeholder is not known; a brace is alone; it
 * has a control character or is too long
 */
bool symbol_format_check(struct arena *mem, const char *format,
			 struct symbol_fault *fault) MUST;

/**
 * The symbol that a checked `format` makes of these parts. A placeholder
 * without a value goes together with the separators before it:
 * "{n}-{kind}/{issuer}-{drafter}" without a drafter is "12-QĐ/TWĐTN".
 */
char *symbol_format(struct arena *mem, const char *format,
		    const struct symbol_parts *p) MUST;

/* Whether a symbol has room in what offices exchange: its number in
 * SYMBOL_DIGITS_MAX digits, the rest in SYMBOL_NOTATION_MAX characters. */
bool symbol_fits(struct arena *mem, const char *symbol) MUST;

/* The kinds that symbols are known to name: one row for each name. */
struct symbol_kind {
	const char *abbr; /* "QĐ" */
	const char *name; /* "Quyết định" */
	bool law;	  /* may have a year in its symbol */
	bool joint;	  /* of several issuers */
};

extern const struct symbol_kind symbol_kinds[];
extern const size_t symbol_kinds_n;

#endif
