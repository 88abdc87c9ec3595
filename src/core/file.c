/* file.c - tells kinds of files by their content. */
#include "core/file.h"

#include "base/text.h"

#include <magic.h>
#include <string.h>
#include <strings.h>

#define LOOKED_AT (1 << 20) /* bytes from the beginning */
#define NAME_MOST 100	    /* characters */

#define OPEN_XML "application/vnd.openxmlformats-officedocument."
#define OPEN	 "application/vnd.oasis.opendocument."

/* clang-format off */
static const struct file_kind kinds[] = {
	{"application/pdf", ".pdf"},
	{"image/jpeg", ".jpg"},
	{"image/png", ".png"},
	{"image/gif", ".gif"},
	{"image/webp", ".webp"},
	{"image/tiff", ".tif"},
	{"image/heic", ".heic"},
	{OPEN_XML "wordprocessingml.document", ".docx"},
	{OPEN_XML "spreadsheetml.sheet", ".xlsx"},
	{OPEN_XML "presentationml.presentation", ".pptx"},
	{OPEN "text", ".odt"},
	{OPEN "spreadsheet", ".ods"},
	{OPEN "presentation", ".odp"},
	{"application/msword", ".doc"},
	{"application/vnd.ms-excel", ".xls"},
	{"application/vnd.ms-powerpoint", ".ppt"},
	{"text/rtf", ".rtf"},
	{"text/csv", ".csv"},
	{"text/plain", ".txt"},
};

/* Other endings that are as right. */
static const struct file_kind also[] = {
	{"image/jpeg", ".jpeg"},
	{"image/tiff", ".tiff"},
	{"text/plain", ".csv"},
	{"text/csv", ".txt"},
	{"application/msword", ".rtf"},
};
/* clang-format on */

static const struct file_kind *known(const char *type)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (!strcmp(kinds[i].type, type))
			return &kinds[i];
	return NULL;
}

/* What the library says of the content; NULL: it cannot be asked. Its words
 * are gone when it closes. */
static const char *ask(struct arena *mem, struct blob content)
{
	magic_t m = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS |
			       MAGIC_NO_CHECK_ELF);
	const char *type = NULL;

	if (m && magic_load(m, NULL) == 0)
		type = magic_buffer(m, content.data,
				    content.size < LOOKED_AT ? content.size
							     : LOOKED_AT);
	type = arena_text(mem, type);
	if (m)
		magic_close(m);
	return type;
}

/* Bytes that only a document in a zip file has: some writers put its parts
 * in an order that the library does not know. */
static const char *in_zip(struct blob content)
{
	static const char *const part[][2] = {
		{"word/document.xml", OPEN_XML "wordprocessingml.document"},
		{"xl/workbook.xml", OPEN_XML "spreadsheetml.sheet"},
		{"ppt/presentation.xml",
		 OPEN_XML "presentationml.presentation"},
	};

	for (size_t i = 0; i < COUNT(part); i++)
		if (memmem(content.data, content.size, part[i][0],
			   strlen(part[i][0])))
			return part[i][1];
	return "application/zip";
}

/* Programs in some language are texts too, but pages are not: who opens one
 * runs it. */
static bool is_text(const char *type)
{
	return !strncmp(type, "text/x-", 7) || !strcmp(type, "application/csv");
}

enum err file_kind(struct ctx *c, struct blob content,
		   const struct file_kind **out)
{
	const char *type;

	if (content.size == 0)
		return fail(c, ERR_INVALID, "file", N_("The file is empty."));
	type = ask(c->mem, content);
	if (!type)
		return fail(c, ERR_BROKEN, NULL,
			    N_("The kind of a file cannot be told: libmagic "
			       "has no data."));
	if (!strcmp(type, "application/zip") ||
	    !strcmp(type, "application/octet-stream"))
		type = in_zip(content);
	if (is_text(type))
		type = "text/plain";
	*out = known(type);
	if (*out)
		return OK;
	return fail(c, ERR_INVALID, "file",
		    N_("A file of this kind (%s) is not taken. Taken are PDF, "
		       "pictures (JPEG, PNG, GIF, WebP, TIFF, HEIC), "
		       "documents of Word, Excel, PowerPoint and "
		       "OpenDocument, RTF, CSV and plain text."),
		    type);
}

static bool ends_in(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n > m && !strcasecmp(s + n - m, end);
}

static bool ending_right(const char *name, const struct file_kind *kind)
{
	if (ends_in(name, kind->ending))
		return true;
	for (size_t i = 0; i < COUNT(also); i++)
		if (!strcmp(also[i].type, kind->type) &&
		    ends_in(name, also[i].ending))
			return true;
	return false;
}

/* The first characters, not bytes. */
static const char *cut(struct arena *mem, const char *s, size_t characters)
{
	const char *end = s;

	for (; *end && characters; characters--)
		do
			end++;
		while (((unsigned char)*end & 0xc0) == 0x80);
	return arena_copy(mem, s, (size_t)(end - s));
}

const char *file_name(struct arena *mem, const char *name,
		      const struct file_kind *kind)
{
	char *tidy = text_tidy(mem, name), *s = tidy;

	for (char *at = tidy; *at; at++)
		if (*at == '/' || *at == '\\')
			s = at + 1;
	s += strspn(s, ". ");
	for (char *at = s; *at; at++)
		if (strchr("<>:\"|?*", *at))
			*at = '_';
	if (!*s)
		return arena_printf(mem, "file%s", kind->ending);
	if (!ending_right(s, kind))
		return arena_printf(mem, "%s%s", cut(mem, s, NAME_MOST - 5),
				    kind->ending);
	if (utf8_length(s) > NAME_MOST)
		return arena_printf(mem, "%s%s", cut(mem, s, NAME_MOST - 5),
				    strrchr(s, '.'));
	return s;
}
