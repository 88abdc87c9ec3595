/* vcard.h - people from and to vCard files (RFC 2426, RFC 6350).
 *
 * Of a card the name (FN, else N), the first mail address, the first
 * telephone number and the organisation (ORG) are taken: with EMAIL and TEL
 * that of the smallest PREF, or marked as preferred. Nothing else is kept, and
 * what else there is is named. */
#ifndef PEOPLE_VCARD_H
#define PEOPLE_VCARD_H

#include "core/ctx.h"

#define VCARD_MOST 100000 /* cards in a file */

struct vcard {
	int64_t line; /* of its BEGIN; and of what was taken: */
	int64_t name_line, email_line, phone_line;
	const char *name, *email, *phone, *org; /* "": none */
};

struct vcards {
	struct vcard *card;
	size_t n;
	struct val *dropped; /* [{"field","n"}]: by field, how many */
};

/* Whether a file begins as vCards do. */
bool vcard_is(struct blob file) MUST;

/**
 * Reads version 3.0 and 4.0, several cards, folded lines, LF or CRLF.
 * ERR_INVALID  by line: not UTF-8; no end; another version; a line that is
 *              none; a card without a name
 */
enum err vcard_read(struct ctx *c, struct blob file, struct vcards *out) MUST;

/* Adds one card of version 4.0. */
void vcard_write(struct buf *b, const struct vcard *card);

#endif
