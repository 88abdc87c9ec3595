/* pace.h - shares of what is scarce: the threads, and room for files.
 *
 * Every account (or address, where nobody is signed in) has the work of one
 * thread, and some that it saved up. Nothing is refused as long as nobody
 * has to wait: only behind a queue is whoever used more told to come back. */
#ifndef WEB_PACE_H
#define WEB_PACE_H

#include <stdbool.h>
#include <stdint.h>

#define PACE_CROWD 32	      /* requests that wait make a queue */
#define PACE_SAVED 30000000LL /* us of work that may be used at once */

/* Whether that account (0: that address) used it up; `now` in us of the
 * clock that never goes back. Thread-safe, as pace_used(). */
bool pace_over(int64_t account, const char *from, int64_t now);
/* It used so many us of a thread. */
void pace_used(int64_t account, const char *from, int64_t now, int64_t us);

/* Files on their way in, of all and of one account. */
#define PLACES	   32
#define PLACES_OWN 4

/* A place for a request that carries files; < 0: all are taken. */
int place_take(void);
/* Whose it is; false: the account has PLACES_OWN already. */
bool place_admit(int place, int64_t account);
void place_free(int place);

#endif
