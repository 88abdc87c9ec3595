/* test_session.c - sessions through time, by any clock, and their tokens. */
#include "store.h"

#include "access/account.h"
#include "access/agent.h"
#include "access/session.h"
#include "core/setting.h"

#define IDLE (30 * 60)
#define MOST (12 * 60 * 60)

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

static struct session look(struct ctx *c, const char *token)
{
	struct session s;

	assert_int_equal(session_open(c, token, &s), OK);
	assert_string_equal(s.title, "Test");
	assert_string_equal(s.timezone, "Asia/Ho_Chi_Minh");
	return s;
}

static int64_t who(struct ctx *c, const char *token)
{
	return look(c, token).account;
}

static const char *start(struct ctx *c, int64_t account, const char *old)
{
	struct session_new new = {
		.account = account, .old = old, .method = "password"};
	const char *token;

	assert_int_equal(session_start(c, &new, &token), OK);
	return token;
}

static const char *move(struct ctx *c, const char *token)
{
	const char *moved;

	assert_int_equal(session_move(c, token, &moved), OK);
	return moved;
}

static void ends_sessions(void **state)
{
	struct ctx *c = *state;
	int64_t an = make(c, "an"), begun = c->now;
	const char *first = start(c, an, NULL), *second;

	assert_int_equal(strlen(first), TOKEN_TEXT);
	assert_int_equal(who(c, first), an);
	assert_int_equal(who(c, NULL), 0);
	assert_int_equal(who(c, ""), 0);
	assert_int_equal(who(c, "guess"), 0);

	c->now = begun + IDLE; /* the last second of idleness */
	assert_int_equal(who(c, first), an);
	c->now++;
	assert_int_equal(who(c, first), 0);

	/* in use every 20 minutes, it still ends after its 12 hours, also
	 * with another token each time */
	c->now = begun;
	for (; c->now <= begun + MOST; c->now += 1200) {
		struct session s = look(c, first);

		assert_int_equal(s.account, an);
		assert_int_equal(session_seen(c, s.id), OK);
		first = move(c, first);
	}
	c->now = begun + MOST + 1;
	assert_int_equal(who(c, first), 0);

	/* signing in again is a new token, and ends the old one */
	first = start(c, an, NULL);
	second = start(c, an, first);
	assert_string_not_equal(first, second);
	assert_int_equal(who(c, first), 0);
	assert_int_equal(who(c, second), an);
	assert_int_equal(session_end(c, look(c, second).id), OK);
	assert_int_equal(who(c, second), 0);
}

static void obeys_settings(void **state)
{
	struct ctx *c = *state;
	const char *token = start(c, make(c, "an"), NULL);

	assert_int_equal(setting_change(c, "session-idle", "5"), OK);
	assert_int_equal(setting_change(c, "session-most", "1"), OK);
	assert_int_equal(setting_change(c, "session-idle", "0"), ERR_INVALID);
	assert_int_equal(setting_change(c, "session-most", "169"), ERR_INVALID);
	assert_int_equal(setting_change(c, "session-most", "-1"), ERR_INVALID);
	c->now += 5 * 60;
	assert_true(who(c, token));
	c->now++;
	assert_false(who(c, token));
	assert_int_equal(setting_change(c, "session-idle", "1440"), OK);
	c->now += 55 * 60 - 1;
	assert_true(who(c, token));
	c->now++;
	assert_false(who(c, token));
}

/* A session from days to come is none: else it would live until then. */
static void survives_clocks(void **state)
{
	struct ctx *c = *state;
	int64_t an = make(c, "an"), begun = c->now;
	const char *token = start(c, an, NULL);

	c->now = begun - CLOCK_SLACK; /* another server's clock */
	assert_int_equal(who(c, token), an);
	c->now--;
	assert_int_equal(who(c, token), 0);

	c->now = begun + 100 * 86400; /* put forward, used, and put back */
	assert_int_equal(who(c, token), 0);
	token = start(c, an, NULL);
	assert_int_equal(who(c, token), an);
	c->now = begun;
	assert_int_equal(who(c, token), 0);
	c->now = begun + 50 * 86400;
	assert_int_equal(who(c, token), 0);

	/* what begins now is as good as ever, and sweeps the others away */
	token = start(c, an, NULL);
	assert_int_equal(who(c, token), an);
	c->now = begun + 100 * 86400;
	assert_int_equal(who(c, token), 0);
}

static void moves_tokens(void **state)
{
	struct ctx *c = *state;
	int64_t an = make(c, "an");
	const char *first = start(c, an, NULL), *second, *third;
	struct session s;

	assert_int_equal(session_renew(c, an), OK);
	assert_true(look(c, first).renew);
	second = move(c, first);
	assert_string_not_equal(first, second);
	assert_null(move(c, first)); /* of two pages at once, one moves it */
	assert_string_equal(session_csrf(c->mem, first),
			    session_csrf(c->mem, second));
	assert_false(look(c, second).renew);
	assert_int_equal(session_renew(c, an), OK);
	assert_true(look(c, second).renew);
	assert_false(look(c, first).renew); /* not by the old one */

	c->now += SESSION_GRACE;
	assert_int_equal(who(c, first), an);
	third = move(c, second);
	assert_int_equal(who(c, first), 0); /* two moves ago */
	assert_int_equal(look(c, first).reused, 0);
	assert_int_equal(who(c, second), an);

	c->now += SESSION_GRACE + 1;
	s = look(c, second);
	assert_int_equal(s.account, 0);
	assert_int_equal(s.reused, look(c, third).id);
	assert_int_equal(session_stolen(c, s.reused), OK);
	assert_int_equal(who(c, third), 0);

	/* and by a clock that was put back the old one is not good again */
	first = start(c, an, NULL);
	second = move(c, first);
	c->now -= CLOCK_SLACK;
	assert_int_equal(who(c, first), an);
	c->now--;
	assert_int_equal(who(c, second), 0);
}

static void proves(void **state)
{
	struct ctx *c = *state;
	const char *token = start(c, make(c, "an"), NULL), *moved;
	int64_t begun = c->now;

	c->now = begun + SESSION_PROOF;
	assert_true(look(c, token).proved);
	c->now++;
	assert_false(look(c, token).proved);
	assert_int_equal(session_prove(c, token, &moved), OK);
	assert_true(look(c, moved).proved);
	c->now -= 60; /* proved in a minute: two clocks */
	assert_true(look(c, moved).proved);
}

static void keeps_others_out(void **state)
{
	struct ctx *c = *state;
	int64_t an = make(c, "an"), minh = make(c, "minh"), n;
	const char *phone = start(c, an, NULL), *desk = start(c, an, NULL);
	const char *other = start(c, minh, NULL);
	struct val *list;

	c->account = an;
	c->is_operator = false;
	assert_int_equal(session_list(c, an, look(c, desk).id, &list), OK);
	assert_true(val_true(val_get(list->first, "here")));
	assert_false(val_true(val_get(list->last, "here")));
	assert_int_equal(session_list(c, minh, 0, &list), ERR_MISSING);
	assert_int_equal(session_revoke(c, an, look(c, other).id), ERR_MISSING);
	assert_int_equal(session_revoke(c, minh, look(c, other).id),
			 ERR_MISSING);
	assert_int_equal(session_revoke_all(c, minh, 0, &n), ERR_MISSING);
	assert_int_equal(session_revoke_all(c, an, look(c, desk).id, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(who(c, phone), 0);
	assert_int_equal(who(c, desk), an);
	assert_int_equal(who(c, other), minh);
	assert_int_equal(session_revoke(c, an, look(c, desk).id), OK);
	assert_int_equal(who(c, desk), 0);
	assert_string_not_equal(session_csrf(c->mem, desk),
				session_csrf(c->mem, other));
	assert_false(look(c, other).stale);
	c->now += 61;
	assert_true(look(c, other).stale);
}

static void names_browsers(void **state)
{
	struct arena *mem = ((struct ctx *)*state)->mem;
	static const char *const known[][2] = {
		{"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 "
		 "Firefox/128.0",
		 "Firefox, Linux"},
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
		 "(KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 "
		 "Edg/126.0.0.0",
		 "Edge, Windows"},
		{"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML,"
		 " like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
		 "Chrome, Android"},
		{"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) "
		 "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
		 "Mobile/15E148 Safari/604.1",
		 "Safari, iPhone"},
		{"curl/7.88.1", "curl"},
		{"<script>", ""},
		{"", ""},
	};

	for (size_t i = 0; i < COUNT(known); i++)
		assert_string_equal(agent_words(mem, known[i][0]), known[i][1]);
	assert_string_equal(agent_words(mem, NULL), "");
}

#define IN_STORE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_STORE(ends_sessions),   IN_STORE(obeys_settings),
		IN_STORE(survives_clocks), IN_STORE(moves_tokens),
		IN_STORE(proves),	   IN_STORE(keeps_others_out),
		IN_STORE(names_browsers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
