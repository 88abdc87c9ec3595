/* answer.h - the life of one return: submitted, approved, accepted, sent
 * back, corrected, voided; and how it looks on its way. */
#ifndef RETURNS_ANSWER_H
#define RETURNS_ANSWER_H

#include "returns/draft.h"

/**
 * Hands in what the draft says. It is read, its totals computed and its
 * rules judged again; then it is a new version: `waiting` where the unit's
 * head approves and c is not its head, else `submitted`. The draft ends.
 *
 * `seen`: the newest version the sender knew of, so that two people who
 * submit the same return do not cover each other; -1: whatever there is.
 * *view: {"unit","form","period","version","state"}.
 *
 * ERR_INVALID   faults by indicator: no number, required and empty, a rule
 *               of level error; a warning without explanation. The draft
 *               stays
 * ERR_CONFLICT  another version was handed in meanwhile (who, when); the
 *               form has a new version that asks otherwise; the unit was
 *               waived or the call withdrawn
 */
enum err answer_submit(struct ctx *c, const struct place *at, int64_t seen,
		       struct val **view) MUST;

/* The head's word on what waits: on to the checker, or back to who wrote it.
 * ERR_CONFLICT: nothing waits. ERR_DENIED: not ACT_APPROVE there. */
enum err answer_approve(struct ctx *c, const struct place *at) MUST;
enum err answer_refuse(struct ctx *c, const struct place *at,
		       const char *reason) MUST;

/**
 * The checker's word on what was submitted: it counts at every tier; or it
 * goes back with reasons, by indicator (code "" for the whole), and a draft
 * of it is there for mending.
 *
 * `version`: the one that was looked at; 0: the newest.
 * ERR_CONFLICT  nothing waits, or another version does
 * ERR_DENIED    not ACT_ACCEPT at the assignment's checker (without an
 *               assignment: at the unit)
 */
enum err answer_accept(struct ctx *c, const struct place *at,
		       int64_t version) MUST;

struct remark {
	const char *code, *why;
};

enum err answer_send_back(struct ctx *c, const struct place *at,
			  int64_t version, const struct remark *remark,
			  size_t n) MUST;

/* Begins a correction: a draft made from the accepted (or, taken back, the
 * submitted) version. The accepted one goes on counting until the
 * correction is accepted. */
enum err answer_correct(struct ctx *c, const struct place *at) MUST;

/* The accepted version ceases to count, for a reason. */
enum err answer_void(struct ctx *c, const struct place *at,
		     const char *reason) MUST;

/**
 * One return in words and numbers: {"unit","name","form","title","period",
 * "state","due","late","call","version","base","rev","indicators":[…],
 * "notes","remarks":[…],"versions":[{"version","state","sent_at","sent_by",
 * "accepted_at","accepted_by"}],"findings":[…]}; indicators with what is
 * typed (or was handed in), last period's value and the change. `version` 0:
 * the draft where c may see it, else the newest. What the entry page, the
 * check page and `return show --json` show.
 */
enum err answer_view(struct ctx *c, const struct place *at, int64_t version,
		     struct val **view) MUST;

/**
 * What waits for c to check: [{"unit","name","form","title","period",
 * "version","sent_at","sent_by","clean","findings","changes":[…],
 * "correction","late"}] for one call (0: all); `clean`: no finding of a rule,
 * no outlier. At most `limit` from `offset` on.
 */
enum err review_view(struct ctx *c, int64_t call, int64_t offset, int64_t limit,
		     struct val **view) MUST;

/* Accepts many at once: those named ("UNIT FORM PERIOD VERSION" each), or
 * all clean ones of a call. One journal entry each; all or none.
 * *n: how many. */
enum err review_accept_clean(struct ctx *c, int64_t call, int64_t *n) MUST;

#endif
