/* acceptance.c - returns come in, one by one, durable each: from several
 * clients at once, or at a steady rate behind the pages that are timed. */
#include "product.h"

#include "core/writer.h"
#include "returns/response.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CLIENTS_MAX 64

/* One return that is handed in and accepted. */
struct filing {
	const struct data *d;
	int64_t unit, month;
};

static enum err accept_filing(struct ctx *c, void *arg)
{
	const struct filing *f = arg;
	struct form *form;
	struct values *v;
	char text[24];
	int64_t period;

	if (!period_parse(month_text(f->d, f->month, text), &period))
		die("no period: %s", text);
	TRY(form_load(c, "BENCH", period, &form));
	v = values_new(c->mem, form->slots);
	for (int i = 0; i < INDICATORS; i++) {
		int32_t slot = form->order[i];

		v->given[slot] =
			unit_value(f->d, f->unit, f->month, i, &v->v[slot]);
	}
	return response_take(c, form, period, unit_code(f->d, f->unit, text), v,
			     true);
}

/* What several clients share. */
struct queue {
	atomic_llong next;
	int64_t returns, first_month;
};

struct client {
	struct worker w;
	struct queue *q;
	struct samples time;
	pthread_t thread;
};

/* The n-th return: the units in an order that mixes the branches. */
static struct filing nth(const struct data *d, int64_t first_month, int64_t n)
{
	int64_t leaves = d->tier[TIERS - 1];

	return (struct filing){d, tier_first(d, TIERS - 1) + n * 997 % leaves,
			       first_month + n / leaves};
}

static void *hand_in(void *arg)
{
	struct client *k = arg;
	int64_t n;

	while ((n = atomic_fetch_add(&k->q->next, 1)) < k->q->returns) {
		struct filing f = nth(k->w.d, k->q->first_month, n);
		int64_t start = now_ns();

		worker_run(&k->w, DB_WRITE, accept_filing, &f);
		sample_add(&k->time, now_ns() - start);
	}
	return NULL;
}

static void tell(struct worker *w, struct samples *all, int64_t ns,
		 struct writer *writer)
{
	int64_t commits = 0, units = 0;

	say(w->side, "accept.per_s", (double)all->n / ((double)ns / 1e9));
	say(w->side, "accept.p50_us", sample_us(all, 0.5));
	say(w->side, "accept.p99_us", sample_us(all, 0.99));
	if (writer)
		writer_counts(writer, &commits, &units);
	say(w->side, "accept.group",
	    writer ? (double)units / (double)commits : 1);
}

void acceptance(struct worker *w, int clients, int64_t returns)
{
	struct queue q = {.returns = returns, .first_month = w->d->months};
	static struct client client[CLIENTS_MAX];
	struct writer *writer;
	struct samples all = {0};
	int64_t start;

	if (clients < 1 || clients > CLIENTS_MAX)
		die("accept: 1 to %d clients", CLIENTS_MAX);
	if (writer_new(w->url, &writer) != OK)
		die("accept: no writer");
	for (int i = 0; i < clients; i++) {
		worker_open(&client[i].w, w->d, w->url, w->side);
		client[i].w.c.writer = writer;
		client[i].q = &q;
	}
	start = now_ns();
	for (int i = 0; i < clients; i++)
		pthread_create(&client[i].thread, NULL, hand_in, &client[i]);
	for (int i = 0; i < clients; i++) {
		pthread_join(client[i].thread, NULL);
		for (size_t n = 0; n < client[i].time.n; n++)
			sample_add(&all, client[i].time.ns[n]);
		worker_close(&client[i].w);
	}
	tell(w, &all, now_ns() - start, writer);
	writer_free(writer);
}

static void sleep_until(int64_t ns)
{
	struct timespec t = {ns / 1000000000, ns % 1000000000};

	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
}

void feed(struct worker *w, int64_t seconds, int64_t per_s)
{
	int64_t start = now_ns(), wanted = seconds * per_s, n;

	for (n = 0; n < wanted; n++) {
		/* years after what acceptance() filled */
		struct filing f = nth(w->d, w->d->months + 60, n);

		sleep_until(start + n * (1000000000 / per_s));
		worker_run(w, DB_WRITE, accept_filing, &f);
	}
	say("feed", "accepted_per_s",
	    (double)n / ((double)(now_ns() - start) / 1e9));
}

__attribute__((noinline)) void counted(void (*fn)(void *arg), void *arg)
{
	fn(arg);
}

struct counting {
	struct worker *w;
	int64_t n;
	const char *what;
	measured_fn verify;
};

static void count_accept(void *arg)
{
	struct counting *k = arg;
	struct filing f = nth(k->w->d, k->w->d->months, k->n);

	worker_run(k->w, DB_WRITE, accept_filing, &f);
}

static void count_other(void *arg)
{
	struct counting *k = arg;

	if (!strcmp(k->what, "verify"))
		k->verify(k->w, 0);
	else
		question(k->w, k->what);
}

void count_one(struct worker *w, const char *what, measured_fn verify)
{
	struct counting k = {w, 0, what, verify};
	void (*fn)(void *) =
		!strcmp(what, "accept") ? count_accept : count_other;

	for (k.n = 0; k.n < 3; k.n++)
		fn(&k);
	counted(fn, &k);
}
