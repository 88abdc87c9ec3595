/* words.h - what people look for, as the databases take it. */
#ifndef REGISTER_WORDS_H
#define REGISTER_WORDS_H

#include "base/arena.h"

#define WORDS_MOST 16 /* words; what follows is left out */

struct sought {
	/* "nghi <-> quyet & 15:*": all words, those in quotes side by side,
	 * the last one as a word may begin; "": there are none. Letters and
	 * digits beside these signs, so that nothing a person types is a sign
	 * of a database's own. */
	const char *query;
	const char *word[WORDS_MOST]; /* folded */
	size_t n;
};

void words_sought(struct arena *mem, const char *text, struct sought *out);

/* Whether all of them are among the words of `text` (the last one as one
 * may begin there). */
bool words_within(struct arena *mem, const struct sought *s,
		  const char *text) MUST;

#endif
