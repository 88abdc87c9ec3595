/* draft.h - what people of a unit are typing into a return, cell by cell, as
 * typed. Only their own unit sees it. */
#ifndef RETURNS_DRAFT_H
#define RETURNS_DRAFT_H

#include "returns/cell.h"
#include "returns/place.h"
#include "returns/version.h"

enum typed_as { TYPED_CELL, TYPED_WHY, TYPED_NOTE };

#define TYPED_KINDS 3

/* One cell: an indicator's answer, the explanation of a rule's finding (code:
 * its number), or the note to the checker (code ""). */
struct typed {
	enum typed_as as;
	const char *code, *value;
	enum numbers numbers; /* how the value writes them */
	int64_t line, column; /* in the file that it comes from, else 0 */
	/* of what is kept: */
	int64_t rev; /* at which it was saved; 0: as the base version says */
	int64_t at, account;
	const char *login; /* whose account; NULL: the operator */
};

#define TYPED_MAX CELL_TEXT_MAX /* bytes of one value */

/* What is being typed: the version it corrects, with the cells that were
 * changed since laid over it. */
struct draft {
	int64_t rev;  /* counts the savings; 0: there is no draft */
	int64_t base; /* version; 0: none */
	int64_t at, account;
	const char *login; /* who saved last */
	struct typed *cell;
	size_t n;
};

/**
 * OK: c is of the unit's own people, who see and write its draft: those who
 * may ACT_ANSWER by a grant at the unit or at one that took over from it;
 * where nobody has such a grant, by one at the nearest unit above.
 *
 * ERR_DENIED  of another unit's people
 */
enum err draft_may(struct ctx *c, const struct place *at) MUST;

/* The same as a question. */
enum err draft_own(struct ctx *c, const struct place *at, bool *own) MUST;

/* What a version says, as cells to type in the plain style; without totals,
 * where it gives the parts. Room is left for `more` others behind them. */
enum err version_cells(struct ctx *c, const struct place *at, int64_t version,
		       size_t more, struct typed **cell, size_t *n) MUST;

/* The draft; out->rev 0 where there is none, or c may not see it. */
enum err draft_load(struct ctx *c, const struct place *at,
		    struct draft *out) MUST;

/* The same, asking nobody. */
enum err draft_read(struct ctx *c, const struct place *at,
		    struct draft *out) MUST;

/**
 * Saves changed cells. `rev` is the draft's state that the sender knew (0:
 * none). A cell that somebody else saved since, with another value, stays as
 * it is and comes back as a conflict; all others are saved. Begins a draft
 * where there is none, and acknowledges the assignment. Needs DB_WRITE; no
 * journal: nothing is handed in yet.
 *
 * Where the return was handed in while the sender was still typing (rev is
 * not 0, and the draft is gone), what he types is kept as a draft upon that
 * version, and *view has "handed_in".
 *
 * *view: {"rev","base","saved","at","conflicts":[{"as","code","mine",
 * "theirs","by","at"}],"dropped":[codes that this version of the form no
 * longer asks; kept all the same],"handed_in":{"version","by","at"} or
 * null}; below 2 kB for a few cells.
 *
 * ERR_INVALID   a value is too long; a code that no version of the form has
 * ERR_CONFLICT  what was handed in waits or counts (begin a correction
 *               first), or the unit need not answer
 * ERR_DENIED    as draft_may()
 */
enum err draft_save(struct ctx *c, struct place *at, int64_t rev,
		    const struct typed *cell, size_t n, struct val **view) MUST;

/* Begins an empty draft upon a version; one that is there already keeps its
 * cells, and is laid upon that version. */
enum err draft_begin(struct ctx *c, const struct place *at, int64_t base) MUST;

/* Throws the draft away. As draft_may(). */
enum err draft_drop(struct ctx *c, const struct place *at) MUST;

/* The same after it was handed in, asking nobody. */
enum err draft_clear(struct ctx *c, const struct place *at) MUST;

/**
 * Reads cells as cell_read() does, each a line of `c`'s faults where it is
 * wrong, and computes totals. Cells that the form does not ask in this
 * version are passed over.
 */
struct filled *cells_read(struct ctx *c, const struct form *f,
			  const struct typed *cell, size_t n);

/* Explanations among cells, by rule - 1, as judge() takes them. */
const char **cells_whys(struct ctx *c, const struct form *f,
			const struct typed *cell, size_t n);

#endif
