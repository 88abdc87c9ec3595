/* edxml.h - packets of documents between offices (edXML of QCVN 102:2016):
 * what is in one, read and written. docs/edxml.md says the format.
 *
 * Reading takes what is met in the wild: any prefix or none, the envelope of
 * 2014 or of 2016, days in several forms. It never guesses a day, fetches
 * nothing, and refuses a packet in which an element that must be single is
 * there twice, since what was signed and what is read might differ then.
 * Signatures are not verified (docs/why-edxml-signature.md). */
#ifndef REGISTER_EDXML_H
#define REGISTER_EDXML_H

#include "core/ctx.h"

#define EDXML_TYPE     "application/xml"
#define EDXML_MAX      (280ll << 20) /* bytes of a packet: base64 of the next */
#define EDXML_TOTAL    (200ll << 20) /* bytes of all its files */
#define EDXML_FILE_MAX (50ll << 20)  /* of one */
#define EDXML_MOST     1000	     /* receivers, files, traces each */
#define EDXML_NONE     INT64_MIN     /* a day or number that is not there */

/* The lengths that the standard sets, in characters. */
#define EDXML_NUMBER   11
#define EDXML_NOTATION 30
#define EDXML_NAME     200
#define EDXML_SUBJECT  500

enum edxml_what { EDXML_MESSAGE, EDXML_STATUS };

/* What a message is for: BussinessDocType. */
enum edxml_business {
	EDXML_NEW,
	EDXML_RECALL,
	EDXML_UPDATE,
	EDXML_REPLACE,
};

/* Texts that are not there are NULL; none is empty. */
struct edxml_organ {
	const char *id; /* 000.00.01.H56 */
	const char *in_charge, *name, *address, *email, *telephone, *fax,
		*website;
};

/* A document that another packet is about. */
struct edxml_about {
	const char *organ, *code, *document;
	int64_t day;
};

struct edxml_trace {
	const char *organ;
	int64_t at; /* seconds since 1970 UTC */
};

struct edxml_staff {
	const char *department, *staff, *mobile, *email;
};

struct edxml_texts {
	const char **s;
	size_t n;
};

struct edxml_file {
	const char *id, *name, *type, *description;
	int64_t line;	     /* where it begins */
	size_t at;	     /* in the spool */
	struct blob content; /* until edxml_close() */
};

struct edxml {
	enum edxml_what what;
	bool is_signed; /* there is a signature, which was not verified */

	struct edxml_organ from, *to;
	size_t tos;
	const char *document; /* DocumentId: "organ,2014/02/28,15/QĐ-BNV" */
	const char *number, *notation;
	const char *place;
	int64_t day; /* PromulgationDate; set in every message that is new */
	int64_t type;
	const char *type_name;
	const char *subject, *content;
	const char *competence, *position, *signer;
	int64_t due;
	struct edxml_texts places, appendixes;
	int64_t priority; /* 0 normal, 1 urgent, 2 very urgent, 3 immediate, 4
			   * immediate at a set hour */
	const char *sphere, *typer;
	int64_t copies, pages;
	int64_t steering;
	struct edxml_about *response;
	size_t responses;

	struct edxml_trace *trace;
	size_t traces;
	int64_t business; /* enum edxml_business, or EDXML_NONE */
	const char *reason;
	const char *business_document; /* it recalls, updates ... */
	struct edxml_staff staff;      /* who is asked about it */
	struct edxml_about *replaced;  /* document only */
	size_t replaceds;

	const char *status; /* "01" ...: edxml_status_words() */
	const char *words;
	int64_t at;

	struct edxml_file *file;
	size_t files;

	int spool; /* the files; -1: none */
	struct blob map;
};

/**
 * Reads a packet. Close it with edxml_close(), also after an error. Slow:
 * call it outside of a transaction.
 *
 * ERR_INVALID  no XML in UTF-8, no edXML, over a limit, or with a DOCTYPE;
 *              c->faults then name each element, its line and its value
 * ERR_FULL     there is no room for its files
 */
enum err edxml_read(struct ctx *c, struct blob packet, struct edxml *out) MUST;
void edxml_close(struct edxml *p);

/* An empty packet to be filled, which needs no edxml_close(). */
struct edxml edxml_empty(enum edxml_what what);

typedef enum err (*edxml_fn)(void *arg, const void *bytes, size_t n);

/**
 * Writes a packet: elements in the standard's order, days as 2014/02/28,
 * times as 2014/02/28 08:30:00 in Vietnam, files in base64. edxml_read()
 * reads what it writes. `fn`'s error ends it.
 *
 * ERR_INVALID  something that must be there is not, or is too long: named
 *              after its element
 */
enum err edxml_write(struct ctx *c, const struct edxml *p, edxml_fn fn,
		     void *arg) MUST;

/* Reads a day as they are written in the wild: 2014/02/28, 2014-02-28,
 * 28/02/2014 or 28-02-2014, also with one digit, also with a time and a zone
 * after it, which it checks. */
bool edxml_day(const char *s, int64_t *day) MUST;
/* The same with its time, of Vietnam where there is no zone; midnight where
 * there is no time. */
bool edxml_time(const char *s, int64_t *at) MUST;

/* "01" (delivered) and its like, in c->lang; NULL: the standard has no such
 * code. */
const char *edxml_status_words(const struct ctx *c, const char *code);

#endif
