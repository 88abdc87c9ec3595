/* op.h - the operations of a reorganisation, as its file gives them. */
#ifndef ORG_OP_H
#define ORG_OP_H

#include "base/decimal.h"
#include "core/ctx.h"

enum op_kind {
	OP_CREATE,
	OP_RENAME,
	OP_RETYPE,
	OP_MOVE,
	OP_MERGE,
	OP_SPLIT, /* one for each part */
	OP_CLOSE,
};
#define OP_KINDS (OP_CLOSE + 1)

/* "create", "rename" ... */
const char *op_name(enum op_kind kind);
bool op_parse(const char *word, enum op_kind *kind) MUST;

/* Whether the unit ceases. */
bool op_ends(enum op_kind kind);

struct op {
	int64_t line;
	enum op_kind op;
	const char *code;
	const char *name, *kind, *parent, *into; /* NULL: not its business */
	struct share share;			 /* den 0: unknown, or none */
};

/**
 * Reads the file of a reorganisation.
 * ERR_INVALID  no such table; a cell is missing, wrong, or not for that op
 */
enum err op_read(struct ctx *c, struct blob file, struct op **out,
		 size_t *n) MUST;

/* Whether the shares of a split are whole: all unknown, or all known with
 * the sum 1. `fmt` is then why not, for the unit's code. */
bool shares_whole(const struct share *share, size_t n, const char **fmt) MUST;

/* {"create": 3, ...}: those that there are. */
struct val *op_counts(struct arena *mem, const struct op *op, size_t n);

#endif
