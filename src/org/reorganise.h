/* reorganise.h - changes of the tree on one day, by one decision: checked
 * as a whole, applied in one transaction, undone exactly. */
#ifndef ORG_REORGANISE_H
#define ORG_REORGANISE_H

#include "org/tree.h"

/* What areas above org have to say about it. Any of them may be NULL. */
struct reorganise_hooks {
	/* Whether the unit answered for a period that ends on `day` or
	 * later: *what names one in c->lang, or is NULL. */
	enum err (*has_returns)(struct ctx *c, int64_t unit, int64_t day,
				const char **what);
	/* Whether something hangs on the unit (a call it issued, a body), so
	 * that it cannot be as if it had never been: *what names it in
	 * c->lang, or is NULL. */
	enum err (*has_more)(struct ctx *c, int64_t unit, const char **what);
	/* Called once the new tree is written: what follows from it. The
	 * two trees are the same before `day`. A unit, kind or link need not
	 * have the same index in both; ids and codes are the same. */
	enum err (*after)(struct ctx *c, const struct tree *before,
			  const struct tree *after, int64_t day);
};

struct reorganise_ask {
	struct blob file; /* CSV */
	int64_t day;	  /* on which it comes into force; past or future */
	const char *decision;
	const struct reorganise_hooks *hooks; /* NULL: nobody asks */
};

/**
 * Registers a reorganisation: columns op, code, name, kind, parent, into,
 * share; ops and what they take: create (code, name, kind, parent), rename
 * (code, name), retype (code, kind), move (code, parent), merge (code,
 * into), split (code, into, share; a row for each part), close (code). The
 * order of rows does not matter. Units of merge, split and close cease the
 * day before. An empty parent makes a top unit.
 *
 * *report: {"id","on","decision","operations","counts":{op: n}}.
 * Needs DB_WRITE: it takes the lock of the tree first. (On PostgreSQL a
 * stricter mode would go on seeing the tree from before the wait.)
 *
 * ERR_INVALID  every fault by line: cycle; a parent not alive as long as
 *              its child; unknown or closed unit; shares that do not add up
 *              to 1, or some given and some not; two fates for one unit;
 *              children left behind; a code already used; a unit changed by
 *              another reorganisation after the day (or, if it is to cease,
 *              on it); a unit that would
 *              cease having answered for a period after it; a unit that
 *              would stand below TIERS_MAX tiers
 * ERR_DENIED   may not ACT_ORGANISE at a unit that it names
 */
enum err reorganise_apply(struct ctx *c, const struct reorganise_ask *ask,
			  struct val **report) MUST;

/**
 * Takes a reorganisation back, as if it had never been: *report as of
 * reorganise_apply(), with "undoes". Needs DB_WRITE.
 *
 * ERR_MISSING   no such reorganisation
 * ERR_CONFLICT  it is undone already, or undoes another; a later one
 *               changes the same units or names one that it created; a
 *               unit it created has returns, issued a call, has a body, or
 *               has units below it from elsewhere; a unit would come back to
 *               a parent that ceased
 * ERR_DENIED    as reorganise_apply()
 */
enum err reorganise_undo(struct ctx *c, int64_t id,
			 const struct reorganise_hooks *hooks,
			 struct val **report) MUST;

/**
 * Supplies shares that were unknown: columns code, into, share. Of each
 * unit named all parts, adding up to 1. Needs DB_WRITE.
 * *report: {"id","on","shares": how many}.
 *
 * ERR_MISSING   no such reorganisation
 * ERR_CONFLICT  it is undone
 * ERR_INVALID   faults by line: not a part of this reorganisation, a share
 *               that is known already, parts missing, another sum than 1
 */
enum err reorganise_shares(struct ctx *c, int64_t id, struct blob file,
			   const struct reorganise_hooks *hooks,
			   struct val **report) MUST;

/* [{"id","on","decision","at","by","operations","undone","undoes"}], the
 * latest day first; by: login or null; undoes: id or null. */
enum err reorganisation_list_view(struct ctx *c, struct val **out) MUST;

/**
 * One of them: as in the list, with "counts":{op: n} and "ops":[{"line",
 * "op","code","name","kind","parent","into","into_name","share",
 * "old_name","old_kind","old_parent"}]: after, and before ("old_"); null
 * where the op says nothing of it. Share "1", "3/5", or null: unknown, or
 * no successor.
 * ERR_MISSING  no such one, or nothing of it in sight
 */
enum err reorganisation_view(struct ctx *c, int64_t id, struct val **out) MUST;

#endif
