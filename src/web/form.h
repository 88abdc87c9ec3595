/* form.h - what browsers send: addresses, forms, JSON, cookies.
 *
 * All of it comes from strangers. What these functions let through is
 * well-formed UTF-8 without NUL, in fields of known names' length. */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "web/web.h"

#define FORM_FIELDS 6000 /* the most that one form may have */
#define FORM_NAME   80	 /* bytes of a field's name */
#define FORM_DEPTH  3	 /* objects and lists of JSON within each other */

enum form_err {
	FORM_OK,
	FORM_SYNTAX, /* a broken %xx, broken JSON, JSON that is no object */
	FORM_UTF8,   /* not UTF-8, or a NUL */
	FORM_LARGE,  /* too many fields, or too long a name */
	FORM_REAL,   /* a JSON number with a point: write it as text */
};

/* Reads a=1&b=x+y, as after "?" and in forms. */
enum form_err form_urlencoded(struct arena *mem, const char *s, size_t n,
			      struct fields *out) MUST;

/* Reads a JSON object to the same: whole numbers as their digits, true as
 * "1", false and null as not given; what lies within lists and objects by
 * its way there, as "cells.0.code". */
enum form_err form_json(struct arena *mem, const char *s, size_t n,
			struct fields *out) MUST;

/* Decodes the path of an address, up to the "?". NULL: it is broken. */
const char *form_path(struct arena *mem, const char *target) MUST;

/* The value of a cookie in a Cookie header (NULL is fine), or NULL. */
const char *form_cookie(struct arena *mem, const char *header,
			const char *name) MUST;

#endif
