/* http.c - a bounded number of people who read pages over keep-alive
 * connections, signed in as one account.
 *
 * http PORT LOGIN PASSWORD READERS REQUESTS PAUSE_MS WHAT PATH...
 *
 * The paths are asked for in turn, each reader waiting PAUSE_MS after every
 * answer. Says http.WHAT.* as a reader sees it; what the server itself
 * needed is in its log. The password may be -, then nobody signs in. */
#include "timing.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define REPLY_MAX   (8 << 20)
#define READERS_MAX 64

struct reply {
	char *s; /* head and body, ends in NUL */
	char *body;
	size_t size; /* of the body */
	int status;
};

struct reader {
	int fd;
	struct reply r;
	struct samples time;
	pthread_t thread;
};

static int port, pause_ms, paths;
static char **path;
static char cookie[4096];
static int64_t wanted;
static atomic_llong next_request, bytes, biggest;

static int dial(void)
{
	struct sockaddr_in to = {.sin_family = AF_INET};
	int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);

	to.sin_port = htons((uint16_t)port);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0)
		die("http: nothing listens on 127.0.0.1:%d", port);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	return fd;
}

static void send_all(int fd, const char *s, size_t n)
{
	while (n) {
		ssize_t k = send(fd, s, n, MSG_NOSIGNAL);

		if (k <= 0)
			die("http: the server went away");
		s += k;
		n -= (size_t)k;
	}
}

static size_t body_size(const char *head)
{
	const char *s = strcasestr(head, "\r\ncontent-length:");

	if (!s)
		die("http: an answer without Content-Length: %s", head);
	return (size_t)strtoull(s + 17, NULL, 10);
}

static void receive(int fd, struct reply *r)
{
	size_t have = 0, want = 0;
	char *end = NULL;

	while (!end || have < want) {
		ssize_t k = recv(fd, r->s + have, REPLY_MAX - 1 - have, 0);

		if (k <= 0)
			die("http: the server closed in the middle");
		have += (size_t)k;
		r->s[have] = '\0';
		if (end || !(end = strstr(r->s, "\r\n\r\n")))
			continue;
		*end = '\0';
		r->size = body_size(r->s);
		*end = '\r';
		r->body = end + 4;
		want = (size_t)(r->body - r->s) + r->size;
		if (want > REPLY_MAX - 1)
			die("http: an answer of %zu bytes", r->size);
	}
	r->status = (int)strtol(r->s + 9, NULL, 10);
}

static void get(int fd, const char *what, struct reply *r)
{
	char q[8192];
	int n = snprintf(q, sizeof(q),
			 "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
			 "Accept: text/html\r\nCookie: %s\r\n\r\n",
			 what, port, cookie);

	send_all(fd, q, (size_t)n);
	receive(fd, r);
}

/* Keeps every cookie the answer sets. */
static void keep_cookies(const struct reply *r)
{
	const char *s = r->s;

	while ((s = strcasestr(s, "\r\nset-cookie:")) && s < r->body) {
		s += 13;
		s += strspn(s, " ");
		if (cookie[0])
			strcat(cookie, "; ");
		strncat(cookie, s, strcspn(s, ";\r"));
	}
}

static void sign_in(int fd, const char *login, const char *password,
		    struct reply *r)
{
	char q[8192], form[2048], csrf[256] = "";
	const char *s;
	int n;

	get(fd, "/signin", r);
	s = strstr(r->body, "name=\"csrf\" value=\"");
	if (s)
		snprintf(csrf, sizeof(csrf), "%.*s", (int)strcspn(s + 19, "\""),
			 s + 19);
	keep_cookies(r);
	n = snprintf(form, sizeof(form), "csrf=%s&login=%s&password=%s", csrf,
		     login, password);
	n = snprintf(q, sizeof(q),
		     "POST /signin HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
		     "Origin: http://127.0.0.1:%d\r\nCookie: %s\r\n"
		     "Content-Type: application/x-www-form-urlencoded\r\n"
		     "Content-Length: %d\r\n\r\n%s",
		     port, port, cookie, n, form);
	send_all(fd, q, (size_t)n);
	receive(fd, r);
	if (r->status != 303)
		die("http: cannot sign in: %d\n%s", r->status, r->body);
	cookie[0] = '\0';
	keep_cookies(r);
}

static void *read_pages(void *arg)
{
	struct reader *me = arg;
	struct timespec pause = {pause_ms / 1000, pause_ms % 1000 * 1000000L};
	int64_t n, start;

	while ((n = atomic_fetch_add(&next_request, 1)) < wanted) {
		const char *what = path[n % paths];

		start = now_ns();
		get(me->fd, what, &me->r);
		sample_add(&me->time, now_ns() - start);
		if (me->r.status != 200)
			die("http: %s: %d", what, me->r.status);
		atomic_fetch_add(&bytes, (long long)me->r.size);
		if ((long long)me->r.size > atomic_load(&biggest))
			atomic_store(&biggest, (long long)me->r.size);
		if (pause_ms)
			nanosleep(&pause, NULL);
	}
	return NULL;
}

static void tell(const char *what, struct samples *all, int64_t ns)
{
	char key[64];

#define TELL(k, v)                                                             \
	(snprintf(key, sizeof(key), "%s." k, what), say("http", key, v))
	TELL("per_s", (double)all->n / ((double)ns / 1e9));
	TELL("p50_us", sample_us(all, 0.5));
	TELL("p99_us", sample_us(all, 0.99));
	TELL("bytes", (double)bytes / (double)all->n);
	TELL("bytes_max", (double)biggest);
#undef TELL
}

int main(int argc, char **argv)
{
	static struct reader reader[READERS_MAX];
	struct samples all = {0};
	int64_t start;
	int n;

	if (argc < 9)
		die("usage: http PORT LOGIN PASSWORD READERS REQUESTS "
		    "PAUSE_MS WHAT PATH...");
	port = atoi(argv[1]);
	n = atoi(argv[4]);
	wanted = atoll(argv[5]);
	pause_ms = atoi(argv[6]);
	path = argv + 8;
	paths = argc - 8;
	if (n < 1 || n > READERS_MAX)
		die("http: 1 to %d readers", READERS_MAX);
	for (int i = 0; i < n; i++) {
		reader[i].fd = dial();
		reader[i].r.s = malloc(REPLY_MAX);
		if (!reader[i].r.s)
			die("out of memory");
	}
	if (strcmp(argv[3], "-") != 0)
		sign_in(reader[0].fd, argv[2], argv[3], &reader[0].r);
	start = now_ns();
	for (int i = 0; i < n; i++)
		pthread_create(&reader[i].thread, NULL, read_pages, &reader[i]);
	for (int i = 0; i < n; i++) {
		pthread_join(reader[i].thread, NULL);
		for (size_t k = 0; k < reader[i].time.n; k++)
			sample_add(&all, reader[i].time.ns[k]);
		close(reader[i].fd);
	}
	tell(argv[7], &all, now_ns() - start);
	return 0;
}
