/* questions.c - what people ask of the figures, timed twice: the statement
 * with the unpacking of its rows, and the whole function behind a page. */
#include "product.h"

#include "base/day.h"
#include "gen/sql_returns.h"
#include "returns/figure.h"
#include "calls/key.h"
#include "returns/stretch.h"
#include "returns/vector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum question_class { ROOT, CHILDREN, SERIES };

/* One class of questions to one worker. */
struct class
{
	struct worker *w;
	enum question_class what;
	int64_t n;	   /* which of its questions */
	struct form *form; /* for the statements alone */
	int64_t unit;	   /* id of the top */
	struct check *to;  /* NULL: only time */
};

static char *indicator_text(int64_t n, char to[24])
{
	snprintf(to, 24, "i%02lld", (long long)(n % INDICATORS));
	return to;
}

/* Adds the figures of one view {"unit","figures":[...]}. */
static void take_unit(struct class *k, const struct val *v, int64_t month)
{
	const struct val *list = val_get(v, "figures");
	int64_t unit = unit_of_code(k->w->d, val_get(v, "unit")->s);

	for (const struct val *f = list->first; f; f = f->next) {
		const struct val *value = val_get(f, "value");

		if (value->kind != VAL_TEXT)
			continue;
		check_add(k->to, unit, month,
			  strtoll(val_get(f, "indicator")->s + 1, NULL, 10),
			  strtoll(value->s, NULL, 10), val_get(f, "units")->i);
	}
}

static enum err ask_figures(struct ctx *c, void *arg)
{
	struct class *k = arg;
	int64_t m = k->n % k->w->d->months;
	char month[24];
	struct figure_query q = {
		.unit = "A1",
		.form = "BENCH",
		.period = month_text(k->w->d, m, month),
		.children = k->what == CHILDREN,
	};
	struct val *v;

	TRY(figure_view(c, &q, &v));
	if (!k->to)
		return OK;
	if (k->what == ROOT) {
		take_unit(k, v, m);
		return OK;
	}
	for (const struct val *child = val_get(v, "children")->first; child;
	     child = child->next)
		take_unit(k, child, m);
	return OK;
}

static enum err ask_series(struct ctx *c, void *arg)
{
	struct class *k = arg;
	char first[24], last[24], indicator[24];
	struct figure_query q = {
		.unit = "A1",
		.form = "BENCH",
		.indicator = indicator_text(k->n, indicator),
		.period = month_text(k->w->d, 0, first),
	};
	struct val *v;
	int64_t m = 0;

	TRY(series_view(c, &q, month_text(k->w->d, 11, last), &v));
	if (!k->to)
		return OK;
	for (const struct val *p = val_get(v, "points")->first; p; p = p->next)
		check_add(k->to, 0, m++, k->n % INDICATORS,
			  strtoll(val_get(p, "value")->s, NULL, 10),
			  val_get(p, "units")->i);
	return OK;
}

static enum err ask_late(struct ctx *c, void *arg)
{
	struct class *k = arg;
	int64_t m = k->n % k->w->d->months;
	char month[24];
	struct figure_query q = {
		.unit = "A1",
		.form = "BENCH",
		.period = month_text(k->w->d, m, month),
	};
	struct val *v;

	TRY(missing_view(c, &q, &v));
	for (const struct val *u = val_get(v, "missing")->first; u && k->to;
	     u = u->next)
		check_add(k->to, unit_of_code(k->w->d, val_get(u, "unit")->s),
			  m, 0, 0, 0);
	return OK;
}

static int64_t period_at(const struct data *d, int64_t month)
{
	char text[24];
	int64_t period;

	if (!period_parse(month_text(d, month, text), &period))
		die("no period: %s", text);
	return period;
}

static void unpack(struct class *k, const struct node_row *row, size_t n)
{
	const struct form *f = k->form;

	for (size_t i = 0; i < n; i++) {
		struct tally *t =
			arena_array(k->w->c.mem, (size_t)f->slots, sizeof(*t));

		if (!tallies_add(row[i].below, f->tree, t, f->slots))
			die("a roll-up is malformed");
	}
}

/* The statement that the figures come from, and its rows unpacked. */
static enum err ask_rows(struct class *k, int64_t month)
{
	int64_t period = period_at(k->w->d, month);
	int64_t day = period_last_day(period);
	const struct form *f = k->form;
	int64_t base = key_of(f->id, 0, period);
	struct ctx *c = &k->w->c;
	struct node_row *row;
	struct form *each[12];
	size_t n;

	switch (k->what) {
	case ROOT:
		TRY(sql_figure_self(c, k->unit, base, day, f->id, f->version,
				    &row, &n));
		break;
	case CHILDREN:
		TRY(sql_figure_children(c, k->unit, day, base, day, f->id,
					f->version, &row, &n));
		break;
	case SERIES:
		n = 12;
		for (size_t i = 0; i < n; i++)
			each[i] = k->form;
		TRY(stretch_rows(c, k->unit, period_at(k->w->d, 0),
				 period_at(k->w->d, 11), each, &row));
		break;
	}
	unpack(k, row, n);
	return OK;
}

static void run_rows(void *arg, int64_t n)
{
	struct class *k = arg;
	struct arena_mark start = arena_mark(k->w->c.mem);

	worker_must(k->w, ask_rows(k, n % k->w->d->months));
	arena_rewind(k->w->c.mem, start);
}

static void run_figures(void *arg, int64_t n)
{
	struct class *k = arg;

	k->n = n;
	worker_run(k->w, DB_READ, k->what == SERIES ? ask_series : ask_figures,
		   k);
}

static void run_late(void *arg, int64_t n)
{
	struct class *k = arg;

	k->n = n;
	worker_run(k->w, DB_READ, ask_late, k);
}

static void check(struct class *k, const char *what, measured_fn fn, int64_t n)
{
	struct check sum = {0};

	k->to = &sum;
	for (int64_t i = 0; i < n; i++)
		fn(k, i);
	k->to = NULL;
	say_check(k->w->side, what, &sum);
}

/* The statements alone, within one snapshot. */
static void measure_rows(struct worker *w, const struct plan *plan)
{
	static const char *const what[] = {"row.root", "row.children",
					   "row.series"};
	struct class k = {.w = w};
	struct figure_unit unit;

	arena_reset(w->c.mem);
	worker_must(w, db_begin(w->c.db, DB_READ));
	worker_must(w, sql_figure_unit(&w->c, "A1", &unit));
	k.unit = unit.id;
	worker_must(w, form_load(&w->c, "BENCH", 0, &k.form));
	for (k.what = ROOT; k.what <= SERIES; k.what++)
		measure(w->side, what[k.what], *plan, run_rows, &k);
	db_rollback(w->c.db);
}

void questions(struct worker *w)
{
	static const char *const what[] = {"figure.root", "figure.children",
					   "figure.series"};
	static const char *const name[] = {"root", "children", "series"};
	struct plan plan = {20, 50, 20000, 2000};
	struct class k = {.w = w};

	measure_rows(w, &plan);
	for (k.what = ROOT; k.what <= SERIES; k.what++) {
		check(&k, name[k.what], run_figures,
		      k.what == SERIES ? INDICATORS : w->d->months);
		measure(w->side, what[k.what], plan, run_figures, &k);
	}
	check(&k, "late", run_late, w->d->months);
	measure(w->side, "late", plan, run_late, &k);
}

void question(struct worker *w, const char *what)
{
	struct class k = {.w = w};

	if (!strcmp(what, "late")) {
		run_late(&k, 0);
		return;
	}
	if (!strcmp(what, "children"))
		k.what = CHILDREN;
	else if (!strcmp(what, "series"))
		k.what = SERIES;
	else if (strcmp(what, "root") != 0)
		die("no question: %s", what);
	run_figures(&k, 0);
}
