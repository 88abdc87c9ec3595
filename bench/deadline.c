/* deadline.c - the evening of a due day: every unit of a call hands in its
 * return and is accepted, by several clients over HTTP at once, while the
 * server is killed in the middle and started again.
 *
 * deadline SIDE TIERWORK STORE CALLS_UNIT FORM PERIOD CLIENTS
 *
 * The store holds a call of CALLS_UNIT to all units of kind "commune"; every
 * one gets an account with an open session, every client a checker's. An
 * attempt to which the server gave no answer is made again; what it did
 * acknowledge must be there at the end, with figures that equal a recount.
 * Says SIDE.deadline.*; exit 1 where anything was refused or lost. */
#include "timing.h"

#include "access/account.h"
#include "access/grant.h"
#include "access/session.h"
#include "base/day.h"
#include "core/setting.h"
#include "gen/sql_returns.h"
#include "org/tree.h"
#include "returns/figure.h"
#include "returns/verify.h"
#include "web/web.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CLIENTS_MAX	 64
#define REPLY_MAX	 (1 << 20)
#define INDICATORS_ASKED 20
#define GIVE_UP_NS	 (60 * INT64_C(1000000000)) /* of one step, retried */

/* Somebody who is signed in. */
struct person {
	char *cookie, *csrf;
};

struct unit_of_call {
	const char *code;
	struct person who;
};

enum step_of_unit { SAVE, SUBMIT, ACCEPT, STEPS_OF_UNIT };

static const char *const step_word[] = {"save", "submit", "accept"};

struct client {
	pthread_t thread;
	int fd; /* -1: none */
	char *reply;
	struct person checker;
	struct samples time[STEPS_OF_UNIT];
	int64_t broken, again, errors;
};

static const char *side, *program, *store, *top, *form_code, *period;
static int port;
static struct unit_of_call *unit;
static size_t units;
static atomic_size_t next_unit, accepted;
static struct ctx c;

static void must(enum err e)
{
	if (e != OK)
		die("%s: %s %s", err_name(e), c.why ? c.why : "", c.db->error);
}

/* ---- before: everybody is signed in ---- */

static struct person sign_in(const char *login, const char *role,
			     const char *at)
{
	struct person p;
	const char *token;
	int64_t id;

	must(account_add(&c, login, NULL, &id));
	must(role_give(&c, id, &(struct grant){role, NULL, at, 0, DAY_MAX}));
	must(session_start(
		&c, &(struct session_new){.account = id, .method = "bench"},
		&token));
	p.cookie = strdup(token);
	p.csrf = strdup(session_csrf(c.mem, token));
	return p;
}

static enum err find_units(struct ctx *ctx, void *unused)
{
	struct tree *t;

	(void)unused;
	TRY(tree_load(ctx, &t));
	unit = calloc((size_t)t->n, sizeof(*unit));
	for (int32_t i = 0; i < t->n; i++) {
		const struct tree_fact *f = tree_fact_at(t, i, ctx->today);

		if (f && !strcmp(t->kind[f->kind].code, "commune"))
			unit[units++].code = strdup(t->unit[i].code);
	}
	for (size_t i = 0; i < units; i++)
		unit[i].who = sign_in(unit[i].code, "reporter", unit[i].code);
	return OK;
}

static enum err sign_in_checkers(struct ctx *ctx, void *clients)
{
	struct client *k = clients;
	char login[32];

	(void)ctx;
	for (int i = 0; i < CLIENTS_MAX; i++) {
		snprintf(login, sizeof(login), "checker-%d", i);
		k[i].checker = sign_in(login, "secretary", top);
	}
	return OK;
}

static enum err today(struct ctx *ctx, void *unused)
{
	(void)unused;
	return setting_today(ctx);
}

static void prepare(struct client *clients)
{
	c = (struct ctx){.mem = arena_new(),
			 .now = time(NULL),
			 .lang = "en",
			 .is_operator = true};
	must(db_open(store, DB_SERVE, &c.db));
	must(run_unit(&c, DB_READ, today, NULL));
	must(run_unit(&c, DB_WRITE, find_units, NULL));
	must(run_unit(&c, DB_WRITE, sign_in_checkers, clients));
	db_close(c.db);
}

/* ---- the server ---- */

static int free_port(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	socklen_t size = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, size) ||
	    getsockname(fd, (struct sockaddr *)&at, &size))
		die("deadline: no port");
	close(fd);
	return ntohs(at.sin_port);
}

static pid_t serve(void)
{
	char listen_at[32];
	pid_t pid = fork();
	int quiet;

	if (pid)
		return pid;
	snprintf(listen_at, sizeof(listen_at), "127.0.0.1:%d", port);
	quiet = open("/dev/null", O_WRONLY);
	dup2(quiet, STDOUT_FILENO);
	dup2(quiet, STDERR_FILENO);
	execl(program, program, "--store", store, "serve", "--listen",
	      listen_at, (char *)NULL);
	_exit(127);
}

static int dial(void)
{
	struct sockaddr_in to = {.sin_family = AF_INET};
	int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);

	to.sin_port = htons((uint16_t)port);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0) {
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

static void nap(long ms)
{
	struct timespec t = {0, ms * 1000000};

	nanosleep(&t, NULL);
}

static void wait_for_server(void)
{
	int fd = -1;

	for (int i = 0; i < 1000 && fd < 0; i++) {
		fd = dial();
		if (fd < 0)
			nap(10);
	}
	if (fd < 0)
		die("deadline: the server does not answer");
	close(fd);
}

/* ---- one request ---- */

static bool send_all(int fd, const char *s, size_t n)
{
	while (n) {
		ssize_t k = send(fd, s, n, MSG_NOSIGNAL);

		if (k <= 0)
			return false;
		s += k;
		n -= (size_t)k;
	}
	return true;
}

/* The status; 0: the line broke. */
static int receive(struct client *k)
{
	size_t have = 0, want = 0;
	char *end = NULL;

	while (!end || have < want) {
		ssize_t n =
			recv(k->fd, k->reply + have, REPLY_MAX - 1 - have, 0);
		const char *size;

		if (n <= 0)
			return 0;
		have += (size_t)n;
		k->reply[have] = '\0';
		if (end || !(end = strstr(k->reply, "\r\n\r\n")))
			continue;
		size = strcasestr(k->reply, "\r\ncontent-length:");
		if (!size || size > end)
			return 0;
		want = (size_t)(end + 4 - k->reply) +
		       strtoull(size + 17, NULL, 10);
		if (want > REPLY_MAX - 1)
			die("deadline: an answer of %zu bytes", want);
	}
	return (int)strtol(k->reply + 9, NULL, 10);
}

static int post(struct client *k, const struct person *who, const char *path,
		const char *body)
{
	char head[2048];
	int n = snprintf(head, sizeof(head),
			 "POST %s?form=%s&period=%s HTTP/1.1\r\n"
			 "Host: 127.0.0.1:%d\r\n"
			 "Cookie: " COOKIE_SESSION "=%s\r\n"
			 "X-CSRF-Token: %s\r\n"
			 "Content-Type: application/json\r\n"
			 "Content-Length: %zu\r\n\r\n",
			 path, form_code, period, port, who->cookie, who->csrf,
			 strlen(body));
	int status = 0;

	if (k->fd < 0)
		k->fd = dial();
	if (k->fd >= 0 && send_all(k->fd, head, (size_t)n) &&
	    send_all(k->fd, body, strlen(body)))
		status = receive(k);
	if (status == 0 && k->fd >= 0) {
		close(k->fd);
		k->fd = -1;
	}
	return status;
}

/* Until it is acknowledged. After an attempt without an answer, "that was
 * done already" is one. False: it was refused. */
static bool insist(struct client *k, enum step_of_unit what,
		   const struct person *who, const char *path, const char *body)
{
	int64_t start = now_ns(), first = start;
	bool broke = false;
	int status;

	while ((status = post(k, who, path, body)) == 0) {
		broke = true;
		k->broken++;
		if (now_ns() - first > GIVE_UP_NS)
			die("deadline: the server does not come back");
		nap(5);
		start = now_ns();
	}
	if (status == 200) {
		sample_add(&k->time[what], now_ns() - start);
		return true;
	}
	if (broke && status == 409) {
		k->again++;
		return true;
	}
	if (k->errors++ == 0)
		fprintf(stderr, "%s %s: %d\n%s\n", step_word[what], path,
			status, k->reply);
	return false;
}

static int64_t value_of(size_t u, int i)
{
	return (int64_t)(u * 7 + (size_t)i * 13) % 1000;
}

static bool answer(struct client *k, size_t u)
{
	const struct unit_of_call *of = &unit[u];
	char path[128], body[4096];
	int n = snprintf(body, sizeof(body), "{\"rev\":0,\"cells\":[");

	for (int i = 0; i < INDICATORS_ASKED; i++)
		n += snprintf(body + n, sizeof(body) - (size_t)n,
			      "%s{\"code\":\"i%02d\",\"value\":\"%lld\"}",
			      i ? "," : "", i, (long long)value_of(u, i));
	snprintf(body + n, sizeof(body) - (size_t)n, "]}");
	snprintf(path, sizeof(path), "/api/entry/%s/draft", of->code);
	if (!insist(k, SAVE, &of->who, path, body))
		return false;
	snprintf(path, sizeof(path), "/api/entry/%s/submit", of->code);
	if (!insist(k, SUBMIT, &of->who, path, "{}"))
		return false;
	snprintf(path, sizeof(path), "/api/check/%s/accept", of->code);
	return insist(k, ACCEPT, &k->checker, path, "{}");
}

static void *run_client(void *arg)
{
	struct client *k = arg;
	size_t u;

	while ((u = atomic_fetch_add(&next_unit, 1)) < units)
		if (answer(k, u))
			atomic_fetch_add(&accepted, 1);
	if (k->fd >= 0)
		close(k->fd);
	return NULL;
}

/* ---- afterwards ---- */

static enum err recount(struct ctx *ctx, void *lost)
{
	struct figure_query q = {
		.unit = top, .form = form_code, .period = period};
	struct val *view, *list;
	int n = 0;

	TRY(verify(ctx, &view));
	TRY(figure_view(ctx, &q, &view));
	list = (struct val *)val_get(view, "figures");
	*(int64_t *)lost = (int64_t)units - val_int(view, "accepted");
	if (val_int(view, "expected") != (int64_t)units)
		die("deadline: %lld expected, not %zu",
		    (long long)val_int(view, "expected"), units);
	for (const struct val *f = list->first; f; f = f->next, n++) {
		int64_t sum = 0;

		for (size_t u = 0; u < units; u++)
			sum += value_of(u, n);
		if (*(int64_t *)lost == 0 &&
		    strtoll(val_text(f, "value"), NULL, 10) != sum)
			die("deadline: %s is %s, not %lld",
			    val_text(f, "indicator"), val_text(f, "value"),
			    (long long)sum);
	}
	return OK;
}

static int tell(struct client *clients, int n, int64_t ns, int64_t away)
{
	int64_t broken = 0, again = 0, errors = 0, lost;
	char key[64];

	for (int s = 0; s < STEPS_OF_UNIT; s++) {
		struct samples all = {0};

		for (int i = 0; i < n; i++)
			for (size_t k = 0; k < clients[i].time[s].n; k++)
				sample_add(&all, clients[i].time[s].ns[k]);
		snprintf(key, sizeof(key), "deadline.%s.p50_us", step_word[s]);
		say(side, key, sample_us(&all, 0.5));
		snprintf(key, sizeof(key), "deadline.%s.p99_us", step_word[s]);
		say(side, key, sample_us(&all, 0.99));
		free(all.ns);
	}
	for (int i = 0; i < n; i++) {
		broken += clients[i].broken;
		again += clients[i].again;
		errors += clients[i].errors;
	}
	must(db_open(store, DB_SERVE, &c.db));
	must(run_unit(&c, DB_READ, recount, &lost));
	say(side, "deadline.units", (double)units);
	say(side, "deadline.seconds", (double)ns / 1e9);
	say(side, "deadline.units_per_s", (double)units / ((double)ns / 1e9));
	say(side, "deadline.requests_per_s",
	    (double)(units * STEPS_OF_UNIT) / ((double)ns / 1e9));
	say(side, "deadline.away_ms", (double)away / 1e6);
	say(side, "deadline.broken", (double)broken);
	say(side, "deadline.done_already", (double)again);
	say(side, "deadline.errors", (double)errors);
	say(side, "deadline.lost", (double)lost);
	return errors || lost;
}

int main(int argc, char **argv)
{
	static struct client client[CLIENTS_MAX];
	int64_t start, killed = 0, back = 0, ns;
	pid_t pid;
	int n;

	if (argc != 8 || sodium_init() < 0)
		die("usage: deadline SIDE TIERWORK STORE UNIT FORM PERIOD "
		    "CLIENTS");
	side = argv[1];
	program = argv[2];
	store = argv[3];
	top = argv[4];
	form_code = argv[5];
	period = argv[6];
	n = (int)strtol(argv[7], NULL, 10);
	if (n < 1 || n > CLIENTS_MAX)
		die("deadline: 1 to %d clients", CLIENTS_MAX);
	signal(SIGPIPE, SIG_IGN);
	prepare(client);
	port = free_port();
	pid = serve();
	wait_for_server();
	start = now_ns();
	for (int i = 0; i < n; i++) {
		client[i].fd = -1;
		client[i].reply = malloc(REPLY_MAX);
		pthread_create(&client[i].thread, NULL, run_client, &client[i]);
	}
	while (atomic_load(&accepted) < units / 2 &&
	       atomic_load(&next_unit) < units)
		nap(1);
	killed = now_ns();
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	pid = serve();
	wait_for_server();
	back = now_ns();
	for (int i = 0; i < n; i++)
		pthread_join(client[i].thread, NULL);
	ns = now_ns() - start;
	kill(pid, SIGTERM);
	waitpid(pid, NULL, 0);
	return tell(client, n, ns, back - killed);
}
