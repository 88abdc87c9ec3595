/* server.h - serving pages over HTTP until told to stop. */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "core/ctx.h"
#include "web/conn.h"

/* What does not change while it serves. */
struct server_config {
	const char *store;	   /* as db_open() takes it */
	const char *listen;	   /* 127.0.0.1:8080, [::1]:8080; port 0: any */
	const char *base_url;	   /* setting base-url */
	const char *trusted_proxy; /* setting trusted-proxy */
	int64_t now;		   /* what the clock shows at the start */
};

/**
 * Serves until SIGTERM or SIGINT, then answers what was asked and returns.
 * Prints "ready http://ADDRESS:PORT" when it listens; `c` is for words.
 *
 * ERR_INVALID      `listen` is no address and port
 * ERR_UNAVAILABLE  the port is taken, or the store cannot be opened
 */
enum err serve(struct ctx *c, const struct server_config *config) MUST;

/* What /metrics tells of it. */
struct server_state {
	int64_t uptime;	 /* s */
	int64_t waiting; /* requests that wait for a worker */
	struct conn_state conn;
};
void server_state(struct server_state *out);

/* Every address: [{"method","path","access","does"}]; access is "anyone" or
 * "signed-in". */
struct val *routes_view(struct arena *mem);

#endif
