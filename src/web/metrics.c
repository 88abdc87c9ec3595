/* metrics.c - counters of the whole process, as Prometheus reads them. */
#include "web/metrics.h"

#include <assert.h>
#include <stdatomic.h>

#define ROUTES_MOST 500 /* the last one counts what met no route */

static const int statuses[] = {200, 303, 304, 400, 401, 403, 404, 405, 409,
			       413, 415, 422, 429, 500, 503, 507, 0 /* else */};
static const int64_t limits[] = {500,	 1000,	 2000,	  5000,
				 10000,	 20000,	 50000,	  100000,
				 200000, 500000, 1000000, 5000000}; /* us */

static struct {
	atomic_llong replies[ROUTES_MOST][COUNT(statuses)];
	atomic_llong within[COUNT(limits)];
	atomic_llong us, count, statements, rows;
} metrics;

static void add(atomic_llong *to, int64_t n)
{
	atomic_fetch_add_explicit(to, n, memory_order_relaxed);
}

static long long get(atomic_llong *from)
{
	return atomic_load_explicit(from, memory_order_relaxed);
}

void metrics_count(const struct route *r, int status, int64_t us,
		   int64_t statements, int64_t rows)
{
	size_t route = r ? (size_t)(r - routes) : ROUTES_MOST - 1, s = 0, l = 0;

	assert(routes_count < ROUTES_MOST);
	while (statuses[s] && statuses[s] != status)
		s++;
	add(&metrics.replies[route][s], 1);
	while (l < COUNT(limits) && us > limits[l])
		l++;
	if (l < COUNT(limits))
		add(&metrics.within[l], 1);
	add(&metrics.count, 1);
	add(&metrics.us, us);
	add(&metrics.statements, statements);
	add(&metrics.rows, rows);
}

static void write_replies(struct buf *b, size_t route, const char *method,
			  const char *path)
{
	for (size_t s = 0; s < COUNT(statuses); s++) {
		long long n = get(&metrics.replies[route][s]);

		if (n)
			buf_printf(b,
				   "tierwork_requests_total{method=\"%s\","
				   "route=\"%s\",status=\"%d\"} %lld\n",
				   method, path, statuses[s], n);
	}
}

static void write_times(struct buf *b)
{
	long long sum = 0, us = get(&metrics.us);

	buf_str(b, "# TYPE tierwork_request_seconds histogram\n");
	for (size_t l = 0; l < COUNT(limits); l++) {
		sum += get(&metrics.within[l]);
		buf_printf(b,
			   "tierwork_request_seconds_bucket{le=\"%lld.%06lld\"}"
			   " %lld\n",
			   (long long)limits[l] / 1000000,
			   (long long)limits[l] % 1000000, sum);
	}
	buf_printf(b,
		   "tierwork_request_seconds_bucket{le=\"+Inf\"} %lld\n"
		   "tierwork_request_seconds_sum %lld.%06lld\n"
		   "tierwork_request_seconds_count %lld\n",
		   get(&metrics.count), us / 1000000, us % 1000000,
		   get(&metrics.count));
}

void metrics_write(struct buf *b)
{
	buf_str(b, "# TYPE tierwork_requests_total counter\n");
	for (size_t r = 0; r < routes_count; r++)
		write_replies(b, r, routes[r].method == POST ? "POST" : "GET",
			      routes[r].path);
	write_replies(b, ROUTES_MOST - 1, "", "none");
	write_times(b);
	buf_printf(b,
		   "# TYPE tierwork_db_statements_total counter\n"
		   "tierwork_db_statements_total %lld\n"
		   "# TYPE tierwork_db_rows_total counter\n"
		   "tierwork_db_rows_total %lld\n",
		   get(&metrics.statements), get(&metrics.rows));
}
