/* test_extract.c - the words of files, and what hostile ones come to. */
#include "unit.h"

#include "core/extract.h"
#include "core/spool.h"

#include <string.h>
#include <unistd.h>
#include <zip.h>

#define DOCX                                                                   \
	"application/"                                                         \
	"vnd.openxmlformats-officedocument.wordprocessingml.document"
#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define PPTX                                                                   \
	"application/"                                                         \
	"vnd.openxmlformats-officedocument.presentationml.presentation"
#define ODT "application/vnd.oasis.opendocument.text"

struct piece {
	const char *name, *content;
	size_t size; /* 0: its length */
};

/* A zip file of these parts; the last has no name. */
static struct blob zipped(struct arena *mem, const struct piece *p)
{
	zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *z = zip_open_from_source(to, ZIP_TRUNCATE, NULL);
	zip_stat_t is;
	char *data;

	zip_source_keep(to);
	for (; p->name; p++)
		assert_true(zip_file_add(z, p->name,
					 zip_source_buffer(
						 z, p->content,
						 p->size ? p->size
							 : strlen(p->content),
						 0),
					 0) >= 0);
	assert_int_equal(zip_close(z), 0);
	zip_source_stat(to, &is);
	zip_source_open(to);
	data = arena_alloc(mem, is.size);
	assert_int_equal(zip_source_read(to, data, is.size), is.size);
	zip_source_close(to);
	zip_source_free(to);
	return (struct blob){data, is.size};
}

static struct extract read_file(struct arena *mem, const char *type,
				struct blob file)
{
	struct ctx c = {.mem = mem, .lang = "en"};
	struct extract out;
	int fd = spool_open();

	assert_true(spool_write(fd, file.data, file.size));
	assert_int_equal(extract_words(&c, type, fd, 1000, NULL, &out), OK);
	close(fd);
	return out;
}

static struct extract read_text(struct arena *mem, const char *type,
				const char *s)
{
	return read_file(mem, type, (struct blob){s, strlen(s)});
}

static struct extract read_zip(struct arena *mem, const char *type,
			       const struct piece *p)
{
	return read_file(mem, type, zipped(mem, p));
}

static void is_read(struct extract e, const char *words)
{
	assert_string_equal(e.why, "");
	assert_string_equal(e.words, words);
	assert_int_equal(e.state, EXTRACT_READ);
}

static void is_not(struct extract e, enum extract_state state, const char *why)
{
	if (!strstr(e.why, why))
		fail_msg("%s: wanted %s", e.why, why);
	assert_int_equal(e.state, state);
	assert_string_equal(e.words, "");
}

/* ---- what people write ---- */

#define W     "<w:document xmlns:w=\"w\" xmlns:mc=\"m\"><w:body>"
#define W_END "</w:body></w:document>"

static void word(void **state)
{
	is_read(read_zip(*state, DOCX,
			 (const struct piece[]){
				 {"[Content_Types].xml", "<Types/>", 0},
				 {"word/document.xml",
				  "<?xml version=\"1.0\"?>" W
				  "<w:p><w:r><w:t>Nghị quy</w:t></w:r>"
				  "<w:r><w:t>ết &amp; kế</w:t></w:r></w:p>"
				  "<w:p><w:r><w:t>hoạch</w:t><w:tab/>"
				  "<w:t>năm</w:t></w:r></w:p>"
				  "<w:del><w:r><w:delText>bỏ</w:delText>"
				  "</w:r></w:del>"
				  "<mc:AlternateContent><mc:Choice><w:p>"
				  "<w:t>khung</w:t></w:p></mc:Choice>"
				  "<mc:Fallback><w:p><w:t>lại</w:t></w:p>"
				  "</mc:Fallback></mc:AlternateContent>" W_END,
				  0},
				 {"word/footnotes.xml",
				  "<w:footnotes xmlns:w=\"w\"><w:t>chú"
				  "</w:t></w:footnotes>",
				  0},
				 {NULL, NULL, 0}}),
		"nghi quyet ke hoach nam khung chu");
}

static void others(void **state)
{
	is_read(read_zip(*state, XLSX,
			 (const struct piece[]){
				 {"xl/sharedStrings.xml",
				  "<sst><si><r><t>Đơn </t></r><r><t>vị</t></r>"
				  "<rPh><t>x</t></rPh></si><si><t>Số</t></si>"
				  "</sst>",
				  0},
				 {"xl/worksheets/sheet2.xml",
				  "<worksheet><c><v>7</v></c><c><is><t>trong ô"
				  "</t></is></c></worksheet>",
				  0},
				 {NULL, NULL, 0}}),
		"don vi so trong o");
	is_read(read_zip(*state, PPTX,
			 (const struct piece[]){
				 {"ppt/slides/slide1.xml",
				  "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><a:p>"
				  "<a:t>Một</a:t></a:p></p:sld>",
				  0},
				 {"ppt/slides/slide3.xml",
				  "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><a:p>"
				  "<a:t>Ba</a:t></a:p></p:sld>",
				  0},
				 {NULL, NULL, 0}}),
		"mot ba");
	is_read(read_zip(*state, ODT,
			 (const struct piece[]){
				 {"content.xml",
				  "<o:c xmlns:t=\"t\" xmlns:o=\"o\">"
				  "<t:tracked-changes><t:p>bỏ</t:p>"
				  "</t:tracked-changes><t:h>Quy "
				  "<t:span>chế</t:span></t:h><t:p>mới<t:s/>"
				  "nhất</t:p></o:c>",
				  0},
				 {NULL, NULL, 0}}),
		"quy che moi nhat");
}

static void plain_text(void **state)
{
	static const char utf16[] = "\xff\xfe\x10\x01\xa1\x1e\x69\x00";

	is_read(read_text(*state, "text/plain", "Đại hội\r\nXIII"),
		"dai hoi xiii");
	is_read(read_text(*state, "text/csv", "a;b\n1;Cà Mau"), "a b 1 ca mau");
	is_read(read_file(*state, "text/plain",
			  (struct blob){utf16, sizeof(utf16) - 1}),
		"dai");
}

static const char pdf[] =
	"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
	"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
	"/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
	"4 0 obj<</Length 42>>stream\n"
	"BT /F 12 Tf 20 200 Td (Nghi quyet 15) Tj ET\nendstream endobj\n"
	"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
	"trailer<</Root 1 0 R>>\n";

static void portable(void **state)
{
	if (access("/usr/bin/pdftotext", X_OK))
		skip();
	is_read(read_text(*state, "application/pdf", pdf), "nghi quyet 15");
	is_not(read_text(*state, "application/pdf", "%PDF-1.4\nnonsense"),
	       EXTRACT_FAILED, "damaged");
	is_not(read_text(*state, "application/pdf", ""), EXTRACT_FAILED,
	       "damaged");
}

static void pictures(void **state)
{
	is_not(read_text(*state, "image/png", "x"), EXTRACT_NONE,
	       "files of this kind");
	is_not(read_text(*state, "application/msword", "x"), EXTRACT_NONE,
	       "files of this kind");
	is_not(read_text(*state, "text/plain", " - \n"), EXTRACT_NONE,
	       "no text");
}

/* ---- what some make to do harm ---- */

static void hostile(void **state)
{
	static const struct {
		const char *document, *why;
	} bad[] = {
		{"<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]>" W
		 "<w:t>&c;</w:t>" W_END,
		 "no office program writes"},
		{"<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>" W
		 "<w:t>&b;</w:t>" W_END,
		 "no office program writes"},
		{W "<w:t>&nbsp;</w:t>" W_END, "damaged"},
		{W "<w:t>cut", "damaged"},
		{"no XML", "damaged"},
		{"\xff\xfe<\0a\0/\0>\0", "damaged"},
	};

	for (size_t i = 0; i < COUNT(bad); i++)
		is_not(read_zip(*state, DOCX,
				(const struct piece[]){{"word/document.xml",
							bad[i].document, 0},
						       {NULL, NULL, 0}}),
		       EXTRACT_FAILED, bad[i].why);
	is_not(read_text(*state, DOCX, "PK\3\4 but no more"), EXTRACT_FAILED,
	       "damaged");
	is_not(read_zip(*state, DOCX,
			(const struct piece[]){{"a", "b", 0}, {NULL, NULL, 0}}),
	       EXTRACT_FAILED, "damaged");
}

/* 100 MB of blanks in 100 kB. */
static void bomb(void **state)
{
	size_t size = 100 << 20;
	char *blanks = arena_alloc(*state, size);
	struct extract e;

	memset(blanks, ' ', size);
	memcpy(blanks, "<a>", 3);
	e = read_zip(*state, DOCX,
		     (const struct piece[]){{"word/document.xml", blanks, size},
					    {NULL, NULL, 0}});
	is_not(e, EXTRACT_FAILED, "unpacks to more");
}

static void deep(void **state)
{
	struct buf b = {.mem = *state};

	for (int i = 0; i < 100000; i++)
		buf_str(&b, "<a>");
	is_not(read_zip(*state, DOCX,
			(const struct piece[]){{"word/document.xml", b.s, 0},
					       {NULL, NULL, 0}}),
	       EXTRACT_FAILED, "no office program writes");
}

/* Of a long one the beginning. */
static void long_text(void **state)
{
	struct buf b = {.mem = *state};
	struct extract e;

	for (int i = 0; i < 400000; i++)
		buf_str(&b, "Kế hoạch ");
	e = read_text(*state, "text/plain", b.s);
	assert_int_equal(e.state, EXTRACT_READ);
	assert_in_range(strlen(e.words), 990, 1000);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(word),	    IN_ARENA(others),	IN_ARENA(plain_text),
		IN_ARENA(portable), IN_ARENA(pictures), IN_ARENA(hostile),
		IN_ARENA(bomb),	    IN_ARENA(deep),	IN_ARENA(long_text),
	};

	/* the child is this program, as the product's is itself */
	if (argc == 3 && !strcmp(argv[1], EXTRACT_INSIDE))
		return extract_inside(argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
