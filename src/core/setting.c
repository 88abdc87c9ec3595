/* setting.c - reads and writes the settings of a store. */
#include "core/setting.h"

#include "base/day.h"
#include "base/text.h"
#include "core/fetch.h"
#include "core/host.h"
#include "core/journal.h"
#include "core/mail.h"
#include "core/secret.h"
#include "core/smtp.h"
#include "gen/sql_core.h"

#include <arpa/inet.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static bool is_text(const char *s)
{
	return *s && utf8_length(s) <= 200;
}

/* http(s)://host…, without a slash at the end. */
static bool is_url(const char *s)
{
	size_t n = strlen(s);

	if (n == 0)
		return true;
	return (!strncmp(s, "http://", 7) || !strncmp(s, "https://", 8)) &&
	       n < 200 && s[n - 1] != '/' && !strpbrk(s, " \"<>?#\\");
}

static bool is_address(const char *s, size_t n)
{
	unsigned char room[sizeof(struct in6_addr)];
	char one[INET6_ADDRSTRLEN];

	if (n >= sizeof(one))
		return false;
	memcpy(one, s, n);
	one[n] = '\0';
	return inet_pton(AF_INET, one, room) == 1 ||
	       inet_pton(AF_INET6, one, room) == 1;
}

/* Addresses with commas between; empty: none is trusted. */
static bool is_addresses(const char *s)
{
	while (*s) {
		size_t n = strcspn(s, ",");

		if (!is_address(s, n))
			return false;
		s += n + (s[n] == ',');
	}
	return true;
}

/* ADDRESS:PORT or [ADDRESS]:PORT. */
static bool is_listen(const char *s)
{
	const char *colon = strrchr(s, ':');
	bool bracket = *s == '[' && colon && colon > s + 1 && colon[-1] == ']';
	char *end;
	long port;

	if (!colon ||
	    !is_address(s + bracket, (size_t)(colon - s) - (bracket ? 2 : 0)))
		return false;
	port = strtol(colon + 1, &end, 10);
	return colon[1] >= '0' && colon[1] <= '9' && !*end && port <= 65535;
}

static bool is_mail_from(const char *s)
{
	return !*s || mail_address_valid(s);
}

/* Of a socket on this machine. */
static bool is_socket(const char *s)
{
	return !*s || (*s == '/' && strlen(s) < 100);
}

static bool is_smtp_url(const char *s)
{
	return !*s || smtp_url_valid(s);
}

static bool is_line(const char *s)
{
	return strlen(s) <= 200;
}

/* ldaps://HOST, starttls://HOST, or, of this machine only, ldap://HOST. */
static bool is_ldap_url(const char *s)
{
	static const char *const schemes[] = {"ldaps://", "starttls://",
					      "ldap://"};

	for (size_t i = 0; i < COUNT(schemes); i++) {
		const char *host = s + strlen(schemes[i]);
		size_t n;

		if (strncmp(s, schemes[i], strlen(schemes[i])))
			continue;
		n = host_length(host);
		return n > 0 && host[n] == '\0' &&
		       (i < 2 || host_is_here(host));
	}
	return !*s;
}

/* Where an identity provider is. */
static bool is_issuer(const char *s)
{
	return !*s || (strlen(s) <= 200 && fetch_url_valid(s));
}

static bool is_link(const char *s)
{
	return !strcmp(s, "never") || !strcmp(s, "email");
}

static bool is_factor(const char *s)
{
	return !strcmp(s, "never") || !strcmp(s, "amr") || !strcmp(s, "always");
}

/* In brackets that match, with one %s in it for the login. */
static bool is_ldap_filter(const char *s)
{
	const char *percent = strchr(s, '%');
	int open = 0;

	if (*s != '(' || strlen(s) > 200 || !percent || percent[1] != 's' ||
	    strchr(percent + 1, '%'))
		return false;
	for (; *s; s++) {
		open += (*s == '(') - (*s == ')');
		if (open <= 0 && s[1])
			return false;
	}
	return open == 0;
}

/* What is written, and never shown. */
static bool is_secret(const char *s)
{
	return is_line(s);
}

/* Whole numbers from -60 to 60, growing, with commas between; up to 8. */
static bool is_days(const char *s)
{
	long before = -61;

	for (int n = 0; *s; n++) {
		char *end;
		long day = strtol(s, &end, 10);

		if (end == s || *s == ' ' || *s == '+' || day <= before ||
		    day > 60 || n == 8 || (*end && *end != ',') ||
		    (*end == ',' && !end[1]))
			return false;
		before = day;
		s = end + (*end == ',');
	}
	return true;
}

/* 0 to 99. */
static bool is_number_of_days(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && n < 3 && !s[n];
}

/* A whole number from 1 to 9999. */
static bool is_count(const char *s)
{
	return *s >= '1' && *s <= '9' && strspn(s, "0123456789") == strlen(s) &&
	       strlen(s) <= 4;
}

/* Seconds, to an hour. */
static bool is_tick(const char *s)
{
	return *s && strspn(s, "0123456789") == strlen(s) && strlen(s) <= 4 &&
	       strtol(s, NULL, 10) <= 3600;
}

/* A whole number from 1 to 50. */
static bool is_megabytes(const char *s)
{
	char *end;
	long n = strtol(s, &end, 10);

	return *s >= '1' && *s <= '9' && !*end && n >= 1 && n <= 50;
}

/* A whole number without a sign, from `least` to `most`. */
static bool is_within(const char *s, long least, long most)
{
	char *end;
	long n = strtol(s, &end, 10);

	return *s >= '0' && *s <= '9' && !*end && n >= least && n <= most;
}

static bool is_idle(const char *s)
{
	return is_within(s, 1, 1440);
}

static bool is_most(const char *s)
{
	return is_within(s, 1, 168);
}

static bool is_yes_or_no(const char *s)
{
	return !strcmp(s, "yes") || !strcmp(s, "no");
}

static bool is_second_factor(const char *s)
{
	return !strcmp(s, "optional") || !strcmp(s, "administrators") ||
	       !strcmp(s, "all");
}

static const struct known {
	const char *name, *otherwise;
	bool (*valid)(const char *value);
	const char *about;
} settings[] = {
	{"attachment-max", UPLOAD_DEFAULT, is_megabytes,
	 N_("Largest file that may be added to a return, in MB, 1 to 50")},
	{"base-url", "", is_url,
	 N_("Address of the pages as people see it, as https://work.example; "
	    "empty: as the request says")},
	{"clamd", "", is_socket,
	 N_("Socket of a virus scanner, ClamAV's clamd, that looks at each "
	    "file which is added, as /run/clamav/clamd.ctl; empty: none does")},
	{"due-soon", "3", is_number_of_days,
	 N_("So many days before its due day something is shown as due soon")},
	{"ldap-base", "", is_line,
	 N_("Where in the directory people are looked for, as "
	    "ou=people,dc=work,dc=example")},
	{"ldap-bind-dn", "", is_line,
	 N_("As whom the directory is searched, as "
	    "cn=tierwork,dc=work,dc=example; empty: as nobody")},
	{"ldap-bind-password", "", is_secret,
	 N_("Password for searching the directory; it is not shown")},
	{"ldap-ca", "", is_line,
	 N_("File with the certificates that the directory is checked by; "
	    "empty: those of the system")},
	{"ldap-filter", "(uid=%s)", is_ldap_filter,
	 N_("Which entry of the directory belongs to a login, with %s in "
	    "its place, as (uid=%s) or (sAMAccountName=%s)")},
	{"ldap-url", "", is_ldap_url,
	 N_("Directory that checks passwords, as "
	    "ldaps://directory.example:636, "
	    "starttls://directory.example:389, or not encrypted "
	    "ldap://127.0.0.1:389; empty: none")},
	{"keep-accounts", KEEP_ACCOUNTS_DEFAULT, is_count,
	 N_("So many days after it was closed, or was over, an account is "
	    "erased")},
	{"keep-people", KEEP_PEOPLE_DEFAULT, is_count,
	 N_("So many years after somebody left the last unit and seat, the "
	    "person is erased")},
	{"listen", "127.0.0.1:8080", is_listen,
	 N_("Address and port that serve listens on")},
	{"mail-from", "", is_mail_from,
	 N_("Address that mail comes from; empty: no mail is sent")},
	{"oidc-ca", "", is_line,
	 N_("File with the certificates that the identity provider is checked "
	    "by; empty: those of the system")},
	{"oidc-client-id", "", is_line,
	 N_("As which client the identity provider knows Tierwork")},
	{"oidc-client-secret", "", is_secret,
	 N_("Secret of that client; it is not shown. Empty: it has none")},
	{"oidc-factor", "never", is_factor,
	 N_("Whether a sign-in there stands for the second factor: never, "
	    "always, or amr: where it says that it asked for one")},
	{"oidc-issuer", "", is_issuer,
	 N_("Identity provider that people may sign in by, as "
	    "https://id.example/realms/work; empty: none")},
	{"oidc-label", "", is_line,
	 N_("Its name, on the button of the page of signing in")},
	{"oidc-link", "never", is_link,
	 N_("Whether somebody who comes from there for the first time gets "
	    "the account with the mail address verified there: email or "
	    "never")},
	{"read-files", READ_FILES_DEFAULT, is_yes_or_no,
	 N_("Whether the words in the files of documents are read, so that "
	    "documents are found by them: yes or no")},
	{"reminders", REMINDERS_DEFAULT, is_days,
	 N_("Days after the due day on which who owes is reminded, with "
	    "commas between, as -3,0,2; empty: never")},
	{"second-factor", "optional", is_second_factor,
	 N_("Who must give a code of a second factor beside the password: "
	    "optional, administrators, or all; others may")},
	{"session-idle", "30", is_idle,
	 N_("Minutes without use after which one signs in again, 1 to 1440")},
	{"session-most", "12", is_most,
	 N_("Hours after which one signs in again in any case, 1 to 168")},
	{"smtp-ca", "", is_line,
	 N_("File with the certificates that the mail server is checked by; "
	    "empty: those of the system")},
	{"smtp-password", "", is_secret,
	 N_("Password at the mail server; it is not shown")},
	{"smtp-url", "", is_smtp_url,
	 N_("Mail server, as smtps://mail.example:465, "
	    "starttls://mail.example:587, or not encrypted "
	    "smtp://127.0.0.1:25; empty: no mail is sent")},
	{"smtp-user", "", is_line, N_("Login at the mail server; empty: none")},
	{"tick", TICK_DEFAULT, is_tick,
	 N_("Seconds between two looks at what there is to do by itself "
	    "(reminders, mail, standing calls), up to 3600; 0: a server does "
	    "nothing by itself, tierwork tick does")},
	{"timezone", TIMEZONE_DEFAULT, tz_known,
	 N_("Time zone of the top units, as Asia/Ho_Chi_Minh")},
	{"title", "Tierwork", is_text,
	 N_("Name of the organisation, up to 200 characters")},
	{"trusted-proxy", "", is_addresses,
	 N_("Addresses of reverse proxies whose X-Forwarded-For and -Proto "
	    "are believed, with commas between")},
};

static enum err find(struct ctx *c, const char *name, const struct known **out)
{
	for (size_t i = 0; i < COUNT(settings); i++) {
		*out = &settings[i];
		if (!strcmp(settings[i].name, name))
			return OK;
	}
	return fail(c, ERR_MISSING, "name",
		    N_("There is no setting %s; see: tierwork setting list"),
		    name);
}

enum err setting_get(struct ctx *c, const char *name, const char *otherwise,
		     const char **value)
{
	struct setting_value v = {.value = otherwise};
	enum err e = sql_setting_get(c, name, &v);

	*value = v.value;
	return e == ERR_MISSING ? OK : e;
}

enum err setting_set(struct ctx *c, const char *name, const char *value)
{
	return sql_setting_set(c, name, value);
}

/* ---- secrets ---- */

#define SEALED	"sealed:" /* before the base64 */
#define VARIANT sodium_base64_VARIANT_ORIGINAL

const char *setting_secret_name(size_t i)
{
	for (size_t k = 0; k < COUNT(settings); k++)
		if (settings[k].valid == is_secret && i-- == 0)
			return settings[k].name;
	return NULL;
}

const char *setting_wrap(struct arena *mem, struct blob sealed)
{
	size_t n = sodium_base64_encoded_len(sealed.size, VARIANT);
	char *text = arena_alloc(mem, n);

	sodium_bin2base64(text, n, sealed.data, sealed.size, VARIANT);
	return arena_printf(mem, SEALED "%s", text);
}

enum err setting_unwrap(struct ctx *c, const char *text, bool *is_sealed,
			struct blob *value)
{
	size_t n = strlen(text), skip = strlen(SEALED);
	unsigned char *raw;

	*is_sealed = !strncmp(text, SEALED, skip);
	*value = (struct blob){text, n};
	if (!*is_sealed)
		return OK;
	raw = arena_alloc(c->mem, n);
	if (sodium_base642bin(raw, n, text + skip, n - skip, NULL, &value->size,
			      NULL, VARIANT) != 0)
		return fail(c, ERR_BROKEN, NULL,
			    N_("A sealed setting is damaged. Set it anew."));
	value->data = raw;
	return OK;
}

enum err setting_secret(struct ctx *c, const char *name, const char **value)
{
	struct blob sealed, plain;
	bool is_sealed;

	TRY(setting_get(c, name, "", value));
	TRY(setting_unwrap(c, *value, &is_sealed, &sealed));
	if (is_sealed) {
		TRY(secret_open(c, name, 0, sealed, &plain));
		*value = plain.data;
	}
	return OK;
}

static enum err set_secret(struct ctx *c, const char *name, const char *value)
{
	struct blob sealed;

	if (!*value)
		return setting_set(c, name, "");
	TRY(secret_seal(c, name, 0, (struct blob){value, strlen(value)},
			&sealed));
	return setting_set(c, name, setting_wrap(c->mem, sealed));
}

/* What is shown of it. */
static enum err read_shown(struct ctx *c, const struct known *s,
			   const char **value)
{
	TRY(setting_get(c, s->name, s->otherwise, value));
	if (s->valid == is_secret && **value)
		*value = "********";
	return OK;
}

enum err setting_read(struct ctx *c, const char *name, const char **value)
{
	const struct known *s;

	TRY(find(c, name, &s));
	return read_shown(c, s, value);
}

enum err setting_list(struct ctx *c, struct val **list)
{
	*list = val_list(c->mem);
	for (size_t i = 0; i < COUNT(settings); i++) {
		const struct known *s = &settings[i];
		struct val *v = val_map(c->mem);
		const char *value;

		TRY(read_shown(c, s, &value));
		map_s(v, "name", s->name);
		map_s(v, "value", value);
		map_s(v, "default", s->otherwise);
		map_s(v, "about", tr(c, s->about));
		list_v(*list, v);
	}
	return OK;
}

enum err setting_check(struct ctx *c, const char *name, const char **value)
{
	const struct known *s;

	TRY(find(c, name, &s));
	*value = text_tidy(c->mem, *value);
	if (!s->valid(*value))
		return fail(c, ERR_INVALID, name,
			    N_("%s cannot be \"%s\". It is: %s"), name, *value,
			    tr(c, s->about));
	return OK;
}

enum err setting_change(struct ctx *c, const char *name, const char *value)
{
	struct val *detail = val_map(c->mem);
	const struct known *s;
	const char *before;

	TRY(setting_check(c, name, &value));
	TRY(find(c, name, &s));
	TRY(setting_read(c, name, &before));
	if (s->valid == is_secret)
		TRY(set_secret(c, name, value));
	else
		TRY(setting_set(c, name, value));
	TRY(setting_read(c, name, &value));
	map_s(detail, "before", before);
	map_s(detail, "after", value);
	return journal_add(c, "setting.set", name, detail);
}

enum err setting_today(struct ctx *c)
{
	const char *tz;

	TRY(setting_get(c, "timezone", TIMEZONE_DEFAULT, &tz));
	c->today = tz_day(tz, c->now);
	return OK;
}
