/* mime.h - a mail as it travels: RFC 5322 and MIME, of plain text. */
#ifndef CORE_MIME_H
#define CORE_MIME_H

#include "base/arena.h"

struct mime {
	const char *from, *to; /* addresses, as mail_address_valid() */
	const char *name;      /* of the sender, for people */
	const char *subject;   /* any text of one line */
	const char *body;      /* any text, lines ending in \n */
	const char *token;     /* left part of the Message-ID */
	const char *settings;  /* address where one is told no more; "" */
	int64_t at;	       /* s since 1970 UTC */
};

/* The whole mail, with CRLF. Names and subject hold no line end when they
 * come out, whatever they held. */
void mime_write(const struct mime *m, struct buf *out);

#endif
