/* file_text.h - looks into the files of documents for the words by which
 * these are found. */
#ifndef REGISTER_FILE_TEXT_H
#define REGISTER_FILE_TEXT_H

#include "core/clockwork.h"

/**
 * Reads the files of a document that wait for it, as far as the setting
 * read-files says; for the command line, right after it was added. Call it
 * outside of a transaction. What cannot be read keeps the reason and is no
 * error.
 */
enum err file_text_read(struct ctx *c, int64_t document) MUST;

/* A chore: one file a turn. */
enum err file_text_chore(struct ctx *c, struct turn *t) MUST;

/**
 * [{"document","symbol","attachment","name","type","state","why"}]: the
 * files of documents that wait to be read ("waiting"), could not be read
 * ("failed") or, with `none`, have no text ("none"); the newest 500.
 *
 * ERR_DENIED  as may_all(ACT_OPERATE)
 */
enum err file_text_unread(struct ctx *c, bool none, struct val **view) MUST;

/* What could not be read waits for another try; *n: so many files.
 * ERR_DENIED  as may_all(ACT_OPERATE) */
enum err file_text_again(struct ctx *c, int64_t *n) MUST;

#endif
