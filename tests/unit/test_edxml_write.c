/* test_edxml_write.c - what is written is as tests/unit/edxml.xsd says, and is
 * the same once it was read. */
#include "unit.h"

#include "base/day.h"
#include "edxml.h"

#include <libxml/xmlschemas.h>

static const char *xsd;

static enum err collect(void *arg, const void *bytes, size_t n)
{
	buf_add(arg, bytes, n);
	return OK;
}

static void quiet(void *arg, const char *fmt, ...)
{
	va_list ap;

	(void)arg;
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
}

/* Whether it is as the schema says. */
static bool valid(const struct buf *b)
{
	xmlSchemaParserCtxt *in = xmlSchemaNewParserCtxt(xsd);
	xmlSchema *schema = xmlSchemaParse(in);
	xmlSchemaValidCtxt *v = xmlSchemaNewValidCtxt(schema);
	xmlDoc *doc = xmlReadMemory(b->s, (int)b->len, "packet", NULL,
				    XML_PARSE_NONET);
	bool ok;

	assert_non_null(schema);
	xmlSchemaSetValidErrors(v, quiet, quiet, NULL);
	ok = doc && xmlSchemaValidateDoc(v, doc) == 0;
	xmlFreeDoc(doc);
	xmlSchemaFreeValidCtxt(v);
	xmlSchemaFree(schema);
	xmlSchemaFreeParserCtxt(in);
	return ok;
}

static struct edxml_organ organs[] = {
	{"000.00.02.H56", NULL, "Sở Nội vụ & Lao động", NULL, NULL, NULL, NULL,
	 NULL},
	{"000.00.03.H56", "000.00.01.H56", "Phòng \"Tổng hợp\"", "1 Lê Lợi",
	 "a@example.vn", "024", "025", "https://example.vn"},
};
static const char *places[] = {"Như trên", "Lưu: VT"};
static unsigned char scanned[200];

static struct edxml full(void)
{
	static struct edxml_about about = {"000.00.02.H56", "7/BC-SNV",
					   "000.00.02.H56,2014/02/01,7/BC-SNV",
					   16102};
	static struct edxml_trace trace = {"000.00.01.H56", 1393572600};
	static struct edxml_file file = {.id = "f1",
					 .name = "quyết định.pdf",
					 .type = "application/pdf",
					 .content = {scanned, sizeof(scanned)}};
	struct edxml p = edxml_empty(EDXML_MESSAGE);

	for (size_t i = 0; i < sizeof(scanned); i++)
		scanned[i] = (unsigned char)(i * 37);
	p.from = organs[1];
	p.to = organs;
	p.tos = 2;
	p.document = "000.00.03.H56,2014/02/28,15/QĐ-BNV";
	p.number = "15";
	p.notation = "QĐ-BNV";
	p.place = "Hà Nội";
	p.day = day_of(2014, 2, 28);
	p.type = 2;
	p.type_name = "Quyết định";
	p.subject = "Về \"<thử>\" & 'kiểm'\x01 tra \xef\xbf\xbf";
	p.competence = "TM.";
	p.position = "Chủ tịch";
	p.signer = "Nguyễn Văn An";
	p.due = day_of(2014, 3, 31);
	p.places = (struct edxml_texts){places, 2};
	p.priority = 2;
	p.pages = 3;
	p.response = &about;
	p.responses = 1;
	p.trace = &trace;
	p.traces = 1;
	p.business = EDXML_NEW;
	p.file = &file;
	p.files = 1;
	return p;
}

static void round_trip(void **state)
{
	struct ctx c = {.mem = *state, .lang = "en"};
	struct buf b = {.mem = *state}, again = {.mem = *state};
	struct edxml p = full(), q;

	assert_int_equal(edxml_write(&c, &p, collect, &b), OK);
	assert_true(valid(&b));
	q = taken(*state, b.s);
	assert_string_equal(q.subject,
			    "Về \"<thử>\" & 'kiểm' tra \xef\xbf\xbd");
	assert_string_equal(q.to[0].name, organs[0].name);
	assert_string_equal(q.to[1].website, organs[1].website);
	assert_int_equal(q.day, p.day);
	assert_int_equal(q.due, p.due);
	assert_int_equal(q.trace[0].at, p.trace[0].at);
	assert_int_equal(q.response[0].day, p.response[0].day);
	assert_int_equal(q.priority, 2);
	assert_int_equal(q.pages, 3);
	assert_int_equal(q.places.n, 2);
	assert_int_equal(q.file[0].content.size, sizeof(scanned));
	assert_memory_equal(q.file[0].content.data, scanned, sizeof(scanned));
	assert_int_equal(edxml_write(&c, &q, collect, &again), OK);
	assert_string_equal(b.s, again.s);
	edxml_close(&q);
}

static void every_size(void **state)
{
	for (size_t n = 1; n < 120; n++) {
		struct ctx c = {.mem = *state, .lang = "en"};
		struct buf b = {.mem = *state};
		struct edxml p = full(), q;

		p.file[0].content.size = n;
		assert_int_equal(edxml_write(&c, &p, collect, &b), OK);
		q = taken(*state, b.s);
		assert_int_equal(q.file[0].content.size, n);
		assert_memory_equal(q.file[0].content.data, scanned, n);
		edxml_close(&q);
	}
}

static void others_written(void **state)
{
	struct edxml_about about = {
		NULL, NULL, "000.00.03.H56,2014/02/28,15/QĐ-BNV", EDXML_NONE};
	struct ctx c = {.mem = *state, .lang = "en"};
	struct buf b = {.mem = *state};
	struct edxml p = full(), q;

	p.business = EDXML_RECALL;
	p.business_document = about.document;
	p.reason = "Ban hành nhầm";
	p.files = 0;
	assert_int_equal(edxml_write(&c, &p, collect, &b), OK);
	assert_true(valid(&b));
	q = taken(*state, b.s);
	assert_int_equal(q.business, EDXML_RECALL);
	edxml_close(&q);
	b.len = 0;
	p = edxml_empty(EDXML_STATUS);
	p.from = organs[0];
	p.response = &about;
	p.responses = 1;
	p.status = "03";
	p.at = 1393572600;
	assert_int_equal(edxml_write(&c, &p, collect, &b), OK);
	assert_true(valid(&b));
	q = taken(*state, b.s);
	assert_int_equal(q.what, EDXML_STATUS);
	assert_int_equal(q.at, p.at);
	edxml_close(&q);
}

static void not_written(void **state)
{
	struct ctx c = {.mem = *state, .lang = "en"};
	struct buf b = {.mem = *state};
	struct edxml p = full();

	p.notation = "A symbol that is longer than thirty";
	p.subject = NULL;
	p.tos = 0;
	assert_int_equal(edxml_write(&c, &p, collect, &b), ERR_INVALID);
	assert_non_null(strstr(whys(&c), "CodeNotation is longer than 30"));
	assert_non_null(strstr(whys(&c), "Subject is missing"));
	assert_non_null(strstr(whys(&c), "To/OrganId is missing"));
	assert_int_equal(b.len, 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(round_trip),
		IN_ARENA(every_size),
		IN_ARENA(others_written),
		IN_ARENA(not_written),
	};

	xsd = argc > 1 ? argv[1] : "";
	return cmocka_run_group_tests(tests, NULL, NULL);
}
