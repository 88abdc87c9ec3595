/* unit.h - units as people see them: one, a list, a file, a search.
 *
 * Days come out as 2025-07-01; an `until` without end as null. What an
 * account may not read is left out, or ERR_MISSING when it was asked for. */
#ifndef ORG_UNIT_H
#define ORG_UNIT_H

#include "access/role.h"
#include "base/decimal.h"

struct reorganise_hooks;

/* One unit on one day. A unit that is not alive on the day asked for is
 * shown as on the nearest day on which it is: `day`. */
struct unit {
	int64_t id, since, until, day;
	int64_t parent; /* id; 0: a top */
	int64_t kind;	/* id */
	const char *code, *name, *kind_code;
};

/**
 * Finds a unit by its code, and sees that c may do ACT_SEE there.
 * ERR_MISSING  no such unit, or not in sight
 */
enum err unit_get(struct ctx *c, const char *code, int64_t at,
		  struct unit *out) MUST;

/* The same for what needs another act there: ACT_READ for figures, returns
 * and calls. ERR_DENIED  it is in sight, but the act is not allowed */
enum err unit_for(struct ctx *c, enum act act, const char *code, int64_t at,
		  struct unit *out) MUST;

/* The same unit as a view, without what hangs on it: {"code","name","kind",
 * "parent","from","until","at","timezone","members","path":[{"code","name","seen"}...]};
 * the path begins at the top and ends above the unit, "seen" where it may be
 * read; "at" is `day`. */
enum err unit_head_view(struct ctx *c, const struct unit *u,
			struct val **out) MUST;

/* What was said of a unit from one day to another. */
struct unit_fact {
	int64_t since, until;
	int64_t kind; /* id */
	const char *kind_code, *name;
	const char *parent, *parent_name; /* NULL: a top */
};

/* A unit that it took over from, or that took over from it, on `day`. */
struct unit_kin {
	const char *code, *name;
	int64_t day;
	struct share share; /* den 0: unknown */
	int64_t reorganisation;
};

/* All that was said of it, by time, and its kin as far as in sight. */
struct unit_story {
	struct unit_fact *fact;
	struct unit_kin *from, *into;
	size_t facts, froms, intos;
};

enum err unit_story(struct ctx *c, const struct unit *u,
		    struct unit_story *out) MUST;

/**
 * All of it: unit_head_view() and "children":[{"code","name","kind"}],
 * "history":[{"from","until","name","kind","parent"}], "predecessors" and
 * "successors":[{"code","name","share","on"}], share as "1", "3/5" or null
 * for unknown.
 * ERR_MISSING  as unit_get()
 */
enum err unit_view(struct ctx *c, const char *code, int64_t at,
		   struct val **out) MUST;

/**
 * One level of the tree: {"at","unit":head or null,"units":[{"code","name",
 * "kind","from","until","below":[{"kind","n"}]}]}, sorted by name; `below`
 * counts all units strictly below, by kind. `code` NULL: the tops of what
 * is in sight.
 * ERR_MISSING  as unit_get()
 */
enum err tree_view(struct ctx *c, const char *code, int64_t at,
		   struct val **out) MUST;

/* Finds units by words of their name or code, with or without marks, alive
 * on `at`: [{"code","name","kind","path":"A › B"}], the best first. */
enum err unit_search(struct ctx *c, const char *words, int64_t at,
		     int64_t limit, struct val **out) MUST;

/* Which units a list holds. */
struct unit_ask {
	const char *under; /* strictly below this code; NULL: all */
	const char *kind;  /* NULL: every kind */
	int64_t at;
};

/* [{"code","name","kind","parent","from","until"}], every parent before its
 * children, siblings by name. ERR_MISSING: no such `under` or kind. */
enum err unit_list(struct ctx *c, const struct unit_ask *ask,
		   struct val **out) MUST;
enum err unit_count(struct ctx *c, const struct unit_ask *ask, int64_t *n) MUST;

/**
 * The tree of a day as a file that unit_import() reads: code, name, kind,
 * parent, from, until; parents first. From and until are those of the unit,
 * but never beyond those of its parent in the same file.
 */
enum err unit_export(struct ctx *c, int64_t at, struct buf *out) MUST;

/* What a unit import did. */
struct unit_imported {
	int64_t units, kinds; /* new ones */
};

/**
 * Adds units from a CSV: columns code, name, kind, parent, from, until, in
 * any order, the last two may be absent; rows in any order. New codes only.
 * An empty from is the parent's, of a top unit today; an empty until is
 * no end. Kinds come into being on first use.
 *
 * All rows are checked before anything is written; each fault is told by
 * line and column. Needs DB_WRITE. Of `hooks` (NULL: none) `after` is told,
 * with the first day from which the tree is another.
 *
 * ERR_INVALID  faults; also a unit below TIERS_MAX tiers
 * ERR_DENIED   may not ACT_ORGANISE at a parent (for a top: everywhere)
 */
enum err unit_import(struct ctx *c, struct blob file,
		     const struct reorganise_hooks *hooks,
		     struct unit_imported *out) MUST;

#endif
