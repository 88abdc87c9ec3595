/* privacy.h - what the store knows of people: why, who sees it, for how long;
 * handed to whom it is about, and erased (docs/privacy.md). */
#ifndef PEOPLE_PRIVACY_H
#define PEOPLE_PRIVACY_H

#include "core/clockwork.h"

/* A column that tells something of a person. No other column does: a test
 * holds the list against the schema. */
struct personal_field {
	const char *column; /* "person.email" */
	/* for people, marked N_() */
	const char *label, *why, *seen_by, *kept;
};

/* [{"column","label","why","seen_by","kept"}], as the table stands in
 * docs/privacy.md. Asks for nothing. */
struct val *personal_fields_view(struct ctx *c);

/* Whom it is about: an account (login), or a person (code); the other is
 * NULL. Both NULL: who acts. A person and an account that belong together
 * are one. */
struct subject {
	const char *login, *person;
};

/**
 * All that the store knows of somebody:
 * {"known":[{"column","label","rows":[{"value","place","at","since",
 * "until"}]}],"fields": as personal_fields_view()}; what a row has not is
 * null; `at` an instant, `since` and `until` days. Of secrets the value is
 * an asterisk.
 *
 * ERR_MISSING  no such account or person
 * ERR_DENIED   somebody else's, of an account without ACT_ACCOUNT on the
 *              whole store, of a person without ACT_PEOPLE where it belongs
 */
enum err privacy_own(struct ctx *c, const struct subject *who,
		     struct val **view) MUST;

/**
 * Erases somebody: name, contacts, means of signing in, notices, mail; the
 * account is closed and its login replaced, the key of the digests in the
 * journal destroyed. *view = {"erased":[{"column","label","count"}],
 * "stays":[{"what","why"}]}. The name of who sat in a body stays, for the
 * decision is a record; and that of somebody who erases himself or herself
 * while belonging to a unit. Journalled.
 *
 * ERR_CONFLICT  somebody else who belongs to a unit or sits in a body still;
 *               the last administrator
 * ERR_INVALID   no reason is given for somebody else
 * else as privacy_own()
 */
enum err privacy_erase(struct ctx *c, const struct subject *who,
		       const char *reason, struct val **view) MUST;

/* Once a day: erases who left longer ago than the setting `keep-people`
 * years, and accounts that were closed longer ago than `keep-accounts` days;
 * drops sessions, links, half sign-ins, browsers and tokens that are long
 * over. Journalled with its counts. */
enum err privacy_retain(struct ctx *c, struct turn *t) MUST;

#endif
