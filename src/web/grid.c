/* grid.c - writes a list as CSV or as a workbook. */
#include "web/grid.h"

#include "base/csv.h"
#include "core/xlsx.h"
#include "core/xlsx_write.h"

#include <inttypes.h>
#include <string.h>

struct grid {
	struct req *q;
	struct reply *p;
	struct xlsx_out *xlsx; /* NULL: CSV */
};

static bool asks_workbook(const char *path)
{
	size_t n = strlen(path);

	return n > 5 && !strcmp(path + n - 5, ".xlsx");
}

struct grid *grid_begin(struct req *q, struct reply *p)
{
	struct grid *t = arena_alloc(q->c->mem, sizeof(*t));

	t->q = q;
	t->p = p;
	if (asks_workbook(q->path))
		t->xlsx = xlsx_new(q->c, "Tierwork");
	return t;
}

void grid_head(struct grid *t, const char *names)
{
	for (const char *s = names; *s; s += *s == ',') {
		size_t n = strcspn(s, ",");

		grid_text(t, arena_copy(t->q->c->mem, s, n));
		s += n;
	}
	grid_row(t);
}

void grid_text(struct grid *t, const char *s)
{
	if (t->xlsx)
		xlsx_put(t->xlsx, s);
	else
		csv_cell(&t->p->body, s, false);
}

void grid_number(struct grid *t, const char *s)
{
	if (t->xlsx)
		xlsx_put_number(t->xlsx, s);
	else
		csv_number(&t->p->body, s, false);
}

void grid_int(struct grid *t, int64_t i)
{
	grid_number(t, arena_printf(t->q->c->mem, "%" PRId64, i));
}

void grid_row(struct grid *t)
{
	struct buf *b = &t->p->body;

	if (t->xlsx)
		xlsx_end_row(t->xlsx);
	else
		b->s[b->len - 1] = '\n'; /* for the comma */
}

enum err grid_end(struct grid *t, const char *fmt, ...)
{
	const char *name;
	va_list ap;

	va_start(ap, fmt);
	name = arena_vprintf(t->q->c->mem, fmt, ap);
	va_end(ap);
	if (!t->xlsx)
		return csv_file(t->q, t->p, "%s.csv", name);
	TRY(xlsx_done(t->xlsx, &t->p->body));
	return keep_file(t->q, t->p, XLSX_TYPE,
			 arena_printf(t->q->c->mem, "%s.xlsx", name));
}
