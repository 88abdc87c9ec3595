/* fuzz_xlsx.c - any bytes as a workbook, and any bytes as its parts: at most
 * as many cells as allowed come out, each of them text. */
#include "base/text.h"
#include "core/xlsx.h"
#include "fuzz.h"

#include <zip.h>

#define CELLS 500
#define REL   "http://a/officeDocument/2006/relationships"

static const char rels[] =
	"<Relationships><Relationship Id=\"1\" Type=\"" REL "/officeDocument\" "
	"Target=\"w.xml\"/></Relationships>";
static const char book_rels[] =
	"<Relationships><Relationship Id=\"1\" Type=\"" REL "/worksheet\" "
	"Target=\"/sheet.xml\"/><Relationship Id=\"2\" Type=\"" REL "/styles\" "
	"Target=\"styles.xml\"/><Relationship Id=\"3\" Type=\"" REL
	"/sharedStrings\" Target=\"strings.xml\"/></Relationships>";
static const char book[] = "<workbook><sheets><sheet name=\"A\" id=\"1\"/>"
			   "</sheets></workbook>";

static void add(zip_t *z, const char *name, const void *s, size_t n)
{
	zip_source_t *from = zip_source_buffer(z, s, n, 0);
	zip_int64_t at = zip_file_add(z, name, from, ZIP_FL_OVERWRITE);

	assert(at >= 0);
	zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0);
}

/* Parts divided by zero bytes: the sheet, its texts, its styles. */
static struct blob parts(struct arena *mem, const char *s, size_t n)
{
	static const char *const name[] = {"sheet.xml", "strings.xml",
					   "styles.xml"};
	zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *z = zip_open_from_source(to, ZIP_TRUNCATE, NULL);
	struct blob out;
	zip_stat_t is;
	char *data;

	zip_source_keep(to);
	add(z, "_rels/.rels", rels, strlen(rels));
	add(z, "w.xml", book, strlen(book));
	add(z, "_rels/w.xml.rels", book_rels, strlen(book_rels));
	for (size_t i = 0; i < COUNT(name); i++) {
		const char *end = memchr(s, '\0', n);
		size_t size = end ? (size_t)(end - s) : n;

		add(z, name[i], s, size);
		s += size + (end != NULL);
		n -= size + (end != NULL);
	}
	zip_close(z);
	zip_source_stat(to, &is);
	zip_source_open(to);
	out.size = is.size;
	out.data = data = arena_alloc(mem, out.size);
	zip_source_read(to, data, out.size);
	zip_source_close(to);
	zip_source_free(to);
	return out;
}

static void check(const struct xlsx *t)
{
	size_t cells = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct xlsx_row *r = &t->row[i];

		assert(r->n >= 1 && r->cell[r->n - 1][0]);
		assert(r->line > (i ? t->row[i - 1].line : 0));
		cells += r->n;
		for (size_t k = 0; k < r->n; k++)
			assert(utf8_valid(r->cell[k], strlen(r->cell[k]),
					  NULL));
	}
	assert(cells <= CELLS);
}

/* The first byte is 0: the rest is the file; else its parts. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct xlsx_limits limits = {1 << 20, CELLS};
	bool whole = fuzz_byte(&data, &size) == 0;
	struct arena *mem = arena_new();
	struct ctx c = {.mem = mem, .lang = "en"};
	struct blob file = {data, size};
	struct xlsx t;
	struct csv table;

	if (!whole)
		file = parts(mem, (const char *)data, size);
	if (xlsx_read(&c, file, &limits, &t) != OK)
		assert(c.faults && c.why);
	else
		check(&t);
	if (!c.why && xlsx_table(&c, &t, CELLS, &table) == OK)
		assert(table.cols * (table.n + 1) <= CELLS);
	arena_free(mem);
	return 0;
}
