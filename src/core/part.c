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

struct parts {
	zip_t *zip;
	size_t left; /* bytes that may yet be unpacked */
};

/* Where the bytes of a part stand, before the parser sees them. */
enum place { TEXT, TAG_BEGINS, TAG, QUOTED };

struct run {
	const struct part_reader *r;
	xmlParserCtxt *xml;
	enum part_err e;
	enum place place;
	char quote;
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
	struct part_element e = {(const char *)name, attribute, attributes};

	(void)prefix, (void)uri, (void)namespaces, (void)space, (void)defaulted;
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
	if (n->place == TAG_BEGINS && s == '!')
		return false;
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
		}
		if (++n->tag > (n->r->tag ? n->r->tag : TAG_MOST))
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

static void feed(struct run *n, const char *s, size_t size)
{
	if (!n->began && !begins(s, size))
		n->e = PART_BROKEN;
	else if (!scan(n, s, size))
		n->e = PART_STRANGE;
	n->began = true;
	if (n->e == PART_OK &&
	    xmlParseChunk(n->xml, s, (int)size, 0) != XML_ERR_OK &&
	    !(n->r->stop && *n->r->stop) && n->e == PART_OK)
		n->e = PART_BROKEN;
}

static bool stopped(const struct run *n)
{
	return n->e != PART_OK || (n->r->stop && *n->r->stop);
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
	if (got < 0 || !n->began ||
	    xmlParseChunk(n->xml, NULL, 0, 1) != XML_ERR_OK)
		n->e = n->e == PART_OK ? PART_BROKEN : n->e;
}

static enum part_err parse(struct parts *p, zip_file_t *f,
			   const struct part_reader *r)
{
	static const xmlSAXHandler calls = {
		.initialized = XML_SAX2_MAGIC,
		.internalSubset = on_doctype,
		.startElementNs = on_open,
		.endElementNs = on_close,
		.characters = on_text,
		.ignorableWhitespace = on_text,
	};
	struct run n = {.r = r};
	xmlSAXHandler sax = calls;

	n.xml = xmlCreatePushParserCtxt(&sax, &n, NULL, 0, NULL);
	if (!n.xml)
		abort();
	/* NOENT: with no DOCTYPE there is no entity to put in, and &amp; in
	 * attributes is not left half undone. */
	xmlCtxtUseOptions(n.xml, XML_PARSE_NONET | XML_PARSE_NOENT |
					 XML_PARSE_IGNORE_ENC |
					 XML_PARSE_NOERROR |
					 XML_PARSE_NOWARNING);
	unpack(p, f, &n);
	xmlFreeParserCtxt(n.xml);
	return n.e;
}

enum part_err part_read(struct parts *p, const char *name,
			const struct part_reader *r)
{
	zip_int64_t at = zip_name_locate(p->zip, name, ZIP_FL_NOCASE);
	enum part_err e;
	zip_file_t *f;
	zip_stat_t s;

	if (at < 0)
		return PART_MISSING;
	if (zip_stat_index(p->zip, (zip_uint64_t)at, 0, &s))
		return PART_BROKEN;
	if (s.encryption_method != ZIP_EM_NONE)
		return PART_LOCKED;
	if (s.comp_method != ZIP_CM_STORE && s.comp_method != ZIP_CM_DEFLATE)
		return PART_STRANGE;
	f = zip_fopen_index(p->zip, (zip_uint64_t)at, 0);
	if (!f)
		return PART_BROKEN;
	e = parse(p, f, r);
	zip_fclose(f);
	return e;
}
