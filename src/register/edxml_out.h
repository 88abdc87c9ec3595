/* edxml_out.h - packets of edXML made of documents, to be sent by other
 * means. */
#ifndef REGISTER_EDXML_OUT_H
#define REGISTER_EDXML_OUT_H

#include "register/exchange.h"

/* Between which offices it goes. */
struct edxml_way {
	const char *from; /* "OrganId:name"; NULL: who issued the document */
	const char *const *to; /* the same */
	size_t tos;
};

/**
 * A document as a packet, with its files. Each packet is written by
 * edxml_write() and closed by edxml_close(). `document` as document_ref().
 *
 * ERR_MISSING  as document_ref()
 * ERR_INVALID  an office has no OrganId; or the document is of somebody
 *              outside, and `from` is not given
 */
enum err edxml_export(struct ctx *c, const char *document,
		      const struct edxml_way *way, struct edxml *out) MUST;

/* How far a unit is with a document that came to it: one of the standard's
 * codes. ERR_INVALID: none of them. ERR_DENIED: may not ACT_REGISTER there. */
enum err edxml_status(struct ctx *c, const char *document, const char *unit,
		      const char *code, const char *words,
		      struct edxml *out) MUST;

/* A document is taken back. `why` NULL: as it was recalled here.
 * ERR_CONFLICT: it is not recalled. Else as edxml_export(). */
enum err edxml_recall(struct ctx *c, const char *document,
		      const struct edxml_way *way, const char *why,
		      struct edxml *out) MUST;

#endif
