/* edxml_in.h - packets of edXML taken in: documents into a unit's book, what
 * others say of documents and take back of them onto these. */
#ifndef REGISTER_EDXML_IN_H
#define REGISTER_EDXML_IN_H

#include "register/exchange.h"

/* A packet that was looked at. */
struct edxml_in {
	struct edxml p;
	struct file_in *file; /* of a message */
	unsigned char hash[EXCHANGE_HASH];
	struct blob *unzipped; /* what to unmap */
	size_t unzips;
};

/**
 * Reads a packet and looks at its files. Slow: call it outside of a
 * transaction; `packet` may go after it. Close it, also after an error.
 * Errors as edxml_read() and attachment_check().
 */
enum err edxml_in_open(struct ctx *c, struct blob packet,
		       struct edxml_in *out) MUST;
void edxml_in_close(struct edxml_in *in);

/* Whether packets may be taken in there: to be asked before one is read.
 * ERR_MISSING, ERR_DENIED  as edxml_import() */
enum err edxml_import_may(struct ctx *c, const char *unit) MUST;

/**
 * Takes it in at a unit: a message becomes a document in its incoming book,
 * with its files; a status is noted with the document of its outgoing book;
 * a recall recalls the copy in its incoming book. `kind`: of a document, NULL:
 * as the packet says. Needs DB_WRITE; journalled.
 *
 * *view: {"what","document","symbol","subject","organ","organ_name","files",
 * "code","words","signed","warnings":[text]}
 *
 * ERR_INVALID   the kind cannot be told; a text is too long
 * ERR_CONFLICT  this packet came before: the message names its document; or
 *               as document_add() and document_recall()
 * ERR_MISSING   what it is about is not in the unit's books
 * ERR_DENIED    may not ACT_REGISTER at `unit`; or who takes a document back
 *               is not who sent it
 */
enum err edxml_import(struct ctx *c, const struct edxml_in *in,
		      const char *unit, const char *kind,
		      struct val **view) MUST;

#endif
