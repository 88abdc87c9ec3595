/* test_edxml.c - packets as they are met in the wild, and hostile ones. */
#include "unit.h"

#include "base/day.h"
#include "edxml.h"

/* ---- packets by hand ---- */

#define MIC "http://www.mic.gov.vn/TBT/QCVN_102_2016"
#define SIG "http://www.w3.org/2000/09/xmldsig#"

#define FROM "<From><OrganId>000.00.01.H56</OrganId></From>"
#define CODE                                                                   \
	"<Code><CodeNumber>15</CodeNumber>"                                    \
	"<CodeNotation>QĐ-BNV</CodeNotation></Code>"
#define DAY(day)                                                               \
	"<PromulgationInfo><Place>Hà Nội</Place><PromulgationDate>" day        \
	"</PromulgationDate></PromulgationInfo>"
#define SUBJECT "<Subject>Về việc &lt;thử&gt;</Subject>"
#define PLAIN	FROM CODE DAY("2014/02/28") SUBJECT

static char *joined(struct arena *mem, const char *a, const char *b,
		    const char *c)
{
	return arena_printf(mem, "%s%s%s", a, b, c);
}

/* A packet of 2016 around what stands in its MessageHeader. */
static char *message(struct arena *mem, const char *in)
{
	return joined(mem,
		      "<edXML xmlns='" MIC "'><edXMLEnvelope><edXMLHeader>"
		      "<MessageHeader>",
		      in,
		      "</MessageHeader></edXMLHeader></edXMLEnvelope></edXML>");
}

static void refused(struct arena *mem, const char *s, size_t n, const char *why)
{
	struct ctx c;
	struct edxml p;

	if (read_it(&c, mem, s, n, &p) != ERR_INVALID)
		fail_msg("taken: %.300s", s);
	if (!strstr(whys(&c), why))
		fail_msg("wanted: %s\nsaid: %s", why, whys(&c));
	edxml_close(&p);
}

/* ---- forms in the wild ---- */

static void prefixes(void **state)
{
	static const char *const forms[] = {
		/* of 2016: prefixed within, not without */
		"<edXML xmlns='" MIC "'><x:edXMLEnvelope xmlns:x='" MIC "'>"
		"<x:edXMLHeader><MessageHeader>" PLAIN "</MessageHeader>"
		"</x:edXMLHeader></x:edXMLEnvelope></edXML>",
		/* no namespace at all */
		"<edXML><edXMLEnvelope><edXMLHeader><MessageHeader>" PLAIN
		"</MessageHeader></edXMLHeader></edXMLEnvelope></edXML>",
		/* a prefix that nobody declared */
		"<edXML:edXML><edXML:Envelope><edXML:Header>"
		"<edXML:MessageHeader>" PLAIN "</edXML:MessageHeader>"
		"</edXML:Header></edXML:Envelope></edXML:edXML>",
		/* of 2014: in SOAP */
		"<SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/"
		"soap/envelope/'><SOAP-ENV:Header>"
		"<e:MessageHeader xmlns:e='http://www.e-doc.vn/Schema/'>" PLAIN
		"</e:MessageHeader></SOAP-ENV:Header><SOAP-ENV:Body/>"
		"</SOAP-ENV:Envelope>",
		/* flat, in another case */
		"\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?>\n"
		"<!-- made by hand -->\n"
		"<EdXMLEnvelope><messageheader>" PLAIN
		"</messageheader></EdXMLEnvelope>",
		/* CDATA, and things that nobody knows */
		"<edXML><New><Subject>no</Subject></New><edXMLHeader>"
		"<MessageHeader><Odd a='1'>x</Odd>" FROM CODE DAY(
			"2014/02/28") "<Subject><![CDATA[Về việc "
				      "<thử>]]></Subject>"
				      "</MessageHeader></edXMLHeader></edXML>",
	};

	for (size_t i = 0; i < COUNT(forms); i++) {
		struct edxml p = taken(*state, forms[i]);

		assert_string_equal(p.subject, "Về việc <thử>");
		assert_string_equal(p.from.id, "000.00.01.H56");
		assert_string_equal(p.number, "15");
		assert_string_equal(p.notation, "QĐ-BNV");
		assert_int_equal(p.day, day_of(2014, 2, 28));
		assert_false(p.is_signed);
		edxml_close(&p);
	}
}

static void days(void **state)
{
	static const char *const same[] = {
		"2014/02/28",
		"2014-02-28",
		"2014/2/28",
		"28/02/2014",
		"28-02-2014",
		"28/2/2014",
		"2014/02/28 08:30:00",
		"2014-02-28T23:59:59+07:00",
		"2014-02-28T00:00:00.000Z",
		"2014-02-28T08:30:00.1234567+0700",
		"28/02/2014 8:30",
		"2014-02-28Z",
		"2014-02-28+07:00",
	};
	static const char *const none[] = {
		"2014/02/30",
		"2014-02-29",
		"30/02/2014",
		"02/30/2014",
		"2014/13/01",
		"2014/00/10",
		"2014/01/00",
		"14/02/28",
		"28/02/14",
		"2014/02-28",
		"2014.02.28",
		"20140228",
		"2014/02/28x",
		"2014/02/28 25:00",
		"2014/02/28 08:60",
		"2014/02/28T08:30:61",
		"2014/02/28T08:30+99:00",
		"1/1/1",
		"12014/02/28",
		"2014/02/288",
		"2014/02",
		"hôm nay",
		"-2014/02/28",
		"2014/ 2/28",
		"2014-02-28T08:30:00.+07:00",
		"2014-02-28 ",
		"",
	};
	int64_t day, at;

	(void)state;
	for (size_t i = 0; i < COUNT(same); i++) {
		if (!edxml_day(same[i], &day))
			fail_msg("%s", same[i]);
		assert_int_equal(day, day_of(2014, 2, 28));
	}
	for (size_t i = 0; i < COUNT(none); i++)
		if (edxml_day(none[i], &day))
			fail_msg("%s", none[i]);
	assert_true(edxml_time("1970/01/01 07:00:00", &at));
	assert_int_equal(at, 0);
	assert_true(edxml_time("1970-01-01T00:00:01Z", &at));
	assert_int_equal(at, 1);
	assert_true(edxml_time("1970-01-01T00:00:00-01:30", &at));
	assert_int_equal(at, 5400);
}

static void impossible_day(void **state)
{
	struct arena *mem = *state;
	char *s = message(mem, FROM CODE "\n\n" DAY("2014/02/30") SUBJECT);
	struct edxml p;

	refused(mem, s, strlen(s), "\n3: PromulgationDate is “2014/02/30”");
	s = message(mem, PLAIN "<DueDate>31/04/2014</DueDate>");
	refused(mem, s, strlen(s), "DueDate is “31/04/2014”");
	/* what .NET writes where there is none */
	s = message(mem, PLAIN "<DueDate>0001-01-01T00:00:00</DueDate>");
	p = taken(mem, s);
	assert_true(p.due == EDXML_NONE);
	edxml_close(&p);
	s = message(mem, PLAIN "<DueDate/>");
	p = taken(mem, s);
	assert_true(p.due == EDXML_NONE);
	edxml_close(&p);
	s = message(mem, FROM CODE DAY("") SUBJECT);
	refused(mem, s, strlen(s), "PromulgationDate is missing");
}

static void a_status(void **state)
{
	static const char s[] =
		"<edXML><edXMLEnvelope><edXMLHeader><Status><ResponseFor>"
		"<OrganId>000.00.02.H56</OrganId><Code>15/QĐ-BNV</Code>"
		"<PromulgationDate>2014/02/28</PromulgationDate>"
		"<DocumentId>000.00.02.H56,2014/02/28,15/QĐ-BNV</DocumentId>"
		"</ResponseFor>" FROM "<StatusCode>02</StatusCode>"
		"<Description>Gửi nhầm</Description>"
		"<Timestamp>2014/03/01 08:30:00</Timestamp>"
		"</Status></edXMLHeader></edXMLEnvelope></edXML>";
	struct edxml p = taken(*state, s);
	struct ctx c = {.mem = *state, .lang = "en"};

	assert_int_equal(p.what, EDXML_STATUS);
	assert_string_equal(p.status, "02");
	assert_string_equal(p.words, "Gửi nhầm");
	assert_int_equal(p.responses, 1);
	assert_string_equal(p.response[0].code, "15/QĐ-BNV");
	assert_int_equal(p.at, day_of(2014, 3, 1) * 86400 + 5400);
	assert_string_equal(edxml_status_words(&c, p.status),
			    "They refuse to take it");
	assert_non_null(edxml_status_words(&c, "6"));
	assert_null(edxml_status_words(&c, "99"));
	edxml_close(&p);
}

static void a_recall(void **state)
{
	static const char s[] =
		"<edXML><edXMLHeader><MessageHeader>" FROM
		"</MessageHeader><TraceHeaderList id='1a2b'><TraceHeader>"
		"<OrganId>000.00.01.H56</OrganId>"
		"<Timestamp>2014/03/01 08:30:00</Timestamp></TraceHeader>"
		"<Bussiness><BussinessDocType>1</BussinessDocType>"
		"<BussinessDocReason>Ban hành nhầm</BussinessDocReason>"
		"<DocumentId>000.00.01.H56,2014/02/28,15/QĐ-BNV</DocumentId>"
		"</Bussiness></TraceHeaderList></edXMLHeader></edXML>";
	struct edxml p = taken(*state, s);

	assert_int_equal(p.business, EDXML_RECALL);
	assert_string_equal(p.reason, "Ban hành nhầm");
	assert_int_equal(p.traces, 1);
	assert_string_equal(p.business_document,
			    "000.00.01.H56,2014/02/28,15/QĐ-BNV");
	edxml_close(&p);
}

#define FILES(id, more, base64)                                                \
	"<edXML><edXMLHeader><MessageHeader>" PLAIN                            \
	"</MessageHeader></edXMLHeader><edXMLBody><edXMLManifest>"             \
	"<Reference xmlns:l='http://www.w3.org/1999/xlink' l:href='cid:7'>"    \
	"<AttachmentName>a.pdf</AttachmentName>"                               \
	"<Description>Toàn văn</Description></Reference>" more                 \
	"</edXMLManifest></edXMLBody><AttachmentEncoded><Attachment>"          \
	"<ContentId>" id "</ContentId><ContentTransferEncoded>" base64         \
	"</ContentTransferEncoded></Attachment></AttachmentEncoded></edXML>"

static void files(void **state)
{
	static const char odd[] = FILES("7", "", "aGVsb*8=");
	static const char cut[] = FILES("7", "", "aGVsbG8");
	static const char after[] = FILES("7", "", "aGVsbG8=aGVs");
	static const char bits[] = FILES("7", "", "aGVsbG9=");
	static const char empty[] = FILES("7", "", " ");
	static const char other[] = FILES("8", "", "aGVsbG8=");
	static const char more[] =
		FILES("7", "<Reference><ContentId>9</ContentId></Reference>",
		      "aGVsbG8=");
	struct edxml p = taken(*state, FILES("cid:7", "", "aG Vs\n\tbG8=\r\n"));

	assert_int_equal(p.files, 1);
	assert_int_equal(p.file[0].content.size, 5);
	assert_memory_equal(p.file[0].content.data, "hello", 5);
	assert_string_equal(p.file[0].name, "a.pdf");
	assert_string_equal(p.file[0].description, "Toàn văn");
	edxml_close(&p);
	refused(*state, odd, sizeof(odd) - 1, "no base64");
	refused(*state, cut, sizeof(cut) - 1, "no base64");
	refused(*state, after, sizeof(after) - 1, "no base64");
	refused(*state, bits, sizeof(bits) - 1, "no base64");
	refused(*state, empty, sizeof(empty) - 1, "is empty");
	refused(*state, other, sizeof(other) - 1, "names the file “a.pdf”");
	refused(*state, more, sizeof(more) - 1, "names the file “9”");
}

/* ---- hostile ones ---- */

static void texts_refused(void **state)
{
	static const struct {
		const char *s, *why;
	} bad[] = {
		{"<!DOCTYPE edXML [<!ENTITY a 'aaaa'>"
		 "<!ENTITY b '&a;&a;&a;&a;'>]><edXML>&b;</edXML>",
		 "DOCTYPE"},
		{"<!DOCTYPE edXML SYSTEM 'http://127.0.0.1/x.dtd'><edXML/>",
		 "DOCTYPE"},
		{"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
		 "<edXML><edXMLHeader><MessageHeader>" FROM
		 "<Subject>&x;</Subject></MessageHeader></edXMLHeader></edXML>",
		 "DOCTYPE"},
		{"<edXML><edXMLHeader><MessageHeader>" FROM
		 "<Subject>&x;</Subject></MessageHeader></edXMLHeader></edXML>",
		 "not a whole XML"},
		{"<edXML><![IGNORE[x]]></edXML>", "DOCTYPE"},
		{"<edXML><?php echo 1; ?></edXML>", "DOCTYPE"},
		{"<edXML>", "not a whole XML"},
		{"", "not a whole XML"},
		{"hello", "not a whole XML"},
		{"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n",
		 "not a whole XML"},
		{"<html><body/></html>", "begins with the element html"},
		{"<edXML/>", "MessageHeader is missing"},
		{"<edXML><x><MessageHeader>" PLAIN
		 "</MessageHeader></x></edXML>",
		 "From/OrganId is missing"},
		{"<edXML><MessageHeader><Subject>a<b>c</b></Subject>"
		 "</MessageHeader></edXML>",
		 "holds the element b"},
		{"<edXML><MessageHeader>" FROM CODE DAY(
			 "2014/02/28") "<OtherInfo><PageAmount>-1</"
				       "PageAmount></OtherInfo>" SUBJECT
				       "</MessageHeader></edXML>",
		 "PageAmount is “-1”"},
		{"<edXML><MessageHeader>" FROM CODE DAY(
			 "2014/02/28") "<OtherInfo><Priority>9999999999</"
				       "Priority></OtherInfo>" SUBJECT
				       "</MessageHeader></edXML>",
		 "no whole number"},
		{"<edXML><MessageHeader>" FROM
		 "<Code><CodeNumber>123456789012</CodeNumber></Code>" DAY(
			 "2014/02/28") SUBJECT "</MessageHeader></edXML>",
		 "CodeNumber is longer than 11"},
		{"<edXML><MessageHeader>" PLAIN "</MessageHeader>"
		 "<TraceHeaderList><Bussiness><BussinessDocType>7"
		 "</BussinessDocType></Bussiness></TraceHeaderList></edXML>",
		 "the standard has 0 to 3"},
		{"\xff\xfe<\0e\0/\0>\0", "not a whole XML"},
		{"<edXML><MessageHeader><Subject>\xe1\xbb</Subject>",
		 "not a whole XML"},
	};

	for (size_t i = 0; i < COUNT(bad); i++)
		refused(*state, bad[i].s, strlen(bad[i].s), bad[i].why);
	refused(*state, "<\0e\0d\0X\0/\0>\0", 12, "not a whole XML");
	refused(*state, "<edXML>\0</edXML>", 16, "not a whole XML");
}

static void wrapped(void **state)
{
	static const char *const twice[] = {
		/* two headers, in one place and in two */
		"<edXML><edXMLHeader><MessageHeader>" PLAIN "</MessageHeader>"
		"<MessageHeader>" PLAIN
		"</MessageHeader></edXMLHeader></edXML>",
		"<edXML><edXMLHeader><MessageHeader>" PLAIN "</MessageHeader>"
		"</edXMLHeader><edXMLHeader/></edXML>",
		/* one hidden in what is passed over, before and after */
		"<edXML><Old><MessageHeader>" PLAIN "</MessageHeader></Old>"
		"<edXMLHeader><MessageHeader>" PLAIN
		"</MessageHeader></edXMLHeader></edXML>",
		"<edXML><edXMLHeader><MessageHeader>" PLAIN
		"<Old><MessageHeader/></Old></MessageHeader>"
		"</edXMLHeader></edXML>",
		/* two bodies, a status beside a message, two subjects */
		"<edXML><edXMLHeader><MessageHeader>" PLAIN "</MessageHeader>"
		"</edXMLHeader><edXMLBody/><Body/></edXML>",
		"<edXML><edXMLHeader><MessageHeader>" PLAIN "</MessageHeader>"
		"<Status/></edXMLHeader></edXML>",
		"<edXML><edXMLHeader><MessageHeader>" PLAIN SUBJECT
		"</MessageHeader></edXMLHeader></edXML>",
		"<edXML><edXMLHeader><MessageHeader>" PLAIN FROM
		"</MessageHeader></edXMLHeader></edXML>",
		"<edXML><edXMLHeader><MessageHeader>" PLAIN DAY(
			"2015/01/01") "</MessageHeader></edXMLHeader></edXML>",
		"<edXML><a><edXML/></a><edXMLHeader><MessageHeader>" PLAIN
		"</MessageHeader></edXMLHeader></edXML>",
	};

	for (size_t i = 0; i < COUNT(twice); i++)
		refused(*state, twice[i], strlen(twice[i]), "is there twice");
}

#define SIGNED(id, uri, more)                                                  \
	"<edXML><edXMLEnvelope><edXMLHeader Id='" id "'><MessageHeader>" PLAIN \
	"</MessageHeader><Signature xmlns='" SIG "'><SignedInfo>"              \
	"<Reference URI='" uri "'/></SignedInfo><SignatureValue>eA=="          \
	"</SignatureValue></Signature></edXMLHeader></edXMLEnvelope>" more     \
	"</edXML>"

static void signatures(void **state)
{
	static const char *const fine[] = {
		SIGNED("a", "", ""),
		SIGNED("a", "#a", ""),
		SIGNED("a", "#xpointer(/)", ""),
	};
	static const struct {
		const char *s, *why;
	} bad[] = {
		{SIGNED("a", "#b", "<old Id='b'/>"), "not about what"},
		{SIGNED("a", "#b", ""), "which is there 0 times"},
		{SIGNED("a", "#a", "<old ID='a'/>"), "which is there 2 times"},
		{SIGNED("a", "cid:7", ""), "not about what"},
		{SIGNED("a", "#xpointer(id(a))", ""), "0 times"},
	};
	struct edxml p;

	for (size_t i = 0; i < COUNT(fine); i++) {
		p = taken(*state, fine[i]);
		assert_true(p.is_signed);
		edxml_close(&p);
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		refused(*state, bad[i].s, strlen(bad[i].s), bad[i].why);
	/* what programs write that have no signature */
	p = taken(*state, "<edXML><edXMLHeader><MessageHeader>" PLAIN
			  "</MessageHeader><DigitalSignature/></edXMLHeader>"
			  "</edXML>");
	assert_false(p.is_signed);
	edxml_close(&p);
}

static char *repeated(struct arena *mem, const char *head, const char *s,
		      size_t n, const char *tail)
{
	struct buf b = {.mem = mem};

	buf_str(&b, head);
	for (size_t i = 0; i < n; i++)
		buf_str(&b, s);
	buf_str(&b, tail);
	return b.s;
}

static void bombs(void **state)
{
	struct arena *mem = *state;
	const char *s;

	s = repeated(mem, "<edXML>", "<a>", 100000, "");
	refused(mem, s, strlen(s), "beyond all measure");
	s = repeated(mem, "<edXML a='", "aaaaaaaaaa", 1000000, "'/>");
	refused(mem, s, strlen(s), "beyond all measure");
	s = repeated(mem, "<edXML ", "a=\"\" ", 200, "/>");
	refused(mem, s, strlen(s), "beyond all measure");
	s = repeated(mem, "<edXML><!-- ", "aaaaaaaaaa", 100000, "--></edXML>");
	refused(mem, s, strlen(s), "beyond all measure");
	s = repeated(mem, "<edXML><![CDATA[", "]]aaaaaaaa", 100000,
		     "]]></edXML>");
	refused(mem, s, strlen(s), "beyond all measure");
	s = repeated(mem, "<edXML><MessageHeader>" PLAIN, "<To/>", 2000,
		     "</MessageHeader></edXML>");
	refused(mem, s, strlen(s), "more than 1000 elements To");
	s = repeated(mem, "<edXML><MessageHeader><Subject>", "aaaaaaaaaa",
		     100000, "</Subject></MessageHeader></edXML>");
	refused(mem, s, strlen(s), "Subject is longer than 500");
	s = repeated(mem,
		     "<edXML><MessageHeader>" PLAIN "</MessageHeader>"
		     "<AttachmentEncoded><Attachment><ContentTransferEncoded>",
		     "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 51 * 44000,
		     "</ContentTransferEncoded></Attachment>"
		     "</AttachmentEncoded></edXML>");
	refused(mem, s, strlen(s), "one may have 50 MB");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(prefixes),	  IN_ARENA(days),
		IN_ARENA(impossible_day), IN_ARENA(a_status),
		IN_ARENA(a_recall),	  IN_ARENA(files),
		IN_ARENA(texts_refused),  IN_ARENA(wrapped),
		IN_ARENA(signatures),	  IN_ARENA(bombs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
