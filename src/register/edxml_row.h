/* edxml_row.h - the elements of edXML that are read, as a table: for
 * edxml_read.c alone. */
#ifndef REGISTER_EDXML_ROW_H
#define REGISTER_EDXML_ROW_H

#include "register/edxml.h"

/* What an element is within. Names are looked up by it, so that a Subject
 * counts in a MessageHeader only. */
enum edxml_group {
	IN_SKIP, /* an element that is not known, and all in it */
	IN_ROOT, /* also in the wrappers that follow */
	IN_PACKET,
	IN_ENVELOPE,
	IN_HEADER,
	IN_BODY,
	IN_MESSAGE,
	IN_STATUS,
	IN_FROM,
	IN_TO,
	IN_CODE,
	IN_PROMULGATION,
	IN_TYPE,
	IN_SIGNER,
	IN_PLACES,
	IN_OTHER,
	IN_APPENDIXES,
	IN_RESPONSE,
	IN_TRACES,
	IN_TRACE,
	IN_BUSINESS,
	IN_STAFF,
	IN_REPLACED_LIST,
	IN_REPLACED,
	IN_MANIFEST,
	IN_REFERENCE,
	IN_FILES,
	IN_FILE,
	IN_SIGNATURE,
	GROUPS
};

enum edxml_kind {
	IS_ONE,	  /* a group that is there once in a packet at most */
	IS_MANY,  /* a group that may be repeated */
	IS_TEXT,  /* from here on: what has a value */
	IS_TEXTS, /* repeated */
	IS_DAY,
	IS_TIME,
	IS_NUMBER,
	IS_BASE64,
};

struct edxml_row {
	enum edxml_group in;
	const char *name; /* in whatever case */
	enum edxml_kind kind;
	enum edxml_group group; /* that it opens */
	size_t offset;		/* of the value: in struct edxml, or in what is
				 * repeated */
	size_t most;		/* characters */
};

/* The row of an element, or NULL. */
const struct edxml_row *edxml_row(enum edxml_group in, const char *name);

#endif
