/* test_writer.c - many units of work through one writer: each whole, none
 * lost, and one that fails takes nothing else back. */
#include "unit.h"

#include "base/arena.h"
#include "core/setting.h"
#include "core/store.h"
#include "core/writer.h"

#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CLIENTS 8
#define UNITS	40 /* of each */

struct client {
	struct ctx c;
	pthread_t thread;
	int id, n, refused;
};

static char store[64];

static enum err make(struct ctx *c, void *unused)
{
	(void)unused;
	return store_make(c, "Writer", "Asia/Ho_Chi_Minh");
}

static int set_up(void **state)
{
	struct ctx c = {.mem = arena_new(), .now = 1767225600, .lang = "en"};

	(void)state;
	strcpy(store, "/tmp/test-writer-XXXXXX");
	close(mkstemp(store));
	assert_int_equal(db_open(store, DB_NEW, &c.db), OK);
	assert_int_equal(run_unit(&c, DB_WRITE, make, NULL), OK);
	db_close(c.db);
	arena_free(c.mem);
	return 0;
}

static int tear_down(void **state)
{
	char path[80];

	(void)state;
	for (const char *const *end =
		     (const char *const[]){"", "-wal", "-shm", NULL};
	     *end; end++) {
		snprintf(path, sizeof(path), "%s%s", store, *end);
		unlink(path);
	}
	return 0;
}

static void open_client(struct client *k, struct writer *w, int id)
{
	*k = (struct client){.id = id};
	k->c = (struct ctx){.mem = arena_new(),
			    .writer = w,
			    .now = 1767225600,
			    .lang = "en",
			    .is_operator = true};
	assert_int_equal(db_open(store, DB_SERVE, &k->c.db), OK);
}

static void close_client(struct client *k)
{
	db_close(k->c.db);
	arena_free(k->c.mem);
}

/* Which of its units a client gets in. */
static bool goes_in(int i)
{
	return i % 3 != 2 && i % 7 != 6;
}

/* Every third unit fails after it has written; every seventh ends the
 * transaction of all that share the commit, as a full disk does. */
static enum err put(struct ctx *c, void *client)
{
	struct client *k = client;
	const char *name = arena_printf(c->mem, "test-%d-%d", k->id, k->n);

	c->journalled = true; /* rows by hand, which no act made */
	TRY(setting_set(c, name, "set"));
	if (k->n % 3 == 2)
		return fail(c, ERR_CONFLICT, NULL, N_("No %s."), name);
	if (k->n % 7 == 6) {
		db_rollback(c->db);
		return ERR_FULL;
	}
	return OK;
}

static enum err put_dry(struct ctx *c, void *unused)
{
	(void)unused;
	return setting_set(c, "test-dry", "set");
}

static void *put_all(void *client)
{
	struct client *k = client;

	for (k->n = 0; k->n < UNITS; k->n++) {
		enum err e = run_unit(&k->c, DB_WRITE, put, k);

		k->refused += e == ERR_CONFLICT && k->c.why != NULL;
		assert_int_equal(e == OK, goes_in(k->n));
		assert_int_equal(run_dry(&k->c, put_dry, NULL), OK);
		arena_reset(k->c.mem);
	}
	return NULL;
}

static enum err count(struct ctx *c, void *n)
{
	const char *dry;

	TRY(setting_get(c, "test-dry", "absent", &dry));
	assert_string_equal(dry, "absent");
	for (int id = 0; id < CLIENTS; id++)
		for (int i = 0; i < UNITS; i++) {
			const char *name =
				arena_printf(c->mem, "test-%d-%d", id, i);
			const char *value;

			TRY(setting_get(c, name, "absent", &value));
			assert_string_equal(value,
					    goes_in(i) ? "set" : "absent");
			*(int *)n += goes_in(i);
		}
	return OK;
}

static void test_each_whole(void **state)
{
	struct client client[CLIENTS], reader;
	int64_t commits, units;
	struct writer *w;
	int n = 0, in = 0;

	(void)state;
	for (int i = 0; i < UNITS; i++)
		in += goes_in(i);
	assert_int_equal(writer_new(store, &w), OK);
	assert_non_null(w);
	for (int i = 0; i < CLIENTS; i++)
		open_client(&client[i], w, i);
	for (int i = 0; i < CLIENTS; i++)
		pthread_create(&client[i].thread, NULL, put_all, &client[i]);
	for (int i = 0; i < CLIENTS; i++) {
		pthread_join(client[i].thread, NULL);
		assert_int_equal(client[i].refused, UNITS / 3);
		assert_true(client[i].c.db->statements > 0);
		close_client(&client[i]);
	}
	writer_counts(w, &commits, &units);
	assert_int_equal(units, 2 * CLIENTS * UNITS); /* and as many dry */
	assert_true(commits <= units);
	open_client(&reader, w, 0);
	assert_int_equal(run_unit(&reader.c, DB_READ, count, &n), OK);
	assert_int_equal(n, CLIENTS * in);
	close_client(&reader);
	writer_free(w);
}

static void test_no_store(void **state)
{
	struct writer *w;

	(void)state;
	assert_int_equal(writer_new("/tmp/test-writer-none.db", &w),
			 ERR_MISSING);
	assert_null(w);
	writer_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_each_whole, set_up,
						tear_down),
		cmocka_unit_test(test_no_store),
	};

	if (sodium_init() < 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
