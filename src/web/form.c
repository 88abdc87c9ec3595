/* form.c - reads what browsers send. */
#include "web/form.h"

#include "base/text.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* %xx to bytes, and + to a blank where `plus`. NULL: a broken %xx. */
static char *unescape(struct arena *mem, const char *s, size_t n, bool plus,
		      size_t *len)
{
	char *to = arena_copy(mem, s, n), *w = to;

	for (size_t i = 0; i < n; i++, w++) {
		*w = plus && s[i] == '+' ? ' ' : s[i];
		if (s[i] != '%')
			continue;
		if (i + 2 >= n || hex(s[i + 1]) < 0 || hex(s[i + 2]) < 0)
			return NULL;
		*w = (char)(hex(s[i + 1]) << 4 | hex(s[i + 2]));
		i += 2;
	}
	*w = '\0';
	*len = (size_t)(w - to);
	return to;
}

static enum form_err text(struct arena *mem, const char *s, size_t n,
			  const char **out)
{
	size_t len;

	*out = unescape(mem, s, n, true, &len);
	if (!*out)
		return FORM_SYNTAX;
	return utf8_valid(*out, len, NULL) ? FORM_OK : FORM_UTF8;
}

static enum form_err pair(struct arena *mem, const char *s, size_t n,
			  struct field *f)
{
	const char *eq = memchr(s, '=', n);
	size_t name = eq ? (size_t)(eq - s) : n;
	enum form_err e = text(mem, s, name, &f->name);

	if (e == FORM_OK && strlen(f->name) > FORM_NAME)
		return FORM_LARGE;
	if (e == FORM_OK && eq)
		return text(mem, eq + 1, n - name - 1, &f->value);
	f->value = "";
	return e;
}

enum form_err form_urlencoded(struct arena *mem, const char *s, size_t n,
			      struct fields *out)
{
	size_t most = 1;
	enum form_err e = FORM_OK;

	*out = (struct fields){0};
	for (size_t i = 0; i < n; i++)
		most += s[i] == '&';
	if (most > FORM_FIELDS)
		return FORM_LARGE;
	out->at = arena_array(mem, most, sizeof(*out->at));
	while (n > 0 && e == FORM_OK) {
		const char *end = memchr(s, '&', n);
		size_t len = end ? (size_t)(end - s) : n;

		if (len > 0)
			e = pair(mem, s, len, &out->at[out->n++]);
		len += end != NULL;
		s += len;
		n -= len;
	}
	return e;
}

static enum form_err json_value(struct arena *mem, const char *name, json_t *v,
				int depth, struct fields *out);

/* What lies within another is named by its way there: "cells.0.code". */
static enum form_err json_within(struct arena *mem, const char *name, json_t *v,
				 int depth, struct fields *out)
{
	enum form_err e = FORM_OK;
	const char *key;
	json_t *item;
	size_t i;

	if (depth > FORM_DEPTH)
		return FORM_SYNTAX;
	json_object_foreach(v, key, item) if (e == FORM_OK) e = json_value(
		mem, arena_printf(mem, "%s%s%s", name, *name ? "." : "", key),
		item, depth, out);
	json_array_foreach(v, i, item) if (e == FORM_OK) e = json_value(
		mem, arena_printf(mem, "%s.%zu", name, i), item, depth, out);
	return e;
}

static enum form_err json_value(struct arena *mem, const char *name, json_t *v,
				int depth, struct fields *out)
{
	struct field *f = &out->at[out->n];

	if (strlen(name) > FORM_NAME || out->n == FORM_FIELDS)
		return FORM_LARGE;
	f->name = name;
	switch (json_typeof(v)) {
	case JSON_STRING:
		f->value = arena_text(mem, json_string_value(v));
		break;
	case JSON_INTEGER:
		f->value = arena_printf(mem, "%" JSON_INTEGER_FORMAT,
					json_integer_value(v));
		break;
	case JSON_TRUE: f->value = "1"; break;
	case JSON_FALSE:
	case JSON_NULL: return FORM_OK;
	case JSON_REAL: return FORM_REAL;
	case JSON_OBJECT:
	case JSON_ARRAY: return json_within(mem, name, v, depth + 1, out);
	}
	out->n++;
	return FORM_OK;
}

enum form_err form_json(struct arena *mem, const char *s, size_t n,
			struct fields *out)
{
	json_t *j = json_loadb(s, n, JSON_REJECT_DUPLICATES, NULL);
	enum form_err e = FORM_SYNTAX;

	*out = (struct fields){0};
	if (json_is_object(j)) {
		out->at = arena_array(mem, FORM_FIELDS + 1, sizeof(*out->at));
		e = json_within(mem, "", j, 0, out);
	}
	json_decref(j);
	return e;
}

const char *form_path(struct arena *mem, const char *target)
{
	size_t len;
	char *s = unescape(mem, target, strcspn(target, "?#"), false, &len);

	if (!s || s[0] != '/' || !utf8_valid(s, len, NULL))
		return NULL;
	return s;
}

const char *form_cookie(struct arena *mem, const char *header, const char *name)
{
	size_t len = strlen(name);

	for (const char *s = header; s && *s; s += strspn(s, "; ")) {
		size_t n = strcspn(s, ";");

		if (n > len && s[len] == '=' && !strncmp(s, name, len))
			return arena_copy(mem, s + len + 1, n - len - 1);
		s += n;
	}
	return NULL;
}
