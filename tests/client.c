/* client.c - a small browser for tests: cookies, form tokens, replies. */
#include "client.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static int port_dial(int port)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
				 .sin_port = htons((uint16_t)port),
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
		return fd;
	close(fd);
	return -1;
}

const char *client_header(const struct client *b, const char *name)
{
	const char *at;

	if (!b->head)
		return NULL;
	at = strcasestr(b->head, text("\r\n%s: ", name));
	if (!at)
		return NULL;
	at += strlen(name) + 4;
	return text("%.*s", (int)strcspn(at, "\r"), at);
}

/* Keeps the cookies a reply sets, and the token of its forms. */
static void keep_state(struct client *b)
{
	static const char set[] = "\r\nSet-Cookie: ",
			  token[] = "name=\"csrf\" value=\"";

	for (char *s = b->head; (s = strcasestr(s, set));) {
		int name, value;

		s += sizeof(set) - 1;
		name = (int)strcspn(s, "=\r");
		value = (int)strcspn(s + name + 1, ";\r");
		pair_set(b->cookie, text("%.*s", name, s),
			 text("%.*s", value, s + name + 1));
	}
	for (char *s = b->body; (s = strstr(s, token));) {
		s += sizeof(token) - 1;
		b->csrf = text("%.*s", (int)strcspn(s, "\""), s);
	}
}

bool client_ask(struct client *b, const char *method, const char *path,
		const char *type, const char *sent)
{
	return client_send(b, method, path, type, sent,
			   sent ? strlen(sent) : 0);
}

static void all(int fd, const char *s, size_t n)
{
	for (ssize_t did; n && (did = write(fd, s, n)) > 0; n -= (size_t)did)
		s += did;
}

/* In one line, as browsers send them; none where the test sends its own. */
static void send_cookies(const struct client *b, int fd)
{
	const char *before = "Cookie: ";

	for (const struct pair *p = b->header; p->name; p++)
		if (!strcasecmp(p->name, "Cookie"))
			return;
	for (const struct pair *p = b->cookie; p->name; p++) {
		if (!p->value[0])
			continue;
		dprintf(fd, "%s%s=%s", before, p->name, p->value);
		before = "; ";
	}
	if (*before == ';')
		dprintf(fd, "\r\n");
}

bool client_send(struct client *b, const char *method, const char *path,
		 const char *type, const char *sent, size_t size)
{
	int fd = port_dial(b->port);
	char *end;

	if (fd < 0)
		return false;
	/* 1.0: the body ends with the connection, never in chunks. */
	dprintf(fd, "%s %s HTTP/1.0\r\nHost: 127.0.0.1:%d\r\n", method, path,
		b->port);
	for (struct pair *p = b->header; p->name; p++)
		dprintf(fd, "%s: %s\r\n", p->name, p->value);
	send_cookies(b, fd);
	if (b->csrf && sent && !strcmp(type, "application/json") &&
	    !b->header[0].name)
		dprintf(fd, "X-CSRF-Token: %s\r\n", b->csrf);
	if (sent)
		dprintf(fd, "Content-Type: %s\r\nContent-Length: %zu\r\n", type,
			size);
	dprintf(fd, "\r\n");
	all(fd, sent, size);
	b->head = drain(fd);
	memset(b->header, 0, sizeof(b->header));
	b->status =
		strlen(b->head) > 12 ? (int)strtol(b->head + 9, NULL, 10) : 0;
	end = strstr(b->head, "\r\n\r\n");
	b->body = text("%s", end ? end + 4 : "");
	if (end)
		end[2] = '\0';
	keep_state(b);
	return true;
}

static void form_add(FILE *f, const char *name, const char *value)
{
	fprintf(f, "%s%s=", ftell(f) ? "&" : "", name);
	for (; *value; value++)
		fprintf(f, "%%%02X", (unsigned char)*value);
}

bool client_post(struct client *b, const char *path, char *words)
{
	bool given = false;
	char *form, *pair;
	size_t size;
	FILE *f;

	if (*words == '{')
		return client_ask(b, "POST", path, "application/json", words);
	f = open_memstream(&form, &size);
	while ((pair = word(&words))) {
		const char *value = strchr(pair, '=');

		given = given || !strncmp(pair, "csrf=", 5);
		form_add(f, text("%.*s", (int)strcspn(pair, "="), pair),
			 value ? value + 1 : "");
	}
	if (b->csrf && !given)
		form_add(f, "csrf", b->csrf);
	fclose(f);
	return client_ask(b, "POST", path, "application/x-www-form-urlencoded",
			  form);
}

#define BOUNDARY "----tierwork-tests"

/* A file's bytes, as its last name. */
static void file_add(FILE *f, const char *path)
{
	const char *name = strrchr(path, '/');
	FILE *in = fopen(path, "rb");
	char some[65536];
	size_t n;

	fprintf(f,
		"; filename=\"%s\"\r\n"
		"Content-Type: application/octet-stream\r\n\r\n",
		name ? name + 1 : path);
	while (in && (n = fread(some, 1, sizeof(some), in)) > 0)
		fwrite(some, 1, n, f);
	if (in)
		fclose(in);
}

static void part_add(FILE *f, const char *name, const char *value)
{
	fprintf(f,
		"--" BOUNDARY "\r\n"
		"Content-Disposition: form-data; name=\"%s\"",
		name);
	if (*value == '@')
		file_add(f, value + 1);
	else
		fprintf(f, "\r\n\r\n%s", value);
	fprintf(f, "\r\n");
}

bool client_upload(struct client *b, const char *path, char *words)
{
	bool given = false;
	char *form, *pair;
	size_t size;
	FILE *f = open_memstream(&form, &size);

	while ((pair = word(&words))) {
		const char *value = strchr(pair, '=');

		given = given || !strncmp(pair, "csrf=", 5);
		part_add(f, text("%.*s", (int)strcspn(pair, "="), pair),
			 value ? value + 1 : "");
	}
	if (b->csrf && !given)
		part_add(f, "csrf", b->csrf);
	fprintf(f, "--" BOUNDARY "--\r\n");
	fclose(f);
	return client_send(b, "POST", path,
			   "multipart/form-data; boundary=" BOUNDARY, form,
			   size);
}
