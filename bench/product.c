/* product.c - bench-tierwork: Tierwork itself, called as its pages and
 * commands call it.
 *
 * bench-tierwork query SIZE URL SIDE
 * bench-tierwork accept SIZE URL SIDE CLIENTS RETURNS
 * bench-tierwork feed SIZE URL SECONDS PER_SECOND
 * bench-tierwork move SIZE URL SIDE
 * bench-tierwork verify SIZE URL SIDE
 * bench-tierwork count SIZE URL WHAT
 * bench-tierwork version */
#include "product.h"

#include "base/day.h"
#include "core/journal.h"
#include "core/setting.h"
#include "returns/reshape.h"
#include "returns/verify.h"

#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A month after the data end, so that every period is over. */
static int64_t bench_now(const struct data *d)
{
	int64_t years = d->first_year + d->months / 12 - 1970;

	return years * 31556952 + 30 * 86400;
}

static enum err find_today(struct ctx *c, void *unused)
{
	(void)unused;
	return setting_today(c);
}

void worker_open(struct worker *w, const struct data *d, const char *url,
		 const char *side)
{
	enum err e;

	*w = (struct worker){.d = d, .side = side, .url = url};
	w->c = (struct ctx){.mem = arena_new(),
			    .now = bench_now(d),
			    .lang = "vi",
			    .is_operator = true};
	e = db_open(url, DB_SERVE, &w->c.db);
	if (e != OK)
		die("%s: %s", url, w->c.db->error);
	worker_run(w, DB_READ, find_today, NULL);
}

void worker_close(struct worker *w)
{
	db_close(w->c.db);
	arena_free(w->c.mem);
}

void worker_must(struct worker *w, enum err e)
{
	if (e == OK)
		return;
	for (const struct fault *f = w->c.faults; f; f = f->next)
		fprintf(stderr, "%s\n", f->why);
	die("%s: %s %s", err_name(e), w->c.why ? w->c.why : "", w->c.db->error);
}

void worker_run(struct worker *w, enum db_mode mode, work_fn fn, void *arg)
{
	arena_reset(w->c.mem);
	worker_must(w, run_unit(&w->c, mode, fn, arg));
}

static enum err verify_journal(struct ctx *c, void *n)
{
	return journal_verify(c, n);
}

static enum err verify_all(struct ctx *c, void *view)
{
	return verify(c, view);
}

static void run_verify(void *worker, int64_t n)
{
	struct val *view;

	(void)n;
	worker_run(worker, DB_READ, verify_all, &view);
}

/* The figures with the journal, then a journal alone. */
static void measure_verify(struct worker *w)
{
	int64_t n, start;

	measure(w->side, "verify", (struct plan){1, 3, 5, 5000}, run_verify, w);
	worker_run(w, DB_READ, verify_journal, &n);
	start = now_ns();
	worker_run(w, DB_READ, verify_journal, &n);
	say(w->side, "journal.entries", (double)n);
	say(w->side, "journal.per_s",
	    (double)n / ((double)(now_ns() - start) / 1e9));
}

struct removal {
	const struct data *d;
	int64_t n;
};

static enum err move_branch(struct ctx *c, void *arg)
{
	const struct removal *r = arg;
	int64_t branch = tier_first(r->d, 2) + r->n % r->d->tier[2];
	int64_t from = unit_parent(r->d, branch);
	int64_t to = from + 1 < tier_first(r->d, 2) ? from + 1 : from - 1;
	char code[24], parent[24];
	struct buf csv = {.mem = c->mem};
	struct reorganise_ask ask = {.decision = "Bench",
				     .hooks = &reshape_hooks};
	struct val *view;

	buf_printf(&csv,
		   "op,code,name,kind,parent,into,share\nmove,%s,,,%s,,\n",
		   unit_code(r->d, branch, code), unit_code(r->d, to, parent));
	ask.file = (struct blob){csv.s, csv.len};
	ask.day = day_of(r->d->first_year, 1, 1);
	return reorganise_apply(c, &ask, &view);
}

static void run_move(void *worker, int64_t n)
{
	struct worker *w = worker;
	struct removal r = {w->d, n};

	worker_run(w, DB_WRITE, move_branch, &r);
}

/* No branch twice: one reorganisation a unit and day. */
static void move(struct worker *w)
{
	int most = (int)w->d->tier[2];

	measure(w->side, "move", (struct plan){0, most, most, 0}, run_move, w);
}

static int run(int argc, char **argv)
{
	const struct data *d = argc > 2 ? data_find(argv[2]) : NULL;
	const char *what = argc > 1 ? argv[1] : "";
	struct worker w;

	if (!strcmp(what, "version")) {
		puts(sqlite3_libversion());
		return 0;
	}
	if (!d || argc < 5)
		return 2;
	worker_open(&w, d, argv[3], argv[4]);
	if (!strcmp(what, "query"))
		questions(&w);
	else if (!strcmp(what, "accept") && argc == 7)
		acceptance(&w, atoi(argv[5]), atoll(argv[6]));
	else if (!strcmp(what, "feed") && argc == 6)
		feed(&w, atoll(argv[4]), atoll(argv[5]));
	else if (!strcmp(what, "move"))
		move(&w);
	else if (!strcmp(what, "verify"))
		measure_verify(&w);
	else if (!strcmp(what, "count"))
		count_one(&w, argv[4], run_verify);
	else
		return 2;
	worker_close(&w);
	return 0;
}

int main(int argc, char **argv)
{
	int e = sodium_init() < 0 ? 1 : run(argc, argv);

	if (e == 2)
		fprintf(stderr, "usage: bench-tierwork query|accept|feed|move|"
				"verify|count|version ...; see product.c\n");
	return e;
}
