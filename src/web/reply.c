/* reply.c - what handlers read requests and write replies with. */
#include "core/spool.h"
#include "web/form.h"
#include "web/tmpl.h"
#include "web/web.h"

#include "base/day.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *fields_get(const struct fields *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (!strcmp(f->at[i].name, name))
			return f->at[i].value;
	return NULL;
}

static const char *or_else(const char *s, const char *otherwise)
{
	return s && *s ? s : otherwise;
}

const char *query(const struct req *q, const char *name, const char *otherwise)
{
	return or_else(fields_get(&q->query, name), otherwise);
}

const char *form(const struct req *q, const char *name, const char *otherwise)
{
	return or_else(fields_get(&q->form, name), otherwise);
}

enum err query_day(struct req *q, const char *name, int64_t otherwise,
		   int64_t *day)
{
	const char *s = query(q, name, NULL);

	*day = otherwise;
	if (s && !day_parse(s, day))
		return fail(q->c, ERR_INVALID, name,
			    N_("No date: %s (write 2025-07-01; from 1900 on)"),
			    s);
	return OK;
}

enum err query_int(struct req *q, const char *name, int64_t otherwise,
		   int64_t least, int64_t most, int64_t *i)
{
	const char *s = query(q, name, NULL);
	char *end;

	*i = otherwise;
	if (!s)
		return OK;
	errno = 0;
	*i = strtoll(s, &end, 10);
	if (errno || *end || *i < least || *i > most)
		return fail(q->c, ERR_INVALID, name,
			    N_("No whole number from %lld to %lld: %s"),
			    (long long)least, (long long)most, s);
	return OK;
}

void reply_header(struct req *q, struct reply *p, const char *name,
		  const char *value)
{
	struct header *h = arena_alloc(q->c->mem, sizeof(*h));

	h->name = name;
	h->value = value;
	h->next = p->headers;
	p->headers = h;
}

/* Browsers take a __Host- cookie only over https, from this host and for
 * all of it: no neighbour can plant one. */
static const char *cookie_name(const struct req *q, const char *name)
{
	return arena_printf(q->c->mem, "%s%s", q->secure ? "__Host-" : "",
			    name);
}

void reply_cookie(struct req *q, struct reply *p, const char *name,
		  const char *value, int max_age)
{
	struct buf b = {.mem = q->c->mem};

	buf_printf(&b, "%s=%s; Path=/; HttpOnly; SameSite=Lax",
		   cookie_name(q, name), value);
	if (max_age)
		buf_printf(&b, "; Max-Age=%d", max_age < 0 ? 0 : max_age);
	if (q->secure)
		buf_str(&b, "; Secure");
	reply_header(q, p, "Set-Cookie", b.s);
}

const char *cookie(const struct req *q, const char *name)
{
	return form_cookie(q->c->mem, q->cookies, cookie_name(q, name));
}

enum err refuse(struct req *q, int status, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	q->status = status;
	q->c->field = NULL;
	q->c->why = arena_vprintf(q->c->mem, tr(q->c, fmt), ap);
	va_end(ap);
	return ERR_USAGE;
}

/* Which entry of the rail an address belongs to. */
static const struct {
	const char *name, *prefix, *within;
} rail[] = {
	{"app_at_desk", "/desk", NULL},
	{"app_at_calls", "/calls", NULL},
	{"app_at_calls", "/review", NULL},
	{"app_at_documents", "/documents", NULL},
	{"app_at_documents", "/units/", "/books"},
	{"app_at_documents", "/cascade", NULL},
	{"app_at_programme", "/programme", NULL},
	{"app_at_programme", "/tasks", NULL},
	{"app_at_programme", "/visits", NULL},
	{"app_at_programme", "/units/", "/visits"},
	{"app_at_figures", "/figures", NULL},
	{"app_at_figures", "/units/", "/figures"},
	{"app_at_units", "/units/", NULL},
	{"app_at_units", "/tree", NULL},
	{"app_at_forms", "/forms", NULL},
	{"app_at_reorganisations", "/reorganisations", NULL},
	{"app_at_notices", "/notices", NULL},
	{"app_at_settings", "/settings", NULL},
	{"app_at_admin", "/admin", NULL},
	{"app_at_admin", "/accounts", NULL},
	{"app_at_admin", "/journal", NULL},
	{"app_at_people", "/people", NULL},
	{"app_at_people", "/bodies", NULL},
};

static void add_rail(struct val *shell, const char *path)
{
	const char *at = NULL;

	for (size_t i = 0; i < COUNT(rail) && !at; i++)
		if (!strncmp(path, rail[i].prefix, strlen(rail[i].prefix)) &&
		    (!rail[i].within || strstr(path, rail[i].within)))
			at = rail[i].name;
	for (size_t i = 0; i < COUNT(rail); i++)
		if (!val_get(shell, rail[i].name))
			map_b(shell, rail[i].name,
			      at && !strcmp(at, rail[i].name));
}

/* NULL: none. */
static const char *unseen(const struct req *q)
{
	if (q->unseen == 0)
		return NULL;
	return q->unseen < 100
		       ? arena_printf(q->c->mem, "%lld", (long long)q->unseen)
		       : "99+";
}

enum err page(struct req *q, struct reply *p, const char *tmpl, struct val *v)
{
	struct val *shell = val_map(q->c->mem);

	map_s(shell, "app_lang", q->c->lang);
	map_b(shell, "app_english", !strcmp(q->c->lang, "en"));
	map_s(shell, "app_title", q->title ? q->title : "Tierwork");
	map_s(shell, "app_login", q->login);
	map_b(shell, "app_admin", q->admin);
	map_b(shell, "app_people", q->people);
	map_s(shell, "app_unseen", unseen(q));
	map_s(shell, "app_csrf", q->csrf ? q->csrf : "");
	map_s(shell, "app_here", q->method == GET && !q->secret ? q->target : "/");
	map_s(shell, "app_version", TIERWORK_VERSION);
	add_rail(shell, q->path ? q->path : "");
	p->type = "text/html; charset=utf-8";
	return tmpl_render(q->c, tmpl, shell, v, &p->body);
}

enum err json(struct req *q, struct reply *p, const struct val *v)
{
	(void)q;
	p->type = "application/json";
	val_json(v, &p->body);
	return OK;
}

enum err show(struct req *q, struct reply *p, const char *tmpl, struct val *v)
{
	return q->api ? json(q, p, v) : page(q, p, tmpl, v);
}

enum err see_other(struct req *q, struct reply *p, const char *fmt, ...)
{
	struct val *v = val_map(q->c->mem);
	const char *to;
	va_list ap;

	va_start(ap, fmt);
	to = arena_vprintf(q->c->mem, fmt, ap);
	va_end(ap);
	if (q->api) {
		map_s(v, "at", to);
		return json(q, p, v);
	}
	p->status = 303;
	reply_header(q, p, "Location", to);
	return OK;
}

enum err csv_file(struct req *q, struct reply *p, const char *fmt, ...)
{
	const char *name;
	va_list ap;

	va_start(ap, fmt);
	name = arena_vprintf(q->c->mem, fmt, ap);
	va_end(ap);
	return keep_file(q, p, "text/csv; charset=utf-8", name);
}

/* RFC 6266: the plain name for old programs, the true one for others. */
enum err keep_file(struct req *q, struct reply *p, const char *type,
		   const char *name)
{
	struct buf plain = {.mem = q->c->mem}, full = {.mem = q->c->mem};
	bool ascii = true;

	for (const char *s = name; *s; s++) {
		bool safe = isalnum((unsigned char)*s) || strchr("-_.", *s);

		ascii = ascii && safe;
		buf_add(&plain, safe ? s : "_", 1);
		buf_printf(&full, safe ? "%c" : "%%%02X", (unsigned char)*s);
	}
	p->type = type;
	reply_header(q, p, "Content-Disposition",
		     ascii ? arena_printf(q->c->mem,
					  "attachment; filename=\"%s\"", name)
			   : arena_printf(q->c->mem,
					  "attachment; filename=\"%s\"; "
					  "filename*=UTF-8''%s",
					  plain.s, full.s));
	return OK;
}

enum err reply_spool(struct req *q, struct reply *p)
{
	p->file = spool_open();
	p->file_size = 0;
	p->spooled = p->file >= 0;
	if (p->spooled)
		return OK;
	return errno == ENOSPC ? ERR_FULL
			       : fail(q->c, ERR_BROKEN, NULL,
				      N_("No temporary file can be made: %s"),
				      strerror(errno));
}
