/* product.h - Tierwork as the bench calls it: the library's own functions,
 * in units of work as the pages and commands run them. */
#ifndef BENCH_PRODUCT_H
#define BENCH_PRODUCT_H

#include "core/ctx.h"
#include "timing.h"

/* One worker's own arena and connection, as in the server. */
struct worker {
	struct ctx c;
	const struct data *d;
	const char *side; /* "sqlite", "pg": what is said of it */
	const char *url;
};

void worker_open(struct worker *w, const struct data *d, const char *url,
		 const char *side);
void worker_close(struct worker *w);
/* Runs one unit of work in an emptied arena, and ends the program when it
 * fails. */
void worker_run(struct worker *w, enum db_mode mode, work_fn fn, void *arg);
/* The same check for anything else that answers with an error. */
void worker_must(struct worker *w, enum err e);

/* bench-tierwork query: figures, series and lists of the late. */
void questions(struct worker *w);
/* Asks one of them: "root", "children", "series" or "late". */
void question(struct worker *w, const char *what);
/* bench-tierwork accept: `clients` at once, each durable. */
void acceptance(struct worker *w, int clients, int64_t returns);
/* bench-tierwork feed: one client accepts `per_s` returns a second. */
void feed(struct worker *w, int64_t seconds, int64_t per_s);
/* bench-tierwork count: one of the things in budget.txt, warm, within
 * counted(). */
void count_one(struct worker *w, const char *what, measured_fn verify);

/* Calls fn(arg); callgrind counts what happens within. */
void counted(void (*fn)(void *arg), void *arg);

#endif
