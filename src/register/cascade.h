/* cascade.h - a document that units are asked to carry out, and how far they
 * are: a call (calls/call.h) whose topic is the document. A unit is asked by
 * one call at a time about one document.
 *
 * `document` is what document_ref() understands, `unit` a code; errors of
 * document_ref() and of finding a unit stand for all. */
#ifndef REGISTER_CASCADE_H
#define REGISTER_CASCADE_H

#include "calls/reply.h"
#include "register/document.h"

/* The row of call_kinds[]. */
extern const struct call_kind document_call_kind;

/* What a unit can be expected to do with a document. */
struct cascade_expect {
	const char *name;  /* "note", "carry-out", "own-plan", "report" */
	const char *label; /* for people, marked N_() */
};

extern const struct cascade_expect cascade_expects[];
extern const size_t cascade_expects_count;

/* "Carry out"; the name itself where there is none such. */
const char *cascade_expect_label(const char *name);

/**
 * Asks units to carry a document out, as call_issue() with the tree of today;
 * `ask` gives under, kind or list, expect, due, stepwise, note. Sets the rest.
 *
 * ERR_INVALID   nothing such can be expected; as call_issue()
 * ERR_CONFLICT  the document was recalled, replaced or revoked; or a unit is
 *               asked to carry it out already, by the call that the message
 *               names
 */
enum err cascade_issue(struct ctx *c, const char *document,
		       struct call_ask *ask, struct call_issued *out) MUST;

/* ---- one unit's copy ---- */

/**
 * A unit's part, of the calls about a document: one still asked for before
 * one taken back, its own before that of a unit from which it took over; else
 * as reply_find(). Of one that only passes it on, `a` is that role's.
 */
enum err cascade_find(struct ctx *c, const struct document *d, const char *unit,
		      struct reply_part *out) MUST;

struct cascade_answer {
	const char *own; /* document of the unit that carries it out, or NULL */
	const char *words;	    /* or NULL */
	const struct file_in *file; /* evidence, each looked at before */
	size_t files;
	bool done;
};

/**
 * What a unit says: reply_put(), with its files. The own document then
 * carries the document out (relation). *version: of the reply.
 *
 * ERR_INVALID   the own document is neither issued by the unit nor in its
 *               books; as reply_put()
 * ERR_CONFLICT  the document was recalled, replaced or revoked: the message
 *               says when, why and by which; as reply_put()
 */
enum err cascade_answer(struct ctx *c, const char *document, const char *unit,
			const struct cascade_answer *answer,
			int64_t *version) MUST;

/* The unit has seen it: call_acknowledge(). */
enum err cascade_acknowledge(struct ctx *c, const char *document,
			     const char *unit) MUST;

/* Stepwise: call_pass_on(), by the tier's own document where `own` is given.
 * *n: to how many. */
enum err cascade_pass_on(struct ctx *c, const char *document, const char *unit,
			 const char *own, int64_t due, int64_t *n) MUST;

/* Stepwise: call_send_up(). */
enum err cascade_send_up(struct ctx *c, const char *document, const char *unit,
			 const char *words, bool incomplete) MUST;

/**
 * Accepts all that was done or sent up at or below a unit (NULL: by
 * everybody) and that c checks. *n: how many.
 *
 * ERR_CONFLICT  nothing waits to be accepted
 * ERR_DENIED    something does, but c does not check it
 */
enum err cascade_accept(struct ctx *c, const char *document, const char *unit,
			int64_t *n) MUST;

/* Back to one unit, saying why. */
enum err cascade_send_back(struct ctx *c, const char *document,
			   const char *unit, const char *reason) MUST;

/**
 * A unit's copy: document_brief() and document_add_changes() of the document,
 * of its call "call","call_state","call_reason","call_issuer",
 * "call_issuer_name","expect","expect_label","relay","call_note","call_due",
 * "issued_at", and {"assignment","unit","name","role","assignment_state",
 * "assignment_state_label","due","late","reason","changed_at","checker","checker_name",
 * "passed","own": {"document","symbol","date","subject"} or null,
 * "story": reply_story(), "before":[{"call","unit","name","story"}],
 * "files" (not yet handed in),"may_answer","may_check"}. before: the copies
 * whose duty this one took over.
 */
enum err cascade_show(struct ctx *c, const char *document, const char *unit,
		      struct val **view) MUST;
/* The same by the number of its call: of the page /cascade/{call}/{unit}. */
enum err cascade_show_call(struct ctx *c, int64_t call, const char *unit,
			   struct val **view) MUST;

/* ---- all of them ---- */

/**
 * How far a document is carried out, at or below a unit (NULL: who issued the
 * first call about it, or the own unit where that is not in sight):
 * document_brief(), document_add_changes(), "call" (the first), and
 * "unit","name","unit_kind","counts","expected","of","own","done","late",
 * "late_of","due_soon","unit_relays","unit_answers" (its own states, or
 * null); "calls": [the same of each, with what cascade_show() says of a call];
 * asked for, "children": [the same of each unit directly below that has part
 * in it, by name].
 * of: who is asked and still is, as `expected`; own: of them, with an own
 * document; done: submitted or accepted.
 */
enum err cascade_coverage(struct ctx *c, const char *document, const char *unit,
			  bool children, struct val **view) MUST;

struct cascade_owing_ask {
	const char *unit;  /* NULL: as cascade_coverage() */
	const char *state; /* of an assignment; "owed" (NULL), "late", "done" */
	int64_t offset, limit;
};

/**
 * Who is behind a number of it: {document_brief(), document_add_changes(),
 * "unit","name","total","units":[{"call","assignment","unit","name","kind","under",
 * "under_name","state","relay","due","late","note","changed_at","contact",
 * "reminded_at","reminded"}]}: contact: whom to ask there; reminded: how
 * often.
 *
 * ERR_INVALID  there is no such state
 */
enum err cascade_owing(struct ctx *c, const char *document,
		       const struct cascade_owing_ask *ask,
		       struct val **view) MUST;

/* ---- after a year ---- */

struct cascade_review_ask {
	const char *unit; /* NULL: as cascade_coverage() */
	bool now;	  /* on the tree of today: who took over stands in for
			   * whoever was asked; else on that of the call */
	int64_t offset, limit; /* limit 0: all */
};

/**
 * {document_brief(), document_add_changes(), "unit","name","tree":"then" or
 * "now","day" of that tree,"counts","of","own","done","late","late_done",
 * "total","units":[{"call","unit","name","kind","under","under_name","was",
 * "was_name" (null: itself),"role","expect","expect_label","due","state",
 * "state_label","acknowledged_at","own","own_symbol","own_date","done_at",
 * "accepted_at","sent_back" (how often),"late","late_days","words",
 * "evidence":[names]}]}: call by call, in the order of the tree; counts are
 * of who was asked. late: it owes still, and its day is over; late_days: of
 * these, and of who answered too late (late_done: how many did).
 */
enum err cascade_review(struct ctx *c, const char *document,
			const struct cascade_review_ask *ask,
			struct val **view) MUST;

/* A review as a table to keep, with words in c->lang: a workbook or a CSV. */
enum err cascade_review_file(struct ctx *c, const struct val *review,
			     bool workbook, struct buf *to) MUST;

/* ---- when another document replaces it ---- */

struct cascade_replacing {
	const char *document, *by, *why;
	bool carry_on; /* asks anew, for the other one */
	int64_t due;   /* of what is asked anew; 0: as it was */
};

/**
 * document_replace(), and asked for: what was asked about the document is
 * asked about the other, of the units that had not finished, call by call;
 * what they said stays in sight of their new copies. *unfinished: how many
 * had not; *asked: how many are asked anew.
 *
 * errors as document_replace() and cascade_issue()
 */
enum err cascade_replace(struct ctx *c, const struct cascade_replacing *r,
			 int64_t *unfinished, int64_t *asked) MUST;

#endif
