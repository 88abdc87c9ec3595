/* agent.h - which browser it is, in a few words. */
#ifndef ACCESS_AGENT_H
#define ACCESS_AGENT_H

#include "base/arena.h"

/* "Firefox, Windows" of what a browser says of itself (User-Agent; NULL:
 * nothing); "" where neither is known. For people only: anybody may say
 * anything. */
const char *agent_words(struct arena *mem, const char *agent);

#endif
