/* signin.h - the one door through which every way of signing in leads. */
#ifndef WEB_SIGNIN_H
#define WEB_SIGNIN_H

#include "access/proof.h"
#include "web/web.h"

/* Who has shown to be who they say. */
struct entrant {
	int64_t account;
	const char *login;
	/* How, as it stands in the journal: "password", "code", "recovery",
	 * "ldap", "oidc". */
	const char *method;
	const char *next; /* where they wanted to go; any text */
	bool coded;	  /* the code of the second factor was right too, or an
			   * identity provider stands for it */
	int64_t proved;	  /* when they showed it; 0: just now */
};

/**
 * Asks for the code where the account has a second factor. Else, and where it
 * was given, begins a session of this browser and ends the one that it had;
 * journals session.begin. Answers with the page they wanted, or, where
 * something was typed before the session was over, with a page that sends it
 * again. Of a route that is ALONE.
 */
enum err signed_in(struct req *q, struct reply *p, const struct entrant *who);

/* The page that asks for login and password. `trouble`: what went wrong
 * before, or NULL. What the form carries (login, next, what was typed) stays
 * in it. */
enum err signin_page(struct req *q, struct reply *p, int status,
		     const char *trouble);

/* proof_password(), which counts wrong guesses, and tells the log where a
 * directory could not be asked. */
enum err signin_prove(struct req *q, struct reply *p, const char *login,
		      const char *password, struct proved *out) MUST;

/* The wait before the next guess, in words; NULL: none. */
const char *signin_wait(struct req *q, const char *login);

/* `s` where it is an address of ours, else "/": no link of a stranger leads
 * through us. */
const char *signin_next(const char *s);

/* What was typed when a session was over and is carried by the pages of
 * signing in, as their fields: [{"name","value"}], each name without the
 * "k." that stands before it in the form. */
struct val *signin_kept(struct req *q);

/* Sees to it that a form of who has no session can be checked. */
void signin_form_token(struct req *q, struct reply *p);

/* Asks for the code of the second factor: `token` is that of half_begin(). */
enum err code_ask(struct req *q, struct reply *p, const char *token);

/* What this form itself carries, for such a page: the same list. */
struct val *signin_sent(struct req *q);

/* Whether a form of that address can be carried along and sent again. */
bool signin_keeps(const char *target);

/* A page that sends what was kept to `next`, where it was meant for; leads
 * there at once where that is no place of forms that are kept. */
enum err signin_kept_page(struct req *q, struct reply *p, const char *next);

/* Instead of an error page of a POST that is PROVED: asks for password or
 * code and carries what was sent. Not OK: it cannot be carried. */
enum err prove_kept(struct req *q, struct reply *p);

#endif
