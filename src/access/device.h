/* device.h - browsers in which somebody signed in before. */
#ifndef ACCESS_DEVICE_H
#define ACCESS_DEVICE_H

#include "core/ctx.h"

#define DEVICE_KEPT (400 * 86400) /* s after it was used last */

/* Whether the account signed in before in the browser that holds this token
 * (NULL: none). */
enum err device_known(struct ctx *c, int64_t account, const char *token,
		      bool *known) MUST;

/**
 * It signs in now in the browser of that token (NULL: a new one). *keep: what
 * the browser is to hold from now on; several accounts may be known by one.
 * The owner of an account that signed in before is told of a new browser by
 * mail; `agent` says which (User-Agent).
 */
enum err device_remember(struct ctx *c, int64_t account, const char *token,
			 const char *agent, const char **keep) MUST;

#endif
