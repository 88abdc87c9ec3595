/* part.c - unpacks the parts of a zip file through an XML parser that keeps
 * no tree. */
#include "core/part.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define PARTS_MOST	2000 /* a workbook of many sheets has some hundred */
#define CHUNK		16384
#define TAG_MOST	8192 /* bytes of one tag; */
#define ATTRIBUTES_MOST 64   /* the parser compares each with each */
#define DEPTH_MOST	64   /* elements in elements */
#define ASIDE_MOST                                                             \
	65536 /* bytes of CDATA or of a comment, which the                     \
	       * parser looks through again with each chunk */

struct parts {
	zip_t *zip;
	size_t left; /* bytes that may yet be unpacked */
};

/* Where the bytes of a part stand, before the parser sees them. */
enum place { TEXT, TAG_BEGINS, TAG, QUOTED, ASIDE_BEGINS, ASIDE };

struct run {
	const struct part_reader *r;
	xmlParserCtxt *xml;
	enum part_err e;
	enum place place;
	char quote;
	const char *end;	      /* of the comment or CDATA at hand */
	size_t ended;		      /* bytes of it that were seen just now */
	size_t tags, tag, attributes; /* so far; bytes and = of this one */
	size_t depth;
	bool began; /* something was read */
};

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Central headers, counted before the library makes room for each. */
static bool too_many(struct blob file)
{
	const char *s = file.data, *end = s + file.size;
	size_t n = 0;

	while (n <= PARTS_MOST &&
	       (s = memmem(s, (size_t)(end - s), "PK\1\2", 4))) {
		s += 4;
		n++;
	}
	return n > PARTS_MOST;
}

enum part_err parts_open(struct arena *mem, struct blob file, size_t bytes,
			 struct parts **out)
{
	zip_source_t *source;
	zip_error_t e;
	zip_t *zip = NULL;

	*out = NULL;
	if (too_many(file))
		return PART_LARGE;
	pthread_once(&once, xmlInitParser);
	zip_error_init(&e);
	source = zip_source_buffer_create(file.data, file.size, 0, &e);
	if (source)
		zip = zip_open_from_source(source, ZIP_RDONLY, &e);
	if (source && !zip)
		zip_source_free(source);
	zip_error_fini(&e);
	if (!zip)
		return PART_BROKEN;
	*out = arena_alloc(mem, sizeof(**out));
	(*out)->zip = zip;
	(*out)->left = bytes;
	return PART_OK;
}

void parts_close(struct parts *p)
{
	if (p)
		zip_discard(p->zip);
}

/* ---- what the parser calls ---- */

static void stop(struct run *n, enum part_err e)
{
	if (n->e == PART_OK)
		n->e = e;
	xmlStopParser(n->xml);
}

static void stop_if_told(struct run *n)
{
	if (n->r->stop && *n->r->stop)
		xmlStopParser(n->xml);
}

static void on_open(void *run, const xmlChar *name, const xmlChar *prefix,
		    const xmlChar *uri, int namespaces, const xmlChar **space,
		    int attributes, int defaulted, const xmlChar **attribute)
{
	struct run *n = run;
	struct part_element e = {(const char *)name, (const char *)uri,
				 n->xml->input->line, attribute, attributes};

	(void)prefix, (void)namespaces, (void)space, (void)defaulted;
	if (++n->depth > DEPTH_MOST) {
		stop(n, PART_STRANGE);
		return;
	}
	if (n->r->open)
		n->r->open(n->r->arg, &e);
	stop_if_told(n);
}

static void on_close(void *run, const xmlChar *name, const xmlChar *prefix,
		     const xmlChar *uri)
{
	struct run *n = run;

	(void)prefix, (void)uri;
	n->depth--;
	if (n->r->close)
		n->r->close(n->r->arg, (const char *)name);
	stop_if_told(n);
}

static void on_text(void *run, const xmlChar *s, int size)
{
	struct run *n = run;

	if (n->r->text)
		n->r->text(n->r->arg, (const char *)s, (size_t)size);
	stop_if_told(n);
}

/* The scan below lets none through; this is for what it may not know. */
static void on_doctype(void *run, const xmlChar *name, const xmlChar *id,
		       const xmlChar *system)
{
	(void)name, (void)id, (void)system;
	stop(run, PART_STRANGE);
}

const char *part_attribute(const struct part_element *e, const char *name,
			   char *to, size_t cap)
{
	size_t n = 0;

	for (int i = 0; i < e->attributes; i++) {
		const unsigned char *const *a = e->attribute + (size_t)i * 5;

		/* name, prefix, address, value, end of the value */
		if (strcmp((const char *)a[0], name))
			continue;
		n = (size_t)(a[4] - a[3]);
		n = n < cap ? n : cap - 1;
		memcpy(to, a[3], n);
		break;
	}
	to[n] = '\0';
	return to;
}

/* ---- before the parser ---- */

/* The next byte within a tag. */
static bool scan_tag(struct run *n, char s)
{
	if (n->place == TAG_BEGINS && s == '!') {
		n->place = ASIDE_BEGINS;
		return n->r->loose;
	}
	if (n->place == TAG_BEGINS && s == '?' && n->tags > 1)
		return false; /* <?xml ...?> comes first of all */
	n->place = TAG;
	if (s == '>')
		n->place = TEXT;
	else if (s == '=' && ++n->attributes > ATTRIBUTES_MOST)
		return false;
	else if (s == '"' || s == '\'')
		n->place = QUOTED;
	n->quote = s;
	return true;
}

/* The next byte after "<!": this is a comment, or CDATA, or refused. */
static bool scan_aside(struct run *n, char s)
{
	static const char comment[] = "--", data[] = "[CDATA[";
	size_t at = n->tag - 2;
	const char *is;

	if (at == 0)
		n->end = s == '-' ? "-->" : "]]>";
	is = *n->end == '-' ? comment : data;
	if (s != is[at])
		return false;
	if (!is[at + 1]) {
		n->place = ASIDE;
		n->ended = 0;
	}
	return true;
}

/* The next byte within it. */
static void scan_end(struct run *n, char s)
{
	if (s == n->end[n->ended]) {
		if (!n->end[++n->ended])
			n->place = TEXT;
	} else if (n->ended != 2 || s != *n->end) { /* not "]]]>" */
		n->ended = 0;
	}
}

/* Bytes of what is at hand. */
static size_t most(const struct run *n)
{
	if (n->place == ASIDE)
		return ASIDE_MOST;
	return n->r->tag ? n->r->tag : TAG_MOST;
}

/* Whether these bytes are plain: UTF-8's ASCII shows where tags stand. */
static bool scan(struct run *n, const char *s, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		switch (n->place) {
		case TEXT:
			if (s[i] != '<')
				continue;
			n->place = TAG_BEGINS;
			n->tag = n->attributes = 0;
			n->tags++;
			break;
		case TAG_BEGINS:
		case TAG:
			if (!scan_tag(n, s[i]))
				return false;
			break;
		case QUOTED:
			if (s[i] == n->quote)
				n->place = TAG;
			break;
		case ASIDE_BEGINS:
			if (!scan_aside(n, s[i]))
				return false;
			break;
		case ASIDE: scan_end(n, s[i]); break;
		}
		if (++n->tag > most(n))
			return false;
	}
	return true;
}

/* Parts begin with a byte order mark, <?xml or < and a name. */
static bool begins(const char *s, size_t size)
{
	if (size >= 3 && !memcmp(s, "\xef\xbb\xbf", 3)) {
		s += 3;
		size -= 3;
	}
	return size >= 2 && s[0] == '<' && s[1] != '\0';
}

/* A prefix that is not declared leaves the rest as it is. */
static bool parsed(struct run *n, const char *s, size_t size, int last)
{
	int e = xmlParseChunk(n->xml, s, (int)size, last);

	return e == XML_ERR_OK || (n->r->loose && n->xml->wellFormed);
}

static void feed(struct run *n, const char *s, size_t size)
{
	if (!n->began && !begins(s, size))
		n->e = PART_BROKEN;
	else if (!scan(n, s, size))
		n->e = PART_STRANGE;
	n->began = true;
	if (n->e == PART_OK && !parsed(n, s, size, 0) &&
	    !(n->r->stop && *n->r->stop) && n->e == PART_OK)
		n->e = PART_BROKEN;
}

static bool stopped(const struct run *n)
{
	return n->e != PART_OK || (n->r->stop && *n->r->stop);
}

static void finish(struct run *n)
{
	if ((!n->began || !parsed(n, NULL, 0, 1)) && n->e == PART_OK)
		n->e = PART_BROKEN;
}

static void unpack(struct parts *p, zip_file_t *f, struct run *n)
{
	char chunk[CHUNK];
	zip_int64_t got = 0;

	while (!stopped(n) && (got = zip_fread(f, chunk, sizeof(chunk))) > 0) {
		if ((size_t)got > p->left) {
			n->e = PART_LARGE;
			return;
		}
		p->left -= (size_t)got;
		feed(n, chunk, (size_t)got);
	}
	if (stopped(n))
		return;
	if (got < 0)
		n->e = PART_BROKEN;
	else
		finish(n);
}

static void parser_open(struct run *n)
{
	static const xmlSAXHandler calls = {
		.initialized = XML_SAX2_MAGIC,
		.internalSubset = on_doctype,
		.startElementNs = on_open,
		.endElementNs = on_close,
		.characters = on_text,
		.ignorableWhitespace = on_text,
	};
	xmlSAXHandler sax = calls;

	pthread_once(&once, xmlInitParser);
	n->xml = xmlCreatePushParserCtxt(&sax, n, NULL, 0, NULL);
	if (!n->xml)
		abort();
	/* NOENT: with no DOCTYPE there is no entity to put in, and &amp; in
	 * attributes is not left half undone. */
	xmlCtxtUseOptions(n->xml, XML_PARSE_NONET | XML_PARSE_NOENT |
					  XML_PARSE_IGNORE_ENC |
					  XML_PARSE_NOERROR |
					  XML_PARSE_NOWARNING);
}

static enum part_err part_open(struct parts *p, zip_uint64_t at, zip_file_t **f)
{
	zip_stat_t s;

	if (zip_stat_index(p->zip, at, 0, &s))
		return PART_BROKEN;
	if (s.encryption_method != ZIP_EM_NONE)
		return PART_LOCKED;
	if (s.comp_method != ZIP_CM_STORE && s.comp_method != ZIP_CM_DEFLATE)
		return PART_STRANGE;
	*f = zip_fopen_index(p->zip, at, 0);
	return *f ? PART_OK : PART_BROKEN;
}

enum part_err part_read(struct parts *p, const char *name,
			const struct part_reader *r)
{
	zip_int64_t at = zip_name_locate(p->zip, name, ZIP_FL_NOCASE);
	struct run n = {.r = r};
	enum part_err e;
	zip_file_t *f;

	if (at < 0)
		return PART_MISSING;
	e = part_open(p, (zip_uint64_t)at, &f);
	if (e != PART_OK)
		return e;
	parser_open(&n);
	unpack(p, f, &n);
	xmlFreeParserCtxt(n.xml);
	zip_fclose(f);
	return n.e;
}

enum part_err part_only(struct arena *mem, struct parts *p, const char **name,
			part_fn fn, void *arg)
{
	enum part_err e;
	zip_int64_t got;
	zip_file_t *f;
	char chunk[CHUNK];

	if (zip_get_num_entries(p->zip, 0) != 1)
		return PART_MISSING;
	*name = arena_text(mem, zip_get_name(p->zip, 0, 0));
	e = part_open(p, 0, &f);
	if (e != PART_OK)
		return e;
	while (e == PART_OK && (got = zip_fread(f, chunk, CHUNK)) != 0) {
		if (got < 0)
			e = PART_BROKEN;
		else if ((size_t)got > p->left)
			e = PART_LARGE;
		else if (!fn(arg, chunk, (size_t)got))
			e = PART_BROKEN;
		p->left -= e == PART_OK ? (size_t)got : 0;
	}
	zip_fclose(f);
	return e;
}

enum part_err part_xml(struct blob xml, const struct part_reader *r,
		       int64_t *line)
{
	struct run n = {.r = r};
	const char *s = xml.data;

	parser_open(&n);
	for (size_t at = 0; at < xml.size && !stopped(&n); at += CHUNK) {
		size_t left = xml.size - at;

		feed(&n, s + at, left < CHUNK ? left : CHUNK);
	}
	if (!stopped(&n))
		finish(&n);
	*line = n.xml->lastError.line && n.e == PART_BROKEN
			? n.xml->lastError.line
		: n.xml->input ? n.xml->input->line
			       : 1;
	xmlFreeParserCtxt(n.xml);
	return n.e;
}
