/* document.h - documents in the register: what was decided, by whom, and in
 * whose books it stands. A document is kept once, however many have it. */
#ifndef REGISTER_DOCUMENT_H
#define REGISTER_DOCUMENT_H

#include "core/attachment.h"
#include "register/kind.h"

#define DOCUMENT_PLACE                                                         \
	"document" /* of its attachments; owner: its id,                       \
		    * version: its version */

/* Longest texts, in characters: those of the state's published list. */
#define DOCUMENT_SUBJECT_MAX 500
#define DOCUMENT_NAME_MAX    200 /* of who issues, signer, capacity, place */
#define DOCUMENT_NOTE_MAX    2000

/* A document as it is kept. */
struct document {
	int64_t id;
	struct document_kind kind;
	int64_t issuer;		 /* id of the unit; 0: somebody outside */
	const char *issuer_code; /* NULL: outside */
	const char *issuer_name; /* as it was called that day, or as written */
	struct opt_int number;	 /* not set: none can be read */
	const char *symbol, *found_by; /* as written; as people search it */
	int64_t day;
	const char *subject, *signer, *capacity, *urgency, *place;
	struct opt_int pages, due;
	int64_t series;	   /* that numbered it here; 0: none */
	const char *state; /* "valid", "withdrawn", "recalled", "replaced",
			    * "revoked" */
	int64_t version, at;
	const char *login; /* who entered it; NULL: the operator */
	int64_t keeper;	   /* id of the unit that answers for the entry: its
			    * issuer, once it stands in that unit's own book,
			    * else who entered it first */
};

/* "normal", "urgent" ...: degrees of haste, and what people read (N_()). */
struct urgency {
	const char *name, *label;
};

extern const struct urgency urgencies[];
extern const size_t urgencies_count;

/* What people read of a state or a degree of haste, marked N_(). */
const char *document_state_label(const char *state);
const char *urgency_label(const char *urgency);

/* A document in sight: see @document_seen()@ in document.sql.
 * ERR_MISSING  there is none, or not in sight */
enum err document_get(struct ctx *c, int64_t id, struct document *out) MUST;

/**
 * The document that a person means: all digits are its number in this store
 * (`document` of views), all else its symbol, as symbol_key() compares them.
 *
 * ERR_MISSING   none in sight has it
 * ERR_CONFLICT  several have; the message lists them by their numbers
 */
enum err document_ref(struct ctx *c, const char *text,
		      struct document *out) MUST;

/* OK when c may change what is kept of it: ACT_REGISTER at its keeper, or at
 * a unit that took over from that. Else as may(). */
enum err document_may_change(struct ctx *c, const struct document *d) MUST;

/* Alone with a document in sight until the transaction ends; then as
 * document_get() and document_may_change(). */
enum err document_hold(struct ctx *c, int64_t id, struct document *out) MUST;

/* ---- entering ---- */

/* What is entered; a text that is not given is NULL. */
struct document_new {
	const char *unit;	 /* code: whose book it is for */
	const char *issuer;	 /* code; NULL: `unit`, or issuer_name */
	const char *issuer_name; /* who is no unit here */
	const char *number;	 /* symbol, as written; NULL: it has none */
	const char *kind;	 /* as document_kind_find() */
	int64_t day;
	const char *subject, *signer, *capacity, *urgency, *place;
	const char *drafter; /* for the symbol, where the format has one */
	struct opt_int pages, due;
	int64_t arrived;  /* day on which it came; 0: today */
	const char *note; /* in the book */
	const struct file_in *file;
	size_t files;
	const char *const *carries_out; /* as document_ref() */
	size_t carried;
};

struct document_added {
	int64_t id;
	bool linked;	      /* it was here, and stands in one more book now */
	struct val *warnings; /* of texts, in c->lang */
};

/**
 * Enters a document: into the book `out` of its issuer when that is `unit`,
 * else into the book `in` of `unit` with its number of arrival. One that is
 * here already, by symbol, issuer and day, and in sight is not kept twice:
 * it comes into one more book. Needs DB_WRITE; journalled.
 *
 * ERR_INVALID   something is missing, too long or unknown
 * ERR_CONFLICT  the unit's register gave this number to another document;
 *               the message names that and the next free number
 * ERR_MISSING   no such unit, or not in sight
 * ERR_DENIED    may not ACT_REGISTER at `unit`
 */
enum err document_add(struct ctx *c, const struct document_new *in,
		      struct document_added *out) MUST;

/**
 * Enters an own document and gives it the next number of its series
 * (numbering.h): all in this transaction, so that there is neither gap nor
 * collision. `number`, `issuer` and `issuer_name` are not given.
 *
 * errors as document_add(); ERR_CONFLICT  the rule numbers by terms of
 * office, and none is known for that day
 */
enum err document_register(struct ctx *c, const struct document_new *in,
			   struct document_added *out) MUST;

/**
 * Puts a document in sight into the book `in` of a unit, with its number of
 * arrival. `due` 0, `note` "": none. *n: that number.
 *
 * ERR_CONFLICT  it stands there already; or the unit issued it
 * ERR_DENIED    may not ACT_REGISTER at `unit`
 */
enum err document_receive(struct ctx *c, int64_t id, const char *unit,
			  int64_t arrived, int64_t due, const char *note,
			  int64_t *n) MUST;

/* ---- reading ---- */

/* Adds to a view what became of a document: "changes":[{"what","label","why",
 * "at","by","other","other_symbol","before"}], the latest first; before:
 * {field: text} of what a correction changed. For every place where the
 * document, or what was asked about it, is read. */
enum err document_add_changes(struct ctx *c, int64_t document,
			      struct val *to) MUST;

/* The few words by which lists and relations name it: {"document","symbol",
 * "kind","kind_label","issuer","issuer_name","date","subject","state","state_label"}.
 */
struct val *document_brief(struct ctx *c, const struct document *d);

/**
 * All of it: document_brief() and "number","signer","capacity","urgency",
 * "place","pages","due","version","at","by", document_add_changes(),
 * "books":[{"unit","name","book","year","n","date","due","note"}], "files"
 * (attachment_view()), "relations":[{"what","label","way":"to"|"from", and
 * document_brief()}], "unseen" (related ones out of sight), "calls":[{"call",
 * "issuer","under","expect","relay","due","state","reason"}] and
 * "may_change". There is exactly one member "number", on top.
 */
enum err document_view(struct ctx *c, int64_t id, struct val **out) MUST;

/* Which documents a list holds. */
struct document_ask {
	const char *unit;  /* code: of its books; NULL: all in sight */
	const char *book;  /* "in" or "out"; NULL: both */
	int64_t year;	   /* of the book; without a unit of its day; 0: any */
	const char *kind;  /* as document_kind_find(); NULL: any */
	const char *state; /* NULL: any */
	const char *after; /* "next" of the page before; NULL: the first */
	int64_t limit;	   /* 0: DOCUMENT_SHOWN */
};

#define DOCUMENT_SHOWN 50
#define DOCUMENT_MOST  1000

/**
 * {"documents":[document_brief() and "number","urgency","due", of a unit's
 * books "book","year","n","came","note"],"next"}: from the newest day on;
 * next is null at the end.
 *
 * ERR_INVALID  no such book, kind or state; ERR_MISSING, ERR_DENIED  may not
 * ACT_CONSULT at the unit
 */
enum err document_list(struct ctx *c, const struct document_ask *ask,
		       struct val **out) MUST;

/* "kind_label" and the like of one row, for who lists documents otherwise
 * (search): adds document_brief() and what document_list() adds. */
struct val *document_item(struct ctx *c, const struct document *d);

#endif
