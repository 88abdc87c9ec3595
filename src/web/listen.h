/* listen.h - where the server listens, and who asks it. */
#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H

#include "core/ctx.h"

#include <arpa/inet.h>

/* A socket that listens at `where`: 127.0.0.1:8080 or [::1]:8080.
 * ERR_INVALID: no such address; ERR_UNAVAILABLE: the port is taken */
enum err listen_on(struct ctx *c, const char *where, int *fd) MUST;

/* Prints "ready http://ADDRESS:PORT"; the port may have been 0. */
void listen_say(int fd, const char *where);

/* The address without its port; `to` stays as it is for other families. */
void address_text(const struct sockaddr *a, char to[INET6_ADDRSTRLEN]);

/* Whether it is one of a list with commas between. */
bool address_listed(const char *list, const char *address) MUST;

#endif
