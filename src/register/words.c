/* words.c - makes a query of words that a person typed. */
#include "register/words.h"

#include "base/text.h"

#include <string.h>

#define WORD_MOST 60 /* bytes: of a longer one the beginning */

/* The next of words that have a blank between, without half a letter. */
static const char *take(struct arena *mem, const char **words)
{
	const char *word = *words;
	size_t whole = strcspn(word, " ");
	size_t n = whole < WORD_MOST ? whole : WORD_MOST;

	while (((unsigned char)word[n] & 0xc0) == 0x80)
		n--;
	*words += whole + (word[whole] == ' ');
	return arena_copy(mem, word, n);
}

void words_sought(struct arena *mem, const char *text, struct sought *out)
{
	struct buf query = {.mem = mem};
	bool quoted = false;

	*out = (struct sought){.query = ""};
	for (const char *s = text; *s; quoted = !quoted) {
		size_t n = strcspn(s, "\"");
		const char *words =
			text_words(mem, arena_copy(mem, s, n), SIZE_MAX);
		bool first = true;

		while (*words && out->n < WORDS_MOST) {
			const char *word = take(mem, &words);

			if (out->n)
				buf_str(&query,
					quoted && !first ? " <-> " : " & ");
			buf_str(&query, word);
			out->word[out->n++] = word;
			first = false;
		}
		s += n + (s[n] == '"');
	}
	if (out->n == 0)
		return;
	buf_str(&query, ":*");
	out->query = query.s;
}

/* `words` with a blank at either end. */
static bool has(const char *words, const char *word, bool whole)
{
	size_t n = strlen(word);

	for (const char *s = words; (s = strstr(s, word)); s++)
		if (s[-1] == ' ' && (!whole || s[n] == ' '))
			return true;
	return false;
}

bool words_within(struct arena *mem, const struct sought *s, const char *text)
{
	const char *words =
		arena_printf(mem, " %s ", text_words(mem, text, SIZE_MAX));

	for (size_t i = 0; i < s->n; i++)
		if (!has(words, s->word[i], i + 1 < s->n))
			return false;
	return s->n > 0;
}
