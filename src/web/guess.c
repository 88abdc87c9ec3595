/* guess.c - counts wrong passwords per login and address. */
#include "web/guess.h"

#include "base/random.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#define SLOTS 8192 /* a newer one drives out an older one with its number */
#define FREE  5	   /* wrong ones of one login without a wait */
#define CROWD 50   /* and of all logins from one address: an office's */
#define FIRST 4	   /* s of the first wait */
#define MOST  900  /* s of the longest */
#define FADES 3600 /* s without a try after which all is forgotten */

struct slot {
	uint64_t key;
	int64_t last; /* the last wrong one */
	int wrong;
};

static struct {
	pthread_mutex_t lock;
	struct slot slot[SLOTS];
	unsigned char secret[crypto_shorthash_KEYBYTES];
	int ready;
} guesses = {.lock = PTHREAD_MUTEX_INITIALIZER};

static uint64_t key_of(const char *login, const char *from)
{
	unsigned char both[512], hash[crypto_shorthash_BYTES];
	size_t n = strnlen(login, 255), m = strnlen(from, 255);
	uint64_t key;

	memcpy(both, login, n);
	both[n] = '\0';
	memcpy(both + n + 1, from, m);
	crypto_shorthash(hash, both, n + 1 + m, guesses.secret);
	memcpy(&key, hash, sizeof(key));
	return key;
}

/* The slot, with its lock held; let_go() after. */
static struct slot *take(const char *login, const char *from, uint64_t *key)
{
	pthread_mutex_lock(&guesses.lock);
	if (!guesses.ready)
		random_bytes(guesses.secret, sizeof(guesses.secret));
	guesses.ready = 1;
	*key = key_of(login, from);
	return &guesses.slot[*key % SLOTS];
}

static void let_go(void)
{
	pthread_mutex_unlock(&guesses.lock);
}

static int64_t wait_of(const char *login, const char *from, int64_t now,
		       int least)
{
	uint64_t key;
	struct slot *s = take(login, from, &key);
	int64_t wait = 0;

	if (s->key == key && s->wrong >= least && now - s->last < FADES) {
		int over = s->wrong - least;

		wait = over < 10 ? FIRST << over : MOST;
		wait = s->last + (wait < MOST ? wait : MOST) - now;
	}
	let_go();
	return wait > 0 ? wait : 0;
}

/* How many there are now. */
static int count(const char *login, const char *from, int64_t now)
{
	uint64_t key;
	struct slot *s = take(login, from, &key);
	int wrong;

	if (s->key != key || now - s->last >= FADES)
		*s = (struct slot){.key = key};
	wrong = ++s->wrong;
	s->last = now;
	let_go();
	return wrong;
}

static int wrong_of(const char *login, const char *from, int64_t now)
{
	uint64_t key;
	struct slot *s = take(login, from, &key);
	int wrong = s->key == key && now - s->last < FADES ? s->wrong : 0;

	let_go();
	return wrong;
}

static void forget(const char *login, const char *from)
{
	uint64_t key;
	struct slot *s = take(login, from, &key);

	if (s->key == key)
		*s = (struct slot){0};
	let_go();
}

/* No account has the empty login: it stands for all of them; and no browser
 * the empty address. */
int64_t guess_wait(const char *login, const char *from, int64_t now)
{
	bool hot = wrong_of(login, "", now) >= GUESS_HOT;
	int64_t one = wait_of(login, from, now, hot ? 1 : FREE);
	int64_t all = wait_of("", from, now, CROWD);

	return one > all ? one : all;
}

int64_t guess_wait_known(const char *login, const char *browser, int64_t now)
{
	return wait_of(login, browser, now, FREE);
}

bool guess_wrong(const char *login, const char *from, int64_t now)
{
	count(login, from, now);
	count("", from, now);
	return count(login, "", now) == GUESS_HOT;
}

void guess_wrong_known(const char *login, const char *browser, int64_t now)
{
	count(login, browser, now);
}

void guess_right(const char *login, const char *from)
{
	forget(login, from);
	forget("", from);
}
