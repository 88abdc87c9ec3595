/* map.c - a call as a map of tiers. */
#include "calls/map.h"

#include "calls/call.h"
#include "gen/sql_calls.h"
#include "org/unit.h"

#define WHOLE 100000

static int64_t asked(const struct coverage_cell *r)
{
	return r->delivered + r->acknowledged + r->submitted + r->sent_back +
	       r->accepted + r->waived;
}

/* What to look at first. */
static const char *first_of(const struct coverage_cell *r)
{
	const struct {
		int64_t n;
		enum state s;
	} order[] = {
		{r->sent_back, SENT_BACK},	 {r->delivered, DELIVERED},
		{r->acknowledged, ACKNOWLEDGED}, {r->submitted, SUBMITTED},
		{r->accepted, ACCEPTED},
	};

	if (r->late)
		return "late";
	for (size_t i = 0; i < COUNT(order); i++)
		if (order[i].n)
			return state_name(order[i].s);
	return state_name(WAIVED);
}

static struct val *cell_view(struct arena *mem, const struct coverage_cell *r,
			     int64_t from, int64_t of)
{
	struct val *v = val_map(mem), *n = val_map(mem);

	map_i(n, state_name(DELIVERED), r->delivered);
	map_i(n, state_name(ACKNOWLEDGED), r->acknowledged);
	map_i(n, state_name(SUBMITTED), r->submitted);
	map_i(n, state_name(SENT_BACK), r->sent_back);
	map_i(n, state_name(ACCEPTED), r->accepted);
	map_i(n, state_name(WAIVED), r->waived);
	map_s(v, "unit", r->code);
	map_s(v, "name", r->name);
	map_i(v, "tier", r->top == r->unit ? 1 : 2);
	map_i(v, "x", from * WHOLE / of);
	map_i(v, "width", (from + asked(r)) * WHOLE / of - from * WHOLE / of);
	map_v(v, "counts", n);
	map_i(v, "late", r->late);
	map_s(v, "state", first_of(r));
	return v;
}

static void place_cells(const struct coverage_cell *r, size_t n, int64_t of,
			struct val *cells)
{
	int64_t top = 0, kid = 0;

	for (size_t i = 0; i < n; i++) {
		bool is_top = r[i].top == r[i].unit;

		if (is_top)
			kid = top;
		list_v(cells,
		       cell_view(cells->mem, &r[i], is_top ? top : kid, of));
		if (is_top)
			top += asked(&r[i]);
		else
			kid += asked(&r[i]);
	}
}

enum err coverage_map(struct ctx *c, int64_t call, const char *unit,
		      struct val **view)
{
	struct val *v = val_map(c->mem), *cells = val_list(c->mem);
	struct coverage_cell *row;
	int64_t of = 0;
	struct call k;
	struct unit u;
	size_t n;

	TRY(call_get(c, call, &k));
	TRY(unit_for(c, ACT_READ, unit ? unit : k.issuer_code, k.day, &u));
	TRY(sql_coverage_map(c, call_base(&k), call, u.id, k.day, c->now,
			     MAP_CELLS + 1, &row, &n));
	for (size_t i = 0; i < n; i++)
		if (row[i].top == row[i].unit)
			of += asked(&row[i]);
	if (of && n <= MAP_CELLS)
		place_cells(row, n, of, cells);
	map_v(v, "cells", cells);
	map_i(v, "of", of);
	*view = v;
	return OK;
}
