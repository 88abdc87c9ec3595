/* disk.c - what this disk takes to make 4 KiB durable: every figure of
 * durable acceptance stands on it.
 *
 * disk FILE */
#include "timing.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static int fd;

static void append(void *arg, int64_t n)
{
	(void)n;
	if (write(fd, arg, 4096) != 4096 || fdatasync(fd) != 0)
		die("the disk is full");
}

int main(int argc, char **argv)
{
	char page[4096];

	if (argc != 2 ||
	    (fd = open(argv[1], O_CREAT | O_TRUNC | O_WRONLY, 0600)) < 0)
		die("usage: disk FILE");
	memset(page, 'x', sizeof(page));
	measure("disk", "sync", (struct plan){50, 500, 500, 1000}, append,
		page);
	unlink(argv[1]);
	return 0;
}
