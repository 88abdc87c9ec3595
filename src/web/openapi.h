/* openapi.h - the API described for programs: OpenAPI 3.1, made from
 * routes[] and, for what goes in and comes out, the table in api.c. */
#ifndef WEB_OPENAPI_H
#define WEB_OPENAPI_H

#include "web/web.h"

/* What an address under /api/ takes and gives, in a short notation:
 *
 *	{code name parent? below:[{kind n:int}] shown*}
 *
 * is an object with those members; a member without a type is a text; "?"
 * after the type (or the name) allows null, "*" says that it may be absent.
 * Types: text int bool day instant number any, {…} objects, [T] lists, <T>
 * objects whose members bear any name, and Name, one of shapes[]. `number`
 * is an exact decimal, as text. */
struct api_row {
	enum method method;
	const char *path;  /* of routes[] */
	const char *name;  /* operationId, as getUnit */
	const char *query; /* members of the address after "?", "" for none;
			    * "*": may be absent */
	const char *takes; /* the body of a POST, or NULL */
	const char *gives; /* the body of the answer */
};

struct api_shape {
	const char *name, *is;
};

extern const struct api_row api_rows[];
extern const size_t api_rows_count;
extern const struct api_shape api_shapes[];
extern const size_t api_shapes_count;

/* The document, of every route under /api/. */
struct val *openapi_view(struct arena *mem);

#endif
