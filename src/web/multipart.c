/* multipart.c - divides a form that carries files at its boundaries. */
#include "web/multipart.h"

#include "base/text.h"

#include <string.h>
#include <strings.h>

#define HEAD_MOST 4096 /* bytes of the headers of one part */

struct reading {
	struct arena *mem;
	const char *at, *end;
	const char *mark; /* CR LF - - boundary */
	size_t mark_size;
	size_t text; /* bytes of fields so far */
	struct fields *fields;
	struct uploads *files;
};

const char *multipart_boundary(struct arena *mem, const char *type)
{
	static const char want[] = "multipart/form-data";
	const char *s;
	size_t n;

	if (!type || strncasecmp(type, want, strlen(want)))
		return NULL;
	s = strcasestr(type + strlen(want), "boundary=");
	if (!s)
		return NULL;
	s += strlen("boundary=");
	n = *s == '"' ? strcspn(++s, "\"") : strcspn(s, "; \t");
	return n >= 1 && n <= 70 ? arena_copy(mem, s, n) : NULL;
}

/* What stands in quotes behind NAME= in a header; NULL: nothing does.
 * Browsers write " within as %22, some as \". */
static const char *parameter(struct arena *mem, const char *header,
			     const char *name)
{
	size_t n = strlen(name);
	const char *s = strchr(header, ';'), *end;

	while (s) {
		s += 1 + strspn(s + 1, " \t");
		end = strchr(s, '"');
		for (const char *q = end; q && (q = strchr(q + 1, '"'));)
			if (q[-1] != '\\' || q[-2] == '\\') {
				end = q;
				break;
			}
		if (!strncasecmp(s, name, n) && s[n] == '=' && s[n + 1] == '"')
			return end > s + n + 1
				       ? arena_copy(mem, s + n + 2,
						    (size_t)(end - s) - n - 2)
				       : NULL;
		s = strchr(end ? end : s, ';');
	}
	return NULL;
}

/* The headers of a part, to the empty line; NULL: there is none. */
static const char *head(struct reading *r)
{
	size_t n = (size_t)(r->end - r->at);
	const char *end =
		memmem(r->at, n < HEAD_MOST ? n : HEAD_MOST, "\r\n\r\n", 4);
	const char *text;

	if (!end || !utf8_valid(r->at, (size_t)(end - r->at), NULL))
		return NULL;
	text = arena_copy(r->mem, r->at, (size_t)(end - r->at));
	r->at = end + 4;
	return text;
}

static enum form_err field_add(struct reading *r, const char *name,
			       const char *s, size_t n)
{
	struct fields *f = r->fields;

	r->text += n;
	if (f->n == FORM_FIELDS || r->text > MULTIPART_TEXT)
		return FORM_LARGE;
	if (!utf8_valid(s, n, NULL))
		return FORM_UTF8;
	f->at[f->n++] = (struct field){name, arena_copy(r->mem, s, n)};
	return FORM_OK;
}

static enum form_err file_add(struct reading *r, const char *name,
			      const char *file, const char *s, size_t n)
{
	struct uploads *f = r->files;

	if (!*file && n == 0)
		return FORM_OK;
	if (f->n == MULTIPART_FILES)
		return FORM_LARGE;
	f->at[f->n++] = (struct upload){name, file, {s, n}};
	return FORM_OK;
}

/* One part: r->at stands behind its boundary's line, and then behind the
 * next mark. */
static enum form_err part(struct reading *r)
{
	const char *headers = head(r), *disposition, *name, *file, *s, *end;

	if (!headers)
		return FORM_SYNTAX;
	disposition = strcasestr(headers, "content-disposition:");
	if (!disposition)
		return FORM_SYNTAX;
	disposition =
		arena_copy(r->mem, disposition, strcspn(disposition, "\r\n"));
	name = parameter(r->mem, disposition, "name");
	file = parameter(r->mem, disposition, "filename");
	if (!name)
		return FORM_SYNTAX;
	if (strlen(name) > FORM_NAME)
		return FORM_LARGE;
	s = r->at;
	/* Of an empty part the head's CR LF is the mark's. */
	end = memmem(s - 2, (size_t)(r->end - s) + 2, r->mark, r->mark_size);
	if (!end)
		return FORM_SYNTAX;
	r->at = end + r->mark_size;
	end = end < s ? s : end;
	return file ? file_add(r, name, file, s, (size_t)(end - s))
		    : field_add(r, name, s, (size_t)(end - s));
}

enum form_err multipart_read(struct arena *mem, const char *boundary,
			     const char *s, size_t n, struct fields *fields,
			     struct uploads *files)
{
	struct reading r = {
		.mem = mem, .end = s + n, .fields = fields, .files = files};
	const char *first;

	r.mark = arena_printf(mem, "\r\n--%s", boundary);
	r.mark_size = strlen(r.mark);
	fields->n = files->n = 0;
	fields->at = arena_array(mem, FORM_FIELDS, sizeof(*fields->at));
	files->at = arena_array(mem, MULTIPART_FILES, sizeof(*files->at));
	first = memmem(s, n, r.mark + 2, r.mark_size - 2);
	if (!first || first - s > HEAD_MOST)
		return FORM_SYNTAX;
	r.at = first + r.mark_size - 2;
	while (r.end - r.at >= 2 && !memcmp(r.at, "\r\n", 2)) {
		enum form_err e;

		r.at += 2;
		e = part(&r);
		if (e != FORM_OK)
			return e;
	}
	return r.end - r.at >= 2 && !memcmp(r.at, "--", 2) ? FORM_OK
							   : FORM_SYNTAX;
}
