/* metrics.h - how much was asked and how long it took, since the start. */
#ifndef WEB_METRICS_H
#define WEB_METRICS_H

#include "web/web.h"

/* Counts one reply; `us` from the last byte of the request to the reply. */
void metrics_count(const struct route *r, int status, int64_t us,
		   int64_t statements, int64_t rows);

/* Writes all of it as Prometheus reads it. */
void metrics_write(struct buf *b);

#endif
