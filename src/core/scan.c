/* scan.c - the INSTREAM command of clamd. */
#include "core/scan.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define CHUNK  (1 << 20) /* bytes */
#define WAIT_S 30
#define ANSWER 256 /* bytes of the longest answer that is read */

static int dial(const char *path)
{
	const struct timeval wait = {.tv_sec = WAIT_S};
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	int fd;

	if (strlen(path) >= sizeof(to.sun_path))
		return -1;
	memcpy(to.sun_path, path, strlen(path) + 1);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
		return fd;
	close(fd);
	return -1;
}

static bool put(int fd, const void *s, size_t n)
{
	for (const char *at = s; n > 0;) {
		ssize_t did = send(fd, at, n, MSG_NOSIGNAL);

		if (did <= 0)
			return false;
		at += did;
		n -= (size_t)did;
	}
	return true;
}

/* Chunks behind their lengths, and an empty one. It may have heard enough
 * before the end, and say so. */
static void give(int fd, struct blob content)
{
	const char *s = content.data;
	uint32_t none = 0;

	if (!put(fd, "zINSTREAM", sizeof("zINSTREAM")))
		return;
	for (size_t at = 0; at < content.size; at += CHUNK) {
		size_t n =
			content.size - at < CHUNK ? content.size - at : CHUNK;
		uint32_t length = htonl((uint32_t)n);

		if (!put(fd, &length, sizeof(length)) || !put(fd, s + at, n))
			return;
	}
	(void)put(fd, &none, sizeof(none));
}

/* "stream: OK", up to its NUL; "" where none came. */
static void take(int fd, char answer[ANSWER])
{
	size_t n = 0;

	while (n < ANSWER - 1) {
		ssize_t got = recv(fd, answer + n, ANSWER - 1 - n, 0);

		if (got <= 0)
			break;
		n += (size_t)got;
		if (memchr(answer, '\0', n))
			return;
	}
	answer[n] = '\0';
}

enum err scan_file(struct ctx *c, const char *path, struct blob content)
{
	char answer[ANSWER] = "";
	char *found;
	int fd;

	if (!*path)
		return OK;
	fd = dial(path);
	if (fd >= 0) {
		give(fd, content);
		take(fd, answer);
		close(fd);
	}
	if (!strcmp(answer, "stream: OK"))
		return OK;
	found = strstr(answer, " FOUND");
	if (!found || strncmp(answer, "stream: ", 8))
		return fail(c, ERR_UNAVAILABLE, "file",
			    N_("The virus scanner does not answer, and no file "
			       "is taken that it has not looked at. Try again "
			       "later, or tell the administrator."));
	*found = '\0';
	return fail(c, ERR_INVALID, "file",
		    N_("The virus scanner found something in this file, so it "
		       "is not taken: %s."),
		    answer + 8);
}
