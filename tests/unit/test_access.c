/* test_access.c - what may() says of whom, and how guessing is slowed. */
#include "store.h"

#include "access/account.h"
#include "access/grant.h"
#include "base/day.h"
#include "web/guess.h"

static int setup(void **state)
{
	*state = test_store(":memory:");
	return 0;
}

static int teardown(void **state)
{
	test_close(*state);
	return 0;
}

static int64_t make(struct ctx *c, const char *login)
{
	int64_t id;

	assert_int_equal(account_add(c, login, NULL, &id), OK);
	return id;
}

static void asks_roles(void **state)
{
	struct ctx *c = *state;
	int64_t an = make(c, "an"), minh = make(c, "minh");
	struct grant store = {"auditor", NULL, NULL, 0, day_of(2026, 7, 1)};
	struct grant none = {"auditor", NULL, "NONE", 0, store.until};
	bool all;

	c->today = store.until;
	assert_int_equal(may(c, ACT_OPERATE, 1), OK); /* the operator */
	assert_int_equal(role_give(c, an, &store), OK);
	assert_int_equal(role_give(c, an, &none), ERR_MISSING);
	c->is_operator = false;
	c->account = an;
	assert_int_equal(may(c, ACT_READ, 1), OK);
	assert_int_equal(may(c, ACT_ACCEPT, 1), ERR_DENIED);
	assert_int_equal(may_all(c, ACT_FORM), ERR_DENIED);
	assert_int_equal(may_everywhere(c, ACT_READ, &all), OK);
	assert_true(all);
	c->today++; /* the role is over */
	assert_int_equal(may(c, ACT_READ, 1), ERR_DENIED);
	assert_int_equal(may_everywhere(c, ACT_READ, &all), OK);
	assert_false(all);
	c->account = minh;
	assert_int_equal(may(c, ACT_READ, 1), ERR_DENIED);
	assert_int_equal(may_all(c, ACT_READ), ERR_DENIED);
	c->account = 0;
	assert_int_equal(may_all(c, ACT_READ), ERR_DENIED);
}

static void slows_guesses(void **state)
{
	int64_t now = TEST_NOW, waited = 0;

	(void)state;
	for (int i = 0; i < 5; i++) {
		assert_int_equal(guess_wait("an", "::1", now), 0);
		guess_wrong("an", "::1", now);
	}
	for (int i = 0; i < 12; i++) {
		int64_t wait = guess_wait("an", "::1", now);

		assert_true(wait > 0 && wait >= waited && wait <= 900);
		assert_int_equal(guess_wait("an", "::2", now), 0);
		assert_int_equal(guess_wait("bao", "::1", now), 0);
		waited = wait;
		now += wait;
		assert_int_equal(guess_wait("an", "::1", now), 0);
		guess_wrong("an", "::1", now);
	}
	assert_int_equal(waited, 900);
	guess_right("an", "::1");
	assert_int_equal(guess_wait("an", "::1", now), 0);

	/* many logins from one address are somebody who tries them all */
	for (int i = 0; i < 50; i++) {
		char login[16];

		snprintf(login, sizeof(login), "n%d", i);
		assert_int_equal(guess_wait(login, "::3", now), 0);
		guess_wrong(login, "::3", now);
	}
	assert_true(guess_wait("an", "::3", now) > 0);
	assert_int_equal(guess_wait("an", "::4", now), 0);
}

#define IN_STORE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_STORE(asks_roles),
		IN_STORE(slows_guesses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
