/* edxml_row.c - the elements of edXML that are read. */
#include "register/edxml_row.h"

#include <strings.h>

#define ANY 500 /* characters, where the standard sets no length */

/* clang-format off */
#define ONE(in, name, group)      {in, name, IS_ONE, group, 0, 0}
#define MANY(in, name, group)     {in, name, IS_MANY, group, 0, 0}
#define P(kind, in, name, member, most)                                       \
	{in, name, kind, IN_SKIP, offsetof(struct edxml, member), most}
#define I(kind, in, name, of, member, most)                                   \
	{in, name, kind, IN_SKIP, offsetof(struct of, member), most}
#define ORGAN(in, of, at)                                                     \
	{in, "OrganId", IS_TEXT, IN_SKIP, at + offsetof(of, id), ANY},        \
	{in, "OrganizationInCharge", IS_TEXT, IN_SKIP,                        \
	 at + offsetof(of, in_charge), ANY},                                  \
	{in, "OrganName", IS_TEXT, IN_SKIP, at + offsetof(of, name),          \
	 EDXML_NAME},                                                         \
	{in, "OrganAdd", IS_TEXT, IN_SKIP, at + offsetof(of, address), ANY},  \
	{in, "Email", IS_TEXT, IN_SKIP, at + offsetof(of, email), ANY},       \
	{in, "Telephone", IS_TEXT, IN_SKIP, at + offsetof(of, telephone),     \
	 ANY},                                                                \
	{in, "Fax", IS_TEXT, IN_SKIP, at + offsetof(of, fax), ANY},           \
	{in, "Website", IS_TEXT, IN_SKIP, at + offsetof(of, website), ANY}

static const struct edxml_row rows[] = {
	ONE(IN_ROOT, "edXML", IN_PACKET),
	ONE(IN_ROOT, "Envelope", IN_ENVELOPE), /* of SOAP */
	ONE(IN_ROOT, "edXMLEnvelope", IN_ENVELOPE),
	ONE(IN_ROOT, "Header", IN_HEADER),
	ONE(IN_ROOT, "edXMLHeader", IN_HEADER),
	ONE(IN_ROOT, "Body", IN_BODY),
	ONE(IN_ROOT, "edXMLBody", IN_BODY),
	ONE(IN_ROOT, "MessageHeader", IN_MESSAGE),
	ONE(IN_ROOT, "Status", IN_STATUS),
	ONE(IN_ROOT, "MessageStatus", IN_STATUS),
	ONE(IN_ROOT, "TraceHeaderList", IN_TRACES),
	ONE(IN_ROOT, "Manifest", IN_MANIFEST),
	ONE(IN_ROOT, "edXMLManifest", IN_MANIFEST),
	ONE(IN_ROOT, "AttachmentEncoded", IN_FILES),

	ONE(IN_MESSAGE, "From", IN_FROM),
	MANY(IN_MESSAGE, "To", IN_TO),
	ONE(IN_MESSAGE, "Code", IN_CODE),
	ONE(IN_MESSAGE, "PromulgationInfo", IN_PROMULGATION),
	ONE(IN_MESSAGE, "DocumentType", IN_TYPE),
	P(IS_TEXT, IN_MESSAGE, "Subject", subject, EDXML_SUBJECT),
	P(IS_TEXT, IN_MESSAGE, "Content", content, 4000),
	ONE(IN_MESSAGE, "SignerInfo", IN_SIGNER),
	P(IS_DAY, IN_MESSAGE, "DueDate", due, 0),
	ONE(IN_MESSAGE, "ToPlaces", IN_PLACES),
	ONE(IN_MESSAGE, "OtherInfo", IN_OTHER),
	MANY(IN_MESSAGE, "ResponseFor", IN_RESPONSE),
	P(IS_NUMBER, IN_MESSAGE, "SteeringType", steering, 0),
	P(IS_TEXT, IN_MESSAGE, "DocumentId", document, ANY),
	/* a status in the place of a message */
	P(IS_TEXT, IN_MESSAGE, "StatusCode", status, 10),
	P(IS_TEXT, IN_MESSAGE, "Description", words, 2000),
	P(IS_TIME, IN_MESSAGE, "Timestamp", at, 0),
	ONE(IN_MESSAGE, "StaffInfo", IN_STAFF),

	ONE(IN_STATUS, "From", IN_FROM),
	MANY(IN_STATUS, "To", IN_TO),
	MANY(IN_STATUS, "ResponseFor", IN_RESPONSE),
	P(IS_TEXT, IN_STATUS, "DocumentId", document, ANY),
	P(IS_TEXT, IN_STATUS, "StatusCode", status, 10),
	P(IS_TEXT, IN_STATUS, "Description", words, 2000),
	P(IS_TIME, IN_STATUS, "Timestamp", at, 0),
	ONE(IN_STATUS, "StaffInfo", IN_STAFF),

	ORGAN(IN_FROM, struct edxml_organ, offsetof(struct edxml, from)),
	ORGAN(IN_TO, struct edxml_organ, 0),
	P(IS_TEXT, IN_CODE, "CodeNumber", number, EDXML_NUMBER),
	P(IS_TEXT, IN_CODE, "CodeNotation", notation, EDXML_NOTATION),
	P(IS_TEXT, IN_PROMULGATION, "Place", place, ANY),
	P(IS_DAY, IN_PROMULGATION, "PromulgationDate", day, 0),
	P(IS_NUMBER, IN_TYPE, "Type", type, 0),
	P(IS_TEXT, IN_TYPE, "TypeName", type_name, ANY),
	P(IS_TEXT, IN_SIGNER, "Competence", competence, ANY),
	P(IS_TEXT, IN_SIGNER, "Position", position, ANY),
	P(IS_TEXT, IN_SIGNER, "FullName", signer, ANY),
	P(IS_TEXTS, IN_PLACES, "Place", places, ANY),
	P(IS_NUMBER, IN_OTHER, "Priority", priority, 0),
	P(IS_TEXT, IN_OTHER, "SphereOfPromulgation", sphere, ANY),
	P(IS_TEXT, IN_OTHER, "TyperNotation", typer, ANY),
	P(IS_NUMBER, IN_OTHER, "PromulgationAmount", copies, 0),
	P(IS_NUMBER, IN_OTHER, "PageAmount", pages, 0),
	ONE(IN_OTHER, "Appendixes", IN_APPENDIXES),
	P(IS_TEXTS, IN_APPENDIXES, "Appendix", appendixes, ANY),
	I(IS_TEXT, IN_RESPONSE, "OrganId", edxml_about, organ, ANY),
	I(IS_TEXT, IN_RESPONSE, "Code", edxml_about, code, ANY),
	I(IS_DAY, IN_RESPONSE, "PromulgationDate", edxml_about, day, 0),
	I(IS_TEXT, IN_RESPONSE, "DocumentId", edxml_about, document, ANY),

	MANY(IN_TRACES, "TraceHeader", IN_TRACE),
	I(IS_TEXT, IN_TRACE, "OrganId", edxml_trace, organ, ANY),
	I(IS_TIME, IN_TRACE, "Timestamp", edxml_trace, at, 0),
	/* so spelled in the standard */
	ONE(IN_TRACES, "Bussiness", IN_BUSINESS),
	ONE(IN_TRACES, "Business", IN_BUSINESS),
	P(IS_NUMBER, IN_BUSINESS, "BussinessDocType", business, 0),
	P(IS_NUMBER, IN_BUSINESS, "BusinessDocType", business, 0),
	P(IS_TEXT, IN_BUSINESS, "BussinessDocReason", reason, 2000),
	P(IS_TEXT, IN_BUSINESS, "BusinessDocReason", reason, 2000),
	P(IS_TEXT, IN_BUSINESS, "DocumentId", business_document, ANY),
	ONE(IN_BUSINESS, "StaffInfo", IN_STAFF),
	MANY(IN_BUSINESS, "ReplacementInfoList", IN_REPLACED_LIST),
	MANY(IN_REPLACED_LIST, "ReplacementInfo", IN_REPLACED),
	I(IS_TEXT, IN_REPLACED, "DocumentId", edxml_about, document, ANY),
	P(IS_TEXT, IN_STAFF, "Department", staff.department, ANY),
	P(IS_TEXT, IN_STAFF, "Staff", staff.staff, ANY),
	P(IS_TEXT, IN_STAFF, "Mobile", staff.mobile, ANY),
	P(IS_TEXT, IN_STAFF, "Email", staff.email, ANY),

	MANY(IN_MANIFEST, "Reference", IN_REFERENCE),
	I(IS_TEXT, IN_REFERENCE, "ContentId", edxml_file, id, ANY),
	I(IS_TEXT, IN_REFERENCE, "ContentType", edxml_file, type, ANY),
	I(IS_TEXT, IN_REFERENCE, "Description", edxml_file, description, ANY),
	I(IS_TEXT, IN_REFERENCE, "AttachmentName", edxml_file, name, ANY),
	MANY(IN_FILES, "Attachment", IN_FILE),
	I(IS_TEXT, IN_FILE, "ContentId", edxml_file, id, ANY),
	I(IS_TEXT, IN_FILE, "ContentType", edxml_file, type, ANY),
	I(IS_TEXT, IN_FILE, "Description", edxml_file, description, ANY),
	I(IS_TEXT, IN_FILE, "AttachmentName", edxml_file, name, ANY),
	I(IS_BASE64, IN_FILE, "ContentTransferEncoded", edxml_file, content, 0),
};
/* clang-format on */

const struct edxml_row *edxml_row(enum edxml_group in, const char *name)
{
	if (in >= IN_ROOT && in <= IN_BODY)
		in = IN_ROOT;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].in == in && !strcasecmp(rows[i].name, name))
			return &rows[i];
	return NULL;
}
