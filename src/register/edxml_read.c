/* edxml_read.c - reads a packet as it comes by: one pass, no tree. */
#include "base/text.h"
#include "core/part.h"
#include "core/spool.h"
#include "register/edxml_base64.h"
#include "register/edxml_row.h"
#include "register/edxml_signed.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEPTH	   66	      /* one more than core/part.c lets through */
#define VALUE_MOST (64 << 10) /* bytes of a text, before it is tidied */
#define SHOWN	   60	      /* characters of a value in a message */

/* An element that is open. */
struct frame {
	enum edxml_group in;	      /* what is within it */
	const struct edxml_row *leaf; /* it has a value */
	void *base;		      /* of what is in it */
	int64_t line;
};

struct reading {
	struct ctx *c;
	struct edxml *p;
	struct frame frame[DEPTH];
	size_t depth;
	int64_t seen[GROUPS]; /* line of the first, of what is single */
	struct buf value;
	bool large; /* the value is */
	struct edxml_base64 bytes;
	struct edxml_file *reference; /* the manifest's */
	size_t references;
	struct edxml_ids ids;
	bool stop;
	enum err e;
};

/* ---- lists ---- */

/* One more, zeroed; NULL: there are too many, which is a fault. */
static void *grow(struct reading *r, void *list, size_t *n, size_t size,
		  const char *name, int64_t line)
{
	char *more = list;

	if (*n == EDXML_MOST) {
		fault(r->c, line, 0, NULL,
		      N_("There are more than %d elements %s."), EDXML_MOST,
		      name);
		r->stop = true;
		return NULL;
	}
	if ((*n & (*n - 1)) == 0) { /* a power of two, or none */
		more = arena_array(r->c->mem, *n ? *n * 2 : 1, size);
		if (*n)
			memcpy(more, list, *n * size);
	}
	++*n;
	return more;
}

static void *more_about(struct reading *r, struct edxml_about **list, size_t *n,
			const char *name, int64_t line)
{
	struct edxml_about *more;

	more = grow(r, *list, n, sizeof(*more), name, line);
	if (!more)
		return NULL;
	*list = more;
	more[*n - 1].day = EDXML_NONE;
	return &more[*n - 1];
}

static void *more_file(struct reading *r, struct edxml_file **list, size_t *n,
		       const char *name, int64_t line)
{
	struct edxml_file *more;

	more = grow(r, *list, n, sizeof(*more), name, line);
	if (!more)
		return NULL;
	*list = more;
	more[*n - 1].line = line;
	return &more[*n - 1];
}

static void *more_organ(struct reading *r, const char *name, int64_t line)
{
	struct edxml *p = r->p;
	struct edxml_organ *more;

	more = grow(r, p->to, &p->tos, sizeof(*more), name, line);
	if (!more)
		return NULL;
	p->to = more;
	return &more[p->tos - 1];
}

static void *more_trace(struct reading *r, const char *name, int64_t line)
{
	struct edxml *p = r->p;
	struct edxml_trace *more;

	more = grow(r, p->trace, &p->traces, sizeof(*more), name, line);
	if (!more)
		return NULL;
	p->trace = more;
	more[p->traces - 1].at = EDXML_NONE;
	return &more[p->traces - 1];
}

/* Where the values of a group go that may be there several times. */
static void *base_of(struct reading *r, const struct edxml_row *row,
		     int64_t line)
{
	struct edxml *p = r->p;

	if (row->group == IN_TO)
		return more_organ(r, row->name, line);
	if (row->group == IN_RESPONSE)
		return more_about(r, &p->response, &p->responses, row->name,
				  line);
	if (row->group == IN_REPLACED)
		return more_about(r, &p->replaced, &p->replaceds, row->name,
				  line);
	if (row->group == IN_TRACE)
		return more_trace(r, row->name, line);
	if (row->group == IN_REFERENCE)
		return more_file(r, &r->reference, &r->references, row->name,
				 line);
	if (row->group == IN_FILE)
		return more_file(r, &p->file, &p->files, row->name, line);
	return p;
}

/* ---- what begins ---- */

static void twice(struct reading *r, const char *name, int64_t line)
{
	fault(r->c, line, 0, NULL,
	      N_("%s is there twice. A packet has it once; which of them was "
		 "meant cannot be told."),
	      name);
}

/* MessageHeader and its like, wherever they stand: also in what is passed
 * over, where a signed one could be hidden behind another that is read. */
static void count_single(struct reading *r, const struct edxml_row *row,
			 int64_t line)
{
	enum edxml_group is = row->group == IN_STATUS ? IN_MESSAGE : row->group;

	if (row->kind != IS_ONE)
		return;
	if (r->seen[is])
		twice(r, row->name, line);
	else
		r->seen[is] = line;
}

static void open_signature(struct reading *r, const struct part_element *e)
{
	if (!strcmp(e->name, "SignatureValue"))
		r->p->is_signed = true;
	if (!strcmp(e->name, "Reference"))
		edxml_id_signed(&r->ids, e);
}

static void open_row(struct reading *r, const struct part_element *e,
		     const struct edxml_row *row, struct frame *f)
{
	char href[200];

	count_single(r, row, e->line);
	if (row->kind >= IS_TEXT) {
		f->leaf = row;
		r->value.len = 0;
		r->large = false;
		if (row->kind == IS_BASE64)
			edxml_base64_open(&r->bytes);
		return;
	}
	f->in = row->group;
	if (row->group == IN_STATUS)
		r->p->what = EDXML_STATUS;
	if (row->kind == IS_MANY) {
		void *base = base_of(r, row, e->line);

		f->base = base ? base : f->base;
	}
	if (row->group != IN_REFERENCE || r->stop)
		return;
	part_attribute(e, "href", href, sizeof(href));
	if (*href)
		r->reference[r->references - 1].id = text_tidy(r->c->mem, href);
}

static bool signs(const struct part_element *e)
{
	return !strcmp(e->name, "Signature") ||
	       !strcmp(e->name, "DigitalSignature");
}

static void on_open(void *arg, const struct part_element *e)
{
	struct reading *r = arg;
	struct frame *up = &r->frame[r->depth], *f = up + 1;
	const struct edxml_row *row = NULL;

	*f = (struct frame){.base = up->base, .line = e->line};
	r->depth++;
	if (up->leaf) {
		fault(r->c, e->line, 0, NULL,
		      N_("%s holds the element %s, where only text belongs."),
		      up->leaf->name, e->name);
		f->in = IN_SKIP;
	} else if (up->in == IN_SIGNATURE) {
		f->in = IN_SIGNATURE;
		open_signature(r, e);
	} else if (up->in == IN_SKIP) {
		row = edxml_row(IN_ROOT, e->name);
		if (row)
			count_single(r, row, e->line);
	} else if ((row = edxml_row(up->in, e->name))) {
		open_row(r, e, row, f);
	} else if (signs(e)) {
		f->in = IN_SIGNATURE;
	}
	if (r->depth == 1 && (!row || f->in == IN_SKIP)) {
		fault(r->c, e->line, 0, NULL,
		      N_("This is no edXML: it begins with the element %s."),
		      e->name);
		r->stop = true;
	}
	edxml_id_seen(&r->ids, e, f->in);
}

/* ---- what ends ---- */

/* As much of a value as a message shows. */
static const char *shown(struct reading *r, const char *s)
{
	size_t n = 0;

	for (size_t i = 0; i < SHOWN && s[n]; i++)
		do
			n++;
		while ((s[n] & 0xc0) == 0x80);
	return arena_printf(r->c->mem, "%.*s%s", (int)n, s, s[n] ? "…" : "");
}

/* Days that programs write where there is none. */
static bool no_day(const char *s)
{
	return !strncmp(s, "0001-01-01", 10) || !strncmp(s, "0001/01/01", 10) ||
	       !strncmp(s, "01/01/0001", 10);
}

static int64_t number(struct reading *r, const struct frame *f, const char *s)
{
	size_t n = strlen(s);

	if (n <= 9 && strspn(s, "0123456789") == n)
		return strtoll(s, NULL, 10);
	fault(r->c, f->line, 0, NULL,
	      N_("%s is “%s”, which is no whole number."), f->leaf->name,
	      shown(r, s));
	return EDXML_NONE;
}

static int64_t day(struct reading *r, const struct frame *f, const char *s)
{
	int64_t is = EDXML_NONE;

	if (no_day(s))
		return EDXML_NONE;
	if (f->leaf->kind == IS_DAY ? edxml_day(s, &is) : edxml_time(s, &is))
		return is;
	fault(r->c, f->line, 0, NULL,
	      N_("%s is “%s”, which is no day of the calendar. Days are "
		 "written as 2014/02/28, 2014-02-28 or 28/02/2014."),
	      f->leaf->name, shown(r, s));
	return EDXML_NONE;
}

static void put_text(struct reading *r, const struct frame *f, const char *s)
{
	const char **to = (const char **)((char *)f->base + f->leaf->offset);

	if (*to)
		twice(r, f->leaf->name, f->line);
	*to = s;
}

static void put_number(struct reading *r, const struct frame *f, int64_t i)
{
	int64_t *to = (int64_t *)((char *)f->base + f->leaf->offset);

	if (*to != EDXML_NONE)
		twice(r, f->leaf->name, f->line);
	*to = i;
}

static void put_texts(struct reading *r, const struct frame *f, const char *s)
{
	struct edxml_texts *to =
		(struct edxml_texts *)((char *)f->base + f->leaf->offset);
	const char **more =
		grow(r, to->s, &to->n, sizeof(*to->s), f->leaf->name, f->line);

	if (!more)
		return;
	to->s = more;
	to->s[to->n - 1] = s;
}

static void put_value(struct reading *r, const struct frame *f)
{
	const char *s = r->value.len ? text_tidy(r->c->mem, r->value.s) : "";
	bool is_text = f->leaf->kind == IS_TEXT || f->leaf->kind == IS_TEXTS;

	if (!*s)
		return;
	if (is_text && (r->large || utf8_length(s) > f->leaf->most)) {
		fault(r->c, f->line, 0, NULL,
		      N_("%s is longer than %zu characters."), f->leaf->name,
		      f->leaf->most);
		return;
	}
	if (f->leaf->kind == IS_TEXT)
		put_text(r, f, s);
	else if (f->leaf->kind == IS_TEXTS)
		put_texts(r, f, s);
	else if (f->leaf->kind == IS_NUMBER)
		put_number(r, f, number(r, f, s));
	else
		put_number(r, f, day(r, f, s));
}

static void close_file(struct reading *r, const struct frame *f)
{
	struct edxml_file *to = f->base;

	if (to->content.size)
		twice(r, f->leaf->name, f->line);
	if (!edxml_base64_close(&r->bytes))
		fault(r->c, f->line, 0, NULL,
		      N_("%s is no base64: the file in it cannot be read."),
		      f->leaf->name);
	to->at = r->bytes.begins;
	to->content.size = r->bytes.size;
}

static void on_close(void *arg, const char *name)
{
	struct reading *r = arg;
	const struct frame *f = &r->frame[r->depth];

	(void)name;
	r->depth--;
	if (!f->leaf)
		return;
	if (f->leaf->kind == IS_BASE64)
		close_file(r, f);
	else
		put_value(r, f);
}

static void add_bytes(struct reading *r, const struct frame *f, const char *s,
		      size_t n)
{
	switch (edxml_base64_add(&r->bytes, s, n)) {
	case BASE64_OK: return;
	case BASE64_LARGE:
		fault(r->c, f->line, 0, NULL,
		      N_("The files are too large: one may have %lld MB, all "
			 "together %lld MB."),
		      EDXML_FILE_MAX >> 20, EDXML_TOTAL >> 20);
		break;
	case BASE64_FULL:
		r->e = fail(r->c, ERR_FULL, NULL,
			    N_("There is no room to unpack the files of the "
			       "packet. Make room on the disk and try again."));
		break;
	}
	r->stop = true;
}

static void on_text(void *arg, const char *s, size_t n)
{
	struct reading *r = arg;
	const struct frame *f = &r->frame[r->depth];

	if (!f->leaf)
		return;
	if (f->leaf->kind == IS_BASE64)
		add_bytes(r, f, s, n);
	else if (n > VALUE_MOST - r->value.len)
		r->large = true;
	else
		buf_add(&r->value, s, n);
}

/* ---- the whole ---- */

static const char *bare(const char *id)
{
	return id && !strncmp(id, "cid:", 4) ? id + 4 : id;
}

static struct edxml_file *file_of(struct edxml *p, const char *id)
{
	for (size_t i = 0; i < p->files; i++)
		if (p->file[i].id && !strcmp(bare(p->file[i].id), bare(id)))
			return &p->file[i];
	return NULL;
}

/* The manifest and the files name each other. */
static void match_files(struct reading *r)
{
	struct edxml *p = r->p;

	for (size_t i = 0; i < r->references; i++) {
		const struct edxml_file *m = &r->reference[i];
		struct edxml_file *is = m->id ? file_of(p, m->id) : NULL;

		if (!is) {
			fault(r->c, m->line, 0, NULL,
			      N_("The packet names the file “%s”, which is not "
				 "in it."),
			      m->name ? m->name
			      : m->id ? m->id
				      : "");
			continue;
		}
		is->name = is->name ? is->name : m->name;
		is->description =
			is->description ? is->description : m->description;
	}
	for (size_t i = 0; i < p->files; i++) {
		struct edxml_file *f = &p->file[i];

		if (f->id && file_of(p, f->id) != f)
			twice(r, "ContentId", f->line);
		if (!f->name)
			f->name = arena_printf(r->c->mem, "file-%zu", i + 1);
		if (f->content.size == 0)
			fault(r->c, f->line, 0, NULL,
			      N_("The file “%s” is empty."), f->name);
	}
}

static void need(struct reading *r, bool there, const char *name)
{
	if (!there)
		fault(r->c, r->seen[IN_MESSAGE], 0, NULL, N_("%s is missing."),
		      name);
}

static void check_whole(struct reading *r)
{
	struct edxml *p = r->p;

	if (!r->seen[IN_MESSAGE]) {
		fault(r->c, 0, 0, NULL, N_("%s is missing."), "MessageHeader");
		return;
	}
	if (p->status)
		p->what = EDXML_STATUS;
	need(r, p->from.id || p->from.name, "From/OrganId");
	if (p->what == EDXML_STATUS) {
		need(r, p->status, "StatusCode");
		need(r, p->responses == 1, "ResponseFor");
		return;
	}
	if (p->business != EDXML_NONE && p->business > EDXML_REPLACE)
		fault(r->c, r->seen[IN_BUSINESS], 0, NULL,
		      N_("%s is “%s”; the standard has 0 to 3."),
		      "BussinessDocType",
		      arena_printf(r->c->mem, "%" PRId64, p->business));
	if (p->business == EDXML_RECALL) {
		need(r, p->business_document || p->document || p->notation,
		     "Bussiness/DocumentId");
		return;
	}
	need(r, p->number || p->notation, "Code/CodeNotation");
	if (p->day == EDXML_NONE && r->c->fault_count == 0)
		need(r, false, "PromulgationInfo/PromulgationDate");
	need(r, p->subject, "Subject");
}

static void refuse(struct reading *r, enum part_err e, int64_t line)
{
	switch (e) {
	case PART_OK: break;
	case PART_STRANGE:
		fault(r->c, line, 0, NULL,
		      N_("The packet has a DOCTYPE, or elements and attributes "
			 "beyond all measure. Nothing of it was read."));
		break;
	case PART_BROKEN:
	case PART_MISSING:
	case PART_LOCKED:
	case PART_LARGE:
		fault(r->c, line, 0, NULL,
		      N_("This is not a whole XML file in UTF-8."));
		break;
	}
}

static void map_files(struct edxml *p, const struct edxml_base64 *b)
{
	const char *s;

	p->spool = b->spool;
	if (b->total == 0)
		return;
	p->map = spool_map(p->spool, b->total);
	s = p->map.data;
	for (size_t i = 0; i < p->files; i++)
		p->file[i].content.data = s ? s + p->file[i].at : NULL;
}

enum err edxml_read(struct ctx *c, struct blob packet, struct edxml *out)
{
	struct reading *r = arena_alloc(c->mem, sizeof(*r));
	const struct part_reader reader = {.arg = r,
					   .open = on_open,
					   .close = on_close,
					   .text = on_text,
					   .stop = &r->stop,
					   .loose = true};
	enum part_err e;
	int64_t line;

	*out = edxml_empty(EDXML_MESSAGE);
	r->c = c;
	r->p = out;
	r->value.mem = r->ids.mem = c->mem;
	r->bytes.spool = -1;
	r->frame[0] = (struct frame){.in = IN_ROOT, .base = out};
	if ((int64_t)packet.size > EDXML_MAX)
		return fail(c, ERR_INVALID, "file",
			    N_("The file is too large: at most %lld MB."),
			    EDXML_MAX >> 20);
	e = part_xml(packet, &reader, &line);
	map_files(out, &r->bytes);
	TRY(r->e);
	if (out->spool >= 0 && r->bytes.total && !out->map.data)
		return fail(c, ERR_BROKEN, NULL,
			    N_("The unpacked files cannot be read again."));
	refuse(r, e, line);
	if (e == PART_OK && !r->stop) {
		match_files(r);
		check_whole(r);
		if (out->is_signed)
			edxml_id_check(c, &r->ids);
	}
	return faults_end(c);
}

void edxml_close(struct edxml *p)
{
	spool_unmap(p->map);
	if (p->spool >= 0)
		close(p->spool);
	p->map = (struct blob){0};
	p->spool = -1;
}

struct edxml edxml_empty(enum edxml_what what)
{
	return (struct edxml){.what = what,
			      .day = EDXML_NONE,
			      .type = EDXML_NONE,
			      .due = EDXML_NONE,
			      .priority = EDXML_NONE,
			      .copies = EDXML_NONE,
			      .pages = EDXML_NONE,
			      .steering = EDXML_NONE,
			      .business = EDXML_NONE,
			      .at = EDXML_NONE,
			      .spool = -1};
}
