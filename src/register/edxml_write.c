/* edxml_write.c - writes a packet, in the one form of the standard. */
#include "base/day.h"
#include "base/text.h"
#include "register/edxml.h"

#include <inttypes.h>
#include <string.h>

#define NS	"http://www.mic.gov.vn/TBT/QCVN_102_2016"
#define VIETNAM (7 * 3600) /* seconds before UTC */
#define LINE	57	   /* bytes of a line of base64: 76 letters */
#define LINES	512	   /* of them at a time */

struct writing {
	struct ctx *c;
	struct buf out;
	edxml_fn fn;
	void *arg;
};

/* ---- elements ---- */

static void open_(struct writing *w, const char *name)
{
	buf_printf(&w->out, "<edXML:%s>\n", name);
}

static void close_(struct writing *w, const char *name)
{
	buf_printf(&w->out, "</edXML:%s>\n", name);
}

/* What XML cannot hold goes: control characters by text_tidy(), and the two
 * that are no characters. */
static const char *text(struct writing *w, const char *s)
{
	char *t = text_tidy(w->c->mem, s);

	for (char *at = t; (at = strstr(at, "\xef\xbf")); at += 3)
		if (at[2] == '\xbe' || at[2] == '\xbf')
			at[2] = '\xbd'; /* U+FFFD */
	return t;
}

static void plain(struct writing *w, const char *prefix, const char *name,
		  const char *s)
{
	buf_printf(&w->out, "<%s%s>", prefix, name);
	buf_html(&w->out, text(w, s));
	buf_printf(&w->out, "</%s%s>\n", prefix, name);
}

static void put(struct writing *w, const char *name, const char *s)
{
	if (s && *s)
		plain(w, "edXML:", name, s);
}

static void put_number(struct writing *w, const char *name, int64_t i)
{
	if (i != EDXML_NONE)
		put(w, name, arena_printf(w->c->mem, "%" PRId64, i));
}

static char *slashed(char iso[11])
{
	iso[4] = iso[7] = '/';
	return iso;
}

static void put_day(struct writing *w, const char *name, int64_t day)
{
	char iso[11];

	if (day != EDXML_NONE)
		put(w, name, slashed(day_iso(day, iso)));
}

static void put_time(struct writing *w, const char *name, int64_t at)
{
	char iso[21], time[20];

	if (at == EDXML_NONE)
		return;
	instant_iso(at + VIETNAM, iso);
	memcpy(time, iso, 19);
	time[10] = ' ';
	time[19] = '\0';
	time[4] = time[7] = '/';
	put(w, name, time);
}

static void put_organ(struct writing *w, const char *name,
		      const struct edxml_organ *o)
{
	open_(w, name);
	put(w, "OrganId", o->id);
	put(w, "OrganizationInCharge", o->in_charge);
	put(w, "OrganName", o->name);
	put(w, "OrganAdd", o->address);
	put(w, "Email", o->email);
	put(w, "Telephone", o->telephone);
	put(w, "Fax", o->fax);
	put(w, "Website", o->website);
	close_(w, name);
}

static void put_texts(struct writing *w, const char *all, const char *one,
		      const struct edxml_texts *t)
{
	if (t->n == 0)
		return;
	open_(w, all);
	for (size_t i = 0; i < t->n; i++)
		put(w, one, t->s[i]);
	close_(w, all);
}

static void put_staff(struct writing *w, const struct edxml_staff *s)
{
	if (!s->department && !s->staff && !s->mobile && !s->email)
		return;
	open_(w, "StaffInfo");
	put(w, "Department", s->department);
	put(w, "Staff", s->staff);
	put(w, "Mobile", s->mobile);
	put(w, "Email", s->email);
	close_(w, "StaffInfo");
}

static void put_response(struct writing *w, const struct edxml_about *a)
{
	open_(w, "ResponseFor");
	put(w, "OrganId", a->organ);
	put(w, "Code", a->code);
	put_day(w, "PromulgationDate", a->day);
	put(w, "DocumentId", a->document);
	close_(w, "ResponseFor");
}

/* ---- the header ---- */

static void put_other(struct writing *w, const struct edxml *p)
{
	open_(w, "OtherInfo");
	put_number(w, "Priority", p->priority == EDXML_NONE ? 0 : p->priority);
	put(w, "SphereOfPromulgation", p->sphere);
	put(w, "TyperNotation", p->typer);
	put_number(w, "PromulgationAmount", p->copies);
	put_number(w, "PageAmount", p->pages);
	put_texts(w, "Appendixes", "Appendix", &p->appendixes);
	close_(w, "OtherInfo");
}

static void put_message(struct writing *w, const struct edxml *p)
{
	open_(w, "MessageHeader");
	put_organ(w, "From", &p->from);
	for (size_t i = 0; i < p->tos; i++)
		put_organ(w, "To", &p->to[i]);
	open_(w, "Code");
	put(w, "CodeNumber", p->number);
	put(w, "CodeNotation", p->notation);
	close_(w, "Code");
	open_(w, "PromulgationInfo");
	put(w, "Place", p->place);
	put_day(w, "PromulgationDate", p->day);
	close_(w, "PromulgationInfo");
	open_(w, "DocumentType");
	put_number(w, "Type", p->type);
	put(w, "TypeName", p->type_name);
	close_(w, "DocumentType");
	put(w, "Subject", p->subject);
	put(w, "Content", p->content);
	open_(w, "SignerInfo");
	put(w, "Competence", p->competence);
	put(w, "Position", p->position);
	put(w, "FullName", p->signer);
	close_(w, "SignerInfo");
	put_day(w, "DueDate", p->due);
	put_texts(w, "ToPlaces", "Place", &p->places);
	put_other(w, p);
	for (size_t i = 0; i < p->responses; i++)
		put_response(w, &p->response[i]);
	put_number(w, "SteeringType", p->steering);
	put(w, "DocumentId", p->document);
	close_(w, "MessageHeader");
}

static void put_business(struct writing *w, const struct edxml *p)
{
	open_(w, "Bussiness");
	put_number(w, "BussinessDocType",
		   p->business == EDXML_NONE ? EDXML_NEW : p->business);
	put(w, "BussinessDocReason", p->reason);
	put(w, "DocumentId", p->business_document);
	put_staff(w, &p->staff);
	put_number(w, "Paper", 0);
	if (p->replaceds) {
		open_(w, "ReplacementInfoList");
		for (size_t i = 0; i < p->replaceds; i++) {
			open_(w, "ReplacementInfo");
			put(w, "DocumentId", p->replaced[i].document);
			close_(w, "ReplacementInfo");
		}
		close_(w, "ReplacementInfoList");
	}
	close_(w, "Bussiness");
}

static void put_traces(struct writing *w, const struct edxml *p)
{
	open_(w, "TraceHeaderList");
	for (size_t i = 0; i < p->traces; i++) {
		open_(w, "TraceHeader");
		put(w, "OrganId", p->trace[i].organ);
		put_time(w, "Timestamp", p->trace[i].at);
		close_(w, "TraceHeader");
	}
	put_business(w, p);
	close_(w, "TraceHeaderList");
}

static void put_status(struct writing *w, const struct edxml *p)
{
	open_(w, "Status");
	put_response(w, &p->response[0]);
	put_organ(w, "From", &p->from);
	put(w, "StatusCode", p->status);
	put(w, "Description", p->words);
	put_time(w, "Timestamp", p->at);
	put_staff(w, &p->staff);
	close_(w, "Status");
}

/* ---- files ---- */

static void put_manifest(struct writing *w, const struct edxml *p)
{
	open_(w, "edXMLBody");
	buf_str(&w->out, "<edXML:edXMLManifest version=\"1.0\">\n");
	for (size_t i = 0; i < p->files; i++) {
		const struct edxml_file *f = &p->file[i];

		open_(w, "Reference");
		put(w, "ContentId", f->id);
		put(w, "ContentType", f->type);
		put(w, "Description", f->description);
		put(w, "AttachmentName", f->name);
		close_(w, "Reference");
	}
	close_(w, "edXMLManifest");
	close_(w, "edXMLBody");
}

static enum err flush(struct writing *w)
{
	enum err e = w->out.len ? w->fn(w->arg, w->out.s, w->out.len) : OK;

	w->out.len = 0;
	return e;
}

static void put_line(struct writing *w, const unsigned char *s, size_t n)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789+/";

	for (size_t i = 0; i < n; i += 3) {
		uint32_t bits = (uint32_t)s[i] << 16;
		char four[4];

		bits |= i + 1 < n ? (uint32_t)s[i + 1] << 8 : 0;
		bits |= i + 2 < n ? s[i + 2] : 0;
		for (int k = 0; k < 4; k++)
			four[k] = letters[bits >> (18 - 6 * k) & 63];
		if (i + 2 >= n)
			four[3] = '=';
		if (i + 1 >= n)
			four[2] = '=';
		buf_add(&w->out, four, 4);
	}
	buf_str(&w->out, "\n");
}

static enum err put_file(struct writing *w, const struct edxml_file *f)
{
	const unsigned char *s = f->content.data;

	buf_str(&w->out, "<Attachment>\n");
	plain(w, "", "ContentType", f->type);
	plain(w, "", "ContentId", f->id);
	if (f->description)
		plain(w, "", "Description", f->description);
	buf_str(&w->out, "<ContentTransferEncoded>\n");
	for (size_t at = 0, line = 0; at < f->content.size; at += LINE) {
		size_t left = f->content.size - at;

		put_line(w, s + at, left < LINE ? left : LINE);
		if (++line % LINES == 0)
			TRY(flush(w));
	}
	buf_str(&w->out, "</ContentTransferEncoded>\n");
	plain(w, "", "AttachmentName", f->name);
	buf_str(&w->out, "</Attachment>\n");
	return OK;
}

/* ---- the whole ---- */

static void need(struct ctx *c, const char *name, const char *s, size_t most)
{
	if (!s || !*s)
		fault(c, 0, 0, name, N_("%s is missing."), name);
	else if (utf8_length(s) > most)
		fault(c, 0, 0, name, N_("%s is longer than %zu characters."),
		      name, most);
}

static enum err check(struct ctx *c, const struct edxml *p)
{
	need(c, "From/OrganId", p->from.id, 500);
	if (p->from.name)
		need(c, "From/OrganName", p->from.name, EDXML_NAME);
	if (p->what == EDXML_STATUS) {
		need(c, "StatusCode", p->status, 10);
		need(c, "ResponseFor/DocumentId",
		     p->responses == 1 ? p->response[0].document : NULL, 500);
		return faults_end(c);
	}
	for (size_t i = 0; i < p->tos; i++)
		need(c, "To/OrganId", p->to[i].id, 500);
	if (p->tos == 0)
		need(c, "To/OrganId", NULL, 0);
	if (p->number)
		need(c, "CodeNumber", p->number, EDXML_NUMBER);
	need(c, "CodeNotation", p->notation, EDXML_NOTATION);
	need(c, "Subject", p->subject, EDXML_SUBJECT);
	need(c, "DocumentId", p->document, 500);
	if (p->day == EDXML_NONE)
		need(c, "PromulgationDate", NULL, 0);
	if (p->business == EDXML_RECALL)
		need(c, "Bussiness/DocumentId", p->business_document, 500);
	return faults_end(c);
}

enum err edxml_write(struct ctx *c, const struct edxml *p, edxml_fn fn,
		     void *arg)
{
	struct writing w = {c, {.mem = c->mem}, fn, arg};

	TRY(check(c, p));
	buf_str(&w.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			"<edXML xmlns=\"" NS "\">\n"
			"<edXML:edXMLEnvelope xmlns:edXML=\"" NS "\">\n");
	open_(&w, "edXMLHeader");
	if (p->what == EDXML_STATUS) {
		put_status(&w, p);
	} else {
		put_message(&w, p);
		put_traces(&w, p);
	}
	close_(&w, "edXMLHeader");
	if (p->files)
		put_manifest(&w, p);
	close_(&w, "edXMLEnvelope");
	if (p->files)
		buf_str(&w.out, "<AttachmentEncoded>\n");
	for (size_t i = 0; i < p->files; i++)
		TRY(put_file(&w, &p->file[i]));
	if (p->files)
		buf_str(&w.out, "</AttachmentEncoded>\n");
	buf_str(&w.out, "</edXML>\n");
	return flush(&w);
}

/* ---- what a status means ---- */

const char *edxml_status_words(const struct ctx *c, const char *code)
{
	static const struct {
		const char *code, *words;
	} all[] = {
		{"01", N_("It arrived")},
		{"02", N_("They refuse to take it")},
		{"03", N_("They took it in")},
		{"04", N_("It waits to be given to somebody")},
		{"05", N_("They are at work on it")},
		{"06", N_("They have done what it asks")},
		{"13", N_("The sender takes it back")},
		{"15", N_("They agree to give it back or to change it")},
		{"16", N_("They refuse to give it back or to change it")},
	};

	for (size_t i = 0; i < COUNT(all); i++)
		if (!strcmp(all[i].code, code) ||
		    (*all[i].code == '0' && !strcmp(all[i].code + 1, code)))
			return tr(c, all[i].words);
	return NULL;
}
