/* exchange.h - what other offices said about documents, in packets that came
 * in (edXML): they sent one, say how far they are with it, or take it back. */
#ifndef REGISTER_EXCHANGE_H
#define REGISTER_EXCHANGE_H

#include "org/unit.h"
#include "register/document.h"
#include "register/edxml.h"

#define EXCHANGE_HASH 32

/* A packet that came, as it is kept. */
struct exchange {
	int64_t document;
	int64_t unit;	   /* id: to whom it came */
	const char *what;  /* "message", "status", "recall" */
	const char *organ; /* OrganId, or name, of who sent it */
	const char *organ_name;
	const char *packet; /* by which it is known: DocumentId, or its hash */
	const void *hash;   /* EXCHANGE_HASH bytes */
	const char *code, *words; /* of a status; why, of a recall; "" */
	bool is_signed;		  /* it bears a signature: not verified */
	struct opt_int said;	  /* when, as the packet has it */
};

/* Notes it. Needs DB_WRITE; its caller writes the journal. */
enum err exchange_put(struct ctx *c, const struct exchange *x) MUST;

/**
 * The document of the unit that a packet is about, by its DocumentId
 * ("organ,2014/02/28,15/QĐ-BNV"): one that a packet of that id brought, or
 * one in the book ("in", "out") of that symbol and day.
 *
 * ERR_MISSING   it is not here
 * ERR_CONFLICT  several may be meant; the message lists them
 */
enum err exchange_document(struct ctx *c, const struct unit *u,
			   const char *book, const char *id,
			   int64_t *document) MUST;

/* Whether that office may take the document back from the unit: it sent it,
 * or issued it. */
enum err exchange_is_sender(struct ctx *c, const struct unit *u,
			    int64_t document, const struct edxml_organ *o,
			    bool *is) MUST;

/* "organ,2014/02/28,15/QĐ-BNV" of a document. */
const char *exchange_id(struct ctx *c, const char *organ, int64_t day,
			const char *symbol);

/* Adds to the view of a document "exchanges":[{"what","label","organ",
 * "organ_name","code","words","signed","said","at","by"}], the oldest first:
 * document_view(). */
enum err exchange_add_view(struct ctx *c, int64_t document,
			   struct val *to) MUST;

/* Adds "signature": what is to be said wherever a document is read that came
 * in a packet with a signature; else null. */
enum err exchange_add_signature(struct ctx *c, int64_t document,
				struct val *to) MUST;
const char *exchange_signature(const struct ctx *c);

#endif
