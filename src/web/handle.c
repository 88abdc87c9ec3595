/* handle.c - from a request to a route, a unit of work and a reply. */
#include "base/day.h"
#include "base/text.h"
#include "web/door.h"
#include "web/multipart.h"
#include "web/signin.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* ---- the route ---- */

/* One segment of the path, up to the next slash. */
static bool segment(struct req *q, const char *name, const char *s, size_t n)
{
	char *text = arena_copy(q->c->mem, s, n), *end;

	if (!strncmp(name, "{code}", 6)) {
		q->code = text;
		return code_valid(text);
	}
	if (!strncmp(name, "{secret}", 8)) {
		q->secret = text;
		return n > 0;
	}
	q->id = strtoll(text, &end, 10);
	return *text >= '1' && *text <= '9' && n < 19 && !*end;
}

static bool path_is(struct req *q, const char *pattern)
{
	const char *path = q->path;

	while (*pattern) {
		size_t n;

		if (*pattern != '{') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		if (!strcmp(pattern, "{file}")) {
			q->code = path;
			return true;
		}
		n = strcspn(path, "/");
		if (!segment(q, pattern, path, n))
			return false;
		path += n;
		pattern = strchr(pattern, '}') + 1;
	}
	return *path == '\0';
}

/* The same of an address as it came in. */
static bool target_is(const char *target, const char *pattern)
{
	while (*pattern) {
		size_t n;

		if (*pattern != '{') {
			if (*pattern++ != *target++)
				return false;
			continue;
		}
		n = strcspn(target, "/?");
		if (n == 0)
			return false;
		target += n;
		pattern = strchr(pattern, '}') + 1;
	}
	return *target == '\0' || *target == '?';
}

bool web_takes_files(const char *target)
{
	for (size_t i = 0; i < routes_count; i++)
		if (routes[i].work == FILES &&
		    target_is(target, routes[i].path))
			return true;
	return false;
}

static enum err find_route(struct req *q)
{
	bool other = false;

	for (size_t i = 0; i < routes_count; i++) {
		q->code = q->secret = NULL;
		q->id = 0;
		if (!path_is(q, routes[i].path))
			continue;
		q->route = &routes[i];
		if (routes[i].method == q->method)
			return OK;
		other = true;
	}
	if (other)
		return refuse(q, 405,
			      N_("This address takes no such request."));
	return fail(q->c, ERR_MISSING, NULL, N_("There is no such page."));
}

/* ---- what came in ---- */

static enum err form_trouble(struct req *q, enum form_err e)
{
	switch (e) {
	case FORM_OK: return OK;
	case FORM_SYNTAX:
		return refuse(q, 400,
			      N_("The request is broken: its fields cannot be "
				 "read."));
	case FORM_UTF8:
		return refuse(q, 400,
			      N_("The request is broken: its text is not "
				 "UTF-8."));
	case FORM_LARGE:
		return refuse(q, 413,
			      N_("The request has too many fields, or too long "
				 "names of fields."));
	case FORM_REAL:
		return refuse(q, 400,
			      N_("Write numbers with decimals as text, as "
				 "\"1.5\"."));
	}
	return OK;
}

static bool type_is(const char *type, const char *want)
{
	size_t n = strlen(want);

	return type && !strncasecmp(type, want, n) &&
	       strchr("; \t", type[n]) != NULL;
}

static enum err read_form(struct req *q)
{
	struct arena *mem = q->c->mem;
	const char *body = q->body.data, *boundary;
	size_t n = q->body.size;

	if (n == 0)
		return OK;
	if (type_is(q->content_type, "application/x-www-form-urlencoded"))
		return form_trouble(q, form_urlencoded(mem, body, n, &q->form));
	if (type_is(q->content_type, "application/json"))
		return form_trouble(q, form_json(mem, body, n, &q->form));
	boundary = multipart_boundary(mem, q->content_type);
	if (q->route->work == FILES && boundary)
		return form_trouble(q, multipart_read(mem, boundary, body, n,
						      &q->form, &q->files));
	return refuse(q, 415,
		      N_("A form is sent as application/x-www-form-urlencoded "
			 "or as application/json."));
}

/* The first of our languages that the browser names; Vietnamese where it
 * names none. */
static const char *browser_language(const char *s)
{
	for (; s && *s; s += strspn(s, ", ")) {
		if (!strncasecmp(s, "en", 2))
			return "en";
		if (!strncasecmp(s, "vi", 2))
			return "vi";
		s += strcspn(s, ",");
	}
	return "vi";
}

static const char *language(const struct req *q)
{
	const char *set = cookie(q, COOKIE_LANG);

	if (set && !strcmp(set, "en"))
		return "en";
	if (set && !strcmp(set, "vi"))
		return "vi";
	return browser_language(q->languages);
}

static enum err read_request(struct req *q)
{
	const char *query = strchr(q->target, '?');

	q->c->lang = language(q);
	q->path = form_path(q->c->mem, q->target);
	if (!q->path)
		return form_trouble(q, FORM_SYNTAX);
	q->api = !strncmp(q->path, "/api/", 5);
	if (q->status == 507) {
		q->status = 0;
		return ERR_FULL;
	}
	if (q->status == 413 && web_takes_files(q->target))
		return refuse(q, 413,
			      N_("Too large: at most 50 MB are taken at a "
				 "time."));
	if (q->status == 413)
		return refuse(q, 413,
			      N_("The request is larger than is taken here."));
	if (q->status == 429)
		return refuse(q, 429,
			      N_("Several files of yours are on their way. "
				 "Wait until they have come, then send this "
				 "one."));
	if (q->status)
		return refuse(q, q->status,
			      N_("This address takes no such request."));
	TRY(find_route(q));
	if (query)
		TRY(form_trouble(q, form_urlencoded(q->c->mem, query + 1,
						    strlen(query + 1),
						    &q->query)));
	return q->method == POST && !q->at_gate ? read_form(q) : OK;
}

/* ---- the unit of work ---- */

struct call {
	struct req *q;
	struct reply *p;
};

static void reset(struct req *q, struct reply *p)
{
	if (p->spooled)
		close(p->file);
	*p = (struct reply){.status = 200, .body = {.mem = q->c->mem}};
}

static enum err call_route(struct call *k)
{
	reset(k->q, k->p);
	return k->q->route->fn(k->q, k->p);
}

static enum err in_read(struct ctx *c, void *arg)
{
	struct call *k = arg;

	TRY(door_open(c, k->q));
	TRY(door_check(k->q));
	return call_route(k);
}

static enum err in_write(struct ctx *c, void *arg)
{
	struct call *k = arg;

	if (k->q->stale)
		TRY(door_seen(c, k->q));
	return call_route(k);
}

/* Who asks is known before the writer is waited for. */
static enum err open_door(struct req *q)
{
	TRY(run_unit(q->c, DB_READ, door_open, q));
	return door_check(q);
}

/* Who may not come in is told so before sending much. */
static enum err gate(struct req *q, struct reply *p)
{
	TRY(open_door(q));
	p->status = 100;
	return OK;
}

static enum err dispatch(struct req *q, struct reply *p)
{
	struct call k = {q, p};

	TRY(read_request(q));
	if (!q->c->db && q->route->work != BARE)
		return ERR_UNAVAILABLE;
	if (q->route->work != BARE)
		TRY(door_site(q));
	if (q->at_gate)
		return gate(q, p);
	switch (q->route->work) {
	case READS:
		assert(q->method == GET);
		TRY(run_unit(q->c, DB_READ, in_read, &k));
		break;
	case WRITES:
		TRY(open_door(q));
		return run_unit(q->c, DB_WRITE, in_write, &k);
	case ALONE:
	case FILES:
		TRY(open_door(q));
		TRY(call_route(&k));
		break;
	case BARE: return call_route(&k);
	}
	door_keep(q, p);
	return OK;
}

/* ---- when it went wrong ---- */

static const char *heading(const struct ctx *c, int status)
{
	switch (status) {
	case 401: return tr(c, N_("Sign in first"));
	case 403: return tr(c, N_("Not allowed"));
	case 404: return tr(c, N_("Not found"));
	case 409: return tr(c, N_("Somebody was faster"));
	case 422: return tr(c, N_("This cannot be done so"));
	case 503: return tr(c, N_("Not available just now"));
	default: return tr(c, N_("Sorry"));
	}
}

static const char *reason(struct req *q, enum err e)
{
	struct ctx *c = q->c;

	switch (e) {
	case ERR_BROKEN:
		return tr(c, N_("Something is wrong on our side. It has been "
				"noted; tell the administrator the number "
				"below if it lasts."));
	case ERR_UNAVAILABLE:
	case ERR_SCHEMA:
		return tr(c, N_("The database does not answer. Nothing was "
				"changed. Try again in a minute."));
	case ERR_BUSY:
		return tr(c, N_("Many people are writing at once. Nothing was "
				"changed. Try again in a moment."));
	case ERR_FULL:
		return tr(c, N_("The disk of the server is full. Nothing was "
				"changed. Tell the administrator."));
	case ERR_MISSING:
		return c->why ? c->why : tr(c, N_("There is no such page."));
	case OK:
	case ERR_USAGE:
	case ERR_INVALID:
	case ERR_CONFLICT:
	case ERR_DENIED: break;
	}
	return c->why ? c->why : "";
}

/* What an API call is told, and where a page leads instead. */
static const struct {
	const char *word, *path;
} needs[] = {
	[NEED_SIGNIN] = {"signin", "/signin"},
	[NEED_PROOF] = {"prove", "/signin/again"},
	[NEED_FACTOR] = {"factor", "/settings/security/factor"},
	[NEED_TOKEN] = {"token", "/signin"},
};

static struct val *error_view(struct req *q, enum err e, int status)
{
	struct val *v = val_map(q->c->mem);

	map_s(v, "error", q->need ? needs[q->need].word : err_name(e));
	map_s(v, "title", heading(q->c, status));
	map_s(v, "why", reason(q, e));
	map_s(v, "field", q->c->field);
	map_v(v, "faults", faults_view(q->c));
	map_s(v, "request", q->id_text);
	return v;
}

static void allow(struct req *q, struct reply *p)
{
	reply_header(q, p, "Allow",
		     q->route && q->route->method == POST ? "POST"
							  : "GET, HEAD");
}

static void answer_error(struct req *q, struct reply *p, enum err e)
{
	int status = q->status ? q->status : err_status(e);
	struct val *v = error_view(q, e, status);

	p->status = status;
	if (status == 405)
		allow(q, p);
	if (q->need == NEED_TOKEN)
		reply_header(q, p, "WWW-Authenticate",
			     "Bearer error=\"invalid_token\"");
	if (status == 503 || status == 429)
		reply_header(q, p, "Retry-After", "5");
	if (q->api ? json(q, p, v) : page(q, p, "shell/error", v))
		p->body.len = 0;
}

/* Whoever must sign in first lands, after that, where they wanted. */
static void send_first(struct req *q, struct reply *p)
{
	struct buf to = {.mem = q->c->mem};

	buf_str(&to, needs[q->need].path);
	if (q->method == GET && strcmp(q->target, "/")) {
		buf_str(&to, "?next=");
		for (const char *s = q->target; *s; s++)
			buf_printf(&to, strchr("%&+?#", *s) ? "%%%02X" : "%c",
				   (unsigned char)*s);
	}
	p->status = 303;
	reply_header(q, p, "Location", to.s);
}

/* A request that never came to a route is told so in the shell of whoever
 * is signed in. */
static void open_late(struct req *q, enum err e)
{
	const char *why = q->c->why;

	if (!q->c->db || q->csrf || (e != ERR_MISSING && e != ERR_USAGE))
		return;
	if (run_unit(q->c, DB_READ, door_open, q) != OK)
		q->login = NULL;
	q->c->why = why;
}

void web_handle(struct req *q, struct reply *p)
{
	enum err e = dispatch(q, p);

	if (q->reused || q->refused)
		door_refused(q);
	if (e == OK)
		return;
	open_late(q, e);
	reset(q, p);
	p->e = e;
	p->why = q->c->why ? q->c->why : q->c->db ? q->c->db->error : NULL;
	if (q->need == NEED_PROOF && q->method == POST && !q->api &&
	    prove_kept(q, p) == OK)
		return;
	if (page_kept(q, p, q->status ? q->status : err_status(e)) == OK)
		return;
	if (q->need && !q->api)
		send_first(q, p);
	else
		answer_error(q, p, e);
}
