/* writer.c - one thread that writes, for all who wait, in one commit. */
#include "core/writer.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

/* Units of work in one commit: more would make the first wait too long. */
#define GROUP_MAX 256

/* Between two looks at the log of the store. */
#define CHECKPOINT_MS 100

struct job {
	struct ctx *c;
	bool dry;
	work_fn fn;
	void *arg;
	struct arena_mark start; /* what it made is gone when it runs again */
	enum err e;
	bool over;
	pthread_cond_t done;
	struct job *next;
};

struct writer {
	struct arena *mem; /* of this struct */
	struct db *db, *log_db;
	pthread_t thread, log_thread;
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t work, log_work;
	struct job *first, **last; /* those who wait */
	int64_t commits, units;
	bool dirty; /* something was committed since the last checkpoint */
	bool stop;
};

/* Takes up to GROUP_MAX jobs, waiting for the first. NULL: the end. */
static struct job *take(struct writer *w)
{
	struct job *group, **to = &group;

	pthread_mutex_lock(&w->lock);
	while (!w->first && !w->stop)
		pthread_cond_wait(&w->work, &w->lock);
	group = w->first;
	for (int n = 0; *to && n < GROUP_MAX; n++)
		to = &(*to)->next;
	w->first = *to;
	if (!w->first)
		w->last = &w->first;
	*to = NULL;
	pthread_mutex_unlock(&w->lock);
	return group;
}

static void answer(struct writer *w, struct job *group)
{
	pthread_mutex_lock(&w->lock);
	w->commits++;
	for (struct job *j = group, *next; j; j = next) {
		next = j->next;
		j->over = true;
		w->units++;
		pthread_cond_signal(&j->done);
	}
	w->dirty = true;
	pthread_cond_signal(&w->log_work);
	pthread_mutex_unlock(&w->lock);
}

/* Runs one job under its savepoint. What it counted stands in the log line
 * of its own connection. */
static enum err run_job(struct writer *w, struct job *j)
{
	struct ctx *c = j->c;
	struct db *own = c->db;
	int64_t statements = w->db->statements, rows = w->db->rows_read;
	enum err e;

	arena_rewind(c->mem, j->start);
	ctx_begin(c);
	c->db = w->db;
	e = db_savepoint(w->db);
	if (e == OK)
		e = j->fn(c, j->arg);
	if (e == OK && !j->dry)
		ctx_end(c);
	if (e == OK)
		e = j->dry ? db_savepoint_undo(w->db)
			   : db_savepoint_keep(w->db);
	c->db = own;
	own->statements += w->db->statements - statements;
	own->rows_read += w->db->rows_read - rows;
	if (e != OK)
		memcpy(own->error, w->db->error, sizeof(own->error));
	return e;
}

/* Takes a failed job's part back. false: SQLite has ended the transaction
 * by itself, as on a full disk, and the parts before are lost too. */
static bool undo_job(struct writer *w)
{
	if (!db_in_unit(w->db))
		return false;
	return db_savepoint_undo(w->db) == OK;
}

/* Runs the jobs that did not fail yet in one transaction. false: it was
 * lost when one more failed; the others can be run again. */
static bool run_group(struct writer *w, struct job *group, enum err *e)
{
	*e = db_begin(w->db, DB_WRITE);
	for (struct job *j = group; j && *e == OK; j = j->next) {
		if (j->e != OK)
			continue;
		j->e = run_job(w, j);
		if (j->e == OK || undo_job(w))
			continue;
		db_rollback(w->db);
		return false;
	}
	if (*e == OK)
		*e = db_commit(w->db);
	if (*e != OK)
		db_rollback(w->db);
	return true;
}

static void write_group(struct writer *w, struct job *group)
{
	enum err e;

	while (!run_group(w, group, &e))
		; /* each time one job less */
	for (struct job *j = group; j && e != OK; j = j->next) {
		if (j->e != OK)
			continue;
		j->e = e;
		memcpy(j->c->db->error, w->db->error, sizeof(w->db->error));
	}
	answer(w, group);
}

static void *write_all(void *writer)
{
	struct writer *w = writer;
	struct job *group;

	while ((group = take(w)))
		write_group(w, group);
	return NULL;
}

static void pause_ms(int64_t ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};

	nanosleep(&t, NULL);
}

/* Waits until there is something to move. false: the end. */
static bool log_grew(struct writer *w)
{
	bool go;

	pthread_mutex_lock(&w->lock);
	while (!w->dirty && !w->stop)
		pthread_cond_wait(&w->log_work, &w->lock);
	go = !w->stop;
	w->dirty = false;
	pthread_mutex_unlock(&w->lock);
	return go;
}

/* A checkpoint within a commit would hold up all who wait for it. */
static void *move_log(void *writer)
{
	struct writer *w = writer;

	while (log_grew(w)) {
		enum err e = db_checkpoint(w->log_db);

		(void)e; /* busy or not: the next one does what is left */
		pause_ms(CHECKPOINT_MS);
	}
	return NULL;
}

enum err writer_new(const char *url, struct writer **out)
{
	struct arena *mem = arena_new();
	struct writer *w = arena_alloc(mem, sizeof(*w));
	enum err e = db_open(url, DB_SERVE, &w->db);

	w->db->lends = true; /* those who wait show what their units read */

	w->mem = mem;
	*out = NULL;
	if (e == OK && w->db->file)
		e = db_open(url, DB_SERVE, &w->log_db);
	if (e != OK || !w->db->file) {
		db_close(w->log_db);
		db_close(w->db);
		arena_free(mem);
		return e;
	}
	w->last = &w->first;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->work, NULL);
	pthread_cond_init(&w->log_work, NULL);
	if (pthread_create(&w->thread, NULL, write_all, w) ||
	    pthread_create(&w->log_thread, NULL, move_log, w))
		assert(!"threads can be made when a program starts");
	*out = w;
	return OK;
}

void writer_free(struct writer *w)
{
	if (!w)
		return;
	pthread_mutex_lock(&w->lock);
	w->stop = true;
	pthread_cond_signal(&w->work);
	pthread_cond_signal(&w->log_work);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
	pthread_join(w->log_thread, NULL);
	db_close(w->log_db);
	db_close(w->db);
	arena_free(w->mem);
}

enum err writer_run(struct writer *w, struct ctx *c, bool dry, work_fn fn,
		    void *arg)
{
	struct job j = {.c = c,
			.dry = dry,
			.fn = fn,
			.arg = arg,
			.start = arena_mark(c->mem),
			.done = PTHREAD_COND_INITIALIZER};

	pthread_mutex_lock(&w->lock);
	*w->last = &j;
	w->last = &j.next;
	pthread_cond_signal(&w->work);
	while (!j.over)
		pthread_cond_wait(&j.done, &w->lock);
	pthread_mutex_unlock(&w->lock);
	return j.e;
}

void writer_counts(struct writer *w, int64_t *commits, int64_t *units)
{
	pthread_mutex_lock(&w->lock);
	*commits = w->commits;
	*units = w->units;
	pthread_mutex_unlock(&w->lock);
}
