/* chart.h - bars over time as numbers for an SVG without a view box: x in
 * per cent, y in pixels, so that its text keeps its size. */
#ifndef WEB_CHART_H
#define WEB_CHART_H

#include "base/decimal.h"
#include "core/ctx.h"

/* One period. */
struct chart_bar {
	const char *label; /* short, below the bar */
	bool given;	   /* without it there is no bar */
	bool whole;	   /* all who were expected gave; else it is hatched */
	int128 n;	   /* at the chart's scale */
};

/**
 * {"axis": "million" or null, "lines":[{"y","ty","text"}], "bars":[{"x",
 * "width","y","height","whole","tx","ty","value","label","odd"}]}, all of it
 * for the template returns/chart. `odd` bars lose their words on a phone,
 * the last one never does.
 */
struct val *chart_view(struct ctx *c, const struct chart_bar *bar, size_t n,
		       int scale);

#endif
