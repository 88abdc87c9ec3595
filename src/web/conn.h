/* conn.h - who is connected, until when, what is kept for them, and whom to
 * hang up on.
 *
 * The server waits for strangers: for a head, a body, or that a reply is
 * taken. How long is limited for each; how many, and how much memory they
 * hold meanwhile, is limited for all. When either is full, room is made at
 * the cost of whoever is connected most often, and of these the one who has
 * been waited for longest. So who opens thousands of connections drives out
 * their own, whatever the number; an office behind one address is not
 * limited as long as there is room. Thread-safe. */
#ifndef WEB_CONN_H
#define WEB_CONN_H

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#define CONN_MANY 4000 /* from here on room is made */
/* Besides those, some that were hung up on and are not yet gone. */
#define CONN_MOST 4096
#define CONN_HELD (256 << 20) /* bytes of bodies and replies for all */

struct conn;

/* A new one, for which `until` (us) is waited at most. `shared`: a proxy's,
 * behind which are many. `now` is in us, as everywhere here. */
struct conn *conn_open(int fd, const struct sockaddr *from, int shared,
		       int64_t now, int64_t until);
void conn_close(struct conn *c);

/* Waits until then for the other side, from now on; 0: the time is ours. */
void conn_wait(struct conn *c, int64_t now, int64_t until);

/* It holds so many bytes of memory now. */
void conn_hold(struct conn *c, size_t bytes);

/* Hangs up on who was too slow; HTTP's library then closes. */
void conn_sweep(int64_t now);

struct conn_state {
	int64_t open, held; /* connections, bytes */
	int64_t dropped;    /* to make room, ever */
};
void conn_state(struct conn_state *out);

#endif
