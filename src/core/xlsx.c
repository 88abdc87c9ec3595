/* xlsx.c - finds the first sheet of a workbook, and what its cells refer
 * to. */
#include "core/xlsx.h"

#include "core/xlsx_cell.h"
#include "core/xlsx_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MOST   256	  /* bytes of an address, a name or a format */
#define STYLES_MOST 65536 /* as many as a workbook may have */

static const char old[] = "\xd0\xcf\x11\xe0"; /* .xls, or a password */
static const char zip[] = "PK\3\4";

static bool begins(struct blob file, const char *s)
{
	return file.size >= 4 && !memcmp(file.data, s, 4);
}

bool xlsx_is(struct blob file)
{
	return begins(file, zip) || begins(file, old);
}

/* ---- _rels: which part is what ---- */

struct relation {
	const char *base; /* folder of addresses that do not begin with / */
	const char *type; /* how the type ends; or NULL, then `id` */
	const char *id;
	char found[NAME_MOST * 2]; /* "" : none */
};

static bool ends_in(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

static void relation_open(void *arg, const struct part_element *e)
{
	struct relation *r = arg;
	char type[NAME_MOST], id[NAME_MOST], to[NAME_MOST];

	if (strcmp(e->name, "Relationship") || *r->found)
		return;
	part_attribute(e, "Type", type, sizeof(type));
	part_attribute(e, "Id", id, sizeof(id));
	part_attribute(e, "Target", to, sizeof(to));
	if (r->type ? !ends_in(type, r->type) : strcmp(id, r->id))
		return;
	if (*to == '/')
		strncpy(r->found, to + 1, sizeof(r->found) - 1);
	else
		snprintf(r->found, sizeof(r->found), "%s%s", r->base, to);
}

static enum part_err find(struct parts *p, const char *rels, struct relation *r)
{
	struct part_reader reader = {.arg = r, .open = relation_open};

	return part_read(p, rels, &reader);
}

/* ---- the workbook ---- */

struct workbook {
	struct arena *mem;
	char part[NAME_MOST * 2], rels[NAME_MOST * 3];
	const char *folder;    /* of the part, with its / */
	char sheet[NAME_MOST]; /* id of the relation; "" none yet */
	struct xlsx_book book;
	/* styles.xml */
	bool in_cells;	 /* cellXfs */
	bool *shows_day; /* by number of an own format */
	/* sharedStrings.xml */
	size_t strings_cap, strings_most;
	bool wanted, aside, large, stop;
	struct buf text;
};

static void workbook_open(void *arg, const struct part_element *e)
{
	struct workbook *w = arg;
	char value[NAME_MOST];

	if (!strcmp(e->name, "workbookPr")) {
		part_attribute(e, "date1904", value, sizeof(value));
		w->book.from_1904 = *value == '1' || *value == 't';
	} else if (!strcmp(e->name, "sheet") && !*w->sheet) {
		part_attribute(e, "state", value, sizeof(value));
		if (!*value || !strcmp(value, "visible"))
			part_attribute(e, "id", w->sheet, sizeof(w->sheet));
	}
}

/* Where its relations stand: a/b.xml has a/_rels/b.xml.rels. */
static void workbook_names(struct workbook *w)
{
	const char *slash = strrchr(w->part, '/');
	int n = slash ? (int)(slash - w->part) + 1 : 0;

	w->folder = arena_printf(w->mem, "%.*s", n, w->part);
	snprintf(w->rels, sizeof(w->rels), "%s_rels/%s.rels", w->folder,
		 w->part + n);
}

static enum part_err workbook_read(struct parts *p, struct workbook *w)
{
	struct relation r = {.base = "", .type = "/officeDocument"};
	struct part_reader reader = {.arg = w, .open = workbook_open};
	enum part_err e = find(p, "_rels/.rels", &r);

	if (e != PART_OK)
		return e;
	memcpy(w->part, r.found, sizeof(w->part));
	workbook_names(w);
	e = part_read(p, w->part, &reader);
	return e == PART_OK && !*w->sheet ? PART_MISSING : e;
}

/* ---- styles: which cells show days ---- */

static void style_open(void *arg, const struct part_element *e)
{
	struct workbook *w = arg;
	char id[16], format[NAME_MOST];
	unsigned long n;

	part_attribute(e, "numFmtId", id, sizeof(id));
	n = strtoul(id, NULL, 10);
	if (!strcmp(e->name, "cellXfs")) {
		w->in_cells = true;
	} else if (!strcmp(e->name, "numFmt") && n < STYLES_MOST) {
		part_attribute(e, "formatCode", format, sizeof(format));
		w->shows_day[n] = xlsx_is_day(format);
	} else if (w->in_cells && !strcmp(e->name, "xf") &&
		   w->book.styles < STYLES_MOST) {
		w->book.day[w->book.styles++] =
			xlsx_is_day_format((int64_t)n) ||
			(n < STYLES_MOST && w->shows_day[n]);
	}
}

static void style_close(void *arg, const char *name)
{
	struct workbook *w = arg;

	if (!strcmp(name, "cellXfs"))
		w->stop = true;
}

static enum part_err styles_read(struct parts *p, struct workbook *w)
{
	struct relation r = {.base = w->folder, .type = "/styles"};
	struct part_reader reader = {.arg = w,
				     .open = style_open,
				     .close = style_close,
				     .stop = &w->stop};
	enum part_err e = find(p, w->rels, &r);

	if (e != PART_OK || !*r.found)
		return e;
	w->shows_day = arena_array(w->mem, STYLES_MOST, sizeof(bool));
	w->book.day = arena_array(w->mem, STYLES_MOST, sizeof(bool));
	return part_read(p, r.found, &reader);
}

/* ---- shared texts ---- */

static void string_open(void *arg, const struct part_element *e)
{
	struct workbook *w = arg;

	if (!strcmp(e->name, "rPh"))
		w->aside = true;
	else if (!strcmp(e->name, "si"))
		w->text.len = 0;
	w->wanted = !strcmp(e->name, "t") && !w->aside;
}

static void string_text(void *arg, const char *s, size_t n)
{
	struct workbook *w = arg;

	if (w->wanted && !xlsx_add(&w->text, s, n))
		w->large = w->stop = true;
}

static void string_add(struct workbook *w)
{
	struct xlsx_book *b = &w->book;

	if (b->strings == w->strings_most) {
		w->large = w->stop = true;
		return;
	}
	if (b->strings == w->strings_cap) {
		const char **more;

		w->strings_cap = w->strings_cap ? w->strings_cap * 2 : 256;
		more = arena_array(w->mem, w->strings_cap, sizeof(*more));
		if (b->strings)
			memcpy(more, b->string, b->strings * sizeof(*more));
		b->string = more;
	}
	buf_add(&w->text, "", 0);
	b->string[b->strings++] = xlsx_text(w->mem, w->text.s);
}

static void string_close(void *arg, const char *name)
{
	struct workbook *w = arg;

	w->wanted = false;
	if (!strcmp(name, "rPh"))
		w->aside = false;
	else if (!strcmp(name, "si"))
		string_add(w);
}

static enum part_err strings_read(struct parts *p, struct workbook *w)
{
	struct relation r = {.base = w->folder, .type = "/sharedStrings"};
	struct part_reader reader = {.arg = w,
				     .open = string_open,
				     .close = string_close,
				     .text = string_text,
				     .stop = &w->stop};
	enum part_err e = find(p, w->rels, &r);

	w->stop = false;
	if (e != PART_OK || !*r.found)
		return e;
	e = part_read(p, r.found, &reader);
	return w->large ? PART_LARGE : e;
}

/* ---- all of it ---- */

static enum part_err read_parts(struct ctx *c, struct parts *p,
				const struct xlsx_limits *limits,
				struct xlsx *out)
{
	struct workbook *w = arena_alloc(c->mem, sizeof(*w));
	struct relation r = {.id = w->sheet};
	enum part_err e;
	bool large = false;

	w->mem = w->text.mem = c->mem;
	w->strings_most = limits->cells;
	e = workbook_read(p, w);
	if (e == PART_OK)
		e = styles_read(p, w);
	if (e == PART_OK)
		e = strings_read(p, w);
	r.base = w->folder;
	if (e == PART_OK)
		e = find(p, w->rels, &r);
	if (e == PART_OK)
		e = xlsx_sheet(c, p, r.found, &w->book, limits->cells, out,
			       &large);
	return large ? PART_LARGE : e;
}

enum err xlsx_read(struct ctx *c, struct blob file,
		   const struct xlsx_limits *limits, struct xlsx *out)
{
	static const char *const why[] = {
		[PART_MISSING] = N_("This is no spreadsheet file (.xlsx)."),
		[PART_BROKEN] = N_("The spreadsheet file is damaged; open it "
				   "and save it again as .xlsx."),
		[PART_LOCKED] = N_("The spreadsheet file is locked with a "
				   "password; save it without."),
		[PART_LARGE] = N_("The spreadsheet file unpacks to more than "
				  "is taken here; keep only the sheet that is "
				  "asked for, or split it."),
		[PART_STRANGE] = N_("The spreadsheet file holds what no "
				    "spreadsheet writes; open it and save it "
				    "again as .xlsx."),
	};
	struct parts *p;
	enum part_err e;

	*out = (struct xlsx){0};
	if (begins(file, old)) {
		fault(c, 0, 0, NULL,
		      N_("This is a spreadsheet of the old kind (.xls), or "
			 "one with a password; save it as .xlsx without."));
		return faults_end(c);
	}
	e = file.size > XLSX_MAX ? PART_LARGE
				 : parts_open(c->mem, file, limits->bytes, &p);
	if (e == PART_OK) {
		e = read_parts(c, p, limits, out);
		parts_close(p);
	}
	if (e != PART_OK)
		fault(c, 0, 0, NULL, "%s", tr(c, why[e]));
	return faults_end(c);
}

/* ---- as a table ---- */

static void widen(struct arena *mem, const struct xlsx_row *r, size_t cols,
		  struct csv_row *to)
{
	const char **cell = arena_array(mem, cols, sizeof(*cell));
	bool *number = arena_array(mem, cols, sizeof(*number));

	for (size_t i = 0; i < cols; i++)
		cell[i] = i < r->n ? r->cell[i] : "";
	memcpy(number, r->number, r->n * sizeof(*number));
	to->cell = cell;
	to->number = number;
}

static void beyond(struct ctx *c, const struct csv *t, const struct xlsx_row *r)
{
	for (size_t i = t->cols; i < r->n; i++)
		if (*r->cell[i])
			fault(c, r->line, (int64_t)i + 1, NULL,
			      N_("%s holds something beyond the head’s last "
				 "column."),
			      xlsx_place_text(c->mem, r->line, (int64_t)i + 1));
}

struct xlsx_limits xlsx_limits_of(size_t max_cells)
{
	return (struct xlsx_limits){64 << 20, max_cells};
}

enum err xlsx_table(struct ctx *c, const struct xlsx *t, size_t max_cells,
		    struct csv *out)
{
	*out = (struct csv){.delimiter = ','};
	if (t->n == 0) {
		fault(c, 0, 0, NULL, N_("The file is empty."));
		return faults_end(c);
	}
	out->head = t->row[0].cell;
	out->head_line = t->row[0].line;
	out->cols = t->row[0].n;
	if (max_cells / out->cols < t->n) {
		fault(c, 0, 0, NULL,
		      N_("The file has too many cells; split it."));
		return faults_end(c);
	}
	out->row = arena_array(c->mem, t->n, sizeof(*out->row));
	for (size_t i = 1; i < t->n; i++) {
		struct csv_row *to = &out->row[out->n++];

		to->line = t->row[i].line;
		to->cell = t->row[i].cell;
		to->number = t->row[i].number;
		if (t->row[i].n < out->cols)
			widen(c->mem, &t->row[i], out->cols, to);
		beyond(c, out, &t->row[i]);
	}
	return faults_end(c);
}
