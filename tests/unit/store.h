/* store.h - an open store for a unit test: in memory, or in a database of
 * its own on the server that TIERWORK_TEST_PG names. */
#ifndef TEST_STORE_H
#define TEST_STORE_H

#include "unit.h"

#include "core/ctx.h"
#include "core/store.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEST_NOW 1782864000 /* 2026-07-01 */

static inline enum err test_make(struct ctx *c, void *arg)
{
	(void)arg;
	return store_make(c, "Test", "Asia/Ho_Chi_Minh");
}

/* A context on the open, empty database `url`. */
static inline struct ctx *test_open(const char *url)
{
	struct ctx *c = calloc(1, sizeof(*c));

	assert_true(sodium_init() >= 0);
	assert_non_null(c);
	c->mem = arena_new();
	c->lang = "en";
	c->now = TEST_NOW;
	c->is_operator = true;
	if (db_open(url, DB_NEW, &c->db) != OK)
		fail_msg("%s", c->db->error);
	return c;
}

static inline struct ctx *test_store(const char *url)
{
	struct ctx *c = test_open(url);

	if (run_unit(c, DB_WRITE, test_make, NULL) != OK)
		fail_msg("%s %s", c->why ? c->why : "", c->db->error);
	return c;
}

static inline void test_close(struct ctx *c)
{
	db_close(c->db);
	arena_free(c->mem);
	free(c);
}

#endif
