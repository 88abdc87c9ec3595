/* notice.h - telling people what happened: in the program, by mail at once,
 * or once a day, as each wishes. */
#ifndef ACCESS_NOTICE_H
#define ACCESS_NOTICE_H

#include "access/role.h"
#include "core/clockwork.h"

/* How somebody is told of a kind of thing; each more than the one before. */
enum tell {
	TELL_OFF,    /* not at all */
	TELL_NOTICE, /* in the program */
	TELL_DIGEST, /* and in the mail of the day */
	TELL_ONCE,   /* and by a mail of its own, at once */
	TELL_ALWAYS, /* the same, and nobody can wish otherwise */
};

#define TELLS 4 /* that can be wished */

struct notice_kind {
	const char *name;  /* "reminder" */
	const char *label; /* for people, marked N_() */
	enum tell tell;	   /* who wishes nothing else */
};

/* The kind of warn.h. */
#define NOTICE_SECURITY "security"

/* All kinds, in the order of the settings page. */
extern const struct notice_kind notice_kinds[];
extern const size_t notice_kinds_count;

/* "off", "notice", "digest", "once". */
const char *tell_name(enum tell t);

/* What is told. It is said twice, once in each language. */
struct notice {
	const char *kind; /* of notice_kinds[] */
	const char *link; /* path of the page that it is about: "/calls/12" */
	/* Writes the sentence in c->lang; one line. */
	enum err (*say)(struct ctx *c, void *arg, const char **text);
	void *arg;
	const char *words; /* what a person wrote to it; "" */
};

/**
 * Tells the people of a unit (id): who has a role there, at that very unit,
 * that allows `act`; not who acts. Who was told the same and has not seen it
 * yet is not told again. *n: how many; NULL: nobody asks.
 *
 * Call it in the transaction of what it tells of (DB_WRITE); a mail goes out
 * some seconds later. Errors are those of `say` and of the database.
 */
enum err notice_unit(struct ctx *c, const struct notice *what, int64_t unit,
		     enum act act, int64_t *n) MUST;

/* The same to one account; 0, and who acts, are told nothing. */
enum err notice_account(struct ctx *c, const struct notice *what,
			int64_t account) MUST;

/* ---- many at once, for the chores ---- */

/* One notice to one person. */
struct notice_to {
	int64_t account;
	const char *lang, *email, *how; /* email, how: or NULL */
};

struct notice_text {
	const char *link, *vi, *en, *words;
};

/* Collects notices of one kind, which then are written together. */
struct post;
enum err post_begin(struct ctx *c, const char *kind, size_t most,
		    struct post **out) MUST;
void post_add(struct post *p, const struct notice_to *to,
	      const struct notice_text *text);
/* Only the mail of it, to another address than the account's. */
void post_letter(struct post *p, const struct notice_to *to,
		 const struct notice_text *text);
enum err post_end(struct post *p) MUST;

/* ---- reading ---- */

/**
 * The own notices, new ones first: {"unseen","newest","has_more",
 * "next","notices":[{"id","kind",
 * "kind_label","text","words","link","at","seen"}]}; 100 from `offset` on.
 * Of `account` (0: the own); another's is for who may ACT_ACCOUNT.
 */
enum err notice_list(struct ctx *c, int64_t account, int64_t offset,
		     struct val **view) MUST;

/* Marks one of the own as seen; *link: what it is about.
 * ERR_MISSING  none of that number */
enum err notice_open(struct ctx *c, int64_t id, const char **link) MUST;

/* Marks all of the own as seen, up to that number; 0: all. */
enum err notice_seen(struct ctx *c, int64_t upto) MUST;

/* ---- wishes ---- */

/* [{"kind","label","how","default","ways":[{"how","label","current"}]}] */
enum err notice_wishes(struct ctx *c, struct val **view) MUST;

/* ERR_INVALID: no such kind or way. */
enum err notice_wish(struct ctx *c, const char *kind, const char *how) MUST;

/* ---- chores ---- */

/* Once a day, from 06:30 of the store's time zone on, a mail to each for
 * whom notices were kept until then. */
enum err notice_digest(struct ctx *c, struct turn *t) MUST;

/* What was seen a year ago, and mail that was sent a month ago, goes. */
enum err notice_sweep(struct ctx *c, struct turn *t) MUST;

#endif
