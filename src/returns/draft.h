/* draft.h - what people of a unit are typing into a return, cell by cell, as
 * typed. Only their own unit sees it. */
#ifndef RETURNS_DRAFT_H
#define RETURNS_DRAFT_H

#include "calls/assignment.h"
#include "returns/form.h"

/* One return, found by the words of its address: what every act on a single
 * return begins with. */
struct place {
	struct form *form;	 /* in the version for the period */
	int64_t unit;		 /* id */
	const char *code, *name; /* of the unit */
	int64_t kind, period, day, key;
	bool called; /* `a` holds the live assignment */
	struct assignment a;
};

/**
 * Finds a return and sees that c may do `act` for it: at the unit, or at one
 * that took over from it (may_for()); ACT_ACCEPT and ACT_APPROVE are asked
 * for by the act itself.
 *
 * ERR_MISSING  no such unit, form, or not in sight
 * ERR_INVALID  the period is not the form's; the unit is not alive on its
 *              last day, or of a kind that does not answer
 */
enum err place_find(struct ctx *c, const char *unit, const char *form,
		    const char *period, enum act act, struct place *out) MUST;

enum typed_as { TYPED_CELL, TYPED_WHY, TYPED_NOTE };

/* One cell: an indicator's answer, the explanation of a rule's finding (by
 * the rule's code), or the note to the checker (code ""). */
struct typed {
	enum typed_as as;
	const char *code, *value;
	int64_t rev; /* at which it was saved */
	int64_t at, account;
};

#define TYPED_MAX 20000 /* bytes of one value */

/**
 * Saves changed cells. `rev` is the draft's state that the sender knew (0:
 * none). A cell that somebody else saved since, with another value, stays as
 * it is and comes back as a conflict; all others are saved. Begins a draft
 * where there is none, and acknowledges the assignment. Needs DB_WRITE; no
 * journal: nothing is handed in yet.
 *
 * *view: {"rev","saved","at","conflicts":[{"as","code","mine","theirs","by",
 * "at"}]}; below 2 kB for a few cells.
 *
 * ERR_INVALID   a value is too long; a code that the form does not ask
 * ERR_CONFLICT  what was handed in waits for its checker (send `correct`
 *               first), or the unit need not answer
 */
enum err draft_save(struct ctx *c, const struct place *at, int64_t rev,
		    const struct typed *cells, size_t n,
		    struct val **view) MUST;

/* The cells of the draft; *rev 0: there is none. */
enum err draft_load(struct ctx *c, const struct place *at, int64_t *rev,
		    struct typed **cells, size_t *n) MUST;

/* Throws the draft away. */
enum err draft_drop(struct ctx *c, const struct place *at) MUST;

#endif
