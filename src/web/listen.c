/* listen.c - listens, and reads and writes addresses. */
#include "web/listen.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* 127.0.0.1:8080 or [::1]:8080 */
static bool read_address(const char *s, struct sockaddr_storage *to,
			 socklen_t *size)
{
	const char *colon = strrchr(s, ':');
	bool six = *s == '[';
	struct sockaddr_in *a = (struct sockaddr_in *)to;
	struct sockaddr_in6 *b = (struct sockaddr_in6 *)to;
	char text[64], *end;
	long port;

	if (!colon || colon - s >= (int)sizeof(text) ||
	    (six && (colon - s < 3 || colon[-1] != ']')))
		return false;
	port = strtol(colon + 1, &end, 10);
	if (end == colon + 1 || *end || port < 0 || port > 65535)
		return false;
	snprintf(text, sizeof(text), "%.*s", (int)(colon - s) - 2 * six,
		 s + six);
	*to = (struct sockaddr_storage){0};
	*size = six ? sizeof(*b) : sizeof(*a);
	to->ss_family = six ? AF_INET6 : AF_INET;
	if (six)
		b->sin6_port = htons((uint16_t)port);
	else
		a->sin_port = htons((uint16_t)port);
	return inet_pton(to->ss_family, text,
			 six ? (void *)&b->sin6_addr : &a->sin_addr) == 1;
}

enum err listen_on(struct ctx *c, const char *where, int *fd)
{
	struct sockaddr_storage a;
	socklen_t size;
	int on = 1;

	if (!read_address(where, &a, &size))
		return fail(c, ERR_INVALID, "listen",
			    N_("No address to listen on: %s (write "
			       "127.0.0.1:8080 or [::1]:8080)"),
			    where);
	*fd = socket(a.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (*fd < 0 || bind(*fd, (struct sockaddr *)&a, size) ||
	    listen(*fd, 512)) {
		int why = errno;

		if (*fd >= 0)
			close(*fd);
		return fail(c, ERR_UNAVAILABLE, "listen",
			    N_("Cannot listen on %s: %s"), where,
			    strerror(why));
	}
	return OK;
}

void listen_say(int fd, const char *where)
{
	struct sockaddr_storage a = {0};
	socklen_t size = sizeof(a);

	getsockname(fd, (struct sockaddr *)&a, &size);
	printf("ready http://%.*s:%d\n", (int)(strrchr(where, ':') - where),
	       where,
	       ntohs(a.ss_family == AF_INET6
			     ? ((struct sockaddr_in6 *)&a)->sin6_port
			     : ((struct sockaddr_in *)&a)->sin_port));
	fflush(stdout);
}

void address_text(const struct sockaddr *a, char to[INET6_ADDRSTRLEN])
{
	const struct sockaddr_in *four = (const struct sockaddr_in *)a;
	const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)a;

	if (a->sa_family == AF_INET)
		inet_ntop(AF_INET, &four->sin_addr, to, INET6_ADDRSTRLEN);
	else if (a->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &six->sin6_addr, to, INET6_ADDRSTRLEN);
}

bool address_listed(const char *list, const char *address)
{
	size_t n = strlen(address);

	for (const char *s = list; *s; s += strspn(s, ",")) {
		size_t len = strcspn(s, ",");

		if (len == n && !strncmp(s, address, n))
			return true;
		s += len;
	}
	return false;
}
