/* part.h - the XML parts of a zip file (as XLSX is) from outside, read in
 * one pass within limits.
 *
 * Nothing that a file says of itself is trusted: what is unpacked is counted
 * byte by byte, over all parts. Parts are UTF-8 without DOCTYPE, entities,
 * comments and CDATA, which no spreadsheet writes and which are the ways to
 * make little XML into much work. Nothing is ever fetched. */
#ifndef CORE_PART_H
#define CORE_PART_H

#include "db/db.h"

enum part_err {
	PART_OK,
	PART_MISSING, /* no such part */
	PART_BROKEN,  /* no zip, or no XML */
	PART_LOCKED,  /* encrypted */
	PART_LARGE,   /* more than the bytes allowed, or too many parts */
	PART_STRANGE, /* XML of a kind that no spreadsheet writes */
};

struct parts;

/* An element that begins. */
struct part_element {
	const char *name; /* without prefix */
	const char *uri;  /* of its prefix; NULL: none */
	int64_t line;	  /* in which its tag ends, from 1 */
	const unsigned char **attribute;
	int attributes;
};

/* The value of an attribute by its name without prefix, cut to `cap` - 1
 * bytes; "" where there is none. Returns `to`. */
const char *part_attribute(const struct part_element *e, const char *name,
			   char *to, size_t cap);

/* What is called as a part is read. One that is NULL is not called. `stop`,
 * once set, ends the reading without an error. */
struct part_reader {
	void *arg;
	void (*open)(void *arg, const struct part_element *e);
	void (*close)(void *arg, const char *name);
	void (*text)(void *arg, const char *s, size_t n);
	bool *stop;
	size_t tag; /* bytes of one tag at most; 0: 8192 */
	bool loose; /* comments are passed over, short CDATA is text, and a
		     * prefix need not be declared: part_xml() only */
};

/**
 * Opens a zip file in memory, of whose parts at most `bytes` are unpacked in
 * all. *out is NULL unless PART_OK; what `file` holds stays in use until
 * parts_close().
 */
enum part_err parts_open(struct arena *mem, struct blob file, size_t bytes,
			 struct parts **out) MUST;
void parts_close(struct parts *p); /* NULL is fine */

/* Reads the part of that name ("xl/workbook.xml"). */
enum part_err part_read(struct parts *p, const char *name,
			const struct part_reader *r) MUST;

typedef bool (*part_fn)(void *arg, const void *bytes, size_t n);

/* The only part of a zip file, whatever is in it: its name (in `mem`), and
 * its bytes piece by piece; `fn`'s false ends it. PART_MISSING: there is none,
 * or there are several; PART_BROKEN also where `fn` ended it. */
enum part_err part_only(struct arena *mem, struct parts *p, const char **name,
			part_fn fn, void *arg) MUST;

/* Reads XML that is in no zip file, within the same limits. *line: where it
 * ended, or the first that is not right. */
enum part_err part_xml(struct blob xml, const struct part_reader *r,
		       int64_t *line) MUST;

#endif
