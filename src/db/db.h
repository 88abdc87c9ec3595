/* db.h - the only way to the database, the same for both drivers.
 *
 * A statement is known by its name in an area's .sql file, never by text.
 * A result is plain memory in the arena: no cursor, nothing to finalize.
 * After a statement failed, the transaction is over: roll back. */
#ifndef DB_H
#define DB_H

#include "base/arena.h"
#include "gen/sql.h" /* enum sql_id, made from the .sql files */

#include <limits.h>

enum cell_kind { CELL_NULL, CELL_INT, CELL_TEXT, CELL_BLOB };

/* One value of a row, or one argument of a statement. */
struct cell {
	enum cell_kind kind;
	int64_t i;     /* CELL_INT */
	const char *s; /* CELL_TEXT (ends in NUL) and CELL_BLOB */
	size_t size;   /* bytes of s, without the NUL */
};

/* `int?` in a .sql file: "not given" is not 0. */
struct opt_int {
	bool set;
	int64_t value;
};

/* `blob` in a .sql file. */
struct blob {
	const void *data; /* NULL: SQL NULL, for `blob?` */
	size_t size;
};

struct cell cell_int(int64_t i);
struct cell cell_id(int64_t id);	/* `id?`: 0 is NULL */
struct cell cell_opt(struct opt_int i); /* `int?` */
struct cell cell_text(const char *s);	/* `text`, `text?`: NULL is NULL */
struct cell cell_blob(struct blob b);	/* `blob`, `blob?` */

struct rows {
	size_t n, cols;
	int64_t changed;   /* rows inserted, updated or deleted */
	struct cell *cell; /* n * cols, row by row */
};

/* Called once a row by db_each(); what `row` points to is gone after.
 * Anything but OK ends the walk and is passed on. */
typedef enum err (*db_row_fn)(void *arg, const struct cell *row);

enum db_mode {
	DB_READ,	 /* a read-only snapshot */
	DB_WRITE,	 /* guarded updates; the usual writer */
	DB_SERIALIZABLE, /* reorganisations and roles */
};

struct db;
struct memo;

/* What a store is opened for. */
enum db_open {
	DB_EXISTING, /* it must be there */
	DB_NEW,	     /* a missing SQLite file is made; see db_publish() */
	DB_LOOK,     /* nothing is ever written, not even beside it */
	DB_SERVE,    /* as DB_EXISTING; db_checkpoint() is called by another,
		      * and nothing may take for ever */
};

/* What a backend must do. Two exist: sqlite.c and pg.c. */
struct db_driver {
	const char *name; /* "sqlite", "postgresql" */
	bool (*takes)(const char *url);
	/* *out is set even on failure, for its error text; close it. */
	enum err (*open)(const char *url, enum db_open how, struct db **out);
	enum err (*begin)(struct db *db, enum db_mode mode);
	/* each == NULL: collect the rows in `mem` to *out. */
	enum err (*query)(struct db *db, struct arena *mem, enum sql_id id,
			  const struct cell *arg, struct rows *out,
			  db_row_fn each, void *each_arg);
	/* The statement once for each of n rows of arguments, at most
	 * DB_BULK; what it gives is dropped. NULL: the same as query(), row
	 * by row. */
	enum err (*bulk)(struct db *db, struct arena *mem, enum sql_id id,
			 const struct cell *arg, size_t n);
	/* The first query() of a statement does it by itself. */
	enum err (*prepare)(struct db *db, enum sql_id id);
	enum err (*script)(struct db *db, const char *sql);
	/* NULL: this backend has no file to copy. */
	enum err (*backup)(struct db *db, const char *to);
	/* NULL: this backend names nothing; see db_publish(). */
	enum err (*publish)(struct db *db, char path[PATH_MAX]);
	/* NULL: this backend does it by itself. */
	enum err (*checkpoint)(struct db *db);
	bool (*in_unit)(struct db *db);
	void (*close)(struct db *db);
};

struct db {
	const struct db_driver *driver;
	const char *file; /* of the store; NULL: a server, "" in memory */
	int64_t statements, rows_read; /* since opened; for log and bench */
	bool walking;		       /* within db_each() */
	bool lends; /* its results are read by other threads */
	/* Of DB_SERVE, on SQLite: millions of steps that a transaction may
	 * take before it ends in ERR_UNAVAILABLE; some five minutes. On
	 * PostgreSQL each statement may take five minutes. */
	int patience;
	struct memo *memo; /* see db/memo.h */
	int memos;
	char error[512]; /* detail of the last failure, for logs */
};

extern const struct db_driver db_sqlite, db_pg;

/**
 * Opens a store: a file name is SQLite, postgresql://… is PostgreSQL.
 *
 * *out is set even when this fails (its `error` says why); db_close() it.
 * A PostgreSQL database must exist already, also for DB_NEW.
 *
 * ERR_MISSING      the file is not there
 * ERR_INVALID      the file is no SQLite database
 * ERR_UNAVAILABLE  the server does not answer, or the file may not be read
 * ERR_FULL         no room for the files that SQLite needs beside it
 */
enum err db_open(const char *url, enum db_open how, struct db **out) MUST;
void db_close(struct db *db); /* NULL is fine */

/**
 * Gives a file that DB_NEW made its name, once it is whole and on the disk:
 * until then it has another, and db_close() removes it. *db is opened again
 * under the name. For all other stores there is nothing to do.
 *
 * ERR_CONFLICT  there is such a file meanwhile; it is left alone
 */
enum err db_publish(struct db **db) MUST;

/* Whether `url` names a file, not a server. */
bool db_is_file(const char *url);

/* The generated functions call these three. While db_each() walks, the
 * connection runs no other statement: collect first, then ask. */
enum err db_query(struct db *db, struct arena *mem, enum sql_id id,
		  const struct cell *arg, size_t n, struct rows *out) MUST;
enum err db_each(struct db *db, struct arena *mem, enum sql_id id,
		 const struct cell *arg, size_t n, db_row_fn fn,
		 void *fn_arg) MUST;

/* Rows that travel to a server together. */
#define DB_BULK 128
enum err db_bulk(struct db *db, struct arena *mem, enum sql_id id,
		 const struct cell *arg, size_t n) MUST;

enum err db_begin(struct db *db, enum db_mode mode) MUST;
enum err db_commit(struct db *db) MUST;
void db_rollback(struct db *db);
/* Whether a transaction is open: a backend may have ended it by itself when
 * a statement failed. */
bool db_in_unit(struct db *db);

/* A part of a transaction that can be taken back alone; they do not nest. */
enum err db_savepoint(struct db *db) MUST;
enum err db_savepoint_keep(struct db *db) MUST;
enum err db_savepoint_undo(struct db *db) MUST;

/* Moves what was committed from SQLite's log into its file, on a connection
 * of its own: writers and readers go on. Nothing to do on a server.
 * ERR_BUSY  a reader holds an old snapshot; the rest another time */
enum err db_checkpoint(struct db *db) MUST;

/* Runs one migration; within db_begin() and db_commit(). */
enum err db_script(struct db *db, const struct migration *m) MUST;

/**
 * Copies a SQLite store, as it is at one instant, to the new file `to`,
 * flushed to disk and checked. Writers go on meanwhile.
 *
 * ERR_CONFLICT  `to` exists, or the log of a store that was there
 * ERR_FULL      no room; what was begun is removed
 */
enum err db_backup(struct db *db, const char *to) MUST;

/* Reading a cell of the wrong kind is a bug, and asserts. */
int64_t row_int(const struct cell *c);
int64_t row_id(const struct cell *c); /* NULL is 0 */
struct opt_int row_opt(const struct cell *c);
const char *row_text(const struct cell *c);
const char *row_text_opt(const struct cell *c); /* NULL is NULL */
struct blob row_blob(const struct cell *c);
struct blob row_blob_opt(const struct cell *c);

#endif
