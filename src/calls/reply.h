/* reply.h - what a unit says to a call that is no form, and what its checker
 * says to that: seen, by which document of its own, how far, done, sent back,
 * accepted. Of calls about documents, tasks and plans. */
#ifndef CALLS_REPLY_H
#define CALLS_REPLY_H

#include "calls/call.h"
#include "core/attachment.h"

#define REPLY_PLACE "assignment" /* of its files; owner: assignment.id */
#define REPLY_WORDS 5000	 /* characters */
#define EXPECT_NOTE "note"	 /* call.expect: to have seen it is all */

/* A unit's part in a call. */
struct reply_part {
	struct call call;
	struct assignment a; /* answers */
	const char *unit;    /* its code; see reply_find() */
};

/**
 * The part of a unit in a call; of one that took over from exactly one that
 * the call asks, that one's. Asks only whether it may be read.
 *
 * ERR_MISSING   no such call or unit, or not in sight; or it is not asked
 * ERR_CONFLICT  it took over from several that are; the message names them
 */
enum err reply_find(struct ctx *c, int64_t call, const char *unit,
		    struct reply_part *out) MUST;

/* What a unit says at once. */
struct reply_said {
	int64_t document; /* its own, checked by who asks; 0: none is named */
	struct opt_int progress; /* in hundredths of the whole; or not said */
	const char *words;	 /* "" */
	bool done;		 /* it is carried out: the checker looks */
};

/**
 * Writes it as the next version, with the files that were added before, and
 * takes the steps: a call that was only delivered is acknowledged, `done`
 * submits; where only a note is expected, anything is all there is to do, and
 * it is accepted at once. Journalled.
 *
 * ERR_INVALID   nothing is said and no file was added; too many words
 * ERR_CONFLICT  the call or the unit's part was withdrawn, the unit need not
 *               answer; or `done` again what was accepted
 * ERR_MISSING, ERR_DENIED  as assignment_may(STEP_SUBMIT)
 */
enum err reply_put(struct ctx *c, struct reply_part *p,
		   const struct reply_said *r, int64_t *version) MUST;

/* The unit has seen it. Nothing happens where it had before. Who of its
 * people says so is not kept with the reply. Errors as reply_put(). */
enum err reply_seen(struct ctx *c, struct reply_part *p) MUST;

/* Adds a file, looked at before, for the next reply_put(). Errors as there,
 * and as attachment_add(). */
enum err reply_attach(struct ctx *c, struct reply_part *p,
		      const struct file_in *file, int64_t *id) MUST;

/* Stepwise: names the document by which a unit passes the call on (role
 * RELAYS). No entry of its own in the journal: passing on has one. */
enum err reply_link(struct ctx *c, struct reply_part *p, int64_t document) MUST;

/* Writes into the story that a unit sent its part up (STEP_SUBMIT), or that
 * it was accepted or sent back; of a form nothing. For call_relay.c. */
enum err reply_mark(struct ctx *c, const struct call *k,
		    const struct assignment *a, enum step step,
		    const char *words) MUST;

/* OK where c may read a file of a reply: what was handed in as the call is
 * read, what was not yet by the unit's own people. ERR_MISSING */
enum err reply_file_seen(struct ctx *c, const struct attachment *a) MUST;

/**
 * Accepts all that were done or sent up at or below a unit (code; NULL: of the
 * call) and that c checks. *n: how many; one entry in the journal. It may be
 * none.
 *
 * ERR_DENIED  there are some, and c checks none of them
 */
enum err reply_accept(struct ctx *c, int64_t call, const char *unit,
		      int64_t *n) MUST;

/**
 * Back to the unit, with a reason: what it said was done, or (void) what had
 * been accepted.
 *
 * ERR_INVALID   no reason
 * ERR_CONFLICT  it has not said that it is done
 * ERR_DENIED    c does not check it
 */
enum err reply_send_back(struct ctx *c, struct reply_part *p,
			 const char *reason) MUST;

/**
 * The story of an assignment (id), by version: [{"version","what","label",
 * "document","symbol","day","subject","progress","words","at","by",
 * "files":[{"id","name","type","size"}]}]; what: "acknowledged", "own",
 * "word", "done", "sent-back", "accepted".
 */
enum err reply_story(struct ctx *c, int64_t assignment, struct val **list) MUST;

/* For people, marked N_(). */
const char *reply_label(const char *what);

/* Recounts what follows from replies: the own documents, and the run of
 * versions. ERR_CONFLICT, and c->why naming the first that differs. *n: how
 * many assignments have any. */
enum err reply_verify(struct ctx *c, int64_t *n) MUST;

#endif
