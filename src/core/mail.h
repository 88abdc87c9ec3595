/* mail.h - the outbox: what is to be sent by mail, and sending it by SMTP.
 *
 * Who writes a mail puts it into the store within the own transaction; it is
 * sent later, outside of any. So no act waits for a mail server, and no mail
 * tells of an act that was taken back. */
#ifndef CORE_MAIL_H
#define CORE_MAIL_H

#include "core/clockwork.h"

/* Tries that fail before a mail is given up. */
#define MAIL_TRIES 8

/* Bytes of a subject; what is longer is cut. */
#define MAIL_SUBJECT 400

/* One mail to be sent. */
struct letter {
	int64_t account; /* whose; 0: nobody's */
	const char *address;
	const char *subject; /* one line */
	const char *body;    /* plain text, lines ending in \n */
};

/* Whether `s` is a mail address as we take it: name@host of ASCII, at most
 * 254 bytes, without blanks, quotes or brackets: nothing in it can end a
 * line or a command of SMTP. */
bool mail_address_valid(const char *s) MUST;

/* Whether one is set up: without smtp-url and mail-from nothing is put into
 * the outbox. */
enum err mail_ready(struct ctx *c, bool *ready) MUST;

/* Puts n mails into the outbox. Needs DB_WRITE. */
enum err mail_put(struct ctx *c, const struct letter *letter, size_t n) MUST;

/* A chore: sends what is due, a few a turn. A mail server that does
 * not answer ends the turn; the others wait for the next. */
enum err mail_send_due(struct ctx *c, struct turn *t) MUST;

/**
 * Sends a test mail at once, without the outbox; call it outside of a
 * transaction, it may take half a minute.
 *
 * ERR_INVALID      no address, or mail is not set up
 * ERR_UNAVAILABLE  it was not taken; c->why says what the server said
 */
enum err mail_test(struct ctx *c, const char *address) MUST;

/* A failed mail is tried again. ERR_MISSING: none such. */
enum err mail_again(struct ctx *c, int64_t id) MUST;

/* {"ready","queued","failed","sent","mails":[{"id","address","subject",
 * "state","tries","next_at","why","at"}]}: how many, and the newest 200 of
 * `state` (NULL: all that are not sent). */
enum err mail_view(struct ctx *c, const char *state, struct val **view) MUST;

/* What was sent before that instant goes. */
enum err mail_sweep(struct ctx *c, int64_t before, int64_t *n) MUST;

#endif
