/* relation.h - how documents hang together: one carries another out, amends,
 * replaces, revokes or answers it. */
#ifndef REGISTER_RELATION_H
#define REGISTER_RELATION_H

#include "register/document.h"

enum relation {
	RELATION_CARRIES_OUT,
	RELATION_AMENDS,
	RELATION_REPLACES,
	RELATION_REVOKES,
	RELATION_ANSWERS,
};

/* "carries-out": of commands and views; and the two ways of saying it,
 * "carries out" and "is carried out by", marked N_(). */
struct relation_word {
	const char *name, *says, *said_of;
};

extern const struct relation_word relation_words[];
extern const size_t relations_count;

/* ERR_INVALID: there is none of that name. */
enum err relation_find(struct ctx *c, const char *name,
		       enum relation *out) MUST;

/**
 * Notes that document `from` (id) does that to another (document_ref()).
 * Asks nobody whether it is allowed, writes no journal: its caller does.
 * Nothing happens where it was noted before.
 *
 * ERR_INVALID   a document and itself
 * ERR_CONFLICT  it would carry out what carries it out
 */
enum err relation_add(struct ctx *c, int64_t from, enum relation what,
		      const char *to) MUST;
/* The same of a document by its id, in sight or not. */
enum err relation_put(struct ctx *c, int64_t from, enum relation what,
		      int64_t to) MUST;

/* The same as an act of its own, and its undoing. `from`, `to`: as
 * document_ref(). ERR_DENIED: as document_may_change() of `from`.
 * document_unrelate(): ERR_MISSING  it was not noted. */
enum err document_relate(struct ctx *c, const char *from, enum relation what,
			 const char *to) MUST;
enum err document_unrelate(struct ctx *c, const char *from, enum relation what,
			   const char *to) MUST;

/* Adds "relations" and "unseen" to the view of a document: document_view(). */
enum err relation_add_near(struct ctx *c, int64_t document,
			   struct val *to) MUST;

#define RELATION_DEPTH 20  /* steps from one document */
#define RELATION_MOST  400 /* documents in one picture */

/**
 * All that hangs together with a document, upward to the first decision and
 * downward to the smallest unit's plan, as a picture and as a list:
 * {"document","nodes":[document_brief() and "depth","column"],"edges":[{
 * "from","to","what","label"}],"unseen","more"}; depth 0 is the document
 * itself, below 0 what it goes back to; column: the place in that row, from
 * 0. unseen: how many others are not in sight; more: whether some are left
 * out for their number.
 */
enum err document_relations(struct ctx *c, int64_t document,
			    struct val **out) MUST;

#endif
