/* client.h - a small browser for tests: cookies, form tokens, replies. */
#ifndef CLIENT_H
#define CLIENT_H

#include "words.h"

#include <stdbool.h>

struct client {
	int port;	  /* on 127.0.0.1 */
	const char *csrf; /* token of the forms of the last page, or NULL */
	struct pair cookie[PAIRS], header[PAIRS]; /* header: one request's */
	char *head, *body; /* of the last reply, NULL where it took none */
	int status;
};

/* Asks and keeps the reply; with `sent` not NULL it is the body.
 * False: no connection. */
bool client_ask(struct client *b, const char *method, const char *path,
		const char *type, const char *sent);

/* The same of `size` bytes, whatever they are. */
bool client_send(struct client *b, const char *method, const char *path,
		 const char *type, const char *sent, size_t size);

/* Posts a form that carries files: k=v words, and k=@FILE. */
bool client_upload(struct client *b, const char *path, char *words);

/* Posts a form of k=v words, with the token of the last page where none is
 * given; words that begin with { are sent as JSON, the token
 * in a header unless other headers are given. */
bool client_post(struct client *b, const char *path, char *words);

/* The header of the last reply, or NULL. */
const char *client_header(const struct client *b, const char *name);

#endif
