/* test_db.c - every statement is one that both databases understand, and a
 * store is made, compared and brought up as migrate.h says. */
#include "store.h"

#include "core/setting.h"
#include "db/migrate.h"

#include <unistd.h>

/* On the server, in a schema of its own. */
static struct ctx *open_pg(void)
{
	const char *url = getenv("TIERWORK_TEST_PG");
	char sql[200];
	struct ctx *c;

	if (!url || !*url) {
		print_message("skipped: TIERWORK_TEST_PG is not set\n");
		skip();
	}
	c = test_open(url);
	snprintf(sql, sizeof(sql),
		 "DROP SCHEMA IF EXISTS test_%d CASCADE;"
		 "CREATE SCHEMA test_%d; SET search_path = test_%d",
		 (int)getpid(), (int)getpid(), (int)getpid());
	if (c->db->driver->script(c->db, sql) != OK)
		fail_msg("%s", c->db->error);
	return c;
}

static void close_pg(struct ctx *c)
{
	char sql[200];

	snprintf(sql, sizeof(sql), "DROP SCHEMA test_%d CASCADE",
		 (int)getpid());
	assert_int_equal(c->db->driver->script(c->db, sql), OK);
	test_close(c);
}

/* In a transaction each, for on PostgreSQL a failure ends it. */
static void prepare_all(struct ctx *c)
{
	int bad = 0;

	for (enum sql_id id = 0; id < SQL_COUNT; id++) {
		assert_int_equal(db_begin(c->db, DB_WRITE), OK);
		if (c->db->driver->prepare(c->db, id) != OK) {
			print_error("%s: %s\n", sql_table[id].name,
				    c->db->error);
			bad++;
		}
		db_rollback(c->db);
	}
	assert_int_equal(bad, 0);
}

/* What a page asks cannot take for ever. */
static void patience_ends(void **state)
{
	static const char endless[] =
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
		"FROM n) SELECT max(i) FROM n";
	char file[] = "/tmp/tierwork-patience-XXXXXX", path[64];
	struct db *db;

	(void)state;
	assert_non_null(mkdtemp(file));
	snprintf(path, sizeof(path), "%s/s.db", file);
	assert_int_equal(db_open(path, DB_NEW, &db), OK);
	assert_int_equal(db_publish(&db), OK);
	db_close(db);
	assert_int_equal(db_open(path, DB_SERVE, &db), OK);
	assert_in_range(db->patience, 1000, 100000);
	db->patience = 3;
	assert_int_equal(db_begin(db, DB_READ), OK);
	assert_int_equal(db->driver->script(db, endless), ERR_UNAVAILABLE);
	db_rollback(db);
	assert_int_equal(db_begin(db, DB_READ), OK);
	assert_int_equal(db->driver->script(db, "SELECT 1"), OK);
	db_rollback(db);
	db_close(db);
	unlink(path);
	rmdir(file);
}

static void patience_ends_on_pg(void **state)
{
	const char *url = getenv("TIERWORK_TEST_PG");
	struct db *db;

	(void)state;
	if (!url || !*url) {
		print_message("skipped: TIERWORK_TEST_PG is not set\n");
		skip();
	}
	assert_int_equal(db_open(url, DB_SERVE, &db), OK);
	assert_int_equal(
		db->driver->script(db, "DO $$ BEGIN IF current_setting("
				       "'statement_timeout') <> '5min' THEN "
				       "RAISE 'none'; END IF; END $$;"
				       "SET statement_timeout = '50ms'"),
		OK);
	assert_int_equal(db->driver->script(db, "SELECT pg_sleep(20)"),
			 ERR_UNAVAILABLE);
	db_close(db);
}

static void statements_on_sqlite(void **state)
{
	struct ctx *c = test_store(":memory:");

	(void)state;
	prepare_all(c);
	test_close(c);
}

static void statements_on_postgresql(void **state)
{
	struct ctx *c = open_pg();

	(void)state;
	assert_int_equal(run_unit(c, DB_WRITE, test_make, NULL), OK);
	prepare_all(c);
	close_pg(c);
}

static enum err run_text(struct ctx *c, void *sql)
{
	return c->db->driver->script(c->db, sql);
}

/* What the store is after this change, and the words of store_check(). */
static void changed(const char *sql, enum schema_state want, enum err e,
		    const char *words)
{
	struct ctx *c = test_store(":memory:");
	enum schema_state state;
	const char *name;
	char text[300];

	snprintf(text, sizeof(text), "%s", sql);
	assert_int_equal(run_unit(c, DB_WRITE, run_text, text), OK);
	assert_int_equal(migrate_state(c->db, c->mem, &state, &name), OK);
	assert_int_equal(state, want);
	assert_int_equal(run_unit(c, DB_READ, store_check, NULL), e);
	if (words && !strstr(c->why, words))
		fail_msg("%s", c->why);
	test_close(c);
}

static void schema_same(void **state)
{
	(void)state;
	changed("SELECT 1", SCHEMA_SAME, OK, NULL);
}

static void schema_newer(void **state)
{
	(void)state;
	changed("INSERT INTO schema_change VALUES (9000, '9000_x', '', 0)",
		SCHEMA_NEWER, ERR_SCHEMA,
		"newer Tierwork: it has migration "
		"9000_x");
}

static void schema_of_another_build(void **state)
{
	(void)state;
	changed("UPDATE schema_change SET hash = '0' WHERE n = 1", SCHEMA_OTHER,
		ERR_SCHEMA, "migration 0001_init differs");
}

static void schema_older(void **state)
{
	(void)state;
	changed("DELETE FROM schema_change", SCHEMA_OLDER, ERR_SCHEMA,
		"tierwork migrate");
}

static void not_a_store(void **state)
{
	(void)state;
	changed("ALTER TABLE schema_change RENAME TO other", SCHEMA_ALIEN,
		ERR_MISSING, "it holds other tables");
}

static enum err make_again(struct ctx *c, void *arg)
{
	(void)arg;
	return store_make(c, "Again", "Asia/Ho_Chi_Minh");
}

static enum err read_title(struct ctx *c, void *title)
{
	return setting_get(c, "title", "", title);
}

static void a_store_is_made_once(void **state)
{
	struct ctx *c = test_store(":memory:");
	const char *title;

	(void)state;
	assert_int_equal(run_unit(c, DB_WRITE, make_again, NULL), ERR_CONFLICT);
	assert_int_equal(run_unit(c, DB_READ, read_title, &title), OK);
	assert_string_equal(title, "Test");
	test_close(c);
}

/* A row at a time on both drivers: NULL, both ends of the integers, text
 * with marks, a blob with a zero byte. */
static void round_trip(struct ctx *c)
{
	const struct cell in[] = {
		cell_int(INT64_MIN), cell_int(INT64_MAX),
		cell_int(3),	     (struct cell){0},
		cell_text("Đ"),	     cell_text(""),
		cell_text("{}"),     cell_blob((struct blob){"a\0b", 3}),
		cell_int(2),	     (struct cell){0},
		(struct cell){0},    cell_int(9),
	};
	struct rows r;

	assert_int_equal(db_begin(c->db, DB_WRITE), OK);
	assert_int_equal(
		db_query(c->db, c->mem, SQL_JOURNAL_INSERT, in, COUNT(in), &r),
		OK);
	assert_int_equal(r.changed, 1);
	assert_int_equal(db_query(c->db, c->mem, SQL_JOURNAL_ALL, NULL, 0, &r),
			 OK);
	assert_int_equal(r.cols, 13);
	assert_true(r.n >= 1);
	assert_true(row_int(&r.cell[1]) == INT64_MIN);
	assert_true(row_int(&r.cell[2]) == INT64_MAX);
	assert_int_equal(row_id(&r.cell[4]), 0);
	assert_string_equal(row_text(&r.cell[5]), "Đ");
	assert_string_equal(row_text(&r.cell[6]), "");
	assert_int_equal(row_blob(&r.cell[8]).size, 3);
	assert_memory_equal(row_blob(&r.cell[8]).data, "a\0b", 3);
	assert_int_equal(
		db_query(c->db, c->mem, SQL_JOURNAL_INSERT, in, COUNT(in), &r),
		ERR_CONFLICT);
	db_rollback(c->db);
}

static void values_on_sqlite(void **state)
{
	struct ctx *c = test_store(":memory:");

	(void)state;
	round_trip(c);
	test_close(c);
}

static void values_on_postgresql(void **state)
{
	struct ctx *c = open_pg();

	(void)state;
	assert_int_equal(run_unit(c, DB_WRITE, test_make, NULL), OK);
	round_trip(c);
	close_pg(c);
}

/* Stopped in the middle, a walk leaves the connection usable. */
static enum err stop_at_two(void *n, const struct cell *row)
{
	int *seen = n;

	(void)row;
	return ++*seen == 2 ? ERR_INVALID : OK;
}

static void stop_walking(struct ctx *c)
{
	char name[20];
	int n = 0;

	assert_int_equal(db_begin(c->db, DB_WRITE), OK);
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "name-%d", i);
		assert_int_equal(setting_set(c, name, "x"), OK);
	}
	assert_int_equal(db_each(c->db, c->mem, SQL_COPY_SETTING_READ, NULL, 0,
				 stop_at_two, &n),
			 ERR_INVALID);
	assert_int_equal(n, 2);
	db_rollback(c->db);
	assert_int_equal(db_begin(c->db, DB_READ), OK);
	assert_int_equal(db_commit(c->db), OK);
}

static void stop_on_sqlite(void **state)
{
	struct ctx *c = test_store(":memory:");

	(void)state;
	stop_walking(c);
	test_close(c);
}

static void stop_on_postgresql(void **state)
{
	struct ctx *c = open_pg();

	(void)state;
	assert_int_equal(run_unit(c, DB_WRITE, test_make, NULL), OK);
	stop_walking(c);
	close_pg(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patience_ends),
		cmocka_unit_test(patience_ends_on_pg),
		cmocka_unit_test(statements_on_sqlite),
		cmocka_unit_test(statements_on_postgresql),
		cmocka_unit_test(schema_same),
		cmocka_unit_test(schema_newer),
		cmocka_unit_test(schema_of_another_build),
		cmocka_unit_test(schema_older),
		cmocka_unit_test(not_a_store),
		cmocka_unit_test(a_store_is_made_once),
		cmocka_unit_test(values_on_sqlite),
		cmocka_unit_test(values_on_postgresql),
		cmocka_unit_test(stop_on_sqlite),
		cmocka_unit_test(stop_on_postgresql),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
