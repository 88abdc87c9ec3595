/* graph.h - documents and what links them as numbers for an SVG: a box for
 * each, in columns from the first decision to the smallest unit's plan. */
#ifndef WEB_GRAPH_H
#define WEB_GRAPH_H

#include "core/ctx.h"

#define GRAPH_BOXES 120 /* a picture of more is none */

/**
 * Lays nodes out in columns by "depth" (any whole numbers), each beside those
 * it hangs on: adds "x" and "y" (px) to each.
 *
 * nodes  [{"document","depth",…}]
 * edges  [{"from","what","to"}] by "document"; of what is not there is left
 *        out
 *
 * {"width","height","lines":[{"d","what"}]}: px; d: of a path. NULL where
 * there are fewer than two, or more than GRAPH_BOXES.
 */
struct val *graph_view(struct ctx *c, struct val *nodes,
		       const struct val *edges);

#endif
