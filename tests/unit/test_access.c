/* test_access.c - sessions through time, and what may() says of whom. */
#include "store.h"

#include "access/account.h"
#include "access/role.h"
#include "access/session.h"
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

static int64_t who(struct ctx *c, const char *token)
{
	struct session s;

	assert_int_equal(session_open(c, token, &s), OK);
	assert_string_equal(s.title, "Test");
	assert_string_equal(s.timezone, "Asia/Ho_Chi_Minh");
	return s.account;
}

static void ends_sessions(void **state)
{
	struct ctx *c = *state;
	int64_t an = make(c, "an"), start = c->now;
	const char *first, *second;

	assert_int_equal(session_start(c, an, NULL, &first), OK);
	assert_int_equal(strlen(first), TOKEN_TEXT);
	assert_int_equal(who(c, first), an);
	assert_int_equal(who(c, NULL), 0);
	assert_int_equal(who(c, ""), 0);
	assert_int_equal(who(c, "guess"), 0);

	c->now = start + SESSION_IDLE; /* the last second of idleness */
	assert_int_equal(who(c, first), an);
	c->now++;
	assert_int_equal(who(c, first), 0);

	/* in use every 20 minutes, it still ends after its 12 hours */
	for (c->now = start; c->now <= start + SESSION_MOST; c->now += 1200) {
		assert_int_equal(who(c, first), an);
		assert_int_equal(session_seen(c, first), OK);
	}
	c->now = start + SESSION_MOST + 1;
	assert_int_equal(who(c, first), 0);

	/* signing in again is a new token, and ends the old one */
	assert_int_equal(session_start(c, an, NULL, &first), OK);
	assert_int_equal(session_start(c, an, first, &second), OK);
	assert_string_not_equal(first, second);
	assert_int_equal(who(c, first), 0);
	assert_int_equal(who(c, second), an);
	assert_int_equal(session_end(c, second), OK);
	assert_int_equal(who(c, second), 0);
}

static void keeps_others_out(void **state)
{
	struct ctx *c = *state;
	int64_t an = make(c, "an"), minh = make(c, "minh");
	const char *phone, *desk, *other;
	struct session s;

	assert_int_equal(session_start(c, an, NULL, &phone), OK);
	assert_int_equal(session_start(c, an, NULL, &desk), OK);
	assert_int_equal(session_start(c, minh, NULL, &other), OK);
	c->account = an;
	assert_int_equal(session_end_others(c, desk), OK);
	assert_int_equal(who(c, phone), 0);
	assert_int_equal(who(c, desk), an);
	assert_int_equal(who(c, other), minh);
	assert_string_not_equal(session_csrf(c->mem, desk),
				session_csrf(c->mem, other));
	assert_string_equal(session_csrf(c->mem, desk),
			    session_csrf(c->mem, desk));
	assert_int_equal(session_open(c, desk, &s), OK);
	assert_false(s.stale);
	c->now += 61;
	assert_int_equal(session_open(c, desk, &s), OK);
	assert_true(s.stale);
}

static void asks_roles(void **state)
{
	struct ctx *c = *state;
	int64_t an = make(c, "an"), minh = make(c, "minh");
	bool all;

	c->today = day_of(2026, 7, 1);
	assert_int_equal(may(c, ACT_OPERATE, 1), OK); /* the operator */
	assert_int_equal(role_give(c, an, "auditor", NULL, c->today), OK);
	assert_int_equal(role_give(c, an, "auditor", "NONE", c->today),
			 ERR_MISSING);
	c->is_operator = false;
	c->account = an;
	assert_int_equal(may(c, ACT_READ, 1), OK);
	assert_int_equal(may(c, ACT_ACCEPT, 1), ERR_DENIED);
	assert_int_equal(may_all(c, ACT_FORM), ERR_DENIED);
	assert_int_equal(may_everywhere(c, ACT_READ, &all), OK);
	assert_true(all);
	c->today++; /* the role is over */
	assert_int_equal(may(c, ACT_READ, 1), ERR_MISSING);
	assert_int_equal(may_everywhere(c, ACT_READ, &all), OK);
	assert_false(all);
	c->account = minh;
	assert_int_equal(may(c, ACT_READ, 1), ERR_MISSING);
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
		IN_STORE(ends_sessions),
		IN_STORE(keeps_others_out),
		IN_STORE(asks_roles),
		IN_STORE(slows_guesses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
