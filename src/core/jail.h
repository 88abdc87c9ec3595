/* jail.h - takes from a process what it needs not to read a file that may be
 * hostile. */
#ifndef CORE_JAIL_H
#define CORE_JAIL_H

#include "base/err.h"

#include <stdbool.h>

/**
 * From now on, and for every program that is run from here, this process
 * gets no rights by running others, makes no sockets and no processes, and
 * sends no signals; it opens files of the system's programs and libraries
 * for reading, and `program`, and no others. Only calls that are safe after
 * fork() in a process with threads.
 *
 * The first two hold on every Linux; which files it opens needs Landlock
 * (Linux 5.13), and is not held back where there is none. false: the kernel
 * refused; the process must not go on.
 */
bool jail_enter(const char *program) MUST;

#endif
