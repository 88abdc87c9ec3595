/* directory.c - asks an LDAP directory. The only file that includes ldap.h. */
#include "access/directory.h"

#include "core/outside.h"
#include "core/setting.h"

#include <ldap.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define CONNECT_S 3
#define ALL_MS	  5000 /* once connected, in which all must be said */
#define LONGEST	  256  /* bytes of a login or password that are looked at */
#define SYSTEM_CA "/etc/ssl/certs/ca-certificates.crt"

enum err directory_read(struct ctx *c, struct directory *d)
{
	TRY(setting_get(c, "ldap-url", "", &d->url));
	TRY(setting_get(c, "ldap-base", "", &d->base));
	TRY(setting_get(c, "ldap-filter", "(uid=%s)", &d->filter));
	TRY(setting_get(c, "ldap-bind-dn", "", &d->bind_dn));
	TRY(setting_get(c, "ldap-ca", "", &d->ca));
	return setting_secret(c, "ldap-bind-password", &d->bind_password);
}

/* Whatever is no letter or digit is written as its bytes. */
static void escape(struct buf *b, const char *s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

	for (; *s; s++) {
		if (strchr(plain, *s))
			buf_add(b, s, 1);
		else
			buf_printf(b, "\\%02x", (unsigned char)*s);
	}
}

const char *directory_filter(struct arena *mem, const char *filter,
			     const char *login)
{
	struct buf b = {.mem = mem};
	const char *at = strstr(filter, "%s");

	if (!at)
		return filter;
	buf_add(&b, filter, (size_t)(at - filter));
	escape(&b, login);
	buf_str(&b, at + 2);
	return b.s;
}

/* ---- its end ---- */

/* The library waits for ever in a TLS handshake: so the connection is shut
 * from beside it when its time is over. */
struct watch {
	struct ldap_conncb call;
	bool begun;
	int socket; /* our own hold on it */
	int end;    /* an eventfd: the talk is over */
	pthread_t thread;
};

static void *look_on(void *watch)
{
	const struct watch *w = watch;
	struct pollfd end = {.fd = w->end, .events = POLLIN};

	if (poll(&end, 1, ALL_MS) == 0)
		shutdown(w->socket, SHUT_RDWR);
	return NULL;
}

static int watch_begin(LDAP *ld, Sockbuf *sb, LDAPURLDesc *url,
		       struct sockaddr *to, struct ldap_conncb *call)
{
	struct watch *w = call->lc_arg;
	int socket = -1;

	(void)ld, (void)url, (void)to;
	if (w->begun || ber_sockbuf_ctrl(sb, LBER_SB_OPT_GET_FD, &socket) != 1)
		return -1;
	w->socket = dup(socket);
	w->end = eventfd(0, EFD_CLOEXEC);
	w->begun = w->socket >= 0 && w->end >= 0 &&
		   pthread_create(&w->thread, NULL, look_on, w) == 0;
	return w->begun ? 0 : -1;
}

static void watch_lost(LDAP *ld, Sockbuf *sb, struct ldap_conncb *call)
{
	(void)ld, (void)sb, (void)call;
}

static void watch_end(struct watch *w)
{
	const uint64_t one = 1;

	if (!w->begun)
		return;
	while (write(w->end, &one, sizeof(one)) < 0)
		;
	pthread_join(w->thread, NULL);
	close(w->socket);
	close(w->end);
}

/* ---- one talk ---- */

struct talk {
	struct ctx *c;
	const struct directory *d;
	LDAP *ld;
	struct watch watch;
	const char *why;
};

static enum directory_answer away(struct talk *t, const char *why, int code)
{
	char *more = NULL;

	ldap_get_option(t->ld, LDAP_OPT_DIAGNOSTIC_MESSAGE, &more);
	t->why =
		arena_printf(t->c->mem, "%s %s%s%s", why, ldap_err2string(code),
			     more && *more ? ": " : "", more ? more : "");
	ldap_memfree(more);
	return DIRECTORY_AWAY;
}

/* The whole answer to message `id`; else a code of the library. */
static int await(struct talk *t, int id, LDAPMessage **answer)
{
	int code = LDAP_OTHER;

	if (ldap_result(t->ld, id, LDAP_MSG_ALL, NULL, answer) > 0)
		return LDAP_SUCCESS;
	ldap_get_option(t->ld, LDAP_OPT_RESULT_CODE, &code);
	return code == LDAP_SUCCESS ? LDAP_OTHER : code;
}

/* The code in the answer to message `id`, which is dropped. */
static int await_code(struct talk *t, int id)
{
	LDAPMessage *answer = NULL;
	int code = await(t, id, &answer), said;

	if (code != LDAP_SUCCESS)
		return code;
	code = ldap_parse_result(t->ld, answer, &said, NULL, NULL, NULL, NULL,
				 1);
	return code == LDAP_SUCCESS ? said : code;
}

static int bind_as(struct talk *t, const char *dn, const char *password)
{
	struct berval word = {strlen(password), (char *)password};
	int id, code = ldap_sasl_bind(t->ld, dn, LDAP_SASL_SIMPLE, &word, NULL,
				      NULL, &id);

	return code == LDAP_SUCCESS ? await_code(t, id) : code;
}

static int start_tls(struct talk *t)
{
	int id, code = ldap_start_tls(t->ld, NULL, NULL, &id);

	if (code == LDAP_SUCCESS)
		code = await_code(t, id);
	return code == LDAP_SUCCESS ? ldap_install_tls(t->ld) : code;
}

/* Those of ldap.conf, whatever it says, shall not count. */
static int set_options(struct talk *t)
{
	static const int three = LDAP_VERSION3, never = LDAP_DEREF_NEVER;
	static const int demand = LDAP_OPT_X_TLS_DEMAND, two = 2, client = 0;
	static const int tls = LDAP_OPT_X_TLS_PROTOCOL_TLS1_2;
	const struct timeval wait = {.tv_sec = CONNECT_S};
	const char *ca = *t->d->ca ? t->d->ca : SYSTEM_CA;
	const struct {
		int option;
		const void *value;
	} all[] = {
		{LDAP_OPT_PROTOCOL_VERSION, &three},
		{LDAP_OPT_REFERRALS, LDAP_OPT_OFF},
		{LDAP_OPT_RESTART, LDAP_OPT_ON},
		{LDAP_OPT_DEREF, &never},
		{LDAP_OPT_SIZELIMIT, &two},
		{LDAP_OPT_NETWORK_TIMEOUT, &wait},
		{LDAP_OPT_X_TLS_REQUIRE_CERT, &demand},
		{LDAP_OPT_X_TLS_PROTOCOL_MIN, &tls},
		{LDAP_OPT_X_TLS_CACERTFILE, ca},
		{LDAP_OPT_X_TLS_NEWCTX, &client},
		{LDAP_OPT_CONNECT_CB, &t->watch.call},
	};

	for (size_t i = 0; i < COUNT(all); i++)
		if (ldap_set_option(t->ld, all[i].option, all[i].value) !=
		    LDAP_OPT_SUCCESS)
			return LDAP_PARAM_ERROR;
	return LDAP_SUCCESS;
}

/* One that says something else cannot be read as another person's. */
static enum directory_answer not_one(struct talk *t, const char *why)
{
	t->why = tr(t->c, why);
	return DIRECTORY_WRONG;
}

static enum directory_answer bind_entry(struct talk *t, LDAPMessage *found,
					const char *password)
{
	LDAPMessage *entry = ldap_first_entry(t->ld, found);
	char *dn = entry ? ldap_get_dn(t->ld, entry) : NULL;
	int code = dn && *dn ? bind_as(t, dn, password) : LDAP_NO_SUCH_OBJECT;

	t->why = arena_printf(t->c->mem,
			      tr(t->c, N_("The password of %s is right.")),
			      dn ? dn : "");
	ldap_memfree(dn);
	switch (code) {
	case LDAP_SUCCESS: return DIRECTORY_RIGHT;
	case LDAP_INVALID_CREDENTIALS:
	case LDAP_INAPPROPRIATE_AUTH:
	case LDAP_INSUFFICIENT_ACCESS:
	case LDAP_UNWILLING_TO_PERFORM:
	case LDAP_CONSTRAINT_VIOLATION:
	case LDAP_NO_SUCH_OBJECT:
		return not_one(t, N_("The directory does not take this "
				     "password."));
	default:
		return away(t,
			    tr(t->c, N_("The directory did not check the "
					"password:")),
			    code);
	}
}

static enum directory_answer search(struct talk *t, const char *login,
				    LDAPMessage **found)
{
	char *none[] = {(char *)LDAP_NO_ATTRS, NULL};
	struct timeval limit = {.tv_sec = ALL_MS / 1000};
	int id, said = LDAP_SUCCESS;
	int code = ldap_search_ext(
		t->ld, t->d->base, LDAP_SCOPE_SUBTREE,
		directory_filter(t->c->mem, t->d->filter, login), none, 0, NULL,
		NULL, &limit, 2, &id);

	if (code == LDAP_SUCCESS)
		code = await(t, id, found);
	if (code == LDAP_SUCCESS)
		code = ldap_parse_result(t->ld, *found, &said, NULL, NULL, NULL,
					 NULL, 0);
	if (code == LDAP_SUCCESS)
		code = said;
	if (code != LDAP_SUCCESS && code != LDAP_SIZELIMIT_EXCEEDED)
		return away(t,
			    tr(t->c, N_("The directory could not be "
					"searched:")),
			    code);
	switch (ldap_count_entries(t->ld, *found)) {
	case 0:
		return not_one(t, N_("The directory has no entry for this "
				     "login."));
	case 1:
		if (code == LDAP_SUCCESS)
			return DIRECTORY_RIGHT;
	}
	return not_one(t, N_("The directory has more than one entry for this "
			     "login: make ldap-filter or ldap-base narrower."));
}

static enum directory_answer talk(struct talk *t, const char *login,
				  const char *password)
{
	LDAPMessage *found = NULL;
	enum directory_answer a;
	int code = set_options(t);

	if (code == LDAP_SUCCESS && !strncmp(t->d->url, "starttls", 8))
		code = start_tls(t);
	if (code != LDAP_SUCCESS)
		return away(t, tr(t->c, N_("The directory cannot be reached:")),
			    code);
	code = bind_as(t, t->d->bind_dn, t->d->bind_password);
	if (code != LDAP_SUCCESS)
		return away(t,
			    tr(t->c, N_("The directory does not let Tierwork "
					"search:")),
			    code);
	a = search(t, login, &found);
	if (a == DIRECTORY_RIGHT)
		a = bind_entry(t, found, password);
	ldap_msgfree(found);
	return a;
}

/* As the library writes it. */
static const char *library_url(struct arena *mem, const char *url)
{
	return strncmp(url, "starttls://", 11)
		       ? url
		       : arena_printf(mem, "ldap://%s", url + 11);
}

enum directory_answer directory_ask(struct ctx *c, const struct directory *d,
				    const char *login, const char *password,
				    const char **why)
{
	struct talk t = {.c = c, .d = d};
	enum directory_answer a;
	int code;

	*why = tr(c, N_("A password and a login have at most 256 letters, and "
			"are not empty."));
	if (!*password || strlen(password) > LONGEST || !*login ||
	    strlen(login) > LONGEST)
		return DIRECTORY_WRONG;
	*why = tr(c, N_("Say first where the directory is (ldap-url) and where "
			"in it people are (ldap-base)."));
	if (!*d->url || !*d->base)
		return DIRECTORY_AWAY;
	*why = tr(c, N_("Too many sign-ins wait for an answer already."));
	if (!outside_enter())
		return DIRECTORY_AWAY;
	code = ldap_initialize(&t.ld, library_url(c->mem, d->url));
	if (code != LDAP_SUCCESS) {
		outside_leave();
		*why = ldap_err2string(code);
		return DIRECTORY_AWAY;
	}
	t.watch.call = (struct ldap_conncb){watch_begin, watch_lost, &t.watch};
	a = talk(&t, login, password);
	watch_end(&t.watch);
	ldap_unbind_ext(t.ld, NULL, NULL);
	outside_leave();
	*why = t.why;
	return a;
}
