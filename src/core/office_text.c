/* office_text.c - picks the text out of the parts that have it. */
#include "core/office_text.h"

#include <stdio.h>
#include <string.h>

#define OPEN_XML "application/vnd.openxmlformats-officedocument."
#define OPEN	 "application/vnd.oasis.opendocument."
#define NAMES	 6
#define TAG_MOST (1 << 20) /* drawings in old form have theirs in one tag */

struct office {
	const char *type;
	const char *text; /* elements whose text is wanted */
	struct {
		const char *name; /* "%d": a number from 1 */
		int most;
	} part[NAMES];
};

/* clang-format off */
static const struct office offices[] = {
	{OPEN_XML "wordprocessingml.document", " t ",
	 {{"word/document.xml", 1}, {"word/document2.xml", 1},
	  {"word/footnotes.xml", 1}, {"word/endnotes.xml", 1},
	  {"word/header%d.xml", 9}, {"word/footer%d.xml", 9}}},
	{OPEN_XML "spreadsheetml.sheet", " t ",
	 {{"xl/sharedStrings.xml", 1}, {"xl/worksheets/sheet%d.xml", 99}}},
	{OPEN_XML "presentationml.presentation", " t ",
	 {{"ppt/slides/slide%d.xml", 999}}},
	{OPEN "text", " p h ", {{"content.xml", 1}, {"styles.xml", 1}}},
	{OPEN "spreadsheet", " p h ", {{"content.xml", 1}}},
	{OPEN "presentation", " p h ", {{"content.xml", 1}}},
};
/* clang-format on */

/* Elements that end a word, in either family. */
static const char breaks[] = " p h si is tc tab br cr s line-break ";
/* What stands there a second time, how it is spoken, what was deleted. */
static const char asides[] = " Fallback rPh tracked-changes ";

struct reading {
	const char *text;
	struct buf out;
	size_t most;
	int wanted, aside; /* elements of either that are open */
	bool stop;
};

static bool among(const char *list, const char *name)
{
	size_t n = strlen(name);

	for (const char *s = list; (s = strstr(s, name)); s++)
		if (s > list && s[-1] == ' ' && s[n] == ' ')
			return true;
	return false;
}

static void add(struct reading *r, const char *s, size_t n)
{
	buf_add(&r->out, s, n);
	r->stop = r->out.len >= r->most;
}

static void on_open(void *arg, const struct part_element *e)
{
	struct reading *r = arg;

	r->wanted += among(r->text, e->name);
	r->aside += among(asides, e->name);
}

static void on_close(void *arg, const char *name)
{
	struct reading *r = arg;

	r->wanted -= among(r->text, name);
	r->aside -= among(asides, name);
	if (among(breaks, name) && r->out.len && !r->aside)
		add(r, "\n", 1);
}

static void on_text(void *arg, const char *s, size_t n)
{
	struct reading *r = arg;

	if (r->wanted && !r->aside)
		add(r, s, n);
}

static const struct office *known(const char *type)
{
	for (size_t i = 0; i < COUNT(offices); i++)
		if (!strcmp(offices[i].type, type))
			return &offices[i];
	return NULL;
}

bool office_is(const char *type)
{
	return known(type) != NULL;
}

/* All parts of that name; *found: whether there is one. */
static enum part_err read_parts(struct parts *p, struct reading *r,
				const char *pattern, int most, bool *found)
{
	const struct part_reader reader = {.arg = r,
					   .open = on_open,
					   .close = on_close,
					   .text = on_text,
					   .stop = &r->stop,
					   .tag = TAG_MOST};

	for (int i = 1; i <= most && !r->stop; i++) {
		char name[64];
		enum part_err e;

		snprintf(name, sizeof(name), pattern, i);
		r->wanted = r->aside = 0;
		e = part_read(p, name, &reader);
		if (e != PART_OK && e != PART_MISSING)
			return e;
		*found = *found || e == PART_OK;
	}
	return PART_OK;
}

enum part_err office_text(struct arena *mem, const char *type, struct blob file,
			  size_t unpacked, size_t most, const char **text)
{
	const struct office *o = known(type);
	struct reading r = {.text = o->text, .out.mem = mem, .most = most};
	enum part_err e;
	bool found = false;
	struct parts *p;

	e = parts_open(mem, file, unpacked, &p);
	for (int i = 0; e == PART_OK && i < NAMES && o->part[i].name; i++)
		e = read_parts(p, &r, o->part[i].name, o->part[i].most, &found);
	parts_close(p);
	if (e == PART_OK && !found)
		e = PART_MISSING;
	buf_add(&r.out, "", 0);
	*text = r.out.s;
	return e;
}
