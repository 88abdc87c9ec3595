/* db.c - what both drivers share. */
#include "db/db.h"

#include "db/memo.h"

#include <assert.h>
#include <string.h>

static const struct db_driver *const drivers[] = {&db_pg, &db_sqlite};

enum err db_open(const char *url, enum db_open how, struct db **out)
{
	size_t i = 0;

	while (!drivers[i]->takes(url))
		i++; /* the last takes anything */
	return drivers[i]->open(url, how, out);
}

bool db_is_file(const char *url)
{
	return !db_pg.takes(url);
}

void db_close(struct db *db)
{
	if (!db)
		return;
	memo_free(db);
	db->driver->close(db);
}

enum err db_publish(struct db **db)
{
	char path[PATH_MAX] = "";

	if ((*db)->driver->publish)
		TRY((*db)->driver->publish(*db, path));
	if (!*path)
		return OK;
	db_close(*db);
	return db_open(path, DB_EXISTING, db);
}

enum err db_query(struct db *db, struct arena *mem, enum sql_id id,
		  const struct cell *arg, size_t n, struct rows *out)
{
	enum err e;

	assert(n == sql_table[id].args && !db->walking);
	memset(out, 0, sizeof(*out));
	db->statements++;
	e = db->driver->query(db, mem, id, arg, out, NULL, NULL);
	db->rows_read += (int64_t)out->n;
	return e;
}

enum err db_each(struct db *db, struct arena *mem, enum sql_id id,
		 const struct cell *arg, size_t n, db_row_fn fn, void *fn_arg)
{
	struct rows unused = {0};
	enum err e;

	assert(n == sql_table[id].args && fn && !db->walking);
	db->statements++;
	db->walking = true;
	e = db->driver->query(db, mem, id, arg, &unused, fn, fn_arg);
	db->walking = false;
	return e;
}

enum err db_bulk(struct db *db, struct arena *mem, enum sql_id id,
		 const struct cell *arg, size_t n)
{
	const struct db_driver *d = db->driver;
	struct rows unused = {0};

	assert(n <= DB_BULK && !db->walking);
	db->statements += (int64_t)n;
	if (d->bulk)
		return d->bulk(db, mem, id, arg, n);
	for (size_t i = 0; i < n; i++)
		TRY(d->query(db, mem, id, arg + i * sql_table[id].args, &unused,
			     NULL, NULL));
	return OK;
}

enum err db_begin(struct db *db, enum db_mode mode)
{
	memo_begin(db);
	return db->driver->begin(db, mode);
}

enum err db_commit(struct db *db)
{
	return db->driver->script(db, "COMMIT");
}

enum err db_savepoint(struct db *db)
{
	return db->driver->script(db, "SAVEPOINT part");
}

enum err db_savepoint_keep(struct db *db)
{
	return db->driver->script(db, "RELEASE SAVEPOINT part");
}

enum err db_savepoint_undo(struct db *db)
{
	memo_undo(db);
	TRY(db->driver->script(db, "ROLLBACK TO SAVEPOINT part"));
	return db_savepoint_keep(db);
}

enum err db_checkpoint(struct db *db)
{
	return db->driver->checkpoint ? db->driver->checkpoint(db) : OK;
}

enum err db_script(struct db *db, const struct migration *m)
{
	bool lite = db->driver == &db_sqlite;

	return db->driver->script(db, lite ? m->sqlite : m->pg);
}

enum err db_backup(struct db *db, const char *to)
{
	assert(db->driver->backup);
	return db->driver->backup(db, to);
}

bool db_in_unit(struct db *db)
{
	return db->driver->in_unit(db);
}

void db_rollback(struct db *db)
{
	char why[sizeof(db->error)];
	enum err e;

	memo_undo(db);
	if (!db_in_unit(db))
		return;
	memcpy(why, db->error, sizeof(why));
	e = db->driver->script(db, "ROLLBACK");
	(void)e; /* the connection is reset by the next BEGIN, or closed */
	memcpy(db->error, why, sizeof(why)); /* of what went wrong before */
}

struct cell cell_int(int64_t i)
{
	return (struct cell){.kind = CELL_INT, .i = i};
}

struct cell cell_id(int64_t id)
{
	return id ? cell_int(id) : (struct cell){0};
}

struct cell cell_opt(struct opt_int i)
{
	return i.set ? cell_int(i.value) : (struct cell){0};
}

struct cell cell_text(const char *s)
{
	if (!s)
		return (struct cell){0};
	return (struct cell){.kind = CELL_TEXT, .s = s, .size = strlen(s)};
}

struct cell cell_blob(struct blob b)
{
	if (!b.data)
		return (struct cell){0};
	return (struct cell){.kind = CELL_BLOB, .s = b.data, .size = b.size};
}

int64_t row_int(const struct cell *c)
{
	assert(c->kind == CELL_INT);
	return c->i;
}

int64_t row_id(const struct cell *c)
{
	return c->kind == CELL_NULL ? 0 : row_int(c);
}

struct opt_int row_opt(const struct cell *c)
{
	if (c->kind == CELL_NULL)
		return (struct opt_int){0};
	return (struct opt_int){true, row_int(c)};
}

const char *row_text(const struct cell *c)
{
	assert(c->kind == CELL_TEXT);
	return c->s;
}

const char *row_text_opt(const struct cell *c)
{
	return c->kind == CELL_NULL ? NULL : row_text(c);
}

struct blob row_blob(const struct cell *c)
{
	assert(c->kind == CELL_BLOB);
	return (struct blob){c->s, c->size};
}

struct blob row_blob_opt(const struct cell *c)
{
	return c->kind == CELL_NULL ? (struct blob){0} : row_blob(c);
}
