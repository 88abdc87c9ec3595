/* jail.h - takes from a process what it needs not to read a file that may be
 * hostile. */
#ifndef CORE_JAIL_H
#define CORE_JAIL_H

#include "base/err.h"

#include <stdbool.h>

/**
 * From now on, and for every program that is run from here, this process
 * gets no rights by running others, makes no sockets and no processes, sends
 * no signals, and changes no file; it reads files of the system's programs
 * and libraries, and `program`, and no others. Only calls that are safe
 * after fork() in a process with threads.
 *
 * All but the last hold on every Linux; which files it reads needs Landlock
 * (Linux 5.13) and leave to use it, and is open where there is none. false:
 * the kernel refused the rest; the process must not go on.
 */
bool jail_enter(const char *program) MUST;

#endif
