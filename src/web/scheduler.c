/* scheduler.c - does the chores while this server leads. */
#include "web/scheduler.h"

#include "base/day.h"
#include "base/random.h"
#include "base/text.h"
#include "core/clockwork.h"
#include "core/lease.h"
#include "core/setting.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define LEASE	   "leader"
#define CHORES_MAX 32
#define IDLE_S	   20 /* to the next look at a setting that says: nothing */

static struct {
	pthread_t thread;
	pthread_mutex_t lock; /* of the wait */
	pthread_cond_t wake;
	const char *store;
	struct writer *writer;
	const struct scheduler_clock *clock;
	char holder[33];
	struct db *db;
	int64_t tick; /* s; as last read */
	atomic_bool stop, leads;
	struct {
		int64_t ran; /* of this thread alone */
		atomic_llong at, done, failed;
	} chore[CHORES_MAX];
} s = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct ctx new_unit(struct arena *mem)
{
	return (struct ctx){.mem = mem,
			    .db = s.db,
			    .writer = s.writer,
			    .now = s.clock->now(),
			    .is_operator = true,
			    .work = -work_number(), /* nobody asked for it */
			    .lang = "en"};
}

/* One line for what did something or went wrong. */
static void say(const struct ctx *c, const char *what, enum err e, int64_t done,
		int64_t us)
{
	char at[21];

	if (e == OK && done == 0)
		return;
	fprintf(stderr, "t=%s unit=chore name=%s done=%lld us=%lld req=%016llx",
		instant_iso(c->now, at), what, (long long)done, (long long)us,
		(long long)-c->work);
	if (e != OK)
		fprintf(stderr, " err=%s detail=\"%s\"", err_name(e),
			c->why	? c->why
			: c->db ? c->db->error
				: "");
	fputc('\n', stderr);
}

static enum err read_tick(struct ctx *c, void *unused)
{
	const char *tick;

	(void)unused;
	TRY(setting_get(c, "tick", TICK_DEFAULT, &tick));
	s.tick = strtol(tick, NULL, 10);
	return OK;
}

/* Long enough to miss two ticks. */
static int64_t lease_length(void)
{
	return 3 * (s.tick ? s.tick : IDLE_S);
}

static enum err take_lead(struct ctx *c, void *held)
{
	return lease_take(c, LEASE, s.holder, lease_length(), held);
}

static enum err drop_lead(struct ctx *c, void *unused)
{
	(void)unused;
	return lease_drop(c, LEASE, s.holder);
}

/* Whether this server leads for one more turn. */
static bool lead(struct arena *mem)
{
	struct ctx c = new_unit(mem);
	bool held = false;
	enum err e = run_unit(&c, DB_WRITE, take_lead, &held);

	say(&c, LEASE, e, 0, 0);
	s.leads = e == OK && held;
	return s.leads;
}

/* Turn after turn, as long as it wants more and this server leads. */
static void run_chore(struct arena *mem, size_t i)
{
	struct turn t = {.more = true, .stop = &s.stop};
	int64_t began = s.clock->us();
	enum err e = OK;

	while (t.more && e == OK && !s.stop && lead(mem)) {
		struct ctx c = new_unit(mem);
		int64_t before = t.done;

		t.more = false;
		e = chore_turn(&c, &chores[i], &t);
		say(&c, chores[i].name, e, t.done - before,
		    s.clock->us() - began);
		s.chore[i].at = c.now;
		s.chore[i].failed += e != OK;
		arena_reset(mem);
	}
	s.chore[i].done += t.done;
}

/* Also where the clock was put back. */
static bool is_due(size_t i, int64_t now)
{
	int64_t since = now - s.chore[i].ran;

	return since < 0 || since >= chores[i].every;
}

static bool open_store(void)
{
	enum err e = s.db ? OK : db_open(s.store, DB_SERVE, &s.db);

	if (e == OK)
		return true;
	fprintf(stderr, "unit=chore err=%s detail=\"%s\"\n", err_name(e),
		s.db->error);
	db_close(s.db);
	s.db = NULL;
	return false;
}

static void look(struct arena *mem)
{
	struct ctx c;
	enum err e;

	if (!open_store())
		return;
	c = new_unit(mem);
	e = run_unit(&c, DB_READ, read_tick, NULL);
	say(&c, "tick", e, 0, 0);
	if (e != OK || s.tick == 0 || !lead(mem))
		return;
	for (size_t i = 0; i < chores_count && !s.stop; i++) {
		int64_t now = s.clock->now();

		if (!is_due(i, now))
			continue;
		s.chore[i].ran = now;
		run_chore(mem, i);
	}
}

/* false: the end. */
static bool wait_for_tick(void)
{
	int64_t until = s.clock->us() + (s.tick ? s.tick : IDLE_S) * 1000000;
	struct timespec t = {until / 1000000, until % 1000000 * 1000};

	pthread_mutex_lock(&s.lock);
	while (!s.stop && pthread_cond_timedwait(&s.wake, &s.lock, &t) == 0)
		;
	pthread_mutex_unlock(&s.lock);
	return !s.stop;
}

static void give_up_lead(struct arena *mem)
{
	struct ctx c = new_unit(mem);
	enum err e;

	if (!s.leads)
		return;
	s.leads = false;
	e = run_unit(&c, DB_WRITE, drop_lead, NULL);
	say(&c, LEASE, e, 0, 0); /* else it ends by itself */
}

static void first_tick(struct arena *mem)
{
	struct ctx c;

	s.tick = IDLE_S;
	if (!open_store())
		return;
	c = new_unit(mem);
	if (run_unit(&c, DB_READ, read_tick, NULL) != OK)
		s.tick = IDLE_S;
}

static void *work(void *unused)
{
	struct arena *mem = arena_new();

	(void)unused;
	first_tick(mem);
	while (wait_for_tick()) {
		look(mem);
		arena_reset(mem);
	}
	give_up_lead(mem);
	db_close(s.db);
	arena_free(mem);
	return NULL;
}

void scheduler_start(const char *store, struct writer *writer,
		     const struct scheduler_clock *clock)
{
	pthread_condattr_t how;
	unsigned char raw[16];

	assert(chores_count <= CHORES_MAX);
	s.store = store;
	s.writer = writer;
	s.clock = clock;
	random_bytes(raw, sizeof(raw));
	for (size_t i = 0; i < sizeof(raw); i++)
		snprintf(s.holder + 2 * i, 3, "%02x", raw[i]);
	pthread_condattr_init(&how);
	pthread_condattr_setclock(&how, CLOCK_MONOTONIC);
	pthread_cond_init(&s.wake, &how);
	pthread_condattr_destroy(&how);
	if (pthread_create(&s.thread, NULL, work, NULL))
		assert(!"threads can be made when a program starts");
}

void scheduler_end(void)
{
	pthread_mutex_lock(&s.lock);
	s.stop = true;
	pthread_cond_signal(&s.wake);
	pthread_mutex_unlock(&s.lock);
	pthread_join(s.thread, NULL);
}

void scheduler_metrics(struct buf *b)
{
	static const char *const names[] = {"last_run_timestamp_seconds",
					    "done_total", "failures_total"};

	buf_printf(b, "# TYPE tierwork_leads gauge\ntierwork_leads %d\n",
		   s.leads);
	for (size_t n = 0; n < COUNT(names); n++) {
		buf_printf(b, "# TYPE tierwork_chore_%s %s\n", names[n],
			   n ? "counter" : "gauge");
		for (size_t i = 0; i < chores_count; i++) {
			long long value[] = {s.chore[i].at, s.chore[i].done,
					     s.chore[i].failed};

			buf_printf(b, "tierwork_chore_%s{chore=\"%s\"} %lld\n",
				   names[n], chores[i].name, value[n]);
		}
	}
}
