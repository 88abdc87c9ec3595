/* answer.h - the life of one return: submitted, approved, accepted, sent
 * back, corrected, voided. Each act writes one entry of the journal, moves
 * the assignment, and what it counts, in the same transaction. */
#ifndef RETURNS_ANSWER_H
#define RETURNS_ANSWER_H

#include "returns/draft.h"

/* What the sender had before his eyes; NULL for "whatever there is". */
struct answer_seen {
	int64_t version;      /* the newest; 0: none; -1: whatever */
	int64_t form_version; /* 0: whatever */
};

/**
 * Hands in what the draft says. It is read, its totals computed and its
 * rules judged again; then it is a new version: `waiting` where the unit's
 * head approves and c is not its head, else `submitted`. The draft ends.
 *
 * *view: {"unit","form","period","version","state","dropped":[codes that
 * were typed and are no longer asked]}.
 *
 * ERR_INVALID   faults by indicator: no number, required and empty, a rule
 *               of level error; a warning without explanation. The draft
 *               stays
 * ERR_CONFLICT  another version was handed in meanwhile (who, when); the
 *               form has a new version that asks otherwise; the unit was
 *               waived or the call withdrawn; there is no draft
 * ERR_DENIED    as draft_may()
 */
enum err answer_submit(struct ctx *c, struct place *at,
		       const struct answer_seen *seen, struct val **view) MUST;

/* The same with all of the answer at hand, as from a file; a draft stays as
 * it is. Asks for ACT_ANSWER only, which place_find() did. */
enum err answer_hand_in(struct ctx *c, struct place *at,
			const struct typed *cell, size_t n,
			const struct answer_seen *seen, struct val **view) MUST;

/* The head's word on what waits: on to the checker, or back to who wrote it,
 * as a draft.
 * ERR_CONFLICT: nothing waits. ERR_DENIED: not ACT_APPROVE there. */
enum err answer_approve(struct ctx *c, struct place *at) MUST;
enum err answer_refuse(struct ctx *c, struct place *at,
		       const char *reason) MUST;

/**
 * The checker's word on what was submitted: it counts at every tier; or it
 * goes back with reasons, by indicator (code "" for the whole), and a draft
 * of it is there for mending.
 *
 * `version`: the one that was looked at; 0: the newest.
 * ERR_CONFLICT  nothing waits, or another version does
 * ERR_DENIED    place_may_check()
 */
enum err answer_accept(struct ctx *c, struct place *at, int64_t version) MUST;

struct remark {
	const char *code, *why;
};

#define REMARKS_MAX 2000

/* ERR_INVALID  no reason, an empty one, a code that the form does not have */
enum err answer_send_back(struct ctx *c, struct place *at, int64_t version,
			  const struct remark *remark, size_t n) MUST;

/* Begins a correction: a draft made from the version that waits or counts.
 * The accepted one goes on counting until the correction is accepted.
 * ERR_CONFLICT  nothing was handed in yet. ERR_DENIED: draft_may() */
enum err answer_correct(struct ctx *c, struct place *at) MUST;

/* The accepted version ceases to count, for a reason; a draft of it is there
 * for mending. ERR_CONFLICT: nothing counts. */
enum err answer_void(struct ctx *c, struct place *at, const char *reason) MUST;

/* Whether the head of a unit approves what it hands in. Journalled.
 * ERR_DENIED  neither ACT_APPROVE nor ACT_ORGANISE there */
enum err approval_set(struct ctx *c, const char *unit, bool on) MUST;

/**
 * One return in words and numbers, as the entry page, the check page and
 * `return show --json` show it. `version` 0: the draft where there is one
 * that c may see, else the newest version; else that version.
 *
 *   "unit","name","form","title","period","period_title","form_version"
 *   "state","state_label"  of the assignment; without one of the newest
 *                 version, or "none"
 *   "call"        its number, or null; "due" instant, "due_shown", "late"
 *   "version"     the newest there is, 0: none (answer_seen)
 *   "showing"     the version shown; 0: the draft, or nothing yet
 *   "version_state" of the version shown; "draft"
 *   "rev","base"  of the draft; 0 without one. "draft_at","draft_by"
 *   "gone"        the unit was not in the tree on the period's last day
 *   "taken_over"  [{"unit","name","on"}]: who took over from it by today
 *   "may"         {"save","submit","correct","approve","check"}: what c may
 *                 do now, as far as state and roles go
 *   "indicators"  each as indicator_view() has it, and "asked" (people
 *                 answer it), "value" plain or null, "typed" for an input
 *                 in the reader's language, "shown" for reading, "last",
 *                 "last_shown", "change" or null, "remark" or null, "fault"
 *                 or null: what is wrong with what was typed
 *   "dropped"     [{"code","typed"}] that this version no longer asks
 *   "note"        to the checker; "whys":[{"rule","why"}]
 *   "findings"    of the form's rules, as judgement_view() has them
 *   "outliers"    to who checks, as outliers_view() has them
 *   "attachments" as attachment_view() has them
 *   "remarks"     [{"code","why","by","at"}] of the version shown, or that
 *                 the draft mends
 *   "versions"    [{"version","state","state_label","sent_at","sent_by",
 *                 "accepted_at","accepted_by"}], the newest first
 *
 * ERR_MISSING  there is no such version
 */
enum err answer_view(struct ctx *c, const struct place *at, int64_t version,
		     struct val **view) MUST;

#endif
