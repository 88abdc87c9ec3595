/* password.h - which passwords are taken, and how they are kept. */
#ifndef ACCESS_PASSWORD_H
#define ACCESS_PASSWORD_H

#include "core/ctx.h"

#define PASSWORD_LEAST 8 /* characters */
#define PASSWORD_MOST  256

/* Words that others would try first, because of where the password is used
 * and whose it is; beside those that are in the program. */
struct password_words {
	const char *word[100]; /* folded (text_fold()), without blanks */
	size_t n;
};

/* Adds each word of `text`, and all of it as one word, where it has three
 * letters or digits, two of them letters. Beyond the room it adds nothing. */
void password_word(struct arena *mem, struct password_words *w,
		   const char *text);

/* The words in the program itself, each folded; ends with NULL. */
extern const char *const password_common[];

/**
 * Whether a password may be set. Nothing is asked of the kinds of characters
 * in it; blanks and marks count.
 *
 * ERR_INVALID  it is no UTF-8, has fewer than PASSWORD_LEAST or more than
 *              PASSWORD_MOST characters; it is known from a break-in, or is
 *              such a one but for capitals, marks, blanks, letters written as
 *              signs (p@ssw0rd), or up to six digits and signs around it; it
 *              is a date, or one character again and again; it has fewer than
 *              three letters beside `words`, those in the program, digits and
 *              signs
 */
enum err password_check(struct ctx *c, const struct password_words *words,
			const char *password) MUST;

/**
 * Hashes a password that password_check() takes for the store (Argon2id, some
 * 0.1 s and 64 MiB): do it outside of the transaction. *hash lives in c->mem.
 * However it was typed, it is kept composed (NFC), whole.
 *
 * ERR_INVALID  as password_check()
 */
enum err password_hash(struct ctx *c, const struct password_words *words,
		       const char *password, const char **hash) MUST;

/* Whether the password is the one that was hashed; as slow as
 * password_hash(), also where hash is NULL (it is then always false), so
 * that time does not tell which logins there are. */
bool password_verify(struct arena *mem, const char *hash,
		     const char *password) MUST;

#endif
