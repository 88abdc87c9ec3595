/* worker.c - takes requests from the queue and answers them: one arena and
 * one connection to the store per thread, one line in the log per request. */
#include "web/worker.h"

#include "base/day.h"
#include "base/text.h"
#include "web/metrics.h"
#include "web/pace.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

struct workers {
	pthread_mutex_t lock; /* of the queue */
	pthread_cond_t wake;
	struct job *first, **last;
	int64_t waiting;
	bool stop;
	const char *store;
	struct writer *writer;
	const struct worker_calls *calls;
	int n;
	pthread_t *thread;
};

static struct job *take(struct workers *w)
{
	struct job *j;

	pthread_mutex_lock(&w->lock);
	while (!w->first && !w->stop)
		pthread_cond_wait(&w->wake, &w->lock);
	j = w->first;
	if (j) {
		w->first = j->next;
		w->waiting--;
		if (!w->first)
			w->last = &w->first;
	}
	pthread_mutex_unlock(&w->lock);
	return j;
}

/* Text in quotes; what would end the line or the quotes is a ' or a ?. */
static void log_text(struct buf *b, const char *name, const char *s)
{
	buf_printf(b, " %s=\"", name);
	for (; *s; s++)
		buf_add(b,
			*s == '"'			       ? "'"
			: (unsigned char)*s < ' ' || *s == 127 ? "?"
							       : s,
			1);
	buf_str(b, "\"");
}

/* Addresses in which a secret stands: who reads the log could use it. */
static const char *const secrets[] = {"/link/", "/ics/"};

/* The path as it came in, without what would break the line. */
static void log_path(struct buf *b, const struct req *q)
{
	const char *target = q->target;
	size_t n = strcspn(target, "?");

	for (size_t i = 0; i < COUNT(secrets); i++) {
		if (strstr(target, secrets[i]) ||
		    (q->path && strstr(q->path, secrets[i]))) {
			buf_printf(b, "%s{secret}", secrets[i]);
			return;
		}
	}
	for (size_t i = 0; i < n && i < 300; i++) {
		char s = target[i];

		buf_add(b, s > ' ' && s < 127 && s != '"' ? &s : "?", 1);
	}
}

/* What a proxy says is of the proxy, but still only as long as an address. */
static const char *log_address(const struct req *q)
{
	size_t n = strspn(q->from, "0123456789abcdefABCDEF.:");

	return n && n < 46 && !q->from[n] ? q->from : "?";
}

static void log_line(const struct req *q, const struct reply *p, int64_t us,
		     int64_t statements, int64_t rows)
{
	struct buf b = {.mem = q->c->mem};
	size_t size = p->spooled      ? p->file_size
		      : p->fixed.data ? p->fixed.size
				      : p->body.len;
	char at[21];

	buf_printf(&b, "t=%s unit=http m=%s path=", instant_iso(q->c->now, at),
		   q->method == POST ? "POST" : "GET");
	log_path(&b, q);
	buf_printf(&b,
		   " st=%d us=%lld q=%lld rows=%lld bytes=%zu account=%lld "
		   "from=%s req=%s",
		   p->status, (long long)us, (long long)statements,
		   (long long)rows, size, (long long)q->c->account,
		   log_address(q), q->id_text);
	if (p->status >= 500 && p->why) {
		buf_printf(&b, " err=%s", err_name(p->e));
		log_text(&b, "detail", p->why);
	} else if (p->status >= 400 && p->e != OK) {
		buf_printf(&b, " refused=%s", err_name(p->e));
		if (q->c->field)
			log_text(&b, "field", q->c->field);
	}
	buf_str(&b, "\n");
	fwrite(b.s, 1, b.len, stderr);
}

static void answer(struct workers *w, struct job *j, struct arena *mem,
		   struct db *db)
{
	int64_t start = w->calls->us(), us;
	int64_t statements = db ? db->statements : 0;
	int64_t rows = db ? db->rows_read : 0;
	struct ctx c = {.mem = mem,
			.db = db,
			.writer = w->writer,
			.now = w->calls->now()};
	struct req q = {.c = &c};
	struct reply p = {.status = 500};

	c.work = work_number();
	snprintf(q.id_text, sizeof(q.id_text), "%016llx", (long long)c.work);
	q.began = start;
	w->calls->read(j, &q);
	web_handle(&q, &p);
	if (p.status == 100) { /* its body comes, and then its line */
		w->calls->send(j, &q, &p);
		arena_reset(mem);
		return;
	}
	us = w->calls->us() - start;
	pace_used(c.account, q.from, start, us);
	statements = db ? db->statements - statements : 0;
	rows = db ? db->rows_read - rows : 0;
	metrics_count(q.route, p.status, us, statements, rows);
	log_line(&q, &p, us, statements, rows);
	w->calls->send(j, &q, &p);
	arena_reset(mem);
}

/* A store that could not be opened is tried again with each request. */
static struct db *open_store(const struct workers *w)
{
	struct db *db;
	enum err e = db_open(w->store, DB_SERVE, &db);

	if (e == OK)
		return db;
	fprintf(stderr, "unit=worker err=%s detail=\"%s\"\n", err_name(e),
		db->error);
	db_close(db);
	return NULL;
}

static void *work(void *workers)
{
	struct workers *w = workers;
	struct arena *mem = arena_new();
	struct db *db = open_store(w);
	struct job *j;

	while ((j = take(w))) {
		if (!db)
			db = open_store(w);
		answer(w, j, mem, db);
	}
	db_close(db);
	arena_free(mem);
	return NULL;
}

struct workers *workers_new(struct arena *mem, int n, const char *store,
			    struct writer *writer,
			    const struct worker_calls *calls)
{
	struct workers *w = arena_alloc(mem, sizeof(*w));

	w->store = store;
	w->writer = writer;
	w->calls = calls;
	w->last = &w->first;
	w->thread = arena_array(mem, (size_t)n, sizeof(*w->thread));
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->wake, NULL);
	while (w->n < n && !pthread_create(&w->thread[w->n], NULL, work, w))
		w->n++;
	return w;
}

void workers_end(struct workers *w)
{
	pthread_mutex_lock(&w->lock);
	w->stop = true;
	pthread_cond_broadcast(&w->wake);
	pthread_mutex_unlock(&w->lock);
	for (int i = 0; i < w->n; i++)
		pthread_join(w->thread[i], NULL);
	pthread_cond_destroy(&w->wake);
	pthread_mutex_destroy(&w->lock);
}

void workers_add(struct workers *w, struct job *j)
{
	j->next = NULL;
	pthread_mutex_lock(&w->lock);
	*w->last = j;
	w->last = &j->next;
	w->waiting++;
	pthread_cond_signal(&w->wake);
	pthread_mutex_unlock(&w->lock);
}

int64_t workers_waiting(struct workers *w)
{
	int64_t n;

	pthread_mutex_lock(&w->lock);
	n = w->waiting;
	pthread_mutex_unlock(&w->lock);
	return n;
}
