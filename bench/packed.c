/* packed.c - the least that acceptance can cost on this disk: packed rows in
 * SQLite without any of the product's rules, tree, permissions or memory.
 * It is what the product's acceptance is measured against.
 *
 * packed SIZE FILE CLIENTS RETURNS
 *
 * One writer takes all that waits, first in first out, into one durable
 * transaction and writes every shared ancestor once; a second connection
 * checkpoints in the background. */
#include "timing.h"

#include <pthread.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GROUP_MAX     1024
#define CLIENTS_MAX   64
#define ANCESTORS_MAX (GROUP_MAX * TIERS)

struct job {
	int64_t unit, month;
	bool done;
	pthread_cond_t wake;
	struct job *next;
};

/* A roll-up while a group is written. */
struct row {
	int64_t id, sum[INDICATORS], count[INDICATORS], accepted;
};

static const struct data *d;
static sqlite3 *db;
static sqlite3_stmt *put_return, *get_rollup, *put_rollup, *put_journal;
static struct row rows[ANCESTORS_MAX];
static int row_count;
static int64_t sequence, groups, jobs;
static unsigned char head[32];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t waiting = PTHREAD_COND_INITIALIZER;
static struct job *first, **last = &first;
static bool stopping;
static atomic_llong next_return;
static int64_t returns_wanted;

static void must(int rc, int want)
{
	if (rc != want)
		die("sqlite: %s", sqlite3_errmsg(db));
}

static void run(sqlite3 *to, const char *sql)
{
	if (sqlite3_exec(to, sql, NULL, NULL, NULL) != SQLITE_OK)
		die("sqlite: %s", sqlite3_errmsg(to));
}

static sqlite3_stmt *prepare(const char *sql)
{
	sqlite3_stmt *s;

	must(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	return s;
}

static void open_store(const char *path)
{
	must(sqlite3_open(path, &db), SQLITE_OK);
	run(db, "PRAGMA page_size=4096; PRAGMA journal_mode=WAL;"
		"PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"
		"PRAGMA cache_size=-65536;"
		"CREATE TABLE accepted (id INTEGER PRIMARY KEY, v BLOB);"
		"CREATE TABLE rollup (id INTEGER PRIMARY KEY, accepted INTEGER,"
		"  v BLOB);"
		"CREATE TABLE journal (seq INTEGER PRIMARY KEY, at INTEGER,"
		"  act TEXT, object TEXT, hash BLOB)");
	put_return = prepare("INSERT INTO accepted VALUES (?, ?)");
	get_rollup = prepare("SELECT accepted, v FROM rollup WHERE id = ?");
	put_rollup = prepare("INSERT OR REPLACE INTO rollup VALUES (?, ?, ?)");
	put_journal = prepare("INSERT INTO journal VALUES (?, ?, ?, ?, ?)");
}

static unsigned char *put_number(unsigned char *to, int64_t v)
{
	uint64_t u = ((uint64_t)v << 1) ^ (uint64_t)(v >> 63);

	for (; u >= 128; u >>= 7)
		*to++ = (unsigned char)(u | 128);
	*to++ = (unsigned char)u;
	return to;
}

static const unsigned char *get_number(const unsigned char *s, int64_t *v)
{
	uint64_t u = 0;
	int shift = 0;

	for (; *s >= 128; shift += 7)
		u |= (uint64_t)(*s++ & 127) << shift;
	u |= (uint64_t)*s++ << shift;
	*v = (int64_t)(u >> 1) ^ -(int64_t)(u & 1);
	return s;
}

static int64_t key(int64_t unit, int64_t month)
{
	return (int64_t)1 << 52 | unit << 20 | month;
}

static struct row *find_row(int64_t id)
{
	const unsigned char *s;
	struct row *r;

	for (int i = 0; i < row_count; i++)
		if (rows[i].id == id)
			return &rows[i];
	r = &rows[row_count++];
	memset(r, 0, sizeof(*r));
	r->id = id;
	sqlite3_bind_int64(get_rollup, 1, id);
	if (sqlite3_step(get_rollup) == SQLITE_ROW) {
		r->accepted = sqlite3_column_int64(get_rollup, 0);
		s = sqlite3_column_blob(get_rollup, 1);
		for (int i = 0; i < INDICATORS; i++) {
			s = get_number(s, &r->sum[i]);
			s = get_number(s, &r->count[i]);
		}
	}
	sqlite3_reset(get_rollup);
	return r;
}

static void write_rows(void)
{
	for (int n = 0; n < row_count; n++) {
		unsigned char v[INDICATORS * 20], *to = v;

		for (int i = 0; i < INDICATORS; i++) {
			to = put_number(to, rows[n].sum[i]);
			to = put_number(to, rows[n].count[i]);
		}
		sqlite3_bind_int64(put_rollup, 1, rows[n].id);
		sqlite3_bind_int64(put_rollup, 2, rows[n].accepted);
		sqlite3_bind_blob(put_rollup, 3, v, (int)(to - v),
				  SQLITE_STATIC);
		must(sqlite3_step(put_rollup), SQLITE_DONE);
		sqlite3_reset(put_rollup);
	}
	row_count = 0;
}

static void write_journal(int64_t unit, int64_t month)
{
	char object[64];

	snprintf(object, sizeof(object), "BENCH/%lld/%lld", (long long)unit,
		 (long long)month);
	crypto_generichash(head, sizeof(head), (unsigned char *)object,
			   strlen(object), head, sizeof(head));
	sqlite3_bind_int64(put_journal, 1, ++sequence);
	sqlite3_bind_int64(put_journal, 2, 1767225600);
	sqlite3_bind_text(put_journal, 3, "return.accept", -1, SQLITE_STATIC);
	sqlite3_bind_text(put_journal, 4, object, -1, SQLITE_STATIC);
	sqlite3_bind_blob(put_journal, 5, head, sizeof(head), SQLITE_STATIC);
	must(sqlite3_step(put_journal), SQLITE_DONE);
	sqlite3_reset(put_journal);
}

static void accept_one(int64_t unit, int64_t month)
{
	unsigned char v[8 + INDICATORS * 10] = {0}, *to = v + 8;
	int64_t value[INDICATORS];
	bool given[INDICATORS];

	for (int i = 0; i < INDICATORS; i++) {
		given[i] = unit_value(d, unit, month, i, &value[i]);
		if (!given[i])
			continue;
		v[i / 8] |= (unsigned char)(1 << i % 8);
		to = put_number(to, value[i]);
	}
	sqlite3_bind_int64(put_return, 1, key(unit, month));
	sqlite3_bind_blob(put_return, 2, v, (int)(to - v), SQLITE_STATIC);
	must(sqlite3_step(put_return), SQLITE_DONE);
	sqlite3_reset(put_return);
	for (int64_t u = unit_parent(d, unit); u >= 0; u = unit_parent(d, u)) {
		struct row *r = find_row(key(u, month));

		r->accepted++;
		for (int i = 0; i < INDICATORS; i++) {
			r->sum[i] += given[i] ? value[i] : 0;
			r->count[i] += given[i];
		}
	}
	write_journal(unit, month);
}

static struct job *take_waiting(void)
{
	struct job *group;

	pthread_mutex_lock(&lock);
	while (!first && !stopping)
		pthread_cond_wait(&waiting, &lock);
	group = first;
	first = NULL;
	last = &first;
	pthread_mutex_unlock(&lock);
	return group;
}

static void *writer(void *arg)
{
	struct job *group, *next;

	while ((group = take_waiting())) {
		run(db, "BEGIN IMMEDIATE");
		for (struct job *j = group; j; j = j->next, jobs++)
			accept_one(j->unit, j->month);
		write_rows();
		run(db, "COMMIT");
		groups++;
		pthread_mutex_lock(&lock);
		for (struct job *j = group; j; j = next) {
			next = j->next;
			j->done = true;
			pthread_cond_signal(&j->wake);
		}
		pthread_mutex_unlock(&lock);
	}
	return arg;
}

static void *checkpointer(void *path)
{
	struct timespec pause = {0, 100000000};
	sqlite3 *own;

	if (sqlite3_open(path, &own) != SQLITE_OK)
		die("sqlite: %s", sqlite3_errmsg(own));
	sqlite3_busy_timeout(own, 5000);
	while (!stopping) {
		nanosleep(&pause, NULL);
		sqlite3_wal_checkpoint_v2(own, NULL, SQLITE_CHECKPOINT_PASSIVE,
					  NULL, NULL);
	}
	sqlite3_close(own);
	return NULL;
}

static void *client(void *arg)
{
	struct samples *s = arg;
	int64_t n, leaves = d->tier[TIERS - 1];
	struct job j = {.wake = PTHREAD_COND_INITIALIZER};

	while ((n = atomic_fetch_add(&next_return, 1)) < returns_wanted) {
		int64_t start = now_ns();

		j = (struct job){tier_first(d, TIERS - 1) + n * 997 % leaves,
				 d->months + n / leaves, false, j.wake, NULL};
		pthread_mutex_lock(&lock);
		*last = &j;
		last = &j.next;
		pthread_cond_signal(&waiting);
		while (!j.done)
			pthread_cond_wait(&j.wake, &lock);
		pthread_mutex_unlock(&lock);
		sample_add(s, now_ns() - start);
	}
	return NULL;
}

/* What the store holds already when acceptance begins. */
static void fill(void)
{
	int n = 0;

	run(db, "PRAGMA synchronous=OFF; BEGIN IMMEDIATE");
	for (int64_t m = 0; m < d->months; m++)
		for (int64_t u = tier_first(d, TIERS - 1); u < data_units(d);
		     u++) {
			if (!unit_gave(d, u, m))
				continue;
			accept_one(u, m);
			if (++n % 500 == 0)
				write_rows();
		}
	write_rows();
	run(db, "COMMIT; PRAGMA synchronous=FULL;"
		"PRAGMA wal_checkpoint(TRUNCATE)");
	if (sequence != n)
		die("the prototype lost returns");
}

int main(int argc, char **argv)
{
	pthread_t clients[CLIENTS_MAX], write, flush;
	struct samples own[CLIENTS_MAX] = {0}, all = {0};
	int64_t start;
	int n;

	d = argc == 5 ? data_find(argv[1]) : NULL;
	n = d ? atoi(argv[3]) : 0;
	if (n < 1 || n > CLIENTS_MAX || sodium_init() < 0)
		die("usage: packed S|M|L FILE CLIENTS RETURNS");
	returns_wanted = strtoll(argv[4], NULL, 10);
	open_store(argv[2]);
	fill();
	start = now_ns();
	pthread_create(&write, NULL, writer, NULL);
	pthread_create(&flush, NULL, checkpointer, argv[2]);
	for (int i = 0; i < n; i++)
		pthread_create(&clients[i], NULL, client, &own[i]);
	for (int i = 0; i < n; i++) {
		pthread_join(clients[i], NULL);
		for (size_t k = 0; k < own[i].n; k++)
			sample_add(&all, own[i].ns[k]);
	}
	say("packed", "accept.per_s",
	    (double)all.n / ((double)(now_ns() - start) / 1e9));
	pthread_mutex_lock(&lock);
	stopping = true;
	pthread_cond_signal(&waiting);
	pthread_mutex_unlock(&lock);
	pthread_join(write, NULL);
	pthread_join(flush, NULL);
	say("packed", "accept.p50_us", sample_us(&all, 0.5));
	say("packed", "accept.p99_us", sample_us(&all, 0.99));
	say("packed", "accept.group", (double)jobs / (double)groups);
	return 0;
}
