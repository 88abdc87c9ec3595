/* test_child.c - what a program that is run may not do, each tried. */
#include "unit.h"

#include "core/child.h"
#include "core/spool.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SH "/bin/sh"

/* With these words and this input, within these limits. */
static struct child_result run_within(struct arena *mem, struct child limits,
				      const char *in, const char *const *word)
{
	struct child_result r;

	limits.program = word[0];
	limits.word = word;
	limits.in = spool_open();
	assert_true(limits.in >= 0);
	assert_true(spool_write(limits.in, in, strlen(in)));
	assert_int_equal(child_run(mem, &limits, &r), OK);
	close(limits.in);
	return r;
}

static const struct child usual = {
	.cpu_s = 5, .wall_s = 20, .memory = 256 << 20, .out = 1 << 20};

static struct child_result sh(struct arena *mem, const char *line)
{
	return run_within(mem, usual, "",
			  (const char *[]){SH, "-c", line, NULL});
}

/* It ended by itself without success. */
static void refused(struct child_result r)
{
	if (r.end != CHILD_ENDED || r.code == 0 || r.out.size)
		fail_msg("end %d, code %d, wrote %s, said %s", (int)r.end,
			 r.code, (const char *)r.out.data, r.said);
}

static void reads_and_writes(void **state)
{
	struct child_result r = run_within(*state, usual, "mười hai\n",
					   (const char *[]){"/bin/cat", NULL});

	assert_int_equal(r.end, CHILD_ENDED);
	assert_int_equal(r.code, 0);
	assert_string_equal(r.out.data, "mười hai\n");
	assert_string_equal(r.said, "");
}

static void tells_how_it_ended(void **state)
{
	struct child_result r = sh(*state, "echo half; echo why >&2; exit 3");

	assert_int_equal(r.end, CHILD_ENDED);
	assert_int_equal(r.code, 3);
	assert_string_equal(r.out.data, "half\n");
	assert_string_equal(r.said, "why\n");
}

static void keeps_little_of_errors(void **state)
{
	struct child_result r =
		sh(*state, "i=0; while [ $i -lt 9999 ]; do echo lament >&2; "
			   "i=$((i+1)); done");

	assert_int_equal(r.end, CHILD_ENDED);
	assert_int_equal(strlen(r.said), 500);
}

static void absent(void **state)
{
	struct child_result r = run_within(
		*state, usual, "", (const char *[]){"/nowhere/none", NULL});

	assert_int_equal(r.end, CHILD_ABSENT);
}

static void spins(void **state)
{
	struct child limits = usual;

	limits.cpu_s = 1;
	assert_int_equal(
		run_within(
			*state, limits, "",
			(const char *[]){SH, "-c", "while :; do :; done", NULL})
			.end,
		CHILD_LATE);
}

static void sleeps(void **state)
{
	struct child limits = usual;
	struct timespec a, b;

	limits.wall_s = 1;
	clock_gettime(CLOCK_MONOTONIC, &a);
	assert_int_equal(run_within(*state, limits, "",
				    (const char *[]){"/bin/sleep", "60", NULL})
				 .end,
			 CHILD_LATE);
	clock_gettime(CLOCK_MONOTONIC, &b);
	assert_in_range(b.tv_sec - a.tv_sec, 1, 15);
}

/* Nor by closing what is listened to. */
static void sleeps_silently(void **state)
{
	struct child limits = usual;

	limits.wall_s = 1;
	assert_int_equal(run_within(*state, limits, "",
				    (const char *[]){SH, "-c",
						     "exec >&- 2>&-; exec "
						     "sleep 60",
						     NULL})
				 .end,
			 CHILD_LATE);
}

static void eats_memory(void **state)
{
	const char *const word[] = {"/usr/bin/python3", "-Sc",
				    "print(len(bytearray(300 << 20)))", NULL};
	struct child_result r = run_within(*state, usual, "", word);

	refused(r);
	assert_non_null(strstr(r.said, "MemoryError"));
}

static void writes_without_end(void **state)
{
	struct child_result r = run_within(
		*state, usual, "", (const char *[]){"/usr/bin/yes", NULL});

	assert_int_equal(r.end, CHILD_LARGE);
	assert_int_equal(r.out.size, usual.out);
	assert_memory_equal(r.out.data, "y\ny\n", 4);
}

static void forks(void **state)
{
	struct child_result r = sh(*state, "/bin/true && echo ran");

	refused(r);
	assert_non_null(strstr(r.said, "fork"));
	refused(sh(*state, "f() { f | f & }; f; /bin/true && echo ran"));
}

static void signals(void **state)
{
	char line[80];

	snprintf(line, sizeof(line), "kill -0 %d && echo did", (int)getpid());
	refused(sh(*state, line));
}

static void files(void **state)
{
	char path[] = "/var/tmp/tierwork-child-XXXXXX", line[160];
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, "secret\n", 7), 7);
	/* reading needs Landlock, which not every kernel has */
	snprintf(line, sizeof(line), "echo x > %s && echo wrote", path);
	refused(sh(*state, line));
	snprintf(line, sizeof(line), "echo x >> %s && echo wrote", path);
	refused(sh(*state, line));
	refused(sh(*state, "echo x > /var/tmp/tierwork-child && echo wrote"));
	snprintf(line, sizeof(line), "import posix; posix.unlink('%s')", path);
	refused(run_within(
		*state, usual, "",
		(const char *[]){"/usr/bin/python3", "-Sc", line, NULL}));
	assert_int_equal(lseek(fd, 0, SEEK_END), 7);
	close(fd);
	assert_int_equal(unlink(path), 0);
}

/* Nothing of this process: no environment, no open file. */
static void inherits_nothing(void **state)
{
	const char *const open_files[] = {"/usr/bin/python3", "-Sc",
					  "import posix\n"
					  "for n in range(64):\n"
					  "  try: posix.fstat(n); print(n)\n"
					  "  except OSError: pass",
					  NULL};
	struct child_result r;

	r = run_within(*state, usual, "",
		       (const char *[]){"/usr/bin/env", NULL});
	assert_int_equal(r.code, 0);
	assert_int_equal(r.out.size, 0);
	r = run_within(*state, usual, "", open_files);
	assert_int_equal(r.code, 0);
	assert_string_equal(r.out.data, "0\n1\n2\n");
}

static void no_network(void **state)
{
	const char *const word[] = {
		"/usr/bin/python3", "-Sc",
		"from _socket import socket; socket(); print('made')", NULL};

	struct child_result r = run_within(*state, usual, "", word);

	refused(r);
	assert_non_null(strstr(r.said, "PermissionError"));
}

static void *set_soon(void *stop)
{
	const struct timespec t = {0, 300000000};

	nanosleep(&t, NULL);
	atomic_store((atomic_bool *)stop, true);
	return NULL;
}

static void is_stopped(void **state)
{
	static atomic_bool stop;
	struct child limits = usual;
	pthread_t thread;

	limits.stop = &stop;
	assert_int_equal(pthread_create(&thread, NULL, set_soon, &stop), 0);
	assert_int_equal(run_within(*state, limits, "",
				    (const char *[]){"/bin/sleep", "60", NULL})
				 .end,
			 CHILD_STOPPED);
	pthread_join(thread, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(reads_and_writes),
		IN_ARENA(tells_how_it_ended),
		IN_ARENA(keeps_little_of_errors),
		IN_ARENA(absent),
		IN_ARENA(spins),
		IN_ARENA(sleeps),
		IN_ARENA(sleeps_silently),
		IN_ARENA(eats_memory),
		IN_ARENA(writes_without_end),
		IN_ARENA(forks),
		IN_ARENA(signals),
		IN_ARENA(files),
		IN_ARENA(inherits_nothing),
		IN_ARENA(no_network),
		IN_ARENA(is_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
