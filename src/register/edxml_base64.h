/* edxml_base64.h - files of a packet, decoded into a spool as they come. */
#ifndef REGISTER_EDXML_BASE64_H
#define REGISTER_EDXML_BASE64_H

#include "register/edxml.h"

enum edxml_base64_err {
	BASE64_OK,
	BASE64_LARGE, /* this file, or all */
	BASE64_FULL,  /* the disk */
};

struct edxml_base64 {
	int spool;	     /* -1: none yet */
	size_t begins, size; /* of the file at hand */
	size_t total;
	uint32_t bits;
	int held, padding; /* letters of four; = of it */
	bool bad;
	unsigned char out[3072];
	size_t n; /* in `out` */
};

void edxml_base64_open(struct edxml_base64 *b);
/* Takes some of its letters; blanks between them do not count. */
enum edxml_base64_err edxml_base64_add(struct edxml_base64 *b, const char *s,
				       size_t n) MUST;
/* false: this was no base64. */
bool edxml_base64_close(struct edxml_base64 *b) MUST;

#endif
