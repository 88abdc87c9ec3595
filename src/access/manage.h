/* manage.h - keeping the accounts of others: who may, and what they do. */
#ifndef ACCESS_MANAGE_H
#define ACCESS_MANAGE_H

#include "access/link.h"
#include "access/grant.h"

/**
 * Whether whoever acts may keep an account (ACT_ACCOUNT) or see it among
 * others (ACT_AUDIT).
 *
 * To keep it one needs ACT_ACCOUNT at each unit where it has a right today
 * or later, and, where that is a right of an administrator or in every area,
 * the same oneself: who can give somebody a new password can be them. One
 * without any right lies where its last one was, or is for may_all().
 * To see it, ACT_AUDIT at one of these units will do.
 *
 * ERR_MISSING  none of its units is in sight, or there is no such account:
 *              the same answer
 * ERR_DENIED   it is in sight, but this is not allowed
 */
enum err account_may(struct ctx *c, enum act act, int64_t account) MUST;

struct invitation {
	const char *login, *role;
	const char *unit;  /* code; NULL: the whole store */
	const char *email; /* "": none */
	int64_t until;	   /* last day of the role */
	const char *area;  /* in which it holds; NULL: all */
};

/**
 * Makes an account without a password that has a role, and the link by which
 * its person chooses one. Of an account that is there already and has no
 * password yet, a new link takes the place of the old one; it must be one
 * that account_may() keep.
 *
 * ERR_CONFLICT  that account is in use already
 * else as account_add(), account_set_email() and role_give()
 */
enum err account_invite(struct ctx *c, const struct invitation *i,
			int64_t *account, struct link_made *out) MUST;

/* A link for a new password; earlier ones end. Errors as account_may(). */
enum err account_reset(struct ctx *c, int64_t account,
		       struct link_made *out) MUST;

/**
 * Of somebody who forgot the password: where `name` is a login or a mail
 * address that is known, a link goes to the address that is known, at most
 * three an hour. Always OK; nobody is told which.
 */
enum err account_forgotten(struct ctx *c, const char *name) MUST;

/**
 * From now on nobody signs in as it, and its rights rest; its sessions, known
 * browsers, links and access tokens end. What it did stays. Journalled.
 *
 * ERR_CONFLICT  it is closed, or one's own, or the last administrator's
 * else as account_may()
 */
enum err account_close(struct ctx *c, int64_t account) MUST;

/* ERR_CONFLICT: it is not closed; else as account_may(). Journalled. */
enum err account_reopen(struct ctx *c, int64_t account) MUST;

/**
 * Says whose account it is: the seats of that person give it their roles.
 * `code` NULL: of no known person. Journalled.
 *
 * ERR_MISSING  no such person
 * else as account_may(), with the rights it then has
 */
enum err account_set_person(struct ctx *c, int64_t account,
			    const char *code) MUST;

/* ---- views ---- */

struct account_filter {
	const char *words; /* in login or name, or a whole mail address; "" */
	const char *unit;  /* code; "" */
	const char *state; /* "", "open", "invited", "closed", "over" */
	const char *after; /* login to begin after; "" */
	int64_t limit;
};

/**
 * The accounts with a right in sight, by login, and as much of their rights
 * as is: {"accounts":[{"account","login","person","name","email","lang",
 * "created","until","state","signed_in","has_password","second_factor",
 * "directory","roles":[{"role","role_label","area","unit","unit_name",
 * "since","until","seat","body"}]}],"has_more","next"}; person, name, email,
 * until, signed_in: or null; unit null: the whole store; seat: the title of
 * the seat it is held through, or null.
 *
 * ERR_DENIED  no right gives ACT_AUDIT anywhere
 */
enum err account_list(struct ctx *c, const struct account_filter *f,
		      struct val **view) MUST;

/* One of them, as in the list, with "may_keep". Errors as account_may(). */
enum err account_show(struct ctx *c, int64_t account, struct val **view) MUST;

#endif
