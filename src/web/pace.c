/* pace.c - a bucket for each account and address, which leaks; and places. */
#include "web/pace.h"

#include "base/random.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#define SLOTS 8192 /* a newer one drives out an older one with its number */

struct slot {
	uint64_t key;
	int64_t used, at; /* us of work, at that instant */
};

static struct {
	pthread_mutex_t lock;
	bool ready;
	struct slot slot[SLOTS];
	int64_t place[PLACES]; /* accounts; 0: free */
	unsigned char secret[crypto_shorthash_KEYBYTES];
} pace = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* The slot as of now, with its lock held; let_go() after. */
static struct slot *take(int64_t account, const char *from, int64_t now)
{
	unsigned char hash[crypto_shorthash_BYTES];
	struct slot *s;
	uint64_t key;

	pthread_mutex_lock(&pace.lock);
	if (!pace.ready)
		random_bytes(pace.secret, sizeof(pace.secret));
	pace.ready = true;
	if (account)
		crypto_shorthash(hash, (const void *)&account, sizeof(account),
				 pace.secret);
	else
		crypto_shorthash(hash, (const void *)from, strlen(from),
				 pace.secret);
	memcpy(&key, hash, sizeof(key));
	s = &pace.slot[key % SLOTS];
	if (s->key != key)
		*s = (struct slot){.key = key, .at = now};
	s->used -= now - s->at;
	s->used = s->used < 0 ? 0 : s->used;
	s->at = now;
	return s;
}

static void let_go(void)
{
	pthread_mutex_unlock(&pace.lock);
}

bool pace_over(int64_t account, const char *from, int64_t now)
{
	bool over = take(account, from, now)->used > PACE_SAVED;

	let_go();
	return over;
}

void pace_used(int64_t account, const char *from, int64_t now, int64_t us)
{
	take(account, from, now)->used += us;
	let_go();
}

int place_take(void)
{
	int place = -1;

	pthread_mutex_lock(&pace.lock);
	for (int i = 0; i < PLACES && place < 0; i++)
		if (!pace.place[i])
			place = i;
	if (place >= 0)
		pace.place[place] = -1; /* not known yet whose */
	let_go();
	return place;
}

bool place_admit(int place, int64_t account)
{
	int own = 0;

	pthread_mutex_lock(&pace.lock);
	pace.place[place] = account;
	for (int i = 0; i < PLACES; i++)
		own += pace.place[i] == account;
	let_go();
	return own <= PLACES_OWN;
}

void place_free(int place)
{
	pthread_mutex_lock(&pace.lock);
	pace.place[place] = 0;
	let_go();
}
