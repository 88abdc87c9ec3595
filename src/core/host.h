/* host.h - other machines, as settings and addresses name them. */
#ifndef CORE_HOST_H
#define CORE_HOST_H

#include "base/err.h"

/* Bytes of the HOST, HOST:PORT, [ADDRESS] or [ADDRESS]:PORT that `s` begins
 * with; 0: it begins with none. */
size_t host_length(const char *s);

/* Whether that is this machine: localhost, 127.x.x.x or [::1]. */
bool host_is_here(const char *s);

#endif
