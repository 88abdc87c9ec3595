/* smtp.h - one way to a mail server, by libcurl. Not for areas: mail.h. */
#ifndef CORE_SMTP_H
#define CORE_SMTP_H

#include "base/arena.h"

#include <stdatomic.h>

/* Where mail goes, as the settings say. */
struct smtp_config {
	const char *url;	     /* smtp://, smtps:// or starttls:// */
	const char *user, *password; /* "": none */
	const char *from;	     /* address */
	const char *ca; /* file of certificates; "": the system's */
};

enum smtp_result {
	SMTP_SENT,
	SMTP_REFUSED, /* this mail, for good */
	SMTP_LATER,   /* this mail, for now */
	SMTP_AWAY,    /* the server, or it does not let us in */
	SMTP_STOPPED, /* by *stop */
};

struct smtp;

/* Whether a setting smtp-url can be understood: a scheme, a host, perhaps a
 * port, nothing else. */
bool smtp_url_valid(const char *url) MUST;

/* `stop`, where given, ends a transfer soon after it becomes true. What it
 * holds is in `mem`; nothing is connected yet. */
struct smtp *smtp_open(struct arena *mem, const struct smtp_config *config,
		       const atomic_bool *stop);
void smtp_close(struct smtp *s);

/* Hands one mail over, on the connection of the one before where it still
 * stands; 10 s to connect, 30 s in all. *why: what the server, or the
 * network, said; "" for SMTP_SENT. */
enum smtp_result smtp_send(struct smtp *s, const char *to,
			   const struct buf *message, const char **why);

#endif
