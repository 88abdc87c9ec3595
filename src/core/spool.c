/* spool.c - files without a name. */
#include "core/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *folder(void)
{
	const char *told = getenv("TMPDIR");

	return told && *told ? told : "/var/tmp";
}

int spool_named(char path[4096])
{
	snprintf(path, 4096, "%s/tierwork-XXXXXX", folder());
	return mkostemp(path, O_CLOEXEC);
}

int spool_open(void)
{
	char path[4096];
	int fd = open(folder(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (fd >= 0)
		return fd;
	fd = spool_named(path);
	if (fd >= 0)
		unlink(path);
	return fd;
}

bool spool_write(int fd, const void *s, size_t n)
{
	const char *at = s;

	while (n > 0) {
		ssize_t did = write(fd, at, n);

		if (did < 0 && errno == EINTR)
			continue;
		if (did <= 0)
			return false;
		at += did;
		n -= (size_t)did;
	}
	return true;
}

struct blob spool_map(int fd, size_t size)
{
	void *at = size ? mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0)
			: MAP_FAILED;

	return at == MAP_FAILED ? (struct blob){0} : (struct blob){at, size};
}

void spool_unmap(struct blob b)
{
	if (b.data)
		munmap((void *)(uintptr_t)b.data, b.size);
}
