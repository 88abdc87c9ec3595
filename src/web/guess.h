/* guess.h - makes guessing passwords slow, without locking anybody out. */
#ifndef WEB_GUESS_H
#define WEB_GUESS_H

#include <stdbool.h>
#include <stdint.h>

#define GUESS_HOT 20

/* Seconds until the next try of this login from this address; 0: now. The
 * first 5 wrong ones are free (50 of all logins from one address), then there
 * is a wait of 4 seconds, which each doubles, up to 15 minutes. Of a login for
 * which GUESS_HOT wrong ones came from wherever within an hour, only the first
 * is free at each address: whoever comes from another always has a try. Kept
 * in memory, per process. */
int64_t guess_wait(const char *login, const char *from, int64_t now);

/* The same in a browser in which the login signed in before: what others
 * guess elsewhere, or at its address, does not slow it down. */
int64_t guess_wait_known(const char *login, const char *browser, int64_t now);

/* true: this was the one by which the login is attacked. */
bool guess_wrong(const char *login, const char *from, int64_t now);
void guess_wrong_known(const char *login, const char *browser, int64_t now);
void guess_right(const char *login, const char *from);

#endif
