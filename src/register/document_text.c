/* document_text.c - gathers the words by which a document is found. */
#include "register/document_text.h"

#include "base/text.h"
#include "gen/sql_register.h"

/* To whole words of at most `most` bytes. */
static void cut(struct buf *words, size_t most)
{
	if (words->len <= most)
		return;
	while (most > 0 && words->s[most] != ' ')
		most--;
	words->s[most] = '\0';
}

enum err document_text_refresh(struct ctx *c, int64_t document)
{
	struct arena_mark start = arena_mark(c->mem);
	struct buf words = {.mem = c->mem};
	struct document_file_words *file;
	struct document_own own;
	int64_t changed;
	size_t n;

	TRY(sql_document_text_await(c, document));
	TRY(sql_document_text_own(c, document, &own));
	TRY(sql_document_text_files(c, document, own.version, &file, &n));
	buf_str(&words,
		text_words(c->mem,
			   arena_printf(c->mem, "%s %s %s %s", own.symbol,
					own.subject, own.issuer, own.signer),
			   DOCUMENT_WORDS));
	for (size_t i = 0; i < n && words.len <= DOCUMENT_WORDS; i++)
		buf_printf(&words, " %s", file[i].words);
	cut(&words, DOCUMENT_WORDS);
	TRY(sql_document_words_drop(c, document, words.s));
	TRY(sql_document_text_put(c, document, words.s, &changed));
	if (changed)
		TRY(sql_document_words_add(c, document));
	arena_rewind(c->mem, start);
	return OK;
}
