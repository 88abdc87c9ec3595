/* copy.c - commands that make another store of a store. */
#include "core/copy.h"

#include "cli/cli.h"
#include "core/store.h"

#include <string.h>
#include <unistd.h>

/* Opens a store that is not --store; its errors name it. */
static enum err open_other(struct cli *k, const char *url, enum db_open how,
			   struct db **db)
{
	enum err e = db_open(url, how, db);

	if (e != OK)
		return fail(k->c, e, NULL, N_("%s cannot be opened: %s"), url,
			    (*db)->error);
	return OK;
}

/* Whether `db` is a store of this program; c->why says why not. */
static enum err check(struct ctx *c, struct db *db)
{
	struct ctx other = *c;
	enum err e;

	other.db = db;
	e = run_unit(&other, DB_READ, store_check, NULL);
	c->why = other.why;
	return e;
}

static void told(void *arg, const char *table, int64_t rows)
{
	(void)arg;
	if (rows)
		fprintf(stderr, "%s %lld\n", table, (long long)rows);
}

/* Copies `from` to a new store at `to`. */
static enum err copy_to(struct cli *k, struct db *from, const char *to,
			struct val **tables)
{
	struct copy copy = {.from = from, .told = told};
	enum err e = open_other(k, to, DB_NEW, &k->c->db);

	if (e == OK)
		e = db_begin(from, DB_READ);
	if (e == OK)
		e = run_unit(k->c, DB_WRITE, store_copy, &copy);
	db_rollback(from);
	*tables = copy.tables;
	return e == OK ? cli_publish(k, to) : e;
}

/* Both were read and compared: the digests are those of both. */
static void print_tables(struct cli *k, struct val *tables)
{
	if (k->json) {
		cli_json(k, tables);
		return;
	}
	for (const struct val *t = tables->first; t; t = t->next)
		printf("%s\t%lld\t%s\n", val_text(t, "table"),
		       (long long)val_int(t, "rows"), val_text(t, "digest"));
}

enum err cmd_copy(struct cli *k)
{
	struct db *from = NULL;
	struct val *tables;
	enum err e = open_other(k, k->arg[0], DB_EXISTING, &from);

	if (e == OK)
		e = check(k->c, from);
	if (e == OK)
		e = copy_to(k, from, k->arg[1], &tables);
	db_close(from);
	if (e == OK)
		print_tables(k, tables);
	return e;
}

/* db_backup() with words. */
static enum err backup_file(struct cli *k, struct db *db, const char *to)
{
	enum err e = db_backup(db, to);

	if (e == ERR_CONFLICT)
		return fail(k->c, e, NULL,
			    N_("%s: nothing is ever overwritten; name another "
			       "file, or move that one away."),
			    db->error);
	if (e == ERR_FULL)
		return fail(k->c, e, NULL,
			    N_("There is no room for %s; what was begun is "
			       "removed. Free space, or write it elsewhere."),
			    to);
	if (e == ERR_UNAVAILABLE)
		return fail(k->c, e, NULL, N_("%s cannot be written: %s"), to,
			    db->error);
	if (e != OK)
		return fail(k->c, e, NULL,
			    N_("The store cannot be copied: %s. See whether "
			       "it is whole with: tierwork verify"),
			    db->error);
	return OK;
}

/* From a server: copied value by value. */
static enum err backup_server(struct cli *k, struct db *from, const char *to)
{
	struct val *tables;

	if (access(to, F_OK) == 0)
		return fail(k->c, ERR_CONFLICT, NULL,
			    N_("%s exists; nothing is ever overwritten."), to);
	TRY(check(k->c, from));
	return copy_to(k, from, to, &tables);
}

enum err cmd_backup(struct cli *k)
{
	struct ctx *c = k->c;
	struct db *from;
	enum err e = db_open(k->store, DB_EXISTING, &c->db);

	if (e != OK || db_is_file(k->store)) {
		TRY(e);
		TRY(run_unit(c, DB_READ, store_check, NULL));
		TRY(backup_file(k, c->db, k->arg[0]));
	} else {
		from = c->db;
		c->db = NULL;
		e = backup_server(k, from, k->arg[0]);
		db_close(from);
		TRY(e);
	}
	printf(tr(c, N_("backup made and checked: %s\n")), k->arg[0]);
	return OK;
}

/* A file takes a backup of any schema, so that the program of that time
 * can be run on it; a server takes one of this program's. */
static enum err restore(struct cli *k, struct db *from)
{
	struct val *tables;

	if (db_is_file(k->store))
		return backup_file(k, from, k->store);
	TRY(check(k->c, from));
	return copy_to(k, from, k->store, &tables);
}

enum err cmd_restore(struct cli *k)
{
	struct db *from = NULL;
	enum err e = open_other(k, k->arg[0], DB_LOOK, &from), fits = OK;

	if (e == OK)
		fits = check(k->c, from);
	if (e == OK && fits != OK && fits != ERR_SCHEMA)
		e = fits;
	if (e == OK)
		e = restore(k, from);
	db_close(from);
	TRY(e);
	printf(tr(k->c, N_("store restored: %s\n")), k->store);
	return fits;
}
