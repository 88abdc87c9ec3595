/* sqlite.c - the SQLite driver. The only file that includes sqlite3.h. */
#include "db/db.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct db_lite {
	struct db base;
	sqlite3 *h;
	char *name; /* of DB_NEW, from db_publish() on; else NULL */
	char *path; /* until then */
	sqlite3_stmt *stmt[SQL_COUNT]; /* prepared on first use */
	int steps; /* millions, since the transaction began */
};

static bool disk_full(int number)
{
	return number == ENOSPC || number == EDQUOT;
}

static enum err lite_err(struct db_lite *d, int rc)
{
	int primary = rc & 0xff;

	/* reported as a failed write or open, or a log that cannot grow */
	if ((primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN) &&
	    disk_full(sqlite3_system_errno(d->h)))
		primary = SQLITE_FULL;
	snprintf(d->base.error, sizeof(d->base.error), "sqlite: %s (%d)",
		 sqlite3_errmsg(d->h), rc);
	switch (primary) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED: return ERR_BUSY;
	case SQLITE_FULL: return ERR_FULL;
	case SQLITE_CANTOPEN:
	case SQLITE_INTERRUPT:
	case SQLITE_READONLY: return ERR_UNAVAILABLE;
	case SQLITE_NOTADB: return ERR_INVALID;
	case SQLITE_CONSTRAINT:
		/* any other constraint broken is a bug of ours */
		return rc == SQLITE_CONSTRAINT_UNIQUE ||
				       rc == SQLITE_CONSTRAINT_PRIMARYKEY
			       ? ERR_CONFLICT
			       : ERR_BROKEN;
	default: return ERR_BROKEN;
	}
}

/* PostgreSQL's word for a lock that lasts as long as the transaction.
 * SQLite has one writer, so there is nothing to wait for. */
static void lite_lock(sqlite3_context *ctx, int n, sqlite3_value **arg)
{
	(void)n, (void)arg;
	sqlite3_result_int(ctx, 1);
}

static bool lite_takes(const char *url)
{
	(void)url;
	return true;
}

static void lite_words(sqlite3 *h)
{
	static const struct {
		const char *name;
		int args;
		void (*fn)(sqlite3_context *, int, sqlite3_value **);
	} words[] = {
		{"lock_shared", 1, lite_lock},
		{"lock_alone", 1, lite_lock},
	};

	for (size_t i = 0; i < COUNT(words); i++)
		sqlite3_create_function(h, words[i].name, words[i].args,
					SQLITE_UTF8, NULL, words[i].fn, NULL,
					NULL);
}

/* SQLite counts its memory under a lock for everybody, unless told not to
 * before it is first used. */
static void lite_begin_library(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

#define PATIENCE 10000

static int lite_steps(void *db)
{
	struct db_lite *d = db;

	return ++d->steps > d->base.patience;
}

static int lite_setup(struct db_lite *d, enum db_open how)
{
	int rc;

	sqlite3_extended_result_codes(d->h, 1);
	sqlite3_busy_timeout(d->h, 5000); /* ms */
	sqlite3_db_config(d->h, SQLITE_DBCONFIG_LOOKASIDE, NULL, 1200, 200);
	sqlite3_db_config(d->h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(d->h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	lite_words(d->h);
	if (how == DB_SERVE) {
		sqlite3_wal_autocheckpoint(d->h, 0);
		d->base.patience = PATIENCE;
		sqlite3_progress_handler(d->h, 1000000, lite_steps, d);
	}
	/* what is deleted is gone from the file too: people are erased */
	rc = sqlite3_exec(d->h,
			  "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL;"
			  "PRAGMA secure_delete=ON;"
			  "PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY;"
			  "PRAGMA cache_size=-65536;"
			  "PRAGMA mmap_size=1073741824;",
			  NULL, NULL, NULL);
	/* this reads the file: here it shows whether it is a database */
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(d->h,
				  how == DB_LOOK ? "SELECT 1 FROM sqlite_schema"
						 : "PRAGMA journal_mode=WAL",
				  NULL, NULL, NULL);
	return rc;
}

/* A new file, so that it can have another name until it is whole. */
static const char *unnamed(struct db_lite *d, const char *url)
{
	if (!strcmp(url, ":memory:") || access(url, F_OK) == 0)
		return url;
	if (asprintf(&d->path, "%s.new-%d", url, (int)getpid()) < 0 ||
	    !(d->name = strdup(url)))
		abort();
	return d->path;
}

static enum err lite_open(const char *url, enum db_open how, struct db **out)
{
	static const int flags[] = {
		[DB_EXISTING] = SQLITE_OPEN_READWRITE,
		[DB_NEW] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		[DB_LOOK] = SQLITE_OPEN_READONLY,
		[DB_SERVE] = SQLITE_OPEN_READWRITE,
	};
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct db_lite *d = calloc(1, sizeof(*d));
	int rc;

	if (!d)
		abort();
	pthread_once(&once, lite_begin_library);
	d->base.driver = &db_sqlite;
	*out = &d->base;
	if (how == DB_NEW)
		url = unnamed(d, url);
	rc = sqlite3_open_v2(url, &d->h, flags[how] | SQLITE_OPEN_NOMUTEX,
			     NULL);
	if (rc == SQLITE_CANTOPEN && how != DB_NEW && access(url, F_OK) != 0) {
		snprintf(d->base.error, sizeof(d->base.error),
			 "sqlite: no store at %.400s", url);
		return ERR_MISSING;
	}
	d->base.file = sqlite3_db_filename(d->h, "main");
	if (rc == SQLITE_OK)
		rc = lite_setup(d, how);
	return rc == SQLITE_OK ? OK : lite_err(d, rc);
}

static void lite_bind(sqlite3_stmt *s, const struct cell *arg, size_t n)
{
	for (int i = 0; i < (int)n; i++) {
		const struct cell *a = &arg[i];

		switch (a->kind) {
		case CELL_NULL: sqlite3_bind_null(s, i + 1); break;
		case CELL_INT: sqlite3_bind_int64(s, i + 1, a->i); break;
		case CELL_TEXT:
			sqlite3_bind_text64(s, i + 1, a->s, a->size,
					    SQLITE_STATIC, SQLITE_UTF8);
			break;
		case CELL_BLOB:
			sqlite3_bind_blob64(s, i + 1, a->s, a->size,
					    SQLITE_STATIC);
			break;
		}
	}
}

/* `mem` NULL: point into SQLite's own row, good until the next step. */
static void lite_read(sqlite3_stmt *s, struct arena *mem, struct cell *to,
		      size_t cols)
{
	for (int i = 0; i < (int)cols; i++) {
		struct cell *c = &to[i];

		*c = (struct cell){0};
		switch (sqlite3_column_type(s, i)) {
		case SQLITE_INTEGER:
			*c = cell_int(sqlite3_column_int64(s, i));
			break;
		case SQLITE_TEXT:
			c->kind = CELL_TEXT;
			c->s = (const char *)sqlite3_column_text(s, i);
			c->size = (size_t)sqlite3_column_bytes(s, i);
			break;
		case SQLITE_BLOB:
			c->kind = CELL_BLOB;
			c->s = sqlite3_column_blob(s, i);
			c->size = (size_t)sqlite3_column_bytes(s, i);
			break;
		default: break;
		}
		if (mem && c->kind >= CELL_TEXT)
			c->s = arena_copy(mem, c->s, c->size);
	}
}

static struct cell *next_row(struct arena *mem, struct rows *r, size_t *cap)
{
	if (r->n == *cap) {
		size_t now = *cap ? *cap * 2 : 8;
		struct cell *cell =
			arena_array(mem, now * r->cols, sizeof(*cell));

		if (r->n)
			memcpy(cell, r->cell, r->n * r->cols * sizeof(*cell));
		r->cell = cell;
		*cap = now;
	}
	return r->cell + r->n++ * r->cols;
}

static int lite_collect(sqlite3_stmt *s, struct arena *mem, struct rows *out)
{
	size_t cap = 0;
	int rc;

	while ((rc = sqlite3_step(s)) == SQLITE_ROW)
		lite_read(s, mem, next_row(mem, out, &cap), out->cols);
	return rc;
}

static enum err lite_walk(struct db_lite *d, sqlite3_stmt *s, size_t cols,
			  db_row_fn each, void *arg, int *rc)
{
	struct cell row[32];
	enum err e = OK;

	while (e == OK && (*rc = sqlite3_step(s)) == SQLITE_ROW) {
		d->base.rows_read++;
		lite_read(s, NULL, row, cols);
		e = each(arg, row);
	}
	return e;
}

static enum err lite_prepare(struct db *db, enum sql_id id)
{
	struct db_lite *d = (struct db_lite *)db;
	int rc = SQLITE_OK;

	if (!d->stmt[id])
		rc = sqlite3_prepare_v3(d->h, sql_table[id].sqlite, -1,
					SQLITE_PREPARE_PERSISTENT, &d->stmt[id],
					NULL);
	return rc == SQLITE_OK ? OK : lite_err(d, rc);
}

static enum err lite_query(struct db *db, struct arena *mem, enum sql_id id,
			   const struct cell *arg, struct rows *out,
			   db_row_fn each, void *each_arg)
{
	struct db_lite *d = (struct db_lite *)db;
	const struct sql_text *t = &sql_table[id];
	sqlite3_stmt *s;
	enum err e = OK;
	int rc = SQLITE_DONE;

	TRY(lite_prepare(db, id));
	s = d->stmt[id];
	lite_bind(s, arg, t->args);
	out->cols = (size_t)sqlite3_column_count(s);
	if (each)
		e = lite_walk(d, s, out->cols, each, each_arg, &rc);
	else
		rc = lite_collect(s, mem, out);
	out->changed = sqlite3_changes64(d->h);
	if (e == OK && rc != SQLITE_DONE)
		e = lite_err(d, rc);
	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
	return e;
}

static enum err lite_script(struct db *db, const char *sql)
{
	struct db_lite *d = (struct db_lite *)db;
	int rc = sqlite3_exec(d->h, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? OK : lite_err(d, rc);
}

static enum err lite_begin(struct db *db, enum db_mode mode)
{
	((struct db_lite *)db)->steps = 0;
	return lite_script(db, mode == DB_READ ? "BEGIN" : "BEGIN IMMEDIATE");
}

static bool lite_in_unit(struct db *db)
{
	struct db_lite *d = (struct db_lite *)db;

	return !sqlite3_get_autocommit(d->h);
}

/* Frames in the log from which on the writer is held up for a moment, so
 * that the log starts again at its beginning. */
#define LOG_LONG 16384

static enum err lite_checkpoint(struct db *db)
{
	struct db_lite *d = (struct db_lite *)db;
	int frames = 0, moved = 0, rc;

	sqlite3_busy_timeout(d->h, 100); /* ms that the writer may lose */
	rc = sqlite3_wal_checkpoint_v2(d->h, NULL, SQLITE_CHECKPOINT_PASSIVE,
				       &frames, &moved);
	if (rc == SQLITE_OK && frames > LOG_LONG)
		rc = sqlite3_wal_checkpoint_v2(
			d->h, NULL, SQLITE_CHECKPOINT_RESTART, &frames, &moved);
	return rc == SQLITE_OK ? OK : lite_err(d, rc);
}

/* A failed call on the file `path`, by errno. */
static enum err file_err(struct db *db, const char *path)
{
	int why = errno;

	snprintf(db->error, sizeof(db->error), "%.400s: %s", path,
		 strerror(why));
	if (disk_full(why))
		return ERR_FULL;
	return why == EEXIST ? ERR_CONFLICT : ERR_UNAVAILABLE;
}

static enum err flush(struct db *db, const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	enum err e = OK;

	if (fd < 0)
		return file_err(db, path);
	if (fsync(fd) != 0)
		e = file_err(db, path);
	close(fd);
	return e;
}

/* Never over another file, where the file system can tell. */
static enum err name_file(struct db *db, const char *from, const char *to)
{
	char folder[PATH_MAX];
	int rc = renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);

	if (rc != 0 && errno == EINVAL)
		rc = rename(from, to);
	if (rc != 0)
		return file_err(db, to);
	snprintf(folder, sizeof(folder), "%s", to);
	return flush(db, dirname(folder), O_RDONLY);
}

/* The log is empty then, so the file alone is the store. */
static enum err lite_publish(struct db *db, char path[PATH_MAX])
{
	struct db_lite *d = (struct db_lite *)db;
	int rc;

	if (!d->name)
		return OK;
	rc = sqlite3_wal_checkpoint_v2(d->h, NULL, SQLITE_CHECKPOINT_TRUNCATE,
				       NULL, NULL);
	if (rc != SQLITE_OK)
		return lite_err(d, rc);
	TRY(name_file(db, d->path, d->name));
	snprintf(path, PATH_MAX, "%s", d->name);
	return OK;
}

static enum err vacuum_into(struct db_lite *d, const char *to)
{
	sqlite3_stmt *s;
	int rc = sqlite3_prepare_v2(d->h, "VACUUM INTO ?1", -1, &s, NULL);

	if (rc == SQLITE_OK) {
		sqlite3_bind_text(s, 1, to, -1, SQLITE_STATIC);
		rc = sqlite3_step(s);
	}
	sqlite3_finalize(s);
	return rc == SQLITE_DONE ? OK : lite_err(d, rc);
}

/* Whether every page and index of a copy is whole. */
static enum err check_copy(struct db *db, const char *path)
{
	sqlite3_stmt *s = NULL;
	sqlite3 *h = NULL;
	bool whole;

	whole = sqlite3_open_v2(path, &h, SQLITE_OPEN_READONLY, NULL) ==
			SQLITE_OK &&
		sqlite3_prepare_v2(h, "PRAGMA integrity_check(1)", -1, &s,
				   NULL) == SQLITE_OK &&
		sqlite3_step(s) == SQLITE_ROW &&
		!strcmp((const char *)sqlite3_column_text(s, 0), "ok");
	sqlite3_finalize(s);
	sqlite3_close(h);
	if (!whole)
		snprintf(db->error, sizeof(db->error),
			 "%.400s: the copy is not whole", path);
	return whole ? OK : ERR_BROKEN;
}

static enum err in_the_way(struct db *db, const char *path)
{
	errno = EEXIST;
	return file_err(db, path);
}

/* `to` appears only when it is whole and on the disk. */
static enum err lite_backup(struct db *db, const char *to)
{
	struct db_lite *d = (struct db_lite *)db;
	char part[PATH_MAX];
	enum err e;

	if (access(to, F_OK) == 0)
		return in_the_way(db, to);
	/* a log left behind would be taken for one of the copy */
	snprintf(part, sizeof(part), "%s-wal", to);
	if (access(part, F_OK) == 0)
		return in_the_way(db, part);
	snprintf(part, sizeof(part), "%s.part", to);
	unlink(part);
	e = vacuum_into(d, part);
	if (e == OK)
		e = flush(db, part, O_RDWR);
	if (e == OK)
		e = check_copy(db, part);
	if (e == OK)
		e = name_file(db, part, to);
	if (e != OK)
		unlink(part);
	return e;
}

/* After db_publish() there is nothing left by this name. */
static void remove_files(const char *file)
{
	static const char *const part[] = {"", "-wal", "-shm"};
	char path[PATH_MAX];

	for (size_t i = 0; i < COUNT(part); i++) {
		snprintf(path, sizeof(path), "%s%s", file, part[i]);
		unlink(path);
	}
}

static void lite_close(struct db *db)
{
	struct db_lite *d = (struct db_lite *)db;

	for (size_t i = 0; i < SQL_COUNT; i++)
		sqlite3_finalize(d->stmt[i]);
	sqlite3_close(d->h);
	if (d->path)
		remove_files(d->path);
	free(d->path);
	free(d->name);
	free(d);
}

const struct db_driver db_sqlite = {
	.name = "sqlite",
	.takes = lite_takes,
	.open = lite_open,
	.begin = lite_begin,
	.query = lite_query,
	.prepare = lite_prepare,
	.script = lite_script,
	.in_unit = lite_in_unit,
	.checkpoint = lite_checkpoint,
	.publish = lite_publish,
	.backup = lite_backup,
	.close = lite_close,
};
