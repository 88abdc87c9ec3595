/* document_text.h - the words by which documents are found: those of the
 * documents, and those of their files. */
#ifndef REGISTER_DOCUMENT_TEXT_H
#define REGISTER_DOCUMENT_TEXT_H

#include "core/ctx.h"

/* Bytes of words kept of a file and of a document; what is beyond is not
 * found. PostgreSQL indexes no more than a document's. */
#define FILE_WORDS     (256 << 10)
#define DOCUMENT_WORDS (480 << 10)

/**
 * Writes anew by which words a document is found: its symbol, subject,
 * issuer, signer, and the words of the files of its version. Files that
 * nobody looked into yet are put among those that wait for it. Call it last
 * in every transaction that adds or changes a document or its files. Needs
 * DB_WRITE; writes no journal entry.
 */
enum err document_text_refresh(struct ctx *c, int64_t document) MUST;

#endif
