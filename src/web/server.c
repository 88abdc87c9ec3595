/* server.c - the HTTP library, its one polling thread, and our time limits.
 * The only file that includes microhttpd.h (LGPL, linked dynamically).
 *
 * Against slow or greedy clients: the library's timeout counts idle time
 * only, so every connection also has an instant by which it must have sent
 * its request or taken its reply; heads are limited by the library's memory
 * per connection (431), bodies by BODY_MOST (413), connections, and what all
 * of them hold, by conn.h.
 *
 * What carries files may be larger, and goes to the disk as it comes: after
 * a worker has seen by its head that somebody signed in is sending it. */
#include "web/server.h"

#include "core/outside.h"
#include "core/spool.h"
#include "web/conn.h"
#include "web/listen.h"
#include "web/long.h"
#include "web/pace.h"
#include "web/scheduler.h"
#include "web/worker.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BODY_MOST (1 << 20) /* bytes */
#define HEAD_MOST 32768	    /* bytes of memory per connection */
#define HEAD_S	  10	    /* to send a head */
#define IDLE_S	  30	    /* between two requests */
#define BODY_S	  20	    /* to send a body, and one more per SLOWEST */
#define REPLY_S	  30	    /* to take a reply, likewise */
#define SLOWEST	  4096	    /* bytes a second */
#define DRAIN_S	  10	    /* to answer what was asked, when told to stop */

enum stage {
	COMES,	  /* the head is here */
	AT_GATE,  /* a worker looks at it; then the body comes */
	RECEIVES, /* the body */
	ANSWERED, /* a worker has it, or it was refused */
};

struct request {
	struct job job; /* first */
	struct MHD_Connection *http;
	struct conn *conn;
	char *target, *body;
	size_t size, cap;
	size_t length; /* as the head says; 0: it does not */
	enum method method;
	int status; /* 0, or what is wrong with it */
	enum stage stage;
	bool upload; /* to `spool`, not to `body` */
	int place;   /* among the uploads; < 0: none */
	int spool;   /* < 0: none */
	struct blob map;
	char from[INET6_ADDRSTRLEN];
};

static struct {
	struct server_config config;
	struct workers *workers;
	struct MHD_Daemon *daemon;
	int64_t began, ahead; /* us; s to add to the system's clock */
	atomic_int active;    /* requests from head to end */
	pthread_mutex_t lock; /* of the uploads */
	atomic_bool stopping;
} server;

static int64_t clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t clock_now(void)
{
	return (int64_t)time(NULL) + server.ahead;
}

/* ---- connections ---- */

static void set_limit(struct conn *c, int64_t seconds)
{
	int64_t now = clock_us();

	conn_wait(c, now, seconds ? now + seconds * 1000000 : 0);
}

static const union MHD_ConnectionInfo *info(struct MHD_Connection *http,
					    enum MHD_ConnectionInfoType what)
{
	return MHD_get_connection_info(http, what);
}

static void on_connection(void *cls, struct MHD_Connection *http,
			  void **context,
			  enum MHD_ConnectionNotificationCode what)
{
	char from[INET6_ADDRSTRLEN] = "";
	const struct sockaddr *a;
	int64_t now = clock_us();

	(void)cls;
	if (what != MHD_CONNECTION_NOTIFY_STARTED) {
		conn_close(*context);
		return;
	}
	a = info(http, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
	address_text(a, from);
	*context = conn_open(
		info(http, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd, a,
		address_listed(server.config.trusted_proxy, from), now,
		now + HEAD_S * 1000000);
}

/* ---- what comes in ---- */

/* The address as it was sent: the library's own decoding loses what %2F
 * and %00 meant. It is called first, and makes the request. */
static void *on_target(void *cls, const char *target,
		       struct MHD_Connection *http)
{
	struct request *r = calloc(1, sizeof(*r));
	size_t size = strlen(target) + 1;

	(void)cls;
	if (!r || !(r->target = malloc(size)))
		abort();
	memcpy(r->target, target, size);
	r->http = http;
	r->place = r->spool = -1;
	server.active++;
	return r;
}

static const char *head(const struct request *r, const char *name)
{
	return MHD_lookup_connection_value(r->http, MHD_HEADER_KIND, name);
}

static void add_headers(struct MHD_Response *m, const struct header *h,
			bool secure)
{
	static const char *const always[][2] = {
		{"Content-Security-Policy",
		 "default-src 'self'; base-uri 'none'; form-action 'self'; "
		 "frame-ancestors 'none'; object-src 'none'"},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "same-origin"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
		{"Permissions-Policy",
		 "camera=(), display-capture=(), geolocation=(), "
		 "microphone=(), payment=(), usb=()"},
	};
	bool kept = false;

	for (size_t i = 0; i < COUNT(always); i++)
		MHD_add_response_header(m, always[i][0], always[i][1]);
	if (secure)
		MHD_add_response_header(m, "Strict-Transport-Security",
					"max-age=63072000; includeSubDomains");
	for (; h; h = h->next) {
		kept = kept || !strcmp(h->name, "Cache-Control");
		MHD_add_response_header(m, h->name, h->value);
	}
	if (!kept)
		MHD_add_response_header(m, "Cache-Control", "no-store");
	if (server.stopping)
		MHD_add_response_header(m, "Connection", "close");
}

/* Whether the pages are for https alone. */
static bool all_secure(void)
{
	return !strncmp(server.config.base_url, "https:", 6);
}

/* Before its body is read, which it never is then. */
static enum MHD_Result refuse_body(struct request *r, unsigned status,
				   const char *words)
{
	struct MHD_Response *m = MHD_create_response_from_buffer(
		strlen(words), (void *)(uintptr_t)words,
		MHD_RESPMEM_PERSISTENT);
	enum MHD_Result done;

	add_headers(m, NULL, all_secure());
	MHD_add_response_header(m, "Content-Type", "text/plain; charset=utf-8");
	MHD_add_response_header(m, "Connection", "close");
	r->stage = ANSWERED;
	done = MHD_queue_response(r->http, status, m);
	MHD_destroy_response(m);
	return done;
}

static enum MHD_Result count_length(void *n, enum MHD_ValueKind kind,
				    const char *name, const char *value)
{
	(void)kind, (void)value;
	if (!strcasecmp(name, "Content-Length") ||
	    !strcasecmp(name, "Transfer-Encoding"))
		++*(int *)n;
	return MHD_YES;
}

/* A proxy before us may believe the other length: what is one request to
 * it would be two to us. */
static bool two_lengths(struct request *r)
{
	int n = 0;

	MHD_get_connection_values(r->http, MHD_HEADER_KIND, count_length, &n);
	return n > 1;
}

/* A worker says first whether the body may come at all. */
static enum MHD_Result begin_upload(struct request *r, long long size)
{
	r->upload = true;
	if ((r->place = place_take()) < 0)
		return refuse_body(
			r, 503,
			"Đang có nhiều tệp được gửi. Hãy thử lại sau "
			"ít phút.\n"
			"Many files are being sent. Try again in a "
			"few minutes.\n");
	if (size > 4ll * UPLOAD_MOST)
		return refuse_body(r, 413,
				   "Tệp quá lớn: tối đa 50 MB.\n"
				   "The file is too large: at most 50 MB.\n");
	if (size > UPLOAD_MOST)
		r->status = 413; /* said on a page, once it was passed over */
	r->stage = AT_GATE;
	r->size = (size_t)size;
	set_limit(r->conn, 0);
	MHD_suspend_connection(r->http);
	workers_add(server.workers, &r->job);
	return MHD_YES;
}

/* The gate is open: the body comes. */
static enum MHD_Result let_in(struct request *r)
{
	r->stage = RECEIVES;
	set_limit(r->conn, BODY_S + (int64_t)r->size / SLOWEST);
	r->size = 0;
	if (r->status)
		return MHD_YES;
	r->spool = spool_open();
	if (r->spool < 0)
		r->status = 507;
	return MHD_YES;
}

static enum MHD_Result begin(struct request *r, const char *method)
{
	const char *length = head(r, "Content-Length");
	long long size = length ? strtoll(length, NULL, 10) : 0;

	r->stage = RECEIVES;
	r->conn = info(r->http, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
			  ->socket_context;
	address_text(
		info(r->http, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr,
		r->from);
	r->method = strcmp(method, "POST") ? GET : POST;
	if (r->method == GET && strcmp(method, "GET") && strcmp(method, "HEAD"))
		r->status = 405;
	if (two_lengths(r))
		return refuse_body(r, 400,
				   "Yêu cầu bị hỏng: hai độ dài.\n"
				   "The request is broken: two lengths.\n");
	if (r->method == POST && web_takes_files(r->target))
		return begin_upload(r, size);
	if (size > BODY_MOST)
		return refuse_body(r, 413,
				   "Yêu cầu quá lớn: tối đa 1 MB.\n"
				   "The request is too large: at most 1 MB.\n");
	r->length = (size_t)size;
	set_limit(r->conn, BODY_S + size / SLOWEST);
	return MHD_YES;
}

static void take_upload(struct request *r, const char *s, size_t n)
{
	if (r->status)
		return;
	if (n > UPLOAD_MOST - r->size)
		r->status = 413;
	else if (!spool_write(r->spool, s, n))
		r->status = 507;
	r->size += n;
}

static void take_body(struct request *r, const char *s, size_t n)
{
	if (n > BODY_MOST - r->size) {
		r->status = 413;
		return;
	}
	if (r->size + n > r->cap) {
		r->cap = r->size + n <= r->length ? r->length
						  : (r->size + n) * 2;
		r->body = realloc(r->body, r->cap);
		if (!r->body)
			abort();
	}
	memcpy(r->body + r->size, s, n);
	r->size += n;
	conn_hold(r->conn, r->size);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *http,
				  const char *url, const char *method,
				  const char *version, const char *body,
				  size_t *size, void **state)
{
	struct request *r = *state;

	(void)cls, (void)http, (void)url, (void)version;
	switch (r->stage) {
	case COMES: return begin(r, method);
	case AT_GATE: return let_in(r);
	case RECEIVES: break;
	case ANSWERED: return MHD_YES;
	}
	if (*size) {
		(r->upload ? take_upload : take_body)(r, body, *size);
		*size = 0;
		return MHD_YES;
	}
	r->stage = ANSWERED;
	set_limit(r->conn, 0);
	MHD_suspend_connection(r->http);
	workers_add(server.workers, &r->job);
	return MHD_YES;
}

static void on_end(void *cls, struct MHD_Connection *http, void **state,
		   enum MHD_RequestTerminationCode why)
{
	struct request *r = *state;

	(void)cls, (void)http, (void)why;
	if (!r)
		return;
	if (r->conn) {
		set_limit(r->conn, IDLE_S + HEAD_S);
		conn_hold(r->conn, 0);
	}
	if (r->place >= 0)
		place_free(r->place);
	spool_unmap(r->map);
	if (r->spool >= 0)
		close(r->spool);
	free(r->target);
	free(r->body);
	free(r);
	*state = NULL;
	server.active--;
}

/* ---- what workers call ---- */

/* A trusted proxy says who asked it, last in the list, and how. */
static void read_proxy(struct req *q, const struct request *r)
{
	const char *list = head(r, "X-Forwarded-For");
	const char *how = head(r, "X-Forwarded-Proto"), *last;

	q->from = r->from;
	q->secure = all_secure();
	q->proxied =
		address_listed(server.config.trusted_proxy, r->from) && list;
	if (!q->proxied)
		return;
	last = strrchr(list, ',');
	last = last ? last + 1 + strspn(last + 1, " ") : list;
	q->from = arena_text(q->c->mem, last);
	if (how)
		q->secure = !strcasecmp(how, "https");
}

static struct blob map_upload(struct request *r)
{
	if (r->stage == AT_GATE || r->status || r->size == 0)
		return (struct blob){0};
	r->map = spool_map(r->spool, r->size);
	if (!r->map.data)
		r->status = 507;
	return r->map;
}

static void read_request(struct job *j, struct req *q)
{
	struct request *r = (struct request *)j;

	q->method = r->method;
	q->target = r->target;
	q->at_gate = r->stage == AT_GATE;
	q->body = (struct blob){r->body, r->size};
	if (r->upload)
		q->body = map_upload(r);
	q->status = q->at_gate ? 0 : r->status;
	q->cookies = head(r, "Cookie");
	q->languages = head(r, "Accept-Language");
	q->encodings = head(r, "Accept-Encoding");
	q->etag = head(r, "If-None-Match");
	q->content_type = head(r, "Content-Type");
	q->csrf_header = head(r, "X-CSRF-Token");
	q->fetch_site = head(r, "Sec-Fetch-Site");
	q->fetch_mode = head(r, "Sec-Fetch-Mode");
	q->crowded = workers_waiting(server.workers) > PACE_CROWD;
	q->agent = head(r, "User-Agent");
	q->authorization = head(r, "Authorization");
	read_proxy(q, r);
}

static struct MHD_Response *response(const struct reply *p, size_t *size)
{
	if (p->spooled) {
		*size = p->file_size;
		return MHD_create_response_from_fd(p->file_size, p->file);
	}
	if (p->fixed.data) {
		*size = p->fixed.size;
		return MHD_create_response_from_buffer(
			*size, (void *)(uintptr_t)p->fixed.data,
			MHD_RESPMEM_PERSISTENT);
	}
	*size = p->body.len;
	return MHD_create_response_from_buffer(*size, p->body.s,
					       MHD_RESPMEM_MUST_COPY);
}

static void send_reply(struct job *j, const struct req *q,
		       const struct reply *p)
{
	struct request *r = (struct request *)j;
	struct MHD_Response *m;
	size_t size;

	if (p->status == 100) {
		if (!r->status && !place_admit(r->place, q->c->account))
			r->status = 429;
		MHD_resume_connection(r->http);
		return;
	}
	m = response(p, &size);
	if (p->type)
		MHD_add_response_header(m, "Content-Type", p->type);
	add_headers(m, p->headers, q->secure);
	conn_hold(r->conn, p->body.len);
	set_limit(r->conn, REPLY_S + (int64_t)size / SLOWEST);
	MHD_queue_response(r->http, (unsigned)p->status, m);
	MHD_destroy_response(m);
	MHD_resume_connection(r->http);
}

static const struct worker_calls calls = {clock_now, clock_us, read_request,
					  send_reply};
static const struct scheduler_clock scheduler_clock = {clock_now, clock_us};

void server_state(struct server_state *out)
{
	out->uptime = (clock_us() - server.began) / 1000000;
	out->waiting = workers_waiting(server.workers);
	conn_state(&out->conn);
}

/* ---- start and stop ---- */

static bool start_http(int fd)
{
	server.daemon = MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0,
		NULL, NULL, on_request, NULL, MHD_OPTION_LISTEN_SOCKET, fd,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK,
		on_target, NULL, MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, NULL,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONN_MOST,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_MOST,
		MHD_OPTION_END);
	return server.daemon != NULL;
}

/* Looks after the connections until a signal comes. */
static void watch(const sigset_t *signals)
{
	while (sigtimedwait(signals, NULL, &(struct timespec){1, 0}) < 0)
		conn_sweep(clock_us());
}

/* Takes no more connections, and waits for what was asked. false: somebody
 * did not finish. */
static bool drain(void)
{
	server.stopping = true;
	close(MHD_quiesce_daemon(server.daemon));
	for (int ms = 0; server.active && ms < DRAIN_S * 1000; ms += 10) {
		conn_sweep(clock_us());
		nanosleep(&(struct timespec){0, 10000000}, NULL);
	}
	return server.active == 0;
}

/* Two workers a processor: while one waits for the database, one works. */
static int worker_count(void)
{
	long n = 2 * sysconf(_SC_NPROCESSORS_ONLN);

	return n < 4 ? 4 : n > 32 ? 32 : (int)n;
}

static void run(struct ctx *c, struct writer *writer, int fd,
		const sigset_t *signals)
{
	const struct server_config *config = &server.config;

	long_open(config->store, writer, calls.now);
	outside_most(worker_count() - 2); /* two go on serving pages */
	server.workers = workers_new(c->mem, worker_count(), config->store,
				     writer, &calls);
	scheduler_start(config->store, writer, &scheduler_clock);
	if (!start_http(fd))
		abort();
	listen_say(fd, config->listen);
	watch(signals);
	if (!drain()) {
		fprintf(stderr,
			"unit=serve detail=\"%d requests were cut "
			"off\"\n",
			server.active);
		_exit(OK); /* the database takes back what was half done */
	}
	scheduler_end();
	workers_end(server.workers);
	long_close();
	MHD_stop_daemon(server.daemon);
}

enum err serve(struct ctx *c, const struct server_config *config)
{
	struct writer *writer = NULL;
	sigset_t signals;
	int fd = -1;

	server.config = *config;
	server.began = clock_us();
	server.ahead = config->now - (int64_t)time(NULL);
	if (server.ahead < 0 && server.ahead > -5)
		server.ahead = 0; /* the time that the start took */
	TRY(listen_on(c, config->listen, &fd));
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, &signals, NULL); /* all threads inherit it */
	signal(SIGPIPE, SIG_IGN);
	TRY(writer_new(config->store, &writer));
	run(c, writer, fd, &signals);
	writer_free(writer);
	return OK;
}
