/* host.c - reads the names of other machines. */
#include "core/host.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MOST 255

/* Without the port. */
static size_t name_length(const char *s)
{
	static const char name[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
	size_t n;

	if (*s != '[')
		return strspn(s, name);
	n = strspn(s + 1, "0123456789abcdefABCDEF:.") + 1;
	return n > 1 && s[n] == ']' ? n + 1 : 0;
}

size_t host_length(const char *s)
{
	size_t n = name_length(s), digits;

	if (n == 0 || n > NAME_MOST || s[n] != ':')
		return n <= NAME_MOST ? n : 0;
	digits = strspn(s + n + 1, "0123456789");
	if (digits == 0 || digits > 5 || strtol(s + n + 1, NULL, 10) > 65535)
		return 0;
	return n + 1 + digits;
}

bool host_is_here(const char *s)
{
	size_t n = name_length(s);
	char name[NAME_MOST + 1];
	struct in_addr v4;

	if (n == 0 || n > NAME_MOST)
		return false;
	memcpy(name, s, n);
	name[n] = '\0';
	if (inet_pton(AF_INET, name, &v4) == 1)
		return ntohl(v4.s_addr) >> 24 == 127;
	return !strcmp(name, "localhost") || !strcmp(name, "[::1]");
}
