/* journal.h - the hash-chained record of every change (docs/journal.md). */
#ifndef CORE_JOURNAL_H
#define CORE_JOURNAL_H

#include "core/ctx.h"

/* Lanes side by side, so that writers do not queue behind one head. */
#define JOURNAL_LANES 16

/* What is done, of what kind of thing, and how it is told. */
struct journal_act {
	const char *act;   /* "unit.import" */
	const char *kind;  /* of its object: "unit", "call" ... */
	const char *holds; /* members of its detail, for docs/journal.md */
	const char *says;  /* marked N_(); {who}, {object} and members of the
			    * detail stand in braces */
};

/* Every act there is; a new one gets its row in src/core/journal_acts.c. */
extern const struct journal_act journal_acts[];
extern const size_t journal_acts_count;

/* NULL: no such act. */
const struct journal_act *journal_act_find(const char *act);

/**
 * Adds one entry about this unit of work; call it once per act, last, so
 * that the lane is held for as short a time as can be. Who acts, in which
 * seat, for whom, when and in which unit of work is taken from `c`.
 *
 * act     what was done, as "unit.import"; asserts that it is an act of
 *         journal_acts[]
 * object  of accounts and persons the number, else code or number of what
 *         was changed
 * detail  a map with before and after, or count and digest of a bulk act;
 *         NULL for an empty one. Nothing personal stands in it in clear:
 *         see journal_personal().
 */
enum err journal_add(struct ctx *c, const char *act, const char *object,
		     const struct val *detail) MUST;

#define JOURNAL_KEY    32 /* bytes of account.key and person.key */
#define JOURNAL_DIGEST 16 /* bytes */

/**
 * What stands in the journal in place of a personal text: hex of its BLAKE2b
 * keyed with the `key` of the account or person, by which the same text can
 * be told again until the key is erased. NULL for NULL or "".
 */
const char *journal_digest(struct arena *mem, struct blob key,
			   const char *text);

/* Adds "field": {"before", "after"} to a detail, where the two differ; ""
 * and NULL are both null. */
void journal_change(struct val *detail, const char *field, const char *before,
		    const char *after);

/* The same of a personal field (name, mail address, telephone, login): with
 * the digests of both. */
void journal_personal(struct val *detail, struct blob key, const char *field,
		      const char *before, const char *after);

/* What journal_verify() read. */
struct journal_counts {
	int64_t entries, lanes, seals;
};

/* Reads every seal and every lane again. ERR_CONFLICT, and c->why naming the
 * first seal or entry that was changed, is missing or stands out of order,
 * or is not the one that was sealed. */
enum err journal_verify(struct ctx *c, struct journal_counts *n) MUST;

/* What to list; 0 and NULL: all. */
struct journal_query {
	const char *object, *kind; /* of its object, as in journal_acts[] */
	const char *account;	   /* login of who acted */
	const char *act;
	int64_t low, high; /* instants: from, and before */
	int64_t before;	   /* number: what is older than that entry */
	int64_t most;	   /* at most as many; JOURNAL_PAGE */
};

#define JOURNAL_PAGE 50

/**
 * Entries, newest first; whether one may is for the caller to ask. *list:
 * [{"id","at","who","by","login","seat","behalf","act","kind","object",
 * "says","work","detail"}]: `by` is "account", "operator" or "server",
 * `says` the whole sentence, `detail` as it was written (JSON, in text).
 *
 * ERR_INVALID  there is no such act, or no such kind of object
 */
enum err journal_list(struct ctx *c, const struct journal_query *q,
		      struct val **list) MUST;

/* The newest entries about one object, as in journal_list(). */
enum err journal_history(struct ctx *c, const char *kind, const char *object,
			 struct val **list) MUST;

/* One entry, with also "lane", "seq", "format" and "hash". ERR_MISSING */
enum err journal_get(struct ctx *c, int64_t id, struct val **view) MUST;

typedef enum err (*journal_line_fn)(void *arg, const char *line, size_t size);

/* Gives all entries since an instant, the heads of their lanes and every
 * seal to `fn`, a line of JSON each (docs/journal.md). */
enum err journal_export(struct ctx *c, int64_t from, journal_line_fn fn,
			void *arg) MUST;

#endif
