/* outside.h - how many threads may wait for other machines at once, so that
 * a slow one does not take all. */
#ifndef CORE_OUTSIDE_H
#define CORE_OUTSIDE_H

#include <stdbool.h>

/* At most so many; unlimited until it is said. */
void outside_most(int n);

/* Whether this thread may go; it calls outside_leave() when it is back. */
bool outside_enter(void);
void outside_leave(void);

#endif
