/* fetch.c - asks another machine, by libcurl. */
#include "core/fetch.h"

#include "core/host.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define CONNECT_S 3L
#define ALL_S	  5L
#define URL_MOST  1000

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void set_up(void)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT))
		abort();
}

bool fetch_url_valid(const char *url)
{
	bool tls = !strncmp(url, "https://", 8);
	const char *host = url + (tls ? 8 : 7);
	size_t n;

	if ((!tls && strncmp(url, "http://", 7)) || strlen(url) > URL_MOST)
		return false;
	n = host_length(host);
	if (n == 0 || (host[n] && host[n] != '/'))
		return false;
	for (const char *s = host + n; *s; s++)
		if (*s <= ' ' || *s > '~' || strchr("?#\"<>\\@", *s))
			return false;
	return tls || host_is_here(host);
}

const char *fetch_escape(struct arena *mem, const char *s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
	struct buf b = {.mem = mem};

	buf_str(&b, "");
	for (; *s; s++)
		if (strchr(plain, *s))
			buf_add(&b, s, 1);
		else
			buf_printf(&b, "%%%02X", (unsigned char)*s);
	return b.s;
}

static size_t take(char *from, size_t size, size_t n, void *body)
{
	struct buf *b = body;

	if (size * n > FETCH_MOST - b->len)
		return 0;
	buf_add(b, from, size * n);
	return size * n;
}

static void set_options(CURL *curl, const struct fetch *f, struct buf *body,
			char *error)
{
	curl_easy_setopt(curl, CURLOPT_URL, f->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_S);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, ALL_S);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "tierwork");
	if (*f->ca)
		curl_easy_setopt(curl, CURLOPT_CAINFO, f->ca);
	if (f->form)
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, f->form);
	if (f->user) {
		curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
		curl_easy_setopt(curl, CURLOPT_USERNAME, f->user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, f->password);
	}
	if (f->bearer) {
		curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
		curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, f->bearer);
	}
}

void fetch(struct arena *mem, const struct fetch *f, int *status,
	   struct blob *body, const char **why)
{
	char error[CURL_ERROR_SIZE] = "";
	struct buf b = {.mem = mem};
	struct curl_slist *headers;
	long code = 0;
	CURLcode e;
	CURL *curl;

	pthread_once(&once, set_up);
	curl = curl_easy_init();
	headers = curl_slist_append(NULL, "Accept: application/json");
	if (!curl || !headers)
		abort();
	buf_str(&b, "");
	set_options(curl, f, &b, error);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	e = curl_easy_perform(curl);
	if (e == CURLE_OK)
		curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	*status = (int)code;
	*body = (struct blob){b.s, b.len};
	*why = e == CURLE_OK ? ""
	       : *error	     ? arena_text(mem, error)
			     : curl_easy_strerror(e);
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
}
