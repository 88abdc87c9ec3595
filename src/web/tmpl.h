/* tmpl.h - pages from templates that tools/gen_html.py has checked. */
#ifndef WEB_TMPL_H
#define WEB_TMPL_H

#include "core/ctx.h"

/**
 * Renders the template `name` ("org/unit") to `out` with the view `v`, and
 * with what `shell` (a map, or NULL) has beyond it. Every value is escaped;
 * one in an address is percent-encoded. A name is looked up in the item of
 * the innermost list, then outwards.
 *
 * ERR_BROKEN  there is no such template, or it names what the view does not
 *             have; c->why says what
 */
enum err tmpl_render(struct ctx *c, const char *name, const struct val *shell,
		     const struct val *v, struct buf *out) MUST;

#endif
