/* version.h - the versions of one return: which there are, which counts, and
 * how one takes another's place. All acts on returns write through here.
 *
 * Nothing here asks may(), tells the journal or moves an assignment: whoever
 * calls does. */
#ifndef RETURNS_VERSION_H
#define RETURNS_VERSION_H

#include "returns/form.h"
#include "returns/rollup.h"
#include "returns/vector.h"

enum version_state {
	VERSION_WAITING,   /* for the unit's own head */
	VERSION_SUBMITTED, /* for its checker */
	VERSION_SENT_BACK,
	VERSION_REPLACED, /* by a newer version */
	VERSION_VOIDED,	  /* it counted once */
	VERSION_ACCEPTED, /* it counts */
};

/* "sent-back": of JSON and the database. */
const char *version_state_name(enum version_state s);
/* What people read, marked N_(). */
const char *version_state_label(enum version_state s);

/* One version, without its values. */
struct version {
	int64_t n; /* from 1 */
	enum version_state state;
	int64_t form_version;
	int64_t sent_at, sent_by;
	const char *sender; /* login; NULL: the operator */
	int64_t accepted_at, accepted_by;
	const char *accepter; /* as sender, where accepted_at is not 0 */
};

/* All versions of a return, the newest first. */
enum err version_list(struct ctx *c, int64_t key, struct version **out,
		      size_t *n) MUST;

/* The newest of a list that is in a state; NULL: none. */
const struct version *version_in(const struct version *list, size_t n,
				 enum version_state state);

/* ERR_CONFLICT, saying who handed a version in, when, and what it is now. */
enum err version_conflict(struct ctx *c, const struct version *v) MUST;

/* What a version says, in the slots that the form has now.
 * ERR_MISSING  there is no such version; no message is set */
enum err version_values(struct ctx *c, const struct form *f, int64_t key,
			int64_t version, struct values **out) MUST;

/**
 * Writes the next version, as waiting, submitted or accepted. It replaces
 * what waited in the same place; a waiting one leaves what is submitted with
 * the checker until the head has said yes.
 *
 * *version: its number. *ch: for versions_count(), where it is accepted.
 * ERR_BUSY  somebody wrote the same return at the same instant
 */
enum err version_put(struct ctx *c, const struct form *f, int64_t key,
		     const struct values *v, enum version_state as,
		     int64_t *version, struct rollup_change *ch) MUST;

/* What a version says in words. */
enum word_kind { WORD_TEXT, WORD_WHY, WORD_NOTE };

struct version_word {
	enum word_kind kind;
	const char *code, *body;
};

/* Words of a version that was just written, and those of any. */
enum err version_words_put(struct ctx *c, int64_t key, int64_t version,
			   const struct version_word *word, size_t n) MUST;
enum err version_words(struct ctx *c, int64_t key, int64_t version,
		       struct version_word **word, size_t *n) MUST;

/* From one state that does not count to another.
 * ERR_BUSY  it is no longer in that state */
enum err version_turn(struct ctx *c, int64_t key, int64_t version,
		      enum version_state from, enum version_state to) MUST;

/* What waited for the head goes on to the checker. As version_turn(). */
enum err version_approve(struct ctx *c, int64_t key, int64_t version) MUST;

/* A submitted version counts; what counted before is replaced. */
enum err version_accept(struct ctx *c, const struct form *f, int64_t key,
			int64_t version, struct rollup_change *ch) MUST;

/* One of many that begin to count at once. */
struct version_taken {
	int64_t key, version;
	bool replaces; /* another version counted until now */
};

/* The same for many, submitted and locked: what they change in the figures
 * the caller knows. ERR_BUSY: somebody accepted one at the same instant */
enum err versions_accept(struct ctx *c, const struct version_taken *t,
			 size_t n) MUST;

/* What counts ceases to. *version: which it was.
 * ERR_MISSING  nothing counts; no message is set */
enum err version_void(struct ctx *c, const struct form *f, int64_t key,
		      int64_t *version, struct rollup_change *ch) MUST;

/* Carries what began or ceased to count to every tier above. The caller
 * holds the tree, and has set `asked` of each. */
enum err versions_count(struct ctx *c, const struct form *f, int64_t period,
			const struct rollup_change *ch, size_t n) MUST;

#endif
