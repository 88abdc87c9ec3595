/* graph.c - lays documents and what links them out in columns. */
#include "web/graph.h"

#include <stdlib.h>

#define BOX_W  230 /* px */
#define BOX_H  58
#define GAP_X  56
#define GAP_Y  14
#define MARGIN 4

struct box {
	struct val *node;
	int64_t document, depth, pull; /* pull: rows of those it hangs on */
	int row, order;
};

static int by_place(const void *x, const void *y)
{
	const struct box *a = x, *b = y;

	if (a->depth != b->depth)
		return a->depth < b->depth ? -1 : 1;
	if (a->pull != b->pull)
		return a->pull < b->pull ? -1 : 1;
	return a->order - b->order;
}

static struct box *find(struct box *box, size_t n, int64_t document)
{
	for (size_t i = 0; i < n; i++)
		if (box[i].document == document)
			return &box[i];
	return NULL;
}

/* A box stands where the mean of its neighbours of the column before does. */
static void pull(struct box *box, size_t n, const struct val *edges,
		 struct box *of)
{
	int64_t rows = 0, links = 0;

	for (const struct val *e = edges->first; e; e = e->next) {
		int64_t from = val_int(e, "from"), to = val_int(e, "to");
		const struct box *other = NULL;

		if (from == of->document || to == of->document)
			other = find(box, n, from == of->document ? to : from);
		if (!other || other->depth != of->depth - 1)
			continue;
		rows += other->row;
		links++;
	}
	of->pull = links ? rows * 1000 / links : INT32_MAX;
}

/* Column after column, from the first. *most: boxes of the fullest. */
static void place(struct box *box, size_t n, const struct val *edges, int *most)
{
	size_t from = 0;

	qsort(box, n, sizeof(*box), by_place);
	*most = 0;
	while (from < n) {
		size_t to = from;

		while (to < n && box[to].depth == box[from].depth)
			pull(box, n, edges, &box[to++]);
		qsort(box + from, to - from, sizeof(*box), by_place);
		for (size_t i = from; i < to; i++)
			box[i].row = (int)(i - from);
		*most = (int)(to - from) > *most ? (int)(to - from) : *most;
		from = to;
	}
}

static int column_x(const struct box *first, const struct box *b)
{
	return MARGIN + (int)(b->depth - first->depth) * (BOX_W + GAP_X);
}

static int row_y(const struct box *b)
{
	return MARGIN + b->row * (BOX_H + GAP_Y);
}

static struct val *lines(struct ctx *c, struct box *box, size_t n,
			 const struct val *edges)
{
	struct val *list = val_list(c->mem);

	for (const struct val *e = edges->first; e; e = e->next) {
		const struct box *a = find(box, n, val_int(e, "from"));
		const struct box *b = find(box, n, val_int(e, "to"));
		const struct box *left = a, *right = b;
		struct val *v = val_map(c->mem);
		int x0, x1, y0, y1;

		if (!a || !b)
			continue;
		if (a->depth > b->depth) {
			left = b;
			right = a;
		}
		x0 = column_x(box, left) + BOX_W;
		x1 = column_x(box, right) + (a->depth == b->depth ? BOX_W : 0);
		y0 = row_y(left) + BOX_H / 2;
		y1 = row_y(right) + BOX_H / 2;
		map_s(v, "d",
		      arena_printf(c->mem, "M%d %dC%d %d %d %d %d %d", x0, y0,
				   x0 + GAP_X / 2, y0,
				   a->depth == b->depth ? x1 + GAP_X / 2
							: x1 - GAP_X / 2,
				   y1, x1, y1));
		map_s(v, "what", val_text(e, "what"));
		list_v(list, v);
	}
	return list;
}

struct val *graph_view(struct ctx *c, struct val *nodes,
		       const struct val *edges)
{
	struct val *v = val_map(c->mem);
	struct box *box;
	size_t n = 0;
	int most;

	for (const struct val *o = nodes->first; o; o = o->next)
		n++;
	if (n < 2 || n > GRAPH_BOXES)
		return NULL;
	box = arena_array(c->mem, n, sizeof(*box));
	n = 0;
	for (struct val *o = nodes->first; o; o = o->next, n++)
		box[n] = (struct box){.node = o,
				      .document = val_int(o, "document"),
				      .depth = val_int(o, "depth"),
				      .order = (int)n};
	place(box, n, edges, &most);
	for (size_t i = 0; i < n; i++) {
		map_i(box[i].node, "x", column_x(box, &box[i]));
		map_i(box[i].node, "y", row_y(&box[i]));
	}
	map_i(v, "width", column_x(box, &box[n - 1]) + BOX_W + GAP_X / 2);
	map_i(v, "height", most * (BOX_H + GAP_Y) - GAP_Y + 2 * MARGIN);
	map_v(v, "lines", lines(c, box, n, edges));
	return v;
}
