/* guess.h - makes guessing passwords slow, without locking anybody out. */
#ifndef WEB_GUESS_H
#define WEB_GUESS_H

#include <stdint.h>

/* Seconds until the next try of this login from this address; 0: now. The
 * first 5 wrong ones are free (50 of all logins from one address), then there
 * is a wait of 4 seconds, which each doubles, up to 15 minutes. Kept in
 * memory, per process. */
int64_t guess_wait(const char *login, const char *from, int64_t now);
void guess_wrong(const char *login, const char *from, int64_t now);
void guess_right(const char *login, const char *from);

#endif
