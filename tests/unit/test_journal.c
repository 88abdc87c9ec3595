/* test_journal.c - the journal tells of every way to tamper with it. */
#include "store.h"

#include "core/journal.h"
#include "core/setting.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static enum err add_some(struct ctx *c, void *arg)
{
	int64_t *from = arg;

	for (int64_t i = *from; i < *from + 5; i++) {
		struct val *detail = val_map(c->mem);

		map_i(detail, "n", i);
		c->account = i % 2;
		TRY(journal_add(c, "setting.set", "Đơn vị", detail));
	}
	return OK;
}

/* A store with entries 1 (its making) to 6 in lane 0. */
static int setup(void **state)
{
	struct ctx *c = test_store(":memory:");
	int64_t from = 2;

	assert_int_equal(run_unit(c, DB_WRITE, add_some, &from), OK);
	*state = c;
	return 0;
}

static int teardown(void **state)
{
	test_close(*state);
	return 0;
}

static enum err verify(struct ctx *c, void *n)
{
	return journal_verify(c, n);
}

static enum err run_text(struct ctx *c, void *sql)
{
	return c->db->driver->script(c->db, sql);
}

/* Tampers, and expects these words. */
static void tamper(void **state, const char *sql, const char *why)
{
	struct ctx *c = *state;
	char text[512];
	struct journal_counts n;

	snprintf(text, sizeof(text), "%s", sql);
	if (run_unit(c, DB_WRITE, run_text, text) != OK)
		fail_msg("%s", c->db->error);
	assert_int_equal(run_unit(c, DB_READ, verify, &n), ERR_CONFLICT);
	if (!strstr(c->why, why))
		fail_msg("%s", c->why);
}

static void whole(void **state)
{
	struct journal_counts n;

	assert_int_equal(run_unit(*state, DB_READ, verify, &n), OK);
	assert_int_equal(n.entries, 6);
	assert_int_equal(n.lanes, 1);
	assert_int_equal(n.seals, 0);
}

static void any_field_changed(void **state)
{
	static const char *const field[] = {
		"at = at + 1",
		"account = 7",
		"account = NULL",
		"act = 'setting.se'",
		"object = 'Đơn vi'",
		"detail = '{\"n\":5}'",
		"hash = zeroblob(32)",
		"hash = zeroblob(3)",
		"seat = 1",
		"behalf = 1",
		"work = 6",
		"format = 1",
		"format = 3",
	};

	for (size_t i = 0; i < COUNT(field); i++) {
		char sql[200];

		snprintf(sql, sizeof(sql),
			 "UPDATE journal SET %s WHERE seq = 3", field[i]);
		tamper(state, sql, "entry 3 of lane 0 was changed or moved");
		teardown(state);
		setup(state);
	}
}

/* The bytes of two fields together are the same as before. */
static void text_moved_between_fields(void **state)
{
	tamper(state,
	       "UPDATE journal SET act = 'setting.', "
	       "object = 'set' || object WHERE seq = 4",
	       "entry 4 of lane 0 was changed or moved");
}

static void entry_missing(void **state)
{
	tamper(state, "DELETE FROM journal WHERE seq = 4",
	       "entry 4 of lane 0 is missing");
}

static void first_entry_missing(void **state)
{
	tamper(state, "DELETE FROM journal WHERE seq = 1",
	       "entry 1 of lane 0 is missing");
}

static void last_entries_missing(void **state)
{
	tamper(state, "DELETE FROM journal WHERE seq >= 5",
	       "entry 5 of lane 0 is missing");
}

static void closed_up_after_removal(void **state)
{
	tamper(state,
	       "DELETE FROM journal WHERE seq = 4;"
	       "UPDATE journal SET seq = 4 WHERE seq = 5;"
	       "UPDATE journal SET seq = 5 WHERE seq = 6;"
	       "UPDATE journal_lane SET seq = 5",
	       "entry 4 of lane 0 was changed or moved");
}

static void two_entries_swapped(void **state)
{
	tamper(state,
	       "UPDATE journal SET seq = 99 WHERE seq = 3;"
	       "UPDATE journal SET seq = 3 WHERE seq = 4;"
	       "UPDATE journal SET seq = 4 WHERE seq = 99",
	       "entry 3 of lane 0 was changed or moved");
}

static void swapped_with_their_numbers(void **state)
{
	tamper(state,
	       "UPDATE journal SET seq = 99, id = 99 WHERE seq = 3;"
	       "UPDATE journal SET seq = 3, id = 3 WHERE seq = 4;"
	       "UPDATE journal SET seq = 4, id = 4 WHERE seq = 99",
	       "entry 3 of lane 0 was changed or moved");
}

static void numbers_alone_swapped(void **state)
{
	tamper(state,
	       "UPDATE journal SET id = 99 WHERE seq = 3;"
	       "UPDATE journal SET id = 3 WHERE seq = 4;"
	       "UPDATE journal SET id = 4 WHERE seq = 3",
	       "entry 4 of lane 0 stands out of order");
}

static void head_taken_back(void **state)
{
	tamper(state, "UPDATE journal_lane SET seq = 5",
	       "the head of lane 0 does not stand at its last entry, 6");
}

static void head_of_another_hash(void **state)
{
	tamper(state, "UPDATE journal_lane SET hash = zeroblob(32)",
	       "the head of lane 0 does not stand at its last entry, 6");
}

static void lane_made_up(void **state)
{
	tamper(state, "UPDATE journal SET lane = 7 WHERE seq = 6",
	       "entry 6 of lane 0 is missing");
}

static void lane_without_head(void **state)
{
	tamper(state, "DELETE FROM journal_lane",
	       "lane 0, which does not exist");
}

static void journal_emptied(void **state)
{
	tamper(state, "DELETE FROM journal", "entry 1 of lane 0 is missing");
}

static enum err change_in_silence(struct ctx *c, void *unused)
{
	(void)unused;
	return setting_set(c, "title", "Nobody saw it");
}

/* Nothing of record is changed without an entry: the program ends first. */
static void change_without_entry(void **state)
{
	int how;
	pid_t child = fork();

	if (child == 0) {
		signal(SIGABRT, SIG_DFL);
		if (!freopen("/dev/null", "w", stderr))
			_exit(2);
		_exit(run_unit(*state, DB_WRITE, change_in_silence, NULL));
	}
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_true(WIFSIGNALED(how));
	assert_int_equal(WTERMSIG(how), SIGABRT);
	assert_int_equal(run_dry(*state, change_in_silence, NULL), OK);
}

static void personal_fields_are_digests(void **state)
{
	struct ctx *c = *state;
	unsigned char bytes[JOURNAL_KEY] = {1};
	struct blob key = {bytes, sizeof(bytes)};
	struct val *v = val_map(c->mem);
	struct buf b = {.mem = c->mem};
	const char *one, *two;

	one = journal_digest(c->mem, key, "lan@example.org");
	assert_int_equal(strlen(one), 2 * JOURNAL_DIGEST);
	assert_string_equal(one,
			    journal_digest(c->mem, key, "lan@example.org"));
	bytes[0] = 2;
	two = journal_digest(c->mem, key, "lan@example.org");
	assert_string_not_equal(one, two);
	assert_null(journal_digest(c->mem, key, ""));
	journal_personal(v, key, "email", NULL, "lan@example.org");
	journal_personal(v, key, "phone", "0901", "0901");
	journal_change(v, "unit", "A", "B");
	journal_change(v, "note", "", NULL);
	val_json(v, &b);
	assert_string_equal(
		b.s,
		arena_printf(c->mem,
			     "{\"email\":{\"before\":null,\"after\":\"%s\"},"
			     "\"unit\":{\"before\":\"A\",\"after\":\"B\"}}",
			     two));
}

#define CASE(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(whole),
		CASE(any_field_changed),
		CASE(text_moved_between_fields),
		CASE(entry_missing),
		CASE(first_entry_missing),
		CASE(last_entries_missing),
		CASE(closed_up_after_removal),
		CASE(two_entries_swapped),
		CASE(swapped_with_their_numbers),
		CASE(numbers_alone_swapped),
		CASE(head_taken_back),
		CASE(head_of_another_hash),
		CASE(lane_made_up),
		CASE(lane_without_head),
		CASE(journal_emptied),
		CASE(change_without_entry),
		CASE(personal_fields_are_digests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
