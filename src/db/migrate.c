/* migrate.c - compares the migrations of a store with those of this
 * program, and applies what is missing. */
#include "db/migrate.h"

#include "gen/sql_db.h"

#include <stdio.h>
#include <string.h>

static void say(struct db *db, enum schema_state state, const char *name)
{
	static const char *const why[] = {
		[SCHEMA_SAME] = "",
		[SCHEMA_NONE] = "there is no store in this database",
		[SCHEMA_ALIEN] = "the database holds other tables, no store",
		[SCHEMA_OLDER] = "the store lacks this migration: ",
		[SCHEMA_NEWER] = "the store is of a newer program; "
				 "it has this migration: ",
		[SCHEMA_OTHER] = "the store was made by another version "
				 "of this migration: ",
	};

	snprintf(db->error, sizeof(db->error), "%s%s", why[state], name);
}

/* Compares what the store has, n migrations, with what it should. */
static enum err compare(struct db *db, struct arena *mem, size_t *n,
			enum schema_state *state, const char **name)
{
	struct schema_change *had;
	size_t i = 0;

	*name = "";
	TRY(sql_schema_list(db, mem, &had, n));
	while (i < *n && i < migrations_count && had[i].n == (int64_t)i + 1 &&
	       !strcmp(had[i].name, migrations[i].name) &&
	       !strcmp(had[i].hash, migrations[i].hash))
		i++;
	if (i < *n) {
		*state = i < migrations_count ? SCHEMA_OTHER : SCHEMA_NEWER;
		*name = had[i].name;
	} else if (i < migrations_count) {
		*state = SCHEMA_OLDER;
		*name = migrations[i].name;
	} else {
		*state = SCHEMA_SAME;
	}
	say(db, *state, *name);
	return OK;
}

enum err migrate_state(struct db *db, struct arena *mem,
		       enum schema_state *state, const char **migration)
{
	struct schema_tables t;
	size_t n;

	TRY(sql_schema_tables(db, mem, &t));
	if (t.ours)
		return compare(db, mem, &n, state, migration);
	*state = t.n ? SCHEMA_ALIEN : SCHEMA_NONE;
	*migration = "";
	say(db, *state, "");
	return OK;
}

static enum err apply(struct db *db, struct arena *mem, size_t i, int64_t now)
{
	const struct migration *m = &migrations[i];

	TRY(db_script(db, m));
	return sql_schema_add(db, mem, (int64_t)i + 1, m->name, m->hash, now);
}

enum err migrate_fill(struct db *db, struct arena *mem, int64_t now)
{
	struct schema_lock lock;
	struct schema_tables t;

	TRY(sql_schema_lock(db, mem, &lock));
	TRY(sql_schema_tables(db, mem, &t));
	if (t.n)
		return ERR_CONFLICT;
	TRY(sql_schema_create(db, mem));
	for (size_t i = 0; i < migrations_count; i++)
		TRY(apply(db, mem, i, now));
	return OK;
}

/* Applies the next migration, if there is one. */
static enum err apply_next(struct db *db, struct arena *mem, int64_t now,
			   bool *applied)
{
	enum schema_state state;
	struct schema_lock lock;
	const char *name;
	size_t n;

	TRY(sql_schema_lock(db, mem, &lock));
	TRY(compare(db, mem, &n, &state, &name));
	*applied = state == SCHEMA_OLDER;
	if (state == SCHEMA_SAME)
		return OK;
	return *applied ? apply(db, mem, n, now) : ERR_SCHEMA;
}

/* Before an existing file is changed, it is copied beside itself. */
static enum err copy_aside(struct db *db, struct arena *mem)
{
	struct schema_change *had;
	size_t n;

	if (!db->file || !*db->file)
		return OK;
	TRY(sql_schema_list(db, mem, &had, &n));
	return db_backup(db, arena_printf(mem, "%s.before-%.4s", db->file,
					  migrations[n].name));
}

enum err migrate_apply(struct db *db, struct arena *mem, int64_t now,
		       int64_t *applied)
{
	enum schema_state state;
	const char *name;
	bool more = true;
	enum err e;

	*applied = 0;
	TRY(migrate_state(db, mem, &state, &name));
	if (state == SCHEMA_NONE || state == SCHEMA_ALIEN)
		return ERR_MISSING;
	if (state == SCHEMA_OLDER)
		TRY(copy_aside(db, mem));
	while (more) {
		TRY(db_begin(db, DB_WRITE));
		e = apply_next(db, mem, now, &more);
		if (e == OK)
			e = db_commit(db);
		if (e != OK) {
			db_rollback(db);
			return e;
		}
		*applied += more;
	}
	return OK;
}
