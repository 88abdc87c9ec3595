/* web.h - requests, replies and the routes between them: all that the
 * author of a page needs.
 *
 * A handler is read, call, show: it takes what it needs from the request,
 * calls one function of an area, and shows the view:
 *
 *	enum err page_unit(struct req *q, struct reply *p)
 *	{
 *		struct val *v;
 *		int64_t at;
 *
 *		TRY(query_day(q, "at", q->c->today, &at));
 *		TRY(unit_view(q->c, q->code, at, &v));
 *		return show(q, p, "org/unit", v);
 *	}
 *
 * with two rows in routes.c: one for /units/{code} and one for
 * /api/units/{code}, where show() answers JSON. */
#ifndef WEB_H
#define WEB_H

#include "core/ctx.h"

enum method { GET, POST }; /* HEAD is a GET whose body is not sent */

enum access {
	ANYONE,
	SIGNED_IN, /* others are sent to /signin; an API call gets 401 */
	/* Who gave password or code within SESSION_PROOF s; others are sent to
	 * /signin/again, and back, with what they sent. */
	PROVED,
	/* The same, also of who must set up a second factor before all else. */
	SETTING_UP,
};

/* What somebody must do before all else. */
enum need {
	NEED_NOTHING,
	NEED_SIGNIN,
	NEED_PROOF,
	NEED_FACTOR,
	NEED_TOKEN,
};

/* What run_unit() the handler is called in. Before all but BARE it is known
 * who asks (q->c->account), and of a POST that the CSRF token is right. */
enum work {
	READS,	/* a read-only snapshot */
	WRITES, /* a writer */
	ALONE,	/* none: it calls run_unit() itself, for what is slow outside
		 * of the database or needs DB_SERIALIZABLE */
	FILES,	/* as ALONE, for a form that carries files: UPLOAD_MOST */
	BARE,	/* none, and nobody asked who it is: static files, health */
};

/* One input of a form, or of the address after "?". */
struct field {
	const char *name, *value; /* well-formed UTF-8 */
};

struct fields {
	struct field *at;
	size_t n;
};

/* One file of a form that carries files. */
struct upload {
	const char *field;
	const char *name; /* as the browser said it: of a stranger */
	struct blob content;
};

struct uploads {
	struct upload *at;
	size_t n;
};

struct route;

struct req {
	struct ctx *c;
	enum method method;
	const char *path;	   /* decoded, without the query */
	const char *target;	   /* path and query, as it came in */
	const struct route *route; /* NULL: none was found */
	const char *code;	   /* {code} of the route, or NULL */
	int64_t id;		   /* {id} of the route, or 0 */
	const char *secret;	   /* {secret} of the route, or NULL */
	bool api;		   /* an address under /api/: speak JSON */
	struct fields query, form;
	struct uploads files; /* of a route that takes them */
	const char *login;    /* of c->account, or NULL */
	int64_t session;      /* its number, or 0 */
	bool stale;	      /* session_seen() is due */
	bool renew;	      /* session_move() is due */
	bool proved;	      /* password or code lately given */
	bool owes;	      /* a second factor is to be set up first */
	int64_t reused;	      /* session_stolen() is due: of that session */
	int64_t refused;      /* token_refused() is due: of that token */
	const char *bearer;   /* the token of a program, or NULL */
	enum need need;	      /* why the request was not answered */
	/* What this browser holds, where it signed in before as the login that
	 * it now gives; or NULL. */
	const char *known;
	bool admin, people;   /* their doors in the rail are open */
	int64_t unseen;	      /* own notices that wait, counted up to 100 */
	const char *title;    /* of the store */
	const char *timezone; /* of the store */
	const char *csrf;     /* what the forms of this page must send back */
	const char *token; /* of the session, or of who has none yet; or NULL */
	const char *from;  /* address of the browser; see trusted-proxy */
	bool secure;	   /* the browser speaks https */
	char id_text[17];  /* of this request, in the log and on error pages */
	/* as they came in */
	const char *cookies, *languages, *etag, *encodings, *content_type;
	const char *csrf_header, *agent, *authorization;
	const char *fetch_site, *fetch_mode; /* what the browser says of who
					      * sends it; NULL: nothing */
	bool crowded;			     /* others wait */
	int64_t began; /* us of a clock that never goes back */
	bool proxied;  /* it came through the trusted proxy */
	struct blob body;
	bool at_gate; /* only its head is here: may its files come? */
	int status;   /* after an error of HTTP itself: 405, 413 ..., or 0 */
};

/* A header of the reply beyond those that every reply has. */
struct header {
	const char *name, *value;
	struct header *next;
};

struct reply {
	int status;
	const char *type; /* of the body */
	struct header *headers;
	struct buf body;
	struct blob fixed; /* a body that outlives the request, instead */
	bool spooled;	   /* the body is this file's, from its beginning: */
	int file;
	size_t file_size;
	enum err e;	 /* what went wrong, for the log */
	const char *why; /* and in which words; NULL: not known */
};

typedef enum err (*handler_fn)(struct req *q, struct reply *p);

struct route {
	enum method method;
	/* {code}: one code of a unit or form; {id}: a whole number from 1;
	 * {secret}: of a link that
	 * is good once, it stands in no log; {file}: a name of /static/ (in q->code) */
	const char *path;
	enum access access;
	enum work work;
	handler_fn fn;
	const char *does; /* one line, for `tierwork routes` and docs/api.md */
};

/* One request that carries files, all of it. */
#define UPLOAD_MOST ((50 << 20) + (1 << 20))

extern const struct route routes[];
extern const size_t routes_count;

/* Whether a route is closed to programs, whatever their token allows: who
 * holds a token must not come to a session, an account or another token. */
bool route_for_people(const struct route *r);

/* ---- what came in ---- */

/* The first value of that name; NULL where there is none. */
const char *fields_get(const struct fields *f, const char *name);
/* The same of the address after "?", or of the form; `otherwise` where it
 * is not there or empty. */
const char *query(const struct req *q, const char *name, const char *otherwise);
const char *form(const struct req *q, const char *name, const char *otherwise);

/* ?name=2026-01-31 as a day. ERR_INVALID: no date. */
enum err query_day(struct req *q, const char *name, int64_t otherwise,
		   int64_t *day) MUST;
/* ?name=12 as a whole number from `least` to `most`. ERR_INVALID: not one. */
enum err query_int(struct req *q, const char *name, int64_t otherwise,
		   int64_t least, int64_t most, int64_t *i) MUST;

/* ---- what goes out ---- */

/* Renders src/web/templates/NAME.html, NAME being "org/unit". The view may
 * use no name of those that the shell adds: app_* (see reply.c). A page says
 * its heading in `title`. */
enum err page(struct req *q, struct reply *p, const char *tmpl,
	      struct val *v) MUST;
enum err json(struct req *q, struct reply *p, const struct val *v) MUST;
/* json() under /api/, page() elsewhere. */
enum err show(struct req *q, struct reply *p, const char *tmpl,
	      struct val *v) MUST;

/* The answer to a POST: 303 to a page; under /api/ 200 and {"at": path}. */
enum err see_other(struct req *q, struct reply *p, const char *fmt, ...)
	PRINTF(3, 4);

/* A file to keep: write it to p->body with csv_cell() and csv_number().
 * The name is made of letters, digits and - _ . */
enum err csv_file(struct req *q, struct reply *p, const char *fmt, ...)
	PRINTF(3, 4);

/* A file of any kind to keep, of which p->body has the bytes, or p->file
 * (see reply_spool()). The name may be any text. */
enum err keep_file(struct req *q, struct reply *p, const char *type,
		   const char *name);

/* Puts a body too large for memory on the disk: write it to p->file with
 * spool_write(), and its size to p->file_size. ERR_FULL: no room. */
enum err reply_spool(struct req *q, struct reply *p) MUST;

/* One more header; the value must hold no line end. */
void reply_header(struct req *q, struct reply *p, const char *name,
		  const char *value);

/* Sets a cookie that scripts cannot read; for `max_age` s, 0: until the
 * browser is closed, less than 0: takes it away. `name` as COOKIE_*. */
void reply_cookie(struct req *q, struct reply *p, const char *name,
		  const char *value, int max_age);
/* The value of such a cookie, or NULL. */
const char *cookie(const struct req *q, const char *name);

#define COOKIE_SESSION "tierwork"
#define COOKIE_FORM    "tierwork-form" /* of who has no session yet */
#define COOKIE_HALF    "tierwork-half" /* of who is still to give a code */
#define COOKIE_LANG    "tierwork-lang"
#define COOKIE_KNOWN   "tierwork-known" /* of who signed in here before */

/* Ends the request with that status of HTTP and words for the person. */
enum err refuse(struct req *q, int status, const char *fmt, ...) PRINTF(3, 4);

/* Whether a POST to that address (as it came in) may carry files: its head
 * is first answered alone, with q->at_gate; p->status is then 100 where the
 * body may come. */
bool web_takes_files(const char *target) MUST;

/* Answers a request, whatever becomes of it; q->c has memory, a database
 * and the time, and q what came in. */
void web_handle(struct req *q, struct reply *p);

/* ---- handlers ---- */

enum err page_home(struct req *q, struct reply *p);
enum err page_figures_home(struct req *q, struct reply *p);
enum err page_desk(struct req *q, struct reply *p);
enum err post_desk_seen(struct req *q, struct reply *p);
enum err post_approval(struct req *q, struct reply *p);
enum err page_calls(struct req *q, struct reply *p);
enum err page_call(struct req *q, struct reply *p);
enum err page_call_new(struct req *q, struct reply *p);
enum err page_standing(struct req *q, struct reply *p);
enum err post_standing(struct req *q, struct reply *p);
enum err post_standing_end(struct req *q, struct reply *p);
enum err post_call_new(struct req *q, struct reply *p);
enum err post_call(struct req *q, struct reply *p);
enum err api_call_map(struct req *q, struct reply *p);
enum err page_coverage(struct req *q, struct reply *p);
enum err page_coverage_table(struct req *q, struct reply *p);
enum err page_owing_table(struct req *q, struct reply *p);
enum err page_work(struct req *q, struct reply *p);
enum err page_tree(struct req *q, struct reply *p);
enum err page_search(struct req *q, struct reply *p);
enum err page_unit(struct req *q, struct reply *p);
enum err api_unit(struct req *q, struct reply *p);
enum err page_figures(struct req *q, struct reply *p);
enum err page_figures_table(struct req *q, struct reply *p);
enum err page_lineage(struct req *q, struct reply *p);
enum err page_lineage_table(struct req *q, struct reply *p);
enum err page_missing(struct req *q, struct reply *p);
enum err page_missing_table(struct req *q, struct reply *p);
enum err api_series(struct req *q, struct reply *p);
enum err page_documents(struct req *q, struct reply *p);
enum err page_document_new(struct req *q, struct reply *p);
enum err post_document_new(struct req *q, struct reply *p);
enum err page_document(struct req *q, struct reply *p);
enum err page_document_relations(struct req *q, struct reply *p);
enum err post_document(struct req *q, struct reply *p);
enum err post_document_files(struct req *q, struct reply *p);
enum err page_cascade(struct req *q, struct reply *p);
enum err post_cascade_accept(struct req *q, struct reply *p);
enum err api_cascade_owing(struct req *q, struct reply *p);
enum err page_cascade_issue(struct req *q, struct reply *p);
enum err post_cascade_issue(struct req *q, struct reply *p);
enum err page_cascade_copy(struct req *q, struct reply *p);
enum err post_cascade_copy(struct req *q, struct reply *p);
enum err page_cascade_review(struct req *q, struct reply *p);
enum err page_cascade_review_file(struct req *q, struct reply *p);
enum err page_book(struct req *q, struct reply *p);
enum err page_book_table(struct req *q, struct reply *p);
enum err page_bodies(struct req *q, struct reply *p);
enum err page_body(struct req *q, struct reply *p);
enum err post_body(struct req *q, struct reply *p);
enum err page_edxml_import(struct req *q, struct reply *p);
enum err post_edxml_import(struct req *q, struct reply *p);
enum err page_edxml_export(struct req *q, struct reply *p);
enum err page_body_form(struct req *q, struct reply *p);
enum err post_body_form(struct req *q, struct reply *p);
enum err page_seats(struct req *q, struct reply *p);
enum err page_seats_table(struct req *q, struct reply *p);
enum err page_seat_kinds(struct req *q, struct reply *p);
enum err post_seat_kind(struct req *q, struct reply *p);
enum err page_people(struct req *q, struct reply *p);
enum err page_people_table(struct req *q, struct reply *p);
enum err page_people_cards(struct req *q, struct reply *p);
enum err page_people_twins(struct req *q, struct reply *p);
enum err page_people_import(struct req *q, struct reply *p);
enum err post_people_import(struct req *q, struct reply *p);
enum err api_people_import(struct req *q, struct reply *p);
enum err page_person(struct req *q, struct reply *p);
enum err post_person(struct req *q, struct reply *p);
enum err page_person_new(struct req *q, struct reply *p);
enum err post_person_new(struct req *q, struct reply *p);
enum err page_person_merge(struct req *q, struct reply *p);
enum err post_person_merge(struct req *q, struct reply *p);
enum err api_members(struct req *q, struct reply *p);
enum err page_forms(struct req *q, struct reply *p);
enum err page_form(struct req *q, struct reply *p);
enum err page_form_compare(struct req *q, struct reply *p);
enum err page_form_new(struct req *q, struct reply *p);
enum err post_form_new(struct req *q, struct reply *p);
enum err page_form_edit(struct req *q, struct reply *p);
enum err post_form_edit(struct req *q, struct reply *p);
enum err page_journal(struct req *q, struct reply *p);
enum err page_journal_entry(struct req *q, struct reply *p);
enum err page_seals(struct req *q, struct reply *p);
enum err page_seal(struct req *q, struct reply *p);
enum err post_seal(struct req *q, struct reply *p);
enum err page_reorganisations(struct req *q, struct reply *p);
enum err page_reorganisation(struct req *q, struct reply *p);
enum err page_template(struct req *q, struct reply *p);
enum err post_attachments(struct req *q, struct reply *p);
enum err page_attachment(struct req *q, struct reply *p);
enum err post_attachment_drop(struct req *q, struct reply *p);
enum err page_signin(struct req *q, struct reply *p);
enum err page_oidc(struct req *q, struct reply *p);
enum err page_oidc_back(struct req *q, struct reply *p);
enum err post_identity(struct req *q, struct reply *p);
enum err post_identity_drop(struct req *q, struct reply *p);
enum err page_signon(struct req *q, struct reply *p);
enum err post_signon(struct req *q, struct reply *p);
enum err post_signon_try(struct req *q, struct reply *p);
enum err page_prove(struct req *q, struct reply *p);
enum err post_prove(struct req *q, struct reply *p);
enum err page_code(struct req *q, struct reply *p);
enum err post_code(struct req *q, struct reply *p);
enum err page_factor(struct req *q, struct reply *p);
enum err post_factor(struct req *q, struct reply *p);
enum err post_factor_off(struct req *q, struct reply *p);
enum err post_codes(struct req *q, struct reply *p);
enum err page_security(struct req *q, struct reply *p);
enum err post_session_end(struct req *q, struct reply *p);
enum err post_sessions_end(struct req *q, struct reply *p);
enum err post_token(struct req *q, struct reply *p);
enum err post_token_end(struct req *q, struct reply *p);
enum err page_calendars(struct req *q, struct reply *p);
enum err post_calendar(struct req *q, struct reply *p);
enum err post_calendar_end(struct req *q, struct reply *p);
enum err page_ics(struct req *q, struct reply *p);
enum err post_signin(struct req *q, struct reply *p);
enum err post_signout(struct req *q, struct reply *p);
/* Instead of an error page, where people type for long: what they sent is
 * on it, to be sent again, after signing in again where the session is
 * over. Not OK: this is no such case. */
enum err page_kept(struct req *q, struct reply *p, int status);
enum err page_link(struct req *q, struct reply *p);
enum err post_link(struct req *q, struct reply *p);
enum err page_forgotten(struct req *q, struct reply *p);
enum err post_forgotten(struct req *q, struct reply *p);
enum err page_admin(struct req *q, struct reply *p);
enum err page_accounts(struct req *q, struct reply *p);
enum err page_account(struct req *q, struct reply *p);
enum err page_account_new(struct req *q, struct reply *p);
enum err post_account_new(struct req *q, struct reply *p);
enum err post_account_reset(struct req *q, struct reply *p);
enum err post_account_close(struct req *q, struct reply *p);
enum err post_account_reopen(struct req *q, struct reply *p);
enum err post_account_email(struct req *q, struct reply *p);
enum err post_account_person(struct req *q, struct reply *p);
enum err post_account_role(struct req *q, struct reply *p);
enum err post_account_role_end(struct req *q, struct reply *p);
enum err post_account_sessions(struct req *q, struct reply *p);
enum err page_standins(struct req *q, struct reply *p);
enum err post_standin(struct req *q, struct reply *p);
enum err post_standin_end(struct req *q, struct reply *p);
enum err page_language(struct req *q, struct reply *p);
enum err page_settings(struct req *q, struct reply *p);
enum err post_password(struct req *q, struct reply *p);
enum err post_language(struct req *q, struct reply *p);
enum err post_email(struct req *q, struct reply *p);
enum err post_wishes(struct req *q, struct reply *p);
enum err page_why(struct req *q, struct reply *p);
enum err page_known(struct req *q, struct reply *p);
enum err page_known_file(struct req *q, struct reply *p);
enum err post_erase_own(struct req *q, struct reply *p);
enum err post_erase_person(struct req *q, struct reply *p);
enum err page_notices(struct req *q, struct reply *p);
enum err page_notice(struct req *q, struct reply *p);
enum err post_notices_seen(struct req *q, struct reply *p);
enum err page_mail(struct req *q, struct reply *p);
enum err post_mail(struct req *q, struct reply *p);
enum err post_mail_test(struct req *q, struct reply *p);
enum err post_mail_again(struct req *q, struct reply *p);
enum err page_entry(struct req *q, struct reply *p);
enum err post_entry(struct req *q, struct reply *p);
enum err post_entry_file(struct req *q, struct reply *p);
enum err api_entry(struct req *q, struct reply *p);
enum err api_draft(struct req *q, struct reply *p);
enum err api_submit(struct req *q, struct reply *p);
enum err page_check(struct req *q, struct reply *p);
enum err post_check(struct req *q, struct reply *p);
enum err api_check_act(struct req *q, struct reply *p);
enum err page_review(struct req *q, struct reply *p);
enum err post_review(struct req *q, struct reply *p);
enum err page_programme_home(struct req *q, struct reply *p);
enum err page_programme(struct req *q, struct reply *p);
enum err page_programme_table(struct req *q, struct reply *p);
enum err page_programme_year(struct req *q, struct reply *p);
enum err post_programme(struct req *q, struct reply *p);
enum err page_workload(struct req *q, struct reply *p);
enum err page_visits(struct req *q, struct reply *p);
enum err page_visit(struct req *q, struct reply *p);
enum err page_visit_new(struct req *q, struct reply *p);
enum err post_visit_new(struct req *q, struct reply *p);
enum err post_visit(struct req *q, struct reply *p);
enum err page_tasks(struct req *q, struct reply *p);
enum err page_task(struct req *q, struct reply *p);
enum err page_task_new(struct req *q, struct reply *p);
enum err post_task_new(struct req *q, struct reply *p);
enum err post_task(struct req *q, struct reply *p);
enum err post_task_report(struct req *q, struct reply *p);
enum err api_tasks(struct req *q, struct reply *p);
enum err api_task(struct req *q, struct reply *p);
enum err api_task_new(struct req *q, struct reply *p);
enum err api_workload(struct req *q, struct reply *p);
enum err api_task_act(struct req *q, struct reply *p);
enum err page_sw(struct req *q, struct reply *p);
enum err page_static(struct req *q, struct reply *p);
enum err api_session(struct req *q, struct reply *p);
enum err api_document(struct req *q, struct reply *p);
enum err page_health(struct req *q, struct reply *p);
enum err page_metrics(struct req *q, struct reply *p);

#endif
