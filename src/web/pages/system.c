/* system.c - addresses for machines: static files, health, metrics. */
#include "core/store.h"
#include "core/writer.h"
#include "gen/static.h"
#include "web/metrics.h"
#include "web/openapi.h"
#include "web/scheduler.h"
#include "web/server.h"
#include "web/web.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *path, const void *file)
{
	return strcmp(path, ((const struct static_file *)file)->path);
}

/* GET /static/{file} */
enum err page_static(struct req *q, struct reply *p)
{
	const struct static_file *f =
		bsearch(q->path, static_files, static_files_count,
			sizeof(*static_files), compare);
	bool gzip = q->encodings && strstr(q->encodings, "gzip");
	const char *etag;

	if (!f)
		return fail(q->c, ERR_MISSING, NULL,
			    N_("There is no such file."));
	etag = arena_printf(q->c->mem, "\"%s%s\"", f->hash, gzip ? "-gz" : "");
	reply_header(q, p, "ETag", etag);
	reply_header(q, p, "Vary", "Accept-Encoding");
	reply_header(q, p, "Cache-Control",
		     "public, max-age=31536000, immutable");
	if (q->etag && strstr(q->etag, etag)) {
		p->status = 304;
		return OK;
	}
	if (gzip)
		reply_header(q, p, "Content-Encoding", "gzip");
	p->type = f->type;
	p->fixed = gzip ? (struct blob){f->gzip, f->gzip_size}
			: (struct blob){f->data, f->size};
	return OK;
}

/* GET /api/session: who is signed in, and what a POST must carry. */
enum err api_session(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem);

	map_s(v, "login", q->login);
	map_s(v, "lang", q->c->lang);
	map_s(v, "csrf", q->csrf);
	map_s(v, "title", q->title);
	return json(q, p, v);
}

/* GET /api/openapi */
enum err api_document(struct req *q, struct reply *p)
{
	return json(q, p, openapi_view(q->c->mem));
}

/* GET /sw.js: a browser takes it for all addresses only from the top, and
 * asks for it anew each day. */
enum err page_sw(struct req *q, struct reply *p)
{
	static const char path[] = STATIC_BASE "/sw.js";
	const struct static_file *f =
		bsearch(path, static_files, static_files_count,
			sizeof(*static_files), compare);

	reply_header(q, p, "Cache-Control", "no-cache");
	p->type = f->type;
	p->fixed = (struct blob){f->data, f->size};
	return OK;
}

/* GET /healthz: whether pages can be answered. */
enum err page_health(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem);
	enum err e = ERR_UNAVAILABLE;

	if (q->c->db)
		e = run_unit(q->c, DB_READ, store_check, NULL);
	p->status = e == OK ? 200 : 503;
	map_s(v, "status", e == OK ? "ok" : err_name(e));
	map_s(v, "version", TIERWORK_VERSION);
	return json(q, p, v);
}

static void gauge(struct buf *b, const char *name, const char *type,
		  int64_t value)
{
	buf_printf(b, "# TYPE %s %s\n%s %lld\n", name, type, name,
		   (long long)value);
}

/* GET /metrics: for who asks this machine itself, not through the proxy. */
enum err page_metrics(struct req *q, struct reply *p)
{
	struct server_state now;
	int64_t commits = 0, units = 0;

	if (q->proxied)
		return fail(q->c, ERR_MISSING, NULL,
			    N_("There is no such page."));
	server_state(&now);
	if (q->c->writer)
		writer_counts(q->c->writer, &commits, &units);
	p->type = "text/plain; version=0.0.4; charset=utf-8";
	metrics_write(&p->body);
	gauge(&p->body, "tierwork_uptime_seconds", "gauge", now.uptime);
	gauge(&p->body, "tierwork_queue_length", "gauge", now.waiting);
	gauge(&p->body, "tierwork_connections", "gauge", now.conn.open);
	gauge(&p->body, "tierwork_connections_held_bytes", "gauge",
	      now.conn.held);
	gauge(&p->body, "tierwork_connections_dropped_total", "counter",
	      now.conn.dropped);
	gauge(&p->body, "tierwork_writer_commits_total", "counter", commits);
	gauge(&p->body, "tierwork_writer_units_total", "counter", units);
	scheduler_metrics(&p->body);
	return OK;
}
