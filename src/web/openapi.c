/* openapi.c - makes the OpenAPI document. JSON Schema is what the notation
 * of openapi.h is read into. */
#include "web/openapi.h"

#include "web/server.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

/* The notation is our own text: what is wrong with it is a bug. */
struct reader {
	struct arena *mem;
	const char *at;
};

static const struct {
	const char *name, *type, *format, *pattern;
} basics[] = {
	{"text", "string", NULL, NULL},
	{"int", "integer", "int64", NULL},
	{"bool", "boolean", NULL, NULL},
	{"day", "string", "date", NULL},
	{"instant", "string", "date-time", NULL},
	{"number", "string", NULL, "^-?[0-9]+(\\.[0-9]+)?$"},
	{"any", NULL, NULL, NULL},
};

static struct val *read_type(struct reader *r);

static bool take(struct reader *r, char c)
{
	if (*r->at != c)
		return false;
	r->at++;
	return true;
}

static const char *read_word(struct reader *r)
{
	const char *from = r->at;

	while (isalnum((unsigned char)*r->at) || *r->at == '_' || *r->at == '-')
		r->at++;
	assert(r->at > from);
	return arena_printf(r->mem, "%.*s", (int)(r->at - from), from);
}

static struct val *of_type(struct arena *mem, const char *type)
{
	struct val *v = val_map(mem);

	map_s(v, "type", type);
	return v;
}

/* A basic type, or one of api_shapes[]. */
static struct val *named(struct arena *mem, const char *name)
{
	struct val *v = val_map(mem);

	for (size_t i = 0; i < COUNT(basics); i++) {
		if (strcmp(basics[i].name, name))
			continue;
		if (basics[i].type)
			map_s(v, "type", basics[i].type);
		if (basics[i].format)
			map_s(v, "format", basics[i].format);
		if (basics[i].pattern)
			map_s(v, "pattern", basics[i].pattern);
		return v;
	}
	map_s(v, "$ref", arena_printf(mem, "#/components/schemas/%s", name));
	return v;
}

static struct val *or_null(struct reader *r, struct val *type)
{
	struct val *v, *any;

	if (!take(r, '?'))
		return type;
	any = val_list(r->mem);
	list_v(any, type);
	list_v(any, of_type(r->mem, "null"));
	v = val_map(r->mem);
	map_v(v, "anyOf", any);
	return v;
}

/* One member; its name into `required` unless it may be absent. */
static const char *read_member(struct reader *r, struct val **type,
			       bool *required)
{
	const char *name = read_word(r);
	bool null = take(r, '?');

	*required = !take(r, '*');
	*type = take(r, ':') ? read_type(r) : of_type(r->mem, "string");
	if (null)
		*type = or_null(&(struct reader){r->mem, "?"}, *type);
	return name;
}

static struct val *read_object(struct reader *r)
{
	struct val *v = of_type(r->mem, "object"), *members = val_map(r->mem);
	struct val *required = val_list(r->mem);

	while (!take(r, '}')) {
		struct val *type;
		bool needed;
		const char *name;

		if (take(r, ' '))
			continue;
		name = read_member(r, &type, &needed);
		map_v(members, name, type);
		if (needed)
			list_s(required, name);
	}
	map_v(v, "properties", members);
	if (required->first)
		map_v(v, "required", required);
	map_b(v, "additionalProperties", false);
	return v;
}

static struct val *read_type(struct reader *r)
{
	struct val *v;

	if (take(r, '{'))
		return or_null(r, read_object(r));
	if (take(r, '[')) {
		v = of_type(r->mem, "array");
		map_v(v, "items", read_type(r));
		assert(*r->at == ']');
		r->at++;
	} else if (take(r, '<')) {
		v = of_type(r->mem, "object");
		map_v(v, "additionalProperties", read_type(r));
		assert(*r->at == '>');
		r->at++;
	} else {
		v = named(r->mem, read_word(r));
	}
	return or_null(r, v);
}

static struct val *schema(struct arena *mem, const char *notation)
{
	struct reader r = {mem, notation};
	struct val *v = read_type(&r);

	assert(!*r.at);
	return v;
}

/* ---- operations ---- */

static void add_parameter(struct val *list, const char *in, const char *name,
			  struct val *type, bool required)
{
	struct val *v = val_map(list->mem);

	map_s(v, "name", name);
	map_s(v, "in", in);
	map_b(v, "required", required);
	map_v(v, "schema", type);
	list_v(list, v);
}

static struct val *parameters(struct arena *mem, const struct route *route,
			      const struct api_row *row)
{
	struct val *list = val_list(mem);
	struct reader r = {mem, row->query};

	if (strstr(route->path, "{code}"))
		add_parameter(list, "path", "code", of_type(mem, "string"),
			      true);
	if (strstr(route->path, "{id}"))
		add_parameter(list, "path", "id", named(mem, "int"), true);
	while (*r.at) {
		struct val *type;
		bool required;
		const char *name;

		if (take(&r, ' '))
			continue;
		name = read_member(&r, &type, &required);
		add_parameter(list, "query", name, type, required);
	}
	if (route->method == POST)
		add_parameter(list, "header", "X-CSRF-Token",
			      of_type(mem, "string"), route_for_people(route));
	return list;
}

/* {"content":{"application/json":{"schema":…}}} with words before it. */
static struct val *content(struct arena *mem, const char *words,
			   const char *notation)
{
	struct val *v = val_map(mem), *kinds = val_map(mem);
	struct val *kind = val_map(mem);

	map_v(kind, "schema", schema(mem, notation));
	map_v(kinds, "application/json", kind);
	if (words)
		map_s(v, "description", words);
	map_v(v, "content", kinds);
	return v;
}

static struct val *operation(struct arena *mem, const struct route *route,
			     const struct api_row *row)
{
	struct val *v = val_map(mem), *answers = val_map(mem);
	struct val *security = val_list(mem), *session = val_map(mem);
	struct val *token = val_map(mem);

	map_s(v, "operationId", row->name);
	map_s(v, "summary", route->does);
	map_v(v, "parameters", parameters(mem, route, row));
	if (row->takes)
		map_v(v, "requestBody", content(mem, NULL, row->takes));
	map_v(answers, "200", content(mem, "What was asked for", row->gives));
	map_v(answers, "default", content(mem, "What is wrong", "Error"));
	map_v(v, "responses", answers);
	if (route->access != ANYONE)
		map_v(session, "session", val_list(mem));
	list_v(security, session);
	if (route->access == SIGNED_IN && !route_for_people(route)) {
		map_v(token, "token", val_list(mem));
		list_v(security, token);
	}
	map_v(v, "security", security);
	return v;
}

static const struct api_row *row_of(const struct route *r)
{
	for (size_t i = 0; i < api_rows_count; i++)
		if (api_rows[i].method == r->method &&
		    !strcmp(api_rows[i].path, r->path))
			return &api_rows[i];
	return NULL;
}

static struct val *paths(struct arena *mem)
{
	struct val *all = val_map(mem);

	for (size_t i = 0; i < routes_count; i++) {
		const struct route *r = &routes[i];
		const struct api_row *row = row_of(r);
		struct val *path;

		if (strncmp(r->path, "/api/", 5))
			continue;
		assert(row);
		path = (struct val *)val_get(all, r->path);
		if (!path) {
			path = val_map(mem);
			map_v(all, r->path, path);
		}
		map_v(path, r->method == POST ? "post" : "get",
		      operation(mem, r, row));
	}
	return all;
}

static struct val *components(struct arena *mem)
{
	struct val *v = val_map(mem), *shapes = val_map(mem);
	struct val *schemes = val_map(mem), *cookie = val_map(mem);
	struct val *token = val_map(mem);

	for (size_t i = 0; i < api_shapes_count; i++)
		map_v(shapes, api_shapes[i].name,
		      schema(mem, api_shapes[i].is));
	map_s(cookie, "type", "apiKey");
	map_s(cookie, "in", "cookie");
	map_s(cookie, "name", COOKIE_SESSION);
	map_v(schemes, "session", cookie);
	map_s(token, "type", "http");
	map_s(token, "scheme", "bearer");
	map_v(schemes, "token", token);
	map_v(v, "schemas", shapes);
	map_v(v, "securitySchemes", schemes);
	return v;
}

struct val *openapi_view(struct arena *mem)
{
	struct val *v = val_map(mem), *info = val_map(mem);

	map_s(info, "title", "Tierwork");
	map_s(info, "version", TIERWORK_VERSION);
	map_s(v, "openapi", "3.1.0");
	map_v(v, "info", info);
	map_v(v, "paths", paths(mem));
	map_v(v, "components", components(mem));
	return v;
}
