/* grid.h - a list as a table to keep: the same rows as CSV or as a workbook,
 * as the ending of the address asks (.csv, .xlsx). */
#ifndef WEB_GRID_H
#define WEB_GRID_H

#include "web/web.h"

struct grid;

/* Gather all rows first: once it began, only grid_end() may fail. */
struct grid *grid_begin(struct req *q, struct reply *p) MUST;

/* The head, as "unit,name,value". */
void grid_head(struct grid *t, const char *names);

/* The next cell; a number is in the plain style, "" for none. */
void grid_text(struct grid *t, const char *s);
void grid_number(struct grid *t, const char *s);
void grid_int(struct grid *t, int64_t i);

/* Ends a row. Without grid_head() the first is the head. */
void grid_row(struct grid *t);

/* Ends the table and names the file, without its ending: letters, digits
 * and - _ . */
enum err grid_end(struct grid *t, const char *fmt, ...) PRINTF(2, 3) MUST;

#endif
