/* fuzz_csv.c - a table that was read is written and read again the same. */
#include "base/csv.h"
#include "fuzz.h"

static void row_write(struct buf *b, const char **cell, size_t cols)
{
	for (size_t i = 0; i < cols; i++)
		csv_cell(b, cell[i], i + 1 == cols);
}

static void row_compare(const char **a, const char **b, size_t cols)
{
	for (size_t i = 0; i < cols; i++)
		assert(!strcmp(a[i], b[i]));
}

static void compare(struct arena *mem, const struct csv *was)
{
	struct buf b = {.mem = mem};
	struct csv is;
	enum csv_err e;

	row_write(&b, was->head, was->cols);
	for (size_t r = 0; r < was->n; r++)
		row_write(&b, was->row[r].cell, was->cols);
	e = csv_parse(mem, b.s, b.len, SIZE_MAX, &is);
	assert(e == CSV_OK && is.delimiter == ',');
	assert(is.cols == was->cols && is.n == was->n);
	row_compare(was->head, is.head, is.cols);
	for (size_t r = 0; r < is.n; r++)
		row_compare(was->row[r].cell, is.row[r].cell, is.cols);
}

/* The first byte sets how many cells there may be. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned limit = fuzz_byte(&data, &size);
	size_t max = limit < 128 ? SIZE_MAX : limit - 128;
	struct arena *mem = arena_new();
	struct csv t;
	enum csv_err e = csv_parse(mem, (const char *)data, size, max, &t);

	if (e == CSV_OK) {
		assert(t.cols >= 1 && t.cols * (t.n + 1) <= max);
		compare(mem, &t);
	} else {
		assert(t.line >= 1 && (size_t)t.line <= size + 1);
		assert(t.column >= 1 && (size_t)t.column <= size + 1);
	}
	arena_free(mem);
	return 0;
}
