/* conn.c - the table of connections. */
#include "web/conn.h"

#include "base/random.h"

#include <assert.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sodium.h>
#include <stdbool.h>
#include <string.h>

#define HOSTS 8192 /* counters of addresses; some share one */

struct conn {
	int fd;
	int host;	      /* index of its counter; < 0: shared */
	int64_t since, until; /* us; until 0: nobody is waited for */
	size_t held;	      /* bytes */
	bool used, gone;      /* gone: hung up on */
	struct conn *next;    /* free one */
};

static struct {
	pthread_mutex_t lock;
	bool ready;
	struct conn all[CONN_MOST], *free;
	uint16_t hosts[HOSTS];
	unsigned char secret[crypto_shorthash_KEYBYTES];
	int open, here; /* here: without those that are gone */
	size_t held;
	int64_t dropped;
} table = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void prepare(void)
{
	if (table.ready)
		return;
	random_bytes(table.secret, sizeof(table.secret));
	for (size_t i = 0; i < CONN_MOST; i++) {
		table.all[i].next = table.free;
		table.free = &table.all[i];
	}
	table.ready = true;
}

/* One household has one address of the old kind, and 2^64 of the new. */
static int host_of(const struct sockaddr *a)
{
	const struct sockaddr_in *four = (const struct sockaddr_in *)a;
	const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)a;
	unsigned char hash[crypto_shorthash_BYTES];
	uint32_t n;

	if (a->sa_family == AF_INET6)
		crypto_shorthash(hash, six->sin6_addr.s6_addr, 8, table.secret);
	else
		crypto_shorthash(hash, (const void *)&four->sin_addr, 4,
				 table.secret);
	memcpy(&n, hash, sizeof(n));
	return (int)(n % HOSTS);
}

static void leave(struct conn *c)
{
	if (c->gone)
		return;
	c->gone = true;
	table.here--;
	table.held -= c->held;
	if (c->host >= 0)
		table.hosts[c->host]--;
}

static void hang_up(struct conn *c)
{
	leave(c);
	shutdown(c->fd, SHUT_RDWR);
}

static int weight(const struct conn *c)
{
	return c->host < 0 ? 0 : table.hosts[c->host];
}

/* Of those that are waited for (and hold something, where `holding`), one of
 * who has most, and has been waited for longest. */
static void make_room(bool holding)
{
	struct conn *worst = NULL;

	for (struct conn *c = table.all; c < table.all + CONN_MOST; c++) {
		if (!c->used || c->gone || !c->until || (holding && !c->held))
			continue;
		if (!worst || weight(c) > weight(worst) ||
		    (weight(c) == weight(worst) && c->since < worst->since))
			worst = c;
	}
	if (!worst)
		return;
	table.dropped++;
	hang_up(worst);
}

struct conn *conn_open(int fd, const struct sockaddr *from, int shared,
		       int64_t now, int64_t until)
{
	struct conn *c;

	pthread_mutex_lock(&table.lock);
	prepare();
	c = table.free;
	assert(c); /* HTTP's library takes no more than CONN_MOST */
	table.free = c->next;
	*c = (struct conn){.fd = fd,
			   .host = shared ? -1 : host_of(from),
			   .since = now,
			   .until = until,
			   .used = true};
	if (c->host >= 0)
		table.hosts[c->host]++;
	table.open++;
	if (++table.here > CONN_MANY)
		make_room(false);
	pthread_mutex_unlock(&table.lock);
	return c;
}

void conn_close(struct conn *c)
{
	pthread_mutex_lock(&table.lock);
	leave(c);
	c->used = false;
	c->next = table.free;
	table.free = c;
	table.open--;
	pthread_mutex_unlock(&table.lock);
}

void conn_wait(struct conn *c, int64_t now, int64_t until)
{
	pthread_mutex_lock(&table.lock);
	c->since = now;
	c->until = until;
	pthread_mutex_unlock(&table.lock);
}

void conn_hold(struct conn *c, size_t bytes)
{
	pthread_mutex_lock(&table.lock);
	if (!c->gone) {
		table.held += bytes - c->held;
		c->held = bytes;
		if (table.held > CONN_HELD)
			make_room(true);
	}
	pthread_mutex_unlock(&table.lock);
}

void conn_sweep(int64_t now)
{
	pthread_mutex_lock(&table.lock);
	for (struct conn *c = table.all; c < table.all + CONN_MOST; c++)
		if (c->used && !c->gone && c->until && c->until < now)
			hang_up(c);
	pthread_mutex_unlock(&table.lock);
}

void conn_state(struct conn_state *out)
{
	pthread_mutex_lock(&table.lock);
	*out = (struct conn_state){table.open, (int64_t)table.held,
				   table.dropped};
	pthread_mutex_unlock(&table.lock);
}
