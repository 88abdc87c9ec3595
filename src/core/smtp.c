/* smtp.c - hands mail over to a mail server. With
 * core/fetch.c the only file that includes curl.h. */
#include "core/smtp.h"

#include "core/host.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define CONNECT_S 10L
#define ALL_S	  30L
#define SAID	  300 /* bytes kept of what a server says */

struct smtp {
	struct arena *mem;
	const struct smtp_config *config;
	const atomic_bool *stop;
	CURL *curl;
	const char *trouble; /* of the settings; NULL: none */
	char error[CURL_ERROR_SIZE];
	char said[SAID + 1]; /* by the server, refusing */
	const struct buf *message;
	size_t sent; /* bytes of the message */
};

static const struct {
	const char *ours, *curls;
	long ssl;
} schemes[] = {
	{"smtp://", "smtp://", CURLUSESSL_NONE},
	{"smtps://", "smtps://", CURLUSESSL_NONE},
	{"starttls://", "smtp://", CURLUSESSL_ALL},
};

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void set_up(void)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT))
		abort();
}

/* Of the scheme; -1: none of ours. *host: what comes after it. */
static int scheme_of(const char *url, const char **host)
{
	for (size_t i = 0; i < COUNT(schemes); i++) {
		size_t n = strlen(schemes[i].ours);

		if (strncmp(url, schemes[i].ours, n))
			continue;
		*host = url + n;
		return (int)i;
	}
	return -1;
}

bool smtp_url_valid(const char *url)
{
	const char *host = "";
	size_t n;

	if (scheme_of(url, &host) < 0 || strlen(url) > 200)
		return false;
	n = host_length(host);
	return n > 0 && host[n] == '\0';
}

static size_t give(char *to, size_t size, size_t n, void *smtp)
{
	struct smtp *s = smtp;
	size_t left = s->message->len - s->sent;
	size_t now = size * n < left ? size * n : left;

	memcpy(to, s->message->s + s->sent, now);
	s->sent += now;
	return now;
}

/* The lines of the server come as headers; one that refuses is kept. */
static size_t take_line(char *line, size_t size, size_t n, void *smtp)
{
	struct smtp *s = smtp;
	size_t len = size * n < SAID ? size * n : SAID;

	if (len == 0 || (*line != '4' && *line != '5'))
		return size * n;

	for (size_t i = 0; i < len; i++)
		s->said[i] = line[i] < ' ' || line[i] > '~' ? ' ' : line[i];
	while (len > 0 && s->said[len - 1] == ' ')
		len--;
	s->said[len] = '\0';
	return size * n;
}

static int look_for_stop(void *smtp, curl_off_t a, curl_off_t b, curl_off_t d,
			 curl_off_t e)
{
	const struct smtp *s = smtp;

	(void)a, (void)b, (void)d, (void)e;
	return s->stop && *s->stop;
}

/* The server is told our own name in the path of the address. */
static void set_url(struct smtp *s)
{
	const char *host = "", *at = strchr(s->config->from, '@');
	int scheme = scheme_of(s->config->url, &host);

	if (scheme < 0) {
		s->trouble = N_("smtp-url is no address of a mail server.");
		return;
	}
	if (scheme == 0 && *s->config->user && !host_is_here(host))
		s->trouble = N_("A password is not sent over a line that is "
				"not encrypted: use starttls:// or smtps:// "
				"in smtp-url.");
	curl_easy_setopt(s->curl, CURLOPT_URL,
			 arena_printf(s->mem, "%s%s/%s", schemes[scheme].curls,
				      host, at ? at + 1 : "localhost"));
	curl_easy_setopt(s->curl, CURLOPT_USE_SSL, schemes[scheme].ssl);
}

struct smtp *smtp_open(struct arena *mem, const struct smtp_config *config,
		       const atomic_bool *stop)
{
	struct smtp *s = arena_alloc(mem, sizeof(*s));

	pthread_once(&once, set_up);
	s->mem = mem;
	s->config = config;
	s->stop = stop;
	s->curl = curl_easy_init();
	if (!s->curl)
		abort();
	set_url(s);
	curl_easy_setopt(s->curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(s->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(s->curl, CURLOPT_CONNECTTIMEOUT, CONNECT_S);
	curl_easy_setopt(s->curl, CURLOPT_TIMEOUT, ALL_S);
	curl_easy_setopt(s->curl, CURLOPT_ERRORBUFFER, s->error);
	curl_easy_setopt(s->curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(s->curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(s->curl, CURLOPT_READDATA, s);
	curl_easy_setopt(s->curl, CURLOPT_HEADERFUNCTION, take_line);
	curl_easy_setopt(s->curl, CURLOPT_HEADERDATA, s);
	curl_easy_setopt(s->curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(s->curl, CURLOPT_XFERINFOFUNCTION, look_for_stop);
	curl_easy_setopt(s->curl, CURLOPT_XFERINFODATA, s);
	if (*config->ca)
		curl_easy_setopt(s->curl, CURLOPT_CAINFO, config->ca);
	if (*config->user) {
		curl_easy_setopt(s->curl, CURLOPT_USERNAME, config->user);
		curl_easy_setopt(s->curl, CURLOPT_PASSWORD, config->password);
	}
	return s;
}

void smtp_close(struct smtp *s)
{
	curl_easy_cleanup(s->curl);
}

/* What the code of SMTP and that of the library mean together. */
static enum smtp_result judge(CURLcode e, long code)
{
	if (e == CURLE_OK)
		return SMTP_SENT;
	if (e == CURLE_ABORTED_BY_CALLBACK)
		return SMTP_STOPPED;
	if (e == CURLE_LOGIN_DENIED || code < 400 || code == 421)
		return SMTP_AWAY;
	return code >= 550 && code <= 553 ? SMTP_REFUSED : SMTP_LATER;
}

enum smtp_result smtp_send(struct smtp *s, const char *to,
			   const struct buf *message, const char **why)
{
	struct curl_slist *rcpt;
	enum smtp_result r;
	long code = 0;
	CURLcode e;

	*why = s->trouble;
	if (s->trouble)
		return SMTP_AWAY;
	s->message = message;
	s->sent = 0;
	s->error[0] = s->said[0] = '\0';
	rcpt = curl_slist_append(NULL, arena_printf(s->mem, "<%s>", to));
	if (!rcpt)
		abort();
	curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM,
			 arena_printf(s->mem, "<%s>", s->config->from));
	curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, rcpt);
	curl_easy_setopt(s->curl, CURLOPT_INFILESIZE_LARGE,
			 (curl_off_t)message->len);
	e = curl_easy_perform(s->curl);
	curl_easy_getinfo(s->curl, CURLINFO_RESPONSE_CODE, &code);
	curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(rcpt);
	r = judge(e, code);
	*why = r == SMTP_SENT ? ""
			      : arena_printf(s->mem, "%s%s%s",
					     *s->error ? s->error
						       : curl_easy_strerror(e),
					     *s->said ? "; " : "", s->said);
	return r;
}
