/* csv.c - reads tables of cells in one pass, writes cells. */
#include "base/csv.h"

#include "base/text.h"

#include <string.h>

#define BOM	  "\xef\xbb\xbf"
#define CELLS_MIN 64

/* Where reading stands. Cells are put into `room` one behind the other,
 * each with a NUL; since each has a delimiter, a line's end or the file's
 * end behind it, they never need more than the file has and one byte. */
struct reader {
	struct arena *mem;
	const char *at, *end;
	char delimiter;
	int64_t line;
	const char *line_start;
	char *room;
	const char **cell; /* the cells of the row at hand */
	size_t n, cap;
	size_t cells, max_cells; /* of all rows */
	struct csv *out;
};

static enum csv_err refuse(struct reader *r, enum csv_err e, const char *at)
{
	r->out->line = r->line;
	r->out->column = 1;
	for (const char *p = r->line_start; p < at; p++)
		r->out->column += ((unsigned char)*p & 0xc0) != 0x80;
	return e;
}

/* Bytes of the line's end at `at`: LF, CRLF or CR alone; 0: none is. */
static size_t eol(const struct reader *r, const char *at)
{
	if (at == r->end || (*at != '\n' && *at != '\r'))
		return 0;
	return *at == '\r' && at + 1 < r->end && at[1] == '\n' ? 2 : 1;
}

static void next_line(struct reader *r, const char *start)
{
	r->line++;
	r->line_start = start;
}

/* What spreadsheets, word processors and joined files leave around words. */
static const struct {
	const char *s;
	size_t n;
} blanks[] = {{" ", 1}, {"\t", 1}, {"\xc2\xa0", 2}, {BOM, 3}};

static const char *blanks_skip(const char *s, const char *end)
{
	size_t i = 0;

	while (i < COUNT(blanks)) {
		size_t n = blanks[i].n;

		if ((size_t)(end - s) >= n && !memcmp(s, blanks[i].s, n)) {
			s += n;
			i = 0;
		} else {
			i++;
		}
	}
	return s;
}

static const char *blanks_cut(const char *s, const char *end)
{
	size_t i = 0;

	while (i < COUNT(blanks)) {
		size_t n = blanks[i].n;

		if ((size_t)(end - s) >= n &&
		    !memcmp(end - n, blanks[i].s, n)) {
			end -= n;
			i = 0;
		} else {
			i++;
		}
	}
	return end;
}

static void put(struct reader *r, const char *s, const char *end)
{
	size_t n = (size_t)(end - s);

	memcpy(r->room, s, n);
	r->room += n;
}

/* Whether what begins at `s` would run as a formula: any number of ' and
 * one of these. */
static bool formula(const char *s)
{
	s += strspn(s, "'");
	return *s != '\0' && strchr("=+-@", *s) != NULL;
}

/* Takes the ' off again that csv_cell() put. */
static const char *revive(const char *cell)
{
	return cell[0] == '\'' && formula(cell) ? cell + 1 : cell;
}

static bool cell_ends(const struct reader *r)
{
	return r->at == r->end || *r->at == r->delimiter || eol(r, r->at);
}

/* A cell in quotes; r->at stands on the first one. */
static enum csv_err quoted(struct reader *r)
{
	const struct reader before = *r;
	const char *from = ++r->at;

	for (; r->at < r->end; r->at++) {
		if (*r->at == '\n' || (*r->at == '\r' && eol(r, r->at) == 1))
			next_line(r, r->at + 1);
		if (*r->at != '"')
			continue;
		put(r, from, r->at++);
		from = r->at;
		if (r->at < r->end && *r->at == '"')
			continue; /* two stand for one, kept by `from` */
		r->at = blanks_skip(r->at, r->end);
		return cell_ends(r) ? CSV_OK : refuse(r, CSV_QUOTE, r->at);
	}
	r->line = before.line;
	r->line_start = before.line_start;
	return refuse(r, CSV_QUOTE, before.at);
}

static void plain(struct reader *r)
{
	const char *from = r->at;

	while (r->at < r->end && *r->at != r->delimiter && *r->at != '\n' &&
	       *r->at != '\r')
		r->at++;
	put(r, from, blanks_cut(from, r->at));
}

static void cell_add(struct reader *r, const char *cell)
{
	if (r->n == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : CELLS_MIN;
		const char **more = arena_array(r->mem, cap, sizeof(*more));

		if (r->n)
			memcpy(more, r->cell, r->n * sizeof(*more));
		r->cell = more;
		r->cap = cap;
	}
	r->cell[r->n++] = cell;
}

/* Reads one cell into r->cell. Empty ones beyond the head are passed over:
 * spreadsheets leave delimiters behind. */
static enum csv_err cell_read(struct reader *r, size_t place)
{
	const char *cell = r->room, *at;
	enum csv_err e = CSV_OK;

	at = r->at = blanks_skip(r->at, r->end);
	if (r->at < r->end && *r->at == '"')
		e = quoted(r);
	else
		plain(r);
	if (e != CSV_OK)
		return e;
	*r->room++ = '\0';
	if (r->out->head && place >= r->out->cols)
		return *cell ? refuse(r, CSV_WIDTH, at) : CSV_OK;
	if (r->room - cell > CSV_CELL_MAX || r->cells + place >= r->max_cells)
		return refuse(r, CSV_LARGE, at);
	cell_add(r, revive(cell));
	return CSV_OK;
}

/* Reads a row and its line's end; *full: it holds something. */
static enum csv_err row_read(struct reader *r, bool *full)
{
	char *room = r->room;

	r->n = 0;
	for (size_t place = 0;; place++) {
		enum csv_err e = cell_read(r, place);

		if (e != CSV_OK)
			return e;
		if (r->at == r->end || *r->at != r->delimiter)
			break;
		r->at++;
	}
	if (r->at < r->end) {
		r->at += eol(r, r->at);
		next_line(r, r->at);
	}
	*full = false;
	for (size_t i = 0; i < r->n; i++)
		*full = *full || r->cell[i][0];
	if (!*full)
		r->room = room;
	return CSV_OK;
}

static enum csv_err head_read(struct reader *r)
{
	bool full = false;

	while (!full) {
		enum csv_err e;

		if (r->at == r->end)
			return refuse(r, CSV_EMPTY, r->at);
		r->out->head_line = r->line;
		e = row_read(r, &full);
		if (e != CSV_OK)
			return e;
	}
	while (!r->cell[r->n - 1][0])
		r->n--;
	r->out->head = r->cell;
	r->out->cols = r->n;
	r->cells = r->n;
	r->cell = NULL;
	r->cap = 0;
	return CSV_OK;
}

static enum csv_err row_add(struct reader *r, int64_t line, size_t *cap)
{
	struct csv *out = r->out;
	const char **cell;

	if (r->max_cells - r->cells < out->cols) {
		out->line = line;
		out->column = 1;
		return CSV_LARGE;
	}
	if (out->n == *cap) {
		struct csv_row *more;

		*cap = *cap ? *cap * 2 : CELLS_MIN;
		more = arena_array(r->mem, *cap, sizeof(*more));
		if (out->n)
			memcpy(more, out->row, out->n * sizeof(*more));
		out->row = more;
	}
	while (r->n < out->cols)
		cell_add(r, "");
	cell = arena_array(r->mem, out->cols, sizeof(*cell));
	memcpy(cell, r->cell, out->cols * sizeof(*cell));
	out->row[out->n++] = (struct csv_row){.line = line, .cell = cell};
	r->cells += out->cols;
	return CSV_OK;
}

/* Whether there are more ; than , outside quotes on the first line that
 * holds something. */
static char delimiter_of(const char *s, const char *end)
{
	size_t commas = 0, semicolons = 0;
	bool quotes = false;

	while (s < end && strchr("\r\n \t", *s))
		s++;
	for (; s < end && (quotes || (*s != '\n' && *s != '\r')); s++) {
		if (*s == '"')
			quotes = !quotes;
		else if (!quotes && *s == ',')
			commas++;
		else if (!quotes && *s == ';')
			semicolons++;
	}
	return semicolons > commas ? ';' : ',';
}

static enum csv_err utf8_check(struct reader *r)
{
	const char *start = r->at, *bad;
	size_t at;

	if (utf8_valid(start, (size_t)(r->end - start), &at))
		return CSV_OK;
	bad = start + at;
	for (const char *p = start; p < bad; p++)
		if (*p == '\n' || (*p == '\r' && eol(r, p) == 1))
			next_line(r, p + 1);
	return refuse(r, *bad ? CSV_UTF8 : CSV_NUL, bad);
}

enum csv_err csv_parse(struct arena *mem, const char *s, size_t n,
		       size_t max_cells, struct csv *out)
{
	bool bom = n >= strlen(BOM) && !memcmp(s, BOM, strlen(BOM));
	const char *start = s + (bom ? strlen(BOM) : 0);
	struct reader r = {.mem = mem,
			   .at = start,
			   .end = s + n,
			   .line = 1,
			   .line_start = start,
			   .max_cells = max_cells,
			   .out = out};
	size_t rows_cap = 0;
	enum csv_err e;

	*out = (struct csv){0};
	e = utf8_check(&r);
	if (e != CSV_OK)
		return e;
	out->delimiter = r.delimiter = delimiter_of(start, r.end);
	r.room = arena_alloc(mem, n + 1);
	e = head_read(&r);
	while (e == CSV_OK && r.at < r.end) {
		int64_t line = r.line;
		bool full;

		e = row_read(&r, &full);
		if (e == CSV_OK && full)
			e = row_add(&r, line, &rows_cap);
	}
	return e;
}

const char *csv_trim(struct arena *mem, const char *s)
{
	const char *end = s + strlen(s);

	s = blanks_skip(s, end);
	end = blanks_cut(s, end);
	return revive(arena_copy(mem, s, (size_t)(end - s)));
}

static void cell_write(struct buf *b, const char *s, bool last)
{
	size_t n = strlen(s);
	bool bare = !strpbrk(s, ",;\"\r\n") && blanks_skip(s, s + n) == s &&
		    blanks_cut(s, s + n) == s + n;

	if (bare) {
		buf_add(b, s, n);
	} else {
		buf_str(b, "\"");
		for (const char *q; (q = strchr(s, '"')); s = q + 1) {
			buf_add(b, s, (size_t)(q - s));
			buf_str(b, "\"\"");
		}
		buf_str(b, s);
		buf_str(b, "\"");
	}
	buf_str(b, last ? "\n" : ",");
}

void csv_cell(struct buf *b, const char *s, bool last)
{
	cell_write(b, formula(s) ? arena_printf(b->mem, "'%s", s) : s, last);
}

void csv_number(struct buf *b, const char *s, bool last)
{
	cell_write(b, s, last);
}
