/* extract.h - the words in a file from outside, so that it can be found by
 * them. */
#ifndef CORE_EXTRACT_H
#define CORE_EXTRACT_H

#include "core/ctx.h"

#include <stdatomic.h>

/* The first word of this program's command line when it runs itself to look
 * into a file: main() is then extract_inside() and nothing else. */
#define EXTRACT_INSIDE "extract-inside"

enum extract_state {
	EXTRACT_READ,
	EXTRACT_NONE,	/* no text in it that can be had: a picture */
	EXTRACT_FAILED, /* it is damaged, hostile, or too much */
};

struct extract {
	enum extract_state state;
	const char *why;   /* a message of po/; "" where it was read */
	const char *words; /* as text_words() gives them */
};

/**
 * Reads the words of a file by its type (core/file.h): PDF by pdftotext of
 * the package poppler-utils; Word, Excel, PowerPoint, OpenDocument and plain
 * text by this program. Either way in a child (core/child.h) of at most
 * 20 s, 10 s of them computing, and 512 MB. Of long ones the beginning.
 * At most `most` bytes of words. Call it outside of a transaction.
 *
 * ERR_UNAVAILABLE  it was stopped, or no process can be made: nobody looked
 */
enum err extract_words(struct ctx *c, const char *type, int file, size_t most,
		       const atomic_bool *stop, struct extract *out) MUST;

/* The child's side: the file is standard input, its text goes to standard
 * output. Returns what main() returns. */
int extract_inside(const char *type) MUST;

#endif
