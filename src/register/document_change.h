/* document_change.h - what becomes of a document after it was issued. */
#ifndef REGISTER_DOCUMENT_CHANGE_H
#define REGISTER_DOCUMENT_CHANGE_H

#include "register/document.h"

/* What people read of "recalled" and the like, marked N_(). */
const char *document_change_label(const char *what);

/* {field: text} of the column `before`; empty where nothing stands in it. */
struct val *document_change_fields(struct ctx *c, const char *before);

/* What a correction says anew; NULL, not set: as it was. */
struct document_fix {
	const char *number; /* symbol, as written */
	const char *kind;
	struct opt_int day;
	const char *subject, *signer, *capacity, *urgency, *place;
	struct opt_int pages, due;
	const struct file_in *file; /* added */
	size_t files;
	const int64_t *drop; /* attachments that go, by id */
	size_t drops;
};

/**
 * Corrects what is kept of a document, and its files: its next version. What
 * was there before stands in its changes, files stay with their versions.
 * All of these need DB_WRITE and are journalled; a reason is always needed.
 *
 * ERR_INVALID   no reason; nothing changes; a field as document_add()
 * ERR_CONFLICT  it is no longer valid; the register gave its number, so that
 *               number, kind and year stay; the symbol is another's
 * ERR_MISSING, ERR_DENIED  as document_get() and document_may_change()
 */
enum err document_correct(struct ctx *c, int64_t id,
			  const struct document_fix *fix, const char *why) MUST;

/* Its number is not used: it stays in the book and is never given again.
 * ERR_CONFLICT  units were asked to carry it out: it can be recalled */
enum err document_withdraw(struct ctx *c, int64_t id, const char *why) MUST;

/**
 * It is called back from all who have it, replaced or revoked by another
 * document (id; revoked: or 0). Open calls about it are withdrawn with the
 * reason, in this transaction; *n: how many units had not finished. Who
 * asks them anew (cascade carry-on) comes after this, in the same.
 *
 * ERR_CONFLICT  it is no longer valid, or the other one is not; they are one
 */
enum err document_recall(struct ctx *c, int64_t id, const char *why,
			 int64_t *n) MUST;
enum err document_replace(struct ctx *c, int64_t id, int64_t by,
			  const char *why, int64_t *n) MUST;
enum err document_revoke(struct ctx *c, int64_t id, int64_t by, const char *why,
			 int64_t *n) MUST;

/* ERR_CONFLICT where the document is no longer valid; the message says what
 * became of it, when and why. For who acts on it: answers, cascades. */
enum err document_check_valid(struct ctx *c, const struct document *d) MUST;

#endif
